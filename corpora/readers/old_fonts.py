"""Stretches of text with the font they are set in: those in fonts of before Unicode are converted in place.

The font tells more than the text: it decides for stretches too short to judge, and .VnTimeH alone tells that small
codes were printed as capitals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from corpora.legacy import NAMES, Encoding, font_encoding, to_unicode
from corpora.legacy_codes import UNICODE_LETTERS
from nlp.notices import make_notice
from nlp.source import Notice

# Word keeps the codes of fonts that it takes for symbols in the private use area.
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
# Text converted to Unicode by hand often keeps its old font's name: then more than this share of it is Unicode.
_MISNAMED: Final = 0.5


@dataclass(frozen=True, slots=True)
class FontText:
    """A stretch of text, its font's name, and what writes another text in its place."""

    text: str
    font: str | None
    put: Callable[[str], None]

    @property
    def encoding(self) -> Encoding | None:
        """The encoding that the font tells, None for a font of today."""
        return font_encoding(self.font)[0]

    @property
    def is_unicode(self) -> bool:
        """Whether the text holds letters that no old font has."""
        return bool(UNICODE_LETTERS.search(self.text))


def convert_fonts(texts: Iterable[FontText]) -> tuple[Notice, ...]:
    """Convert the stretches in old fonts; those that hold letters of Unicode stay as they are.

    Returns
    -------
    tuple of Notice
        W002 with encodings and their shares of the text, where anything was converted.
    """
    listed = [text for text in texts if text.text]
    old = [text for text in listed if text.encoding]
    unicode = sum(len(text.text) for text in old if text.is_unicode)
    if not old or unicode > _MISNAMED * sum(len(text.text) for text in old):
        return ()
    sizes = Counter[Encoding]()
    for text in old:
        if text.encoding and not text.is_unicode:
            sizes[text.encoding] += len(text.text)
            _convert(text, text.encoding)
    whole = sum(len(text.text) for text in listed)
    told = ", ".join(f"{NAMES[encoding]} {size / whole:.0%}" for encoding, size in sizes.items())
    return (make_notice("old_fonts", shares=told),) if told else ()


def _convert(text: FontText, encoding: Encoding) -> None:
    capitals = font_encoding(text.font)[1]
    text.put(to_unicode(text.text.translate(_PRIVATE), encoding, by_font=True, capitals=capitals))
