"""Headings that a tagged PDF names."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as pdfium

_HEADING: Final = re.compile(r"H(?:eading)?[ _]?([1-6])\Z", re.IGNORECASE)
_DEEPEST: Final = 40  # levels of nesting; deeper is no document
_NAME: Final = 128  # bytes of a tag's name, UTF-16


@dataclass(frozen=True, slots=True)
class Heading:
    """A tagged heading: its level, and its number on the page, which tells it from the next of the same level."""

    level: int
    number: int


def tagged_headings(page: Any) -> dict[int, Heading]:
    """Return the headings of a page by the content marks of their text; empty where the file has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, Heading] = {}
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            _collect(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), None, found, 0)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _collect(element: Any, within: Heading | None, found: dict[int, Heading], depth: int) -> None:
    """Walk over an element; what lies in a heading belongs to it."""
    if not element or depth > _DEEPEST:
        return
    level = _HEADING.match(_type(element))
    if level and not within:
        within = Heading(int(level[1]), len(found))
    if within:
        for index in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
            mark = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
            if mark >= 0:
                found[mark] = within
    for index in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
        _collect(pdfium.FPDF_StructElement_GetChildAtIndex(element, index), within, found, depth + 1)


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, _NAME)
    return buffer.raw[: min(length, _NAME)].decode("utf-16-le", "replace").rstrip("\0")
