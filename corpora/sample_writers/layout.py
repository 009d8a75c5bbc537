"""What a printed report consists of: an annotated report sorted into letterhead, body, signature and annex."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from corpora.annotated import AnnotatedReport, Item

# "- Về kiểm tra: Đã …": the words that announce what a bullet is about.
_LEAD_IN = re.compile(r"((?:- )?)([^:.;,\d]{6,60}:)( .+)\Z")
_RIGHT_COLUMN = re.compile(r"CỘNG HÒA|Độc lập|.*, ngày \d+ tháng")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph of the body, with the numbers of the footnotes whose marks stand in it."""

    kind: Literal["heading", "paragraph"]
    text: str
    level: int = 0
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a report in the order they are printed; `left` and `right` are the letterhead's columns."""

    title: str
    letterhead: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    heading: tuple[str, ...]
    opening: tuple[str, ...]
    body: tuple[Block, ...]
    notes: dict[int, str]
    closing: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    annex: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def lay_out(report: AnnotatedReport) -> Layout:
    """Sort the items of a report into the parts of a printed document."""
    inner = [n for n, item in enumerate(report.items) if item.kind in ("heading", "statement")]
    letterhead, heading, opening = _split_head(_boilerplate(report.items[: inner[0]]))
    closing, recipients, signature, annex = _split_tail(_boilerplate(report.items[inner[-1] :]))
    body, notes = _body(report.items)
    return Layout(
        title=report.keys.get("title", ""),
        letterhead=letterhead,
        left=tuple(line for line in letterhead if not _RIGHT_COLUMN.match(line)),
        right=tuple(line for line in letterhead if _RIGHT_COLUMN.match(line)),
        heading=heading,
        opening=opening,
        body=body,
        notes=notes,
        closing=closing,
        recipients=recipients,
        signature=signature,
        annex=annex,
        rows=tuple(_cells(item.text) for item in report.items if item.kind == "table"),
    )


def _boilerplate(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.text for item in items if item.kind == "boilerplate")


def _split_head(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return letterhead, title ("BÁO CÁO" and its subject), and addressee with legal basis."""
    cut = lines.index("BÁO CÁO")
    return lines[:cut], lines[cut : cut + 2], lines[cut + 2 :]


def _split_tail(lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return closing sentence, recipients, signature, and the annex's title lines."""
    first = lines.index("Nơi nhận:")
    end = first + 1
    while end < len(lines) and lines[end].startswith("- "):
        end += 1
    annex = next((n for n, line in enumerate(lines) if line.startswith("PHỤ LỤC")), len(lines))
    return lines[:first], lines[first:end], lines[end:annex], lines[annex:]


def _body(items: Iterable[Item]) -> tuple[tuple[Block, ...], dict[int, str]]:
    """Join the statements of each paragraph and tie every footnote to the block before it."""
    blocks: list[Block] = []
    notes: dict[int, str] = {}
    for item in items:
        if item.kind == "heading":
            blocks.append(Block("heading", item.text, item.level))
        elif item.kind == "statement" and item.goes_on:
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {item.text}")
        elif item.kind == "statement":
            blocks.append(Block("paragraph", item.text))
        elif item.kind == "footnote":
            number, _, text = item.text.partition(" ")
            notes[int(number)] = text
            blocks[-1] = replace(blocks[-1], notes=(*blocks[-1].notes, int(number)))
    return tuple(blocks), notes


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.removesuffix("|").split("|"))


def mark_offset(text: str, number: int) -> int:
    """Return where the mark of footnote `number` stands: its digits stuck to the end of a word.

    Raises
    ------
    ValueError
        Where the text has no such mark.
    """
    found = re.search(rf"(?<=[^\W\d_]){number}(?!\w)", text)
    if not found:
        raise ValueError(f"no mark {number} in: {text[:60]}")
    return found.start()


def split_marks(block: Block) -> list[tuple[str, int | None]]:
    """Cut a block's text at its footnote marks: pieces of text with None, marks with their number."""
    pieces: list[tuple[str, int | None]] = []
    rest = block.text
    for number in block.notes:
        start = mark_offset(rest, number)
        pieces += [(rest[:start], None), (str(number), number)]
        rest = rest[start + len(str(number)) :]
    return [*pieces, (rest, None)]


def split_lead_in(text: str) -> tuple[str, str, str]:
    """Return a bullet's sign, its lead-in ("Về kiểm tra:") and the rest; the first two may be empty."""
    found = _LEAD_IN.match(text)
    if found:
        return found[1], found[2], found[3]
    sign = "- " if text.startswith("- ") else ""
    return sign, "", text.removeprefix(sign)


def without_notes(layout: Layout) -> Layout:
    """Return the report without its footnotes and their marks, for formats that are written without them."""
    body = tuple(
        replace(block, text="".join(text for text, number in split_marks(block) if number is None), notes=())
        for block in layout.body
    )
    return replace(layout, body=body, notes={})
