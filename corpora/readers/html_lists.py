"""Signs and numbers of HTML lists, which browsers draw and the mark-up leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpora.readers.numerals import letter, roman
from nlp.text.markers import find_marker

_NO_SIGN = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
# Vietnamese reports write a dash for the outer items and a plus sign for those within.
_SIGNS = ("- ", "+ ")


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    number: int
    depth: int
    silent: bool
    pending: bool = False


class ListStack:
    """The lists that are open, and the label that the next block carries."""

    def __init__(self) -> None:
        self.open: list[_List] = []

    def start(self, element: HtmlElement) -> None:
        """Take note of a list or an item that begins."""
        if element.tag in ("ul", "ol"):
            self.open.append(self._new_list(element))
        elif element.tag == "li" and self.open:
            self.open[-1].number = _integer(element.get("value"), self.open[-1].number + 1)
            self.open[-1].pending = True

    def end(self, element: HtmlElement) -> None:
        """Take note of a list or an item that ends."""
        if not self.open:
            return
        if element.tag in ("ul", "ol"):
            self.open.pop()
        elif element.tag == "li":
            self.open[-1].pending = False

    def label(self, text: str) -> str:
        """Return the label of a block that begins an item, once an item; '' elsewhere."""
        if not self.open or not self.open[-1].pending:
            return ""
        current = self.open[-1]
        current.pending = False
        if current.silent or (not current.ordered and find_marker(text).length):
            return ""  # an item that writes its own marker would have two
        return _number(current) if current.ordered else _SIGNS[current.depth % 2]

    def _new_list(self, element: HtmlElement) -> _List:
        depth = sum(not other.ordered for other in self.open)
        silent = bool(_NO_SIGN.search(element.get("style", "")))
        first = _integer(element.get("start"), 1)
        return _List(element.tag == "ol", element.get("type", "1"), first - 1, depth, silent)


def _integer(text: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", text or "")
    return int(match.group(1)) if match else default


def _number(current: _List) -> str:
    if current.style == "a":
        return letter(current.number) + ") "
    if current.style == "A":
        return letter(current.number).upper() + ". "
    if current.style == "i":
        return roman(current.number).lower() + ") "
    if current.style == "I":
        return roman(current.number) + ". "
    return f"{current.number}. "
