"""A report as a PDF by matplotlib: one text object a line, ragged lines, no tags; another hand than ReportLab's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from corpora.sample_writers.layout import Layout

_TYPE: Final = 10.5  # points
_POINTS: Final = 72  # to the inch
_COLUMN: Final = 440.0  # points
_FINE: Final = 100  # letters are measured this much larger: FreeType rounds small ones to the pixel
_LINES: Final = 46
_SIZE: Final = (8.27, 11.69)  # inches: A4
_LEFT, _TOP, _PITCH = 0.13, 0.93, 0.0187  # shares of the page
_INDENT: Final = 0.05  # of the page's width
_POINTS_WIDE: Final = 8.27 * _POINTS
_STYLE: Final[Any] = {"pdf.fonttype": 42, "font.family": "DejaVu Serif", "pdf.compression": 6}


def write_plain_pdf(layout: Layout) -> bytes:
    """Return the report as PDF; a line's indent is all that parts paragraphs."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    lines = list(_lines(layout))
    buffer = io.BytesIO()
    with rc_context(_STYLE), PdfPages(buffer, metadata={"CreationDate": None}) as pages:
        for first in range(0, len(lines), _LINES):
            figure = Figure(figsize=_SIZE)
            for row, (indent, line) in enumerate(lines[first : first + _LINES]):
                figure.text(_LEFT + indent, _TOP - row * _PITCH, line.replace("$", r"\$"), fontsize=_TYPE)
            pages.savefig(figure)
    return buffer.getvalue()


def _lines(layout: Layout) -> Iterator[tuple[float, str]]:
    """Yield the lines with their indents as shares of the page's width; the letterhead in one column."""
    for line in (*layout.left, *layout.right, *layout.heading):
        yield 0.0, line
    body = [*layout.opening, *(block.text for block in layout.body), *layout.closing]
    for paragraph in body:
        yield from _wrapped(paragraph)
    for line in (*layout.recipients, *layout.signature, *layout.annex):
        yield 0.0, line
    for cells in layout.rows:
        yield 0.0, "   ".join(cell for cell in cells if cell)


def _wrapped(paragraph: str) -> Iterator[tuple[float, str]]:
    """Yield the lines that a paragraph fills, each as wide as the column lets its words be."""
    indent, line = _INDENT, ""
    for word in paragraph.split():
        if line and indent * _POINTS_WIDE + _width(f"{line} {word}") > _COLUMN:
            yield indent, line
            indent, line = 0.0, ""
        line = f"{line} {word}".strip()
    yield indent, line


@cache
def _font() -> Any:
    from matplotlib.font_manager import findfont, get_font

    return get_font(findfont("DejaVu Serif"))


def _width(line: str) -> float:
    """Return the width of a line in points."""
    font = _font()
    font.set_size(_TYPE * _FINE, _POINTS)  # matplotlib shares the font, and has set its own size since
    font.set_text(line)
    return float(font.get_width_height()[0]) / (64 * _FINE)  # FreeType counts in 64ths
