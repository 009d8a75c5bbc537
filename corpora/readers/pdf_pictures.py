"""Pages of a PDF that are read from their picture: scans, and text layers worse than what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import pypdfium2

from corpora.readers import pdf_verdict, tesseract
from corpora.readers.page_text import Page
from corpora.readers.pdf_verdict import damaged_pages, judge
from corpora.readers.scan import DPI, FEW_LETTERS, Picture, recognise_pages
from corpora.readers.tesseract import Gray
from nlp.source import Notice
from nlp.text.quality import text_quality

_POOR: Final = 0.9  # share of readable syllables; clean reports have 0.97 and more
_ENOUGH: Final = 100  # letters of a page by which its quality can be judged
_BETTER: Final = 0.03  # by so much a picture's quality must surpass that of the text
_LEAST: Final = 0.5  # of the text's letters must be found in the picture
_MOST_POINTS: Final = 5000.0  # a larger page is looked at with fewer pixels per inch


def from_pictures(document: pypdfium2.PdfDocument, pages: Sequence[Page]) -> tuple[list[Page], tuple[Notice, ...]]:
    """Return the pages, those that their picture tells better read from it, and the warning of damaged ones.

    Of pages that lost letters the picture is compared with what the repair makes of them (`pdf_verdict`). Without
    Tesseract the pages stay as they are.
    """
    program = tesseract.find()

    def recognise(wanted: Sequence[int]) -> list[Page | None]:
        if not program:
            return [None] * len(wanted)
        return recognise_pages(program, _pictures(document, wanted), len(wanted)) if wanted else []

    chosen, damaged = list(pages), damaged_pages(pages)
    verdict = judge(pages, damaged, recognise) if damaged else None
    settled_ = damaged if verdict else []
    doubtful = [n for n, page in enumerate(pages) if n not in settled_ and _is_doubtful(page, document[n])]
    _replace(chosen, doubtful, recognise(doubtful), is_better)
    if verdict and verdict.for_picture:
        _replace(chosen, damaged, recognise(damaged), pdf_verdict.is_better)
    return chosen, (verdict.notice(),) if verdict else ()


def _replace(
    chosen: list[Page], indices: Sequence[int], found: Sequence[Page | None], better: Callable[[Page, Page], bool]
) -> None:
    """Put what was read from pictures in the place of the pages that it is better than."""
    for index, page in zip(indices, found, strict=True):
        if page is not None and better(page, chosen[index]):
            chosen[index] = page


def _is_doubtful(page: Page, handle: pypdfium2.PdfPage) -> bool:
    """Tell whether a page's picture may hold more than its text layer; an empty page holds nothing."""
    if page.letters < FEW_LETTERS:
        return any(True for _ in handle.get_objects(max_depth=1))
    return page.letters >= _ENOUGH and text_quality(page.text) < _POOR


def is_better(picture: Page, text: Page) -> bool:
    """Tell whether what was read from a page's picture is better than its text layer."""
    if picture.letters < FEW_LETTERS or picture.letters < _LEAST * text.letters:
        return False
    return text.letters < FEW_LETTERS or text_quality(picture.text) >= text_quality(text.text) + _BETTER


def _pictures(document: pypdfium2.PdfDocument, indices: Sequence[int]) -> Iterator[Picture]:
    for index in indices:
        yield lambda index=index: _render(document[index])  # type: ignore[misc]


def _render(page: pypdfium2.PdfPage) -> tuple[Gray, int]:
    dpi = max(int(DPI * min(_MOST_POINTS / max(*page.get_size(), 1.0), 1.0)), 1)
    picture = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    return np.array(picture.reshape(picture.shape[:2]), dtype=np.uint8), dpi
