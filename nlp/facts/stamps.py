"""The report's own number and date, as its letterhead prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_ORGAN = r"[A-ZĐ][\w&Đđ]*(?:\s*[-–.]\s*[A-ZĐ][\w&Đđ]*)*"
_NUMBER = re.compile(
    rf"(?:S[ốôÔỐ]\s*[:.]?\s*|\A\s*)(?P<number>\d{{1,5}}[a-zđ]?)\s*(?P<sign>[/\-–])\s*(?P<code>BC\s*[-–/]?\s*{_ORGAN})(?![\w/])"
)
_DATE_LINE = re.compile(
    r"(?:[^\W\d_][^,\n]{1,40},\s*|\A\s*)ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_DATE_SHORT = re.compile(
    r"\A[^\W\d_][^,\n]{1,40},\s*ngày\s*(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\s*\Z", re.IGNORECASE
)
_ANNEX_NUMBER = re.compile(
    rf"[Bb]áo cáo\s+s[ốô]\s*:?\s*(?P<number>\d{{1,5}}[a-zđ]?)\s*(?P<sign>[/\-–])\s*"
    rf"(?P<code>BC\s*[-–/]?\s*{_ORGAN})(?=\s|,|\Z)"
)
_ANNEX_DATE = re.compile(
    r"\bngày\s*(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)


def find_number(head: Iterable[str], annex: Iterable[str] = ()) -> str | None:
    """Return the report's number from its number line, else from its own annexes' titles; None where it is blank.

    Examples
    --------
    >>> find_number(["Số: 196 /BC- UBND"])
    '196/BC-UBND'
    >>> find_number(["Số: ……/BC-UBND"]) is None
    True
    """
    for text in head:
        match = _NUMBER.search(text)
        if match:
            return _normal(match)
    found = {_normal(match) for text in annex for match in _ANNEX_NUMBER.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _normal(match: re.Match[str]) -> str:
    code = re.sub(r"\s+", "", match["code"]).replace("–", "-").rstrip(".")
    if match["sign"] == "/" and code[2:3] != "-":
        code = f"BC-{code[2:].lstrip('/')}"  # a lost hyphen: "12/BCUBND"
    return f"{match['number']}{match['sign'].replace('–', '-')}{code}"


def find_date(head: Iterable[str], closing: Iterable[str] = (), annex: Iterable[str] = ()) -> str | None:
    """Return the ISO date of the letterhead's date line, else of the signature or of the report's own annexes.

    Examples
    --------
    >>> find_date(["Hương Khê, ngày 15 tháng 6 năm 2022"])
    '2022-06-15'
    >>> find_date(["Hương Khê, ngày     tháng 6 năm 2022"]) is None
    True
    """
    for text in [*head, *closing]:
        match = _DATE_LINE.search(text) or _DATE_SHORT.search(text.strip())
        if match:
            return iso(match[3], match[2], match[1])
    found = {iso(m[3], m[2], m[1]) for text in annex for m in _ANNEX_DATE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def iso(year: str, month: str, day: str) -> str | None:
    """Return an ISO date, None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
