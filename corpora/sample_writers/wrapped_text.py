"""A report as plain text taken from a PDF: hard-wrapped, with the footnotes where the pages end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from corpora.sample_writers.layout import Block, Layout, mark_offset

WIDTH = 80  # columns of the body
_NOTE_WIDTH = 92  # columns of a footnote: its type is smaller
_PAGE = 45  # lines on a page, footnotes included
_PULL_BACK = 12  # lines a page with footnotes may lose so that its end cuts a paragraph
_NOTE_RULE = " " * 43
# A line may end after a word, or after the hyphen of a document number ("KH-" / "UBND").
_PIECE = re.compile(r"\s*(?:\S*?[A-ZĐ]-(?=[A-ZĐ])|\S+)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, the paragraph it belongs to, and the footnotes whose marks it bears."""

    text: str
    paragraph: int
    notes: tuple[int, ...] = ()


def write_wrapped_text(layout: Layout) -> bytes:
    """Return the report as UTF-8 text in pages of about 45 lines of about 80 columns."""
    numbers = count()
    lines: list[_Line] = []
    for block in _blocks(layout):
        paragraph = next(numbers)
        lines += [*_wrapped(block, paragraph), _Line("", -1)]
    table = next(numbers)
    lines += [_Line(cell, table) for cell in _cells(layout.rows)]
    return ("\n".join(_pages(lines, layout.notes)) + "\n").encode()


def _blocks(layout: Layout) -> Iterator[Block]:
    for line in (*layout.letterhead, *layout.heading, *layout.opening):
        yield Block("paragraph", line)
    yield from layout.body
    for line in (*layout.closing, *layout.recipients, *layout.signature, *layout.annex):
        yield Block("paragraph", line)


def _cells(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table one cell a line, unit and value run together, as tools leave a table without its rules."""
    for number, name, unit, value, remark in rows:
        yield from (cell for cell in (number, name, f"{unit} {value}".strip(), remark) if cell)


def wrap_spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that fill the lines of a column; none is cut inside a word."""
    start = end = 0
    for piece in _PIECE.finditer(text):
        if end > start and piece.end() - start > width:
            yield start, end
            start = piece.end() - len(piece.group().lstrip())
        end = piece.end()
    yield start, end


def _wrapped(block: Block, paragraph: int) -> Iterator[_Line]:
    marks = {number: mark_offset(block.text, number) for number in block.notes}
    for start, end in wrap_spans(block.text, WIDTH):
        notes = tuple(number for number, offset in marks.items() if start <= offset < end)
        yield _Line(block.text[start:end], paragraph, notes)


def _pages(lines: list[_Line], notes: dict[int, str]) -> Iterator[str]:
    """Yield the printed lines page after page, each page's footnotes at its end."""
    page_number = 1
    rest = lines
    while rest:
        cut = _page_end(rest, notes)
        page, rest = _trimmed(rest[:cut]), _trimmed(rest[cut:])
        if page_number > 1 and page_number % 3 == 0:
            yield str(page_number)
        yield ("" if page_number == 1 else " ") + page[0].text
        yield from (line.text for line in page[1:])
        yield from _printed_notes(page, notes)
        if rest and rest[0].paragraph != page[-1].paragraph:
            yield ""
        page_number += 1


def _trimmed(lines: list[_Line]) -> list[_Line]:
    """Return lines without the empty ones at either end."""
    inked = [n for n, line in enumerate(lines) if line.text]
    return lines[inked[0] : inked[-1] + 1] if inked else []


def _printed_notes(page: Sequence[_Line], notes: dict[int, str]) -> list[str]:
    numbers = [number for line in page for number in line.notes]
    if not numbers:
        return []
    printed = [_NOTE_RULE]
    for number in numbers:
        text = f" {number} {notes[number]}"
        printed += [text[start:end] for start, end in wrap_spans(text, _NOTE_WIDTH)]
    return printed


def _page_end(lines: list[_Line], notes: dict[int, str]) -> int:
    """Return how many lines the next page takes; a page with footnotes ends inside a paragraph where it can."""
    full = _PAGE
    while full > 1 and full + len(_printed_notes(lines[:full], notes)) > _PAGE:
        full -= 1
    if full >= len(lines) or not _printed_notes(lines[:full], notes):
        return full
    for cut in range(full, full - _PULL_BACK, -1):
        same = lines[cut - 1].paragraph == lines[cut].paragraph != -1
        if same and not any(line.notes for line in lines[cut:full]):
            return cut
    return full
