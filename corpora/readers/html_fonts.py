"""The fonts of a web page's text, as its elements name them: <font face>, and font-family in a style attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from corpora.readers.old_fonts import FontText

_FAMILY: Final = re.compile(r"font-family\s*:\s*[\"']?\s*([^;,\"']+)", re.IGNORECASE)
_UNREAD: Final = ("script", "style", "head", "title")


def font_texts(root: Any) -> Iterator[FontText]:
    """Yield the texts of a page with their fonts; an element has its parent's where it names none."""
    fonts: dict[Any, str | None] = {}
    for element in root.iter("*"):
        above = fonts.get(element.getparent())
        fonts[element] = _named(element) or above
        if element.tag not in _UNREAD:
            yield FontText(element.text or "", fonts[element], partial(setattr, element, "text"))
        yield FontText(element.tail or "", above, partial(setattr, element, "tail"))


def _named(element: Any) -> str | None:
    face = str(element.get("face", "")).split(",")[0].strip(" \"'")
    family = _FAMILY.search(element.get("style", ""))
    return face or (family[1].strip() if family else None)
