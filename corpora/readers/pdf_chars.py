"""Characters of a PDF page with their places: only what a reader of the page sees, turned upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

from corpora.readers.pdf_tags import Heading

Handle = Any  # a structure of pdfium, which carries no types
Box = tuple[float, float, float, float]  # left, bottom, right, top in points

_TINY: Final = 2.0  # points: nobody reads smaller letters
_WHITE: Final = 250  # of 255, each colour
_TURN: Final = 5  # degrees off the page's own direction: a stamp, a watermark
_UNSEEN_MODES: Final = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
# Typographic ligatures that fonts draw as one sign, and the letters they stand for.
LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


@dataclass(frozen=True, slots=True)
class Char:
    """A character: code point, left and right edge, baseline, size, all in points of the upright page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text object is drawn: its size in points, without ink (`unseen`), in white, tagged as a heading."""

    size: float = 0.0
    unseen: bool = False
    white: bool = False
    heading: Heading | None = None


_PLAIN: Final = Ink()


@dataclass(frozen=True, slots=True)
class PageChars:
    """The characters of a page.

    Attributes
    ----------
    seen : list of Char
        In the file's order.
    unseen : list of Char
        Set without ink: the layer that a recognition program laid over a scan.
    rotation : int
        Degrees (0, 90, 180, 270), counted against the clock, by which the lines are turned in the file.
    """

    seen: list[Char]
    unseen: list[Char]
    rotation: int


def read_chars(page: Handle, textpage: Handle, headings: Mapping[int, Heading]) -> PageChars:
    """Read the characters of a page.

    Left out are letters in white on no ground, letters beyond the page's edge, smaller than 2 points, or turned
    against the other lines of the page.

    Parameters
    ----------
    page, textpage : pdfium handles
    headings : mapping of int to Heading
        The tagged headings of the page by their content mark.
    """
    reader = _Reader(page, textpage, headings)
    placed = reader.read()
    turns = Counter(turn for char, turn, _ in placed if char[0].isalnum())
    main = turns.most_common(1)[0][0] if turns else 0
    rotation = round(main / 90) * 90 % 360
    seen: list[Char] = []
    unseen: list[Char] = []
    for (text, box, x, y), turn, ink in placed:
        if abs((turn - main + 180) % 360 - 180) > _TURN and not text.isspace():
            continue
        (unseen if ink.unseen else seen).append(upright(text, box, x, y, rotation, ink))
    return PageChars(seen, unseen, rotation)


_Raw = tuple[str, Box, float, float]


class _Reader:
    """Walks over the characters of one page; what belongs to a text object is asked once."""

    def __init__(self, page: Handle, textpage: Handle, headings: Mapping[int, Heading]) -> None:
        self.textpage = textpage
        self.headings = headings
        self.inks: dict[int, Ink] = {}
        self.edges = _page_box(page)
        self.grounds: list[Box] | None = None
        self.page = page
        self.box, self.x, self.y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def read(self) -> list[tuple[_Raw, int, Ink]]:
        """Return (character and place, degrees, ink) of what stands on the page."""
        found: list[tuple[_Raw, int, Ink]] = []
        ink, turn, kept = _PLAIN, 0, True
        for index in range(pdfium.FPDFText_CountChars(self.textpage)):
            code = pdfium.FPDFText_GetUnicode(self.textpage, index)
            if not code or 0xD800 <= code < 0xE000:
                continue
            raw = self._place(index, chr(code))
            if not raw[0].isspace():
                ink = self._ink(index)
                turn = -round(math.degrees(pdfium.FPDFText_GetCharAngle(self.textpage, index))) % 360
                kept = self._is_seen(raw, ink)
            if kept:
                found.append((raw, turn, ink))
        return found

    def _place(self, index: int, text: str) -> _Raw:
        pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.box)
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, self.x, self.y)
        box = (self.box.left, self.box.bottom, self.box.right, self.box.top)
        return text.translate(LIGATURES), box, self.x.value, self.y.value

    def _is_seen(self, raw: _Raw, ink: Ink) -> bool:
        _, (left, bottom, right, top), x, y = raw
        edge = self.edges
        if not (edge[0] <= (left + right) / 2 <= edge[2] and edge[1] <= (bottom + top) / 2 <= edge[3]):
            return False
        if 0 < (ink.size or max(top - bottom, right - left)) < _TINY:
            return False
        return not ink.white or self._on_ground(x, y)

    def _on_ground(self, x: float, y: float) -> bool:
        """Tell whether something lies under a white letter that makes it stand out."""
        if self.grounds is None:
            self.grounds = _grounds(self.page)
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.grounds)

    def _ink(self, index: int) -> Ink:
        handle = pdfium.FPDFText_GetTextObject(self.textpage, index)
        if not handle:
            return _PLAIN
        address = ctypes.addressof(handle.contents)
        if address not in self.inks:
            self.inks[address] = self._object_ink(handle)
        return self.inks[address]

    def _object_ink(self, handle: Handle) -> Ink:
        unseen = pdfium.FPDFTextObj_GetTextRenderMode(handle) in _UNSEEN_MODES
        mark = pdfium.FPDFPageObj_GetMarkedContentID(handle) if self.headings else -1
        return Ink(_size(handle), unseen, not unseen and is_white(handle), self.headings.get(mark))


def _size(handle: Handle) -> float:
    """Return the size of an object's letters in points: the font's, as the page scales it."""
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    if not pdfium.FPDFTextObj_GetFontSize(handle, size) or not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return 0.0
    return abs(size.value) * math.hypot(matrix.c, matrix.d)


def is_white(handle: Handle) -> bool:
    """Tell whether an object is filled with white or with nothing."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *parts):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha == 0 or min(red, green, blue) >= _WHITE


def _page_box(page: Handle) -> Box:
    """Return the part of the page that is shown."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _grounds(page: Handle) -> list[Box]:
    """Return the boxes of pictures and of shapes filled with another colour than white."""
    found = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        handle = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (kind == pdfium.FPDF_PAGEOBJ_PATH and not is_white(handle)):
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
            found.append((left.value, bottom.value, right.value, top.value))
    return found


def upright(text: str, box: Box, x: float, y: float, rotation: int, ink: Ink = _PLAIN) -> Char:
    """Turn a character's place so that its line runs from left to right.

    Its size is the font's: a glyph's box tells no more than the height of that sign in fonts that programs draw. A
    space of pdfium's own has no box and no size.
    """
    left, bottom, right, top = box
    size = top - bottom if rotation in (0, 180) else right - left
    size = ink.size if size and ink.size else size
    if rotation == 90:
        return Char(text, bottom, top, -x, size, ink.heading)
    if rotation == 180:
        return Char(text, -right, -left, -y, size, ink.heading)
    if rotation == 270:
        return Char(text, -top, -bottom, x, size, ink.heading)
    return Char(text, left, right, y, size, ink.heading)
