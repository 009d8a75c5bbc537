"""Noisy copies of statements for training: what scans, hurried typists and broken fonts make of a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from models.features import Setting

_MERGED = 0.15  # share of the spaces that go
_BARE = 0.5  # share of the words that lose their accents
_LOST = frozenset("ếệịộựạảấủụđưừỡở")  # what the commonest broken fonts lose, each letter to a blank


def without_accents(text: str, chance: Random) -> str:
    """Return a text without any accent.

    Examples
    --------
    >>> without_accents("Đã số hóa hồ sơ", Random(0))
    'Da so hoa ho so'
    """
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def with_few_accents(text: str, chance: Random) -> str:
    """Return a text of which some words have lost their accents."""
    return " ".join(without_accents(word, chance) if chance.random() < _BARE else word for word in text.split())


def with_merged_words(text: str, chance: Random) -> str:
    """Return a text that has lost some of its spaces."""
    return "".join("" if letter == " " and chance.random() < _MERGED else letter for letter in text)


def with_lost_letters(text: str, chance: Random) -> str:
    """Return a text in which each letter that broken fonts lose is a blank."""
    return "".join(" " if letter in _LOST else letter for letter in text)


NOISES: Final[tuple[Callable[[str, Random], str], ...]] = (
    without_accents,
    with_few_accents,
    with_merged_words,
    with_lost_letters,
)


def noisy(setting: Setting, index: int) -> Setting:
    """Return a statement under one of the noises, by its index; words are cut at spaces, as nobody segments noise."""
    text = NOISES[index % len(NOISES)](setting.text, Random(index))
    return replace(setting, text=text, words=text.split())
