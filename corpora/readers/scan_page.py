"""One page from its picture: words by Tesseract, put into lines and tables as those of a PDF."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from corpora.readers import scan_picture, tesseract
from corpora.readers.page_columns import order_rows
from corpora.readers.page_text import Page, PageTable, TextLine, make_table
from corpora.readers.table_grid import Grid, find_grids, overlaps
from corpora.readers.tesseract import Gray, Word

_TURNED: Final = 2.0  # degrees: a page turned less is read as well as it is; turning it blurs its letters
_LEVEL: Final = 0.1  # degrees: less does not part a rule from its end
_SAME_ROW: Final = 0.45  # of the size: further up or down is another row
_COLUMN_GAP: Final = 1.9  # of the size: a wider gap parts two columns
_BODY: Final = 0.82  # of the usual size: larger letters are body, for the size of a short line is a guess
_LARGER: Final = 1.35
_LARGE: Final = 2  # times
_MARGIN: Final = 20  # pixels of white around a column
_EDGE: Final = 0.025  # inches around a ruled line that are wiped
_NOISE: Final = re.compile(r"[^\w%]{1,2}\Z")  # what specks are read as
_UNSURE: Final = 0.3
_INKED: Final = re.compile(r"[^\W_]|%")
_LIKELY: Final = 0.7  # below it, a sign alone in a cell is a rest of grain
_PAGE_ROUNDING: Final = 20  # points: pages of one report differ a little in width


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's picture, how it is turned, and where its words stand on the level page."""

    picture: Gray
    dpi: int
    angle: float

    def placed(self, words: Sequence[Word]) -> list[Word]:
        """Return the words in points of the level page, upwards from its foot."""
        scale, height = 72 / self.dpi, self.picture.shape[0]
        sine, cosine = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        level = []
        for word in words:
            y = word.base * cosine + (word.left + word.right) / 2 * sine
            shift = -word.base * sine * scale
            left, right = word.left * cosine * scale + shift, word.right * cosine * scale + shift
            level.append(replace(word, left=left, right=right, base=height * scale - y * scale, size=word.size * scale))
        return level


def read_picture(program: str, picture: Gray, dpi: int) -> Page | None:
    """Read a page from its picture; None where Tesseract fails.

    Parameters
    ----------
    program : str
        Tesseract's path.
    picture : array of uint8, shape (height, width)
    dpi : int
        Pixels per inch.
    """
    sheet, grids = _prepared(picture, dpi)
    body = tesseract.recognise(program, _without(sheet, grids), dpi)
    if body is None:
        return None
    words = _worded(body)
    tables = []
    for grid in grids:
        table, inside = _read_table(program, sheet, grid)
        words += inside
        tables += [table] if table else []
    width = round(picture.shape[1] * 72 / dpi / _PAGE_ROUNDING) * _PAGE_ROUNDING
    return Page(_lines(sheet.placed(_worded(body))), width, tuple(tables), _confidence(words))


def _prepared(picture: Gray, dpi: int) -> tuple[_Sheet, list[Grid]]:
    """Level the picture where it is much turned, or where it has tables, whose cells are found on a level page."""
    angle = scan_picture.skew(picture)
    level = scan_picture.turn(picture, angle) if abs(angle) > _LEVEL else picture
    grids = find_grids(scan_picture.ruled_lines(level, dpi))
    if overlaps(grids):
        grids = []
    if grids or abs(angle) >= _TURNED:
        return _Sheet(level, dpi, 0.0), grids
    return _Sheet(picture, dpi, angle), []


def _without(sheet: _Sheet, grids: Sequence[Grid]) -> Gray:
    """Return the picture with its tables wiped out."""
    if not grids:
        return sheet.picture
    clean = sheet.picture.copy()
    for grid in grids:
        top, bottom, left, right = _box(sheet, grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], -1)
        clean[top:bottom, left:right] = 255
    return clean


def _box(sheet: _Sheet, left: float, right: float, low: float, high: float, inward: int) -> tuple[int, int, int, int]:
    """Return rows and columns of pixels of a box in points, without the width of a rule on all sides."""
    scale, edge = sheet.dpi / 72, inward * max(int(_EDGE * sheet.dpi), 2)
    height, width = sheet.picture.shape
    rows = (height - high * scale + edge, height - low * scale - edge)
    columns = (left * scale + edge, right * scale - edge)
    top, bottom = (min(max(round(place), 0), height) for place in rows)
    first, last = (min(max(round(place), 0), width) for place in columns)
    return top, bottom, first, last


