"""Cue phrases: compiled once from the table, one feature a group.

Where a text has its accents they count ("đất" is no "đạt"); a text that lost them is matched without.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.tables import load_toml
from nlp.text.fold import fold, fold_pattern
from nlp.text.tones import one_tone_style

# Shares of signs with accents (a normal text has about 0.25): below the first they are lost, below the second some.
_PLAIN, _THIN = 0.05, 0.15

# Punctuation becomes a space, so that every word follows one: patterns that begin with a plain space are found fast.
_SEPARATORS = str.maketrans(dict.fromkeys('()[]{}"“”‘’+*/–—_', " "))
_LEADING_CHOICE = re.compile(r"\(\?:([^()]+)\)(.*)\Z", re.DOTALL)


@cache
def _patterns(accented: bool) -> list[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]]:
    """Return (group, pattern at the beginning, pattern anywhere) for each group of the table."""
    table = load_toml("cues")
    return [
        (f"{kind}:{group}", *_compile([_spelt(phrase, accented) for phrase in phrases]))
        for kind in ("stance", "area")
        for group, phrases in table[kind].items()
    ]


def _spelt(phrase: str, accented: bool) -> str:
    return one_tone_style(phrase) if accented else fold_pattern(phrase)


def _compile(phrases: list[str]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    first = [phrase[1:] for phrase in phrases if phrase.startswith("^")]
    anywhere = [phrase for phrase in phrases if not phrase.startswith("^")]
    return _pattern(r"\A ", first), _pattern(" ", anywhere)


def _pattern(begin: str, phrases: list[str]) -> re.Pattern[str] | None:
    """Return one pattern for all phrases, branched by first letter: few branches are tried at each word."""
    if not phrases:
        return None
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        for choice in _expand(phrase):
            by_letter.setdefault(choice[0] if choice[0].isalpha() else "", []).append(choice)
    branches = [
        f"{letter}(?:{'|'.join(choice[len(letter) :] for choice in choices)})" for letter, choices in by_letter.items()
    ]
    return re.compile(rf"{begin}(?:{'|'.join(branches)})(?![^\W_])")


def _expand(phrase: str) -> list[str]:
    """Write a leading choice out: "(?:trễ|quá) hạn" becomes "trễ hạn" and "quá hạn"."""
    match = _LEADING_CHOICE.match(phrase)
    if not match or match.group(2)[:1] in ("?", "*", "+"):
        return [phrase]
    return [choice + match.group(2) for choice in match.group(1).split("|") if choice + match.group(2)]


def spell(text: str) -> list[tuple[str, bool]]:
    """Return a text as cues are matched with it, one character for one, and whether its accents count.

    Twice where some of its accents are lost: with them, and without any.
    """
    lower = one_tone_style(text.lower()) if len(text.lower()) == len(text) else text
    folded = fold(text)
    marked = len(lower) - len(lower.encode("ascii", "ignore"))
    share = marked / (len(text) - text.count(" ") or 1)
    spelt = [(lower, True)] if share >= _PLAIN else []
    return spelt + ([(folded, False)] if share < _THIN else [])


def find_cues(text: str) -> list[tuple[str, int]]:
    """Return (group, where its first phrase begins) for the cue groups that stand in a text."""
    found: dict[str, int] = {}
    for spelt, accented in spell(text):
        line = " " + spelt.translate(_SEPARATORS).lstrip(" -")
        for group, opening, anywhere in _patterns(accented):
            if opening and opening.search(line):
                found[group] = 0
            elif anywhere and (match := anywhere.search(line)):
                found.setdefault(group, match.start())
    return list(found.items())
