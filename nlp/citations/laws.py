"""Mentions without a full number: named laws and codes, and bare numbers ("Nghị định 130", "Đề án 06")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.citations.vocabulary import law_names, law_pattern
from nlp.text.fold import fold
from nlp.text.letters import CAPITALS

# "luật" after these words is no title of a law: pháp luật, kỷ luật, dự thảo luật …
_NO_TITLE = re.compile(
    r"(?:pháp|kỷ|kỉ|trật|quy|đạo|định|văn bản|phạm|(?:đại học|khoa|ngành|cử nhân|thạc sĩ|thạc sỹ|tiến sĩ))\s*\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s+năm\s+(?:19|20)\d\d(?!\d)|\s+(?:19|20)\d\d(?![\d/])|\s*\((?:sửa đổi|sửa đổi, bổ sung)\)")
# "luật" in any accents, whole word; the patterns for names are tried there only. fold() of every text is dear.
_LAW_WORD = re.compile(r"[lL](?<![^\W_][lL])[uUưƯùÙúÚủỦũŨụỤ][aAăĂâÂàÀáÁảẢãÃạẠầẦấẤậẬ][tT](?=\s)")
_CODE = re.compile(r"(?<![^\W_])[bB][oOôÔộỘọỌ]\s+\Z")
_CODE_BACK = 10  # code points before "luật" in which "Bộ" stands
_NAME_AHEAD = 200  # code points from "luật" to the end of the longest name
# An unknown law: "Luật" and a capitalised name up to the next stop word.
_UNKNOWN = re.compile(
    rf"(?<![^\W_])(?P<kind>Bộ luật|Luật)\s+(?P<name>[{CAPITALS}][^\W\d_]+"
    r"(?:(?:,?\s+)(?!(?:và|của|năm|về|được|đã|có|quy|để|trong|tại|cho|theo|do|là|số|ngày|trên|nhằm|với|đến|từ|gồm"
    r"|bảo đảm|đảm bảo|các|một|những|không|còn|hiện)\b)[^\W\d_]+){0,7})"
)
_NO_NAME = re.compile(r"(?:sư|gia|pháp)\b", re.IGNORECASE)
# "quyết định" and "kết luận" without a capital are verbs. The first letter stands alone, in a class without the
# ignore-case flag, so that the search leaps to it.
_BARE_TYPES = (
    r"[NnTtCcQKĐđ](?<![^\W_].)"
    r"(?i:ghị định|ghị quyết|hông tư|hỉ thị|uyết định|ết luận|(?P<project>ề án)|hương trình|Đ|Q)"
)
# What follows the number of a project by that name, where it cannot be read as a count ("Đề án 06 huyện").
_PROJECT_FOLLOWS = r"(?:trung ương|cấp|tỉnh|thành phố|huyện|xã|phường|quận|thị xã|thị trấn|trí thức)\b"
_BARE = re.compile(
    rf"(?P<type>{_BARE_TYPES})\s+(?i:số\s+)?(?P<n>(?P<zero>0)?\d{{1,3}}[a-zA-ZđĐ]?)(?![^\W_]|[.,]\d|\s?[/%])"
    r"(?=\s*(?:[,;:.()”\"]|\Z|(?i:của|về|ngày\s+\d+|trên|và|tại|đối với|cho|trong|giai đoạn|đã|hiện|đến|theo|gắn"
    r"|với|phục vụ|được|là|do|nhằm|để|ở|phải|vẫn|chưa|luôn|cần|còn|từ|đang)\b"
    # A project's number with a leading zero is a name ("Đề án 06"), no count.
    rf"|(?-i:[{CAPITALS}])|(?(project)(?i:{_PROJECT_FOLLOWS}|(?(zero)|(?!)))|(?!))))"
)
# The next number of a list: of two or three digits, no day, share or quantity; and what may stand behind the last.
_NEXT_BARE = re.compile(r"(?P<joint>\s*,\s*|\s+và\s+)(?:số\s+)?(?P<n>\d{2,3})(?![^\W_]|[.,]\d|\s?[/%])")
_BARE_FOLLOWS = re.compile(r"\s*(?:[;:.()”\"]|\Z|(?:của|về|được|đã|và|tại|theo|đối với|ngày)\b)|(?=\s*,\s*\D)")
_TYPE_NAMES = {
    "nd": "Nghị định",
    "nq": "Nghị quyết",
    "nghi dinh": "Nghị định",
    "nghi quyet": "Nghị quyết",
    "thong tu": "Thông tư",
    "chi thi": "Chỉ thị",
    "quyet dinh": "Quyết định",
    "ket luan": "Kết luận",
    "de an": "Đề án",
    "chuong trinh": "Chương trình",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention found without a full number."""

    start: int
    end: int
    type: str
    number: str | None
    issuer: str | None
    form: Literal["bare", "title_only"]
    name: str | None = None


