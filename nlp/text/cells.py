"""Tables that a converter printed one cell a line: runs of short scraps with many figures, or cells between bars."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from nlp.text.fold import fold
from nlp.text.lines import Line
from nlp.text.markers import find_marker
from nlp.text.view import Block

_FIGURE = re.compile(r"[\d.,%/\s()–-]+\Z")
_HEAD = re.compile(r"(?:tt|stt|so tt|chi tieu|don vi tinh|ghi chu|so lieu|don vi|noi dung|tong so|cong)\Z")
_STOPPED = re.compile(r"[.;:!?…]\s*\Z")
_LONGEST = 45  # code points of a cell
_FEWEST = 6  # blocks in a run
_FEWEST_BARS = 12  # between blank lines: a table of three columns and rows
_SHARE = 1 / 3  # of the run are figures or column heads


def mark_cells(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with runs of table cells marked as tables.

    Parameters
    ----------
    text : str
        The view's text.
    blocks : list of Block
    """
    marked = list(blocks)
    low = 0
    for high in range(len(blocks) + 1):
        if high < len(blocks) and _is_scrap(text, blocks[high]):
            continue
        if _is_table(text, blocks[low:high]):
            marked[low:high] = [replace(block, kind="table") for block in blocks[low:high]]
        low = high + 1
    return marked


def mark_bar_tables(lines: list[Line]) -> list[Line]:
    """Return the lines with the cells of larger tables between bars marked as rows of tables.

    Converters put a letterhead or the signature between bars too, in two to six cells.
    """
    marked: list[Line] = []
    for blank, group in groupby(lines, key=lambda line: line.kind == "blank"):
        part = list(group)
        if not blank and sum(line.kind == "bar" for line in part) >= _FEWEST_BARS:
            part = [replace(line, kind="table") if line.kind in ("text", "page_number") else line for line in part]
        marked += part
    return marked


def _is_scrap(text: str, block: Block) -> bool:
    if block.kind == "table":
        return True
    words = text[block.start : block.end]
    if block.kind != "text" or block.heading_level or len(words) > _LONGEST or _STOPPED.search(words):
        return False
    return find_marker(words).style == "none"


def _is_table(text: str, run: list[Block]) -> bool:
    if len(run) < _FEWEST:
        return False
    telling = sum(_tells(text[block.start : block.end]) for block in run)
    return telling >= _SHARE * len(run)


def _tells(words: str) -> bool:
    return bool(_FIGURE.match(words) or _HEAD.match(fold(words).strip(" .:")))
