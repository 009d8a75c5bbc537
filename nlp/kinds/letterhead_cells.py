"""The cells of a letterhead: lines and columns apart, mark-up removed, stamps that were cut in two joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_CELL = re.compile(r"[\n\t|]+|\s{3,}")
_EDGES: Final = " \t*#>|_–—"
# "Số:" over "06/2024/QĐ-UBND"; "Sóc Trăng, ngày 07" over "tháng 5 năm 2023".
_LABEL_ALONE = re.compile(r"S[ốôÔỐ]\s*:?\s*\Z")
_DAY_OPEN = re.compile(r",\s*ngày\s*\d{0,2}\s*(?:tháng\s*\d{0,2}\s*)?(?:năm)?\s*\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\d|(?:tháng|năm)\b", re.IGNORECASE)


def letterhead_cells(paragraphs: Iterable[str]) -> list[str]:
    """Return the cells of paragraphs in reading order.

    Examples
    --------
    >>> letterhead_cells(["UBND TỈNH A | Số: 5/KH-UBND", "**Số:**", "12/CT-UBND"])
    ['UBND TỈNH A', 'Số: 5/KH-UBND', 'Số: 12/CT-UBND']
    """
    found: list[str] = []
    for text in paragraphs:
        for cell in _CELL.split(text):
            plain = cell.strip(_EDGES)
            if plain and found and _is_cut(found[-1], plain):
                found[-1] = f"{found[-1]} {plain}"
            elif plain:
                found.append(plain)
    return found


def _is_cut(above: str, below: str) -> bool:
    cut = _LABEL_ALONE.match(above) or _DAY_OPEN.search(above)
    return bool(cut and _GOES_ON.match(below) and len(below) < 60)
