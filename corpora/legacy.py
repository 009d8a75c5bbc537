"""Old Vietnamese encodings (TCVN3, VNI, VIQR) recognised by their letter statistics and turned into Unicode.

Each line is judged by itself, for offices paste old passages into new letters; a line too short to tell follows its
neighbours. What holds letters that only Unicode has, or reads as Vietnamese as it stands, is never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from corpora.legacy_codes import NAMES, UNICODE_LETTERS, Encoding, to_unicode
from nlp.notices import make_notice
from nlp.source import Notice, Source
from nlp.text.syllables import is_syllable

__all__ = ["NAMES", "Converted", "Encoding", "convert_paragraphs", "convert_source", "font_encoding", "to_unicode"]

_LINE: Final = re.compile(r"[^\n\f]*[\n\f]?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_OUTER: Final = " .,;:!?()[]{}\"'/-–—…“”‘’«»\u00a0"
_HIGH: Final = re.compile("[\u00a1-\u00ff\u0192\u0152\u0153\u0160\u0161\u0178\u017d\u017e]")
_VIQR: Final = re.compile(r"[AEIOUYaeiouy][(^+*'`?~.]|dd|DD")
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|[*_#|]+(?=\W)|(?<![^\W_])[*_#|]+")
_ESCAPES: Final = re.compile(r"\\[.?']")
_ENOUGH: Final = 4  # words that tell an encoding
_GOOD: Final = 0.85  # of the words that hold a code read as Vietnamese once converted; slips and foreign words remain
_ODD: Final = 0.5  # of them did not before
_FONTS: Final[tuple[tuple[re.Pattern[str], Encoding], ...]] = (
    (re.compile(r"(?:[A-Z]{6}\+)?\.vn", re.IGNORECASE), "tcvn3"),
    (re.compile(r"(?:[A-Z]{6}\+)?vni\b", re.IGNORECASE), "vni"),
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A text after conversion, its lines with the encoding each had (None: Unicode), and where they began."""

    text: str
    lines: tuple[str, ...]
    encodings: tuple[Encoding | None, ...]
    starts: tuple[int, ...]
    new_starts: tuple[int, ...]
    escaped: bool = False

    @property
    def shares(self) -> dict[Encoding, float]:
        """The share of the text's code points that each encoding had, in (0, 1]."""
        sizes = Counter[Encoding]()
        for line, encoding in zip(self.lines, self.encodings, strict=True):
            if encoding:
                sizes[encoding] += len(line)
        whole = sum(map(len, self.lines))
        return {encoding: size / whole for encoding, size in sizes.items()}

    def move(self, offset: int) -> int:
        """Return the offset in the converted text for one in the text as it was (both in code points)."""
        if not self.lines:
            return offset
        index = bisect_right(self.starts, offset) - 1
        inside, encoding = offset - self.starts[index], self.encodings[index]
        if encoding:
            inside = len(to_unicode(self.lines[index][:inside], encoding, escaped=self.escaped))
        return self.new_starts[index] + inside

    def notices(self) -> tuple[Notice, ...]:
        """Return W002 with encoding and share, where anything was converted."""
        told = ", ".join(f"{NAMES[encoding]} {share:.0%}" for encoding, share in self.shares.items())
        return (make_notice("old_encoding", shares=told),) if told else ()


def font_encoding(font: str | None) -> tuple[Encoding | None, bool]:
    """Return the encoding that a font's name tells, and whether the font draws small letters as capitals.

    Examples
    --------
    >>> font_encoding(".VnTimeH"), font_encoding("VNI-Times"), font_encoding("Times New Roman")
    (('tcvn3', True), ('vni', False), (None, False))
    """
    for pattern, encoding in _FONTS:
        if font and pattern.match(font):
            return encoding, encoding == "tcvn3" and font.rstrip().endswith("H")
    return None, False


def convert_paragraphs(text: str) -> Converted:
    """Convert what is in an old encoding, line by line; the rest stays as it is, code point by code point.

    Cost is linear in the text: each line is converted at most once for each encoding it might have.
    """
    lines = tuple(line for line in _LINE.findall(text) if line)
    escaped = bool(_ESCAPES.search(text))
    encodings = _encodings(lines, escaped)
    parts = [
        to_unicode(line, encoding, escaped=escaped) if encoding else line
        for line, encoding in zip(lines, encodings, strict=True)
    ]
    return Converted("".join(parts), lines, encodings, _starts(lines), _starts(parts), escaped)


def convert_source(source: Source) -> Source:
    """Return a source with its text in Unicode, pages and marks moved along; the same object where nothing is old."""
    converted = convert_paragraphs(source.text)
    if not any(converted.encodings):
        return source
    move = converted.move
    pages = tuple(replace(page, start=move(page.start), end=move(page.end)) for page in source.pages)
    marks = tuple(replace(mark, start=move(mark.start), end=move(mark.end)) for mark in source.marks)
    warnings = (*source.warnings, *converted.notices())
    return replace(source, text=converted.text, pages=pages, marks=marks, warnings=warnings)


