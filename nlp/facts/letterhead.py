"""The issuer as the letterhead prints it: bodies, units and offices in capitals, one under the other or in columns."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.facts.issuers import Issuer, is_office, read_issuer
from nlp.facts.naming import level_of
from nlp.facts.offices import is_central
from nlp.text.fold import fold

# The right column, and what is no issuer; cut out wherever it stands, since columns come merged or in any order.
_MOTTO = re.compile(
    r"cong\s*hoa\s*xa\s*hoi\s*chu\s*nghia\s*viet\s*nam|doc\s*lap\s*[-–—.]*\s*tu\s*do\s*[-–—.]*\s*hanh\s*phuc"
    r"|du thao|dang bo tinh.*"
    r"|so\s*:?\s*[\d.…_/ ]*\s*/?\s*[-–]?\s*bc\b.*|so\s*:.*|[^\W\d_][^,\n]{1,40},\s*ngay\b.*|[-–—_*=.…~]{3,}"
)
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
        self.office: str | None = None

    def take(self, lines: list[str]) -> int:
        """Read what the next lines begin with; return how many lines it takes."""
        taken, issuer = self._longest(lines)
        if issuer is None or not _capital(lines[0]):
            return 1
        if issuer.office and (self.office is None or not is_central(issuer.office) or is_central(self.office)):
            self.office = issuer.office
        if issuer.body:
            self.body = issuer.body
        if issuer.word:
            self.units.append((issuer.word, issuer.name))
        return taken

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
        named = [(word, name) for word, name in self.units if word and name]
        named.sort(key=lambda unit: _DEPTH.get(level_of(unit[0], unit[1], None) or "", 0))
        if not (named or self.units or self.office):
            return None
        word, name = (named or self.units or [(None, None)])[-1]
        issuer = Issuer(self.body, word, name, self.office)
        parents = [(w, n) for w, n in named[:-1] if n and (w, n) != (word, name)]
        return replace(issuer, parent=parents[-1]) if parents else issuer


def _wraps(lines: list[str]) -> bool:
    """Tell whether lines may be one office's name: an office first, and none of the others begins a body or unit."""
    return is_office(lines[0]) and not any(is_office(line) or read_issuer(line) for line in lines[1:])


def _capital(line: str) -> bool:
    """Letterhead stands in capitals; "Kính gửi: Sở Nội vụ" and sentences do not."""
    letters = [c for c in line if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)
