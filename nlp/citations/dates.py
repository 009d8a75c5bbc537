"""Dates as Vietnamese documents print them, read to ISO."""

from __future__ import annotations

import datetime
import re

_DAY = r"(?P<d>\d{1,2})\s?[/.\-–]\s?(?P<m>\d{1,2})\s?[/.\-–]\s?(?P<y>(?:19|20)\d\d)(?!\d)"
_LONG = r"(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})\s+năm\s+(?P<ly>(?:19|20)\d\d)(?!\d)"
# Directly after a number: ", ngày 5/3/2020", "ngày 15 tháng 7 năm 2021", " 01/9/2017".
AFTER = re.compile(
    rf"\s*,?\s*(?:(?:được\s+)?(?:ký|ban hành)\s+)?(?:(?:cùng\s+)?ngày\s*(?:{_DAY}|{_LONG})"
    rf"|{_DAY.replace('<d>', '<d2>').replace('<m>', '<m2>').replace('<y>', '<y2>')})",
    re.IGNORECASE,
)
# Behind a law's name, where only "ngày" makes a day certain: "Luật Đất đai ngày 29/11/2013".
AFTER_NAME = re.compile(rf"\s*,?\s*ngày\s*(?:{_DAY}|{_LONG})", re.IGNORECASE)
# "Đến ngày 06/4/2023, UBND huyện đã ban hành Kế hoạch số …": the organ and the act directly before the document.
UNTIL = re.compile(
    rf"đến\s+ngày\s*(?:{_DAY}|{_LONG})\s*(?:,|thì)\s*[^.;:,\d]{{3,70}}?\b(?:ban hành|ký)\s+(?:được\s+)?\Z",
    re.IGNORECASE,
)
# In brackets after it: "(ngày 06/01/2022)"; the brackets stay outside the mention.
IN_BRACKETS = re.compile(rf"\s*\(\s*(?:ngày\s*)?(?:{_DAY}|{_LONG})", re.IGNORECASE)
# After the issuer: "… 76/NQ-CP của Chính phủ ngày 15/7/2021"; both stay outside the mention.
AFTER_ISSUER = re.compile(
    r"\s+của(?:\s+(?!(?:ngày|từ|đến|về|tại|trước|sau|được|đã|có|ban)\s)[^\s,;:.()\d]+){1,7},?\s+(?:ban\s+hành\s+)?"
    rf"ngày\s*(?:{_DAY}|{_LONG})",
    re.IGNORECASE,
)
# Before it: "Ngày 06/4/2023, UBND huyện đã ban hành Kế hoạch số …".
BEFORE = re.compile(
    rf"(?<!đến )(?<!trước )(?<!từ )(?<!sau )ngày\s*(?:{_DAY}|{_LONG})\s*,?"
    r"(?P<gap>[^.;:\d]{0,110}?\b(?:ban hành|ký|phê duyệt|có|trình)\b(?:(?!\b(?:theo|thực hiện)\b)[^.;:\d]){0,30})\Z",
    re.IGNORECASE,
)


def to_iso(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match of one of the patterns, None where no such day exists."""
    groups = match.groupdict()
    for keys in (("d", "m", "y"), ("ld", "lm", "ly"), ("d2", "m2", "y2")):
        day, month, year = (groups.get(key) for key in keys)
        if day and month and year:
            try:
                return datetime.date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                return None
    return None
