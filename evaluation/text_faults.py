"""What cannot be a statement of a report: empty, broken, unfinished, not Vietnamese, too long."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from nlp.tables import load_csv
from nlp.text.quality import text_quality

LONGEST: Final = 1500  # code points
_FEW_WORDS: Final = 5  # shorter statements may hold names only, which tell no language
_READABLE: Final = 0.75  # share of readable syllables; the slips of real reports leave 0.9
_LETTER = re.compile(r"[^\W\d_]")


def faults(text: str) -> list[str]:
    """Return the faults of a statement's text, by name.

    Examples
    --------
    >>> faults("Đã ban hành Kế hoạch số ....... về cải cách hành chính và")
    ['placeholder', 'wrong_final']
    >>> faults("Đã ban hành Kế hoạch số 12/KH-UBND về cải cách hành chính.")
    []
    """
    if not _LETTER.search(text):
        return ["empty"]
    found = [fault for fault, patterns in _patterns().items() if any(pattern.search(text) for pattern in patterns)]
    if len(text) > LONGEST:
        found.append("too_long")
    if len(text.split()) >= _FEW_WORDS and text_quality(text) < _READABLE:
        found.append("not_vietnamese")
    return found


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for row in load_csv("text_faults"):
        found.setdefault(row["fault"], []).append(re.compile(row["pattern"]))
    return found
