"""What a list of documents says once for all its items: the code, the day, the issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from nlp.citations.vocabulary import type_by_printed
from nlp.text.fold import fold

if TYPE_CHECKING:
    from nlp.citations.mentions import Mention

_BACK = 120  # code points before a number in which the numbers without code stand
_JOINT = r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)"
_GAP = re.compile(rf"{_JOINT}(?:số\s*:?\s*)?", re.IGNORECASE)
# "Kế hoạch số 21, 22, " before "23/KH-UBND".
_NUMBERS_BEFORE = re.compile(
    rf"(?<![^\W_/.,])(?P<list>\d{{1,5}}(?:{_JOINT}(?:số\s*)?\d{{1,5}})*){_JOINT}(?:số\s*:?\s*)?\Z", re.IGNORECASE
)
# "các Quyết định số 31/QĐ-UBND" before ", 32 và 33": several documents, whose further numbers have no code.
_PLURAL = re.compile(r"(?<![^\W_])(?:các|những|hai|ba|\d+)\s+(?:văn bản\s*:?\s*)?\Z", re.IGNORECASE)
_NUMBER_AFTER = re.compile(rf"{_JOINT}(?:số\s*)?(?P<n>\d{{1,5}})(?![^\W_]|[./]\d|\s?[/%])", re.IGNORECASE)
_LIST_END = re.compile(r"\s*(?:[.;:)]|\Z|(?:của|về|ngày|cùng|và)(?![^\W_]))|\s*,\s*\D")
_FIGURE = re.compile(r"\d{1,5}")
_SAME_DAY = re.compile(r"\s*,?\s*(?:đều\s+)?(?:được ban hành\s+|ban hành\s+)?cùng\s+ngày(?!\s*\d)", re.IGNORECASE)
_SAID_SAME_DAY = re.compile(r"cùng\s+ngày\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A number of a list that shares another's code: code points [start, end); `first` where its type word stands."""

    start: int
    end: int
    number: str
    type_start: int | None = None
    type_name: str | None = None


def numbers_before(text: str, low: int, start: int) -> list[Item]:
    """Return the numbers without code before the one at `start` that gives them theirs; none where no type heads them.

    Examples
    --------
    >>> text = "Kế hoạch số 21, 22, 23/KH-UBND"
    >>> [item.number for item in numbers_before(text, 0, text.index("23/"))]
    ['21', '22']
    """
    low = max(low, start - _BACK)
    match = _NUMBERS_BEFORE.search(text, low, start)
    head = _type_before(text, low, match.start("list")) if match else None
    if match is None or head is None:
        return []
    figures = list(_FIGURE.finditer(text, match.start("list"), match.end("list")))
    items = [Item(figure.start(), figure.end(), figure.group()) for figure in figures]
    return [replace(items[0], type_start=head[0], type_name=head[1]), *items[1:]]


def _type_before(text: str, low: int, start: int) -> tuple[int, str] | None:
    match = _type_at_end().search(fold(text[low:start]))
    return (low + match.start(), type_by_printed()[re.sub(r"\s+", " ", match["type"])]) if match else None


@cache
def _type_at_end() -> re.Pattern[str]:
    names = sorted((re.escape(name).replace(r"\ ", r"\s+") for name in type_by_printed()), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?P<type>{'|'.join(names)})\s*(?::\s*)?(?:so\s*:?)?\s*\Z")


def numbers_after(text: str, start: int, end: int) -> list[Item]:
    """Return the numbers without code behind the mention [start, end) of a list that "các" opens."""
    if not _PLURAL.search(text, max(0, start - 24), start):
        return []
    items: list[Item] = []
    while match := _NUMBER_AFTER.match(text, items[-1].end if items else end):
        items.append(Item(match.start("n"), match.end("n"), match["n"]))
    # "các Quyết định số 31/QĐ-UBND, 32 hồ sơ": what the last number counts stands behind it.
    while items and not _LIST_END.match(text, items[-1].end):
        items.pop()
    return items


def shared_days(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Give the items of a list the day that "cùng ngày" says of all of them.

    "số 12/QĐ-UBND và 13/QĐ-UBND cùng ngày 05/4/2024" dates both; "… ngày 03/4/2024 và số 6/QĐ-UBND cùng ngày" gives the
    second the day of the first.
    """
    dated = list(mentions)
    for index, mention in enumerate(dated):
        if mention.date and _SAID_SAME_DAY.search(mention.text):
            for before in _list_back(dated, index, text):
                dated[before] = replace(dated[before], date=dated[before].date or mention.date)
        elif mention.date is None and index and _SAME_DAY.match(text, mention.end):
            gap = text[dated[index - 1].end : mention.start]
            if not re.search(r"[.\n]", gap):
                dated[index] = replace(mention, date=dated[index - 1].date)
    return dated


def _list_back(mentions: Sequence[Mention], index: int, text: str) -> Iterator[int]:
    """Yield the items of a list before the one at `index`, the nearest first."""
    while index and is_list_gap(text[mentions[index - 1].end : mentions[index].start]):
        index -= 1
        yield index


def is_list_gap(gap: str) -> bool:
    """Tell whether nothing but the sign of a list stands between two mentions."""
    return bool(_GAP.fullmatch(gap))


def shares_issuer(left: Mention, right: Mention, text: str) -> bool:
    """Tell whether two mentions are items of one list of documents of one organ, whose issuer stands once."""
    same = left.organ is not None and left.organ == right.organ and left.code == right.code
    return same and is_list_gap(text[left.end : right.start])
