"""Letters that look like Vietnamese ones but are others: Ð for Đ, Cyrillic and Greek letters amid Latin ones."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from nlp.tables import load_csv

_TOKEN = re.compile(r"\S+")


@cache
def _letters(when: str) -> dict[str, str]:
    return {row["char"]: row["letter"] for row in load_csv("lookalikes") if row["when"] == when}


@cache
def _any() -> re.Pattern[str]:
    return re.compile(f"[{''.join([*_letters('always'), *_letters('mixed')])}]")


def find_lookalikes(text: str) -> dict[int, str]:
    """Return the offsets (code points) of letters to be read as another one, with what to read.

    A Cyrillic or Greek letter counts where it stands amid Latin ones, in a stretch without letters of its own script
    that look like no other.

    Examples
    --------
    >>> find_lookalikes("QÐ"), find_lookalikes("Кế"), find_lookalikes("Москва")
    ({1: 'Đ'}, {0: 'K'}, {})
    """
    if not _any().search(text):
        return {}
    found: dict[int, str] = {}
    for token in _TOKEN.finditer(text):
        if _any().search(token.group()):
            found |= _in_token(token.group(), token.start())
    return found


def _in_token(token: str, start: int) -> dict[int, str]:
    always, mixed = _letters("always"), _letters("mixed")
    found = {start + n: always[char] for n, char in enumerate(token) if char in always}
    if _is_latin(token, mixed):
        found |= {start + n: mixed[char] for n, char in enumerate(token) if char in mixed}
    return found


def _is_latin(token: str, mixed: dict[str, str]) -> bool:
    """Tell whether the letters of a token that look like no others are all Latin, and there is one."""
    own = [char for char in token if char.isalpha() and char not in mixed]
    return bool(own) and all(unicodedata.name(char, "").startswith("LATIN") for char in own)
