"""From the codes of an old Vietnamese encoding to Unicode: TCVN3 and VNI by viparse's tables, VIQR by our own."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import convert as viparse_convert

Encoding = Literal["tcvn3", "vni", "viqr"]
NAMES: Final[dict[Encoding, str]] = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viqr": "VIQR"}

# Letters that no 8-bit encoding of the West holds: a line that has one is Unicode.
UNICODE_LETTERS: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300\u0301\u0303\u0306\u0309\u031b\u0323Ạ-ỹ]")

# TCVN3 has no codes for capitals with a tone; these are written with the code of the small letter.
_TONED: Final = set("àảãạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵá")
_SENTENCE_START: Final = re.compile(
    r"(?:^|[.!?…:]\s{1,4}|^\W{0,9}(?:[-+*•]|[IVX]+\.|\d+(?:\.\d+)*[.)]|[a-zđ]\))\s{1,4})(\w)"
)
_NEXT: Final = re.compile(r"\s{0,9}(\S)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_COMMITTEES: Final = re.compile(r"\bủ(?=y ban (?:nhân dân|MTTQ|Mặt trận|Thường vụ|Kiểm tra))")
_SHOUTING: Final = 0.8  # of the plain letters of a line are capitals


@cache
def _rows(encoding: str) -> dict[str, str]:
    with (files("corpora") / "data" / "encodings.csv").open("r", encoding="utf-8") as table:
        return {row["code"]: _letter(row["letter"]) for row in csv.DictReader(table) if row["encoding"] == encoding}


def _letter(cell: str) -> str:
    return chr(int(cell[2:], 16)) if cell.startswith("U+") else cell


def to_unicode(
    text: str, encoding: Encoding, *, by_font: bool = False, capitals: bool = False, escaped: bool = False
) -> str:
    """Return a stretch of text in Unicode (NFC).

    Parameters
    ----------
    text : str
        Text in the codes of `encoding`, each byte as the character that Windows' Western code page gives it.
    encoding : {"tcvn3", "vni", "viqr"}
    by_font : bool
        Whether a font told the encoding of this stretch: then a font tells its capitals too, and the stretch may begin
        amid a sentence.
    capitals : bool
        Whether the font draws small letters as capitals (.VnTimeH).
    escaped : bool
        Whether a VIQR text writes every stop after a vowel with a backslash, as the standard asks. Where it does not,
        a stop that ends a sentence is no dot below.

    Notes
    -----
    TCVN3 has no capitals with a tone. They come back where the rest of the word is in capitals; where no font tells
    more, also in lines of capitals, at the beginning of a sentence, and in the names of committees.
    """
    if encoding == "viqr":
        return _from_viqr(text, escaped)
    for code, letter in _rows(encoding).items():
        text = text.replace(code, letter)
    converted: str = viparse_convert(text, CHARMAPS[encoding], "NFC")
    if encoding == "tcvn3":
        converted = _upper(converted) if capitals else _raise_capitals(text, converted, in_line=not by_font)
    return converted


def _upper(text: str) -> str:
    """Return a text in capitals, letter by letter: it keeps its length."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def _raise_capitals(coded: str, converted: str, *, in_line: bool) -> str:
    """Give back the capitals that TCVN3 has no codes for; both texts have the same length."""
    fewest = 0 if in_line and _shouts(coded) else 2
    raised = _WORD.sub(lambda match: _raise_word(match.group(), fewest), converted)
    if not in_line:
        return raised
    raised = _SENTENCE_START.sub(lambda match: match.group()[:-1] + _raise_letter(match[1]), raised)
    return _COMMITTEES.sub("Ủ", raised)


def _shouts(coded: str) -> bool:
    """Tell whether a line is set in capitals, by the plain letters of its words; numbers of documents do not count."""
    words = [word for word in coded.split() if not any(char.isdigit() for char in word)]
    plain = [char for word in words for char in word if char.isascii() and char.isalpha()]
    return len(words) > 1 and len(plain) > 3 and sum(map(str.isupper, plain)) >= _SHOUTING * len(plain)


def _raise_word(word: str, fewest: int) -> str:
    """Set a word in capitals whose plain letters all are, where it has enough of them."""
    plain = [char for char in word if char.lower() not in _TONED]
    return _upper(word) if len(plain) >= fewest and all(char.isupper() for char in plain) else word


def _raise_letter(char: str) -> str:
    return char.upper() if char in _TONED else char


@cache
def _viqr_pattern() -> re.Pattern[str]:
    quality, tone = ("".join(map(re.escape, _rows(f"viqr-{kind}"))) for kind in ("quality", "tone"))
    pairs = "|".join(_rows("viqr"))
    signs = rf"[{quality}{tone}\\dD]"
    return re.compile(rf"\\({signs})|({pairs})|([AEIOUYaeiouy])([{quality}]?)([{tone}]?)(?=(.?))", re.DOTALL)


def _from_viqr(text: str, escaped: bool) -> str:
    def letter(match: re.Match[str]) -> str:
        literal, pair, vowel, quality, tone, after = match.groups()
        if literal or pair:
            return str(literal or _rows("viqr")[pair])
        whole = unicodedata.normalize("NFC", vowel + _rows("viqr-quality").get(quality, ""))
        if len(whole) > 1:  # a bracket or a plus sign behind a vowel that takes none
            return str(match.group())
        if tone in (".", "?", "'") and not escaped and _ends_sentence(text, match.end(5), after):
            return whole + str(tone)
        return unicodedata.normalize("NFC", whole + _rows("viqr-tone").get(tone, ""))

    return _viqr_pattern().sub(letter, text)


def _ends_sentence(text: str, end: int, after: str) -> bool:
    """Tell whether a sign behind a vowel closes a sentence or a quotation: nothing follows, or a new beginning."""
    following = _NEXT.match(text, end)
    return not after.strip() and not (following and following[1].islower())
