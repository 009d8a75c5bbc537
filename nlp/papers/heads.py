"""Letterheads, titles of attachments and lone titles: runs of lines, with what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.papers.cells import NUMBER, Kind, attached_type, number_key
from nlp.papers.lines import Row
from nlp.text.fold import fold

LETTERHEAD = Kind.ORGAN | Kind.UNIT | Kind.MOTTO
STAMPED = Kind.NUMBER | Kind.DATE
TITLED = Kind.TITLE | Kind.SUBJECT | Kind.ADDRESS
_NOTES = Kind.ATTACHED | Kind.FORM
_BEGINS = LETTERHEAD | STAMPED | Kind.TITLE | _NOTES
_WITHIN = LETTERHEAD | STAMPED | Kind.CAPITALS | Kind.STAMP | Kind.FORM
_LONG = Kind.MOTTO | Kind.NUMBER | Kind.DATE  # may be as long as a line of prose
_BREAKS = Kind.SIGNATURE | Kind.ANNEX
_UNIT_ONLY = Kind.UNIT | Kind.SHORT | Kind.CAPITALS
_LONGEST_REST = 8  # code points
_LONGEST_TAIL = 12  # inked lines from the title to "(Ban hành kèm theo …)", at most
_LONGEST_HEAD = 30  # inked lines of a letterhead: each column of a table may stand in several
_PROXY = re.compile(r"(?:t/?m|k/?t|t/?l|tuq|q)\s?\.?\Z")
_CITED = re.compile(r"so\s?:?\s{0,8}" + NUMBER)


@dataclass(frozen=True, slots=True)
class Head:
    """A run of lines that may begin a paper.

    Attributes
    ----------
    first, last : int
        Rows [first, last].
    kinds : int
        Of all its lines together.
    number, day : str
        Folded; empty where it prints none. A number with nothing before its stroke has no digits.
    organs : frozenset of str
        The organs and units that it names, folded.
    issuer_type, issuer_number : str
        Of "(Ban hành kèm theo Quyết định số 12/QĐ-UBND …)", folded.
    """

    first: int
    last: int
    kinds: int
    number: str
    day: str
    organs: frozenset[str]
    issuer_type: str = ""
    issuer_number: str = ""

    @property
    def numbered(self) -> bool:
        """Whether the number is printed, not left blank for the registry."""
        return self.number[:1].isdigit()

    @property
    def has_letterhead(self) -> bool:
        """Whether organ or motto are printed."""
        return bool(self.kinds & LETTERHEAD)

    @property
    def has_title(self) -> bool:
        """Whether a title word, a subject line or an address is printed."""
        return bool(self.kinds & TITLED)

    @property
    def pieces(self) -> int:
        """How many of organ, motto, number, date and title are printed."""
        groups = (Kind.ORGAN | Kind.UNIT, Kind.MOTTO, Kind.NUMBER, Kind.DATE, TITLED)
        return sum(bool(self.kinds & group) for group in groups)


def find_heads(rows: Sequence[Row]) -> Iterator[Head]:
    """Yield the runs of lines that may begin a paper, in order; each line is looked at once."""
    index = 0
    while index < len(rows):
        if _begins(rows, index):
            end = _end(rows, index)
            yield _head(rows, index, end)
            index = end
        else:
            index += 1


def _begins(rows: Sequence[Row], index: int) -> bool:
    row = rows[index]
    if not row.kinds & _BEGINS or row.kinds & _BREAKS:
        return False
    if row.kinds & Kind.PROSE and not row.kinds & (_LONG | _NOTES):
        return False
    return not (index and _goes_on_with_signature(rows[index - 1], row))


def _goes_on_with_signature(before: Row, row: Row) -> bool:
    """Tell whether a line belongs to the signature above it: "TM. ỦY BAN NHÂN DÂN" / "XÃ TÂN VIỆT"."""
    if not before.kinds & Kind.SIGNATURE:
        return False
    folded = fold(before.text).strip()
    return bool(_PROXY.match(folded)) or (not row.kinds & ~_UNIT_ONLY and folded.startswith(("tm", "t/m", "kt", "tl")))


def _end(rows: Sequence[Row], first: int) -> int:
    """Return the row behind a head: letterhead lines, then title and what stands under it."""
    index = first
    while index < len(rows) and index - first < _LONGEST_HEAD:
        kinds = rows[index].kinds
        if kinds & _BREAKS:
            return index
        if kinds & (TITLED | Kind.ATTACHED):
            return _end_of_title(rows, index)
        if (not kinds & _WITHIN and not _is_rest(rows[index])) or (kinds & Kind.PROSE and not kinds & _LONG):
            return max(index, first + 1)
        index += 1
    return index


def _is_rest(row: Row) -> bool:
    """Tell whether a line is the rest of one that a narrow column broke: "Độc lập - Tự do - Hạnh" / "phúc"."""
    return len(row.text) <= _LONGEST_REST and row.text[0].islower() and row.text.isalpha()


def _end_of_title(rows: Sequence[Row], title: int) -> int:
    """Return the row behind a title and its lines; "(Ban hành kèm theo …)" ends them, so do body, signature, annex.

    Lines in small letters ("Chức năng, nhiệm vụ, quyền hạn của Sở Nội vụ") are the title's where that note follows.
    """
    prose = 0
    for index in range(title, min(len(rows), title + _LONGEST_TAIL)):
        row = rows[index]
        if row.kinds & _NOTES and (index > title or row.kinds & Kind.TITLE):
            return index + 1
        if index > title and (row.kinds & (_BREAKS | Kind.BODY) or row.text.endswith((".", ";"))):
            return prose or index
        prose = prose or (index if index > title and row.kinds & Kind.PROSE and not row.kinds & _LONG else 0)
    return prose or min(len(rows), title + _LONGEST_TAIL)


def _head(rows: Sequence[Row], first: int, end: int) -> Head:
    kinds = Kind.NONE
    for row in rows[first:end]:
        kinds |= row.kinds
    number = next((row.number for row in rows[first:end] if row.number), "")
    day = next((row.day for row in rows[first:end] if row.day), "")
    organs = frozenset(row.organ for row in rows[first:end] if row.organ)
    issuer = _issuing(rows, first, end) if kinds & Kind.ATTACHED else ("", "")
    return Head(first, end - 1, kinds, number, day, organs, *issuer)


def _issuing(rows: Sequence[Row], first: int, end: int) -> tuple[str, str]:
    """Return type and number of the document that issues an attachment; the note may go on in the next line."""
    for index in range(first, end):
        if rows[index].kinds & Kind.ATTACHED:
            note = fold(" ".join(row.text for row in rows[index : index + 2]))
            cited = _CITED.search(note)
            return attached_type(note), number_key(cited) if cited else ""
    return "", ""
