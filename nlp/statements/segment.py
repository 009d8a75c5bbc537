"""Statement boundaries: full stops, semicolons before a clause that stands alone, ends of bullets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.outline.lexicon import is_lead
from nlp.statements.listings import Listing, continues_list
from nlp.text.fold import fold
from nlp.text.letters import CAPITALS
from nlp.text.sentence_ends import STOP, SentenceEnds

_STOP = re.compile(STOP)
_SEMICOLON = re.compile(rf";(?=\s+\S|[{CAPITALS}])")
_ENTITY = re.compile(r"&#?\w{1,8}\Z")  # "&nbsp;Công": the sign of a character that a converter left
# A clause after a semicolon that begins with one of these stands alone even in small letters.
_STANDS_ALONE = re.compile(
    r"(?:đồng thời|đến nay|tuy nhiên|bên cạnh đó|ngoài ra|hiện nay|do đó|vì vậy|theo đó|mặt khác|trong khi đó"
    r"|đề nghị (?:sở|bộ|ubnd|ủy ban|hđnd|các|huyện|tỉnh|chính phủ|trung ương|văn phòng|ban|cấp))\b"
)
_WORD = re.compile(r"[^\W\d_]{2}")  # a piece without a word ("1.204", "4") states nothing
_SHORTEST = 25  # code points of the shortest clause cut off at a semicolon; shorter ones are items of a list
_LOOK_AHEAD = 60  # code points looked at behind a semicolon
_LONGEST_ASIDE = 600  # code points of the longest bracket or quotation that is part of one statement
_OPENED = re.compile(r"(?:\A|[.!?:]\s{1,2})\Z")
_SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?=[{CAPITALS}])")
_SHORTEST_SPOKEN = 35  # code points of a spoken sentence; mottos are shorter: "Không hẹn lại. Không đùn đẩy."
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
    enclosed = _Enclosed(text)
    cuts: list[int] = []
    for start, end in _sentences(text, enclosed):
        cuts += [*_clause_ends(text, start, end, enclosed), end]
    return _segments(text, cuts)


def _sentences(text: str, enclosed: _Enclosed) -> Iterator[tuple[int, int]]:
    ends = SentenceEnds(text)
    start = 0
    for match in _STOP.finditer(text):
        if match.end() not in enclosed and ends.at(match.start(), match.end()):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _clause_ends(text: str, start: int, end: int, enclosed: _Enclosed) -> list[int]:
    """Return the ends of the clauses of one sentence that stand alone."""
    edges = [match.end() for match in _SEMICOLON.finditer(text, start, end)]
    cuts: list[int] = []
    listing: Listing | None = None
    for index, edge in enumerate(edges):
        low = edges[index - 1] if index else start
        high = edges[index + 1] - 1 if index + 1 < len(edges) else end
        listing = continues_list(text[low : edge - 1], text[edge:high], index + 1 == len(edges), listing)
        if listing is None and _ends_clause(text, cuts[-1] if cuts else start, edge, end, edge in enclosed):
            cuts.append(edge)
    return cuts


class _Enclosed:
    """The stretches within brackets or quotation marks that close again; a sentence that holds one goes on after it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        opened: list[tuple[int, str]] = []
        for match in _PAIRED.finditer(text):
            if match.group() in _CLOSER:
                opened.append((match.start(), _CLOSER[match.group()]))
            elif opened and opened[-1][1] == match.group():
                self._add(opened.pop()[0], match.end())

    def _add(self, start: int, end: int) -> None:
        if end - start > _LONGEST_ASIDE or _is_speech(self.text, start, end):
            return
        while self.starts and self.starts[-1] > start:
            self.starts.pop()
            self.ends.pop()
        self.starts.append(start)
        self.ends.append(end)

    def __contains__(self, position: int) -> bool:
        index = bisect_left(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def _is_speech(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation is somebody's speech: it opens its sentence or follows a colon, in whole sentences."""
    if text[start] != "“" or not _OPENED.search(text, max(0, start - 4), start):
        return False
    sentences = _SENTENCE.split(text[start + 1 : end - 1])
    return len(sentences) > 1 and all(len(sentence) >= _SHORTEST_SPOKEN for sentence in sentences)


def _ends_clause(text: str, start: int, end: int, last: int, inside: bool) -> bool:
    """Tell whether the semicolon before `end` ends a clause of a sentence that goes on to `last`."""
    rest = text[end : end + _LOOK_AHEAD].lstrip()
    left = last - end
    short = end - start < _LONGEST_ASIDE and len(text[start:end].strip()) < _SHORTEST
    if short or left < 8 or _ENTITY.search(text, max(0, end - 10), end - 1):
        return False
    first = rest.lstrip('“"+-– ')[:1]
    if first.isupper():
        return True
    return not inside and bool(_STANDS_ALONE.match(rest.lower())) and end - start >= 40 and left >= 40


def _segments(text: str, cuts: list[int]) -> list[Segment]:
    found: list[Segment] = []
    low = 0
    for high in cuts:
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
