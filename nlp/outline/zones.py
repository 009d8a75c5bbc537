"""Where the narrative begins and ends: letterhead and legal basis, closing lines and recipients, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.outline.lexicon import has_predicate, heading_area, heading_role, zone_pattern
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block, View

_SHORTEST_FRONT = 4  # blocks; no report closes before its fifth paragraph
_CLOSE_BEHIND = 6  # blocks between a closing sentence and the recipients or signature
_LONGEST_SIGNATURE, _LONGEST_TITLE, _LONGEST_LETTERHEAD = 90, 200, 220  # code points
_ORGAN = re.compile(r"(?:uy ban|hoi dong) nhan dan|dang bo|van phong|doan giam sat|ban phap che|thuong truc")
_SIGNED = re.compile(r"noi nhan|(?:tm|kt|tuq|tl|q)\s*\.|t/m\b|k/t\b")
_MAIN_HEADING = re.compile(r"(?:[ivx]{1,5}\s*[.:)/–-]|phan\s)")
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
    closing = _closing(folded)
    annex = _annex(view.blocks, folded, closing)
    back = annex if closing is None else closing
    return Zones(_body(view, folded, back), back, annex)


def _closing(folded: list[str]) -> int | None:
    """Return where the closing lines begin: a closing sentence with recipients, signature or the end close behind it.

    The same words in the body ("Trên đây là những kết quả …") have headings and paragraphs behind them.
    """
    pattern = zone_pattern("closing")
    for index in range(_SHORTEST_FRONT, len(folded)):
        if pattern.search(folded[index]) and _is_end(folded, index):
            return index
    return None


def _is_end(folded: list[str], index: int) -> bool:
    text = folded[index].rstrip()
    if _SIGNED.match(text):
        return len(text) < _LONGEST_SIGNATURE or text.startswith("noi nhan")
    behind = folded[index + 1 : index + 1 + _CLOSE_BEHIND]
    if text.endswith("./.") or len(behind) < _CLOSE_BEHIND:
        return True
    return any(_SIGNED.match(line) and len(line) < _LONGEST_SIGNATURE for line in behind)


def _annex(blocks: list[Block], folded: list[str], closing: int | None) -> int:
    """The annexes begin at the first annex title or table behind the closing lines.

    Without closing lines, at an annex title that stands alone, late enough, with no section of a known role behind it.
    """
    pattern = zone_pattern("annex")
    start = int(0.3 * len(folded)) if closing is None else closing
    for index in range(start, len(folded)):
        titled = len(folded[index]) < _LONGEST_TITLE and bool(pattern.search(folded[index]))
        if titled and (closing is not None or not _goes_on(folded, index)):
            return index
        if closing is not None and blocks[index].kind == "table":
            return index
    return len(folded)


def _goes_on(folded: list[str], index: int) -> bool:
    """Tell whether a section of the narrative follows: a Roman or part heading of a known role."""
    behind = (text for text in folded[index + 1 :] if len(text) < _LONGEST_TITLE and _MAIN_HEADING.match(text))
    return any(heading_role(text) for text in behind)


def _body(view: View, folded: list[str], back: int) -> int:
    """The body begins at the first heading, or at the first paragraph that is no letterhead, title or legal basis."""
    last_front, based = -1, False
    lettered = any(zone_pattern("letterhead").search(line) or line.startswith("bao cao") for line in folded[:12])
    for index in range(min(back, 60)):
        text = view.block_text(view.blocks[index])
        if _opens_body(text) or (based and shouts(text) and not zone_pattern("letterhead").search(folded[index])):
            return _with_preamble(view, folded, last_front, index)
        based = based or bool(zone_pattern("basis").search(folded[index]))
        # Capitals alone tell nothing where no letterhead stands: an excerpt may begin with a heading.
        front = is_front(text, folded[index]) and (lettered or _is_report_title(text) or not shouts(text))
        if front or (last_front == index - 1 and _is_title(text, folded, index)):
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
    if len(text) >= _LONGEST_LETTERHEAD:
        return False
    return shouts(text) or (bool(zone_pattern("letterhead").search(folded)) and not _is_said_by_an_organ(text, folded))


def _is_said_by_an_organ(text: str, folded: str) -> bool:
    """Tell whether a line that an organ's name opens is a sentence about it: "Ủy ban nhân dân xã đã ban hành …"."""
    return bool(_ORGAN.match(folded)) and text.rstrip().endswith((".", ";")) and has_predicate(text)


def _is_title(text: str, folded: list[str], index: int) -> bool:
    """A short line between "BÁO CÁO" and the legal basis is the title or its second line."""
    near = any(line.strip() == "bao cao" or line.startswith("bao cao") for line in folded[max(0, index - 3) : index])
    return near and len(text) < 300 and bool(_TITLE_WORDS.search(folded[index])) and not text.rstrip().endswith(".")


def _with_preamble(view: View, folded: list[str], last_front: int, heading: int) -> int:
    """Paragraphs between the legal basis and the first heading are narrative when they say something."""
    for index in range(last_front + 1, heading):
        text = view.block_text(view.blocks[index])
        if not text.rstrip().endswith(":") and (len(text) > 80 or _is_said_by_an_organ(text, fold(text))):
            return index
    return heading


def is_note(folded: str) -> bool:
    """Tell whether a paragraph only points to an annex ("(Có phụ lục kèm theo)")."""
    return bool(zone_pattern("note").search(folded))


__all__ = ["Zones", "find_zones", "heading_role", "is_front", "is_note"]
