"""Periods of reports: their labels, their codes in the search files, and what users type."""

from __future__ import annotations

import calendar
import re

from nlp.errors import StoreError
from nlp.text.fold import fold

_PARTS = {  # what may stand behind a year: first and last month
    "H1": (1, 6), "6T": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "QI": (1, 3), "QII": (4, 6), "QIII": (7, 9), "QIV": (10, 12), "9T": (1, 9), "9M": (1, 9),
}  # fmt: skip
_LABELS = {(1, 12): "", (1, 6): "H1", (7, 12): "H2", (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"}
_LABELS |= {(1, 9): "-9M"}
_TYPED = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-/ ]?(?P<part>[HQ69][0-9TMIV]{1,3})|-(?P<month>\d\d)(?:-\d\d)?)?")

_NAMED = tuple(  # a period by its name, without accents, as pages write it and people type it
    (re.compile(rf"(?:{words})(?: ?/ ?| nam | of | )(?P<year>(?:19|20)\d\d)"), part)
    for words, part in (
        ("nam|ca nam|whole", ""),
        ("6 thang|6 thang dau|sau thang|sau thang dau|first half", "H1"),
        ("6 thang cuoi|sau thang cuoi|second half", "H2"),
        ("9 thang|9 thang dau|chin thang|nine months", "9M"),
        ("quy i|quy 1|first quarter", "Q1"),
        ("quy ii|quy 2|second quarter", "Q2"),
        ("quy iii|quy 3|third quarter", "Q3"),
        ("quy iv|quy 4|fourth quarter", "Q4"),
    )
)
_FROM_TO = re.compile(r"(\d\d?)/(\d{4}) ?[-–] ?(\d\d?)/(\d{4})")


def period_label(start: str | None, end: str | None) -> str | None:
    """Return a short label; None where the period is not known.

    Examples
    --------
    >>> period_label("2023-01-01", "2023-06-30"), period_label("2021-01-01", "2023-06-30")
    ('2023H1', '2021-01..2023-06')
    """
    if not start or not end:
        return None
    if start[:4] == end[:4] and (months := (int(start[5:7]), int(end[5:7]))) in _LABELS:
        return f"{start[:4]}{_LABELS[months]}"
    return f"{start[:7]}..{end[:7]}"


def period_code(start: str | None, end: str | None) -> int:
    """Return first and last month as one number, 0 where they are not known: 202301202306."""
    return int(start[:7].replace("-", "") + end[:7].replace("-", "")) if start and end else 0


def label_of_code(code: int) -> str | None:
    """Return the label of a code; None for 0."""
    text = str(code)
    return period_label(f"{text[:4]}-{text[4:6]}-01", f"{text[6:10]}-{text[10:]}-01") if code else None


def day_code(day: str | None) -> int:
    """Return a day as a number, 0 where it is not known: 20230630."""
    return int(day.replace("-", "")) if day else 0


def parse_period(typed: str) -> tuple[str, str]:
    """Return first and last day of what a user typed.

    Raises
    ------
    StoreError
        E056 where it is no period.

    Examples
    --------
    >>> parse_period("2023"), parse_period("2024-6T"), parse_period("2021-01..2023-06")
    (('2023-01-01', '2023-12-31'), ('2024-01-01', '2024-06-30'), ('2021-01-01', '2023-06-30'))
    >>> parse_period("6 tháng đầu năm 2024"), parse_period("Quý III/2024"), parse_period("01/2021–06/2023")
    (('2024-01-01', '2024-06-30'), ('2024-07-01', '2024-09-30'), ('2021-01-01', '2023-06-30'))
    """
    first, _, last = _by_label(typed.strip()).upper().partition("..")
    start, end = _months(first, typed), _months(last or first, typed)
    day = calendar.monthrange(end[2], end[3])[1]
    return f"{start[0]:04}-{start[1]:02}-01", f"{end[2]:04}-{end[3]:02}-{day:02}"


def _by_label(typed: str) -> str:
    """Return the label of a period that was typed by its name; what is none stays as it is."""
    if found := _FROM_TO.fullmatch(typed):
        return f"{found[2]}-{found[1]:0>2}..{found[4]}-{found[3]:0>2}"
    name = " ".join(fold(typed).split())
    return next((found["year"] + part for known, part in _NAMED if (found := known.fullmatch(name))), typed)


def _months(text: str, typed: str) -> tuple[int, int, int, int]:
    found = _TYPED.fullmatch(text.strip())
    if not found:
        raise StoreError("E056", typed)
    year, part, month = int(found["year"]), found["part"], int(found["month"] or 0)
    if (part and part not in _PARTS) or month > 12 or (found["month"] and not month):
        raise StoreError("E056", typed)
    first, last = (month, month) if month else _PARTS[part] if part else (1, 12)
    return year, first, year, last
