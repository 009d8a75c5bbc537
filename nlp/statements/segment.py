"""Statement boundaries: full stops, semicolons before a clause that stands alone, ends of bullets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from nlp.outline.lexicon import is_lead
from nlp.text.fold import fold
from nlp.text.letters import CAPITALS

_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…][\"”’)\]]*)(?=\s+(?:[\"“‘(\[*+\-–]*\s*[{CAPITALS}\d]|[a-zđ]\)\s))|(?P<semi>;)(?=\s+\S)"
)
# Words whose dot ends no sentence; checked against the word before the dot.
_PLACES = frozenset(["h", "p", "q", "st", "th", "tp", "tt", "tx", "x"])
_TITLES = frozenset(["bs", "đ/c", "gs", "kts", "pgs", "th.s", "ths", "ts", "ts.bs"])
_ABBREVIATIONS = _PLACES | _TITLES | frozenset(["iso", "stt", "tc", "v/v", "vd"])
# "quý I", "đợt V", "loại A": the letter is a number or a grade, not an abbreviation.
_COUNTED = re.compile(r"(?:quý|kỳ|khóa|đợt|loại|hạng|nhóm|bậc|vùng|khu vực|thứ) +[A-ZĐ]\Z", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s(\[“\"]*\Z")
# A clause after a semicolon that begins with one of these stands alone even in small letters.
_STANDS_ALONE = re.compile(
    r"(?:đồng thời|đến nay|tuy nhiên|bên cạnh đó|ngoài ra|hiện nay|do đó|vì vậy|theo đó|mặt khác|trong khi đó)\b"
)
_WORD = re.compile(r"[^\W\d_]{2}")  # a piece without a word ("1.204", "4") states nothing
_SHORTEST = 25  # code points of the shortest clause cut off at a semicolon; shorter ones are items of a list
_LONGEST_ASIDE = 600  # code points of the longest bracket or quotation that is part of one statement
_CLOSER = {"(": ")", "[": "]", "“": "”"}
_PAIRED = re.compile(r"[()\[\]“”]")
_LEAD_IN = re.compile(r"[^:.;]{3,220}:(?=\s)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A statement within its passage: code points [start, end) relative to the passage."""

    start: int
    end: int


def segment(text: str) -> list[Segment]:
    """Cut one paragraph into statements.

    A statement ends at a full stop, question or exclamation mark, or dots before a capital or figure; at a semicolon
    before a capital or before a clause that stands alone ("đồng thời …"), unless the piece is too short to say
    anything; and with its paragraph. No full stop within brackets or quotation marks ends it. Linear in the text.

    Examples
    --------
    >>> text = "Đã tiếp nhận 12 hồ sơ. Không có hồ sơ trễ hạn; đồng thời TP. Vinh đã số hóa toàn bộ kết quả."
    >>> [text[s.start:s.end] for s in segment(text)]  # doctest: +NORMALIZE_WHITESPACE
    ['Đã tiếp nhận 12 hồ sơ.', 'Không có hồ sơ trễ hạn; đồng thời TP. Vinh đã số hóa toàn bộ kết quả.']
    """
    cuts: list[int] = []
    start = 0
    enclosed = _Enclosed(text)
    for match in _CANDIDATE.finditer(text):
        end = match.end()
        if match.lastgroup == "stop":
            cut = end not in enclosed and _ends_sentence(text, match.start())
        else:
            cut = _ends_clause(text, start, end, end in enclosed)
        if cut:
            cuts.append(end)
            start = end
    return _segments(text, cuts)


class _Enclosed:
    """The stretches within brackets or quotation marks that close again; a sentence that holds one goes on after it."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        opened: list[tuple[int, str]] = []
        for match in _PAIRED.finditer(text):
            if match.group() in _CLOSER:
                opened.append((match.start(), _CLOSER[match.group()]))
            elif opened and opened[-1][1] == match.group():
                self._add(opened.pop()[0], match.end())

    def _add(self, start: int, end: int) -> None:
        if end - start > _LONGEST_ASIDE:
            return
        while self.starts and self.starts[-1] > start:
            self.starts.pop()
            self.ends.pop()
        self.starts.append(start)
        self.ends.append(end)

    def __contains__(self, position: int) -> bool:
        index = bisect_left(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def _ends_sentence(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return True
    before = text[max(0, dot - 24) : dot]
    word = _LAST_WORD.search(before)
    last = word.group() if word else ""
    if _COUNTED.search(before):
        return True
    if last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    if dot == len(last) and re.fullmatch(r"[\d.]+|[IVX]+", last):
        return False  # a list number at the beginning of the passage
    return not re.fullmatch(r"(?:[A-ZĐ]\.)+[A-ZĐ]?", last)


def _ends_clause(text: str, start: int, end: int, inside: bool) -> bool:
    rest = text[end:].lstrip()
    if len(text[start:end].strip()) < _SHORTEST or len(rest) < 8:
        return False
    first = rest.lstrip('“"+-– ')[:1]
    if first.isupper():
        return True
    return not inside and bool(_STANDS_ALONE.match(rest.lower())) and end - start >= 40 and len(rest) >= 40


def _segments(text: str, cuts: list[int]) -> list[Segment]:
    found: list[Segment] = []
    low = 0
    for high in [*cuts, len(text)]:
        piece = text[low:high]
        start = low + len(piece) - len(piece.lstrip())
        end = low + len(piece.rstrip())
        low = high
        if found and is_lead(text[start:end]):
            found[-1] = Segment(found[-1].start, end)
        elif _WORD.search(piece):
            found.append(Segment(start, end))
    return found


def lead_in(text: str) -> str:
    """Return the words before a statement's first colon ("- Về kiểm tra văn bản:"), empty where there is none."""
    match = _LEAD_IN.match(text)
    return match.group()[:-1].strip() if match else ""


def is_blank_answer(text: str) -> bool:
    """Tell whether a statement only answers "none" ("…: Không có")."""
    return bool(re.search(r":\s*khong(?: co| phat sinh)?\s*[.;]?\Z", fold(text)))
