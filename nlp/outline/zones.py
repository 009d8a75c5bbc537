"""Where the narrative begins and ends: letterhead and legal basis, closing lines and recipients, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.outline.contents import contents_blocks
from nlp.outline.front import body_start, is_byline
from nlp.outline.lexicon import heading_role, zone_pattern
from nlp.text.fold import fold
from nlp.text.view import Block, View

_SHORTEST_FRONT = 4  # blocks; no report closes before its fifth paragraph
_CLOSE_BEHIND = 6  # blocks between a closing sentence and the recipients or signature
_LONGEST_SIGNATURE, _LONGEST_TITLE = 90, 200  # code points
_SIGNED = re.compile(r"noi nhan|(?:tm|kt|tuq|tl|q)\s*\.|t/m\b|k/t\b")
_MAIN_HEADING = re.compile(r"(?:[ivx]{1,5}\s*[.:)/–-]|phan\s)")


@dataclass(frozen=True, slots=True)
class Zones:
    """Block indices: the front is [0, body), the body [body, back), the back [back, annex), the annexes the rest.

    `contents` are the blocks of a table of contents, wherever it stands.
    """

    body: int
    back: int
    annex: int
    contents: frozenset[int] = frozenset()


def find_zones(view: View) -> Zones:
    """Split the blocks of a view into front, body, back and annexes."""
    folded = [fold(view.block_text(block)[:2200]) for block in view.blocks]
    closing = _closing(folded)
    annex = _annex(view.blocks, folded, closing)
    back = annex if closing is None else closing
    contents = contents_blocks([view.block_text(block) for block in view.blocks[:back]])
    return Zones(body_start(view, folded, back, contents), back, annex, contents)


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


def is_note(folded: str) -> bool:
    """Tell whether a paragraph states nothing: a pointer to an annex, a formula of decisions, a by-line.

    "(Có phụ lục kèm theo)", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", "Ảnh: Cổng thông tin tỉnh".
    """
    return bool(zone_pattern("note").search(folded)) or is_byline(folded)