def _read_table(program: str, sheet: _Sheet, grid: Grid) -> tuple[PageTable | None, list[Word]]:
    """Read a table column by column: lines of neighbouring cells do not stand at one height."""
    cells: dict[tuple[int, int], list[Word]] = {}
    plain = replace(sheet, picture=scan_picture.whitened(sheet.picture))
    for column in range(grid.columns):
        for word in _read_column(program, plain, grid, column):
            x, y = (word.left + word.right) / 2, word.base + word.size / 4
            if grid.holds(x, y):
                cells.setdefault(grid.cell_at(x, y), []).append(word)
    texts = {place: " ".join(line.text for line in _lines(words)) for place, words in cells.items()}
    return make_table(texts, grid), [word for words in cells.values() for word in words]


def _read_column(program: str, sheet: _Sheet, grid: Grid, column: int) -> list[Word]:
    """Read the cells of a column from a picture of twice their size: tables are set in small letters."""
    picture = _column(sheet, grid, column)
    top, bottom, left, right = _box(sheet, 0, picture.shape[1], grid.ys[0], grid.ys[-1], 0)
    ink = np.flatnonzero((picture[top:bottom] < 255).any(axis=0))
    if not ink.size:
        return []
    left, right = max(int(ink[0]) - _MARGIN, 0), min(int(ink[-1]) + _MARGIN, picture.shape[1])
    large = scan_picture.enlarged(picture[top:bottom, left:right], _LARGE)
    words = tesseract.recognise(program, large, sheet.dpi * _LARGE, block=True) or []
    scaled = [
        replace(
            word,
            left=word.left / _LARGE + left,
            right=word.right / _LARGE + left,
            base=word.base / _LARGE + top,
            size=word.size / _LARGE,
        )
        for word in words
    ]
    return sheet.placed([word for word in scaled if word.confidence >= _LIKELY or _INKED.search(word.text)])


def _column(sheet: _Sheet, grid: Grid, column: int) -> Gray:
    """Return a picture of the cells that begin in a column, all else white."""
    tops = tuple(reversed(grid.ys))
    picture = np.full_like(sheet.picture, 255)
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell, owner in grid.owners.items():
        if owner[1] == column:
            spans.setdefault(owner, []).append(cell)
    for held in spans.values():
        last_row, last_column = max(row for row, _ in held), max(place for _, place in held)
        first_row = min(row for row, _ in held)
        top, bottom, left, right = _box(
            sheet, grid.xs[column], grid.xs[last_column + 1], tops[last_row + 1], tops[first_row], 1
        )
        picture[top:bottom, left:right] = sheet.picture[top:bottom, left:right]
    return picture


def _worded(words: Sequence[Word]) -> list[Word]:
    """Drop what specks of dirt were read as."""
    return [word for word in words if not (_NOISE.match(word.text) and word.confidence < _UNSURE)]


def _confidence(words: Sequence[Word]) -> float:
    """Return the mean confidence of the words, long ones counting more; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return round(sum(word.confidence * len(word.text) for word in words) / letters, 4) if letters else 0.0


def _lines(words: Sequence[Word]) -> list[TextLine]:
    """Put words into rows, rows into lines at the gaps between columns, and columns one after the other."""
    words = _sized(words)
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: -w.base):
        if rows and rows[-1][0].base - word.base <= _SAME_ROW * max(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return order_rows([[_line(piece) for piece in _pieces(sorted(row, key=lambda w: w.left))] for row in rows])


def _pieces(row: Sequence[Word]) -> list[list[Word]]:
    pieces = [[row[0]]]
    for above, word in pairwise(row):
        if word.left - above.right > _COLUMN_GAP * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _line(words: Sequence[Word]) -> TextLine:
    return TextLine(
        " ".join(word.text for word in words),
        words[0].left,
        max(word.right for word in words),
        statistics.median(word.base for word in words),
        statistics.median(word.size for word in words),
        words[0].right - words[0].left,
    )


def _sized(words: Sequence[Word]) -> list[Word]:
    """Steady the sizes: Tesseract guesses a line's size from the letters that happen to stand in it.

    A line gets the middle of three, itself and its neighbours; what is near the page's usual size has that size.
    """
    sizes: dict[int, float] = {word.line: word.size for word in words}
    if not sizes:
        return []
    usual = statistics.median(word.size for word in words)
    order = list(sizes)
    steady = {}
    for index, line in enumerate(order):
        near = statistics.median(sizes[other] for other in order[max(index - 1, 0) : index + 2])
        steady[line] = usual if _BODY * usual <= near <= _LARGER * usual else near
    return [replace(word, size=steady[word.line]) for word in words]
