"""Numbers of headings that Tesseract misreads, where both shape and sequence tell them: "HI." behind "II."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from corpora.readers.numerals import roman
from corpora.readers.page_text import Page
from nlp.text.letters import CAPITALS

_MOST: Final = 20  # sections; a report has about five
_VALUES: Final = {roman(number): number for number in range(1, _MOST + 1)}
_ROMAN: Final = re.compile(rf"(?!l+\b)([IVXHLl|]{{1,6}})(\.?)(?=\s+[\"“]?[{CAPITALS}])")
# What strokes of Roman figures are read as; an L without a stop behind it is an I with its stop.
_STROKES: Final = str.maketrans({"H": "II", "l": "I", "|": "I"})
_STOP_TAKEN_IN: Final = re.compile(r"L\Z")
_COUNTED: Final = re.compile(rf"(\d{{1,2}}|[l|])\.(?=\s+[\"“]?[{CAPITALS}])")

Place = tuple[int, int]  # page and line


@dataclass(frozen=True, slots=True)
class _Number:
    """The number in front of a line, its value by its shape, and whether it stands there as it is written."""

    place: Place
    length: int
    value: int
    sure: bool


def mend_numbers(pages: Sequence[Page]) -> list[Page]:
    """Write "I." for "L" or "|." and "III." for "HI.", "1." for "l.", where the numbers around leave no other.

    A number whose shape says another than its place in the sequence stays as it was read: authors, too, count wrongly.
    """
    written = {**_roman_mends(pages), **_counted_mends(pages)}
    mended = list(pages)
    for (number, index), (length, text) in written.items():
        page = mended[number]
        if page.confidence is not None:
            lines = list(page.lines)
            lines[index] = replace(lines[index], text=text + lines[index].text[length:])
            mended[number] = replace(page, lines=lines)
    return mended


def _roman_mends(pages: Sequence[Page]) -> dict[Place, tuple[int, str]]:
    found = [number for place, text in _texts(pages) if (number := _roman(place, text))]
    return {
        own.place: (own.length, f"{roman(own.value)}.")
        for index, own in enumerate(found)
        if not own.sure and _fits(found, index)
    }


def _texts(pages: Sequence[Page]) -> list[tuple[Place, str]]:
    return [((number, index), line.text) for number, page in enumerate(pages) for index, line in enumerate(page.lines)]


def _roman(place: Place, text: str) -> _Number | None:
    match = _ROMAN.match(text)
    if not match:
        return None
    read, stop = match.groups()
    shape = (read if stop else _STOP_TAKEN_IN.sub("I", read)).translate(_STROKES)
    value = _VALUES.get(shape)
    return _Number(place, match.end(), value, bool(stop) and read == shape) if value else None


def _fits(found: Sequence[_Number], index: int) -> bool:
    """Tell whether a number is as far from a sure one as they stand apart, on either side that has sure ones.

    Counting from the first number stands for a sure one before it.
    """
    own = found[index]
    gaps = [(other - index, number.value - own.value) for other, number in enumerate(found) if number.sure]
    before = [value == apart for apart, value in gaps if apart < 0]
    behind = [value == apart for apart, value in gaps if apart > 0]
    counted = own.value == index + 1 and (index > 0 or bool(behind))
    return (counted or any(before)) and (not behind or any(behind))


def _counted_mends(pages: Sequence[Page]) -> dict[Place, tuple[int, str]]:
    """Return the "l." that stand before a "2.", not behind a "1.": points a) b) … do not go on with figures."""
    found = [(place, match) for place, text in _texts(pages) if (match := _COUNTED.match(text))]
    steps = pairwise([*found, None])
    mends: dict[Place, tuple[int, str]] = {}
    last = ""
    for own, following in steps:
        assert own is not None
        place, match = own
        if match[1] in ("l", "|") and last != "1" and following and following[1][1] == "2":
            mends[place] = match.end(), "1."
        last = match[1]
    return mends
