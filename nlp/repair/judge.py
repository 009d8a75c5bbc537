"""How legible a reading of a Vietnamese text is, so that two readings of one page can be compared.

A word is legible where the lexicon knows it and the language model does not find it out of place behind the words
before it. That sees both ways in which a reading fails: words that are none ("hnh", or what a gap left over), and
words that are others ("hanh chinh" for "hành chính"), which a lexicon alone would let pass. Numbers stand outside the
model: one is legible where no gap touches it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from nlp.repair.model import automaton
from nlp.repair.ngrams import id_of, step
from nlp.repair.tokens import BOUNDARY, UNKNOWN

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
        chance, state = step(model, state, id_of(token))
        if token[0].isalpha():
            yield chance > OUT_OF_PLACE
        elif token[0].isdigit():
            yield True


def _is_word(token: str) -> bool:
    return token[0].isalnum()
