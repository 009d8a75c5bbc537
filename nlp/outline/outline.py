"""Build the section tree of a view and the passages of narrative under each section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.outline.headings import Neighbour, judge
from nlp.outline.lexicon import heading_area, heading_role
from nlp.outline.zones import Zones, find_zones, is_note
from nlp.text.fold import fold
from nlp.text.markers import RANK, Marker, Style, find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block, View


@dataclass(slots=True)
class Section:
    """A heading and what stands under it, in view offsets.

    Attributes
    ----------
    index, parent : int or None
        Position in `Outline.sections`; the parent's position, None at the top.
    start, end : int
        Code points of the view from the heading's beginning to the end of the section's last passage.
    title_end : int
        Where the heading itself ends.
    level : int
        Depth in the tree, 1 at the top.
    number, title : str
        The marker as printed and the heading without it.
    area, role : str or None
        What the section's own words or those above it tell.
    named : bool
        The area is the name of a reform area (not only a topic).
    """

    index: int
    parent: int | None
    start: int
    end: int
    title_end: int
    level: int
    number: str
    title: str
    style: Style
    area: str | None = None
    role: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of narrative (a paragraph or what follows a run-in heading): view offsets, section, marker."""

    start: int
    end: int
    section: int | None
    style: Style
    footnote: bool = False


@dataclass(slots=True)
class Outline:
    """Sections in text order, the passages under them, and the view offsets where front and annexes lie."""

    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    front_end: int = 0
    back_start: int = 0
    annex_start: int = 0

    def stack(self, section: int | None) -> list[Section]:
        """Return the sections from the top down to `section`."""
        chain: list[Section] = []
        while section is not None:
            chain.append(self.sections[section])
            section = self.sections[section].parent
        return chain[::-1]


def build_outline(view: View) -> Outline:
    """Find zones, headings and passages of a view.

    Parameters
    ----------
    view : View

    Returns
    -------
    Outline
        Front, back and annex are sections of their own with the roles `front`, `back` and `annex`.
    """
    zones = find_zones(view)
    return _Builder(view, zones).build()


