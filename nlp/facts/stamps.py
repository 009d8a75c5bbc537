"""The own number and date of a document, as its letterhead, closing lines or annexes print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.kinds import find_number_line, letterhead_cells
from nlp.kinds.number_line import read_number
from nlp.text.letters import CAPITALS

_LONGEST_LABEL = 45  # code points of a number line before the date in one cell
_WORD: Final = rf"(?:[{CAPITALS}][^\s,]{{0,11}}|\d{{1,2}})"
_UNIT_WORD: Final = r"(?i:thành phố|thị xã|thị trấn|huyện|quận|phường|xã|tỉnh|đặc khu)"
#: "Cẩm Xuyên", "TP. Hồ Chí Minh", "thị trấn Phố Châu", "Bà Rịa - Vũng Tàu", "Quận 1".
_PLACE: Final = rf"(?P<place>(?:{_UNIT_WORD}\s+)?[{CAPITALS}][^\s,]{{0,11}}(?:(?:\s+|\s*[-–]\s*){_WORD}){{0,5}})"
_DAY: Final = (
    r"(?i:ngày)\s*(?P<day>\d{1,2})\s*(?:(?i:tháng)\s*(?P<month>\d{1,2})\s*(?i:năm)\s*|[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DATED = re.compile(rf"(?<!\S){_PLACE}\s*,\s*{_DAY}")
# Without a place, or without the comma behind it, the day must have the line for itself.
_DAY_ALONE = re.compile(rf"\A\W*(?:{_PLACE}\s+)?{_DAY}\W*\Z")
_UNDATED = re.compile(rf"\A\W*{_PLACE}\s*,\s*(?i:ngày)\b[\s.…_/\d]*(?i:tháng)?")
# What may stand before and behind the stamp in its cell: the left column, the motto, a title in capitals.
_LEFT = re.compile(r"(?:\AS[ốôÔỐ]\b.*|.*\b(?:phúc|PHÚC|NAM|Nam))\Z", re.DOTALL)
_RIGHT = re.compile(rf"\W*\Z|\s*\./|\s{{2,}}|\s+(?:[{CAPITALS}]{{2,}}|Độc lập)")
_ANNEX_NUMBER: Final = r"\b(?:{types})\s+s[ốô]\s*:?\s*(?=\d)"
_ANNEX_DATE = re.compile(
    r"\bngày\s*(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """The line that dates a document: the place it was written at, where one is printed, and the ISO day if known."""

    place: str | None
    day: str | None


def find_number(head: Iterable[str], annex: Iterable[str] = (), types: Iterable[str] = ("Báo cáo",)) -> str | None:
    """Return the document's number from its number line, else from its own annexes' titles; None where it is blank.

    Parameters
    ----------
    head : iterable of str
        Paragraphs of the letterhead.
    annex : iterable of str
        Titles of annexes that say what they belong to.
    types : iterable of str
        Types that the document may have; an annex of a plan names the decision that approved it, too.

    Examples
    --------
    >>> find_number(["Số: 196 /BC- UBND"])
    '196/BC-UBND'
    >>> find_number(["Số: ……/BC-UBND"]) is None
    True
    """
    line = find_number_line(letterhead_cells(head))
    if line and line.number:
        return line.number
    pattern = re.compile(_ANNEX_NUMBER.format(types="|".join(map(re.escape, types))), re.IGNORECASE)
    named = (read_number(text[match.end() :]) for text in annex for match in pattern.finditer(text))
    found = {read.number for read in named if read and read.number}
    return found.pop() if len(found) == 1 else None


def find_date(head: Iterable[str], closing: Iterable[str] = (), annex: Iterable[str] = ()) -> str | None:
    """Return the ISO date of the letterhead's date line, else of the signature or of the document's own annexes.

    Examples
    --------
    >>> find_date(["Hương Khê, ngày 15 tháng 6 năm 2022"])
    '2022-06-15'
    >>> find_date(["Hương Khê, ngày     tháng 6 năm 2022"]) is None
    True
    """
    stamps = date_lines([*head, *closing])
    day = next((stamp.day for stamp in stamps if stamp.day), None)
    if day:
        return day
    found = {iso(m[3], m[2], m[1]) for text in annex for m in _ANNEX_DATE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def date_lines(paragraphs: Iterable[str]) -> Iterator[DateLine]:
    """Yield the date lines of paragraphs, those whose day is still blank too.

    "Ngày 18 tháng 11 năm 2025, Chủ tịch đã họp" and "Công văn của Sở Nội vụ, ngày 12/3/2023" date no document.

    Examples
    --------
    >>> list(date_lines(["Số: 5/BC-UBND Ea H’leo, ngày 7 tháng 12 năm 2023"]))
    [DateLine(place='Ea H’leo', day='2023-12-07')]
    >>> list(date_lines(["Ngày 18 tháng 11 năm 2025, Chủ tịch đã chủ trì cuộc họp."]))
    []
    """
    for cell in letterhead_cells(paragraphs):
        match = _DAY_ALONE.match(cell) or _dated(cell)
        if match:
            yield DateLine(match["place"], iso(match["year"], match["month"] or match["month2"], match["day"]))
        elif undated := _UNDATED.match(cell):
            yield DateLine(undated["place"], None)


def _dated(cell: str) -> re.Match[str] | None:
    for match in _DATED.finditer(cell):
        before = cell[: match.start()].rstrip()
        left = not before.strip("*_ ") or (len(before) <= _LONGEST_LABEL and _LEFT.match(before))
        if left and _RIGHT.match(cell, match.end()):
            return match
    return None


def iso(year: str, month: str, day: str) -> str | None:
    """Return an ISO date, None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
