"""Lines that bear a document's type as its title: "KẾ HOẠCH", "BÁO CÁO KẾT QUẢ …", "Chỉ thị", and "CHỈ" over "THỊ"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from nlp.tables import load_csv, load_toml
from nlp.text.fold import fold, fold_pattern

Form = Literal["alone", "capitals", "sentence"]

_EDGES: Final = " \t*#>|_–—"
_LONGEST_TITLE = 300  # code points
_LONGEST_SYLLABLE = 6  # code points: "THÔNG"
_NEAR = 12  # paragraphs from a page's head to the title itself
_FAMILIES: Final = ("administrative", "letter", "party", "normative")
# Laws are cited, not written by offices; "Văn bản" is any document.
_NO_TITLES: Final = frozenset(("Văn bản", "Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Hiến pháp", "Văn bản hợp nhất"))
# "Kế hoạch này …", "Báo cáo số 5/BC-UBND ngày …", "Kế hoạch được ban hành …" are sentences and mentions, no titles.
_NO_TITLE_NEXT = re.compile(
    r"\s*(?:nay|tren|neu|da|duoc|phai|so|la|cua|do|gom|co|can|se|dinh ky|hang|hoac|va|theo|cho|[\d(/:,;.])(?![^\W\d_])"
)
_OWN_COLON = re.compile(r"(?:quyet dinh|quyet nghi|ket luan|nghi quyet)\s*:")  # "QUYẾT ĐỊNH:" over "Điều 1."
_OWNED: Final = ("Kết luận", "Thông báo", "Báo cáo")  # "Kết luận của Bí thư Tỉnh ủy tại …" is a title


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that bears a type.

    Attributes
    ----------
    type : str
        The type as `document_types.csv` spells it: "Kế hoạch".
    words : str
        As printed: "KẾ HOẠCH".
    form : {"alone", "capitals", "sentence"}
        The type alone on its line, the beginning of a title in capitals, or of one in mixed case.
    """

    type: str
    words: str
    form: Form


@cache
def _types() -> dict[str, str]:
    rows = (row["name"] for row in load_csv("document_types") if row["family"] in _FAMILIES)
    return {fold(name): name for name in rows if name not in _NO_TITLES}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_types(), key=len, reverse=True)
    return re.compile(rf"(?P<type>{'|'.join(name.replace(' ', chr(92) + 's+') for name in names)})(?![^\W_])")


@cache
def _office_pattern(side: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(load_toml("kinds")["offices"][side]))


def read_title_line(text: str) -> TitleLine | None:
    """Return what a line says of the document's type where it is a title, None where it is none.

    Examples
    --------
    >>> read_title_line("**KẾ HOẠCH**").form, read_title_line("BÁO CÁO KẾT QUẢ CÔNG TÁC NĂM 2023").form
    ('alone', 'capitals')
    >>> read_title_line("Kế hoạch cải cách hành chính năm 2024").form
    'sentence'
    >>> read_title_line("Kế hoạch này có ba phần."), read_title_line("SỞ KẾ HOẠCH VÀ ĐẦU TƯ")
    (None, None)
    """
    plain = text.strip(_EDGES)
    folded = fold(plain[:_LONGEST_TITLE])
    match = _pattern().match(folded)
    if not match or len(plain) > _LONGEST_TITLE or not plain[0].isupper() or _OWN_COLON.match(folded):
        return None
    name = _types()[" ".join(match["type"].split())]
    form = _form(plain, folded, match.end(), name)
    return TitleLine(name, plain[: match.end()], form) if form else None


def _form(plain: str, folded: str, end: int, name: str) -> Form | None:
    rest = plain[end:].strip(_EDGES + ":")
    if not rest:
        return "alone"
    if _office_pattern("behind").match(folded[end:].lstrip()):
        return None
    if plain[:end].isupper():
        return "capitals"
    if rest.endswith((".", ";", ",", ":")) or not plain[1:end].islower():
        return None
    owned = name in _OWNED and rest.startswith(("của", "kết luận"))
    return "sentence" if owned or not _NO_TITLE_NEXT.match(folded, end) else None


def find_title(paragraphs: Sequence[str], code_type: str | None = None) -> tuple[int, TitleLine] | None:
    """Return the paragraph that is the document's title, and what it says; None where no paragraph is one.

    Parameters
    ----------
    paragraphs : sequence of str
        Of the document's front, in order.
    code_type : str, optional
        The type that the document's own number names; it decides between two lines.
    """
    found = [
        (index, line)
        for index, text in enumerate(paragraphs)
        if (line := read_title_line(_joined(paragraphs, index) or text)) and not _is_office(paragraphs, index)
    ]
    if not found:
        return None
    agreeing = [one for one in found if one[1].type == code_type] or found
    first = agreeing[0]
    # A page's head names the report above its letterhead: "BÁO CÁO CCHC NĂM 2024", then "UBND …" and "BÁO CÁO".
    later = (one for one in agreeing if one[1].form == "alone" and one[1].type == first[1].type)
    near = next((one for one in later if one[0] - first[0] <= _NEAR), first)
    return near if first[1].form != "alone" else first


def _joined(paragraphs: Sequence[str], index: int) -> str | None:
    """Return a type cut over two lines ("CHỈ" over "THỊ") in one."""
    pair = [text.strip(_EDGES) for text in paragraphs[index : index + 2]]
    short = len(pair) == 2 and all(0 < len(text) <= _LONGEST_SYLLABLE and text.isupper() for text in pair)
    return " ".join(pair) if short else None


def _is_office(paragraphs: Sequence[str], index: int) -> bool:
    """Tell whether the line is the end of an office's name ("PHÒNG TÀI CHÍNH -" over "KẾ HOẠCH")."""
    above = paragraphs[index - 1].strip() if index else ""
    return above.isupper() and len(above) < 60 and bool(_office_pattern("before").search(fold(above)))
