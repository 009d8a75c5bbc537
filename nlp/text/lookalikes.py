"""Letters that look like Vietnamese ones but are others: Ð for Đ, Cyrillic and Greek letters amid Latin ones.

At the beginning of a line they number headings too ("ІІ. HẠN CHẾ" with Cyrillic letters), and so do full-width figures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from nlp.tables import load_csv
from nlp.text.letters import CAPITALS, SMALL_LETTERS

_TOKEN = re.compile(r"\S+")
_WIDE = range(0xFF01, 0xFF5F)  # full-width forms of the ASCII characters, as keyboards of East Asia type them
_WIDE_SHIFT = 0xFEE0
_NUMBERING = "ABCDEFGHIVX"
_HEAD = 24  # code points of a line that hold its marker


@cache
def _letters(when: str) -> dict[str, str]:
    return {row["char"]: row["letter"] for row in load_csv("lookalikes") if row["when"] == when}


@cache
def _any() -> re.Pattern[str]:
    wide = "".join(map(chr, _WIDE))
    return re.compile(f"[{re.escape(''.join([*_letters('always'), *_letters('mixed')]) + wide)}]")


@cache
def _numerals() -> dict[int, str]:
    """What numbers a line, one character for one: a Roman numeral sign is read as its last figure."""
    wide = {code: chr(code - _WIDE_SHIFT) for code in _WIDE}
    signs = {ord(char): letter[-1] for char, letter in _letters("always").items() if letter[-1] in _NUMBERING}
    letters = {ord(char): letter for char, letter in _letters("mixed").items() if letter in _NUMBERING}
    return wide | signs | letters


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _numerals()))}]")


@cache
def _line_marker() -> re.Pattern[str]:
    """A marker at the beginning of a line, in letters or figures that are not ASCII, before a Latin word."""
    one = "".join(chr(code) for code, letter in _numerals().items() if letter in _NUMBERING or letter.isdigit())
    many = f"[{one}]{{1,5}}"
    return re.compile(
        rf"(?<![^\r\n\f\x0b\x85\u2028\u2029])[^\S\r\n]*[*_#]*\s?"
        rf"(?P<marker>[(（]?{many}(?:[.．]{many}\s|(?:[.．]{many})*[.．)）/／:：]))"
        rf"\s?(?=[-–]?\s*[\"“*]*[{CAPITALS}{SMALL_LETTERS}])"
    )


def in_latin(text: str) -> str:
    """Return a line with the numerals of its marker in Latin letters and figures, character by character.

    Examples
    --------
    >>> in_latin("ІІ. HẠN CHẾ") == "II. HẠN CHẾ", in_latin("１．Kiểm tra")
    (True, '1.Kiểm tra')
    """
    if not _numeral().search(text, 0, _HEAD):
        return text
    return text[:_HEAD].translate(_numerals()) + text[_HEAD:]


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
    found = _in_markers(text)
    for token in _TOKEN.finditer(text):
        if _any().search(token.group()):
            found |= _in_token(token.group(), token.start())
    return found


def _in_markers(text: str) -> dict[int, str]:
    """Return what to read for the letters, figures and signs of the markers at the beginnings of lines."""
    numerals = _numerals()
    found: dict[int, str] = {}
    for match in _line_marker().finditer(text):
        start, end = match.span("marker")
        found |= {n: numerals[ord(text[n])] for n in range(start, end) if ord(text[n]) in numerals}
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
