"""Statement boundaries: full stops, semicolons before a clause that stands alone, ends of bullets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from nlp.outline.lexicon import has_predicate, is_addressee, is_lead
from nlp.tables import load_csv
from nlp.text.fold import fold
from nlp.text.letters import CAPITALS, SMALL_LETTERS

_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…][\"”’)\]]*)(?=\s+(?:[\"“‘(\[*+\-–]*\s*[{CAPITALS}\d]|[a-zđ]\)\s))|(?P<semi>;)(?=\s+\S)"
    # "…trễ hạn nhiều.Công chức còn thiếu.": behind a word in small letters, a figure or a bracket.
    rf"|(?P<tight>(?<=[{SMALL_LETTERS}%)\d])[.!?])(?=[{CAPITALS}][{SMALL_LETTERS}{CAPITALS}]|[{CAPITALS}]\s)"
)
# Thousands and days that typists part with blanks: "2. 450 hồ sơ", "1. 234. 500 đồng", "12. 5. 2023".
_THOUSANDS = re.compile(r"\s+\d{3}(?!\d)")
_DAY = re.compile(r"\s+\d{1,2}\.\s*(?:19|20)\d\d(?!\d)|\s+(?:19|20)\d\d(?!\d)")
_SMALL_NUMBER = re.compile(r"(?<![\d.,/])(?:\d{1,3}\.\s+)*\d{1,3}\Z")
_ENDING = re.compile(r"(?:docx?|pdf|xlsx?|pptx?|txt|rar|zip|jpe?g|png|html?|vn|com|net|org)(?![^\W_])", re.IGNORECASE)
_ADDRESS = re.compile(r"[@/\\]|www\.|\.\w")  # within a word: an address, a file's name
# "quý I", "đợt V", "loại A": the letter is a number or a grade, not an abbreviation.
_COUNTED = re.compile(r"(?:quý|kỳ|khóa|đợt|loại|hạng|nhóm|bậc|vùng|khu vực|thứ) +[A-ZĐ]\Z", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s(\[“\"]*\Z")
# A clause after a semicolon that begins with one of these stands alone even in small letters.
_STANDS_ALONE = re.compile(
    r"(?:đồng thời|đến nay|tuy nhiên|bên cạnh đó|ngoài ra|hiện nay|do đó|vì vậy|theo đó|mặt khác|trong khi đó)\b"
)
_WORD = re.compile(r"[^\W\d_]{2}")  # a piece without a word ("1.204", "4") states nothing
_SHORTEST = 25  # code points of the shortest clause cut off at a semicolon; shorter ones are items of a list
_LONGEST_ASIDE = 600  # code points of the longest bracket that is part of one statement
_LONGEST_QUOTE = 160  # of a quotation; a longer one holds sentences of its own
_CLOSER = {"(": ")", "[": "]", "“": "”"}
_PAIRED = re.compile(r"[()\[\]“”]")
_LONGEST_WORD = 40  # code points before a stop that are looked at
_LONGEST_NAME = 120  # code points of an organ's name in a list
_LONGEST_BASIS = 1200  # code points of a list of documents before the main clause
_GOVERNS = re.compile(r"(?<![^\W_])(?:yêu cầu|đề nghị|giao|chỉ đạo|kiến nghị|gồm|gửi)(?![^\W_])|[:;]")
_BASIS = re.compile(r"\W*(?:thực hiện|căn cứ|theo|triển khai|trên cơ sở|tiếp tục thực hiện)\s", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?:và\s+)?(?:các\s+)?(?:công văn|văn bản|kế hoạch|quyết định|nghị quyết|thông báo|chỉ thị|báo cáo|nghị định"
    r"|thông tư|hướng dẫn|luật|kết luận|công điện)\s",
    re.IGNORECASE,
)
_MAIN_CLAUSE = re.compile(
    r",\s+(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Sở|Phòng|huyện|xã|tỉnh|phường|thị|đơn vị|cơ quan|đã)(?![^\W_])"
)
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
        if match.lastgroup == "tight":
            cut = end not in enclosed and _ends_tight(text, match.start())
        elif match.lastgroup == "stop":
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
                self._add(opened.pop()[0], match.end(), match.group() == "”")

    def _add(self, start: int, end: int, quoted: bool) -> None:
        if end - start > (_LONGEST_QUOTE if quoted else _LONGEST_ASIDE):
            return
        while self.starts and self.starts[-1] > start:
            self.starts.pop()
            self.ends.pop()
        self.starts.append(start)
        self.ends.append(end)

    def __contains__(self, position: int) -> bool:
        index = bisect_left(self.starts, position) - 1
        return index >= 0 and position < self.ends[index]


def _ends_tight(text: str, dot: int) -> bool:
    """Tell whether a stop with no blank behind it ends a sentence: not in an address, a file's name, a short form."""
    word = _LAST_WORD.search(text[max(0, dot - _LONGEST_WORD) : dot])
    last = word.group() if word else ""
    if len(last) < 2 or last.lower() in abbreviations() or _ADDRESS.search(last) or _ENDING.match(text, dot + 1):
        return False
    return last.isdigit() or not last[:1].isupper() or last[1:].islower()


