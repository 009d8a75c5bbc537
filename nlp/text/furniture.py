"""Page furniture: tables of contents and running heads, which are no part of the report's words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from nlp.text.fold import fold
from nlp.text.lines import Line

_CONTENTS = re.compile(r"\S.*?(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,3}\s*\Z")
_CONTENTS_TITLE = re.compile(r"muc luc\Z")
_OFTEN = 3  # a line that comes back this often beside page breaks is a running head
_LONGEST = 120  # code points of a running head


def drop_furniture(lines: list[Line]) -> list[Line]:
    """Return the lines with contents entries and running heads marked as rules, which the view leaves out."""
    heads = _running_heads(lines)
    return [replace(line, kind="rule") if _is_furniture(line, heads) else line for line in lines]


def _is_furniture(line: Line, heads: set[str]) -> bool:
    if line.kind not in ("text", "table"):
        return False
    stripped = line.stripped
    if stripped in heads or _CONTENTS.match(stripped):
        return True
    return len(stripped) < 12 and bool(_CONTENTS_TITLE.match(fold(stripped)))


def _running_heads(lines: list[Line]) -> set[str]:
    """Return the short lines that come back beside page numbers or page starts."""
    inked = [line for line in lines if line.kind != "blank"]
    counts: Counter[str] = Counter()
    for index, line in enumerate(inked):
        if line.kind != "text" or len(line.stripped) > _LONGEST:
            continue
        around = [inked[other] for other in (index - 1, index + 1) if 0 <= other < len(inked)]
        following = index + 1 < len(inked) and inked[index + 1].page_start
        if line.page_start or following or any(other.kind == "page_number" for other in around):
            counts[line.stripped] += 1
    return {text for text, count in counts.items() if count >= _OFTEN and len(text) > 8}
