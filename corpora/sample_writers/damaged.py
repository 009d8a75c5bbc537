"""Text as PDFs with a broken font map give it: every lost letter is one space."""

from __future__ import annotations

import unicodedata
from itertools import cycle, islice
from random import Random
from typing import Final

# What the better and the worse of two broken fonts lose.
LOST_BY_ONE: Final = frozenset("ếệịộựạảấủụđưừỡở")
LOST_BY_TWO: Final = frozenset("aàáảạãâấbđghiìịkmoòóộởpqstuủụưừựvxyếệBCDPQ,./012456")
_SHORTEST, _LONGEST = 20, 60  # code points in one font before the other follows


def lose_letters(text: str, *, fonts: int, seed: int = 0) -> str:
    """Return a text (NFC, of the same length) whose lost letters are spaces.

    Parameters
    ----------
    text : str
    fonts : {1, 2}
        Whether one broken font sets everything, or a worse one takes turns with it inside the sentences.
    seed : int
        Of the lengths of the turns.
    """
    whole = unicodedata.normalize("NFC", text)
    if fonts == 1:
        return "".join(" " if char in LOST_BY_ONE else char for char in whole)
    random = Random(seed)
    layers = cycle((LOST_BY_ONE, LOST_BY_TWO))
    turns = ((lost, random.randint(_SHORTEST, _LONGEST)) for lost in layers)
    lost_at = (lost for lost, length in turns for _ in range(length))
    return "".join(" " if char in lost else char for char, lost in zip(whole, islice(lost_at, len(whole)), strict=True))