def find_laws(text: str) -> Iterator[Hit]:
    """Yield the laws and codes that a text names, known ones by the table, others where they are written as titles."""
    found: list[Hit] = []
    for word in _LAW_WORD.finditer(text):
        before = _CODE.search(text, max(0, word.start() - _CODE_BACK), word.start())
        start = before.start() if before else word.start()
        if found and start < found[-1].end and found[-1].name:
            continue
        hit = _known_law(text, start) or _unknown_law(text, start, found[-1].end if found else 0)
        if hit and found and hit.start < found[-1].end:  # a known law in what looked like a title
            found.pop()
        if hit:
            found.append(hit)
    yield from found


def _known_law(text: str, start: int) -> Hit | None:
    match = law_pattern().match(fold(text[start : start + _NAME_AHEAD]))
    if not match or not _is_title(text, start):
        return None
    name, kind = law_names()[re.sub(r"[\s,]+", " ", match.group("name"))]
    return Hit(start, _with_year(text, start + match.end()), kind, None, "Quốc hội", "title_only", name)


def _unknown_law(text: str, start: int, low: int) -> Hit | None:
    match = _UNKNOWN.match(text, start) if start >= low else None
    if not match or _NO_NAME.match(match.group("name")) or not _is_title(text, start):
        return None
    return Hit(start, _with_year(text, match.end()), match.group("kind"), None, "Quốc hội", "title_only")


def _is_title(text: str, start: int) -> bool:
    return not _NO_TITLE.search(text, max(0, start - 12), start)


def _with_year(text: str, end: int) -> int:
    year = _YEAR.match(text, end)
    return year.end() if year else end


def find_bare(text: str) -> Iterator[Hit]:
    """Yield type words with a bare number ("Nghị định 130 của Chính phủ", "Đề án 06"), and lists of such numbers."""
    for match in _BARE.finditer(text):
        type_name = _TYPE_NAMES.get(re.sub(r"\s+", " ", fold(match.group("type"))))
        number = match.group("n")
        project = type_name in ("Đề án", "Chương trình")
        if type_name and (not project or (len(number) > 1 and number.isdigit())):
            issuer = _certain_issuer(type_name)
            yield Hit(match.start(), match.end(), type_name, number, issuer, "bare")
            for item in () if project else _listed(text, match.end()):
                yield Hit(item.start("n"), item.end("n"), type_name, item["n"], issuer, "bare")


def _listed(text: str, end: int) -> list[re.Match[str]]:
    """Return the further numbers of a list ("Nghị định 108, 113 và 143"), none where its end is no end of a list."""
    items: list[re.Match[str]] = []
    while item := _NEXT_BARE.match(text, items[-1].end() if items else end):
        items.append(item)
    # "Nghị định 61, 107 hồ sơ": what the last number counts stands behind it.
    while items and not _BARE_FOLLOWS.match(text, items[-1].end()):
        items.pop()
    return items if not items or items[-1]["joint"].strip() != "," or len(items) > 1 else []


def _certain_issuer(type_name: str) -> str | None:
    """Only the Government issues decrees (Law 80/2015/QH13, article 4)."""
    return "Chính phủ" if type_name == "Nghị định" else None
