"""Automatic numbering of Word: what is printed before a paragraph.

The rules are those of ECMA-376 part 1, 17.9: a paragraph names a `num`, which points at an abstract list with nine
levels; counters belong to the abstract list, so that two `num` of one list go on counting unless one of them restarts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpora.readers.docx_package import Element, W, child, integer, is_on, value
from corpora.readers.docx_styles import Styles
from corpora.readers.numerals import letter, roman

# Signs that Symbol and Wingdings keep in the private use area or under a letter's code.
_SIGNS = {
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf02b": "+",
    "\uf0a7": "▪",
    "\uf0a8": "◦",
    "\uf0fc": "✓",
    "\uf0d8": "➢",
    "o": "◦",
}
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    """One level of a list: how its number looks and when it restarts."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Num:
    """A use of an abstract list: its own levels where it overrides them, its own starts."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    restarted: set[int] = field(default_factory=set)


class Numbering:
    """Computes the labels of paragraphs, in document order.

    Parameters
    ----------
    root : Element or None
        The numbering part; None where the document has none.
    styles : Styles
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.links: dict[str, str] = {}
        self.nums: dict[str, _Num] = {}
        for element in () if root is None else root.iterchildren(f"{W}abstractNum"):
            self._add_list(element)
        for element in () if root is None else root.iterchildren(f"{W}num"):
            self._add_num(element)

    def label(self, paragraph: Element) -> str:
        """Count a paragraph and return its label with the space after it; '' where it is not numbered."""
        num, depth = self._place(paragraph)
        if num is None:
            return ""
        owner = self._owner(num)
        level = self._level(num, owner, depth)
        if level is None:
            return ""
        self._count(num, owner, depth)
        label = self._format(num, owner, depth, level)
        return label + ("" if level.suffix == "nothing" or not label else " ")

    def _add_list(self, element: Element) -> None:
        key = element.get(f"{W}abstractNumId", "")
        link = value(element, "numStyleLink")
        if link:
            self.links[key] = link
        self.lists[key] = _List(_levels(element))

    def _add_num(self, element: Element) -> None:
        # LibreOffice adds an empty override of the same level behind one that says something.
        said = (e for e in element.iterchildren(f"{W}lvlOverride") if len(e))
        overrides = {integer(e.get(f"{W}ilvl")) or 0: e for e in said}
        levels = {depth: _level(e) for depth, o in overrides.items() if (e := child(o, "lvl")) is not None}
        starts = {d: n for d, o in overrides.items() if (n := integer(value(o, "startOverride"))) is not None}
        abstract = value(element, "abstractNumId") or ""
        self.nums[element.get(f"{W}numId", "")] = _Num(abstract, levels, starts)

    def _place(self, paragraph: Element) -> tuple[_Num | None, int]:
        """Return the list and the level of a paragraph: its own words first, then those of its style's chain."""
        own = child(paragraph, "pPr/numPr")
        chain = self.styles.chain(value(paragraph, "pPr/pStyle"))
        styled = [child(style, "pPr/numPr") for style in chain]
        num_id = next((n for e in (own, *styled) if (n := value(e, "numId")) is not None), "0")
        num = self.nums.get(num_id)
        depth = integer(value(own, "ilvl"))
        if num is not None and depth is None and value(own, "numId") is None:
            depth = self._depth_of_style(num, chain)
        if depth is None:
            depth = next((d for e in styled if (d := integer(value(e, "ilvl"))) is not None), 0)
        return num, min(max(depth, 0), _LEVELS - 1)

    def _depth_of_style(self, num: _Num, chain: list[Element]) -> int | None:
        """Return the level that names the paragraph's style as its own: it beats the level that the style names."""
        levels = self._owner(num).levels
        names = [style.get(f"{W}styleId") for style in chain]
        return next((depth for name in names for depth, level in levels.items() if level.style == name), None)

    def _owner(self, num: _Num) -> _List:
        """Return the abstract list, behind the link to a list style where there is one."""
        link = self.links.get(num.abstract)
        linked = self.nums.get(self.styles.list_number(link) or "") if link else None
        key = linked.abstract if linked and linked.abstract not in self.links else num.abstract
        return self.lists.setdefault(key, _List())

    def _level(self, num: _Num, owner: _List, depth: int) -> _Level | None:
        return num.levels.get(depth) or owner.levels.get(depth)

    def _count(self, num: _Num, owner: _List, depth: int) -> None:
        counters = owner.counters
        if depth in num.starts and depth not in num.restarted:  # a restart counts once, at its first use
            num.restarted.add(depth)
            counters[depth] = num.starts[depth]
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = self._start(num, owner, depth)
        for deeper in [d for d in counters if d > depth]:
            level = self._level(num, owner, deeper)
            restart = deeper if level is None or level.restart is None else level.restart
            if depth < restart:
                del counters[deeper]

    def _start(self, num: _Num, owner: _List, depth: int) -> int:
        level = self._level(num, owner, depth)
        return num.starts.get(depth, level.start if level else 1)

    def _format(self, num: _Num, owner: _List, depth: int, level: _Level) -> str:
        if level.format == "bullet":
            return _sign(level.text)

        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            shown = self._level(num, owner, place)
            count = owner.counters.get(place, self._start(num, owner, place))
            return _numeral(count, "decimal" if level.legal or shown is None else shown.format)

        return re.sub(r"%([1-9])", number, level.text).strip()


def _levels(element: Element) -> dict[int, _Level]:
    return {integer(e.get(f"{W}ilvl")) or 0: _level(e) for e in element.iterchildren(f"{W}lvl")}


def _level(element: Element) -> _Level:
    start = integer(value(element, "start"))
    return _Level(
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=0 if start is None else start,
        suffix=value(element, "suff") or "tab",
        restart=integer(value(element, "lvlRestart")),
        legal=is_on(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _sign(text: str) -> str:
    sign = _SIGNS.get(text.strip(), text.strip())
    return _PRIVATE.sub("•", sign)


def _numeral(count: int, style: str) -> str:
    if style in ("upperRoman", "lowerRoman"):
        return roman(count) if style == "upperRoman" else roman(count).lower()
    if style in ("upperLetter", "lowerLetter"):
        return letter(count).upper() if style == "upperLetter" else letter(count)
    if style == "none":
        return ""
    return f"{count:02d}" if style == "decimalZero" else str(count)
