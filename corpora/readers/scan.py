"""Scans: pictures of pages (PNG, JPEG, TIFF) read by Tesseract, several pages at a time."""

from __future__ import annotations

import io
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpora.readers import page_cache, tesseract
from corpora.readers.page_assembly import assemble
from corpora.readers.page_text import Page
from corpora.readers.progress import tell
from corpora.readers.scan_mend import mend_scans
from corpora.readers.scan_page import read_picture
from corpora.readers.tesseract import Gray
from nlp.errors import ReadError
from nlp.notices import make_notice
from nlp.source import Notice, PageSpan, Source

DPI: Final = 200  # pixels per inch at which a page is looked at: more costs time and gains nothing
FEW_LETTERS: Final = 20  # a page with fewer shows next to nothing
_UNSURE: Final = 0.8  # mean confidence; below it a page has many wrong words
_UPSIDE: Final = 0.6  # mean confidence; below it the page may lie on its side
_A4_WIDTH: Final = 8.27  # inches
_DPIS: Final = (100, 1200)  # what a scanner's own word is believed for
_SHARP: Final = (150, 320)  # pixels per inch that are read as they are
_MOST_PIXELS: Final = 120_000_000
_MOST_PAGES: Final = 2000

Picture = Callable[[], tuple[Gray, int]]  # makes the pixels and their number per inch, when its turn comes


def read(data: bytes, name: str) -> Source:
    """Read a picture, or the pages of a TIFF.

    Raises
    ------
    ReadError
        E004 where it is damaged, E005 without Tesseract or without any words, E006 with too many pixels or pages.
    """
    program = tesseract.find()
    if not program:
        raise ReadError("E005", name)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
            _check_size(file, name)
            count = getattr(file, "n_frames", 1)
            pages = recognise_pages(program, _frames(file), count)
    except Image.DecompressionBombError as error:
        raise ReadError("E006", name, f"> {_MOST_PIXELS // 1_000_000} Mpx") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError("E004", name, type(error).__name__) from error
    if sum(page.letters for page in pages if page) < FEW_LETTERS:
        raise ReadError("E005", name)
    found = mend_scans([page or empty_page() for page in pages])
    text, spans, marks = assemble(found)
    return Source(name, text, pages=spans, marks=marks, warnings=(*poor_pages(found), *notices(spans)))


def empty_page() -> Page:
    """Return the page that stands for one that could not be read."""
    return Page([], 0, (), 0.0)


def recognise_pages(program: str, pictures: Iterator[Picture], total: int) -> list[Page | None]:
    """Read pages side by side, each from the cache where it was read before.

    Parameters
    ----------
    program : str
        Tesseract's path.
    pictures : iterator of callables
        Each makes one page's picture, in this thread and in order: pdfium and Pillow's files know one thread only.
    total : int
        How many there are, for the progress that is told.

    Returns
    -------
    list of Page or None
        None where Tesseract failed or took too long.
    """
    workers = max(os.cpu_count() or 1, 1)
    pages: list[Page | None] = []
    waiting: deque[Future[Page | None]] = deque()
    tell(0, total)
    with ThreadPoolExecutor(workers) as pool:
        for picture in pictures:
            waiting.append(pool.submit(_recognise, program, *picture()))
            # Few pictures at a time: one takes some megabytes.
            while len(waiting) > 2 * workers:
                pages.append(waiting.popleft().result())
                tell(len(pages), total)
        while waiting:
            pages.append(waiting.popleft().result())
            tell(len(pages), total)
    page_cache.prune()
    return pages


def _recognise(program: str, picture: Gray, dpi: int) -> Page | None:
    name = page_cache.key(picture, dpi, tesseract.version(program))
    page = page_cache.load(name)
    if page is None:
        page = _upright(program, picture, dpi)
        if page is not None:
            page_cache.save(name, page)
    return page


def _upright(program: str, picture: Gray, dpi: int) -> Page | None:
    """Read a page; where hardly a word is sure, read it from its other sides too and keep the surest."""
    best = read_picture(program, picture, dpi)
    if best is None or (best.confidence or 0) >= _UPSIDE or not best.letters:
        return best
    for turns in (1, 2, 3):
        other = read_picture(program, np.ascontiguousarray(np.rot90(picture, turns)), dpi)
        if other is not None and _certainty(other) > _certainty(best):
            best = other
    return best


def _certainty(page: Page) -> float:
    return (page.confidence or 0.0) * min(page.letters, FEW_LETTERS)


def _frames(file: Image.Image) -> Iterator[Picture]:
    for frame in ImageSequence.Iterator(file):
        yield lambda frame=frame: _gray(frame)  # type: ignore[misc]


def _gray(frame: Image.Image) -> tuple[Gray, int]:
    """Return a frame in gray, upright as the camera meant it, at a resolution that Tesseract reads well."""
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    gray, dpi = upright.convert("L"), _dpi(frame)
    if not _SHARP[0] <= dpi <= _SHARP[1]:
        scale = DPI / dpi
        size = (max(round(gray.width * scale), 1), max(round(gray.height * scale), 1))
        gray, dpi = gray.resize(size, Image.Resampling.LANCZOS), DPI
    return np.asarray(gray, dtype=np.uint8), dpi


def _dpi(frame: Image.Image) -> int:
    """Return the pixels per inch that a file tells, or those of an A4 page of its width where it tells none."""
    told = round(float((frame.info.get("dpi") or (0, 0))[0]))
    width = min(frame.size)
    if _DPIS[0] <= told <= _DPIS[1] and width / told > _A4_WIDTH / 3:
        return told
    return max(round(width / _A4_WIDTH), 30)


def _check_size(file: Image.Image, name: str) -> None:
    width, height = file.size
    frames = getattr(file, "n_frames", 1)
    if width * height > _MOST_PIXELS:
        raise ReadError("E006", name, f"{width} × {height} px > {_MOST_PIXELS // 1_000_000} Mpx")
    if frames > _MOST_PAGES:
        raise ReadError("E006", name, f"{frames} > {_MOST_PAGES} trang/pages")


def poor_pages(pages: Sequence[Page]) -> tuple[Notice, ...]:
    """Return the warning of pages with hardly any text, W003."""
    poor = [number for number, page in enumerate(pages, 1) if page.letters < FEW_LETTERS]
    return (make_notice("poor_pages", pages=listed(poor)),) if poor else ()


def notices(spans: Sequence[PageSpan]) -> tuple[Notice, ...]:
    """Return the warnings of pages that were read from their pictures: W005, and W006 for the unsure among them."""
    read_ = [span for span in spans if span.confidence is not None]
    if not read_:
        return ()
    length = sum(span.end - span.start for span in read_)
    mean = sum((span.confidence or 0) * (span.end - span.start) for span in read_) / max(length, 1)
    told = [make_notice("recognised", pages=listed([s.number for s in read_]), percent=f"{100 * mean:.0f}")]
    unsure = [span.number for span in read_ if (span.confidence or 0) < _UNSURE]
    if unsure:
        told.append(make_notice("unsure", pages=listed(unsure), percent=f"{100 * _UNSURE:.0f}"))
    return tuple(told)


def listed(numbers: Sequence[int]) -> str:
    """Return page numbers as a reader writes them: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