class _Builder:
    def __init__(self, view: View, zones: Zones) -> None:
        self.view = view
        self.zones = zones
        self.outline = Outline()
        self.open: list[Section] = []

    def build(self) -> Outline:
        blocks, zones = self.view.blocks, self.zones
        self._zone(0, zones.body, "front")
        for index in range(zones.body, zones.back):
            self._body_block(index)
        self.open.clear()
        self._zone(zones.back, zones.annex, "back")
        self._zone(zones.annex, len(blocks), "annex")
        self._spread_ends()
        return self.outline

    def _zone(self, first: int, last: int, role: str) -> None:
        if first >= last:
            return
        blocks = self.view.blocks
        section = self._add(blocks[first].start, blocks[first].start, "", Marker("part", "", 0), role)
        section.end = blocks[last - 1].end
        section.title = ""
        self.open.clear()
        edge = {"front": "front_end", "back": "back_start", "annex": "annex_start"}[role]
        setattr(self.outline, edge, blocks[last - 1].end if role == "front" else blocks[first].start)

    def _body_block(self, index: int) -> None:
        block = self.view.blocks[index]
        text = self.view.block_text(block)
        if block.kind == "footnote":
            self.outline.passages.append(Passage(block.start, block.end, self._current(), "none", True))
            return
        if block.kind == "table" or is_note(fold(text[:400])):
            return
        verdict = judge(block, text, self._following(index), self._in_tasks())
        if verdict.end:
            self._heading(block, text, verdict.marker, verdict.end)
        else:
            self._close_lists(verdict.marker)
        rest = text[verdict.end :].lstrip()
        if rest:
            style = verdict.marker.style if not verdict.end else "none"
            self.outline.passages.append(Passage(block.end - len(rest), block.end, self._current(), style))

    def _following(self, index: int) -> Neighbour | None:
        for other in range(index + 1, min(self.zones.back, index + 6)):
            block = self.view.blocks[other]
            if block.kind == "text":
                text = self.view.block_text(block)
                return Neighbour(find_marker(text), text)
        return None

    def _in_tasks(self) -> bool:
        return bool(self.open) and self.open[-1].role in ("tasks", "proposals")

    def _current(self) -> int | None:
        return self.open[-1].index if self.open else None

    def _heading(self, block: Block, text: str, marker: Marker, end: int) -> None:
        title = text[marker.length : end].strip().rstrip(":. ")
        style = self._place(title, marker)
        self._pop_to(style)
        self._add(block.start, block.start + end, title, marker, style=style)

    def _place(self, title: str, marker: Marker) -> Style:
        """Return the style that decides where a heading stands in the tree.

        An unnumbered title in capitals stands where a Roman number would; an unnumbered title that names a reform area
        stands beside the open section that names another.
        """
        if marker.style != "none":
            return marker.style
        if shouts(title):
            return "roman"
        if heading_area(title)[1] == "name":
            siblings = [section for section in self.open if heading_area(section.title)[1] == "name"]
            if siblings:
                return siblings[0].style
        return "none"

    def _add(
        self, start: int, title_end: int, title: str, marker: Marker, role: str | None = None, style: Style = "none"
    ) -> Section:
        parent = self.open[-1] if self.open else None
        area, strength = heading_area(title) if title else (None, None)
        section = Section(
            len(self.outline.sections),
            parent.index if parent else None,
            start,
            title_end,
            title_end,
            parent.level + 1 if parent else 1,
            marker.text,
            title,
            style,
        )
        _settle(section, parent, area, strength == "name", role or heading_role(title))
        self.outline.sections.append(section)
        self.open.append(section)
        return section

    def _pop_to(self, style: Style) -> None:
        """Close the sections that a heading of this style ends: siblings by style, deeper ranks, bare list heads."""
        styles = [section.style for section in self.open]
        if style in styles:
            del self.open[styles.index(style) :]
            return
        while self.open and RANK[self.open[-1].style] > RANK[style]:
            self.open.pop()

    def _close_lists(self, marker: Marker) -> None:
        """An item of a list ends the bullet headings of its own style or deeper ones."""
        if marker.style == "none":
            return
        styles = [section.style for section in self.open]
        if marker.style in styles and not marker.numbered:
            del self.open[styles.index(marker.style) :]
        elif marker.numbered:
            while self.open and RANK[self.open[-1].style] >= RANK[marker.style] > RANK["roman"]:
                self.open.pop()

    def _spread_ends(self) -> None:
        """A section ends where its last passage or subsection ends."""
        for passage in self.outline.passages:
            if passage.section is not None:
                section = self.outline.sections[passage.section]
                section.end = max(section.end, passage.end)
        for section in reversed(self.outline.sections):
            if section.parent is not None:
                parent = self.outline.sections[section.parent]
                parent.end = max(parent.end, section.end)


def _settle(section: Section, parent: Section | None, area: str | None, named: bool, role: str | None) -> None:
    """Decide a section's area and role from its own words and those above it."""
    if named:
        section.area, section.named = area, True
    elif parent and parent.area:
        section.area, section.named = parent.area, parent.named
    else:
        section.area = area
    section.role = role
    if parent and parent.role and _keeps_role(parent.role, role):
        section.role = parent.role
    if section.role is None and parent:
        section.role = parent.role


def _keeps_role(above: str, own: str | None) -> bool:
    """Inside tasks, proposals and assessments a heading "Kết quả …" or an area's name does not change the role."""
    return above in ("tasks", "proposals", "limitations", "causes", "achievements") and own in (
        None,
        "results",
        "steering",
    )


def walk(outline: Outline) -> Iterator[tuple[Section, list[Passage]]]:
    """Yield each section with its own passages."""
    for section in outline.sections:
        yield section, [p for p in outline.passages if p.section == section.index]
