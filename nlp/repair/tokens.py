"""Tokens of the language model: syllables in small letters, signs, numbers by length.

The model and the decoder cut text alike: a run of letters is a syllable or an abbreviation, a run of digits a number,
any other sign stands alone. What a token looks like beside its letters (its case, the space before it) is told by its
class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Ids of the tokens that are no words; the words follow.
BOUNDARY: Final = 0  # begin and end of a paragraph
UNKNOWN: Final = 1
NUMBERS: Final = 2  # five ids: numbers of one to four digits, and longer ones
LONGEST_NUMBER: Final = 5
SIGNS: Final = ',.;:()/-–%"“”+'
FIRST_SIGN: Final = NUMBERS + LONGEST_NUMBER
FIRST_WORD: Final = FIRST_SIGN + len(SIGNS)

# Classes of a token, for its case and for the space before it; the signs follow, one class each.
AT_BOUNDARY, SMALL, CAPITALISED, CAPITALS, NUMBER, OTHER, LOST = range(7)
SIGN_CLASS: Final = 7
CLASSES: Final = SIGN_CLASS + len(SIGNS)
CASES: Final = 3  # small, capitalised, capitals: the class less one

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


def cut(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield the tokens of a paragraph and whether white space stands before them."""
    end = 0
    for match in _TOKEN.finditer(paragraph):
        yield match.group(), match.start() > end
        end = match.end()


def case_of(word: str) -> int:
    """Return 0 for small letters, 1 for a capital first letter, 2 for capitals throughout.

    A word of its own mixture ("TTg") is a word as it stands and counts as small.
    """
    if is_mixed(word):
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return int(word[0].isupper())


def is_mixed(word: str) -> bool:
    """Tell whether small and capital letters are mixed otherwise than by a capital first letter."""
    return not (word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()))


def key_of(word: str) -> str:
    """Return the entry of a word in the lexicon: small letters, but as it stands where these are mixed."""
    return word if is_mixed(word) else word.lower()


def class_of(token: str) -> int:
    """Return the class of a token."""
    if token.isdigit():
        return NUMBER
    if token[0].isalpha():
        return SMALL + case_of(token)
    place = SIGNS.find(token)
    return OTHER if place < 0 else SIGN_CLASS + place


def special_id(token: str) -> int:
    """Return the id of a token that is no word; `UNKNOWN` for a sign that has none."""
    if token.isdigit():
        return NUMBERS + min(len(token), LONGEST_NUMBER) - 1
    place = SIGNS.find(token)
    return UNKNOWN if place < 0 else FIRST_SIGN + place
