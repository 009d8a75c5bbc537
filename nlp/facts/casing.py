"""Capitals and small letters for a title set in capitals, as the document's own sentences write the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Final

from nlp.text.paragraphs import shouts

_READ = 40000  # code points of the document in which the title's words come back
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;)\n\"“”*+-])\s*\Z")
_Pair = tuple[str, str]
_FEWEST: Final = 1


def restore_case(title: str, narrative: str) -> str:
    """Return a title in which pairs of words that the narrative holds are cased as most often there.

    Parameters
    ----------
    title : str
        In small letters, but for names that are known already.
    narrative : str
        The document; what stands in capitals there tells nothing, nor does the first word of a sentence.

    Examples
    --------
    >>> restore_case("kết luận của phó thủ tướng tại tỉnh", "Ngày 5, Phó Thủ tướng kết luận. Phó Thủ tướng đã đi.")
    'kết luận của Phó Thủ tướng tại tỉnh'
    """
    words = list(_WORD.finditer(title))
    sentences = "\n".join(line for line in narrative[:_READ].split("\n") if not shouts(line))
    forms = _forms({_pair(first, second) for first, second in pairwise(words)}, sentences)
    out, low = [], 0
    for index, word in enumerate(words):
        votes: Counter[str] = Counter()
        if index:
            votes += forms[_pair(words[index - 1], word), 1]
        if index + 1 < len(words):
            votes += forms[_pair(word, words[index + 1]), 0]
        best = votes.most_common(1)
        out += [title[low : word.start()], best[0][0] if best and best[0][1] >= _FEWEST else word.group()]
        low = word.end()
    return "".join(out) + title[low:]


def _pair(first: re.Match[str], second: re.Match[str]) -> _Pair:
    return first.group().lower(), second.group().lower()


def _forms(wanted: set[_Pair], text: str) -> defaultdict[tuple[_Pair, int], Counter[str]]:
    """Return how each word of the wanted pairs is written in the text; 0 is a pair's first word, 1 its second."""
    found: defaultdict[tuple[_Pair, int], Counter[str]] = defaultdict(Counter)
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        pair = _pair(before, word) if before else None
        if before and pair in wanted and text[before.end() : word.start()].isspace() and not _shouted(before, word):
            if not _SENTENCE_START.search(text, max(0, before.start() - 4), before.start()):
                found[pair, 0][before.group()] += 1
            found[pair, 1][word.group()] += 1
        before = word
    return found


def _shouted(first: re.Match[str], second: re.Match[str]) -> bool:
    return first.group().isupper() and second.group().isupper()
