"""Tables without drawn lines: numbered rows whose cells stand below each other, as in the annexes of statistics.

Prose must never become a table. Hence three rows at least begin with a number that goes up, have a figure further
right, and leave the same gutters open; what crosses a gutter ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpora.readers.pdf_chars import Char

_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}\.?\Z")
_FIGURE: Final = re.compile(r"[-–+]?\d[\d.,/]*\s?%?\Z")
_SAME_ROW: Final = 0.35  # of the size: further up or down is another line
_GAP: Final = 0.9  # of the size: a wider gap may part two cells
_HEAD_GAP: Final = 0.6  # of the size, in the lines that name the columns
_HEAD_LINES: Final = 4
_GUTTER: Final = 0.5  # of the size: the least room between two columns
_REACH: Final = 3.2  # of the size: lines further apart are no neighbours
_CLOSE: Final = 1.7  # of the size: a line below the last number that still is of its row
_FEWEST_ROWS: Final = 3
_FEWEST_COLUMNS: Final = 3
_FIGURES: Final = 0.8  # of a column's cells, where it is one of figures
_RISING: Final = 0.7  # of the steps from number to number

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands together on a line: its characters from left to right."""

    chars: tuple[Char, ...]

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return max(char.right for char in self.chars)

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True, slots=True)
class _Line:
    """The pieces of a line, its baseline and the size of its letters, in points."""

    pieces: tuple[_Piece, ...]
    base: float
    size: float

    @property
    def number(self) -> tuple[int, ...]:
        """The number in front, () where there is none."""
        text = self.pieces[0].text
        return tuple(map(int, text.strip(".").split("."))) if _NUMBER.match(text) else ()

    @property
    def is_anchor(self) -> bool:
        """Whether the line has a number, and a figure behind something else."""
        return bool(self.number) and any(_FIGURE.match(piece.text) for piece in self.pieces[2:])


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table: rows of cells, each the characters in it, and the upper and lower edge in points."""

    rows: tuple[tuple[tuple[Char, ...], ...], ...]
    top: float
    bottom: float


def find_aligned(chars: Sequence[Char]) -> list[AlignedTable]:
    """Return the tables that the places of a page's characters make, from the top."""
    lines = _lines(chars)
    tables, start = [], 0
    while start < len(lines):
        end = _run_end(lines, start)
        table = _table(lines, start, end) if end > start else None
        tables += [table] if table else []
        start = max(end, start + 1)
    return tables


def _lines(chars: Sequence[Char]) -> list[_Line]:
    rows: list[list[Char]] = []
    for char in sorted((c for c in chars if not c.text.isspace()), key=lambda c: -c.base):
        if rows and rows[-1][0].base - char.base <= _SAME_ROW * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_line(sorted(row, key=lambda c: c.left)) for row in rows]


