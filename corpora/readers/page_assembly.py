"""From the pages of a PDF or a scan to one text: paragraphs, footnotes, tables, page spans, marks."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from corpora.readers.page_text import Page, PageTable, TextLine
from corpora.readers.pdf_paragraphs import Layout, begins_paragraph, is_page_number, measure, page_blocks
from nlp.source import Mark, PageSpan
from nlp.text.markers import find_marker
from nlp.text.paragraphs import is_closed

_SMALL: Final = 0.93  # of the usual size of letters: smaller print at the end of a page is a footnote
_NOTE: Final = re.compile(r"\[?\d{1,3}\]?\s+\S")

Assembled = tuple[str, tuple[PageSpan, ...], tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, a footnote or a table."""

    lines: list[TextLine] = field(default_factory=list)
    table: PageTable | None = None
    note: bool = False
    furniture: bool = False

    @property
    def text(self) -> str:
        return self.table.text if self.table else "\n".join(line.text for line in self.lines)

    @property
    def mark(self) -> tuple[str, int] | None:
        """The kind and level of the block's mark."""
        if self.table:
            return "table", 0
        if self.note:
            return "footnote", 0
        heading = self.lines[0].heading
        return ("heading", heading.level) if heading else None


def assemble(pages: Sequence[Page]) -> Assembled:
    """Join the pages: lines stay lines, a blank line parts paragraphs, a form feed begins each page but the first.

    A page's span takes in the form feed before it and the line ends after it.
    """
    layouts = {width: measure([p.lines for p in pages if p.width == width]) for width in {p.width for p in pages}}
    sizes = [line.size for page in pages for line in page.lines]
    usual = statistics.median(sizes) if sizes else 0.0
    parted = [_blocks(page, layouts[page.width], usual) for page in pages]
    _continue_tables(parted)
    spans, marks, parts, start = [], [], [], 0
    for number, page in enumerate(pages, 1):
        blocks = parted[number - 1]
        text = "\f" if number > 1 else ""
        for index, block in enumerate(blocks):
            begin = start + len(text)
            text += block.text
            marks += _marks(block, begin)
            text += "\n\n" if index + 1 < len(blocks) else ""
        text += _seam(blocks, parted[number], layouts[pages[number].width]) if number < len(pages) else "\n"
        spans.append(PageSpan(number, start, start + len(text), page.confidence))
        parts.append(text)
        start += len(text)
    return "".join(parts), tuple(spans), tuple(marks)


def _marks(block: _Block, begin: int) -> list[Mark]:
    if not block.mark:
        return []
    kind, level = block.mark
    assert kind in ("table", "footnote", "heading")
    return [Mark(kind, begin, begin + len(block.text), level)]  # type: ignore[arg-type]


def _blocks(page: Page, layout: Layout, usual: float) -> list[_Block]:
    """Return the paragraphs and tables of a page from its top."""
    places = sorted(((_place(page.lines, table), table) for table in page.tables), key=lambda item: item[0])
    grouped = page_blocks(page.lines, layout, {place for place, _ in places})
    first = _first_note(grouped, usual)
    blocks: list[_Block] = []
    done = 0
    for index, lines in enumerate(grouped):
        while places and places[0][0] <= done:
            blocks.append(_Block(table=places.pop(0)[1]))
        furniture = len(lines) == 1 and (
            (done == 0 and is_page_number(page.lines, 0))
            or (done == len(page.lines) - 1 and is_page_number(page.lines, done))
        )
        blocks.append(_Block(lines, note=index >= first, furniture=furniture))
        done += len(lines)
    return blocks + [_Block(table=table) for _, table in places]


def _place(lines: Sequence[TextLine], table: PageTable) -> int:
    """Return the index of the first line below a table; footnotes and body are read from the top down."""
    return next((n for n, line in enumerate(lines) if line.base < (table.top + table.bottom) / 2), len(lines))


def _first_note(blocks: Sequence[Sequence[TextLine]], usual: float) -> int:
    """Find where the footnotes of a page begin: small print at its end, the first of it with a number in front.

    A page that is small print from its top is no page of footnotes.
    """
    first = len(blocks)
    while first > 0 and (blocks[first - 1][0].size < _SMALL * usual):
        first -= 1
    while first < len(blocks) and not _NOTE.match(blocks[first][0].text):
        first += 1
    return first


def _continue_tables(pages: list[list[_Block]]) -> None:
    """Where a table goes on overleaf, drop the head it repeats, and join a row that the page's end cuts."""
    head: tuple[str, ...] | None = None
    above: tuple[list[_Block], int] | None = None
    for blocks in pages:
        inked = [index for index, block in enumerate(blocks) if not block.furniture]
        if not inked:
            continue
        table = blocks[inked[0]].table
        if table and above and head:
            _continue_table(above, blocks, inked[0], head)
        last = blocks[inked[-1]].table
        if last and not (len(inked) == 1 and head and above):
            head = last.rows[0]
        above = (blocks, inked[-1]) if last else None


def _continue_table(above: tuple[list[_Block], int], blocks: list[_Block], index: int, head: tuple[str, ...]) -> None:
    upper, table = above[0][above[1]].table, blocks[index].table
    if upper is None or table is None or len(table.rows[0]) != len(head):
        return
    rows = table.rows[1:] if table.rows[0] == head else table.rows
    if len(rows) > 1 and _is_rest(rows[0], upper.rows[-1]):
        joined = tuple(f"{a} {b}".strip() for a, b in zip(upper.rows[-1], rows[0], strict=True))
        above[0][above[1]] = _Block(table=replace(upper, rows=(*upper.rows[:-1], joined)))
        rows = rows[1:]
    if rows:
        blocks[index] = _Block(table=replace(table, rows=rows))


def _is_rest(row: Sequence[str], above: Sequence[str]) -> bool:
    """Tell whether a row is the rest of one that the page's end cuts: no number in front, ink only below ink."""
    return (
        not row[0] and sum(map(bool, row)) * 2 <= len(row) and all(a or not b for a, b in zip(above, row, strict=True))
    )


def _body(blocks: Sequence[_Block]) -> list[_Block]:
    return [block for block in blocks if not block.note and not block.furniture]


def _seam(above: Sequence[_Block], below: Sequence[_Block], layout: Layout) -> str:
    """Return the line ends between two pages: one where a paragraph goes on, two where a new one begins."""
    last, first = _body(above)[-1:], _body(below)[:1]
    if not (last and first and last[0].lines and first[0].lines):
        return "\n\n"
    end, line = last[0].lines[-1], first[0].lines[0]
    runs_on = line.text[:1].islower() and not is_closed(end.text) and find_marker(line.text).style == "none"
    return "\n" if runs_on or not begins_paragraph(end, line, layout, new_page=True) else "\n\n"
