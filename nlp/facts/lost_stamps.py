"""Own number and date of a text that lost letters: a gap in or beside them leaves them unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.facts.symbols import read_symbol
from nlp.kinds import find_number_line
from nlp.text.view import View

if TYPE_CHECKING:
    from nlp.facts.facts import Facts

_SEARCHED = 20000  # code points of the front, in which number and date are printed first
_AROUND = 2  # code points beside a stamp in which a lost character may be one of its digits: "Số:  7/BC-UBND" was 37
# A blank is one lost character: "ngày 1  tháng" was the 18th, "3 /BC-UBND" was 37/BC-UBND.
_GAP = re.compile(r"[^\S\n]{2,}|\d[^\S\n]+[/-]|[/-][^\S\n]+\w")


def doubt_stamps(facts: Facts, view: View, text: str, lost: Sequence[tuple[int, int]]) -> Facts:
    """Return the facts without number or date where a lost character may belong to them.

    Parameters
    ----------
    facts : Facts
    view : View
    text : str
        The source's text after repair; blanks that stand for lost characters are still in it.
    lost : sequence of (int, int)
        Spans of the source whose characters are lost and were not restored; none in a sound text.
    """
    if not lost:
        return facts
    if facts.number and _is_doubtful(_number_pattern(facts.number), view, text, lost):
        facts = replace(facts, number=None)
    if facts.date and _is_doubtful(_day_pattern(facts.date), view, text, lost):
        facts = replace(facts, date=None)
    return facts


def _number_pattern(number: str) -> str:
    """Return a pattern of the number as printed; of an organ's known code ("BC-UBND") nothing can be lost behind it."""
    figure, *segments = re.split(r"[/-]", number)
    tail = r"[^\s,;]*" if read_symbol(find_number_line([f"Số: {number}"])) else r"[^\s,;]*(?:\s|\Z)"
    return rf"(?<!\d){figure}\s*[^\w\s]\s*{re.escape(segments[0])}{tail}"


def _day_pattern(date: str) -> str:
    year, month, day = (int(part) for part in date.split("-"))
    gap = r"\s*(?:tháng|[/.-])\s*", r"\s*(?:năm|[/.-])\s*"
    return rf"(?i:ngày)\s*0?{day}(?i:{gap[0]})0?{month}(?i:{gap[1]}){year}"


def _is_doubtful(pattern: str, view: View, text: str, lost: Sequence[tuple[int, int]]) -> bool:
    match = re.compile(pattern).search(view.text, 0, _SEARCHED)
    if match is None:
        return False
    low, high = view.to_source(match.start(), match.end())
    low = max(0, low - _AROUND)
    return any(start < high and end > low for start, end in lost) or bool(_GAP.search(text, low, high))


__all__ = ["doubt_stamps"]
