"""Labelled documents written otherwise: headings dropped, permuted, misleading, unnumbered; lines broken as files do.

What the labels may depend on is known for each variant, so that a change of labels measures how much of the answer
came from the heading or the layout and not from the sentence (metamorphic tests).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpora.annotated import AnnotatedReport, Item, PlacedItem, Rendered, render
from nlp.text.markers import find_marker

_WIDTH = 78  # columns of a wrapped line


def without_headings(report: AnnotatedReport) -> AnnotatedReport:
    """Return a document whose headings are dropped; its statements stand in the same order."""
    return replace(report, items=tuple(item for item in report.items if item.kind != "heading"))


def permuted(report: AnnotatedReport, seed: int = 0) -> AnnotatedReport:
    """Return a document whose chapters stand in another order; each statement keeps its headings."""
    head, chapters, tail = _chapters(report.items)
    random.Random(seed).shuffle(chapters)
    return replace(report, items=(*head, *(item for chapter in chapters for item in chapter), *tail))


def misled(report: AnnotatedReport) -> AnnotatedReport:
    """Return a document in which each heading bears the words of the next one of its level."""
    headings = [item for item in report.items if item.kind == "heading"]
    by_level: dict[int, list[str]] = {}
    for item in headings:
        by_level.setdefault(item.level, []).append(_title(item.text))
    turned = {level: iter([*titles[1:], titles[0]]) for level, titles in by_level.items()}
    return replace(report, items=tuple(_retitled(item, turned) for item in report.items))


def _retitled(item: Item, titles: dict[int, Iterator[str]]) -> Item:
    if item.kind != "heading":
        return item
    return replace(item, text=f"{item.text[: find_marker(item.text).length]}{next(titles[item.level])}")


def unnumbered(report: AnnotatedReport) -> AnnotatedReport:
    """Return a document whose headings lose their numbers."""
    items = (replace(i, text=_title(i.text)) if i.kind == "heading" else i for i in report.items)
    return replace(report, items=tuple(items))


def _title(text: str) -> str:
    return text[find_marker(text).length :]


def _chapters(items: Sequence[Item]) -> tuple[list[Item], list[list[Item]], list[Item]]:
    """Split items into what stands before the first heading of level 1, the chapters, and the closing lines."""
    head: list[Item] = []
    chapters: list[list[Item]] = []
    tail: list[Item] = []
    for item in items:
        if item.kind == "heading" and item.level == 1:
            chapters.append([item])
        elif chapters and item.kind != "boilerplate":
            chapters[-1].append(item)
        else:
            (tail if chapters else head).append(item)
    return head, chapters, tail


def wrapped(report: AnnotatedReport) -> Rendered:
    """Return a document hard-wrapped, as text copied out of a PDF."""
    return _broken(render(report), "\n")


def spaced(report: AnnotatedReport) -> Rendered:
    """Return a document hard-wrapped with a blank at each line's end and a blank line below each, as converters do."""
    return _broken(render(report), " \n\n")


def _broken(rendered: Rendered, line_end: str) -> Rendered:
    """Break the lines of a text at blanks, and move the places of its items with them."""
    parts: list[str] = []
    moved: list[int] = []  # where each code point of the old text stands in the new one
    column = length = 0
    for char, word in _with_word_length(rendered.text):
        piece = line_end if char == " " and column + word > _WIDTH else char
        moved.append(length)
        parts.append(piece)
        length += len(piece)
        column = 0 if piece != char or char == "\n" else column + 1
    moved.append(length)
    placed = [PlacedItem(one.item, moved[one.start], moved[one.end]) for one in rendered.placed]
    return Rendered("".join(parts), placed)


def _with_word_length(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character with the length of the word that begins behind it."""
    ends = [match.start() for match in re.finditer(r"[ \n]", text)]
    ends.append(len(text))
    index = 0
    for position, char in enumerate(text):
        while ends[index] <= position:
            index += 1
        yield char, ends[index] - position


#: Name of each variant and how it is made. "plain" is the document itself.
VARIANTS: Final[dict[str, Callable[[AnnotatedReport], Rendered]]] = {
    "plain": render,
    "wrapped": wrapped,
    "spaced": spaced,
    "permuted": lambda report: render(permuted(report)),
    "unnumbered": lambda report: render(unnumbered(report)),
    "without_headings": lambda report: render(without_headings(report)),
    "misled": lambda report: render(misled(report)),
}
