"""Statements of a view, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.outline import Outline, heading_area, heading_role
from nlp.outline.lexicon import word_count
from nlp.statements.segment import lead_in, segment
from nlp.statements.topics import TopicTracker
from nlp.text.markers import find_marker
from nlp.text.view import View

_SHORT_LEAD = 9  # words; a longer lead-in tells what its own sentence is about, no more


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
        The words before its first colon, without the marker; where it has none, those that opened its paragraph, if
        they name a role or an area.
    topic : str or None
        The area that an opener names: its own ("Về cải cách thể chế, …") or that of a statement before it.
    topic_named : bool
        The opener holds the area's name, not only a topic inside it.
    topic_distance : int
        0 where the statement has the opener itself, 1 in the same paragraph, 2 in a later one.
    """

    start: int
    end: int
    section: int | None
    passage: int
    style: str
    lead_in: str
    topic: str | None = None
    topic_named: bool = False
    topic_distance: int = 0


def find_statements(view: View, outline: Outline) -> list[Statement]:
    """Cut the passages of an outline into statements; footnotes give none."""
    found: list[Statement] = []
    tracker = TopicTracker()
    for index, passage in enumerate(outline.passages):
        if passage.footnote:
            continue
        text = view.text[passage.start : passage.end]
        opening = ""
        for piece in segment(text):
            words = text[piece.start : piece.end]
            own = lead_in(words[find_marker(words).length :])
            opening = own if reaches_on(own) else opening
            start, end = passage.start + piece.start, passage.start + piece.end
            topic = tracker.next(words, passage.section, index)
            place = (start, end, passage.section, index, passage.style, own or opening)
            found.append(Statement(*place, *((topic.area, topic.named, topic.distance) if topic else ())))
    return found


def reaches_on(lead: str) -> bool:
    """Tell whether a lead-in holds for the rest of its paragraph: it names a role ("Hạn chế:") or an area."""
    return bool(lead) and (lead_role(lead) is not None or lead_area(lead) is not None)


def lead_role(lead: str) -> str | None:
    """Return the role that a short lead-in gives to what follows ("Về hạn chế:", "Nguyên nhân:")."""
    role = heading_role(lead) if word_count(lead) <= _SHORT_LEAD else None
    return role if role in ("achievements", "limitations", "causes", "proposals") else None


def lead_area(lead: str) -> str | None:
    """Return the reform area that a short lead-in names ("Cải cách tài chính công:")."""
    area, strength = heading_area(lead) if word_count(lead) <= _SHORT_LEAD else (None, None)
    return area if strength == "name" else None
