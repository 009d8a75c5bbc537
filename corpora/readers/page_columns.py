"""Reading order of rows in which columns stand side by side: letterhead, signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpora.readers.page_text import TextLine

_GUTTER: Final = 1.0  # of the size: the least room between two columns
_BESIDE: Final = 0.9  # of the size: pieces nearer than this, one beside the other, are on one row
_ROOM: Final = 9.0  # of the size: the room a signature leaves for the hand


def order_rows(rows: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """Put rows of a page, each from left to right, in reading order.

    Where rows have two pieces and one gutter runs between them, the left column comes before the right one.
    """
    rows = _side_by_side(rows)
    ordered: list[TextLine] = []
    index = 0
    while index < len(rows):
        end, middle = _columns(rows, index)
        stretch = [line for row in rows[index:end] for line in row]
        ordered += [line for line in stretch if line.left < middle] + [line for line in stretch if line.left >= middle]
        index = end
    return ordered


def _side_by_side(rows: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """Unite rows that overlap in height and stand one beside the other: the lines of columns seldom meet."""
    united: list[list[TextLine]] = []
    for row in rows:
        last = united[-1] if united else None
        if last and len(row) == len(last) == 1 and _beside(last[0], row[0]):
            united[-1] = sorted((last[0], row[0]), key=lambda line: line.left)
        else:
            united.append(list(row))
    return united


def _beside(a: TextLine, b: TextLine) -> bool:
    gap = max(a.left, b.left) - min(a.right, b.right)
    return gap > _GUTTER * a.size and abs(a.base - b.base) < _BESIDE * min(a.size, b.size)


def _columns(rows: Sequence[Sequence[TextLine]], start: int) -> tuple[int, float]:
    """Return where the columns that begin at a row end, and the middle of their gutter; one row where it has none."""
    first = rows[start]
    low, high = (first[0].right, first[1].left) if len(first) == 2 else (0.0, float("inf"))
    end, index = start + 1, start + 1
    if len(first) != 2:
        return end, float("inf")
    while index < len(rows) and _is_near(rows[index - 1], rows[index]):
        fits = _narrowed(rows[index], low, high)
        if fits is None:
            break
        low, high = fits
        index += 1
        # A line on one side may be the paragraph that follows, unless lines on the other side come after it.
        if len(rows[index - 1]) > 1 or rows[index - 1][0].left >= high or _is_item(rows[index - 1][0]):
            end = index
    return end, (low + high) / 2


def _is_item(line: TextLine) -> bool:
    """Tell whether a line is one of the recipients."""
    return line.text.startswith("-")


def _narrowed(row: Sequence[TextLine], low: float, high: float) -> tuple[float, float] | None:
    """Return the gutter that a row leaves, None where it crosses the gutter."""
    for line in row:
        if line.right < high:
            low = max(low, line.right)
        elif line.left > low:
            high = min(high, line.left)
        else:
            return None
    return (low, high) if high - low > _GUTTER * row[0].size else None


def _is_near(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    return above[0].base - row[0].base <= _ROOM * row[0].size
