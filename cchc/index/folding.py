"""How text is folded for the index, once, the same for what is stored and what is asked.

Two forms: exact (lower case, NFC, one style of tone marks) and folded (without accents, đ as d). The engines' own
folding leaves đ as it is or tears decomposed letters apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from nlp.text.fold import fold
from nlp.text.tones import one_tone_style

WORD = re.compile(r"\w+")
_NOT_KEY = re.compile(r"[^a-z0-9]+")


class Word(NamedTuple):
    """A word of a text with its span [start, end) in code points and its two forms."""

    start: int
    end: int
    exact: str
    folded: str


def exact(text: str) -> str:
    """Return the exact form; as long as `text` where that is NFC.

    Examples
    --------
    >>> exact("Thuỷ lợi, Đề án")
    'thủy lợi, đề án'
    """
    composed = unicodedata.normalize("NFC", text)
    lower = composed.lower()
    if len(lower) != len(composed):  # a few letters, such as İ, become two
        lower = "".join(small if len(small := c.lower()) == 1 else c for c in composed)
    return one_tone_style(lower)


def indexed(text: str) -> tuple[str, str]:
    """Return the words of a text as the search files take them: exact and folded, with one space between.

    Examples
    --------
    >>> indexed("Hồ sơ đất đai: trễ hạn!")
    ('hồ sơ đất đai trễ hạn', 'ho so dat dai tre han')
    """
    words = " ".join(WORD.findall(exact(text)))
    return words, fold(words)


def words_of(text: str) -> list[Word]:
    """Return the words of an NFC text with their places."""
    low = exact(text)
    flat = fold(low)  # as long as `low`
    return [Word(start, end, low[start:end], flat[start:end]) for start, end in (m.span() for m in WORD.finditer(low))]


def folded(text: str) -> str:
    """Return the folded words of a text.

    Examples
    --------
    >>> folded("TP. Hoà  Bình")
    'tp hoa binh'
    """
    return indexed(text)[1]


def number_key(number: str) -> str:
    """Return the letters and digits of a document number, folded: what all its spellings share.

    Examples
    --------
    >>> number_key("76/NQ-CP") == number_key("76 nq cp")
    True
    """
    return _NOT_KEY.sub("", fold(exact(number)))


def plain(text: str) -> str:
    """Return a text as a database takes it: without NUL, lone surrogates (file names hold some) as "?"."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