def _is_parted_number(text: str, dot: int) -> bool:
    """Tell whether a dot parts thousands or a day's figures: "2. 450 hồ sơ", "ngày 12. 5. 2023"."""
    before = text[max(0, dot - 24) : dot]
    if not _SMALL_NUMBER.search(before):
        return False
    if _DAY.match(text, dot + 1) and not re.search(r"\d{3}\Z", before):
        return True
    counts = bool(before[: -len(_SMALL_NUMBER.search(before).group())].strip())  # type: ignore[union-attr]
    return counts and bool(_THOUSANDS.match(text, dot + 1))


def _ends_sentence(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return True
    if _is_parted_number(text, dot):
        return False
    before = text[max(0, dot - 24) : dot]
    word = _LAST_WORD.search(before)
    last = word.group() if word else ""
    if _COUNTED.search(before):
        return True
    if last.lower() in abbreviations() or (len(last) == 1 and last.isalpha()):
        return False
    if dot == len(last) and re.fullmatch(r"[\d.]+|[IVX]+", last):
        return False  # a list number at the beginning of the passage
    return not re.fullmatch(r"(?:[A-ZĐ]\.)+[A-ZĐ]?", last)


def _ends_clause(text: str, start: int, end: int, inside: bool) -> bool:
    rest = text[end:].lstrip()
    if len(text[start:end].strip()) < _SHORTEST or len(rest) < 8:
        return False
    if _is_name_list(text[start : end - 1], rest) or _is_basis_list(text, start, rest):
        return False
    first = rest.lstrip('“"+-– ')[:1]
    if first.isupper():
        return True
    return not inside and bool(_STANDS_ALONE.match(rest.lower())) and end - start >= 40 and len(rest) >= 40


def _is_name_list(before: str, rest: str) -> bool:
    """Tell whether a semicolon parts names in a list: "… yêu cầu Giám đốc các sở; Chủ tịch UBND các xã tổ chức …"."""
    if not is_addressee(rest[:_LONGEST_NAME]):
        return False
    governed = _GOVERNS.split(before)[-1].strip()
    return len(governed) <= _LONGEST_NAME and is_addressee(governed) and not has_predicate(governed)


def _is_basis_list(text: str, start: int, rest: str) -> bool:
    """Tell whether a semicolon parts the documents that a sentence begins with.

    "Thực hiện Kế hoạch số 12/KH-UBND; Công văn số 45/UBND-NV, UBND xã đã …": the list alone states nothing.
    """
    if not (_BASIS.match(text, start) and _DOCUMENT.match(rest)):
        return False
    sentence = rest[:_LONGEST_BASIS].split(". ", 1)[0]
    return bool(_MAIN_CLAUSE.search(sentence))


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


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations whose dot ends no sentence, in small letters."""
    return frozenset(row["abbreviation"].lower() for row in load_csv("abbreviations"))


def lead_in(text: str) -> str:
    """Return the words before a statement's first colon ("- Về kiểm tra văn bản:"), empty where there is none."""
    match = _LEAD_IN.match(text)
    return match.group()[:-1].strip() if match else ""


def is_blank_answer(text: str) -> bool:
    """Tell whether a statement only answers "none" ("…: Không có")."""
    return bool(re.search(r":\s*khong(?: co| phat sinh)?\s*[.;]?\Z", fold(text)))
