"""Text in the encodings of before Unicode, for files that show how these are read back.

The tables here are made apart from those that the readers use: TCVN3 from the C library's TCVN5712-1, VNI from the rule
by which the encoding is composed, VIQR from RFC 1456.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The letters of the bytes 0xA1 to 0xFE; a middle dot where TCVN3 has none.
_TCVN3: Final = "ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ"
_TCVN3_CODES: Final = {ord(letter): 0xA1 + n for n, letter in enumerate(_TCVN3) if letter != "·"}
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# VNI: the mark that follows a vowel, by its quality and its tone.
_VNI_MARKS: Final = {
    "": {_ACUTE: "ù", _GRAVE: "ø", _HOOK: "û", _TILDE: "õ", _DOT: "ï"},
    _CIRCUMFLEX: {"": "â", _ACUTE: "á", _GRAVE: "à", _HOOK: "å", _TILDE: "ã", _DOT: "ä"},
    _BREVE: {"": "ê", _ACUTE: "é", _GRAVE: "è", _HOOK: "ú", _TILDE: "ü", _DOT: "ë"},
}
_VNI_LETTERS: Final = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_VNI_HORNS: Final = {"o": "ô", "u": "ö"}
_VIQR_SIGNS: Final = {
    _ACUTE: "'",
    _GRAVE: "`",
    _HOOK: "?",
    _TILDE: "~",
    _DOT: ".",
    _CIRCUMFLEX: "^",
    _BREVE: "(",
    _HORN: "+",
}
# What VIQR would read as a mark or a letter: a sign behind a vowel, and two d in a row.
_VIQR_ESCAPED: Final = re.compile(r"(?<=[AEIOUYaeiouy])[(^+*]|(?<=[AEIOUYaeiouyĂÂÊÔƠƯăâêôơư])['`?~.]|(?<=[dD])[dD]")


def to_tcvn3(text: str) -> str:
    """Return a text in TCVN3, each byte as the Latin-1 character; capitals with a tone become small letters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        chr(_TCVN3_CODES.get(ord(char), _TCVN3_CODES.get(ord(char.lower()), ord(char)))) for char in composed
    )


def to_vni(text: str) -> str:
    """Return a text in VNI-Windows, each byte as the Windows-1252 character."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(char: str) -> str:
    if char != char.lower():
        return _vni_letter(char.lower()).upper()
    if char in _VNI_LETTERS or char.isascii():
        return _VNI_LETTERS.get(char, char)
    vowel, quality, tone = _parts(char)
    if not quality and not tone:
        return char
    if quality == _HORN:
        return _VNI_HORNS[vowel] + _VNI_MARKS[""].get(tone, "")
    return vowel + _VNI_MARKS[quality][tone]


def _parts(char: str) -> tuple[str, str, str]:
    """Return a letter's plain vowel, the mark of its quality, and its tone; the last two may be empty."""
    vowel, *marks = list(unicodedata.normalize("NFD", char))
    quality = next((mark for mark in marks if mark in (_CIRCUMFLEX, _BREVE, _HORN)), "")
    tone = next((mark for mark in marks if mark in _VNI_MARKS[""]), "")
    return vowel, quality, tone


def to_viqr(text: str) -> str:
    """Return a text in VIQR, signs that would be read as marks behind a backslash."""
    escaped = _VIQR_ESCAPED.sub(r"\\\g<0>", unicodedata.normalize("NFC", text))
    return "".join(map(_viqr_letter, escaped))


def _viqr_letter(char: str) -> str:
    if char in "đĐ":
        return "dd" if char == "đ" else "DD"
    vowel, quality, tone = _parts(char)
    return vowel + _VIQR_SIGNS.get(quality, "") + _VIQR_SIGNS.get(tone, "") if quality or tone else char
