"""Where a sentence stands on the picture of its page: by its letters, whatever lines and hyphens part them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from corpora.page_pictures import Box, PagePicture, letters_of

_ANCHOR: Final = 20  # letters by which the beginning or the end of a sentence is found
_MOST_PLACES: Final = 200  # of the same letters on one page
_BEYOND: Final = 1.5  # so many times its own length a sentence may stretch over a footnote or a page's head


def find_sentence(picture: PagePicture, text: str, start: int, end: int, page_start: int = 0) -> tuple[Box, ...]:
    """Return the boxes of a sentence on its page, one a line; none where it is not found.

    Parameters
    ----------
    picture : PagePicture
    text : str
        Of the report.
    start, end : int
        Of the sentence, as far as it stands on this page.
    page_start : int
        Where the page begins in the text; settles which of several equal sentences is meant.
    """
    wanted = "".join(letter for letter, _ in letters_of(text[start:end]))
    before = sum(1 for _ in letters_of(text[page_start:start]))
    found = _place(picture.letters, wanted, before) if wanted else None
    return tuple(_lines(picture.boxes[found[0] : found[1]])) if found else ()


def _place(letters: str, wanted: str, near: int) -> tuple[int, int] | None:
    whole = _nearest(letters, wanted, near)
    if whole is not None:
        return whole, whole + len(wanted)
    if len(wanted) < 2 * _ANCHOR:
        return None
    first = _nearest(letters, wanted[:_ANCHOR], near)
    if first is None:
        return None
    limit = first + round(_BEYOND * len(wanted)) + _ANCHOR
    last = letters.rfind(wanted[-_ANCHOR:], first, limit)
    return (first, last + _ANCHOR) if last > 0 else (first, first + _same(letters[first:], wanted))


def _nearest(letters: str, wanted: str, near: int) -> int | None:
    """Return the place of some letters nearest to where they are expected."""
    places = list(islice(_all(letters, wanted), _MOST_PLACES))
    return min(places, key=lambda place: abs(place - near)) if places else None


def _all(letters: str, wanted: str) -> Iterator[int]:
    place = letters.find(wanted)
    while place >= 0:
        yield place
        place = letters.find(wanted, place + 1)


def _same(one: str, other: str) -> int:
    """Return how many letters two texts share from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Join the boxes of letters that stand in one line."""
    line: Box | None = None
    for box in boxes:
        if line is not None and _beside(line, box):
            line = (min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _beside(line: Box, box: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return line[1] <= middle <= line[3]
