"""A statement in the text around it, word by word, so that its boundaries can be moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cchc.index import Index
from cchc.index.types import Hit

REACH: Final = 300  # code points shown on either side
WORDS: Final = 60  # on either side to which a boundary can be moved
_SHOWN: Final = 4  # words that tell one place of a list from others
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end) of the report's text; `gap` is the white space before it."""

    gap: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Around:
    """A statement between what stands before and after it.

    Attributes
    ----------
    before, inside, after : tuple of Word
    first, last : tuple of (int, str)
        Offsets at which the statement could begin and end, with a few words to know the place by; empty where the
        index does not hold the report's text.
    """

    before: tuple[Word, ...]
    inside: tuple[Word, ...]
    after: tuple[Word, ...]
    first: tuple[tuple[int, str], ...] = ()
    last: tuple[tuple[int, str], ...] = ()


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of a stretch of a text.

    Examples
    --------
    >>> [(word.text, word.start, word.end) for word in words("một hai  ba", 4, 11)]
    [('hai', 4, 7), ('ba', 9, 11)]
    """
    found = _WORD.finditer(text, start, end)
    return tuple(Word(_gap(text, match.start()), match[0], match.start(), match.end()) for match in found)


def _gap(text: str, place: int) -> str:
    """Return one blank, or one new line: empty lines would push the statement out of sight."""
    begin = place
    while begin and text[begin - 1].isspace():
        begin -= 1
    return "\n" if "\n" in text[begin:place] else " " if begin < place else ""


def around(index: Index, hit: Hit, reach: int = REACH) -> Around:
    """Return a statement in its text; where that is not kept, between the statements before and after it."""
    text = index.text(hit.report)
    if text is None:
        return _between(index, hit)
    before = words(text, _edge(text, hit.start - reach), hit.start)
    inside = words(text, hit.start, hit.end)
    after = words(text, hit.end, _edge(text, hit.end + reach))
    begin, finish = (*before[-WORDS:], *inside), (*inside, *after[:WORDS])
    first = tuple((word.start, _told(begin[place : place + _SHOWN])) for place, word in enumerate(begin))
    last = tuple((w.end, _told(finish[max(0, place - _SHOWN + 1) : place + 1])) for place, w in enumerate(finish))
    return Around(before, inside, after, first, last)


def _edge(text: str, place: int) -> int:
    """Return the next place between words."""
    place = min(max(place, 0), len(text))
    while 0 < place < len(text) and not text[place].isspace():
        place += 1
    return place


def _told(some: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in some)


def _between(index: Index, hit: Hit) -> Around:
    own = index.report(hit.report).statements
    place = next((n for n, other in enumerate(own) if other.id == hit.id), 0)
    parts = [own[n].text if 0 <= n < len(own) else "" for n in (place - 1, place, place + 1)]
    before, inside, after = (words(part, 0, len(part)) for part in parts)
    return Around(before, inside, after)
