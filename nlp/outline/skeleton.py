"""The skeleton of numbered paragraphs: which are siblings, which has something below it.

Whether "2. Kỷ luật, kỷ cương nghiêm" is a heading or a statement cannot be read off the line. Its siblings and what
follows it decide: a numbered paragraph with nothing below it states something itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.text.markers import RANK, Marker, Style

_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"  # the order of the Vietnamese alphabet, as lists count
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_HEAD_WORDS: Final = ("phần", "thứ", "mục", "chương")
_COUNTED: Final = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_LAST_NUMBER = re.compile(r"(\d+)\D*\Z")
_WORD = re.compile(r"[^\W_]+")
_SKIPPED: Final = 3  # numbers that authors leave out between two siblings


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the skeleton reads it: its marker, and whether its words are those of a title."""

    marker: Marker
    titled: bool = False


@dataclass(slots=True)
class Run:
    """Siblings: paragraphs of one style that count on, and the paragraph that they stand under."""

    style: Style
    parent: int | None
    members: list[int] = field(default_factory=list)
    last: int = 0

    def takes(self, value: int) -> bool:
        """Return whether a number goes on with this run; a number may stand twice, as authors' errors do."""
        return self.last <= value <= self.last + _SKIPPED if value > 1 else False


class Skeleton:
    """Runs of siblings over a sequence of paragraphs.

    Parameters
    ----------
    lines : sequence of Line
        The paragraphs of the narrative in order.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.with_children: set[int] = set()
        self._runs: list[Run | None] = [None] * len(lines)
        self._open: list[Run] = []
        for index, line in enumerate(lines):
            self._add(index, line)

    def has_children(self, index: int) -> bool:
        """Return whether something stands below a paragraph, before its next sibling."""
        return index in self.with_children

    def parent(self, index: int) -> int | None:
        """Return the numbered paragraph that the siblings of this one stand under."""
        run = self._runs[index]
        return run.parent if run else None

    def siblings_with_children(self, index: int) -> float:
        """Return the share in [0, 1] of a paragraph's siblings that have something below them; itself left out."""
        run = self._runs[index]
        others = [member for member in run.members if member != index] if run else []
        return sum(member in self.with_children for member in others) / len(others) if others else 0.0

    def titled_siblings(self, index: int) -> float:
        """Return the share in [0, 1] of a paragraph's siblings whose words are those of a title; itself left out."""
        run = self._runs[index]
        others = [member for member in run.members if member != index] if run else []
        return sum(self.lines[member].titled for member in others) / len(others) if others else 0.0

    def _add(self, index: int, line: Line) -> None:
        marker = line.marker
        if not marker.numbered:
            self._mark_parents()
            return
        while self._open and RANK[self._open[-1].style] > RANK[marker.style]:
            self._open.pop()
        run = self._run_of(marker, line.titled) or self._new_run(marker.style)
        while self._open[-1] is not run:
            self._open.pop()
        self._mark_parents(below=1)
        run.members.append(index)
        run.last = ordinal(marker)
        self._runs[index] = run

    def _run_of(self, marker: Marker, titled: bool) -> Run | None:
        """Return the open run that a marker goes on with, the innermost first.

        Of two that fit, a title goes on with titles: "3. Kiến nghị" behind "2. Nguyên nhân" and its items 1 and 2.
        """
        value = ordinal(marker)
        fitting = [run for run in reversed(self._open) if run.style == marker.style and run.takes(value)]
        if titled:
            fitting.sort(key=lambda run: not self.lines[run.members[-1]].titled)
        if fitting:
            return fitting[0]
        if value == 1:
            return None
        return next((run for run in reversed(self._open) if run.style == marker.style), None)

    def _new_run(self, style: Style) -> Run:
        """Open a run below the last paragraph of the innermost one.

        A list that begins again behind another paragraph ("1. … 2. … Ngoài ra: 1. …") stands beside the first one.
        """
        while self._open and self._open[-1].style == style and not self._may_nest():
            self._open.pop()
        inner = self._open[-1] if self._open else None
        run = Run(style, inner.members[-1] if inner else None)
        self._open.append(run)
        return run

    def _may_nest(self) -> bool:
        """Tell whether a list of the innermost run's style may stand under its last paragraph, once, not deeper.

        "2. Nguyên nhân" has a list of its own; "1. Đã họp dân." with text below it has none.
        """
        run = self._open[-1]
        last = run.members[-1]
        nested = len(self._open) > 1 and self._open[-2].style == run.style
        chapter = RANK[run.style] <= RANK["roman"]
        return not nested and not chapter and (self.lines[last].titled or last not in self.with_children)

    def _mark_parents(self, below: int = 0) -> None:
        """Note that a paragraph stands below the last member of each open run but the innermost `below` ones."""
        for run in self._open[: len(self._open) - below]:
            self.with_children.add(run.members[-1])


def ordinal(marker: Marker) -> int:
    """Return what a marker counts: 3 for "III.", "3)", "2.3.", "c)"; 0 for a bullet or a marker without number.

    Examples
    --------
    >>> from nlp.text.markers import find_marker
    >>> [ordinal(find_marker(text)) for text in ("IV. A", "4.3. B", "đ) C", "(2) D", "- E")]
    [4, 3, 5, 2, 0]
    """
    if not marker.numbered:
        return 0
    number = _LAST_NUMBER.search(marker.text)
    if number:
        return int(number.group(1))
    words = [word for word in _WORD.findall(marker.text.lower()) if word not in _HEAD_WORDS]
    if not words:
        return 0
    letters = words[0]
    if letters in _COUNTED:
        return _COUNTED[letters]
    if marker.style in ("roman", "part") or (marker.style == "paren" and set(letters) <= set("ivx")):
        return _roman(letters)
    return _LETTERS.find(letters[0]) + 1


def _roman(letters: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
