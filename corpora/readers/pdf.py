"""PDF: the text layer, page by page, paragraphs parted by blank lines. pdfium is not safe across threads."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from typing import Final

import pypdfium2

from corpora.readers.pdf_lines import TextLine, page_lines
from corpora.readers.pdf_paragraphs import Layout, begins_paragraph, is_page_number, measure, page_blocks
from nlp.errors import ReadError
from nlp.source import Mark, Notice, PageSpan, Source

_FEW_LETTERS: Final = 20  # a page with fewer shows a picture, or next to nothing
_SMALL: Final = 0.93  # of the usual size of letters: smaller print at the end of a page is a footnote
_NOTE: Final = re.compile(r"\[?\d{1,3}\]?\s+\S")
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
    pages, widths = _read_pages(data, name)
    letters = [sum(char.isalpha() for line in page for char in line.text) for page in pages]
    if sum(letters) < _FEW_LETTERS * max(len(pages), 1):
        raise ReadError("E005", name)
    layouts = {width: measure([p for p, w in zip(pages, widths, strict=True) if w == width]) for width in set(widths)}
    text, spans, marks = _assemble(pages, [layouts[width] for width in widths])
    return Source(name, text, pages=spans, marks=marks, warnings=_notices(letters, data))


def _read_pages(data: bytes, name: str) -> tuple[list[list[TextLine]], list[int]]:
    """Return the lines of every page, and the pages' widths in points."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()  # only pypdfium2 5 and later give the error's number
        raise ReadError("E003" if locked else "E004", name, "" if locked else "PDF") from error
    pages, widths = [], []
    try:
        for index in range(len(document)):
            lines, width = _read_page(document, index)
            pages.append(lines)
            widths.append(width)
    except pypdfium2.PdfiumError as error:
        raise ReadError("E004", name, f"PDF, trang/page {len(pages) + 1}") from error
    finally:
        document.close()
    return pages, widths


def _read_page(document: pypdfium2.PdfDocument, index: int) -> tuple[list[TextLine], int]:
    page = document[index]
    textpage = page.get_textpage()
    try:
        return page_lines(textpage.raw, page.get_rotation()), round(page.get_width())
    finally:
        textpage.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Page:
    """The paragraphs of a page; footnotes are those from `notes` on."""

    blocks: list[list[TextLine]]
    notes: int

    @property
    def body(self) -> list[TextLine]:
        """The lines of the body, without page number and footnotes."""
        lines = [line for block in self.blocks for line in block]
        return [
            line
            for block in self.blocks[: self.notes]
            for line in block
            if not (line in (lines[0], lines[-1]) and is_page_number([line], 0))
        ]


def _assemble(pages: list[list[TextLine]], layouts: list[Layout]) -> tuple[str, tuple[PageSpan, ...], tuple[Mark, ...]]:
    """Join the pages; a page's span takes in the form feed before it and the line ends after it."""
    usual = statistics.median(line.size for page in pages for line in page)
    parted = [_part(page_blocks(page, layout), usual) for page, layout in zip(pages, layouts, strict=True)]
    spans, marks, start, parts = [], [], 0, []
    for number, page in enumerate(parted, 1):
        text = "\f" if number > 1 else ""
        for index, block in enumerate(page.blocks):
            begin = start + len(text)
            text += "\n".join(line.text for line in block)
            if index >= page.notes:
                marks.append(Mark("footnote", begin, start + len(text)))
            text += "\n\n" if index + 1 < len(page.blocks) else ""
        text += _seam(page, parted[number], layouts[number]) if number < len(parted) else "\n"
        spans.append(PageSpan(number, start, start + len(text)))
        parts.append(text)
        start += len(text)
    return "".join(parts), tuple(spans), tuple(marks)


def _part(blocks: list[list[TextLine]], usual: float) -> _Page:
    """Find where the footnotes of a page begin: small print at its end, the first of it with a number in front."""
    first = len(blocks)
    while first > 0 and (blocks[first - 1][0].size < _SMALL * usual):
        first -= 1
    while first < len(blocks) and not _NOTE.match(blocks[first][0].text):
        first += 1
    return _Page(blocks, first)


def _seam(above: _Page, below: _Page, layout: Layout) -> str:
    """Return the line ends between two pages: one where a paragraph goes on, two where a new one begins."""
    last, first = above.body[-1:], below.body[:1]
    if last and first and not begins_paragraph(last[0], first[0], layout, new_page=True):
        return "\n"
    return "\n\n"


def _notices(letters: list[int], data: bytes) -> tuple[Notice, ...]:
    notices = []
    poor = [number for number, count in enumerate(letters, 1) if count < _FEW_LETTERS]
    if poor:
        numbers = ", ".join(map(str, poor))
        notices.append(Notice("W003", f"trang {numbers} hầu như không có chữ (ảnh quét hoặc trang trống)"))
    if b"%%EOF" not in data[-_TAIL:]:
        notices.append(Notice("W004", "tệp PDF thiếu phần cuối; có thể chưa tải xong, thiếu trang"))
    return tuple(notices)
