"""Cue phrases: compiled once from the table, one feature a group."""

from __future__ import annotations

import re
from functools import cache

from nlp.outline.lexicon import fold_pattern
from nlp.tables import load_toml

_OPEN = r"(?<![^\W_])"


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    table = load_toml("cues")
    return [
        (f"{kind}:{group}", re.compile("|".join(f"(?:{_bounded(p)})" for p in phrases)))
        for kind in ("stance", "area")
        for group, phrases in table[kind].items()
    ]


def _bounded(phrase: str) -> str:
    """Begin a phrase at a word's beginning, unless it says itself where it begins."""
    pattern = fold_pattern(phrase)
    return pattern if pattern.startswith(("^", "\\b", ":", "(?:^")) else _OPEN + pattern


def find_cues(folded: str) -> list[tuple[str, int, str]]:
    """Return (group, how often, first phrase found) for the cue groups that stand in a folded text."""
    found = []
    for group, pattern in _patterns():
        first = pattern.search(folded)
        if first:
            found.append((group, 1 + (pattern.search(folded, first.end()) is not None), first.group()))
    return found
