"""Where the narrative begins and ends: letterhead and legal basis, closing lines and recipients, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.outline.lexicon import heading_area, heading_role, zone_pattern
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block, View

_TITLE_WORDS = re.compile(r"bao cao|ket qua|cong tac|cai cach|giam sat|thang|quy |nam \d")


@dataclass(frozen=True, slots=True)
class Zones:
    """Block indices: the front is [0, body), the body [body, back), the back [back, annex), the annexes the rest."""

    body: int
    back: int
    annex: int


def find_zones(view: View) -> Zones:
    """Split the blocks of a view into front, body, back and annexes."""
    folded = [fold(view.block_text(block)[:2200]) for block in view.blocks]
    annex = _annex(view.blocks, folded)
    back = _back(folded, annex)
    return Zones(_body(view, folded, back), back, annex)


def _annex(blocks: list[Block], folded: list[str]) -> int:
    """The annexes begin at the first annex title after the closing lines, or at one that stands alone late enough."""
    closing, pattern = zone_pattern("closing"), zone_pattern("annex")
    closed = False
    for index, text in enumerate(folded):
        if closing.search(text) and index > 3:
            closed = True
        if pattern.search(text) and len(text) < 200 and (closed or index > 0.3 * len(folded)):
            return index
        if closed and blocks[index].kind == "table":
            return index
    return len(folded)


def _back(folded: list[str], annex: int) -> int:
    """The back begins at the last closing sentence or recipients' line of the body's second half."""
    closing = zone_pattern("closing")
    for index in range(min(annex, len(folded)) // 3, annex):
        if closing.search(folded[index]):
            return index
    return annex


def _body(view: View, folded: list[str], back: int) -> int:
    """The body begins at the first heading, or at the first paragraph that is no letterhead, title or legal basis."""
    last_front = -1
    lettered = any(zone_pattern("letterhead").search(line) or line.startswith("bao cao") for line in folded[:12])
    for index in range(min(back, 60)):
        text = view.block_text(view.blocks[index])
        if _opens_body(text):
            return _with_preamble(view, folded, last_front, index)
        if is_front(text, folded[index]) and (lettered or _is_report_title(text) or not shouts(text)):
            last_front = index
        elif last_front == index - 1 and _is_title(text, folded, index):
            last_front = index
        elif _is_narrative(text):
            break
    return last_front + 1


def _opens_body(text: str) -> bool:
    marker = find_marker(text)
    if marker.style in ("roman", "part", "upper"):
        return True
    if marker.style in ("dec1", "dec2") and len(text) < 400:
        return True
    return len(text) < 160 and not marker.length and heading_area(text)[1] == "name" and not _is_report_title(text)


def _is_narrative(text: str) -> bool:
    """A long paragraph that ends as a sentence: what looks like a legal basis further down is none."""
    return len(text) > 80 and text.rstrip().endswith((".", ";"))


def _is_report_title(text: str) -> bool:
    return bool(re.search(r"bao cao|cai cach hanh chinh|cchc", fold(text)))


def is_front(text: str, folded: str) -> bool:
    """Tell whether a paragraph is letterhead, number line, date line or legal basis."""
    if zone_pattern("basis").search(folded):
        return True
    return len(text) < 220 and (bool(zone_pattern("letterhead").search(folded)) or shouts(text))


def _is_title(text: str, folded: list[str], index: int) -> bool:
    """A short line between "BÁO CÁO" and the legal basis is the title or its second line."""
    near = any(line.strip() == "bao cao" or line.startswith("bao cao") for line in folded[max(0, index - 3) : index])
    return near and len(text) < 300 and bool(_TITLE_WORDS.search(folded[index])) and not text.rstrip().endswith(".")


def _with_preamble(view: View, folded: list[str], last_front: int, heading: int) -> int:
    """Paragraphs between the legal basis and the first heading are narrative when they say something."""
    for index in range(last_front + 1, heading):
        text = view.block_text(view.blocks[index])
        if len(text) > 80 and not text.rstrip().endswith(":"):
            return index
    return heading


def is_note(folded: str) -> bool:
    """Tell whether a paragraph only points to an annex ("(Có phụ lục kèm theo)")."""
    return bool(zone_pattern("note").search(folded))


__all__ = ["Zones", "find_zones", "heading_role", "is_front", "is_note"]
