"""Keys of place names: one spelling for tone styles, hyphens, leading zeros and the ways to write Đắk Lắk."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from nlp.tables import load_csv

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
#: Signs that typists put for the apostrophe of highland names: "Ea H'leo", "Ea H’leo", "Ea Hʼleo".
APOSTROPHES: Final = "'’‘ʼ`´′"
_SPLIT = re.compile(r"[\s\-–—.,]+")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_SINGLE: Final = frozenset("bcdđghjklmnpqrstvx")  # consonants of highland names: "Cư M gar", "Đắk R Lấp"
_FINAL_Y = re.compile(r"\A([bcdđghklmnpqrstvx]{1,2}|qu)y\Z")
_HIGHLAND: Final = dict.fromkeys(("đắk", "đăk", "đắc", "đak", "dak", "đắch"), "đak") | dict.fromkeys(
    ("lắk", "lăk", "lắc", "lak"), "lak"
)
#: Vietnamese capitals, for a character class; in Unicode's block they alternate with small letters.
CAPITAL: Final = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))


@cache
def syllable_key(syllable: str) -> str:
    """Return a syllable in lower case, its tone at the end ("hòa" and "hoà" alike), final y as i, no leading zero."""
    lower = unicodedata.normalize("NFC", syllable).lower()
    if lower in _HIGHLAND:
        return _HIGHLAND[lower]
    if lower.isdecimal():
        return lower.lstrip("0") or "0"
    letters = unicodedata.normalize("NFD", lower)
    base = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    tone = "".join(c for c in letters if c in _TONES)
    return _FINAL_Y.sub(r"\1i", base) + tone


def name_key(name: str) -> str:
    """Return the key under which a name of a unit is looked up.

    Examples
    --------
    >>> name_key("Hoà Bình") == name_key("HÒA BÌNH")
    True
    >>> name_key("Thừa Thiên - Huế") == name_key("Thừa Thiên Huế")
    True
    >>> name_key("Cư M'gar") == name_key("CƯ M’GAR") == name_key("Cư Mgar") == name_key("Cư M gar")
    True
    """
    parts = [part for part in _SPLIT.split(_APOSTROPHE.sub("", name)) if part]
    return " ".join([syllable_key(part) for part in _without_gaps(parts)])


def _without_gaps(parts: list[str]) -> list[str]:
    """Join a consonant that stands alone with the syllable behind it: the apostrophe was lost or is a blank."""
    if not any(len(part) == 1 for part in parts[:-1]):
        return parts
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1]) == 1 and joined[-1].lower() in _SINGLE:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


@cache
def aliases() -> dict[str, str]:
    """Return the keys of other names of provinces with the keys of their names."""
    return {name_key(row["alias"]): name_key(row["name"]) for row in load_csv("unit_aliases")}
