"""Build the language model of `nlp.repair` from the authored reports and what underthesea ships.

Run as ``python -m corpora.build_language_model`` (``make language-model``). The text is that of `corpora/authored`;
underthesea adds its tagged test news and its word list, both with less weight. The result depends on nothing else, and
its bytes are the same each time.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.annotated import authored, render
from nlp.repair.model import FILE, FloatArray
from nlp.repair.tokens import (
    AT_BOUNDARY,
    BOUNDARY,
    CASES,
    CLASSES,
    FIRST_WORD,
    SIGNS,
    SMALL,
    UNKNOWN,
    class_of,
    cut,
    key_of,
    special_id,
)
from nlp.text.fold import fold

ORDER = 4
OWN, NEWS, LISTED = 1.0, 0.15, 0.05  # weight of a token of the project's text, of news, of a listed compound
DISCOUNT = 0.75
LEAST = 0.2  # weight of the rarest n-gram of three words or more that is kept
LONGEST = 9  # letters of a word; longer ones are foreign names
_NEWS = "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303/test_output.txt"
_LIST = "corpus/data/Viet74K.txt"
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|th|tr|ph|kh|gh|gi|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.ASCII
)
VIETNAMESE = "abcdefghijklmnopqrstuvwxyzđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
Text = tuple[str, float]
Context = tuple[int, ...]
Counts = dict[Context, dict[int, float]]


def texts() -> Iterator[Text]:
    """Yield paragraphs and their weights."""
    for report in authored():
        for paragraph in render(report).text.splitlines():
            if paragraph.strip():
                yield unicodedata.normalize("NFC", paragraph), OWN
    for sentence in _shipped(_NEWS).split("\n\n"):
        words = [line.split("\t")[0] for line in sentence.splitlines() if "\t" in line]
        if words:
            yield " ".join(words).replace("_", " "), NEWS
    for entry in _shipped(_LIST).splitlines():
        if entry.strip() and "-" not in entry:
            yield entry.strip(), LISTED


def _shipped(path: str) -> str:
    return unicodedata.normalize("NFC", (files("underthesea") / path).read_text(encoding="utf-8"))


def choose_words(source: Iterable[Text]) -> list[str]:
    """Return the words of the project's text and the syllables of the rest, in small letters, sorted."""
    own: set[str] = set()
    other: Counter[str] = Counter()
    for text, weight in source:
        for token, _ in cut(text):
            if token[0].isalpha() and len(token) <= LONGEST:
                if weight == OWN:
                    own.add(key_of(token))
                else:
                    other[token.lower()] += 1
    listed = {word for word, count in other.items() if _SYLLABLE.fullmatch(fold(word)) and (count > 1 or len(word) > 1)}
    return sorted(own | listed)


class Tally:
    """Weighted counts of n-grams, cases and spaces."""

    def __init__(self, words: list[str]) -> None:
        self.ids = {word: FIRST_WORD + index for index, word in enumerate(words)}
        self.size = FIRST_WORD + len(words)
        self.ngrams: list[Counts] = [defaultdict(lambda: defaultdict(float)) for _ in range(ORDER)]
        self.case_of_word = np.full((self.size, CASES), 0.02)
        self.case_of_place = np.full((CLASSES, CASES), 0.5)
        self.space = np.full((CLASSES, CLASSES, 2), 0.05)

    def add(self, text: str, weight: float) -> None:
        """Count one paragraph."""
        tokens = list(cut(text))
        ids = [self.ids.get(key_of(token), UNKNOWN) if token[0].isalpha() else special_id(token) for token, _ in tokens]
        if weight == LISTED:
            self._add_ngrams(ids, weight, 0)
            return
        self._add_ngrams([BOUNDARY, *ids, BOUNDARY], weight, 1)
        before = AT_BOUNDARY
        for (token, spaced), number in zip(tokens, ids, strict=True):
            kind = class_of(token)
            if SMALL <= kind < SMALL + CASES:
                self.case_of_word[number, kind - SMALL] += weight
                self.case_of_place[before, kind - SMALL] += weight
            if weight == OWN:
                self.space[before, kind, int(spaced)] += 1
            before = kind

    def _add_ngrams(self, ids: list[int], weight: float, first: int) -> None:
        for place in range(first, len(ids)):
            for order in range(min(ORDER - 1, place) + 1):
                self.ngrams[order][tuple(ids[place - order : place])][ids[place]] += weight


