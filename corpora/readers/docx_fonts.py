"""The fonts of Word's runs, for text in fonts of before Unicode (.VnTime, .VnTimeH, VNI-Times)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from corpora.legacy import font_encoding
from corpora.readers.docx_package import Element, W, child, value
from corpora.readers.docx_styles import Styles
from corpora.readers.old_fonts import FontText

_FACES: Final = ("ascii", "hAnsi", "cs")
_STOPS: Final = tuple(
    W + name for name in ("t", "tab", "br", "cr", "footnoteReference", "endnoteReference", "sym", "p")
)


def font_texts(roots: Iterable[Element], styles: Styles) -> Iterator[FontText]:
    """Yield the stretches of text in one font, paragraph by paragraph.

    Neighbouring runs in one font make one stretch: a letter of VNI may begin in one run and end in the next. Whatever
    stands between two texts (a tab, a note) parts them.

    Parameters
    ----------
    roots : iterable of lxml elements
        The body of the document, and its notes.
    styles : Styles
        For the fonts that runs take from their styles.
    """
    fonts = _Fonts(styles)
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            for font, elements in _stretches(paragraph, fonts):
                text = "".join(element.text or "" for element in elements)
                yield FontText(text, font, partial(_put, elements))


def _put(elements: list[Element], text: str) -> None:
    for element in elements[1:]:
        element.text = ""
    elements[0].text = text


def _stretches(paragraph: Element, fonts: _Fonts) -> Iterator[tuple[str | None, list[Element]]]:
    style = value(paragraph, "pPr/pStyle")
    font: str | None = None
    elements: list[Element] = []
    for element in paragraph.iter(*_STOPS):
        own = fonts.of(element.getparent(), style) if _is_text_of(element, paragraph) else None
        if elements and (own != font or not _is_text_of(element, paragraph)):
            yield font, elements
            elements = []
        if _is_text_of(element, paragraph):
            font = own
            elements.append(element)
    if elements:
        yield font, elements


def _is_text_of(element: Element, paragraph: Element) -> bool:
    """Tell whether an element is text of this paragraph: a text box has paragraphs of its own within another."""
    run = element.getparent()
    return element.tag == f"{W}t" and run.tag == f"{W}r" and next(run.iterancestors(f"{W}p"), None) is paragraph


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
