"""Who issued a report: candidates from letterhead, legal basis, closing lines and annexes, and their full names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.facts.naming import TYPE, level_of, read_name
from nlp.facts.offices import COUNCIL_OFFICES, HEADS, in_title_case, is_branch, is_central, known_office, spelt
from nlp.places.gazetteer import type_word
from nlp.places.names import name_key

_COMMITTEE = r"(?:ubnd|[uủ][yỷỳ]\s+ban\s+nhân\s+dân|ủy\s+ban\s+nhân\s+dân)"
_COUNCIL = r"(?:hđnd|hội\s+đồng\s+nhân\s+dân)"
_BODY = re.compile(rf"(?:(?P<committee>{_COMMITTEE})|(?P<council>{_COUNCIL}))(?![^\W_])", re.IGNORECASE)
_UNIT = re.compile(rf"\s*(?P<word>{TYPE})(?![^\W_])\s*", re.IGNORECASE)
_OFFICE = re.compile(rf"(?:{HEADS})(?![^\W_])", re.IGNORECASE)
# As letterheads have them, in capitals and alone: in sentences the Government is reported to.
_CENTRAL = re.compile(
    r"(?:THỦ\s+TƯỚNG\s+CHÍNH\s+PHỦ|CHÍNH\s+PHỦ|QUỐC\s+HỘI|[ỦU][ỶY]\s+BAN\s+THƯỜNG\s+VỤ\s+QUỐC\s+HỘI)\s*\Z"
)
_POLITE = r"\s*,?\s*(?:(?:xin|kính|trân trọng|tổng hợp|tự|đã|được)\s+){0,3}"
_REPORTS = re.compile(rf"{_POLITE}(?:tổng kết|sơ kết|đánh giá|giải trình)?\s*báo cáo", re.IGNORECASE)
_ANNOUNCES = re.compile(rf"{_POLITE}thông báo(?:\s+(?:để|đến|tới|kết luận)\b|\s*\./)", re.IGNORECASE)
_WHO = re.compile(rf"(?<![^\W_])(?:{_COMMITTEE}|{_COUNCIL}|{HEADS}|{TYPE})(?![^\W_])", re.IGNORECASE)
_AFTER_OFFICE = re.compile(
    rf"\s+(?:{_COMMITTEE}|{_COUNCIL}|{TYPE})(?![^\W_])|\s*[;.:,\n]|\s+(?:báo cáo|kính|xin|trân trọng|đã|tổng hợp)\b",
    re.IGNORECASE,
)
# "BAN QUẢN LÝ CÁC KHU KINH TẾ" and more: the table's name is only the beginning of this one.
_GOES_ON = re.compile(rf"\s+(?:VÀ|&)\s+(?!(?i:{_COMMITTEE}|{_COUNCIL}|{HEADS}|{TYPE})(?![^\W_]))")
_OF = re.compile(r"\bcủa\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issuer:
    """What one place of a report tells of its issuer.

    Attributes
    ----------
    body : str or None
        "UBND" or "HĐND".
    word, name : str or None
        Type word and name of the unit: "huyện", "Thanh Hà".
    office : str or None
        Department, division, committee of a council, ministry.
    parent : tuple of (str, str) or None
        The unit above, where the letterhead prints it ("UBND HUYỆN X" over "UBND XÃ Y").
    """

    body: str | None = None
    word: str | None = None
    name: str | None = None
    office: str | None = None
    parent: tuple[str, str] | None = None

    @property
    def council_office(self) -> bool:
        """Whether the office belongs to a People's Council."""
        return self.office is not None and name_key(self.office) in COUNCIL_OFFICES

    @property
    def central(self) -> bool:
        """Whether the office is a ministry, its equal or a department of one; "Cục Thuế tỉnh …" is not."""
        return self.office is not None and is_central(self.office) and not (self.word and is_branch(self.office))

    def level(self, date: str | None) -> str | None:
        """Return the level of the issuer; a department is a province's office, others have their unit's."""
        if self.central:
            return "ministry"
        own = level_of(self.word, self.name, date) if self.word else None
        if self.office and not self.council_office and (own == "province" or self.office.startswith("Sở ")):
            return "department"
        return own

    def full_name(self, date: str | None) -> str | None:
        """Return the canonical name, None where a part of it is missing."""
        if self.central:
            return self.office
        if not (self.word and self.name):
            return None
        place = f"{self.word} {self.name}"
        if self.council_office:
            return f"{self.office} HĐND {place}"
        if self.office == "Văn phòng":
            return f"Văn phòng {self.body} {place}" if self.body else None
        if self.office:
            return f"{self.office} {place}"
        return f"{self.body} {place}" if self.body else None

    def with_place(self, word: str, name: str) -> Issuer:
        """Return the issuer with its unit filled in."""
        return replace(self, word=word, name=name)


