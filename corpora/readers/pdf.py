"""PDF: the text layer, page by page, paragraphs parted by blank lines. pdfium is not safe across threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pypdfium2

from corpora.readers.aligned_tables import find_aligned
from corpora.readers.page_assembly import assemble
from corpora.readers.page_text import Page, PageTable, make_table
from corpora.readers.pdf_blanks import is_torn, settled, with_blanks
from corpora.readers.pdf_chars import Char, PageChars, read_chars
from corpora.readers.pdf_lines import needs_sorting, page_lines
from corpora.readers.pdf_pictures import from_pictures
from corpora.readers.pdf_rules import page_rules
from corpora.readers.pdf_tags import tagged_headings
from corpora.readers.scan import FEW_LETTERS, notices, poor_pages
from corpora.readers.scan_mend import mend_scans
from corpora.readers.table_grid import Grid, find_grids, overlaps
from nlp.errors import ReadError
from nlp.notices import make_notice
from nlp.source import Notice, Source

_TAIL: Final = 2048  # bytes; a whole PDF ends with %%EOF


def read(data: bytes, name: str) -> Source:
    """Read a PDF.

    Lines stay lines, a blank line parts paragraphs, a form feed begins each page but the first. Page numbers stay as
    lines of their own. Pages without text, or with text worse than their picture, are read by Tesseract where it is
    installed; of pages that lost letters the picture is compared with the repair.

    Raises
    ------
    ReadError
        E003 with a password, E004 where it is damaged, E005 without a text layer (fewer than 20 letters a page)
        that Tesseract could stand in for.
    """
    found, told = _read_pages(data, name)
    pages = mend_scans(found)
    if sum(page.letters for page in pages) < FEW_LETTERS * max(len(pages), 1):
        raise ReadError("E005", name)
    text, spans, marks = assemble(pages)
    text = settled(text)
    cut = () if b"%%EOF" in data[-_TAIL:] else (make_notice("cut_pdf"),)
    return Source(name, text, pages=spans, marks=marks, warnings=(*poor_pages(pages), *cut, *told, *notices(spans)))


def _read_pages(data: bytes, name: str) -> tuple[list[Page], tuple[Notice, ...]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()  # only pypdfium2 5 and later give the error's number
        raise ReadError("E003" if locked else "E004", name, "" if locked else "PDF") from error
    pages: list[Page] = []
    try:
        for index in range(len(document)):
            pages.append(_read_page(document, index))
        return from_pictures(document, pages)
    except pypdfium2.PdfiumError as error:
        raise ReadError("E004", name, f"PDF, trang/page {len(pages) + 1}") from error
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    page = document[index]
    textpage = page.get_textpage()
    try:
        found = read_chars(page.raw, textpage.raw, tagged_headings(page.raw))
        grids = find_grids(page_rules(page.raw, found.rotation))
        grids = [] if overlaps(grids) else grids
        read_ = layer_page(found, grids, round(page.get_width()))
        return layer_page(with_blanks(found), grids, read_.width) if is_torn(read_.text) else read_
    finally:
        textpage.close()
        page.close()


def layer_page(found: PageChars, grids: Sequence[Grid], width: int) -> Page:
    """Make a page of its characters and of the tables that its rules draw, or the places of its cells.

    A page that shows nothing but a scan has the words without ink that a recognition program laid over it.
    """
    chars = found.seen if _inked(found.seen) >= FEW_LETTERS or not _inked(found.unseen) else found.unseen
    sorted_ = needs_sorting(page_lines(chars, by_place=False))
    tables: list[PageTable] = []
    for grid in grids:
        inside, outside = _parted(chars, grid)
        table = _table(inside, grid, sorted_)
        if table:
            tables.append(table)
            chars = outside
    for aligned in find_aligned(chars):
        rows = tuple(tuple(_cell_text(cell, sorted_=True) for cell in row) for row in aligned.rows)
        tables.append(PageTable(rows, aligned.top, aligned.bottom))
        held = {id(char) for row in aligned.rows for cell in row for char in cell}
        chars = [char for char in chars if id(char) not in held]
    return Page(page_lines(chars, by_place=sorted_), width, tuple(tables))


def _inked(chars: Sequence[Char]) -> int:
    return sum(char.text.isalpha() for char in chars)


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
