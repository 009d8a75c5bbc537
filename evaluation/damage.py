"""What repair is worth: clean text damaged by rule, repaired, and compared place by place.

Two kinds of broken font are imitated. The mild one loses fifteen accented letters all over the text; with the severe
one, which loses most small letters and many digits and signs, it alternates every few dozen characters. A lost
character leaves one blank.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.scoring import Gold, score
from models.record import to_record
from models.tagging import TaggedReport, Tagger
from nlp.repair import Repaired, repair
from nlp.source import Source

MILD: Final = frozenset("ếệịộựạảấủụđưừỡở")
SEVERE: Final = frozenset("aàáảạãâấbđghiìịkmoòóộởpqstuủụưừựvxyếệBCDPQ,./012456")
LAYERS: Final = {"A": (MILD,), "AB": (MILD, SEVERE)}
RUN: Final = (20, 60)  # code points for which one font goes on, at least and at most
_SYLLABLE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a damaged text came out; shares in [0, 1].

    Attributes
    ----------
    before, after : float
        Share of syllables that are right in every letter, case included.
    precision : float
        Share of the syllables written into that are right.
    characters : float
        Share of the characters written that are right.
    restored : float
        Share of the lost characters that are right again.
    seconds : float
        Processor time of the repair.
    likely : float
        Share of syllables that are right in the likeliest reading, which labels are decided on and nobody is shown.
    """

    before: float
    after: float
    precision: float
    characters: float
    restored: float
    seconds: float
    likely: float


def damage(text: str, layers: str, seed: int = 0) -> str:
    """Return the text with the characters that its fonts lose as blanks; "A" is one mild font, "AB" two in turn."""
    fonts, chance = LAYERS[layers], random.Random(seed)
    out: list[str] = []
    font = 0
    while len(out) < len(text):
        run = text[len(out) : len(out) + chance.randint(*RUN)]
        out += [" " if char in fonts[font] else char for char in run]
        font = (font + 1) % len(fonts)
    return "".join(out)


def compare(text: str, damaged: str, repaired: Repaired, seconds: float) -> Outcome:
    """Compare a repaired text with the clean one, place by place."""
    spans = [match.span() for match in _SYLLABLE.finditer(text)]
    written = [(low, high) for low, high in spans if repaired.text[low:high] != damaged[low:high]]
    filled = [place for low, high in repaired.spans for place in range(low, high)]
    lost = sum(own != seen for own, seen in zip(text, damaged, strict=True))
    right = sum(repaired.text[place] == text[place] for place in filled)
    return Outcome(
        _right(text, damaged, spans),
        _right(text, repaired.text, spans),
        _right(text, repaired.text, written),
        right / max(len(filled), 1),
        right / max(lost, 1),
        seconds,
        _right(text, repaired.likely, spans),
    )


def _right(text: str, other: str, spans: Sequence[tuple[int, int]]) -> float:
    return sum(text[low:high] == other[low:high] for low, high in spans) / max(len(spans), 1)


def try_repair(text: str, layers: str, seed: int = 0) -> Outcome:
    """Damage a text, repair it, and tell how it came out."""
    damaged = damage(text, layers, seed)
    start = time.process_time()
    repaired = repair(damaged)
    return compare(text, damaged, repaired, time.process_time() - start)


def label_scores(tagger: Tagger, gold: Gold, layers: str = "") -> tuple[dict[str, float], TaggedReport]:
    """Return the scores of a report's labels, of the damaged text where `layers` says so, and the tagged report."""
    text = damage(gold.text, layers) if layers else gold.text
    tagged = tagger.tag(Source(f"{gold.name}.txt", text))
    return score(to_record(tagged), gold), tagged


def wrong_numbers(clean: TaggedReport, other: TaggedReport) -> list[str]:
    """Return the numbers that the other report cites at a place where the clean one cites another number."""
    own = [(tagged.start, tagged.end, tagged.mention.number) for tagged in clean.citations]
    found = []
    for tagged in other.citations:
        here = {number for start, end, number in own if start < tagged.end and tagged.start < end}
        if tagged.mention.number and tagged.mention.number not in here:
            found.append(tagged.mention.number)
    return found
