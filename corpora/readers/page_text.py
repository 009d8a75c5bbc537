"""What a page of a PDF or a scan holds, before it becomes text: lines with their places, and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpora.readers.pdf_tags import Heading
from corpora.readers.table_grid import Grid
from corpora.readers.writer import is_letterhead, is_signature, one_line

_FEWEST_FILLED: Final = 0.3  # of a table's rows have ink in two cells or more; less is a frame around text


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box in points; `first` is the width of its first word."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table: its rows of cells, and its upper and lower edge in points from the page's foot."""

    rows: tuple[tuple[str, ...], ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """A row a line, cells parted by tabs; rows without ink are left out."""
        lines = ("\t".join(one_line(cell) for cell in row) for row in self.rows)
        return "\n".join(line for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Page:
    """A page as found: lines in reading order, tables, its width in points.

    `confidence` in [0, 1] is that of the recognition where the page was read from its picture.
    """

    lines: list[TextLine]
    width: int
    tables: tuple[PageTable, ...] = ()
    confidence: float | None = None

    @property
    def text(self) -> str:
        """All words, for judging the reading."""
        return "\n".join([line.text for line in self.lines] + [table.text for table in self.tables])

    @property
    def letters(self) -> int:
        """How many letters stand on the page."""
        return sum(char.isalpha() for char in self.text)


def make_table(cells: dict[tuple[int, int], str], grid: Grid) -> PageTable | None:
    """Return the table of a grid and the texts of its cells; None where it only places text on the page.

    Columns without any ink are left out: spacers, and the room between double lines.
    """
    rows = [[cells.get((row, column), "") for column in range(grid.columns)] for row in range(grid.rows)]
    rows = [row for row in rows if any(row)]
    used = [column for column in range(grid.columns) if any(row[column] for row in rows)]
    kept = tuple(tuple(row[column] for column in used) for row in rows)
    told = " ".join(cell for row in kept for cell in row)
    filled = sum(sum(map(bool, row)) > 1 for row in kept)
    if len(used) < 2 or len(kept) < 2 or filled < max(_FEWEST_FILLED * len(kept), 1):
        return None
    if is_letterhead(told) or is_signature(told):
        return None
    return PageTable(kept, grid.ys[-1], grid.ys[0])
