"""Tell cheaply whether a text can have lost letters at all.

A text that lost letters is full of gaps where the letters stood, and of fragments that no lexicon knows. Both must be
seen in one stretch: names and English have the fragments only, tables the gaps only.
"""

from __future__ import annotations

from itertools import islice

from nlp.repair.model import lexicon

STRETCH = 2000  # code points looked at together
GAPS = 0.26  # share of blanks; running Vietnamese has 0.20 to 0.23, and lost letters add 0.1 to 0.4
UNKNOWN = 0.12  # share of words that the lexicon lacks; clean reports stay under 0.05
SAMPLE = 300  # words looked up for each stretch
_EDGES = "0123456789.,;:()[]/-–+%“”\"'…"


def may_be_damaged(text: str) -> bool:
    """Tell whether a stretch of the text has gaps and fragments as lost letters leave them.

    The lexicon is asked only where the gaps are many, so that clean text costs a count of its blanks.
    """
    for low in range(0, len(text), STRETCH):
        blanks = text.count(" ", low, low + STRETCH)
        if blanks > GAPS * min(STRETCH, len(text) - low) and unknown_share(text[low : low + STRETCH]) > UNKNOWN:
            return True
    return False


def unknown_share(text: str) -> float:
    """Return the share of words in small letters that the lexicon lacks, in [0, 1]; 0 where there are none."""
    known = lexicon()
    trimmed = (word.strip(_EDGES) for word in text.split())
    sample = list(islice((word for word in trimmed if word.islower() and word.isalpha()), SAMPLE))
    return sum(word not in known for word in sample) / len(sample) if sample else 0.0
