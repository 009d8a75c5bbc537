"""Statements of a view, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.outline import Outline
from nlp.statements.segment import lead_in, segment
from nlp.text.markers import find_marker
from nlp.text.view import View


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: code points [start, end) of the view, and where it stands.

    Attributes
    ----------
    section : int or None
        Index of its section in the outline.
    passage : int
        Index of its passage: statements of one passage stand in one paragraph.
    style : str
        The marker of its paragraph ("dash", "dec1", …, "none").
    lead_in : str
        The words before its first colon, without the marker.
    """

    start: int
    end: int
    section: int | None
    passage: int
    style: str
    lead_in: str


def find_statements(view: View, outline: Outline) -> list[Statement]:
    """Cut the passages of an outline into statements; footnotes give none."""
    found: list[Statement] = []
    for index, passage in enumerate(outline.passages):
        if passage.footnote:
            continue
        text = view.text[passage.start : passage.end]
        for piece in segment(text):
            words = text[piece.start : piece.end]
            bare = words[find_marker(words).length :]
            found.append(
                Statement(
                    passage.start + piece.start,
                    passage.start + piece.end,
                    passage.section,
                    index,
                    passage.style,
                    lead_in(bare),
                )
            )
    return found
