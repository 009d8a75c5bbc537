"""The inked lines of a source, each with what it may be for the cut into papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.papers.cells import QUOTED, Found, Kind, read_cell
from nlp.text.fold import fold
from nlp.text.lines import Line, split_lines
from nlp.text.lookalikes import find_lookalikes

_LONGEST = 200  # code points of a line that may belong to a letterhead; longer ones are prose
_LONGEST_SHORT = 100
_SHORTEST_PROSE, _SHORTEST_SENTENCE = 45, 20
_MARKUP = re.compile(r"</?[a-zA-Z]\w{0,9}\b[^<>]{0,80}>|[*_#>`\\]+")
# Columns of a letterhead that a reader wrote into one line: "UBND XÃ TÂN VIỆT     CỘNG HÒA XÃ HỘI …".
_COLUMNS = re.compile(r"\t|\||[ \u00a0]{3,}")
_BLANK_NUMBER = re.compile(r"[ \u00a0]{2,}(?=/)")  # "Số:      /BC-UBND" is one column
_CLOSING = re.compile(r"tren day la\b")
_ENDED = re.compile(r"\./\.?[\s*\"”’)]*\Z")
_CONTENTS = re.compile(r"\.{4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Row:
    """An inked line with what it may be.

    Attributes
    ----------
    start : int
        Code points of the source before it.
    text : str
        Without mark-up, in composed letters.
    page_start : bool
        Whether a page begins with it.
    number, organ, day : str
        The document number, the organ and the day that it prints, folded; empty where it prints none.
    """

    start: int
    text: str
    kinds: int
    page_start: bool
    number: str = ""
    organ: str = ""
    day: str = ""


def read_rows(text: str, page_starts: Iterable[int] = ()) -> list[Row]:
    """Return the inked lines of a source with what they may be; rules and page numbers are left out.

    Parameters
    ----------
    text : str
        The source text, repaired where it lost letters.
    page_starts : iterable of int
        Where the pages of a paged source begin, rising.
    """
    return list(_rows(split_lines(text), list(page_starts)))


def _rows(lines: list[Line], pages: list[int]) -> Iterator[Row]:
    begins, page = False, 1  # a source's first page is no break
    for line in lines:
        begins = begins or line.page_start
        while page < len(pages) and pages[page] <= line.start:
            begins, page = True, page + 1
        if line.kind in ("text", "table"):
            row = _row(line, begins)
            if row is not None:
                yield row
                begins = False


def _row(line: Line, page_start: bool) -> Row | None:
    if line.kind == "text" and _is_plainly_prose(line.text):
        return Row(line.start, line.text.strip(), _of_line(line.text, False), page_start)
    text = _composed(_MARKUP.sub("", line.text)).strip(" \t\u00a0|")
    if not any(map(str.isalnum, text)):
        return None
    found = Found()
    cells = [cell for cell in _COLUMNS.split(_BLANK_NUMBER.sub(" ", text)) if cell.strip()]
    for cell in cells:
        read_cell(cell, found)
    kinds = found.kinds | _of_line(text, line.kind == "table" and len(cells) > 2)
    return Row(line.start, text, kinds, page_start, found.number, found.organ, found.day)


def _is_plainly_prose(text: str) -> bool:
    """Tell at a glance that a line is running text: it spares most lines the closer look."""
    if len(text) > _LONGEST:
        return True
    start = text[:1]
    return len(text) > _SHORTEST_PROSE and start.islower() and "|" not in text and "   " not in text


def _composed(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    swaps = find_lookalikes(text)
    return "".join(swaps.get(place, char) for place, char in enumerate(text)) if swaps else text


def _of_line(text: str, in_table: bool) -> int:
    """Return what a line is as a whole; the rows of a table of data are neither prose nor letterhead."""
    kinds = Kind.NONE
    if _ENDED.search(text, max(len(text) - 12, 0)) or _CLOSING.match(fold(text[:12])):
        kinds |= Kind.CLOSING
    if not in_table and _is_prose(text):
        kinds |= Kind.PROSE
    elif len(text) <= _LONGEST_SHORT:
        kinds |= Kind.SHORT
    return kinds


def _is_prose(text: str) -> bool:
    """Running text: long enough or a short sentence, mostly small letters, no entry of a table of contents."""
    if len(text) < (_SHORTEST_SENTENCE if text.endswith(".") else _SHORTEST_PROSE) or _CONTENTS.search(text):
        return False
    small = sum(map(str.islower, text))
    return small > 0.45 * len(text) and small > 3 * sum(map(str.isupper, text))


def is_quoted(row: Row) -> bool:
    """Tell whether a line opens with a quotation mark."""
    return row.text.startswith(QUOTED)
