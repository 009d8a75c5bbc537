"""The language model as loaded: a lexicon, an n-gram automaton, tables of case, space and letter frequency.

Made by ``python -m corpora.build_language_model``; plain arrays in one compressed file.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.repair.tokens import FIRST_WORD

FloatArray = NDArray[np.floating[Any]]
IntArray = NDArray[np.signedinteger[Any]]
FILE = "language_model.npz"


class Automaton(NamedTuple):
    """N-grams as states: the arcs of state `i` are `arc_start[i]:arc_start[i + 1]`, sorted by word.

    State 0 is the empty context and has no arcs: `root_log` and `root_next` hold its words. Probabilities are natural
    logarithms; a word that a state lacks costs `backoff_log` and is looked up in the state `backoff`.
    """

    arc_start: IntArray
    arc_word: IntArray
    arc_log: FloatArray
    arc_next: IntArray
    backoff: IntArray
    backoff_log: FloatArray
    root_log: FloatArray
    root_next: IntArray


class Trie(NamedTuple):
    """The words letter by letter: children of node `i` are `start[i]:start[i + 1]`; `word` is -1 within a word."""

    start: IntArray
    letter: IntArray
    child: IntArray
    word: IntArray


class Habits(NamedTuple):
    """Natural logarithms: `case[word, class before, case]` and `space[class before, class, 0 or 1]`."""

    case: FloatArray
    space: FloatArray


class LanguageModel(NamedTuple):
    """Everything that repair knows of the language.

    Attributes
    ----------
    words : list of str
        Words by id less `FIRST_WORD`, in small letters.
    characters : str
        The characters whose loss is judged.
    frequency : ndarray, shape (len(characters),)
        Their share of running text, white space counted.
    space : float
        Share of blanks in running text.
    """

    words: list[str]
    characters: str
    frequency: FloatArray
    space: float
    automaton: Automaton
    trie: Trie
    habits: Habits


@cache
def _arrays() -> dict[str, NDArray[Any]]:
    with (files("nlp.repair") / FILE).open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
        return {name: kept[name] for name in kept.files}


@cache
def words() -> list[str]:
    """Return the lexicon, in the order of the word ids."""
    return bytes(_arrays()["words"]).decode("utf-8").split("\n")


@cache
def lexicon() -> frozenset[str]:
    """Return the lexicon as a set, for look-up."""
    return frozenset(words())


@cache
def alphabet() -> tuple[str, FloatArray, float]:
    """Return the judged characters, their frequencies, and the share of blanks."""
    kept = _arrays()
    return bytes(kept["characters"]).decode("utf-8"), kept["frequency"].astype(np.float64), float(kept["blank"][0])


@cache
def load() -> LanguageModel:
    """Return the model, ready for the decoder."""
    characters, frequency, space = alphabet()
    return LanguageModel(words(), characters, frequency, space, automaton(), build_trie(words(), characters), _habits())


@cache
def automaton() -> Automaton:
    """Return the n-grams."""
    kept = _arrays()
    starts = np.concatenate(([0, 0], np.cumsum(kept["arcs"], dtype=np.int64)))
    logs = [kept[name].astype(np.float32) for name in ("arc_log", "backoff_log", "root_log")]
    ints = [kept[name].astype(np.int32) for name in ("arc_word", "arc_next", "backoff", "root_next")]
    return Automaton(starts.astype(np.int32), ints[0], logs[0], ints[1], ints[2], logs[1], logs[2], ints[3])


def _habits() -> Habits:
    """Combine how often a word and how often a place has each case, as if these were independent."""
    kept = _arrays()
    of_word, of_place = (kept[name].astype(np.float64) for name in ("case_of_word", "case_of_place"))
    of_word /= of_word.sum(axis=1, keepdims=True)
    overall = of_place.sum(axis=0) / of_place.sum()
    of_place = of_place / of_place.sum(axis=1, keepdims=True)
    joint = of_word[:, None, :] * (of_place / overall)[None, :, :]
    joint /= joint.sum(axis=2, keepdims=True)
    space = kept["space"].astype(np.float64)
    return Habits(np.log(joint).astype(np.float32), np.log(space / space.sum(axis=2, keepdims=True)).astype(np.float32))


def build_trie(lexicon_words: list[str], characters: str) -> Trie:
    """Return the trie of words whose letters all stand among `characters`."""
    number = {char: index for index, char in enumerate(characters)}
    children: list[dict[int, int]] = [{}]
    ends = [-1]
    for index, word in enumerate(lexicon_words):
        node = 0
        letters = [number.get(char, -1) for char in word]
        if min(letters) < 0:
            continue
        for letter in letters:
            if letter not in children[node]:
                children[node][letter] = len(children)
                children.append({})
                ends.append(-1)
            node = children[node][letter]
        ends[node] = FIRST_WORD + index
    start = np.concatenate(([0], np.cumsum([len(kids) for kids in children]))).astype(np.int32)
    pairs = np.array([pair for kids in children for pair in sorted(kids.items())], dtype=np.int32)
    return Trie(start, pairs[:, 0].copy(), pairs[:, 1].copy(), np.array(ends, dtype=np.int32))
