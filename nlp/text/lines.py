"""The lines of a source: where they lie, what they look like, how wide the page is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

LineKind = Literal["blank", "text", "page_number", "rule", "table"]

_FEWEST_LINES = 8  # of a text whose width can be told
_RUNNING = 0.15  # share of lines that run on in a wrapped text
# Line feed, carriage return, their pair, form feed, and Unicode's own separators.
_LINE = re.compile(r"[^\r\n\f\x0b\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x85\u2028\u2029])?|\f")
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]*\Z")
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:[Tt]rang\s+)?\d{1,3}(?:\s*[-–—])?(?:\s*/\s*\d{1,3})?\Z")
_RULE = re.compile(r"(?:[-–—_=*~.·]\s*){3,}\Z")
_TABLE = re.compile(r"\S[^\t]*\t(?=\t|\s*\S)")
# Word puts one tab between a paragraph's number or bullet and its words: no cell of a table.
_NUMBER_TAB = re.compile(
    r"\s*(?:[-–−+*•●▪◦·❖➢➤►▶✓✔♦◆→\uf000-\uf0ff§Øov]|\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđA-H])[.)/]|\d{1,2}(?:\.\d{1,2}){1,2})\s*\t[^\t]*\Z"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source without its line end: code points [start, end), what kind it is."""

    start: int
    end: int
    text: str
    kind: LineKind
    page_start: bool = False

    @property
    def stripped(self) -> str:
        """The line without outer white space."""
        return self.text.strip()


def split_lines(text: str) -> list[Line]:
    """Split a source text into its lines, with offsets.

    A form feed begins a page. So does, in texts that keep the habit, a line that begins with exactly one space where
    the lines around it begin with none (the mark that several PDF converters leave).
    """
    lines: list[Line] = []
    page_start = False
    for match in re.finditer(_LINE, text):
        raw = match.group()
        if not raw:
            continue
        if raw == "\f":
            page_start = True
            continue
        body = raw.rstrip("\r\n\x0b\x85\u2028\u2029")
        lines.append(Line(match.start(), match.start() + len(body), body, _kind(body), page_start))
        page_start = False
    return _mark_page_starts(lines)


def _kind(body: str) -> LineKind:
    if _BLANK.match(body):
        return "blank"
    stripped = body.strip()
    if len(stripped) < 16 and _PAGE_NUMBER.match(stripped):
        return "page_number"
    if _RULE.match(stripped):
        return "rule"
    if _is_row(body):
        return "table"
    return "text"


def _is_row(body: str) -> bool:
    """Tell whether a line is a row of a table: cells parted by tabs, or between bars."""
    stripped = body.strip()
    if len(stripped) > 2 and stripped[0] == stripped[-1] == "|":
        return True
    # Looked for only where there is a tab: the pattern would search a long line without one again and again.
    return "\t" in body and bool(_TABLE.search(body)) and not _NUMBER_TAB.match(body)


def _one_space(body: str) -> bool:
    return len(body) > 1 and body[0] == " " and not body[1].isspace()


def _mark_page_starts(lines: list[Line]) -> list[Line]:
    inked = [line for line in lines if line.kind != "blank"]
    flush = sum(not line.text[:1].isspace() for line in inked)
    if not inked or flush < 0.8 * len(inked):
        return lines
    return [
        Line(line.start, line.end, line.text, line.kind, line.page_start or _one_space(line.text)) for line in lines
    ]


def wrap_width(lines: list[Line]) -> int:
    """Return the width in code points at which the text is hard-wrapped, or 0 where paragraphs are whole lines.

    The length that most lines which run on into the next one come close to: footnotes in smaller type run wider, cells
    of tables are shorter, and neither is the body's. A text with many much longer lines is not wrapped, nor is one
    whose longest lines are short paragraphs.
    """
    texts = [line.stripped for line in lines if line.kind == "text"]
    lengths = sorted(len(text) for text in texts)
    if len(lengths) < _FEWEST_LINES:
        return 0
    long_share = sum(n for n in lengths if n > 140) / max(sum(lengths), 1)
    if long_share > 0.3:
        return 0
    running = sorted(len(above) for above, below in pairwise(texts) if _goes_on_below(above, below))
    width = lengths[int(len(lengths) * 0.9)]
    if len(running) >= _FEWEST_LINES and len(running) > _RUNNING * len(texts):
        width = running[int(len(running) * 0.75)]
    return width if _runs_on(texts, width) else 0


def _goes_on_below(above: str, below: str) -> bool:
    """Tell whether a line runs on: no stop ends it, and the next begins with a small letter and no marker."""
    return below[0].islower() and below[1:2] not in (".", ")", "/") and above[-1:] not in ".;:!?"


def _runs_on(texts: list[str], width: int) -> bool:
    """Tell whether sentences run on after full lines: in wrapped prose two lines of three begin with a small letter."""
    after_full = [below for above, below in pairwise(texts) if len(above) >= 0.86 * width]
    small = sum(below[0].islower() and below[1:2] not in (".", ")", "/") for below in after_full)
    return small > 0.25 * len(after_full)
