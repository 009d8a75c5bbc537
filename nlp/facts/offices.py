"""Names of departments, divisions, council committees and ministries, spelt as the tables spell them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from nlp.places.names import name_key
from nlp.tables import load_csv
from nlp.text.syllables import is_syllable

#: Committees and delegations of a People's Council; they stand before "HĐND" in the full name.
COUNCIL_OFFICES: Final = {
    name_key(name): name
    for name in (
        "Ban Pháp chế",
        "Ban Kinh tế - Ngân sách",
        "Ban Kinh tế - Xã hội",
        "Ban Kinh tế và Ngân sách",
        "Ban Văn hóa - Xã hội",
        "Ban Văn hóa và Xã hội",
        "Ban Đô thị",
        "Đoàn giám sát",
        "Đoàn khảo sát",
        "Thường trực",
        "Tổ đại biểu",
    )
}
HEADS: Final = (
    "sở|phòng|ban|văn phòng|thanh tra|chi cục|cục|tổng cục|trung tâm|bộ|vụ|viện|đoàn giám sát|đoàn khảo sát|thường trực"
    "|tổ đại biểu|ngân hàng nhà nước|bảo hiểm xã hội|kho bạc nhà nước|ủy ban dân tộc|uỷ ban dân tộc|kiểm toán nhà nước"
    "|công an"
)
#: Heads of more than one word, as they are spelt before the name of what the office does.
_SPELT_HEADS: Final = (
    "Ban Quản lý",
    "Ban Chỉ đạo",
    "Ban Chỉ huy",
    "Bộ Chỉ huy",
    "Bảo hiểm xã hội",
    "Chi cục",
    "Công an",
    "Kho bạc Nhà nước",
    "Ngân hàng Nhà nước",
    "Thanh tra",
    "Tổng cục",
    "Trung tâm",
    "Văn phòng",
    "Viện kiểm sát nhân dân",
)
#: Offices that a ministry has in every province: "Cục Thuế tỉnh …" is no department of the ministry itself.
_BRANCHES: Final = ("cục ", "bảo hiểm xã hội", "ngân hàng nhà nước")
_KEPT: Final = frozenset(("CCHC", "TTHC", "UBND", "HĐND", "CNTT", "PTNT", "ODA"))
_KEPT_WORD: Final = re.compile(rf"\b(?:{'|'.join(_KEPT)})\b")
_LONGEST_NAME: Final = 90  # code points
_SMALL_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]?[a-zà-ỹđ]+(?![^\W_])")
_JOINTS: Final = frozenset(("và", "-", "–", "các"))  # behind them a name takes a capital again
_CENTRAL_HEADS: Final = (
    "bộ ",
    "cục ",
    "tổng cục ",
    "vụ ",
    "ngân hàng nhà nước",
    "bảo hiểm xã hội việt nam",
    "thanh tra chính phủ",
)
_NOT_MINISTRY: Final = ("bộ phận", "bộ chỉ huy", "bộ tư lệnh", "bộ tiêu chí")


@cache
def _listed() -> dict[str, str]:
    found = dict(COUNCIL_OFFICES) | {name_key("Văn phòng"): "Văn phòng"}
    for row in load_csv("organs"):
        if row["scope"] == "central":
            found[name_key(row["issuer"])] = row["issuer"]
    for row in load_csv("departments"):
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            found[name_key(name)] = row["name"]
    return found


@cache
def _longest() -> int:
    return max(len(key.split()) for key in _listed())


def known_office(words: str) -> tuple[str, int] | None:
    """Return the table's name of the office that a text begins with, and how many code points of it were used.

    The longest name wins ("Sở Nông nghiệp và PTNT"); None where no name of the tables begins the text.
    """
    ends = [match.end() for match in re.finditer(r"[^\s,;:.]+", words)][: _longest() + 3]
    for end in reversed(ends):
        name = _listed().get(name_key(words[:end]))
        if name:
            return name, end
    return None


def is_central(name: str) -> bool:
    """Tell whether an office is a ministry or its equal (organs.csv), or a department of one."""
    if name in _central_names():
        return True
    lower = name.lower()
    return lower.startswith(_CENTRAL_HEADS) and not lower.startswith(_NOT_MINISTRY)


@cache
def _central_names() -> frozenset[str]:
    return frozenset(row["issuer"] for row in load_csv("organs") if row["scope"] == "central")


def spelt(words: str, narrative: str) -> str | None:
    """Return the mixed-case spelling of words set in capitals: the tables', else the narrative's own.

    None where neither has it: capitals do not tell which words of a name keep theirs.
    """
    known = known_office(words)
    if known and known[1] >= len(words.rstrip()) - 1:
        return known[0]
    if not words.isupper():
        return " ".join(words.split()) if _is_readable(words) else None
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for match in re.finditer(pattern, narrative, re.IGNORECASE):
        if not match.group().isupper():
            found = " ".join(match.group().split())
            return found[0].upper() + found[1:]
    return None


def _is_readable(words: str) -> bool:
    """Tell whether every small word is a syllable; "Ban Pháp ch" lost letters, and is no name to be shown."""
    return all(is_syllable(word) for word in _SMALL_WORD.findall(words))


def is_branch(name: str) -> bool:
    """Tell whether an office may be a ministry's branch in a province: with a unit behind it, it is."""
    return name.lower().startswith(_BRANCHES)


def in_title_case(words: str) -> str | None:
    """Return an office set in capitals as offices are mostly spelt: a capital at head, function and behind "và".

    For letterheads whose office neither a table nor the report's narrative spells; None where it is no office's name.

    Examples
    --------
    >>> in_title_case("CHI CỤC CHĂN NUÔI VÀ THÚ Y")
    'Chi cục Chăn nuôi và Thú y'
    """
    plain = " ".join(words.split())
    if not words.isupper() or len(plain) > _LONGEST_NAME or not _is_readable(_KEPT_WORD.sub("", plain).lower()):
        return None
    heads = [head for head in _SPELT_HEADS if f"{plain} ".startswith(f"{head.upper()} ")]
    head = heads[0] if heads else plain.split(" ", 1)[0].capitalize()
    return " ".join([head, *_function(plain[len(head) :].split())])


def _function(words: list[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        joint = not found or found[-1] in _JOINTS or found[-1].endswith(",")
        small = word.lower()
        first = small if small in _JOINTS or not joint else small.capitalize()
        found.append(word if word.strip(",") in _KEPT else first)
    return found
