"""Lines of a PDF page with their places, from pdfium's characters."""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

_HYPHENS: Final = "\x02\ufffe"  # pdfium's signs for a hyphen at a line's end
_BREAKS: Final = "\r\n"
_SAME_LINE: Final = 0.5  # of the size: further up or down is another line (superscripts stay below)
_WORD_GAP: Final = 0.15  # of the size: a wider gap between two characters is a space
_COLUMN_GAP: Final = 2.5  # of the size: a wider gap parts two columns
_LONE_SHARE: Final = 0.05  # of the words; clean text has at most 0.03 in any 200 words (467 stretches measured)


Handle = Any  # a structure of pdfium, which carries no types


@dataclass(frozen=True, slots=True)
class Char:
    """A character: code point, left and right edge, baseline, size, all in points of the upright page."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box in points; `first` is the width of its first word."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float


def page_lines(textpage: Handle, rotation: int) -> list[TextLine]:
    """Return the lines of a page, top to bottom as the file orders them.

    Where the file draws accented letters in a font of their own, out of order, the page is put in order by place.

    Parameters
    ----------
    textpage : pypdfium2 text page (raw handle)
    rotation : int
        Degrees (0, 90, 180, 270) by which the page is turned for showing.
    """
    chars = _read_chars(textpage, rotation)
    lines = _merge_rows(_in_file_order(chars))
    if lone_share(lines) > _LONE_SHARE:
        placed = _by_place(chars)
        if lone_share(placed) < lone_share(lines):
            return placed
    return lines


def _merge_rows(lines: list[TextLine]) -> list[TextLine]:
    """Join pieces that stand on one row: pdfium breaks a line before and after a raised footnote sign."""
    merged: list[TextLine] = []
    for line in lines:
        above = merged[-1] if merged else None
        if above and _on_one_row(above, line):
            merged[-1] = _joined(above, line)
        else:
            merged.append(line)
    return merged


def _on_one_row(above: TextLine, line: TextLine) -> bool:
    size = max(above.size, line.size)
    gap = line.left - above.right
    return abs(above.base - line.base) <= _SAME_LINE * size and -_WORD_GAP * size <= gap <= _COLUMN_GAP * size


def _joined(above: TextLine, line: TextLine) -> TextLine:
    """Join two pieces of a row; the longer one tells baseline and size."""
    longer = above if len(above.text) >= len(line.text) else line
    space = " " if line.left - above.right > _WORD_GAP * longer.size or _opens_note(above, line) else ""
    text = f"{above.text}{space}{line.text}"
    return TextLine(text, above.left, line.right, longer.base, longer.size, above.first)


def _opens_note(above: TextLine, line: TextLine) -> bool:
    """A small raised number before a word begins a footnote's body: "1 Kế hoạch số …"."""
    return above.text.isdigit() and above.size < line.size and above.base > line.base


def lone_share(lines: list[TextLine]) -> float:
    """Return the share of words that are one accented letter: the trace of a fallback font."""
    words = [word for line in lines for word in line.text.split()]
    lone = sum(len(word) == 1 and word.isalpha() and not word.isascii() for word in words)
    return lone / len(words) if words else 0.0


def _read_chars(textpage: Handle, rotation: int) -> list[Char]:
    chars: list[Char] = []
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if not code or 0xD800 <= code < 0xE000:
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        chars.append(_upright(chr(code), box, x.value, y.value, rotation))
    return chars


def _upright(text: str, box: Handle, x: float, y: float, rotation: int) -> Char:
    """Turn a character's place the way the page is shown."""
    if rotation == 90:
        return Char(text, box.bottom, box.top, -x, box.right - box.left)
    if rotation == 180:
        return Char(text, -box.right, -box.left, -y, box.top - box.bottom)
    if rotation == 270:
        return Char(text, -box.top, -box.bottom, x, box.right - box.left)
    return Char(text, box.left, box.right, y, box.top - box.bottom)


def _in_file_order(chars: list[Char]) -> list[TextLine]:
    """Cut the characters at pdfium's line breaks, and at the hyphens where it leaves the break out."""
    lines: list[list[Char]] = [[]]
    for char in chars:
        if char.text in _BREAKS:
            lines.append([])
            continue
        last = lines[-1][-1] if lines[-1] else None
        if last and last.text in _HYPHENS and abs(char.base - last.base) > _SAME_LINE * last.size:
            lines.append([])
        lines[-1].append(char)
    return [line for run in lines if (line := _line(run)) is not None]


def _by_place(chars: list[Char]) -> list[TextLine]:
    """Put the characters in order by baseline, then from left to right; wide gaps part columns."""
    rows: list[list[Char]] = []
    for char in sorted((c for c in chars if c.text not in _BREAKS), key=lambda c: -c.base):
        if rows and abs(rows[-1][0].base - char.base) <= _SAME_LINE * rows[-1][0].size:
            rows[-1].append(char)
        else:
            rows.append([char])
    runs = [run for row in rows for run in _spaced(sorted(row, key=lambda c: c.left))]
    return [line for run in runs if (line := _line(run)) is not None]


def _spaced(row: list[Char]) -> list[list[Char]]:
    """Cut a row into columns and put spaces where there is room for them."""
    runs: list[list[Char]] = [[]]
    last: Char | None = None
    for char in row:
        if char.text.isspace() and not char.size:
            continue  # pdfium's own space, set where the file's order jumps
        gap = char.left - last.right if last else 0.0
        if gap > _COLUMN_GAP * char.size:
            runs.append([])
        elif last and gap > _WORD_GAP * char.size:
            runs[-1].append(Char(" ", last.right, char.left, char.base, char.size))
        runs[-1].append(char)
        last = char
    return runs


def _line(run: list[Char]) -> TextLine | None:
    """Make a line of its characters; None where there is no ink."""
    inked = [char for char in run if not char.text.isspace()]
    if not inked:
        return None
    text = "".join(char.text for char in run)
    text = re.sub(f"[{_HYPHENS}]", "-", text)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return TextLine(
        text,
        min(char.left for char in inked),
        max(char.right for char in inked),
        statistics.median(char.base for char in inked),
        statistics.median(char.size for char in inked),
        _first_word(run),
    )


def _first_word(run: list[Char]) -> float:
    """Return the width of the first word: what would have had to fit on the line above."""
    left = right = None
    for char in run:
        if char.text.isspace():
            if left is not None:
                break
            continue
        left = char.left if left is None else left
        right = char.right
    return 0.0 if left is None or right is None else right - left
