"""Runs of Word that are set in a font of before Unicode (.VnTime, .VnTimeH, VNI-Times): their text in Unicode.

The font tells more than the text: it decides for stretches too short to judge, and .VnTimeH alone tells that small
codes were printed as capitals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from corpora.legacy import NAMES, Encoding, font_encoding, to_unicode
from corpora.legacy_codes import UNICODE_LETTERS
from corpora.readers.docx_package import Element, W, child, value
from corpora.readers.docx_styles import Styles
from nlp.source import Notice

# Word keeps the codes of fonts that it takes for symbols in the private use area.
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
_FACES: Final = ("ascii", "hAnsi", "cs")


@dataclass(slots=True)
class _Piece:
    """Neighbouring text elements in one font: a letter of VNI may begin in one run and end in the next."""

    encoding: Encoding | None
    capitals: bool
    elements: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(element.text or "" for element in self.elements)


def convert_fonts(roots: Iterable[Element], styles: Styles) -> tuple[Notice, ...]:
    """Convert the text of runs in old fonts in place; text that holds letters of Unicode stays as it is.

    Parameters
    ----------
    roots : iterable of lxml elements
        The body of the document, and the parts with its notes.
    styles : Styles
        For the fonts that runs take from their styles.

    Returns
    -------
    tuple of Notice
        W002 with encoding and share of the letters, where anything was converted.
    """
    fonts = _Fonts(styles)
    sizes = Counter[Encoding | None]()
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            for piece in _pieces(paragraph, fonts):
                sizes[piece.encoding if _convert(piece) else None] += len(piece.text)
    shares = {NAMES[encoding]: size / sizes.total() for encoding, size in sizes.items() if encoding and size}
    told = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    return (Notice("W002", f"văn bản dùng phông chữ cũ ({told}); đã chuyển sang Unicode"),) if told else ()


def _convert(piece: _Piece) -> bool:
    """Write a piece's text in Unicode into its first element; tell whether it was in an old font at all."""
    text = piece.text
    if piece.encoding is None or UNICODE_LETTERS.search(text):
        return False
    first, *rest = piece.elements
    codes = text.translate(_PRIVATE)
    first.text = to_unicode(codes, piece.encoding, by_font=True, capitals=piece.capitals)
    for element in rest:
        element.text = ""
    return True


def _pieces(paragraph: Element, fonts: _Fonts) -> Iterator[_Piece]:
    """Yield the stretches of a paragraph in one font; whatever stands between two texts (a tab, a note) parts them."""
    style = value(paragraph, "pPr/pStyle")
    piece = _Piece(None, False)
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}footnoteReference", f"{W}sym", f"{W}p"):
        if element is paragraph:
            continue
        run = element.getparent()
        if element.tag != f"{W}t" or run.tag != f"{W}r" or _paragraph_of(run) is not paragraph:
            yield piece
            piece = _Piece(None, False)
            continue
        encoding, capitals = font_encoding(fonts.of(run, style))
        if (encoding, capitals) != (piece.encoding, piece.capitals):
            yield piece
            piece = _Piece(encoding, capitals)
        piece.elements.append(element)
    yield piece


def _paragraph_of(run: Element) -> Element | None:
    """Return the paragraph that a run stands in: a text box has paragraphs of its own within another."""
    return next(run.iterancestors(f"{W}p"), None)


class _Fonts:
    """The font of a run: its own, that of its style, of the paragraph's style, of the document."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.kept: dict[str | None, str | None] = {}

    def of(self, run: Element, paragraph_style: str | None) -> str | None:
        """Return the font's name, None where nothing names one."""
        own = _face(child(run, "rPr"))
        character = value(run, "rPr/rStyle")
        if own or (character and self._styled(character)):
            return own or self._styled(character)
        return self._styled(paragraph_style) or self.styles.default_font

    def _styled(self, style: str | None) -> str | None:
        if style not in self.kept:
            faces = (_face(child(link, "rPr")) for link in self.styles.chain(style))
            self.kept[style] = next((face for face in faces if face), None)
        return self.kept[style]


def _face(properties: Element | None) -> str | None:
    """Return the font that run properties name, an old one before others."""
    names = [name for name in (value(properties, "rFonts", face) for face in _FACES) if name]
    return next((name for name in names if font_encoding(name)[0]), names[0] if names else None)
