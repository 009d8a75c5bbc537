"""Patterns of places and bodies, made from `nlp/data/bodies.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.places.names import APOSTROPHES, CAPITAL
from nlp.tables import load_csv

_LETTERS: Final = rf"[^\W\d_]*(?:[{APOSTROPHES}][^\W\d_]+)*"
_SYLLABLE: Final = rf"[{CAPITAL}]{_LETTERS}"
#: A name in mixed case: up to six syllables with capitals ("Bà Rịa - Vũng Tàu"), a number, or both ("Cổ Nhuế 1").
NAME: Final = rf"(?:{_SYLLABLE}(?:(?:\s+|\s*[-–]\s*){_SYLLABLE}){{0,5}}(?:\s\d{{1,2}}\b)?|\d{{1,2}}\b(?![.,/]\d))"
TYPE: Final = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|Tp\.?|[Hh]uyện|[Tt]hị xã|[Tt]hị trấn|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu)(?![^\W_])"
)
_PLACE: Final = (
    rf"(?:\s+(?:các\s+)?(?P<type@>{TYPE})(?:\s*(?:,|và)\s*{TYPE})*(?:\s*(?P<name@>{NAME}))?"
    r"|\s+cấp\s+(?:xã|huyện|tỉnh))?"
)
# A phrase that names an office: lower and upper case words up to the end of the name ("Tài nguyên và Môi trường").
_WORD: Final = rf"(?:{_SYLLABLE})"
_OFFICES: Final = (
    rf"{_WORD}(?:\s+[a-zà-ỹđ]{{1,7}}(?=\s+(?:và|-|–)\s))?(?:\s*(?:\s-\s|\s–\s|,\s|\svà\s|\s)\s*{_WORD}){{0,4}}"
)


def _literals(names: Iterable[str]) -> str:
    longest = sorted(set(names), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", " ") for name in longest) + ")"


def _department_names(*heads: str) -> list[str]:
    """Return the names and aliases of the table that begin with one of the words."""
    rows = load_csv("departments")
    return [name for row in rows for name in (row["name"], *row["aliases"].split(";")) if name.startswith(heads)]


def _ministry_names() -> list[str]:
    return [row["issuer"] for row in load_csv("organs") if row["issuer"].startswith(("Bộ ", "Ngân hàng", "Ủy ban Dân"))]


def _expand(pattern: str, index: int) -> str:
    """Put the shared parts into a pattern of the table; group names get the row's index."""
    parts = {
        "place": _PLACE,
        "of": _PLACE,
        "name": rf"(?P<name@>{NAME})",
        "type": rf"(?P<type@>{TYPE})",
        "offices": _OFFICES,
        "department": _literals(_department_names("Sở ", "Ban ")) if "{department}" in pattern else "",
        "division": _literals(_department_names("Phòng ")) if "{division}" in pattern else "",
        "ministry": _literals(_ministry_names()) if "{ministry}" in pattern else "",
    }
    for key, value in parts.items():
        pattern = pattern.replace("{" + key + "}", value)
    return re.sub(r"(?<!\\) ", r"\\s+", pattern).replace("@", str(index))


@cache
def mention_pattern() -> re.Pattern[str]:
    """Return one pattern for every row of the table; group `k3` is row 3, `type3` and `name3` its place."""
    rows = "|".join(f"(?P<k{i}>{_expand(row['pattern'], i)})" for i, row in enumerate(load_csv("bodies")))
    return re.compile(rf"(?<![^\W_])(?:{rows})(?![^\W_])")


@cache
def kinds() -> tuple[str, ...]:
    """Return the kind of each row of the table."""
    return tuple(row["kind"] for row in load_csv("bodies"))
