"""A view: a cleaned string with a map back to the source text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from nlp.errors import OffsetError

BlockKind = Literal["text", "table", "footnote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, table row or footnote of a view.

    Attributes
    ----------
    start, end : int
        Code points [start, end) of the view.
    kind : {"text", "table", "footnote"}
    heading_level : int
        Level that the file's own mark-up or styles give the paragraph; 0 where they give none.
    page_break_before : bool
        A page break, rule or footnote stood between this block and the one before.
    gap : int
        Blank lines between this block and the one before.
    first_line : int
        Code points of the view that the paragraph's first line has in the source.
    """

    start: int
    end: int
    kind: BlockKind = "text"
    heading_level: int = 0
    page_break_before: bool = False
    gap: int = 0
    bold: bool = False
    first_line: int = 0


@dataclass(slots=True)
class View:
    """A cleaned string and, for each of its characters, the source code points it stands for.

    `starts[i]` and `ends[i]` give the source span of view character `i`. Blocks are separated by one line feed.
    """

    text: str
    starts: array[int]
    ends: array[int]
    source_length: int
    blocks: list[Block] = field(default_factory=list)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of view span [start, end).

        Raises
        ------
        OffsetError
            If the span is empty or leaves the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise OffsetError("E030", f"{start}:{end}", f"{start}, {end}")
        return self.starts[start], self.ends[end - 1]

    def without(self, spans: Iterable[tuple[int, int]]) -> View:
        """Return the view with a blank for every character that stands for source code points of these spans."""
        places = {place for start, end in spans for place in range(start, end)}
        chars = (
            " " if char != "\n" and not places.isdisjoint(range(start, end)) else char
            for char, start, end in zip(self.text, self.starts, self.ends, strict=True)
        )
        return View("".join(chars), self.starts, self.ends, self.source_length, self.blocks)

    def block_text(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]


def told(text: str) -> str:
    """Return a piece of a view as it is told: white space, and the blanks of letters that stay lost, folded."""
    return " ".join(text.split())


class ViewBuilder:
    """Collects source runs and inserted characters into a `View`, block by block."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.starts: array[int] = array("l")
        self.ends: array[int] = array("l")
        self.blocks: list[Block] = []

    def __len__(self) -> int:
        return len(self.starts)

    def run(self, start: int, end: int) -> None:
        """Append source code points [start, end) as they are."""
        self.parts.append(self.source[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def replace(self, start: int, end: int, text: str) -> None:
        """Append `text`, each character standing for the whole source span [start, end)."""
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def trim(self, start: int) -> None:
        """Take back the spaces at the end of what was appended since `start` (a length in code points)."""
        while len(self) > start and self.parts[-1].endswith(" "):
            last = self.parts.pop()
            kept = last.rstrip(" ")
            surplus = len(last) - len(kept)
            del self.starts[-surplus:], self.ends[-surplus:]
            if kept:
                self.parts.append(kept)

    def finish(self) -> View:
        """Return the view."""
        return View("".join(self.parts), self.starts, self.ends, len(self.source), self.blocks)
