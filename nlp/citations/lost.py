"""Citations in a text that lost letters: a number with a gap in it is no number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from nlp.citations.mentions import Mention
from nlp.text.view import View

_NUMBER = re.compile(r"[^\s,;()]*\d[^\s,;()]*")
_AROUND = 2  # code points beside a number in which a lost character may be one of its digits: "số  2/2016" was 12/2016


def doubt_numbers(mentions: Sequence[Mention], view: View, lost: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return mentions in which a number that touches a lost character is null and the form `ambiguous`.

    Parameters
    ----------
    mentions : sequence of Mention
        In offsets of the view.
    view : View
    lost : sequence of (int, int)
        Spans of the source whose characters are lost and were not restored, in order.
    """
    if not lost:
        return list(mentions)
    starts = [start for start, _ in lost]
    return [_doubtful(mention) if _touches(mention, view, lost, starts) else mention for mention in mentions]


def _touches(mention: Mention, view: View, lost: Sequence[tuple[int, int]], starts: list[int]) -> bool:
    number = _NUMBER.search(view.text, mention.start, mention.end)
    if mention.number is None or number is None:
        return False
    low, high = view.to_source(number.start(), number.end())
    index = bisect_right(starts, high + _AROUND - 1) - 1
    return index >= 0 and lost[index][1] > low - _AROUND


def _doubtful(mention: Mention) -> Mention:
    """Return the mention without what its number tells."""
    return replace(mention, number=None, form="ambiguous", code=None, organ=None, title=None, own=False)
