"""The line of a letterhead that bears the document's own number: "Số: 0204/KH-UBND", "Số 251-BC/HU"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.citations.vocabulary import departments, is_party_organ, organs, type_by_code

_DASHES: Final = r"\-‐‑–—−_"
_SLASHES: Final = "/⁄∕／"
_SEGMENT: Final = r"(?:[A-ZĐ][A-Za-zĐđ0-9&]{0,14}|ubnd|hđnd)"
_BODY: Final = (
    r"(?P<number>\d{1,5}[a-zđ]?)?[\s.…_xX]{0,30}"
    rf"(?:[{_SLASHES}]\s*(?P<year>(?:19|20)\d\d)\s*)?"
    rf"(?P<sign>[{_SLASHES}{_DASHES}])\s*"
    rf"(?P<code>{_SEGMENT}(?:\s*[{_SLASHES}{_DASHES}.]\s*{_SEGMENT}){{0,4}})"
)
# At the beginning of its cell; with a colon also behind the motto of a line that holds both columns.
_LABELLED = re.compile(rf"(?:\A\W{{0,3}}S[ốôÔỐ]\s*[:.]?|(?<=\s)S[ốôÔỐ]\s*:)\s*{_BODY}")
_BARE = re.compile(rf"\A{_BODY}")
_JOINT = re.compile(rf"\s*([{_SLASHES}{_DASHES}.])\s*")
_BEHIND = re.compile(r"[\s,;:.)(\]*]|\Z")
# "SỐ 76/NQ-CP NGÀY 15/7/2021 CỦA CHÍNH PHỦ" is the second line of a title, another document's number.
_CITED = re.compile(r"\s*,?\s*(?:ngày|của|về|và)\b", re.IGNORECASE)
_LETTER_CODES: Final = frozenset(("CV",))


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number line as read.

    Attributes
    ----------
    number : str or None
        In one shape ("15/KH-UBND"); None where the figure is still blank or the code was cut short.
    code : str or None
        The type's code ("KH"); None in an official letter's number ("71/SNV-VP").
    organ : str or None
        The code of the organ that signs ("UBND", "ĐGS").
    """

    number: str | None
    code: str | None
    organ: str | None

    @property
    def is_letter(self) -> bool:
        """Whether it is an official letter's number: no code of a type, or the letter's own."""
        return self.code is None or self.code in _LETTER_CODES


def find_number_line(cells: Iterable[str]) -> NumberLine | None:
    """Return the first number line among the cells of a letterhead; None where there is none.

    Examples
    --------
    >>> find_number_line(["UBND HUYỆN A", "Số: 15/KHUBND"])
    NumberLine(number='15/KH-UBND', code='KH', organ='UBND')
    >>> find_number_line(["Số:      /BC-UBND"]).number is None
    True
    >>> find_number_line(["Thực hiện Công văn số 335/SNV-CCHC"]) is None
    True
    """
    return next((line for cell in cells if (line := _read(cell))), None)


def read_number(text: str) -> NumberLine | None:
    """Return the number with which a text begins: "298/BC-UBND ngày 14/12/2021 của UBND tỉnh"; None where none does."""
    match = _BARE.match(text[:80])
    return _number_line(match, text) if match else None


def _read(cell: str) -> NumberLine | None:
    match = _LABELLED.search(cell[:400])
    if match is None and cell[:1].isdigit():
        match = _BARE.match(cell[:80])
        if match is None or not _is_sure(match):
            return None
    return _number_line(match, cell) if match and not _CITED.match(cell, match.end()) else None


def _is_sure(match: re.Match[str]) -> bool:
    """Without "Số" the code of a type and an organ make a number: "196/BC-UBND", but no "14/TTHC"."""
    names = _names(match["code"])
    return bool(match["number"]) and len(names) > 1 and names[0] in type_by_code()


def _number_line(match: re.Match[str], cell: str) -> NumberLine | None:
    names = _names(match["code"])
    if not names or (len(names) == 1 and not _is_organ(names[0])):
        return None
    code = names[0] if names[0] in type_by_code() else None
    organ = (names[1] if len(names) > 1 else None) if code else names[0]
    whole = _BEHIND.match(cell, match.end()) is not None
    return NumberLine(_print(match, names) if match["number"] and whole else None, code, organ)


def _names(printed: str) -> list[str]:
    """Return the segments of a code, a lost hyphen restored, without words that only follow the code.

    "KHUBND" is KH and UBND; of "BC-UBND - Cẩm Xuyên" the place is no part.
    """
    names: list[str] = []
    for segment in _JOINT.split(printed)[::2]:
        name = segment.upper() if segment.islower() else segment
        if name not in _known() and sum(c.isupper() for c in name) * 2 < len(name):
            break
        names += _split(name)
    return names


def _is_organ(name: str) -> bool:
    """A single segment is an organ's or type's code ("90/UBND", "45/BC"), or mere capitals ("12/VPUB")."""
    return name in _known() or name in type_by_code() or (len(name) > 2 and name.isupper())


@cache
def _known() -> frozenset[str]:
    return frozenset((*organs(), *departments()))


def _split(name: str) -> list[str]:
    if name in _known() or name in type_by_code():
        return [name]
    for cut in range(len(name) - 2, 1, -1):
        if name[:cut] in type_by_code() and name[cut:] in _known():
            return [name[:cut], name[cut:]]
    return [name]


def _print(match: re.Match[str], names: list[str]) -> str:
    """Print a number in one shape; the Party's is N-CODE/ORG, the State's N/CODE-ORG."""
    number = unicodedata.normalize("NFKC", match["number"])
    signs = [match["sign"], *_JOINT.findall(match["code"])[: len(names) - 1]]
    slashes = [sign in _SLASHES for sign in signs]
    party = len(names) > 1 and is_party_organ(names[1]) and (len(set(slashes)) == 1 or not slashes[0])
    if party or (len(names) > 1 and slashes[:2] == [False, True]):
        return f"{number}-{names[0]}/{'-'.join(names[1:])}"
    if not slashes[0]:
        return f"{number}-{'-'.join(names)}"
    return "/".join(filter(None, (number, match["year"], "-".join(names))))
