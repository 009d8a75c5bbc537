"""A report as a PDF by matplotlib: one text object a line, ragged lines, no tags; another hand than ReportLab's."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from corpora.sample_writers.layout import Layout

_COLUMNS: Final = 78
_LINES: Final = 46
_SIZE: Final = (8.27, 11.69)  # inches: A4
_LEFT, _TOP, _PITCH = 0.13, 0.93, 0.0187  # shares of the page
_INDENT: Final = 0.05
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
                figure.text(_LEFT + indent, _TOP - row * _PITCH, line.replace("$", r"\$"), fontsize=10.5)
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
    wrapped = textwrap.wrap(paragraph, _COLUMNS, initial_indent="     ", break_on_hyphens=False, break_long_words=False)
    for number, line in enumerate(wrapped):
        yield (_INDENT if number == 0 else 0.0), line.strip()
