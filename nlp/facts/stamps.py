"""The own number and date of a document, as its letterhead prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from nlp.tables import load_csv

_ORGAN = r"[A-ZĐ][\w&Đđ]*(?:\s*[-–.]\s*[A-ZĐ][\w&Đđ]*)*"
_CODE = r"[A-ZĐ][\wĐđ&]*(?:\s*[-–/.]\s*[A-ZĐ][\w&Đđ]*)*"
_TYPES = "|".join(sorted({row["code"] for row in load_csv("document_types") if row["code"]}, key=len, reverse=True))
# Behind "Số" any code is the document's own; a number alone on its line needs the code of a type.
_NUMBER = re.compile(
    rf"S[ốôÔỐ]\s*[:.]?\s*(?P<number>\d{{1,5}}[a-zđ]?)\s*(?P<year>/\s*(?:19|20)\d\d\s*)?(?P<sign>[/\-–])\s*(?P<code>{_CODE})(?![\w/])"
    rf"|\A\s*(?P<number2>\d{{1,5}}[a-zđ]?)\s*(?P<sign2>[/\-–])\s*(?P<code2>(?:{_TYPES})\s*[-–/]?\s*{_ORGAN})(?![\w/])"
)
# Behind a place, or alone on its line: "Ngày 18 tháng 11 năm 2025, Chủ tịch đã họp" dates no document.
_DATE_LINE = re.compile(
    r"(?:[^\W\d_][^,\n]{1,40},\s*)ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d\d)(?!\d)"
    r"|\A\W*ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d\d)\W*\Z",
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
            return _own(match)
    found = {_normal(match) for text in annex for match in _ANNEX_NUMBER.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _own(match: re.Match[str]) -> str:
    """Return the number of a number line: "61/2018/NĐ-CP", "0204/KH-UBND", "15/SNV-CCHC"."""
    number, sign = match["number"] or match["number2"], match["sign"] or match["sign2"]
    year = re.sub(r"\s+", "", match["year"] or "")
    return f"{number}{year}{sign.replace('–', '-')}{_code(match['code'] or match['code2'], sign)}"


def _code(printed: str, sign: str) -> str:
    """Return a code without blanks, and with the hyphen that "12/BCUBND" lost."""
    code = re.sub(r"\s+", "", printed).replace("–", "-").rstrip(".")
    if sign == "/" and code.startswith("BC") and code[2:3] != "-":
        return f"BC-{code[2:].lstrip('/')}"
    return code


def _normal(match: re.Match[str]) -> str:
    return f"{match['number']}{match['sign'].replace('–', '-')}{_code(match['code'], match['sign'])}"


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
            day, month, year = [group for group in match.groups() if group]
            return iso(year, month, day)
    found = {iso(m[3], m[2], m[1]) for text in annex for m in _ANNEX_DATE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def iso(year: str, month: str, day: str) -> str | None:
    """Return an ISO date, None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
