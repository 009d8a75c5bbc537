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
# Blanks beside a number that no clean text has there, and that a font may therefore have left for a digit or a letter:
# "số   2/2016" (several), "( 2/2016" (behind an opening sign), "60/2021/NĐ- " (behind a joint), "15/QĐ-U ," (a sign).
_STRANGE_BEFORE = re.compile(r"(?:[^\S\n]{2,}|[(\[/][^\S\n]+)\Z")
_STRANGE_AFTER = re.compile(r"[/–-](?=\s|\Z)|[^\S\n]{2,}|[^\S\n]+[,.;:)\]]")
_WINDOW = 12  # code points looked at on each side


def doubt_numbers(mentions: Sequence[Mention], view: View, text: str, lost: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return mentions in which a number that a lost character may belong to is null and the form `ambiguous`.

    Parameters
    ----------
    mentions : sequence of Mention
        In offsets of the view.
    view : View
    text : str
        The source's text after repair: blanks that are no spaces still stand in it, the view has lost some of them.
    lost : sequence of (int, int)
        Spans of the source whose characters are lost and were not restored, in order.

    Notes
    -----
    A decoder takes some lost characters for spaces, so in a text with gaps a blank where clean text has none beside a
    number is a gap, too. A text without gaps is not looked at.
    """
    if not lost:
        return list(mentions)
    starts = [start for start, _ in lost]
    return [_doubtful(mention) if _touched(mention, view, text, lost, starts) else mention for mention in mentions]


def _touched(mention: Mention, view: View, text: str, lost: Sequence[tuple[int, int]], starts: list[int]) -> bool:
    number = _NUMBER.search(view.text, mention.start, mention.end)
    if mention.number is None or number is None:
        return False
    low, high = view.to_source(number.start(), number.end())
    index = bisect_right(starts, high + _AROUND - 1) - 1
    return (index >= 0 and lost[index][1] > low - _AROUND) or _strange(text, low, high)


def _strange(text: str, low: int, high: int) -> bool:
    """Tell whether blanks border on [low, high) as they do not in clean text."""
    before = _STRANGE_BEFORE.search(text, max(low - _WINDOW, 0), low)
    return bool(before or _STRANGE_AFTER.match(text, high, high + _WINDOW))


def _doubtful(mention: Mention) -> Mention:
    """Return the mention without what its number tells."""
    return replace(mention, number=None, form="ambiguous", code=None, organ=None, title=None, own=False)
