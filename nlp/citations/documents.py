"""Resolve mentions to documents: one record for each document, by type, number, issuer and date together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.citations.mentions import Mention
from nlp.citations.numbers import DASH, normalise
from nlp.text.fold import fold

if TYPE_CHECKING:
    from nlp.citations.short_forms import ShortForm

_YEAR = re.compile(r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)\Z")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(f"[{DASH}]")


@dataclass(slots=True)
class Document:
    """A cited document and the positions of its mentions in the list that was resolved.

    `titles` and `dates` are all that its mentions print, the most frequent first. `conflicts` names the fields on which
    the mentions disagree: with "date" in it, `date` is the one printed most often, None where no one is. `short_forms`
    are positions in the list of short forms ("Kế hoạch nêu trên") that was handed to `resolve`.
    """

    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None = None
    mentions: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    short_forms: list[int] = field(default_factory=list)


def resolve(mentions: Sequence[Mention], short_forms: Sequence[ShortForm] = ()) -> list[Document]:
    """Group mentions into documents.

    A mention joins a record only where the report makes it certain: same number, and neither date nor issuer
    contradict; where several records could take it, it stays alone. A bare number joins the one full number of its type
    that begins with it. Two dates of one number, type and issuer are one record with a conflict where they differ by a
    slip (`merge_slips`), else two records.

    Parameters
    ----------
    mentions : sequence of Mention
        The mentions of one report, in text order.
    short_forms : sequence of ShortForm, optional
        What `find_short_forms` found with these mentions; each one that has an antecedent is attached to its record.

    Examples
    --------
    >>> from nlp.citations import extract
    >>> found = extract("Chỉ thị số 23/CT-TTg ngày 02/9/2021; Chỉ thị số 23/CT-TTg ngày 26/12/2022; Chỉ thị 23/CT-TTg")
    >>> [document.mentions for document in resolve(found)]
    [[0], [1], [2]]
    """
    documents = _grouped(mentions)
    owner: dict[int, Document] = {}
    for document in documents:
        document.mentions.sort()
        _summarise(document, [mentions[index] for index in document.mentions])
        owner.update(dict.fromkeys(document.mentions, document))
    for position, short_form in enumerate(short_forms):
        if short_form.antecedent is not None:
            owner[short_form.antecedent].short_forms.append(position)
    return sorted(documents, key=lambda document: document.mentions[0])


def _grouped(mentions: Sequence[Mention]) -> list[Document]:
    documents: list[Document] = []
    slips = _slips(mentions)
    # Mentions that tell more come first: a dated mention founds the record that an undated one may join.
    order = sorted(range(len(mentions)), key=lambda index: (vagueness(mentions[index]), index))
    by_key: dict[str, list[Document]] = {}
    for index in order:
        mention = mentions[index]
        homes = _homes(mention, by_key.get(identity(mention), []), slips)
        if len(homes) == 1:
            _join(homes[0], mention, index)
            continue
        alone = Document(mention.number, mention.type, mention.date, mention.issuer, mention.name, [index])
        documents.append(alone)
        # What several records could take is a record that no other mention joins.
        for alias in () if homes else _keys(mention):
            by_key.setdefault(alias, []).append(alone)
    return documents


def vagueness(mention: Mention) -> int:
    """Return how little a mention tells; what founds a record is the least vague of its mentions."""
    undated = mention.date is None and year_of(mention) is None
    return (mention.form in ("bare", "title_only")) * 4 + undated * 2 + (mention.issuer is None)


def identity(mention: Mention) -> str:
    """Return the key under which mentions of one document meet, as far as number or title tell."""
    if mention.form == "bare":
        return f"bare {mention.type} {mention.number}"
    if mention.number:
        return number_key(mention.number)
    return f"title {_title(mention)} {year_of(mention) or ''}".rstrip()


def number_key(number: str) -> str:
    """Return a number without what printing varies: spaces, the kind of dash, case.

    Examples
    --------
    >>> number_key("61 / 2018/NĐ – CP") == number_key("61/2018/NĐ-CP")
    True
    """
    return canonical(number).upper()


def canonical(number: str) -> str:
    """Return a number in its canonical shape, whatever stands between its parts (see `normalise`)."""
    return normalise(_DASHES.sub("-", _SPACES.sub("", unicodedata.normalize("NFC", number))))


def _title(mention: Mention) -> str:
    return re.sub(r"[\s,]+", " ", fold(mention.name or _YEAR.sub("", mention.text)))


def year_of(mention: Mention) -> str | None:
    """The year that tells two laws of one name apart ("Luật Đất đai năm 2013")."""
    year = _YEAR.search(mention.text) if mention.form == "title_only" else None
    return year["year"] if year else None


def lead(number: str) -> str:
    """Return what stands before the first sign of a number, its bare form ("130/2005/NĐ-CP": "130")."""
    return re.split("[/-]", number, maxsplit=1)[0]


def _keys(mention: Mention) -> set[str]:
    """The keys under which a record can be found: number, bare number under its type, title with and without year."""
    keys = {identity(mention)}
    if mention.form == "title_only" or mention.name:
        keys.add(f"title {_title(mention)}")
    if mention.number and mention.form != "bare":
        keys.add(f"bare {mention.type} {lead(mention.number)}")
    return keys


_Slips = Mapping[tuple[str, str | None, str], Mapping[str, str]]


def _slips(mentions: Sequence[Mention]) -> _Slips:
    """For each number, type and known issuer, the dates that are one date with slips (see `merge_slips`)."""
    printed: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.date and mention.issuer and mention.number:
            printed[identity(mention), mention.type, fold(mention.issuer)].add(mention.date)
    return {key: merge_slips(dates) for key, dates in printed.items() if len(dates) > 1}


def merge_slips(dates: Iterable[str]) -> dict[str, str]:
    """Map each ISO date to the earliest of the dates that are plausibly slips of one.

    Two dates are a slip apart where they share the year and one of month and day. Three and more are one only where
    each is a slip apart from each other; in a chain it is not certain which belong together, so they stay themselves.

    Notes
    -----
    A year has 366 days, so that the pairs of a year are bounded: linear in the number of dates.

    Examples
    --------
    >>> merge_slips(["2021-07-15", "2021-01-15", "2022-01-15"])
    {'2021-01-15': '2021-01-15', '2021-07-15': '2021-01-15', '2022-01-15': '2022-01-15'}
    """
    years: dict[str, list[str]] = defaultdict(list)
    for date in sorted(set(dates)):
        years[date[:4]].append(date)
    near = {date: {other for other in days if _one_field(date, other)} for days in years.values() for date in days}
    return {date: min(near[date]) if _is_clique(date, near) else date for date in near}


def _one_field(left: str, right: str) -> bool:
    """Tell whether two dates of one year share the month or the day; a date is near itself."""
    return left[5:7] == right[5:7] or left[8:] == right[8:]


def _is_clique(date: str, near: Mapping[str, set[str]]) -> bool:
    return all(near[other] == near[date] for other in near[date])


def _homes(mention: Mention, candidates: list[Document], slips: _Slips) -> list[Document]:
    """Return the records that a mention could join: of its own date where there are any, else without a date."""
    fitting = [document for document in candidates if _fits(mention, document, slips)]
    if mention.date:
        same = [document for document in fitting if document.date == mention.date]
        same = same or [document for document in fitting if document.date]  # a slip of its date
        fitting = same or [document for document in fitting if document.date is None]
    return fitting


def _fits(mention: Mention, document: Document, slips: _Slips) -> bool:
    if mention.date and document.date and mention.date != document.date and not _is_slip(mention, document, slips):
        return False
    return not (mention.issuer and document.issuer and fold(mention.issuer) != fold(document.issuer))


def _is_slip(mention: Mention, document: Document, slips: _Slips) -> bool:
    """Tell whether two dates of one number, type and known issuer are one date, printed once with a slip."""
    if not (mention.issuer and document.issuer and mention.date and document.date):
        return False
    if mention.type != document.type:
        return False
    merged = slips.get((identity(mention), mention.type, fold(mention.issuer)), {})
    return merged.get(mention.date, "") == merged.get(document.date)


def _join(document: Document, mention: Mention, index: int) -> None:
    document.mentions.append(index)
    document.date = document.date or mention.date
    document.issuer = document.issuer or mention.issuer
    document.type = document.type or mention.type


def _summarise(document: Document, mentions: Sequence[Mention]) -> None:
    """Set what the mentions print together: titles, dates, conflicts, and the date that they make certain."""
    dates = [mention.date for mention in mentions if mention.date]
    document.titles = titles_of(mentions)
    document.dates = by_count(dates)
    if len(document.dates) > 1:
        document.conflicts.append("date")
        document.date = prevailing(dates)


def titles_of(mentions: Iterable[Mention]) -> list[str]:
    """Return the printed titles, the most frequent first; spaces and case make no other title."""
    printed: dict[str, str] = {}
    keys: list[str] = []
    for mention in mentions:
        title = _SPACES.sub(" ", getattr(mention, "title", None) or mention.name or "").strip()
        if title:
            keys.append(title.casefold())
            printed.setdefault(keys[-1], title)
    return [printed[key] for key in by_count(keys)]


def by_count(values: Iterable[str]) -> list[str]:
    """Return the different values, the most frequent first, then in the order of their first appearance."""
    return [value for value, _ in Counter(values).most_common()]


def prevailing(values: Iterable[str]) -> str | None:
    """Return the value that stands most often, None where there is none or two stand equally often."""
    (first, count), (_, second) = [*Counter(values).most_common(2), ("", 0), ("", 0)][:2]
    return first if count > second else None
