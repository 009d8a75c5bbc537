"""Paragraph styles of Word: chains of inheritance, heading levels."""

from __future__ import annotations

import re

from corpora.readers.docx_package import Element, W, child, integer, value

_HEADING_NAME = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)
_BODY_LEVEL = 9  # the outline level that stands for "body text"


class Styles:
    """The styles part; `root` is None where the document has none."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else list(root.iterchildren(f"{W}style"))
        self.by_id: dict[str, Element] = {style.get(f"{W}styleId", ""): style for style in found}
        self.default = next((s.get(f"{W}styleId", "") for s in found if _is_default(s)), "")
        self.default_font = value(child(root, "docDefaults/rPrDefault/rPr"), "rFonts", "ascii")
        self.chains: dict[str, list[Element]] = {}

    def chain(self, style_id: str | None) -> list[Element]:
        """Return a style and those it is based on, nearest first; the default style where `style_id` is None."""
        key = self.default if style_id is None else style_id
        if key not in self.chains:
            self.chains[key] = self._follow(key)
        return self.chains[key]

    def heading_level(self, paragraph: Element) -> int:
        """Return the level (1 to 9) that a paragraph or its style names, 0 where it is no heading."""
        own = integer(value(paragraph, "pPr/outlineLvl"))
        if own is not None:
            return _level(own)
        for style in self.chain(value(paragraph, "pPr/pStyle")):
            outline = integer(value(style, "pPr/outlineLvl"))
            named = _HEADING_NAME.match(value(style, "name") or "")
            if outline is not None or named:
                return _level(outline) if outline is not None else int(named.group(1)) if named else 0
        return 0

    def list_number(self, style_id: str) -> str | None:
        """Return the numId that a list style holds."""
        return value(child(self.by_id.get(style_id), "pPr/numPr"), "numId")

    def _follow(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            chain.append(self.by_id[style_id])
            style_id = value(chain[-1], "basedOn") or ""
        return chain


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _level(outline: int) -> int:
    return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