def _line(row: Sequence[Char], gap: float = _GAP) -> _Line:
    size = sorted(char.size for char in row)[len(row) // 2]
    pieces = [[row[0]]]
    for above, char in pairwise(row):
        if char.left - above.right > gap * size:
            pieces.append([])
        pieces[-1].append(char)
    return _Line(tuple(_Piece(tuple(piece)) for piece in pieces), row[0].base, size)


def _run_end(lines: Sequence[_Line], start: int) -> int:
    """Return where the table that begins with an anchor ends; `start` where there is none.

    Lines join as long as they leave the gutters of the anchors open; only numbered rows carry on over a line.
    """
    if not lines[start].is_anchor:
        return start
    columns, end = _columns([lines[start]]), start + 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not _is_near(lines[index - 1], line):
            break
        wider = _columns_with(columns, line)
        if len(wider) < len(columns):
            break
        columns = wider
        if line.number and line.pieces[0].right <= columns[0][1]:
            end = index + 1
    return _with_rest(lines, end, columns)


def _with_rest(lines: Sequence[_Line], end: int, columns: Sequence[Span]) -> int:
    """Take in the lines of the last row below its number."""
    while (
        end < len(lines)
        and lines[end - 1].base - lines[end].base <= _CLOSE * lines[end].size
        and lines[end].pieces[0].left > columns[0][1]
        and len(_columns_with(columns, lines[end])) == len(columns)
    ):
        end += 1
    return end


def _is_near(above: _Line, line: _Line) -> bool:
    return above.base - line.base <= _REACH * max(above.size, line.size)


def _columns(lines: Sequence[_Line]) -> list[Span]:
    return _merged([(piece.left, piece.right) for line in lines for piece in line.pieces], lines[0].size)


def _columns_with(columns: Sequence[Span], line: _Line) -> list[Span]:
    return _merged([*columns, *((piece.left, piece.right) for piece in line.pieces)], line.size)


def _merged(spans: Sequence[Span], size: float) -> list[Span]:
    """Unite what overlaps or leaves no gutter."""
    merged: list[Span] = []
    for left, right in sorted(spans):
        if merged and left - merged[-1][1] < _GUTTER * size:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _table(lines: Sequence[_Line], start: int, end: int) -> AlignedTable | None:
    anchors = [line for line in lines[start:end] if line.is_anchor]
    columns = _merged([(p.left, p.right) for line in lines[start:end] for p in line.pieces], lines[start].size)
    if len(anchors) < _FEWEST_ROWS or len(columns) < _FEWEST_COLUMNS or not _rises(lines[start:end]):
        return None
    if not any(_is_of_figures(anchors, column) for column in columns[2:]):
        return None
    start, columns = _with_titles(lines, start, columns)
    first, columns = _with_head(lines, start, columns)
    groups = [[_recut(line) for line in lines[first:start]]] if first < start else []
    groups += _row_lines(lines[start:end])
    rows = tuple(tuple(_cell(group, column) for column in columns) for group in groups)
    return AlignedTable(rows, lines[first].base + lines[first].size, lines[end - 1].base)


def _rises(lines: Sequence[_Line]) -> bool:
    numbers = [line.number for line in lines if line.number]
    steps = [below > above for above, below in pairwise(numbers)]
    return sum(steps) >= _RISING * len(steps)


def _is_of_figures(anchors: Sequence[_Line], column: Span) -> bool:
    cells = [piece.text for line in anchors for piece in line.pieces if _lies_in(piece, column)]
    figures = sum(bool(_FIGURE.match(text)) for text in cells)
    return len(cells) >= _FEWEST_ROWS and figures >= _FIGURES * len(cells)


def _with_titles(lines: Sequence[_Line], start: int, columns: list[Span]) -> tuple[int, list[Span]]:
    """Take in the numbered rows without a figure above the first that has one: titles of groups."""
    first, kept = start, columns
    for index in range(start - 1, -1, -1):
        wider = _columns_with(columns, lines[index])
        if not _is_near(lines[index], lines[index + 1]) or len(wider) < len(columns):
            break
        columns = wider
        if lines[index].number and len(lines[index].pieces) > 1:
            first, kept = index, columns
    return first, kept


def _with_head(lines: Sequence[_Line], start: int, columns: list[Span]) -> tuple[int, list[Span]]:
    """Take in the lines above that name the columns; they may name some that no row fills."""
    first, named, kept = start, columns, columns
    for index in range(start - 1, max(start - 1 - _HEAD_LINES, -1), -1):
        line = _recut(lines[index])
        wider = _columns_with(named, line)
        if not _is_near(line, lines[index + 1]) or len(wider) < len(named):
            break
        named = wider
        beside = first < start and line.base - lines[first].base < line.size  # half of a cell of two lines
        if len(line.pieces) >= _FEWEST_COLUMNS or beside:
            first, kept = index, named
    return first, kept


def _recut(line: _Line) -> _Line:
    """Return a line of the head, whose words nearly fill narrow columns, cut at narrower gaps."""
    return _line([char for piece in line.pieces for char in piece.chars], _HEAD_GAP)


def _row_lines(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Give each line to a numbered one: of those between two numbers, the widest gap parts the rows."""
    numbered = [index for index, line in enumerate(lines) if line.number]
    edges = [0]
    for above, below in pairwise(numbered):
        gaps = [round(lines[n - 1].base - lines[n].base, 1) for n in range(above + 1, below + 1)]
        widest = max(range(len(gaps)), key=lambda n: (gaps[n], n))  # of equal ones the last: cells hang from their top
        edges.append(above + 1 + widest)
    return [list(lines[low:high]) for low, high in pairwise([*edges, len(lines)])]


def _cell(lines: Sequence[_Line], column: Span) -> tuple[Char, ...]:
    return tuple(char for line in lines for piece in line.pieces if _lies_in(piece, column) for char in piece.chars)


def _lies_in(piece: _Piece, column: Span) -> bool:
    return column[0] <= (piece.left + piece.right) / 2 <= column[1]
