"""Make the view of a source: paragraphs joined, marks and mark-up lifted out, NFC; every character mapped back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.source import Mark
from nlp.text.cells import mark_bar_tables, mark_cells
from nlp.text.footnotes import find_footnotes
from nlp.text.furniture import drop_furniture
from nlp.text.lines import Line, split_lines
from nlp.text.lookalikes import find_lookalikes
from nlp.text.markup import Span, heading_prefix, markup_spans
from nlp.text.paragraphs import Joiner, Paragraph
from nlp.text.view import Block, View, ViewBuilder

# Stretches of words parted by single plain spaces: copied whole; anything else between words becomes one space.
_STRETCH = re.compile(r"\S+(?: \S+)*")
# A letter with its combining marks, or a stretch of characters without any.
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]+|(?:[^\u0300-\u036f](?![\u0300-\u036f]))+")
_MARK = re.compile("[\u0300-\u036f]")
_LINE_END = re.compile(r"[\r\n\f\x0b\x85\u2028\u2029]")
_NO_BLANK_BEFORE = frozenset(",;:.)]”")  # at the beginning of a line that goes on with a sentence
_HYPHEN_CUT = re.compile(r"[^\W\d_][-‐‑–\x02]\Z")


def make_view(text: str, marks: Sequence[Mark] = (), *, parted: bool = False) -> View:
    """Clean a source text.

    Parameters
    ----------
    text : str
        The source text, any line ends, any normal form.
    marks : sequence of Mark
        What the file format says: headings, tables, footnotes.
    parted : bool
        Whether blank lines surely part paragraphs, as in the text of Word, HTML and PDF files; in text files they
        often stand after every line.

    Returns
    -------
    View
        Blocks (paragraphs, table rows, footnotes) parted by one line feed. White space is folded, page numbers, rules
        and mark-up are left out, look-alike letters (Ð, Cyrillic ones) set right; footnotes stand behind the paragraph
        they interrupt.

    Notes
    -----
    Cost is linear in the text: a fixed number of passes of compiled patterns.
    """
    lines = split_lines(text)
    if "|" in text:
        lines = mark_bar_tables(lines)
    lines = drop_furniture(lines)
    notes, note_marks = find_footnotes(text, lines, marks)
    writer = _Writer(text, sorted(markup_spans(text) + note_marks))
    for paragraph in Joiner(lines, notes, marks, parted=parted).paragraphs():
        writer.write(paragraph)
    view = writer.builder.finish()
    view.blocks = mark_cells(view.text, view.blocks)
    return view


class _Writer:
    """Writes paragraphs into a view builder, leaving out the dropped spans."""

    def __init__(self, text: str, dropped: list[Span]) -> None:
        self.text = text
        self.dropped = dropped
        self.drop_starts = [start for start, _ in dropped]
        self.composed = unicodedata.is_normalized("NFC", text)
        self.swaps = find_lookalikes(text)
        self.swap_places = sorted(self.swaps)
        self.builder = ViewBuilder(text)

    def write(self, paragraph: Paragraph) -> None:
        """Append one paragraph as a block; a paragraph without ink leaves no block."""
        builder = self.builder
        origin = len(builder)
        if origin:
            edge = builder.ends[-1]
            builder.replace(edge, edge, "\n")
        start = len(builder)
        first_line = 0
        for line in paragraph.lines:
            self._write_line(line, start)
            first_line = first_line or len(builder) - start
        builder.trim(start)
        if len(builder) == start:
            self._undo(origin)
            return
        builder.blocks.append(
            Block(
                start,
                len(builder),
                paragraph.kind,
                paragraph.heading_level,
                paragraph.page_break_before,
                paragraph.gap,
                paragraph.bold,
                first_line,
            )
        )

    def _undo(self, origin: int) -> None:
        del self.builder.starts[origin:], self.builder.ends[origin:]
        if self.builder.parts and origin:
            self.builder.parts.pop()

    def _write_line(self, line: Line, block_start: int) -> None:
        skip = heading_prefix(line.text)[0]
        for match in _STRETCH.finditer(line.text, skip):
            for low, high in self._kept(line.start + match.start(), line.start + match.end()):
                self._space_before(low, block_start)
                self._write_run(low, high)

    def _kept(self, start: int, end: int) -> list[Span]:
        """Return [start, end) without the dropped spans."""
        index = max(bisect_left(self.drop_starts, start) - 1, 0)
        pieces = []
        while index < len(self.dropped) and self.dropped[index][0] < end:
            low, high = self.dropped[index]
            if high > start:
                if low > start:
                    pieces.append((start, low))
                start = max(start, high)
            index += 1
        if start < end:
            pieces.append((start, end))
        return pieces

    def _space_before(self, low: int, block_start: int) -> None:
        """Insert the one space that stands for a gap in the source; none where only mark-up was dropped."""
        builder = self.builder
        if len(builder) == block_start:
            return
        edge = builder.ends[-1]
        gap = self.text[edge:low]
        tail = builder.parts[-1][-2:]
        # A space within dropped mark-up ("<span class=…>") is no gap between words.
        spaced = any(c.isspace() for start, end in self._kept(edge, low) for c in self.text[start:end])
        if not spaced or tail.endswith(" "):
            return
        if _LINE_END.search(gap) and (_HYPHEN_CUT.search(tail) or self.text[low] in _NO_BLANK_BEFORE):
            return
        builder.replace(edge, low, " ")

    def _write_run(self, low: int, high: int) -> None:
        builder = self.builder
        begins = not len(builder) or builder.parts[-1].endswith((" ", "\n"))
        while begins and low < high and self.text[low] == " ":
            low += 1
        if low >= high:
            return
        if self.composed and not self._has_swaps(low, high):
            builder.run(low, high)
            return
        for match in _CLUSTER.finditer(self.text, low, high):
            for start, end in self._pieces(*match.span()):
                self._write_letters(start, end)

    def _has_swaps(self, low: int, high: int) -> bool:
        index = bisect_left(self.swap_places, low)
        return index < len(self.swap_places) and self.swap_places[index] < high

    def _pieces(self, low: int, high: int) -> Iterator[Span]:
        """Cut a stretch of letters at its look-alikes; a letter stays with its combining marks."""
        if not self._has_swaps(low, high) or _MARK.search(self.text, low, high):
            yield low, high
            return
        edges = sorted({low, high, *(edge for n in range(low, high) if n in self.swaps for edge in (n, n + 1))})
        yield from pairwise(edges)

    def _write_letters(self, low: int, high: int) -> None:
        letters = "".join(self.swaps.get(n, self.text[n]) for n in range(low, high))
        composed = unicodedata.normalize("NFC", letters)
        if composed == self.text[low:high]:
            self.builder.run(low, high)
        else:
            self.builder.replace(low, high, composed)