def prune(ngrams: list[Counts]) -> None:
    """Drop long n-grams that only news or the list has once or twice, and the contexts left empty."""
    for order, counts in enumerate(ngrams):
        if order < 2:
            continue
        for context in list(counts):
            kept = {word: count for word, count in counts[context].items() if count >= LEAST}
            if kept:
                counts[context] = kept
            else:
                del counts[context]


def automaton(ngrams: list[Counts], size: int) -> dict[str, NDArray[Any]]:
    """Return the n-grams as states and arcs (`nlp.repair.model.Automaton`), interpolated by absolute discounting.

    Contexts are numbered by length, then by their words, so that the one a context falls back to comes before it.
    """
    contexts: list[Context] = [context for counts in ngrams for context in sorted(counts)]
    number = {context: index for index, context in enumerate(contexts)}
    root, root_left = _discounted(ngrams[0][()])
    chance = np.full(size, root_left / size)
    chance[list(root)] += list(root.values())
    chances: list[dict[int, float]] = [{}]
    left, backoff, arcs = [1.0], [0], [0]
    rows: list[tuple[int, float, int]] = []
    for context in contexts[1:]:
        lower = number[_longest(context[1:], number)]
        own, rest = _discounted(ngrams[len(context)][context])
        found = {
            word: value + rest * _look_up(word, lower, chances, left, backoff, chance) for word, value in own.items()
        }
        chances.append(found)
        left.append(rest)
        backoff.append(lower)
        arcs.append(len(found))
        rows += [(word, found[word], number[_longest((*context, word), number)]) for word in sorted(found)]
    return {
        "arcs": np.array(arcs[1:], dtype=np.uint16),
        "arc_word": np.array([row[0] for row in rows], dtype=np.uint16),
        "arc_log": np.log([row[1] for row in rows]).astype(np.float16),
        "arc_next": np.array([row[2] for row in rows], dtype=np.uint32),
        "backoff": np.array(backoff, dtype=np.uint32),
        "backoff_log": np.log(left).astype(np.float16),
        "root_log": np.log(chance).astype(np.float16),
        "root_next": np.array([number.get((word,), 0) for word in range(size)], dtype=np.uint32),
    }


def _longest(context: Context, number: dict[Context, int]) -> Context:
    context = context[-(ORDER - 1) :]
    while context not in number:
        context = context[1:]
    return context


def _discounted(counts: dict[int, float]) -> tuple[dict[int, float], float]:
    """Return each word's share after the discount, and what the discounts leave for the shorter context."""
    total = sum(counts.values())
    taken = {word: DISCOUNT * min(1.0, count) for word, count in counts.items()}
    return {word: (count - taken[word]) / total for word, count in counts.items()}, sum(taken.values()) / total


def _look_up(
    word: int, state: int, chances: list[dict[int, float]], left: list[float], backoff: list[int], root: FloatArray
) -> float:
    scale = 1.0
    while state and word not in chances[state]:
        scale *= left[state]
        state = backoff[state]
    return scale * (chances[state][word] if state else float(root[word]))


def characters() -> tuple[str, FloatArray, float]:
    """Return the letters, digits and signs of the project's text, their shares, and the share of blanks."""
    counts: Counter[str] = Counter()
    for text, weight in texts():
        if weight == OWN:
            counts.update(text + "\n")
    total = sum(counts.values())
    letters = sorted(set(VIETNAMESE + VIETNAMESE.upper() + "0123456789" + SIGNS))
    return "".join(letters), np.array([(counts[char] + 0.5) / total for char in letters]), counts[" "] / total


def build() -> dict[str, NDArray[Any]]:
    """Return the arrays of the model."""
    source = list(texts())
    words = choose_words(source)
    tally = Tally(words)
    for text, weight in source:
        tally.add(text, weight)
    prune(tally.ngrams)
    letters, frequency, blank = characters()
    return automaton(tally.ngrams, tally.size) | {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "characters": np.frombuffer(letters.encode(), dtype=np.uint8),
        "frequency": frequency.astype(np.float32),
        "blank": np.array([blank], dtype=np.float32),
        "case_of_word": tally.case_of_word.astype(np.float16),
        "case_of_place": tally.case_of_place.astype(np.float32),
        "space": tally.space.astype(np.float32),
    }


def write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write the arrays as `numpy.savez_compressed` does, with a fixed date, so that the bytes are always the same."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, arrays[name], allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def main() -> None:
    """Write the model beside the code that reads it, or to the path given."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(str(files("nlp.repair"))) / FILE
    arrays = build()
    write(path, arrays)
    words = bytes(arrays["words"]).count(b"\n") + 1
    print(f"{path}: {words:,} words, {len(arrays['arc_word']):,} n-grams, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
