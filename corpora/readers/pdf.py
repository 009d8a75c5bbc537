"""PDF: the text layer, page by page, paragraphs parted by blank lines. pdfium is not safe across threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pypdfium2

from corpora.readers.page_assembly import assemble
from corpora.readers.page_text import Page, PageTable, make_table
from corpora.readers.pdf_chars import Char, PageChars, read_chars
from corpora.readers.pdf_lines import needs_sorting, page_lines
from corpora.readers.pdf_rules import page_rules
from corpora.readers.pdf_tags import tagged_headings
from corpora.readers.table_grid import Grid, find_grids, overlaps
from nlp.errors import ReadError
from nlp.source import Notice, Source

_FEW_LETTERS: Final = 20  # a page with fewer shows a picture, or next to nothing
_TAIL: Final = 2048  # bytes; a whole PDF ends with %%EOF


def read(data: bytes, name: str) -> Source:
    """Read a PDF's text layer.

    Lines stay lines, a blank line parts paragraphs, a form feed begins each page but the first. Page numbers stay as
    lines of their own.

    Raises
    ------
    ReadError
        E003 with a password, E004 where it is damaged, E005 without a text layer (fewer than 20 letters a page).
    """
    pages = _read_pages(data, name)
    letters = [page.letters for page in pages]
    if sum(letters) < _FEW_LETTERS * max(len(pages), 1):
        raise ReadError("E005", name)
    text, spans, marks = assemble(pages)
    return Source(name, text, pages=spans, marks=marks, warnings=_notices(letters, data))


def _read_pages(data: bytes, name: str) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()  # only pypdfium2 5 and later give the error's number
        raise ReadError("E003" if locked else "E004", name, "" if locked else "PDF") from error
    pages: list[Page] = []
    try:
        for index in range(len(document)):
            pages.append(_read_page(document, index))
    except pypdfium2.PdfiumError as error:
        raise ReadError("E004", name, f"PDF, trang/page {len(pages) + 1}") from error
    finally:
        document.close()
    return pages


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    page = document[index]
    textpage = page.get_textpage()
    try:
        found = read_chars(page.raw, textpage.raw, tagged_headings(page.raw))
        grids = find_grids(page_rules(page.raw, found.rotation))
        return layer_page(found, [] if overlaps(grids) else grids, round(page.get_width()))
    finally:
        textpage.close()
        page.close()


def layer_page(found: PageChars, grids: Sequence[Grid], width: int) -> Page:
    """Make a page of its characters and of the tables that its rules draw."""
    chars = found.seen
    sorted_ = needs_sorting(page_lines(chars, by_place=False))
    tables: list[PageTable] = []
    for grid in grids:
        inside, outside = _parted(chars, grid)
        table = _table(inside, grid, sorted_)
        if table:
            tables.append(table)
            chars = outside
    return Page(page_lines(chars, by_place=sorted_), width, tuple(tables))


def _parted(chars: Sequence[Char], grid: Grid) -> tuple[list[Char], list[Char]]:
    """Part characters into those in a grid and those outside; spaces and line ends go with what precedes them."""
    inside: list[Char] = []
    outside: list[Char] = []
    within = False
    for char in chars:
        if not char.text.isspace():
            within = grid.holds(*_middle(char))
        (inside if within else outside).append(char)
    return inside, outside


def _table(chars: Sequence[Char], grid: Grid, sorted_: bool) -> PageTable | None:
    cells: dict[tuple[int, int], list[Char]] = {}
    cell = (0, 0)
    for char in chars:
        if not char.text.isspace():
            cell = grid.cell_at(*_middle(char))
        cells.setdefault(cell, []).append(char)
    return make_table({place: _cell_text(found, sorted_) for place, found in cells.items()}, grid)


def _cell_text(chars: Sequence[Char], sorted_: bool) -> str:
    return " ".join(line.text for line in page_lines(chars, by_place=sorted_))


def _middle(char: Char) -> tuple[float, float]:
    """Return a point within a letter: half way across, a quarter of its size above the baseline."""
    return (char.left + char.right) / 2, char.base + char.size / 4


def _notices(letters: Sequence[int], data: bytes) -> tuple[Notice, ...]:
    notices = []
    poor = [number for number, count in enumerate(letters, 1) if count < _FEW_LETTERS]
    if poor:
        numbers = ", ".join(map(str, poor))
        notices.append(Notice("W003", f"trang {numbers} hầu như không có chữ (ảnh quét hoặc trang trống)"))
    if b"%%EOF" not in data[-_TAIL:]:
        notices.append(Notice("W004", "tệp PDF thiếu phần cuối; có thể chưa tải xong, thiếu trang"))
    return tuple(notices)
