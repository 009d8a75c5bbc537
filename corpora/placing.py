"""Where labelled statements lie in the view and outline of their text: the same ones that users' reports go through."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nlp.outline import Outline, Section, build_outline
from nlp.statements import lead_in, reaches_on
from nlp.text import View, make_view
from nlp.text.markers import find_marker


class Placing:
    """The view and outline of a text, asked by source offsets.

    Parameters
    ----------
    view : View
    outline : Outline, optional
        Built from the view by default.
    """

    def __init__(self, view: View, outline: Outline | None = None) -> None:
        self.view = view
        self.outline = outline or build_outline(view)
        # Footnotes are lifted out of their place, so that source offsets need not grow with the view.
        self.order = sorted(range(len(view.starts)), key=view.starts.__getitem__)
        self.sorted_starts = [view.starts[i] for i in self.order]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the view's [start, end) of source code points [start, end)."""
        first = self.order[min(bisect_left(self.sorted_starts, start), len(self.order) - 1)]
        last = self.order[max(bisect_left(self.sorted_starts, end) - 1, 0)]
        return first, max(last, first) + 1

    def section(self, start: int) -> Section | None:
        """Return the section that holds a view offset."""
        for passage in self.outline.passages:
            if passage.start <= start < passage.end:
                return self.outline.sections[passage.section] if passage.section is not None else None
        before = [section for section in self.outline.sections if section.start <= start]
        return before[-1] if before else None

    def headings(self, section: Section | None) -> tuple[str, ...]:
        """Return the headings down to a section as printed, outermost first."""
        stack = self.outline.stack(section.index) if section else []
        return tuple(f"{part.number} {part.title}".strip() for part in stack if part.title)


def place_text(text: str) -> Placing:
    """Return the places of a text as read."""
    return Placing(make_view(text))


def lead_ins(texts: Sequence[str], goes_on: Sequence[bool]) -> list[str]:
    """Return the lead-in that holds for each statement.

    Parameters
    ----------
    texts : sequence of str, length n
        Statements in order.
    goes_on : sequence of bool, length n
        Whether each stands in the paragraph of the one before, whose lead-in may reach on to it.
    """
    found, opening = [], ""
    for text, same in zip(texts, goes_on, strict=True):
        own = lead_in(text[find_marker(text).length :])
        opening = own if reaches_on(own) else opening if same else ""
        found.append(own or opening)
    return found
