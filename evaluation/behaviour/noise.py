"""Noise as files really have it: one function a kind, the same result for the same sentence every time."""

from __future__ import annotations

import csv
import re
import unicodedata
import zlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

Noise = Callable[[str, Random], str]

CONFUSIONS: Final = "confusions.csv"
_MISREAD = 0.06  # share of the confusable letters that recognition gets wrong on a poor copy
_MERGED = 0.2  # share of the spaces that are lost where a file was justified
_BLANKED: Final = "ếệịộựạảấủụđưừỡở"  # letters that a font without Vietnamese most often loses
_OPENING = 4  # words that an emphasised opening has
# The tone stands on the first vowel in the old style (hóa, thúy), on the second in the new one (hoá, thuý); "quý" and
# syllables that go on (hoàn, thoáng) are written alike in both.
_OLD: Final = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW: Final = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()


def no_accents(text: str, chance: Random) -> str:
    """Drop all accents, đ becomes d: typed without a Vietnamese keyboard.

    Examples
    --------
    >>> no_accents("Hồ sơ Đất đai", Random(0))
    'Ho so Dat dai'
    """
    plain = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(c for c in plain if not unicodedata.combining(c))


def few_accents(text: str, chance: Random) -> str:
    """Drop the accents of a third of the words, as hasty typing does; at least of one."""
    words = text.split(" ")
    chosen = set(chance.sample(range(len(words)), max(len(words) // 3, 1)))
    return " ".join(no_accents(word, chance) if i in chosen else word for i, word in enumerate(words))


def misread(text: str, chance: Random) -> str:
    """Confuse letters as character recognition does, after `confusions.csv`; at least one where any can be."""
    table = _confusions()
    places = [i for i, c in enumerate(text) if c in table]
    wrong = set(chance.sample(places, max(round(_MISREAD * len(places)), 1))) if places else set()
    return "".join(chance.choice(table[c]) if i in wrong else c for i, c in enumerate(text))


@cache
def _confusions() -> dict[str, tuple[str, ...]]:
    """Return what each letter may be read as."""
    with (files(__package__) / CONFUSIONS).open("r", encoding="utf-8") as table:
        return {row["letter"]: tuple(row["read_as"].split()) for row in csv.DictReader(table)}


def lost_letters(text: str, chance: Random) -> str:
    """Leave a blank for each letter that a font without Vietnamese loses; the length stays."""
    return "".join(" " if c in _BLANKED else c for c in text)


def merged_words(text: str, chance: Random) -> str:
    """Lose a fifth of the spaces between words, at least one."""
    gaps = [i for i, c in enumerate(text) if c == " "]
    lost = set(chance.sample(gaps, max(round(_MERGED * len(gaps)), 1))) if gaps else set()
    return "".join(c for i, c in enumerate(text) if i not in lost)


def decomposed(text: str, chance: Random) -> str:
    """Write letters and accents apart (NFD), as some PDF files and Macs do."""
    return unicodedata.normalize("NFD", text)


def old_tones(text: str, chance: Random) -> str:
    """Put tones in the old style: hóa, thúy.

    Examples
    --------
    >>> old_tones("số hoá, uỷ quyền, quý, hoàn", Random(0))
    'số hóa, ủy quyền, quý, hoàn'
    """
    return _swap(text, _NEW, _OLD)


def new_tones(text: str, chance: Random) -> str:
    """Put tones in the new style: hoá, thuý.

    Examples
    --------
    >>> new_tones("số hóa, ủy quyền, quý, hoàn", Random(0))
    'số hoá, uỷ quyền, quý, hoàn'
    """
    return _swap(text, _OLD, _NEW)


def _swap(text: str, found: list[str], written: list[str]) -> str:
    for old, new in zip(found, written, strict=True):
        text = re.sub(rf"(?<![qQ]){old}(?![^\W_])", new, text)
    return text


def small_letters(text: str, chance: Random) -> str:
    """Write everything in small letters."""
    return text.lower()


def capital_opening(text: str, chance: Random) -> str:
    """Write the opening words in capitals, as emphasis is where a file has no bold type."""
    words = text.split(" ")
    return " ".join([*(word.upper() for word in words[:_OPENING]), *words[_OPENING:]])


def wide_spaces(text: str, chance: Random) -> str:
    """Space as justified text is copied: two blanks or a hard one between words, one before each comma."""
    words = text.replace(",", " ,").split(" ")
    return words[0] + "".join(chance.choice(("  ", "\u00a0", " ")) + word for word in words[1:])


def dashes(text: str, chance: Random) -> str:
    """Make the commas dashes, as notes are written."""
    return text.replace(", ", " – ")


def bullet(text: str, chance: Random) -> str:
    """Make the sentence a bullet."""
    return f"- {text}"


def no_full_stop(text: str, chance: Random) -> str:
    """Leave the full stop out, as many bullets do."""
    return text.removesuffix(".")


NOISES: Final[dict[str, Noise]] = {
    noise.__name__: noise
    for noise in (
        no_accents,
        few_accents,
        misread,
        lost_letters,
        merged_words,
        decomposed,
        old_tones,
        new_tones,
        small_letters,
        capital_opening,
        wide_spaces,
        dashes,
        bullet,
        no_full_stop,
    )
}


def add_noise(name: str, text: str) -> str:
    """Return `text` under a noise of `NOISES`; its draws depend on the text alone, so that runs can be compared."""
    return NOISES[name](text, Random(zlib.crc32(text.encode("utf-8"))))
