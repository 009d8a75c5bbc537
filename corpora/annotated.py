"""Annotated reports (`.acr`): the project's own labelled text. The format is told in `corpora/authored/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

from nlp.errors import CchcError, LabelError

Label = TypeVar("Label", str, tuple[str, str | None])

AREAS = {
    "ST": "steering",
    "IN": "institutions",
    "PR": "procedures",
    "OR": "organisation",
    "CS": "civil_service",
    "PF": "public_finance",
    "DG": "digital_government",
    "NO": "none",
}
STANCES: dict[str, tuple[str, str | None]] = {
    "A": ("achievement", None),
    "L": ("limitation", "limitation"),
    "C": ("limitation", "cause"),
    "T": ("recommendation", "task"),
    "P": ("recommendation", "proposal"),
    "N": ("none", None),
}

ItemKind = Literal["boilerplate", "heading", "statement", "footnote", "table"]
_STATEMENT = re.compile(r"([=+])([A-Z]{2}(?:/[A-Z]{2})*) ([A-Z]) (\S.*)\Z")
_HEADING = re.compile(r"(#{1,4}) (\S.*)\Z")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an annotated report.

    `level` is a heading's level; `goes_on` tells that a statement stands in the paragraph of the one before. `areas`
    begins with the main area; the others are accepted too. `line` is its line in the file, from 1.
    """

    kind: ItemKind
    text: str
    level: int = 0
    goes_on: bool = False
    areas: tuple[str, ...] = ()
    stance: str = ""
    sub: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AnnotatedReport:
    """An annotated report: its name, its keys, its items in order."""

    name: str
    keys: dict[str, str]
    items: tuple[Item, ...]

    @property
    def loose(self) -> bool:
        """Whether the statements stand in no order and under no headings."""
        return self.keys.get("kind") == "loose"


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item and its code points [start, end) in a rendered text."""

    item: Item
    start: int
    end: int


@dataclass(slots=True)
class Rendered:
    """A plain text made from an annotated report, with the place of every item."""

    text: str
    placed: list[PlacedItem] = field(default_factory=list)


def parse(text: str, name: str) -> AnnotatedReport:
    """Read an annotated report.

    Raises
    ------
    CchcError
        E021, with file and line, where a line is none of the format's; E022 where it names an unknown label.
    """
    keys: dict[str, str] = {}
    items: list[Item] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("//"):
            continue
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            keys[key] = value.strip()
        else:
            items.append(replace(_item(line, f"{name}.acr:{number}"), line=number))
    return AnnotatedReport(name, keys, tuple(items))


def _item(line: str, place: str) -> Item:
    statement = _STATEMENT.match(line)
    if statement:
        sign, areas, stance, text = statement.groups()
        names = tuple(_known("area", code, AREAS, place) for code in areas.split("/"))
        return Item("statement", text.strip(), 0, sign == "+", names, *_known("stance", stance, STANCES, place))
    heading = _HEADING.match(line)
    if heading:
        return Item("heading", heading[2].strip(), len(heading[1]))
    kinds: dict[str, ItemKind] = {"%": "boilerplate", "^": "footnote", "|": "table"}
    if line[0] in kinds:
        return Item(kinds[line[0]], line[1:].strip())
    raise CchcError("E021", line[:60], place)


def _known(field_name: str, code: str, table: dict[str, Label], place: str) -> Label:
    """Return what a code stands for."""
    if code in table:
        return table[code]
    guess = get_close_matches(code, table, n=1, cutoff=0.5)
    raise LabelError(place, field_name, code, tuple(table), guess[0] if guess else None)


def render(report: AnnotatedReport) -> Rendered:
    """Return the report as plain text, a paragraph a line and a blank line between paragraphs."""
    rendered = Rendered("")
    parts: list[str] = []
    length = 0
    for item in report.items:
        glue = "" if not parts else " " if item.goes_on else "\n\n"
        text = "\t".join(cell.strip() for cell in item.text.split("|")) if item.kind == "table" else item.text
        parts += [glue, text]
        start = length + len(glue)
        length = start + len(text)
        rendered.placed.append(PlacedItem(item, start, length))
    rendered.text = "".join(parts) + "\n"
    return rendered


def load_folder(folder: Traversable) -> list[AnnotatedReport]:
    """Read every `.acr` file of a folder, by name."""
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".acr")), key=lambda entry: entry.name)
    return [parse(entry.read_text(encoding="utf-8"), entry.name.removesuffix(".acr")) for entry in found]


@cache
def authored() -> tuple[AnnotatedReport, ...]:
    """Return the authored training reports."""
    return tuple(load_folder(files("corpora") / "authored"))


@cache
def samples() -> tuple[AnnotatedReport, ...]:
    """Return the sample reports with their labels; nothing is trained on them."""
    return tuple(load_folder(files("corpora") / "samples" / "source"))


def statements(reports: tuple[AnnotatedReport, ...]) -> Iterator[Item]:
    """Yield the statements of reports."""
    for report in reports:
        yield from (item for item in report.items if item.kind == "statement")
