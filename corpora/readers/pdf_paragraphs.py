"""Where a paragraph of a PDF begins: told from the lines' places, as a reader's eye does."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpora.readers.page_text import TextLine
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts

_CLOSED: Final = re.compile(r"[.;:!?…][\"”’')\]*]*\Z|\./\.\Z")
_CUT: Final = re.compile(r"[^\W\d_]-\Z")  # "số 12/KH-": the rest of the word is below
_PAGE_NUMBER: Final = re.compile(r"(?:[-–—]\s*)?(?:[Tt]rang\s+)?\d{1,3}(?:\s*[-–—])?(?:\s*/\s*\d{1,3})?\Z")

# Points.
_INDENT: Final = 8.0
_SLACK: Final = 2.0
_CENTRE: Final = 3.0
_SHIFT: Final = 4.0
# Shares of the size of the letters.
_SPACE: Final = 0.3
_SIZE_STEP: Final = 0.15
# Baseline distances: times the size where nothing can be measured, times the usual one where a paragraph begins.
_DEFAULT_PITCH: Final = 1.35
_LOOSE: Final = 1.22
_ENOUGH_PAIRS: Final = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """Margins of the pages of one width, in points, and the usual distance of baselines, in sizes of the letters."""

    left: float
    right: float
    pitch: float


def measure(pages: Sequence[Sequence[TextLine]]) -> Layout:
    """Measure the layout of pages of one width: margins that many lines share, pitch within paragraphs."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Layout(0.0, 0.0, _DEFAULT_PITCH)
    lefts = Counter(round(line.left) for line in lines)
    common = [left for left, count in lefts.items() if count > 1 and count * 20 >= len(lines)]
    rights = sorted(line.right for line in lines)
    right = rights[int(len(rights) * 0.95)]
    return Layout(min(common or lefts), right, _usual_pitch(pages, right))


def page_blocks(lines: Sequence[TextLine], layout: Layout, cuts: Collection[int] = frozenset()) -> list[list[TextLine]]:
    """Group the lines of a page into paragraphs; a page number at the top or bottom is one of its own.

    `cuts` are the indices of lines that surely begin a paragraph, such as those below a table.
    """
    blocks: list[list[TextLine]] = []
    for index, line in enumerate(lines):
        alone = is_page_number(lines, index) or is_page_number(lines, index - 1)
        if (
            not blocks
            or alone
            or index in cuts
            or begins_paragraph(lines[index - 1], line, layout, first=len(blocks[-1]) == 1)
        ):
            opened = bool(blocks) and not alone and index not in cuts and _was_first(blocks[-1], line, layout)
            blocks.append([blocks[-1].pop(), line] if opened else [line])
        else:
            blocks[-1].append(line)
    return blocks


def _was_first(block: Sequence[TextLine], line: TextLine, layout: Layout) -> bool:
    """Tell whether a block's last line is the indented first line of a paragraph that `line` goes on with.

    It stands below a paragraph of one line, as far in and so full that the page alone did not part the two.
    """
    if len(block) < 2:
        return False
    before, above = block[-2:]
    indented = abs(before.left - above.left) <= _SLACK and above.left > layout.left + _SHIFT
    ended = bool(_CLOSED.search(before.text)) or len(block) == 2
    opens = above.text[:1].isupper() and not _CLOSED.search(above.text)
    flush = abs(line.left - layout.left) <= _SLACK
    return indented and ended and opens and flush and not begins_paragraph(above, line, layout, first=True)


def is_page_number(lines: Sequence[TextLine], index: int) -> bool:
    """Tell whether the line at `index` is a page number: first or last of its page, and nothing but a number."""
    return index in (0, len(lines) - 1) and bool(_PAGE_NUMBER.match(lines[index].text))


def begins_paragraph(
    above: TextLine, line: TextLine, layout: Layout, *, first: bool = False, new_page: bool = False
) -> bool:
    """Tell whether `line` begins a paragraph.

    Parameters
    ----------
    above, line : TextLine
        Two lines that follow each other.
    layout : Layout
    first : bool
        Whether `above` is the first line of its paragraph, which may be indented or hang out.
    new_page : bool
        Whether a page ends between them; their distance tells nothing then.
    """
    if above.heading or line.heading:
        return above.heading != line.heading
    if abs(above.size - line.size) > _SIZE_STEP * max(above.size, line.size):
        return True
    if not new_page and not 0 < above.base - line.base <= _LOOSE * layout.pitch * line.size:
        return True
    if _is_centred(above, line):
        return _is_new_title(above, line, layout)
    if _CUT.search(above.text):
        return False
    if _would_have_fitted(above, line, layout) or _is_shifted(above, line, layout, first):
        return True
    marked = find_marker(line.text).style != "none"
    return marked and (line.left > layout.left + _SHIFT or bool(_CLOSED.search(above.text)))


def _is_centred(above: TextLine, line: TextLine) -> bool:
    """Tell whether two lines are set around one middle: a title or a column of the letterhead."""
    middles = above.left + above.right - line.left - line.right
    return abs(middles) <= 2 * _CENTRE and abs(above.left - line.left) > _SHIFT


def _is_new_title(above: TextLine, line: TextLine, layout: Layout) -> bool:
    """Tell whether of two centred lines of a page the second, of another case, has its break of its own: "BÁO CÁO"."""
    on_page = abs(line.left + line.right - layout.left - layout.right) <= 2 * _INDENT
    room = layout.right - layout.left - (above.right - above.left)
    return on_page and room > line.first + line.size and shouts(above.text) != shouts(line.text)


def _would_have_fitted(above: TextLine, line: TextLine, layout: Layout) -> bool:
    """Tell whether the first word had room on the line above: then the break was meant."""
    return above.right + _SPACE * line.size + line.first < layout.right - _SLACK


def _is_shifted(above: TextLine, line: TextLine, layout: Layout, first: bool) -> bool:
    """Tell whether the line is indented, or comes out of an indented paragraph."""
    if line.left < above.left - _SHIFT:
        return not first
    # After a first line that is full, lines further in are the body of a paragraph that hangs out.
    return line.left > max(above.left, layout.left) + _INDENT and not first


def _usual_pitch(pages: Sequence[Sequence[TextLine]], right: float) -> float:
    """Return the median pitch of pairs that surely go on; of all pairs the lower quartile where those are few."""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if 0 < a.base - b.base < 3 * b.size]
    sure = [(a, b) for a, b in pairs if b.text[:1].islower() and a.right + b.first > right]
    pitches = sorted((a.base - b.base) / b.size for a, b in (sure if len(sure) >= _ENOUGH_PAIRS else pairs))
    if not pitches:
        return _DEFAULT_PITCH
    return statistics.median(pitches) if len(sure) >= _ENOUGH_PAIRS else pitches[len(pitches) // 4]
