"""Pages of a PDF that are read from their picture: scans, and text layers worse than what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pypdfium2

from corpora.readers import tesseract
from corpora.readers.page_text import Page
from corpora.readers.scan import DPI, FEW_LETTERS, Picture, recognise_pages
from corpora.readers.tesseract import Gray
from nlp.text.quality import text_quality

_POOR: Final = 0.9  # share of readable syllables; clean reports have 0.97 and more
_ENOUGH: Final = 100  # letters of a page by which its quality can be judged
_BETTER: Final = 0.03  # by so much a picture's quality must surpass that of the text
_LEAST: Final = 0.5  # of the text's letters must be found in the picture
_MOST_POINTS: Final = 5000.0  # a larger page is looked at with fewer pixels per inch


def from_pictures(document: pypdfium2.PdfDocument, pages: Sequence[Page]) -> list[Page]:
    """Return the pages, those that their picture tells better read from it.

    Without Tesseract the pages stay as they are.
    """
    doubtful = [index for index, page in enumerate(pages) if _is_doubtful(page, document[index])]
    program = tesseract.find() if doubtful else None
    if not program:
        return list(pages)
    found = recognise_pages(program, _pictures(document, doubtful), len(doubtful))
    chosen = list(pages)
    for index, page in zip(doubtful, found, strict=True):
        if page is not None and is_better(page, pages[index]):
            chosen[index] = page
    return chosen


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
