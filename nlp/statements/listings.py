"""Lists inside one sentence, whose semicolons cut nothing: names behind a colon, documents, addressees of an order."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from nlp.outline.lexicon import has_predicate, word_count
from nlp.tables import load_csv, load_toml
from nlp.text.letters import CAPITALS, SMALL_LETTERS

Listing = Literal["names", "documents", "addressees"]

_COLON = re.compile(r":(?=\s)")
_PROPER = re.compile(rf"[{CAPITALS}][{SMALL_LETTERS}']*(?:[ -][{CAPITALS}][{SMALL_LETTERS}']*)+")
_WHOLE_PROPER = re.compile(rf"(?:[{CAPITALS}][{SMALL_LETTERS}']*[ -]?)+(?:\([^()]*\))?")
_TOKEN = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 12  # syllables of an organ's name: "Phòng Kinh tế, Hạ tầng và Đô thị thành phố Sơn Thịnh"
_LONGEST_NOUN = 8  # of another noun phrase: "Lao động, thương binh và xã hội"; longer ones are mostly told about


def continues_list(before: str, after: str, is_last: bool, listing: Listing | None) -> Listing | None:
    """Return the list that goes on over a semicolon, None where the next piece is none of its items.

    Parameters
    ----------
    before, after : str
        The sentence's pieces between semicolons, on both sides of this one.
    is_last : bool
        Whether the sentence ends with `after`, so that its main clause may follow the last item.
    listing : {"names", "documents", "addressees"} or None
        The list that `before` belongs to already.

    Examples
    --------
    >>> continues_list("Đã sáp nhập các xã: Sơn An", " Sơn Hòa", False, None)
    'names'
    >>> continues_list("Xã làm theo Kế hoạch số 5/KH-UBND", " Công văn số 7/UBND-NV", True, None)
    'documents'
    >>> continues_list("Kết quả: Đã họp dân", " Đã phát tờ rơi", True, None)
    """
    item = after.strip(" .,\n")
    if _is_document_list(before, item, listing):
        return "documents"
    if _is_name_list(before, item, is_last, listing):
        return "names"
    return "addressees" if _is_addressee_list(before, item) else None


def _is_name_list(before: str, item: str, is_last: bool, listing: Listing | None) -> bool:
    colon = _last(_COLON, before)
    if colon is None and listing != "names":
        return False
    first = before[colon.end() :] if colon else before
    if not _is_name(first.strip(" .,\n")):
        return False
    return _is_name(item) or (is_last and bool(_PROPER.match(item)) and not _organs().match(item))


def _is_name(item: str) -> bool:
    """Tell whether an item only names something: a document, an organ or place, a short noun phrase."""
    if _document().match(item):
        return not _does_something(item)
    if not item or has_predicate(item):
        return False
    if _WHOLE_PROPER.fullmatch(item):
        return True
    if _organs().match(item):
        return word_count(item) <= _LONGEST_NAME
    return item[0].isupper() and word_count(item) <= _LONGEST_NOUN and not _verbs().match(item)


def _is_document_list(before: str, item: str, listing: Listing | None) -> bool:
    if not _document().match(item) or _does_something(item):
        return False
    return listing == "documents" or _hangs_on_ground(before)


def _does_something(item: str) -> bool:
    """Tell whether a document is the subject of its clause: "Kế hoạch số 5 đã được niêm yết"."""
    named = _title().search(item)
    return has_predicate(item[: named.start()] if named else item.partition(",")[0])


def _hangs_on_ground(before: str) -> bool:
    """Tell whether the first document of a piece is what the sentence rests on, and not one that was issued."""
    document = _document().search(before)
    if document is None:
        return False
    governor = _last(_governors(), before[: document.start()])
    return governor is not None and governor.lastgroup == "ground"


def _is_addressee_list(before: str, item: str) -> bool:
    order = _last(_orders(), before)
    addressed = before[order.end() :] if order else before
    return bool(_organs().match(item)) and _only_organs(addressed)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _only_organs(words: str) -> bool:
    """Tell whether words name organs and say nothing of them: "Thủ trưởng các sở, ban, ngành"."""
    tokens = _TOKEN.findall(words)
    named = bool(tokens) and (tokens[0][0].isupper() or tokens[0] == "các")
    return named and all(token[0].isupper() or token in _organ_words() for token in tokens)


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _organs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(load_toml('sentences')['organs'])})(?!\w)")


@cache
def _organ_words() -> frozenset[str]:
    return frozenset(load_toml("sentences")["organ_words"])


@cache
def _orders() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(load_toml('sentences')['orders'])})\s", re.IGNORECASE)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(load_toml('sentences')['verbs'])})(?!\w)", re.IGNORECASE)


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(load_toml('sentences')['titles'])})(?!\w)")


@cache
def _document() -> re.Pattern[str]:
    """A document by its type and number or name, as items begin: "Công văn số 45", "Luật Căn cước"."""
    types = _any_of([row["name"] for row in load_csv("document_types")])
    return re.compile(rf"(?<!\w)(?:{types})\s+(?:số\s*)?(?:\d|[{CAPITALS}])|(?<!\w)(?:{types})\s+(?:của|về)\s")


@cache
def _governors() -> re.Pattern[str]:
    table = load_toml("sentences")
    return re.compile(
        rf"(?<!\w)(?:(?P<issue>{_any_of(table['issues'])})|(?P<ground>{_any_of(table['grounds'])}))(?!\w)",
        re.IGNORECASE,
    )
