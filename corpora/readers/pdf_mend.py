"""Syllables that a PDF's text layer tore in two ("KHO ẢN"), mended where no other reading is possible."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from corpora.annotated import authored
from nlp.text.letters import CAPITALS, SMALL_LETTERS

_ACCENTED = "".join(char for char in CAPITALS + SMALL_LETTERS if not char.isascii() and char not in "đĐ")
# A syllable's beginning, a space, and a rest that begins with an accented vowel.
_TORN: Final = re.compile(rf"(?<![^\W_])([^\W\d_]{{1,5}}) ([{_ACCENTED}][^\W\d_]{{0,3}})(?![^\W_])")
_WORD: Final = re.compile(r"[^\W\d_]+")


def mend(text: str) -> str:
    """Join the halves of torn syllables.

    Only where the second half is no syllable and both together are one, as the project's own reports spell them.

    Examples
    --------
    >>> mend("ĐIỀU KHO ẢN THI HÀNH, ở ấp An Thới")
    'ĐIỀU KHOẢN THI HÀNH, ở ấp An Thới'
    """
    return _TORN.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    head, rest = match.group(1), match.group(2)
    known = _syllables()
    certain = rest.lower() not in known and (head + rest).lower() in known and head.isupper() == rest.isupper()
    return head + rest if certain else match.group()


@cache
def _syllables() -> frozenset[str]:
    return frozenset(
        word.lower() for report in authored() for item in report.items for word in _WORD.findall(item.text)
    )
