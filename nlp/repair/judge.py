"""How legible a reading of a Vietnamese text is, so that two readings of one page can be compared.

A word is legible where the lexicon knows it and the language model does not find it out of place behind the words
before it. That sees both ways in which a reading fails: words that are none ("hnh", or what a gap left over), and
words that are others ("hanh chinh" for "hành chính"), which a lexicon alone would let pass. Numbers stand outside the
model: one is legible where no gap touches it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from nlp.repair.model import Automaton, automaton, words
from nlp.repair.tokens import BOUNDARY, FIRST_WORD, UNKNOWN, key_of, special_id

Span = tuple[int, int]
OUT_OF_PLACE: Final = -11.0  # natural logarithm of a chance; of the words of clean reports 2 to 4 in 100 have less
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_|\n\s*\n")


def legibility(text: str, gaps: Sequence[Span] = ()) -> float:
    """Return the share of a text's words and numbers that are legible, in [0, 1]; 0 for a text without any.

    Parameters
    ----------
    text : str
    gaps : sequence of (int, int)
        Blanks that stand for lost characters, in order (`Repaired.open`); what they touch is one illegible word.
    """
    right = list(_judged(text, gaps))
    return sum(right) / len(right) if right else 0.0


def _judged(text: str, gaps: Sequence[Span]) -> Iterator[bool]:
    model, state = automaton(), int(automaton().root_next[BOUNDARY])
    starts, torn = [start for start, _ in gaps], -1  # where the gap that was counted last ends
    for match in _TOKEN.finditer(text):
        token, (low, high) = match.group(), match.span()
        gap = bisect_right(starts, high) - 1
        touched = gap >= 0 and gaps[gap][1] >= low
        if touched:
            state = int(model.root_next[UNKNOWN])
            if gaps[gap][0] > torn and _is_word(token):
                yield False
            torn = gaps[gap][0]
            continue
        chance, state = _step(model, state, _number_of(token))
        if token[0].isalpha():
            yield chance > OUT_OF_PLACE
        elif token[0].isdigit():
            yield True


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _number_of(token: str) -> int:
    """Return a token's id in the language model."""
    if token.isspace():
        return BOUNDARY
    if not token[0].isalpha():
        return special_id(token)
    return _ids().get(key_of(token), UNKNOWN)


@cache
def _ids() -> dict[str, int]:
    return {word: FIRST_WORD + index for index, word in enumerate(words())}


def _step(model: Automaton, state: int, token: int) -> tuple[float, int]:
    """Return the log chance of a token after a state, minus infinity for an unknown one, and the state it leads to."""
    if token == UNKNOWN:
        return -math.inf, int(model.root_next[UNKNOWN])
    left = 0.0
    while state:
        low, high = int(model.arc_start[state]), int(model.arc_start[state + 1])
        place = low + int(model.arc_word[low:high].searchsorted(token))
        if place < high and model.arc_word[place] == token:
            return left + float(model.arc_log[place]), int(model.arc_next[place])
        left += float(model.backoff_log[state])
        state = int(model.backoff[state])
    return left + float(model.root_log[token]), int(model.root_next[token])
