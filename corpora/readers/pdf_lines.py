"""Lines of a PDF page with their places, from pdfium's characters."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpora.readers.page_columns import order_rows
from corpora.readers.page_text import TextLine
from corpora.readers.pdf_chars import Char
from corpora.readers.pdf_mend import mend

_HYPHENS: Final = "\x02\ufffe"  # pdfium's signs for a hyphen at a line's end
_BREAKS: Final = "\r\n"
_SAME_LINE: Final = 0.5  # of the size: further up or down is another line (superscripts stay below)
_JUMP: Final = 1.0  # of the size: further up or down is another line, whatever pdfium says
_WORD_GAP: Final = 0.15  # of the size: a wider gap between two characters is a space
_NO_GAP: Final = 0.02  # of the size: letters this close belong together, whatever the file says
_COLUMN_GAP: Final = 2.5  # of the size: a wider gap parts two columns
_LONE_SHARE: Final = 0.05  # of the words; clean text has at most 0.03 in any 200 words (467 stretches measured)


def page_lines(chars: Sequence[Char], *, by_place: bool | None = None) -> list[TextLine]:
    """Return the lines of a page, or of a cell, in reading order.

    Parameters
    ----------
    chars : sequence of Char
        In the file's order.
    by_place : bool, optional
        Whether to put the characters in order by their places; by default where the file's order is none.
    """
    lines = _merge_rows(_in_file_order(chars))
    if by_place is None:
        by_place = needs_sorting(lines)
    return _by_place(chars) if by_place else lines


def needs_sorting(lines: Sequence[TextLine]) -> bool:
    """Tell whether the file's order is not that of reading.

    Either it draws accented letters in a font of their own, or a line stands above one that comes before it.
    """
    return lone_share(lines) > _LONE_SHARE or any(_goes_up(a, b) for a, b in pairwise(lines[1:-1]))


def _goes_up(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line stands above the one before it and over it, hence in no column beside it."""
    shared = min(above.right, line.right) - max(above.left, line.left)
    return line.base > above.base + above.size and shared > 0


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
    return TextLine(text, above.left, line.right, longer.base, longer.size, above.first, longer.heading)


def _opens_note(above: TextLine, line: TextLine) -> bool:
    """A small raised number before a word begins a footnote's body: "1 Kế hoạch số …"."""
    return above.text.isdigit() and above.size < line.size and above.base > line.base


def lone_share(lines: Sequence[TextLine]) -> float:
    """Return the share of words that are one accented letter: the trace of a fallback font."""
    words = [word for line in lines for word in line.text.split()]
    lone = sum(len(word) == 1 and word.isalpha() and not word.isascii() for word in words)
    return lone / len(words) if words else 0.0


def _in_file_order(chars: Sequence[Char]) -> list[TextLine]:
    """Cut the characters at pdfium's line breaks, and at the hyphens and jumps where it leaves the break out."""
    lines: list[list[Char]] = [[]]
    for char in chars:
        if char.text in _BREAKS:
            lines.append([])
            continue
        last = lines[-1][-1] if lines[-1] else None
        step = _SAME_LINE if last and last.text in _HYPHENS else _JUMP
        if last and not char.text.isspace() and abs(char.base - last.base) > step * max(last.size, char.size):
            lines.append([])
        lines[-1].append(char)
    return [line for run in lines if (line := _line(run)) is not None]


def _by_place(chars: Sequence[Char]) -> list[TextLine]:
    """Put the characters in order by baseline, then from left to right; columns side by side one after the other."""
    rows: list[list[Char]] = []
    # A raised sign stands with its line: what overlaps a row by half belongs to it.
    for char in sorted((c for c in chars if c.text not in _BREAKS), key=lambda c: -c.base):
        if rows and abs(rows[-1][0].base - char.base) <= _SAME_LINE * max(rows[-1][0].size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [[line for run in _spaced(sorted(row, key=lambda c: c.left)) if (line := _line(run))] for row in rows]
    return order_rows([row for row in lines if row])


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
    text = "".join(char.text for char in _without_false_gaps(run))
    text = re.sub(f"[{_HYPHENS}]", "-", text)
    text = mend(" ".join(unicodedata.normalize("NFC", text).split()))
    headings = {char.heading for char in inked}
    return TextLine(
        text,
        min(char.left for char in inked),
        max(char.right for char in inked),
        statistics.median(char.base for char in inked),
        statistics.median(char.size for char in inked),
        _first_word(run),
        headings.pop() if len(headings) == 1 else None,
    )


def _without_false_gaps(run: Sequence[Char]) -> list[Char]:
    """Drop the spaces between letters that touch: the trace of a change of fonts within a word."""
    kept = []
    for index, char in enumerate(run):
        if char.text == " " and 0 < index < len(run) - 1:
            before, after = run[index - 1], run[index + 1]
            gap = after.left - before.right
            if before.text.isalpha() and after.text.isalpha() and abs(gap) <= _NO_GAP * after.size:
                continue
        kept.append(char)
    return kept


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
