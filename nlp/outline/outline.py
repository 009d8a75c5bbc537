"""Build the section tree of a view and the passages of narrative under each section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.kinds import find_kind
from nlp.outline.front import document_topic
from nlp.outline.headings import Neighbour, Surroundings, Verdict, is_title, judge
from nlp.outline.lexicon import Strength, heading_area, heading_role, is_addressee, sums_up, word_count
from nlp.outline.roles import inherited_role, title_role
from nlp.outline.skeleton import Line, Skeleton
from nlp.outline.zones import Zones, find_zones, is_note
from nlp.text.fold import fold
from nlp.text.markers import RANK, Marker, Style, find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block, View

_NAME_WORDS = 12  # syllables of the longest title with a colon that names an area; a longer one is a sentence
_LONGEST_TITLE = 320  # code points of a title over several lines
_LOOK_AHEAD = 60  # paragraphs in which the next section of the same rank is looked for


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
    list_style : str or None
        Of a lead-in that ends with a colon: the style of the list that it announces.
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
    list_style: Style | None = None


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
    """Sections in text order, the passages under them, and the view offsets where front and annexes lie.

    Attributes
    ----------
    topic : str or None
        The reform area that the document's own title names.
    kind, kind_confidence : str, float or None
        What kind of document it is ("report", "plan", …), see `nlp.kinds`.
    contents : list of (int, int)
        View spans of the paragraphs of a table of contents.
    """

    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    front_end: int = 0
    back_start: int = 0
    annex_start: int = 0
    topic: str | None = None
    kind: str | None = None
    kind_confidence: float | None = None
    contents: list[tuple[int, int]] = field(default_factory=list)

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
    kind = find_kind([view.block_text(block) for block in view.blocks])
    outline = _Builder(view, find_zones(view), kind.name if kind else None).build()
    outline.kind, outline.kind_confidence = (kind.name, kind.confidence) if kind else (None, None)
    return outline


class _Builder:
    def __init__(self, view: View, zones: Zones, kind: str | None) -> None:
        self.view = view
        self.zones = zones
        self.kind = kind
        self.outline = Outline()
        self.open: list[Section] = []
        self.bodies = [index for index in range(zones.body, zones.back) if self._is_narrative(index)]
        self.texts = [view.block_text(view.blocks[index]) for index in self.bodies]
        self.markers = [find_marker(text) for text in self.texts]
        lines = [Line(marker, is_title(text)) for marker, text in zip(self.markers, self.texts, strict=True)]
        self.skeleton = Skeleton(lines)
        self.sections_at: dict[int, Section] = {}

    def build(self) -> Outline:
        blocks, zones = self.view.blocks, self.zones
        self._zone(0, zones.body, "front")
        self.outline.topic = document_topic([self.view.block_text(block) for block in blocks[: zones.body]])
        self.outline.contents = [(blocks[i].start, blocks[i].end) for i in sorted(zones.contents)]
        position_of = {index: position for position, index in enumerate(self.bodies)}
        for index in range(zones.body, zones.back):
            block = blocks[index]
            if block.kind == "footnote":
                self.outline.passages.append(Passage(block.start, block.end, self._current(), "none", True))
            elif index in position_of:
                self._body_block(block, position_of[index])
        self.open.clear()
        self._zone(zones.back, zones.annex, "back")
        self._zone(zones.annex, len(blocks), "annex")
        self._spread_ends()
        return self.outline

    def _is_narrative(self, index: int) -> bool:
        block = self.view.blocks[index]
        if block.kind != "text" or index in self.zones.contents:
            return False
        return not is_note(fold(self.view.block_text(block)[:400]))

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

    def _body_block(self, block: Block, position: int) -> None:
        text = self.texts[position]
        if self._sums_up(position):
            self.open.pop()
        verdict = judge(block, text, self._around(position))
        if verdict.end:
            self._heading(block, position, verdict)
        else:
            self._close_lists(verdict.marker, position)
        rest = text[verdict.end :].lstrip()
        if rest:
            style = verdict.marker.style if not verdict.end else "none"
            self.outline.passages.append(Passage(block.end - len(rest), block.end, self._current(), style))

    def _around(self, position: int) -> Surroundings:
        return Surroundings(
            self._following(position),
            self.texts[position - 1] if position else "",
            self.open[-1].role if self.open else None,
            self.skeleton.has_children(position),
            self.skeleton.siblings_with_children(position),
            self.skeleton.titled_siblings(position),
        )

    def _following(self, position: int) -> Neighbour | None:
        if position + 1 >= len(self.bodies):
            return None
        return Neighbour(self.markers[position + 1], self.texts[position + 1])

    def _sums_up(self, position: int) -> bool:
        """Tell whether a paragraph sums up the sections above it: it stands behind the last of them.

        "Nhìn chung, công tác cải cách hành chính …" behind "6. Chính quyền số" speaks of the whole chapter.
        """
        if len(self.open) < 2 or self.markers[position].length or not sums_up(self.texts[position]):
            return False
        last = self.open[-1]
        if last.list_style or last.style == "none":
            return False
        ahead = self.markers[position + 1 : position + 1 + _LOOK_AHEAD]
        return last.style not in (marker.style for marker in _up_to_rank(ahead, RANK[last.style]))

    def _current(self) -> int | None:
        return self.open[-1].index if self.open else None

    def _heading(self, block: Block, position: int, verdict: Verdict) -> None:
        marker, text = verdict.marker, self.texts[position]
        title = text[marker.length : verdict.end].strip()
        if self._goes_on_with_title(block, title, marker):
            return
        style = self._place(title.rstrip(":. "), marker)
        following = self._following(position)
        announced = following.marker.style if following and title.endswith(":") and style == "none" else None
        self._pop_to(style)
        section = self._add(block.start, block.start + verdict.end, title, marker, style=style, list_style=announced)
        self.sections_at[position] = section

    def _goes_on_with_title(self, block: Block, title: str, marker: Marker) -> bool:
        """Join the second line of a heading in capitals with the first; a line that names an area begins anew."""
        last = self.outline.sections[-1] if self.outline.sections else None
        if last is None or marker.length or not self.open or self.open[-1] is not last or not shouts(title):
            return False
        between = self.view.text[last.title_end : block.start]
        if len(last.title) + len(title) > _LONGEST_TITLE or not shouts(last.title) or between.strip():
            return False
        if heading_area(title)[1] == "name" or heading_role(title):
            return False
        last.title, last.title_end, last.end = f"{last.title} {title.rstrip(':. ')}", block.end, block.end
        self._name(last)
        return True

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
        self,
        start: int,
        title_end: int,
        title: str,
        marker: Marker,
        role: str | None = None,
        style: Style = "none",
        list_style: Style | None = None,
    ) -> Section:
        parent = self.open[-1] if self.open else None
        section = Section(
            len(self.outline.sections),
            parent.index if parent else None,
            start,
            title_end,
            title_end,
            parent.level + 1 if parent else 1,
            marker.text,
            title.rstrip(":. "),
            style,
            list_style=list_style,
        )
        self._name(section, role or (title_role(title, self.kind) if title else None))
        self.outline.sections.append(section)
        self.open.append(section)
        return section

    def _name(self, section: Section, role: str | None = None) -> None:
        """Decide a section's area and role from its own words and those above it."""
        parent = self.outline.sections[section.parent] if section.parent is not None else None
        area, strength = _own_area(section)
        if strength == "name":
            section.area, section.named = area, True
        elif parent and parent.area:
            section.area, section.named = parent.area, parent.named
        else:
            section.area = area
        own = role or (title_role(section.title, self.kind) if section.title else None)
        section.role = inherited_role(parent.role if parent else None, own)

    def _pop_to(self, style: Style) -> None:
        """Close the sections that a heading of this style ends: siblings by style, deeper ranks, bare list heads."""
        styles = [section.style for section in self.open]
        if style in styles:
            del self.open[styles.index(style) :]
            return
        while self.open and _rank(self.open[-1]) > RANK[style]:
            self.open.pop()

    def _close_lists(self, marker: Marker, position: int) -> None:
        """An item of a list ends the bullet headings of its own style or deeper ones."""
        if marker.style == "none":
            return
        styles = [section.style for section in self.open]
        if marker.style in styles and not marker.numbered:
            del self.open[styles.index(marker.style) :]
        elif marker.numbered:
            above = self._section_above(position)
            while self.open and self.open[-1] is not above and _is_ended_by(self.open[-1], marker.style):
                self.open.pop()

    def _section_above(self, position: int) -> Section | None:
        """Return the section whose heading is the paragraph that an item's siblings stand under.

        "1. Mạng yếu." under "2. Nguyên nhân" has its style and does not end it.
        """
        above = self.skeleton.parent(position)
        return self.sections_at.get(above) if above is not None else None

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


def _own_area(section: Section) -> tuple[str | None, Strength | None]:
    """Return the area that a title names; a whole sentence over a list speaks of more, an organ's name of none."""
    sentence = section.list_style is not None and word_count(section.title) > _NAME_WORDS
    if not section.title or sentence or is_addressee(section.title):
        return None, None
    return heading_area(section.title)


def _rank(section: Section) -> float:
    """Return the rank of a section; a bare lead-in ranks just above the list that it announces."""
    return RANK[section.list_style] - 0.5 if section.list_style and section.style == "none" else RANK[section.style]


def _is_ended_by(section: Section, item: Style) -> bool:
    return _rank(section) >= RANK[item] > RANK["roman"]


def _up_to_rank(markers: Sequence[Marker], rank: int) -> Iterator[Marker]:
    """Yield markers of a rank up to the first of a higher one."""
    for marker in markers:
        if marker.numbered and RANK[marker.style] < rank:
            return
        if RANK[marker.style] == rank:
            yield marker


def walk(outline: Outline) -> Iterator[tuple[Section, list[Passage]]]:
    """Yield each section with its own passages."""
    for section in outline.sections:
        yield section, [p for p in outline.passages if p.section == section.index]
