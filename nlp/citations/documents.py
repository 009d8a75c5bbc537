"""Resolve mentions to documents: one record for each document, by type, number, issuer and date together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.citations.mentions import Mention
from nlp.text.fold import fold

_YEAR = re.compile(r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)\Z")


@dataclass(slots=True)
class Document:
    """A cited document and the positions of its mentions in the list that was resolved."""

    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None = None
    mentions: list[int] = field(default_factory=list)


def resolve(mentions: Sequence[Mention]) -> list[Document]:
    """Group mentions into documents.

    A mention joins a record only where the report makes it certain: same number, and neither date nor issuer
    contradict; where several records could take it, it stays alone. A bare number joins the one full number of its type
    that begins with it.

    Examples
    --------
    >>> from nlp.citations import extract
    >>> found = extract("Chỉ thị số 23/CT-TTg ngày 02/9/2021; Chỉ thị số 23/CT-TTg ngày 26/12/2022; Chỉ thị 23/CT-TTg")
    >>> [document.mentions for document in resolve(found)]
    [[0], [1], [2]]
    """
    documents: list[Document] = []
    # Mentions that tell more come first: a dated mention founds the record that an undated one may join.
    order = sorted(range(len(mentions)), key=lambda index: (_vagueness(mentions[index]), index))
    by_key: dict[str, list[Document]] = {}
    for index in order:
        mention = mentions[index]
        homes = _homes(mention, by_key.get(_key(mention), []))
        if len(homes) == 1:
            _join(homes[0], mention, index)
            continue
        alone = Document(mention.number, mention.type, mention.date, mention.issuer, mention.name, [index])
        documents.append(alone)
        # What several records could take is a record that no other mention joins.
        for alias in () if homes else _keys(mention):
            by_key.setdefault(alias, []).append(alone)
    for document in documents:
        document.mentions.sort()
    return sorted(documents, key=lambda document: document.mentions[0])


def _vagueness(mention: Mention) -> int:
    undated = mention.date is None and _year(mention) is None
    return (mention.form == "bare") * 4 + undated * 2 + (mention.issuer is None)


def _key(mention: Mention) -> str:
    if mention.form == "bare":
        return f"bare {mention.type} {mention.number}"
    if mention.number:
        return mention.number.upper()
    return f"title {_title(mention)} {_year(mention) or ''}".rstrip()


def _title(mention: Mention) -> str:
    return re.sub(r"[\s,]+", " ", fold(mention.name or _YEAR.sub("", mention.text)))


def _year(mention: Mention) -> str | None:
    """The year that tells two laws of one name apart ("Luật Đất đai năm 2013")."""
    year = _YEAR.search(mention.text) if mention.form == "title_only" else None
    return year["year"] if year else None


def _keys(mention: Mention) -> set[str]:
    """The keys under which a record can be found: number, bare number under its type, title with and without year."""
    keys = {_key(mention)}
    if mention.form == "title_only":
        keys.add(f"title {_title(mention)}")
    if mention.number and mention.form != "bare":
        keys.add(f"bare {mention.type} {mention.number.split('/')[0].split('-')[0]}")
    return keys


def _homes(mention: Mention, candidates: list[Document]) -> list[Document]:
    """Return the records that a mention could join: of its own date where there are any, else without a date."""
    fitting = [document for document in candidates if _fits(mention, document)]
    if mention.date:
        same = [document for document in fitting if document.date == mention.date]
        fitting = same or [document for document in fitting if document.date is None]
    return fitting


def _fits(mention: Mention, document: Document) -> bool:
    if mention.date and document.date and mention.date != document.date:
        return False
    return not (mention.issuer and document.issuer and fold(mention.issuer) != fold(document.issuer))


def _join(document: Document, mention: Mention, index: int) -> None:
    document.mentions.append(index)
    document.date = document.date or mention.date
    document.issuer = document.issuer or mention.issuer
    document.type = document.type or mention.type
