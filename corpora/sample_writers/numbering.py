"""Automatic numbering in Word: which printed numbers Word would count out itself, and the definitions that do it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

OUTLINE, BULLETS, ITEMS = 1, 2, 3  # abstract definitions; the first number made of each has the same id
STYLED_LEVELS: Final = {0: "Heading1", 1: "Heading2"}  # these numbers come from the style
ALL_STYLED: Final = {**STYLED_LEVELS, 2: "Heading3"}
BULLET_SIGNS: Final = ("-", "+")
# (number format, text) of each level; "%2" is the counter of the second level
_OUTLINE_LEVELS: Final = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))
_ROMAN: Final = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_ITEM: Final = re.compile(r"(\d+)\. ")


@dataclass(frozen=True, slots=True)
class Place:
    """What numbers a paragraph: a number definition and a level; `styled` where the style says so already."""

    number_id: int
    level: int
    styled: bool
    text: str


@dataclass(frozen=True, slots=True)
class Restart:
    """A number definition of its own that begins at `start` on one level."""

    number_id: int
    abstract_id: int
    level: int
    start: int


@dataclass(slots=True)
class Numberer:
    """Counts the headings and items of one document as Word would.

    A printed number that is Word's next one is left to Word. One that stands where it should, though Word's count is
    lost, restarts the count. Any other is the author's slip and remains typed.

    With `separate`, each restart is a list of its own and every level of headings is numbered by its style. LibreOffice
    keeps such numbers in .doc and .odt; of a list that is begun again it writes what it then prints as 1, 1, 2, and of
    a number that stands on a heading, not in its style, nothing.
    """

    separate: bool = False
    restarts: list[Restart] = field(default_factory=list)
    _outline: int = OUTLINE
    _items: int = ITEMS
    _counted: list[int] = field(default_factory=lambda: [0] * len(_OUTLINE_LEVELS))
    _positions: list[int] = field(default_factory=lambda: [0] * len(_OUTLINE_LEVELS))
    _item: int = 0

    @property
    def styled_levels(self) -> dict[int, str]:
        """The levels of headings whose numbers come from the style, and its identifier."""
        return ALL_STYLED if self.separate else STYLED_LEVELS

    def heading(self, text: str, level: int) -> Place | None:
        """Return what numbers a heading of level 1, 2 …, or None where its number stays typed."""
        depth = level - 1
        _step(self._positions, depth)
        expected = [*self._counted]
        _step(expected, depth)
        if not text.startswith(_label(expected, depth) + " "):
            expected[depth] = self._positions[depth]
            # A list of its own knows nothing of the levels above the one at which it begins.
            if not text.startswith(_label(expected, depth) + " ") or (self.separate and depth):
                return None
            self._outline = self._restart(OUTLINE, depth, expected[depth])
        self._counted = expected
        rest = text.removeprefix(_label(expected, depth) + " ")
        return Place(self._outline, depth, self._outline == OUTLINE and depth in self.styled_levels, rest)

    def paragraph(self, text: str) -> Place | None:
        """Return what numbers a paragraph that begins with a bullet's sign or an item's number."""
        for level, sign in enumerate(BULLET_SIGNS):
            if text.startswith(f"{sign} "):
                return Place(BULLETS, level, False, text[2:])
        found = _ITEM.match(text)
        if not found:
            self._item = 0
            return None
        return self._numbered_item(int(found[1]), text[found.end() :])

    def _numbered_item(self, value: int, rest: str) -> Place | None:
        if value not in (1, self._item + 1):
            return None
        if value == 1:
            self._items = self._restart(ITEMS, 0, 1)
        self._item = value
        return Place(self._items, 0, False, rest)

    def _restart(self, abstract_id: int, level: int, start: int) -> int:
        number_id = ITEMS + 1 + len(self.restarts)
        self.restarts.append(Restart(number_id, abstract_id, level, start))
        return number_id


def _step(counts: list[int], depth: int) -> None:
    counts[depth] += 1
    counts[depth + 1 :] = [0] * (len(counts) - depth - 1)


def _label(counts: list[int], depth: int) -> str:
    """Return the number Word prints at a level of the outline."""
    label = _OUTLINE_LEVELS[depth][1]
    for level, (form, _) in enumerate(_OUTLINE_LEVELS):
        label = label.replace(f"%{level + 1}", _formatted(counts[level], form))
    return label


def _formatted(value: int, form: str) -> str:
    if form == "upperRoman":
        digits = ""
        for sign, worth in _ROMAN:
            digits += sign * (value // worth)
            value %= worth
        return digits
    return chr(ord("a") + value - 1) if form == "lowerLetter" and value else str(value)


def element(tag: str, value: str | int | None = None, **attributes: str | int) -> BaseOxmlElement:
    """Make a WordprocessingML element; `value` is its `w:val`."""
    made = OxmlElement(f"w:{tag}")
    if value is not None:
        made.set(qn("w:val"), str(value))
    for name, content in attributes.items():
        made.set(qn(f"w:{name}"), str(content))
    return made


def definitions(numberer: Numberer) -> list[BaseOxmlElement]:
    """Return the children of `w:numbering`: abstract definitions, then the numbers that use them."""
    levels = {OUTLINE: list(_OUTLINE_LEVELS), BULLETS: [("bullet", sign) for sign in BULLET_SIGNS]}
    levels[ITEMS] = [("decimal", "%1.")]
    styled = {OUTLINE: numberer.styled_levels}
    made = [_abstract(kind, own, styled.get(kind, {})) for kind, own in levels.items()]
    if numberer.separate:
        made += [_abstract(r.number_id, levels[r.abstract_id], {}, {r.level: r.start}) for r in numberer.restarts]
    made += [_number(abstract, abstract) for abstract in (OUTLINE, BULLETS, ITEMS)]
    for restart in numberer.restarts:
        if numberer.separate:
            made.append(_number(restart.number_id, restart.number_id))
            continue
        number = _number(restart.number_id, restart.abstract_id)
        override = element("lvlOverride", ilvl=restart.level)
        override.append(element("startOverride", restart.start))
        number.append(override)
        made.append(number)
    return made


def _abstract(
    abstract_id: int,
    levels: list[tuple[str, str]],
    styles: Mapping[int, str],
    starts: Mapping[int, int] = MappingProxyType({}),
) -> BaseOxmlElement:
    made = element("abstractNum", abstractNumId=abstract_id)
    made.append(element("multiLevelType", "multilevel"))
    for depth, (form, text) in enumerate(levels):
        made.append(_level(depth, form, text, styles.get(depth), starts.get(depth, 1)))
    return made


def _level(depth: int, form: str, text: str, style: str | None, start: int) -> BaseOxmlElement:
    level = element("lvl", ilvl=depth)
    level.append(element("start", start))
    level.append(element("numFmt", form))
    if style:
        level.append(element("pStyle", style))
    for child in (element("suff", "space"), element("lvlText", text), element("lvlJc", "left")):
        level.append(child)
    indent = element("pPr")
    indent.append(element("ind", left=0, firstLine=720))
    level.append(indent)
    return level


def _number(number_id: int, abstract_id: int) -> BaseOxmlElement:
    made = element("num", numId=number_id)
    made.append(element("abstractNumId", abstract_id))
    return made
