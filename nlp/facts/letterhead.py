"""The issuer as the letterhead prints it: bodies, units and offices in capitals, one under the other or in columns."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.facts.issuers import Issuer, is_office, read_issuer
from nlp.facts.naming import level_of
from nlp.facts.offices import COUNCIL_OFFICES, is_central, spelt
from nlp.places.names import name_key
from nlp.text.fold import fold

# The right column, and what is no issuer; cut out wherever it stands, since columns come merged or in any order.
_MOTTO = re.compile(
    r"cong\s*hoa\s*xa\s*hoi\s*chu\s*nghia\s*viet\s*nam|doc\s*lap\s*[-–—.]*\s*tu\s*do\s*[-–—.]*\s*hanh\s*phuc"
    r"|du thao|dang bo tinh.*"
    r"|so\s*:?\s*[\d.…_/ ]*\s*/?\s*[-–]?\s*bc\b.*|so\s*:.*|[^\W\d_][^,\n]{1,40},\s*ngay\b.*|[-–—_*=.…~]{3,}"
)
# "ĐẢNG ỦY XÃ X" over "ỦY BAN NHÂN DÂN": the Party's body, folded, with the type of its unit.
_PARTY = re.compile(r"(?:dang (?:uy|bo)|(?P<type>tinh|thanh|huyen|quan|thi) uy)\s+")
_PARTY_TYPES = {"tinh": "TỈNH ", "thanh": "THÀNH PHỐ ", "huyen": "HUYỆN ", "quan": "QUẬN ", "thi": "THỊ XÃ "}
_INNER = ("Phòng", "Văn phòng", "Thanh tra")  # parts of an office, where one stands above them
_LINE = re.compile(r"[\n\t|]+|\s{3,}")
_DEPTH = {"province": 0, "district": 1, "commune": 2}


def letterhead_lines(head: list[str]) -> list[str]:
    """Return the lines of the left column: no motto, number, date or rule."""
    lines: list[str] = []
    for text in head:
        for line in _LINE.split(text):
            rest = _cut(line).strip(" \t*#-–—_.:|")
            if rest:
                lines.append(rest)
    return lines


def _cut(line: str) -> str:
    """Remove the right column's words; `fold` keeps positions."""
    folded = fold(line)
    pieces, low = [], 0
    for match in _MOTTO.finditer(folded):
        pieces.append(line[low : match.start()])
        low = match.end()
    return " ".join([*pieces, line[low:]])


def read_letterhead(head: list[str], narrative: str = "") -> Issuer | None:
    """Return what the letterhead tells of the issuer, None where it tells nothing.

    The lowest unit is the issuer's, a higher one is its parent; an office stands under the body it belongs to.

    Examples
    --------
    >>> read_letterhead(["ỦY BAN NHÂN DÂN", "XÃ TÂN VIỆT"]).full_name(None)
    'UBND xã Tân Việt'
    >>> read_letterhead(["UBND TỈNH HÀ TĨNH", "SỞ NỘI VỤ"]).full_name(None)
    'Sở Nội vụ tỉnh Hà Tĩnh'
    """
    reader = _Reader(narrative)
    lines = letterhead_lines(head)
    index = 0
    while index < len(lines):
        index += reader.take(lines[index:])
    return reader.result()


class _Reader:
    """Collects bodies, units and offices line by line."""

    def __init__(self, narrative: str) -> None:
        self.narrative = narrative
        self.body: str | None = None
        self.units: list[tuple[str | None, str | None]] = []
        self.party: list[tuple[str | None, str | None]] = []
        self.office: str | None = None
        self.above = False

    def take(self, lines: list[str]) -> int:
        """Read what the next lines begin with; return how many lines it takes."""
        if party := _party_unit(lines[0]):
            self.party.append((party.word, party.name))
            return 1
        taken, issuer = self._longest(lines)
        if issuer is None or not _capital(lines[0]):
            return 1
        if issuer.office and (self.office is None or not issuer.central or is_central(self.office)):
            self._put_office(issuer)
        if issuer.body:
            self.body = issuer.body
        if issuer.word:
            self.units.append((issuer.word, issuer.name))
        return taken

    def _put_office(self, issuer: Issuer) -> None:
        """An office under another takes its place, unless it is a part of it ("SỞ NỘI VỤ" over "THANH TRA")."""
        above, self.above = self.office, self.office is not None
        inner = above and issuer.word is None and issuer.office and issuer.office.startswith(_INNER)
        own = inner and not is_central(above or "") and name_key(above or "") not in COUNCIL_OFFICES
        self.office = f"{issuer.office} {above}" if own else issuer.office

    def _longest(self, lines: list[str]) -> tuple[int, Issuer | None]:
        """A name may wrap ("SỞ NÔNG NGHIỆP" over "VÀ PHÁT TRIỂN NÔNG THÔN"): try three lines, then two, then one."""
        for count in range(min(3, len(lines)), 0, -1):
            for glue in ("\n", " "):
                joined = glue.join(lines[:count])
                read = read_issuer(joined, self.narrative) if glue == "\n" or _wraps(lines[:count]) else None
                if read and read[1] >= len(joined) - 1:
                    return count, read[0]
        read = read_issuer(lines[0], self.narrative)
        return 1, read[0] if read else None

    def result(self) -> Issuer | None:
        """Return the issuer: the lowest unit, the office, the body."""
        units = self._all_units()
        named = [(word, name) for word, name in units if word and name]
        named.sort(key=lambda unit: _DEPTH.get(level_of(unit[0], unit[1], None) or "", 0))
        # Capitals alone do not tell how an office without unit or ministry is spelt, nor whose it is.
        sure = self.office and (units or self.above or spelt(self.office.upper(), self.narrative))
        if not (units or sure):
            return None
        word, name = (named or units or [(None, None)])[-1]
        issuer = Issuer(self.body, word, name, self.office if sure else None)
        parents = [(w, n) for w, n in named[:-1] if n and (w, n) != (word, name)]
        return replace(issuer, parent=parents[-1]) if parents else issuer

    def _all_units(self) -> list[tuple[str | None, str | None]]:
        """The Party's unit is the committee's, where the letterhead prints no other and no lower one."""
        if not self.body or any(name for _, name in self.units):
            return self.units
        words = {word for word, _ in self.units}
        return [unit for unit in self.party if not words or unit[0] in words] or self.units


def _party_unit(line: str) -> Issuer | None:
    """Return the unit of a Party line: "HUYỆN ỦY CẨM XUYÊN" is of huyện Cẩm Xuyên."""
    match = _PARTY.match(fold(line))
    if not match or not _capital(line):
        return None
    read = read_issuer(_PARTY_TYPES.get(match["type"] or "", "") + line[match.end() :])
    return read[0] if read else Issuer()


def _wraps(lines: list[str]) -> bool:
    """Tell whether lines may be one office's name: an office first, and none of the others begins a body or unit."""
    return is_office(lines[0]) and not any(is_office(line) or read_issuer(line) for line in lines[1:])


def _capital(line: str) -> bool:
    """Letterhead stands in capitals; "Kính gửi: Sở Nội vụ" and sentences do not."""
    letters = [c for c in line if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)
