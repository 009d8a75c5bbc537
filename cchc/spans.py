"""A text cut where anything in it begins or ends, for pages that show it with its marks; nothing is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Span = tuple[int, int]
# A web page can hold no control codes and no lone surrogates; a form feed is a page's own sign.
_UNSHOWN: Final = (
    {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\f\r"}
    | {0x0C: ""}
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch [start, end) within which nothing begins or ends.

    `inside` names the kinds of spans that hold it; of several of one kind, the number of the one that began last.
    """

    start: int
    end: int
    inside: Mapping[str, int]


def showable(text: str) -> str:
    """Return a text as a web page can hold it."""
    return text.translate(_UNSHOWN)


def cut(length: int, layers: Mapping[str, Sequence[Span]], stops: Iterable[int] = ()) -> Iterator[Piece]:
    """Cut a text at all edges of its spans, in time linear in their number (after sorting).

    Parameters
    ----------
    length : int
        Of the text, in code points. What spans hold beyond it is left out.
    layers : mapping of str to sequence of (int, int)
        Spans [start, end) by kind, in any order; they may nest and overlap.
    stops : iterable of int
        Where to cut besides.

    Examples
    --------
    >>> [(p.start, p.end, dict(p.inside)) for p in cut(9, {"a": [(0, 6)], "b": [(4, 8)]})]
    [(0, 4, {'a': 0}), (4, 6, {'a': 0, 'b': 0}), (6, 8, {'b': 0}), (8, 9, {})]
    """
    kept = {kind: _clipped(spans, length) for kind, spans in layers.items()}
    edges = {edge for spans in kept.values() for start, end, _ in spans for edge in (start, end)}
    edges |= {0, length} | {stop for stop in stops if 0 < stop < length}
    holders = {kind: _Holder(spans) for kind, spans in kept.items()}
    for start, end in pairwise(sorted(edges)):
        found = ((kind, holder.at(start)) for kind, holder in holders.items())
        yield Piece(start, end, {kind: number for kind, number in found if number is not None})


def _clipped(spans: Sequence[Span], length: int) -> list[tuple[int, int, int]]:
    clipped = ((max(start, 0), min(end, length), number) for number, (start, end) in enumerate(spans))
    return sorted(span for span in clipped if span[0] < span[1])


class _Holder:
    """Spans of one kind in order, asked for rising offsets: each is laid on the stack once and taken off once."""

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        self.spans, self.next = spans, 0
        self.stack: list[tuple[int, int]] = []  # (end, number), the last to begin on top

    def at(self, offset: int) -> int | None:
        while self.next < len(self.spans) and self.spans[self.next][0] <= offset:
            _, end, number = self.spans[self.next]
            self.stack.append((end, number))
            self.next += 1
        while self.stack and self.stack[-1][0] <= offset:
            self.stack.pop()
        return self.stack[-1][1] if self.stack else None