def read_issuer(text: str, narrative: str = "") -> tuple[Issuer, int] | None:
    """Read a body, unit or office at the beginning of a text; return it and the code points it takes.

    Examples
    --------
    >>> issuer, length = read_issuer("UBND huyện Cẩm Xuyên báo cáo")
    >>> issuer.full_name(None), length
    ('UBND huyện Cẩm Xuyên', 20)
    """
    if re.match(r"(?:vp|văn\s+phòng|thanh\s+tra)\b", text, re.IGNORECASE) or not (body := _BODY.match(text)):
        office = _OFFICE.match(text) or _CENTRAL.match(text)
        return _read_office(text, narrative) if office else _read_unit(text)
    kind = "UBND" if body["committee"] else "HĐND"
    word, name, end = _place(text, body.end())
    return Issuer(kind, word, name), end


def _place(text: str, start: int) -> tuple[str | None, str | None, int]:
    """Read "huyện Thanh Hà" behind a body or office."""
    unit = _UNIT.match(text, start)
    if not unit or (start and not text[start : start + 1].isspace()):
        return None, None, start
    word = type_word(unit["word"])
    named = read_name(text[unit.end() :], word)
    if named is None:
        return word, None, unit.start() + len(unit.group().rstrip())
    return word, named[0], unit.end() + len(text[unit.end() : unit.end() + named[1]].rstrip())


def _read_unit(text: str) -> tuple[Issuer, int] | None:
    word, name, end = _place(text, 0)
    return (Issuer(None, word, name), end) if word else None


def _read_office(text: str, narrative: str) -> tuple[Issuer, int] | None:
    """Read an office of the tables, or one whose words end before its unit, a stop or the end."""
    known = known_office(text)
    if known and _GOES_ON.match(text, known[1]):
        known = None
    end = known[1] if known else _office_end(text)
    words = text[:end].strip()
    name = known[0] if known else spelt(words, narrative) or in_title_case(words)
    if not name:
        return None
    body = _BODY.match(text, end + len(text[end:]) - len(text[end:].lstrip()))
    word, unit, stop = _place(text, body.end() if body else end)
    return Issuer("HĐND" if body and body["council"] else None, word, unit, name), stop


def is_office(text: str) -> bool:
    """Tell whether a text begins with a word that heads an office's name ("Sở", "Phòng", "Ban" …)."""
    return bool(_OFFICE.match(text))


def _office_end(text: str) -> int:
    """An office the tables lack ends before its unit, a stop, or what it does."""
    head = _OFFICE.match(text)  # "BẢO HIỂM XÃ HỘI" holds no commune
    match = _AFTER_OFFICE.search(text, head.end() if head else 3)
    return match.start() if match else len(text.rstrip())


def reporting(text: str, narrative: str = "") -> Issuer | None:
    """Return who "báo cáo" in a legal basis or closing line: the last one directly before that word."""
    found, taken = None, 0
    for match in _WHO.finditer(text):
        read = read_issuer(text[match.start() :], narrative) if match.start() >= taken else None
        taken = match.start() + read[1] if read else taken
        if read and _REPORTS.match(text, match.start() + read[1]) and not _is_object(text, match.start()):
            found = read[0]
    return found


def announcing(text: str, narrative: str = "") -> Issuer | None:
    """Return who "thông báo để … biết" in the last sentence of a notice; None where the text begins otherwise.

    Examples
    --------
    >>> announcing("Văn phòng Chính phủ xin thông báo để các bộ biết, thực hiện./.").full_name(None)
    'Văn phòng Chính phủ'
    """
    read = read_issuer(text, narrative)
    return read[0] if read and _ANNOUNCES.match(text, read[1]) else None


def _is_object(text: str, start: int) -> bool:
    """Tell whether the body is told to, or owns ("gửi Sở Nội vụ tổng hợp báo cáo", "của UBND tỉnh")."""
    before = text[max(0, start - 16) : start].lower()
    return bool(re.search(r"(?:\bcủa|\bgửi|\bcho|\bvới|\bqua|\bbáo cáo)\s+\Z", before))


def owning(text: str, narrative: str = "") -> Issuer | None:
    """Return whose report it is: the first "của …" of a closing line or annex title."""
    for match in _OF.finditer(text):
        read = read_issuer(text[match.end() :], narrative)
        if read and (read[0].body or read[0].office or read[0].name):
            issuer = read[0]
            return issuer if issuer.body or issuer.office else replace(issuer, body="UBND")
    return None
