"""Blanks that stand for lost letters in a PDF: how many of them a gap held, told by its width.

A broken font map turns letters into spaces, of which pdfium keeps the first of several; the repair of lost letters
(`nlp.repair`) wants one blank for each. On pages full of fragments the gaps are therefore measured: a blank that
pdfium kept has the width of what was drawn there, and the rest of the gap is room for spaces and letters. The blanks
put back are private characters until the text is assembled, so that nothing on the way takes them for white space.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpora.readers.pdf_chars import Char, PageChars
from nlp.repair.detect import UNKNOWN, unknown_share

BLANK: Final = "\ue000"  # a blank put back; of the same length as the space it becomes
_SAME: Final = 0.15  # of a space's width: blanks that differ by more are no spaces
_FEW: Final = 0.05  # share of other widths below which letters were lost as spaces of the usual width
_LETTER: Final = 0.58  # of the size: width of a letter where none is seen alone
_MOST: Final = 6  # letters lost in a row; what is wider is a column or a tab
_DOUBT: Final = 0.3  # of a space's width, by which a reading with one more space must fit better
_LEVEL: Final = 0.5  # of the size: characters further up or down stand on another line


@dataclass(frozen=True, slots=True)
class _Widths:
    """Widths on a page in points: of a space, and of a lost letter."""

    space: float
    letter: float


def settled(text: str) -> str:
    """Return a text whose blanks are spaces; it keeps its length."""
    return text.replace(BLANK, " ")


def is_torn(text: str) -> bool:
    """Tell whether a page is full of fragments that the lexicon lacks."""
    return unknown_share(settled(text)) > UNKNOWN


def with_blanks(found: PageChars) -> PageChars:
    """Return a page's characters with as many blanks in each gap as letters and spaces fit in."""
    return replace(found, seen=_filled(found.seen), unseen=_filled(found.unseen))


def _filled(chars: Sequence[Char]) -> list[Char]:
    gaps = list(_gaps(chars))
    widths = _widths([chars[low + 1] for low, high in gaps if high - low == 2])
    if widths is None:
        return list(chars)
    filled: list[Char] = []
    done = 0
    for (low, high), stretch in zip(gaps, _stretches(chars, gaps, widths), strict=True):
        filled += chars[done : low + 1]
        filled += _blanks(chars[low : high + 1], widths, stretch)
        done = high
    return [*filled, *chars[done:]]


def _gaps(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    """Yield the places of the two letters on each side of white space within a line."""
    low = None
    for place, char in enumerate(chars):
        if char.text.isspace():
            continue
        if low is not None and place - low > 1 and abs(chars[low].base - char.base) <= _LEVEL * char.size:
            yield low, place
        low = place


def _widths(blanks: Sequence[Char]) -> _Widths | None:
    """Learn the width of a space, the most usual one, and of a lost letter; None where there is no blank with a box."""
    sized = [blank for blank in blanks if blank.size > 0 and blank.right > blank.left]
    if not sized:
        return None
    space = statistics.mode(round(blank.right - blank.left, 1) for blank in sized)
    others = [w for w in (blank.right - blank.left for blank in sized) if abs(w - space) > _SAME * space]
    if len(others) < _FEW * len(sized):
        return _Widths(space, space)
    wide = [width for width in others if width > space]
    return _Widths(space, statistics.median(wide) if wide else _LETTER * statistics.median(b.size for b in sized))


def _stretches(chars: Sequence[Char], gaps: Sequence[tuple[int, int]], widths: _Widths) -> list[float]:
    """Return by how much the spaces of each gap's line are widened, for the line to reach the right margin."""
    rests: dict[float, list[float]] = {}
    for low, high in gaps:
        rest = _rest(chars[low : high + 1])
        if 0 <= rest < widths.space and abs(_kept(chars[low : high + 1]) - widths.space) <= _SAME * widths.space:
            rests.setdefault(round(chars[low].base), []).append(rest)
    return [statistics.median(rests.get(round(chars[low].base), [0.0])) for low, _ in gaps]


def _kept(gap: Sequence[Char]) -> float:
    """Return the width of the first blank of a gap, which pdfium kept."""
    return gap[1].right - gap[1].left


def _rest(gap: Sequence[Char]) -> float:
    return gap[-1].left - gap[0].right - _kept(gap)


def _blanks(gap: Sequence[Char], widths: _Widths, stretch: float) -> list[Char]:
    """Return the white space between two letters, the first and the last of `gap`, with what the gap has room for."""
    left, right = gap[0].right, gap[-1].left
    more = _more(_rest(gap), widths, stretch)
    if more == 0:
        return list(gap[1:-1])
    step = (right - left) / (more + 1)
    edges = [left + step * place for place in range(more + 2)]
    signs = " " + BLANK * more
    return [replace(gap[0], text=sign, left=edges[n], right=edges[n + 1]) for n, sign in enumerate(signs)]


def _more(rest: float, widths: _Widths, stretch: float) -> int:
    """Return how many spaces and letters, one or two and any number, fit best into the rest of a gap."""
    space = widths.space + stretch
    if rest > (_MOST + 2) * widths.letter:
        return 0
    if widths.letter == widths.space:
        return max(round((rest - stretch) / space), 0)
    fits = [
        (
            abs(rest - own * stretch - spaces * space - letters * widths.letter) + _DOUBT * spaces * widths.space,
            spaces + letters,
        )
        for own in (0, 1)
        for spaces in range(3)
        for letters in range(_MOST + 1)
    ]
    return min(fits)[1]
