"""Restored letters for a reader: underlined on a terminal; elsewhere "°" behind each word that holds any.

The sign stands behind the word, so that a search still finds it. A letter that stays lost is shown as "·".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rich.text import Text

from cchc.language import say

SIGN: Final = "°"
GAP: Final = "·"
STYLE: Final = "underline"
_WORD: Final = re.compile(r"[^\W_]+")


def places_of(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the places that spans [start, end) cover."""
    return frozenset(place for start, end, *_ in spans for place in range(start, end))


def legend(restored: int, lost: int = 0, *, styled: bool = False) -> str:
    """Return the line that tells how many letters were restored and how they are marked; empty where none were."""
    if not restored and not lost:
        return ""
    sign = say("gạch chân", "underlined") if styled else SIGN
    told = [say(f"{restored} chữ được khôi phục ({sign})", f"{restored} letters restored ({sign})")]
    told += [say(f"{lost} chữ còn mất ({GAP})", f"{lost} still lost ({GAP})")] if lost else []
    return ", ".join(told)


def signed(text: str, restored: Collection[int]) -> str:
    """Return a text with the sign behind each word that holds a restored place."""
    if not restored:
        return text
    return _WORD.sub(lambda word: word.group() + SIGN * any(p in restored for p in range(*word.span())), text)


def styled(text: str, restored: Collection[int]) -> Text:
    """Return a text for a terminal, restored places underlined."""
    shown = Text(text)
    for place in restored:
        shown.stylize(STYLE, place, place + 1)
    return shown


def underlined(text: str, restored: Collection[int]) -> str:
    """Return a text with the restored places underlined by the terminal's own signs (ECMA-48)."""
    return "".join(f"\x1b[4m{char}\x1b[24m" if place in restored else char for place, char in enumerate(text))


def with_gaps(text: str, lost: Collection[int]) -> str:
    """Return a text in which each lost letter is a dot; it keeps its length."""
    if not lost:
        return text
    return "".join(GAP if place in lost else char for place, char in enumerate(text))


def places_within(text: str, mended: str, start: int, end: int, restored: Collection[int]) -> set[int]:
    """Return the places of a statement's text that were restored.

    Parameters
    ----------
    text : str
        The statement as read: its lines joined, footnote signs and hyphens lifted out.
    mended : str
        The source's text after repair.
    start, end : int
        Where the statement stands in it.
    restored : collection of int
        Restored places of `mended`.
    """
    found, at = set(), start
    for place, char in enumerate(text):
        next_ = at if char.isspace() else mended.find(char, at, end)
        if char.isspace() or next_ < 0:
            continue
        if next_ in restored:
            found.add(place)
        at = next_ + 1
    return found