def _starts(parts: Iterable[str]) -> tuple[int, ...]:
    starts, length = [], 0
    for part in parts:
        starts.append(length)
        length += len(part)
    return tuple(starts)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """How many words of a line hold codes, how many read well once converted, how many did not before."""

    words: int = 0
    good: int = 0
    odd: int = 0

    def __add__(self, other: _Evidence) -> _Evidence:
        return _Evidence(self.words + other.words, self.good + other.good, self.odd + other.odd)

    @property
    def tells(self) -> bool:
        """Whether this is enough to know the encoding by."""
        return self.words >= _ENOUGH and self.good >= _GOOD * self.words and self.odd >= _ODD * self.words


Evidences = dict[Encoding, _Evidence]


def _encodings(lines: Sequence[str], escaped: bool) -> tuple[Encoding | None, ...]:
    """Return the encoding of each line: first those that tell it by themselves, then those that go with them."""
    if not any(_may_be_old(line) for line in lines):
        return (None,) * len(lines)
    evidences = [_weigh_all(line) for line in lines]
    decided = [_decide(evidence) for evidence in evidences]
    known = {encoding for encoding in decided if encoding} | _pooled(evidences)
    if not known:
        return (None,) * len(lines)
    unicode = [bool(UNICODE_LETTERS.search(line)) for line in lines]
    around = _neighbours(decided, unicode)
    # Where VIQR escapes nothing, a word with a stop behind it is too like plain ASCII to go with its neighbours.
    loose = {encoding: encoding != "viqr" or escaped for encoding in known}
    return tuple(
        decided[n] or (None if unicode[n] else _follow(evidences[n], around[n], loose)) for n in range(len(lines))
    )


Neighbour = Encoding | Literal["unicode"] | None


def _neighbours(decided: Sequence[Encoding | None], unicode: Sequence[bool]) -> list[tuple[Neighbour, Neighbour]]:
    """Return for each line the nearest known encodings before and behind it, None where there is none."""
    known: list[Neighbour] = [own or ("unicode" if flag else None) for own, flag in zip(decided, unicode, strict=True)]
    before, behind = _carried(known), _carried(known[::-1])[::-1]
    return list(zip(before, behind, strict=True))


def _carried(known: Sequence[Neighbour]) -> list[Neighbour]:
    """Return for each line the last encoding known before it."""
    last: Neighbour = None
    found = []
    for own in known:
        found.append(last)
        last = own or last
    return found


def _may_be_old(line: str) -> bool:
    return not UNICODE_LETTERS.search(line) and bool(_HIGH.search(line) or _VIQR.search(line))


def _weigh_all(line: str) -> Evidences:
    if not _may_be_old(line):
        return {}
    high = bool(_HIGH.search(line))
    candidates: tuple[Encoding, ...] = ("tcvn3", "vni") if high else ("viqr",)
    return {encoding: _weigh(line, encoding) for encoding in candidates}


def _weigh(line: str, encoding: Encoding) -> _Evidence:
    evidence = _Evidence()
    bare = _MARKUP.sub(" ", line)
    for old, new in zip(bare.split(), to_unicode(bare, encoding).split(), strict=True):
        if old != new or _HIGH.search(old):
            evidence += _weigh_word(old, new)
    return evidence


def _weigh_word(old: str, new: str) -> _Evidence:
    """Compare a word before and after; numbers and lone signs tell nothing."""
    if any(char.isdigit() for char in old) or not any(char.isalpha() for char in new) or len(old) == 1:
        return _Evidence()
    return _Evidence(1, int(_reads_well(new)), int(not _reads_well(old)))


def _reads_well(word: str) -> bool:
    """Tell whether a word, without the punctuation around it, is made of Vietnamese syllables and abbreviations."""
    inner = word.strip(_OUTER)
    pieces = re.split(r"[/\-–.,;:()…“”\"]+", inner)
    return all(is_syllable(piece) or _is_code(piece) for piece in pieces if piece)


def _is_code(piece: str) -> bool:
    """Tell whether a piece is an abbreviation such as QĐ or TTg."""
    return bool(_WORD.fullmatch(piece)) and piece[0].isupper() and all(c.isascii() or c in "ĐÂ" for c in piece)


def _decide(evidences: Evidences) -> Encoding | None:
    telling = [(evidence.good / evidence.words, encoding) for encoding, evidence in evidences.items() if evidence.tells]
    return max(telling)[1] if telling else None


def _pooled(evidences: Sequence[Evidences]) -> set[Encoding]:
    """Return the encodings that many short lines tell together (cells of a table, headings)."""
    sums: Evidences = {}
    for evidence in evidences:
        for encoding, found in evidence.items():
            sums[encoding] = sums.get(encoding, _Evidence()) + found
    return {encoding for encoding, found in sums.items() if found.tells}


def _follow(evidences: Evidences, around: tuple[Neighbour, Neighbour], known: dict[Encoding, bool]) -> Encoding | None:
    """Return the encoding of a line that does not tell it: one the text has, that fits, and that nothing contradicts.

    A line that reads as Vietnamese either way ("MôC LôC", "Có") goes with the lines before and behind it, where `known`
    says that its encoding allows it.
    """
    for encoding, evidence in evidences.items():
        if encoding not in known or not evidence.words or evidence.good < _GOOD * evidence.words:
            continue
        surrounded = known[encoding] and all(side in (encoding, None) for side in around)
        if evidence.odd >= _ODD * evidence.words or surrounded:
            return encoding
    return None
