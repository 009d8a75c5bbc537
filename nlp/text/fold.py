"""Fold Vietnamese text for matching: lower case, no accents, đ as d. One character in, one character out."""

from __future__ import annotations

import re
import unicodedata

_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđð"


def _table() -> dict[int, str]:
    table = {}
    for letter in _ACCENTED:
        plain = "d" if letter in "đð" else unicodedata.normalize("NFD", letter)[0]
        table[ord(letter)] = plain
        table[ord(letter.upper())] = plain
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = chr(code + 32)
    return table


_FOLD = _table()


def fold(text: str) -> str:
    """Return `text` in lower case without accents; positions are kept (NFC letters fold one to one).

    Examples
    --------
    >>> fold("Cải cách THỂ CHẾ, hoà / hòa, Đề án")
    'cai cach the che, hoa / hoa, de an'
    """
    return text.translate(_FOLD)


def fold_pattern(pattern: str) -> str:
    r"""Return a pattern folded as the text it is matched with; escapes such as ``\s`` are left alone."""
    return re.sub(r"\\.|[^\\]+", lambda m: m.group() if m.group()[0] == "\\" else fold(m.group()), pattern)
