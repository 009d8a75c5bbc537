"""The picture of one page of a PDF with the places of its letters; drawn in the worker process of `corpora.guard`."""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from nlp.errors import ReadError
from nlp.text.fold import fold

DPI: Final = 110
_MOST_PIXELS: Final = 4_000_000  # an A4 page has 1.2 million
_LONGEST_SIDE: Final = 4_000  # pixels
_MOST_LETTERS: Final = 50_000  # a page in print has some 3,000

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Handle = Any  # a structure of pdfium, which carries no types


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it is printed.

    Attributes
    ----------
    png : bytes
    width, height : int
        Pixels.
    letters : str
        Letters and digits of the page, folded, in the file's order; empty for a scan.
    boxes : tuple of (int, int, int, int)
        Left, top, right, bottom of each of `letters`, in pixels.
    """

    png: bytes
    width: int
    height: int
    letters: str
    boxes: tuple[Box, ...]


def letters_of(text: str) -> Iterator[tuple[str, int]]:
    r"""Yield the letters and digits of a text, folded, with their offsets: what line ends and hyphens do not change.

    Examples
    --------
    >>> "".join(letter for letter, _ in letters_of("Đề-án\nsố 6"))
    'deanso6'
    """
    for offset, char in enumerate(text):
        for letter in fold(unicodedata.normalize("NFKD", char)):
            if letter.isalnum():
                yield letter, offset


def draw_page(data: bytes, name: str, number: int) -> PagePicture:
    """Draw a page.

    Parameters
    ----------
    data : bytes
        Of the PDF.
    name : str
        Told in errors.
    number : int
        Of the page; the first is 1.

    Raises
    ------
    ReadError
        E003 with a password, E004 where it is damaged, E054 where it has no such page.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise ReadError("E003" if locked else "E004", name, "" if locked else "PDF") from error
    try:
        if not 1 <= number <= len(document):
            raise ReadError("E054", number, "trang/page")
        return _draw(document[number - 1])
    except pypdfium2.PdfiumError as error:
        raise ReadError("E004", name, f"PDF, trang/page {number}") from error
    finally:
        document.close()


def _draw(page: pypdfium2.PdfPage) -> PagePicture:
    picture = page.render(scale=_scale(*page.get_size())).to_pil()
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    width, height = picture.size
    letters, boxes = _letters(page, width, height)
    return PagePicture(stream.getvalue(), width, height, letters, boxes)


def _scale(width: float, height: float) -> float:
    """Return pixels a point: as wanted, or fewer where a page claims to be enormous."""
    width, height = max(width, 1.0), max(height, 1.0)
    return min(DPI / 72, math.sqrt(_MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))


def _letters(page: pypdfium2.PdfPage, width: int, height: int) -> tuple[str, tuple[Box, ...]]:
    textpage = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    try:
        for index in range(min(pdfium.FPDFText_CountChars(textpage.raw), _MOST_LETTERS)):
            code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
            found = [letter for letter, _ in letters_of(chr(code))] if 32 < code < 0x110000 else []
            if found:
                letters += found
                boxes += [_box(page, textpage, index, width, height)] * len(found)
    finally:
        textpage.close()
    return "".join(letters), tuple(boxes)


def _box(page: Handle, textpage: Handle, index: int, width: int, height: int) -> Box:
    """Return where a character lies on the picture, which shows the page turned and cropped as a reader sees it."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, box)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box.left, box.top), (box.right, box.bottom)):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
