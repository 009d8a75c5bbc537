"""Which tokens can stand at a place of a damaged text: words by a walk of the trie, numbers, signs, what is no word.

A place holds a code: a blank, a letter, a digit, a sign or another character. A visible character must be matched
as it is; a blank may have been any character, at the cost of that character's loss there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.repair.compiled import compiled
from nlp.repair.model import Trie
from nlp.repair.tokens import (
    CAPITALISED,
    CAPITALS,
    FIRST_SIGN,
    LONGEST_NUMBER,
    LOST,
    NUMBER,
    NUMBERS,
    OTHER,
    SIGN_CLASS,
    SIGNS,
    SMALL,
    UNKNOWN,
)

# Kinds of a place.
BLANK, SPACE, SMALL_LETTER, CAPITAL, DIGIT, SIGN, STRANGE = range(7)
WORST = -9.0  # log cost of the lost letters of a word beyond which it is not looked at
_SIGN_COUNT = len(SIGNS)
_OWN_WORD = -9.0  # log chance of a word that the lexicon lacks, and of each of its letters
_OWN_LETTER = -2.2
_OWN_LONGEST = 20
_LOST_CHARACTER = -11.0  # log chance of a lost character that no token explains
_DIGITS_LONGEST = 8


class Places(NamedTuple):
    """A stretch of text as arrays, one row a character.

    Attributes
    ----------
    kind : ndarray
        Kind of the place.
    code : ndarray
        Index of the letter in the alphabet, small and capital ones apart, or place of the sign in `SIGNS`; else -1.
    row : ndarray
        Row of `lost` for a blank, -1 elsewhere.
    lost : ndarray, shape (blanks, characters)
        Natural logarithm of the chance that the font there loses the character.
    capital : ndarray, shape (characters,)
        Index of a small letter's capital; a capital's own.
    digits, signs : ndarray
        Indices of the ten digits and of `SIGNS` in the alphabet.
    any_lost : ndarray, shape (blanks,)
        Natural logarithm of the chance that a usual character is lost there.
    """

    kind: NDArray[Any]
    code: NDArray[Any]
    row: NDArray[Any]
    lost: NDArray[Any]
    capital: NDArray[Any]
    digits: NDArray[Any]
    signs: NDArray[Any]
    any_lost: NDArray[Any]


class Found(NamedTuple):
    """The tokens at one place: words with a cost for each case, and other tokens; overwritten place by place.

    `word_cost[word, case]` is valid where `word_seen[word]` is the place; `other` rows are id, class, length and its
    `other_cost` the log chance of what they hold.
    """

    word: NDArray[Any]
    word_length: NDArray[Any]
    word_cost: NDArray[Any]
    word_best: NDArray[Any]  # the best cost of a word over its cases
    word_seen: NDArray[Any]
    word_done: NDArray[Any]  # the hypothesis that a word was last added to
    other: NDArray[Any]
    other_cost: NDArray[Any]


@compiled
def room(words: int) -> Found:
    """Return room for the tokens of a place."""
    return Found(
        np.empty(words, np.int32),
        np.empty(words, np.int32),
        np.empty((words, 3), np.float64),
        np.empty(words, np.float64),
        np.full(words, -1, np.int64),
        np.full(words, -1, np.int64),
        np.empty((64, 3), np.int32),
        np.empty(64, np.float64),
    )


@compiled
def letter_cost(places: Places, place: int, letter: int, capital: bool) -> float:
    """Return the log chance of seeing the place as it is, were it this letter; 1 where it cannot be."""
    index = places.capital[letter] if capital else letter
    if places.kind[place] == BLANK:
        return float(places.lost[places.row[place], index])
    return 0.0 if places.code[place] == index else 1.0


@compiled
def find_words(places: Places, trie: Trie, start: int, found: Found) -> int:
    """Write the words that can stand at `start`; return how many."""
    count = 0
    for case in range(3):
        count = _walk(places, trie, start, case, found, count)
    return count


@compiled
def _walk(places: Places, trie: Trie, start: int, case: int, found: Found, count: int) -> int:
    nodes, costs, depths = np.empty(1024, np.int32), np.empty(1024, np.float64), np.empty(1024, np.int32)
    nodes[0], costs[0], depths[0] = 0, 0.0, 0
    top = 1
    while top:
        top -= 1
        node, cost, depth = nodes[top], costs[top], depths[top]
        word = trie.word[node]
        if word >= 0 and not (case == CAPITALS - SMALL and depth == 1):
            count = _note(found, word, depth, case, cost, start, count)
        place = start + depth
        if place >= len(places.kind):
            continue
        capital = case == CAPITALS - SMALL or (case == CAPITALISED - SMALL and depth == 0)
        for arc in range(trie.start[node], trie.start[node + 1]):
            step = letter_cost(places, place, trie.letter[arc], capital)
            if step <= 0 and cost + step > WORST and top < 1023:
                nodes[top], costs[top], depths[top] = trie.child[arc], cost + step, depth + 1
                top += 1
    return count


@compiled
def _note(found: Found, word: int, length: int, case: int, cost: float, start: int, count: int) -> int:
    if found.word_seen[word] != start:
        found.word_seen[word] = start
        found.word[count] = word
        found.word_length[word] = length
        found.word_cost[word, :] = -1e9
        found.word_best[word] = cost
        count += 1
    found.word_cost[word, case] = cost
    found.word_best[word] = max(found.word_best[word], cost)
    return count


@compiled
def find_others(places: Places, start: int, found: Found) -> int:
    """Write the tokens at `start` that are no words of the lexicon; return how many."""
    kind = places.kind[start]
    if kind == SIGN:
        return _put(found, 0, FIRST_SIGN + places.code[start], SIGN_CLASS + places.code[start], 1, 0.0)
    if kind in (SMALL_LETTER, CAPITAL):
        return _own_word(places, start, found)
    if kind == STRANGE:
        return _put(found, 0, UNKNOWN, OTHER, 1, -2.0)
    if kind == SPACE:
        return 0
    count = _numbers(places, start, found, 0)
    if kind == BLANK:
        row = places.row[start]
        for sign in range(_SIGN_COUNT):
            cost = places.lost[row, places.signs[sign]]
            if cost > WORST:
                count = _put(found, count, FIRST_SIGN + sign, SIGN_CLASS + sign, 1, cost)
        count = _put(found, count, UNKNOWN, LOST, 1, _LOST_CHARACTER + places.any_lost[row])
    return count


@compiled
def _put(found: Found, count: int, token: int, kind: int, length: int, cost: float) -> int:
    found.other[count, 0], found.other[count, 1], found.other[count, 2] = token, kind, length
    found.other_cost[count] = cost
    return count + 1


@compiled
def _own_word(places: Places, start: int, found: Found) -> int:
    end = start
    while end < len(places.kind) and end - start < _OWN_LONGEST and places.kind[end] in (SMALL_LETTER, CAPITAL):
        end += 1
    return _put(found, 0, UNKNOWN, OTHER, end - start, _OWN_WORD + _OWN_LETTER * (end - start))


@compiled
def _numbers(places: Places, start: int, found: Found, count: int) -> int:
    """Write the runs of digits and lost digits at `start`; a run never ends before a visible digit."""
    cost, end = 0.0, start
    while end < len(places.kind) and end - start < _DIGITS_LONGEST and places.kind[end] in (DIGIT, BLANK):
        cost += _digit_cost(places, end)
        if cost < WORST:
            break
        end += 1
        if end == len(places.kind) or places.kind[end] != DIGIT or end - start == _DIGITS_LONGEST:
            count = _put(found, count, NUMBERS + min(end - start, LONGEST_NUMBER) - 1, NUMBER, end - start, cost)
    return count


@compiled
def _digit_cost(places: Places, place: int) -> float:
    """Return the log chance of seeing the place as it is, were it a digit, each of ten equally likely."""
    if places.kind[place] == DIGIT:
        return 0.0
    total = 0.0
    for digit in range(10):
        total += 0.1 * np.exp(places.lost[places.row[place], places.digits[digit]])
    return float(np.log(total + 1e-9))
