"""Clauses of sentences that name the report's own period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# "… UBND xã Tân Việt báo cáo kết quả thực hiện công tác CCHC năm 2023 như sau": no comma or other document's number.
_REPORT = re.compile(r"\bbáo cáo\s+(?!số\b)(?P<clause>[^.;:,]{6,200})", re.IGNORECASE)
_OPENING = re.compile(
    r"\A\W*(?:\d+(?:\.\d+)*\.?\s*)?(?:trong\s+)?"
    r"(?P<clause>(?:năm 20\d\d|(?:0?[369]|sáu|chín) tháng (?:đầu )?năm 20\d\d"
    r"|quý (?:iv|iii|ii|i)[ /](?:năm )?20\d\d))\b",
    re.IGNORECASE,
)
_OTHER_DOCUMENT = re.compile(r"\b(?:số\s+\d|ban hành|phê duyệt)")


def basis_clauses(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield what is reported according to legal basis or closing lines, the last "báo cáo" of each paragraph first."""
    for paragraph in paragraphs:
        clauses = [match["clause"] for match in _REPORT.finditer(paragraph)]
        for clause in reversed(clauses):
            yield _OTHER_DOCUMENT.split(clause)[0]


def opening_clauses(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield the period with which one of the first paragraphs begins ("Trong năm 2023, …")."""
    for paragraph in paragraphs:
        match = _OPENING.match(paragraph)
        if match:
            yield match["clause"]
