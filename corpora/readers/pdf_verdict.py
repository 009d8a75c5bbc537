"""Judge which reading of a PDF that lost letters is better: the text layer, repaired, or the picture of its pages.

Both are tried on a few pages and judged by the share of legible words (`nlp.repair.judge`), in which every gap that the
repair leaves open counts against it. What wins there is used for all damaged pages, so that a long PDF whose repair is
good costs a few pages of character recognition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from corpora.readers.compile_apart import compile_apart
from corpora.readers.page_text import Page
from corpora.readers.pdf_blanks import is_torn, settled
from corpora.readers.scan import FEW_LETTERS, listed
from nlp.notices import make_notice
from nlp.repair import repair
from nlp.repair.detect import may_be_damaged
from nlp.repair.judge import legibility
from nlp.source import Notice

_TRIED: Final = 3  # pages on which both readings are compared
_LEARNT: Final = 40  # pages from which the repair learns what the fonts lose, for the trial
_LEAST: Final = 0.5  # of the layer's letters must be found in the picture

Recognise = Callable[[Sequence[int]], list[Page | None]]  # page indices in, what their pictures hold out


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which reading of the damaged pages was kept.

    Attributes
    ----------
    pages : tuple of int
        Indices of the damaged pages.
    layer : float
        Share of legible words of the repaired text layer, on the pages tried.
    picture : float or None
        The same of their pictures; None where they could not be read.
    """

    pages: tuple[int, ...]
    layer: float
    picture: float | None

    @property
    def for_picture(self) -> bool:
        """Whether the picture is the better reading."""
        return self.picture is not None and self.picture > self.layer

    def notice(self) -> Notice:
        """Return the warning that tells what was kept and why: W007, or W008 where nothing could be compared."""
        pages, layer = listed([index + 1 for index in self.pages]), f"{100 * self.layer:.0f}"
        if self.picture is None:
            return make_notice("not_compared", pages=pages, layer=layer)
        picture = f"{100 * self.picture:.0f}"
        if self.for_picture:
            return make_notice("compared_picture", pages=pages, layer=layer, picture=picture)
        return make_notice("compared_repair", pages=pages, layer=layer, picture=picture)


def damaged_pages(pages: Sequence[Page]) -> list[int]:
    """Return the indices of the pages whose text layer looks as if it had lost letters.

    One page full of gaps and fragments casts doubt on the others: of these, fragments alone are enough.
    """
    sure = {index for index, page in enumerate(pages) if may_be_damaged(settled(page.text))}
    if not sure:
        return []
    return [i for i, page in enumerate(pages) if i in sure or (page.letters >= FEW_LETTERS and is_torn(page.text))]


def judge(pages: Sequence[Page], damaged: Sequence[int], recognise: Recognise) -> Verdict | None:
    """Compare the two readings of the damaged pages; None where the repair finds that nothing is lost.

    Parameters
    ----------
    pages : sequence of Page
        All pages, as their text layer tells them.
    damaged : sequence of int
        Indices of those that look damaged.
    recognise : callable
        Reads pages from their pictures, None for each that cannot be read.
    """
    learnt = _spread(damaged, _LEARNT)
    tried = set(_spread(learnt, _TRIED))
    spans, texts, end = [], [], 0
    for index in learnt:
        text = settled(pages[index].text)
        spans += [(end, end + len(text))] if index in tried else []
        texts.append(text)
        end += len(text) + 2
    compile_apart()
    repaired = repair("\n\n".join(texts), spans)
    if not repaired.damaged:
        return None
    layer = [legibility(repaired.text[low:high], _within(repaired.open, low, high)) for low, high in spans]
    found = recognise(sorted(tried))
    both = [
        (own, legibility(page.text) if _is_reading(page, pages[index]) else 0.0)
        for own, index, page in zip(layer, sorted(tried), found, strict=True)
        if page is not None
    ]
    if not both:
        return Verdict(tuple(damaged), _mean(layer), None)
    return Verdict(tuple(damaged), _mean([own for own, _ in both]), _mean([seen for _, seen in both]))


def is_better(picture: Page, layer: Page) -> bool:
    """Tell whether a damaged page may be read from its picture, where that is the better reading of the pages tried."""
    return _is_reading(picture, layer) and legibility(picture.text) > legibility(settled(layer.text))


def _is_reading(picture: Page, layer: Page) -> bool:
    return picture.letters >= max(FEW_LETTERS, _LEAST * layer.letters)


def _spread(places: Sequence[int], most: int) -> list[int]:
    """Return at most so many of the places, evenly spread."""
    if len(places) <= most:
        return list(places)
    return [places[(2 * number + 1) * len(places) // (2 * most)] for number in range(most)]


def _within(spans: Sequence[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """Return the spans inside [low, high), counted from `low`."""
    return [(start - low, end - low) for start, end in spans if low <= start and end <= high]


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)
