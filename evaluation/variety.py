"""How varied a corpus is: what templates and copying leave behind, measured on samples of equal size.

All four measures move with the number of sentences, so that two corpora are compared on random samples as large as the
smaller one. A corpus of many reports repeats itself less than one of few, as one office writes alike throughout: so it
is also sampled from as few reports as give the sentences needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from corpora.rows import Row
from evaluation.near_duplicates import plain
from nlp.text.letters import CAPITALS, SMALL_LETTERS
from nlp.text.markers import find_marker

DRAWS: Final = 5  # random samples whose mean is told
LARGEST: Final = 2000  # sentences of a sample: self-similarity compares each with each
_OPENING: Final = 6  # words
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,/]*|<\w+>")
_NAME: Final = rf"[{CAPITALS}][{SMALL_LETTERS}{CAPITALS}]*"
_Draw = Callable[[Sequence[Row], int, np.random.Generator], Sequence[Row]]
# What a template's slots would hold, in this order; a name that opens the sentence cannot be told from its first word.
_MASKS: Final = (
    (re.compile(rf"\b\d+(?:/\d{{4}})?/[{CAPITALS}][\w\-–]*(?:/[\w\-–]+)*"), "<doc>"),
    (re.compile(r"\d[\d.,/]*(?:\s*[-–]\s*\d[\d.,/]*)*\s*%?"), "<num>"),
    (re.compile(rf"(?<=\s)(?:[(“\"]?{_NAME})(?:[\s–-]+{_NAME})*"), "<name>"),
    (re.compile(r"(?<=<num>)\s*(?:nghìn|triệu|tỷ|tỉ)?\s*(?:đồng|lượt|km2|km|m2|ha|kg|điểm)\b"), " <unit>"),
)


@dataclass(frozen=True, slots=True)
class Variety:
    """The measures of one sample; means over the draws.

    Attributes
    ----------
    sentences, reports : float
        Size of the sample.
    distinct_4grams : float
        Share of word 4-grams that are different ones, in [0, 1]; higher is more varied.
    self_similarity : float
        Mean over sentences of the greatest TF-IDF cosine with another one, every number alike, in [0, 1]; lower is more
        varied.
    recurring_skeletons : float
        Share of sentences whose skeleton (numbers, units, document numbers, names masked) another one has too.
    recurring_openings : float
        Share of sentences whose first six words, masked, open another one too.
    """

    sentences: float
    reports: float
    distinct_4grams: float
    self_similarity: float
    recurring_skeletons: float
    recurring_openings: float


def skeleton(text: str) -> tuple[str, ...]:
    """Return the words of a sentence with what a template would fill in masked.

    Examples
    --------
    >>> " ".join(skeleton("- UBND huyện Nông Cống đã chi 1,2 tỷ đồng theo Kế hoạch số 15/KH-UBND."))
    'ubnd huyện <name> đã chi <num> <unit> theo <name> hoạch số <doc>'
    """
    text = text[find_marker(text).length :]
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return tuple(_WORD.findall(text.lower()))


def measure(rows: Sequence[Row]) -> Variety:
    """Return the measures of one sample."""
    texts = [row.text for row in rows]
    skeletons = [skeleton(text) for text in texts]
    return Variety(
        len(rows),
        len({row.report for row in rows}),
        _distinct_4grams(texts),
        _self_similarity(texts),
        _recurring(skeletons),
        _recurring(words[:_OPENING] for words in skeletons),
    )


def _distinct_4grams(texts: Iterable[str]) -> float:
    words = [_WORD.findall(text.lower()) for text in texts]
    grams = [tuple(each[i : i + 4]) for each in words for i in range(len(each) - 3)]
    return len(set(grams)) / len(grams) if grams else 0.0


def _self_similarity(texts: Sequence[str]) -> float:
    if len(texts) < 2 or not any(_WORD.search(text) for text in texts):
        return 0.0
    # Every number alike: one that stands nowhere else would weigh more than the words that repeat.
    matrix = TfidfVectorizer(preprocessor=plain, token_pattern=_WORD.pattern).fit_transform(texts)
    cosines = matrix @ matrix.T
    cosines.setdiag(0)
    return float(cosines.max(axis=1).toarray().mean())


def _recurring(keys: Iterable[tuple[str, ...]]) -> float:
    counts = Counter(keys)
    total = sum(counts.values())
    return sum(count for count in counts.values() if count > 1) / total if total else 0.0


def compare(corpus: Sequence[Row], other: Sequence[Row] = (), seed: int = 0) -> dict[str, Variety]:
    """Measure a corpus, beside another one where there is one, on samples of one size.

    Parameters
    ----------
    corpus, other : sequences of Row
    seed : int
        Of the samples.

    Returns
    -------
    dict
        "corpus"; with another one also "corpus_few_reports", from as few reports as give the sentences, and "other".
    """
    size = min(LARGEST, len(corpus), len(other) or len(corpus))
    found = {"corpus": _mean(corpus, size, seed, _any_reports)}
    if other:
        found["corpus_few_reports"] = _mean(corpus, size, seed, _few_reports)
        found["other"] = _mean(other, size, seed, _any_reports)
    return found


def _mean(rows: Sequence[Row], size: int, seed: int, draw: _Draw) -> Variety:
    if size == len(rows):
        return measure(rows)
    generator = np.random.default_rng(seed)
    measured = [measure(draw(rows, size, generator)) for _ in range(DRAWS)]
    return Variety(*(float(np.mean([getattr(each, f.name) for each in measured])) for f in fields(Variety)))


def _any_reports(rows: Sequence[Row], size: int, generator: np.random.Generator) -> Sequence[Row]:
    return [rows[i] for i in generator.choice(len(rows), size, replace=False)]


def _few_reports(rows: Sequence[Row], size: int, generator: np.random.Generator) -> Sequence[Row]:
    """Draw reports at random until they hold enough sentences, then from these."""
    reports: dict[str | None, list[Row]] = {}
    for row in rows:
        reports.setdefault(row.report, []).append(row)
    names = list(reports)
    pool: list[Row] = []
    for index in generator.permutation(len(names)):
        if len(pool) >= size:
            break
        pool += reports[names[index]]
    return _any_reports(pool, size, generator)
