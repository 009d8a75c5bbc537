"""One paper of a source, cut out so that the pipeline reads nothing of the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.papers.division import Paper
from nlp.repair import Repaired
from nlp.source import Mark, Source

Span = tuple[int, int]


def cut_source(source: Source, paper: Paper) -> Source:
    """Return a paper as a source of its own, without pages; its offset 0 is `paper.start` of the whole."""
    by = paper.start
    marks = (replace(mark, start=mark.start - by, end=mark.end - by) for mark in _marks(source, paper))
    return replace(source, text=source.text[paper.start : paper.end], pages=(), marks=tuple(marks))


def with_layout_of(source: Source, paper: Paper) -> Source:
    """Return the whole source with the pages and marks of one paper only."""
    first = bisect_left(source.pages, paper.start + 1, key=lambda page: page.end)
    last = bisect_left(source.pages, paper.end, key=lambda page: page.start)
    return replace(source, pages=source.pages[first:last], marks=tuple(_marks(source, paper)))


def _marks(source: Source, paper: Paper) -> Iterator[Mark]:
    """Yield the marks of a paper, clipped; they come in text order, so that papers need not look at all of them."""
    marks = source.marks
    first = bisect_left(marks, paper.start, key=lambda mark: mark.start)
    while first and marks[first - 1].end > paper.start:
        first -= 1
    for mark in marks[first:]:
        if mark.start >= paper.end:
            return
        start, end = max(mark.start, paper.start), min(mark.end, paper.end)
        if start < end:
            yield replace(mark, start=start, end=end)


def cut_repaired(repaired: Repaired, paper: Paper) -> Repaired:
    """Return what was restored of a paper, with its own offsets."""
    start, end = paper.start, paper.end
    return Repaired(
        repaired.source[start:end],
        repaired.text[start:end],
        _shifted(_within(repaired.spans, paper), -start),
        _shifted(_within(repaired.open, paper), -start),
        repaired.guess[start:end],
    )


def put_back(text: str, repaired: Repaired, paper: Paper) -> Repaired:
    """Return the whole text with what was restored of one paper: the inverse of `cut_repaired`."""

    def laid(own: str) -> str:
        return f"{text[: paper.start]}{own}{text[paper.end :]}"

    spans, blanks = (_shifted(found, paper.start) for found in (repaired.spans, repaired.open))
    return Repaired(text, laid(repaired.text), spans, blanks, laid(repaired.guess) if repaired.guess else "")


def only_of(repaired: Repaired, paper: Paper) -> Repaired:
    """Return a whole text with the restored places of one paper only."""
    return replace(repaired, spans=_within(repaired.spans, paper), open=_within(repaired.open, paper))


def _within(spans: Sequence[Span], paper: Paper) -> tuple[Span, ...]:
    """Return those of sorted spans that lie in a paper, clipped."""
    first = bisect_left(spans, paper.start, key=lambda span: span[1])
    last = bisect_left(spans, paper.end, key=lambda span: span[0])
    clipped = ((max(start, paper.start), min(end, paper.end)) for start, end in spans[first:last])
    return tuple((start, end) for start, end in clipped if start < end)


def _shifted(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in spans)
