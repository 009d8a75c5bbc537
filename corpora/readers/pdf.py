"""PDF: the text layer, page by page, paragraphs parted by blank lines. pdfium is not safe across threads."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pypdfium2

from corpora.readers.pdf_lines import TextLine, page_lines
from corpora.readers.pdf_paragraphs import Layout, begins_paragraph, is_page_number, measure, page_blocks
from nlp.errors import ReadError
from nlp.source import Notice, PageSpan, Source

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
    pages, widths = _read_pages(data, name)
    letters = [sum(char.isalpha() for line in page for char in line.text) for page in pages]
    if sum(letters) < _FEW_LETTERS * max(len(pages), 1):
        raise ReadError("E005", name)
    layouts = {width: measure([p for p, w in zip(pages, widths, strict=True) if w == width]) for width in set(widths)}
    text, spans = _assemble(pages, [layouts[width] for width in widths])
    return Source(name, text, pages=spans, warnings=_notices(letters, data))


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


def _assemble(pages: list[list[TextLine]], layouts: list[Layout]) -> tuple[str, tuple[PageSpan, ...]]:
    """Join the pages; a page's span takes in the form feed before it and the line ends after it."""
    texts = [_page_text(page, layout) for page, layout in zip(pages, layouts, strict=True)]
    seams = [_seam(above, below, layout) for (above, below), layout in zip(pairwise(pages), layouts[1:], strict=True)]
    spans, start, parts = [], 0, []
    for number, text in enumerate(texts, 1):
        opening = "\f" if number > 1 else ""
        closing = seams[number - 1] if number < len(texts) else "\n"
        parts.append(opening + text + closing)
        end = start + len(parts[-1])
        spans.append(PageSpan(number, start, end))
        start = end
    return "".join(parts), tuple(spans)


def _page_text(lines: list[TextLine], layout: Layout) -> str:
    return "\n\n".join("\n".join(line.text for line in block) for block in page_blocks(lines, layout))


def _seam(above: list[TextLine], below: list[TextLine], layout: Layout) -> str:
    """Return the line ends between two pages: one where a paragraph goes on, two where a new one begins."""
    last = [line for index, line in enumerate(above) if not is_page_number(above, index)][-1:]
    first = [line for index, line in enumerate(below) if not is_page_number(below, index)][:1]
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
