"""The n-gram automaton outside the decoder's hot loop: a token's id, and one step."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np

from nlp.repair.model import Automaton, words
from nlp.repair.tokens import BOUNDARY, FIRST_WORD, UNKNOWN, key_of, special_id

OF_LANGUAGE: Final = 8000.0  # words as which the language model counts beside those of a document


def adapted(automaton: Automaton, tokens: Iterable[str]) -> Automaton:
    """Return the n-grams with a document's words mixed into the chances of words without context.

    A Dirichlet prior (MacKay and Peto 1995). Mixing in pairs of words as well made more of the text sure, and more of
    that wrong.
    """
    counts = Counter(id_of(token) for token in tokens)
    del counts[UNKNOWN]
    chance = np.exp(automaton.root_log.astype(np.float64)) * OF_LANGUAGE
    for word, count in counts.items():
        chance[word] += count
    root_log = np.log(chance / (OF_LANGUAGE + counts.total()))
    return automaton._replace(root_log=root_log.astype(automaton.root_log.dtype))


def id_of(token: str) -> int:
    """Return a token's id in the language model; white space is a boundary."""
    if token.isspace():
        return BOUNDARY
    if not token[0].isalpha():
        return special_id(token)
    return _ids().get(key_of(token), UNKNOWN)


@cache
def _ids() -> dict[str, int]:
    return {word: FIRST_WORD + index for index, word in enumerate(words())}


def step(model: Automaton, state: int, token: int) -> tuple[float, int]:
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
