"""What goes with a mention: its title, the place in the document that is meant, and what is done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.citations.issuers import IssuerContext
from nlp.citations.vocabulary import type_by_abbreviation, type_by_printed
from nlp.tables import load_csv
from nlp.text.letters import CAPITALS

LISTED: Final = frozenset({"basis", "carried_out", "issued"})  # what one word says of every item of a list
TITLE_LIMIT: Final = 300  # code points of a title
_AHEAD = 700  # code points after a mention in which its issuer, a bracket and its title stand
_BACK = 400  # code points before a mention in which the word that governs it stands
_PINPOINT_BACK = 160  # code points before a mention in which its articles and clauses stand

# Between a mention and its title: a bracket ("(có hiệu lực từ ngày …)") and the issuer ("của Bộ Nội vụ", "tỉnh").
_BRACKET = r"(?:\s*\([^()\n;]{0,90}\))?"
_WORD = r"[^\s,;:.()]+"
_NOT_NAME = (
    r"(?!\s+(?:đã|được|cho|để|tại|theo|thì|là|trên|trong|với|khi|còn|nên|về|có|và\s+(?-i:(?![" + CAPITALS + r"]))))"
)
_PLACES = rf",\s+(?-i:[{CAPITALS}]){_WORD}(?:\s+{_WORD}){{0,2}}\s+và(?=\s)"  # "Bộ Văn hóa, Thể thao và Du lịch"
_ISSUER = (
    rf"(?:\s*,?\s*(?:kết luận\s+)?(?:của|do)(?:{_NOT_NAME}\s+{_WORD}|{_PLACES}){{1,12}}?"
    r"|\s+(?:tỉnh|huyện|thành phố|thị xã|xã|phường|thị trấn))?"
)
_LEAD = rf"{_BRACKET}{_ISSUER}{_BRACKET}\s*"

_STOP = re.compile(rf"[;\n…]|\.(?=[\s.{CAPITALS}]|\Z)|(?<!\d):|:(?!\d)")
_NO_FULL_STOP = re.compile(r"(?<![^\W_])(?:TP|Tp|TX|Tx|TT|P|ThS|TS)\Z")
_LINK = re.compile(r"(?:[,–-]|(?<![^\W_])(?:và|hoặc|cùng))\s*\Z", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,(–-]|(?<![^\W_])(?:và|hoặc|cùng|các))+\Z", re.IGNORECASE)
_ACCORDING = re.compile(r",?\s+theo(?:\s+(?!dõi)[^\s,;]+){0,14}\s*\Z", re.IGNORECASE)

_VALUE = (
    r"(?:\d{1,3}(?:\.\d{1,2})?[a-zđ]?|[IVXLC]{1,6}|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|[a-zđ])"
    r"(?![^\W_]|\.?\d|/\d)"
)
# Words that end in the name of a unit and name none ("tài khoản 1", "thời điểm 5").
_NO_UNIT = "".join(rf"(?<!{word} )" for word in "tài thời địa trọng danh hạng quan chuyên một thành ưu".split())
_ITEM = re.compile(
    rf"(?<![^\W_]){_NO_UNIT}(?:(?:các|những)\s+)?"
    rf"(?:(?:điểm|tiết|khoản|điều|tiểu\s+mục|mục|chương|phần|phụ\s+lục)(?:\s+số)?\s+{_VALUE}"
    rf"(?:\s*(?:,|và|đến|-|–)\s*{_VALUE})*|phụ\s+lục(?=\s+(?:ban\s+hành\s+)?kèm\s+theo))",
    re.IGNORECASE,
)
_ITEM_GAP = re.compile(r"\s*[,/]?\s*(?:(?:và|của|đến)\s+)?", re.IGNORECASE)
# Most mentions have no pinpoint: the word before them tells it at once.
_NEAR_BACK = 24  # code points
_ORDINALS = frozenset("nhất hai ba tư năm sáu bảy tám chín mười lục".split())
_BELONGS = re.compile(r"(?P<kept>\s+(?:ban\s+hành\s+)?kèm\s+theo)?\s*,?\s*(?:của\s+)?", re.IGNORECASE)

_NEXT_ITEM = re.compile(r";[^\S\n]*(?:và\s+)?\Z")
_SENTENCE = re.compile(r"[;\n]|\.(?=\s)")
# Between the word and the document: an object or adverb, no new part of the clause; a colon heads a list.
_ADVERB = r"(?:có hiệu quả|hiệu quả|kịp thời|đầy đủ|đồng bộ|quyết liệt|nghiêm túc|toàn diện|sâu rộng|nghiêm)"
_GAP = re.compile(rf"(?:(?!\s(?:về|để|nhằm|do|vì)\s)(?:[^,;:.()\n]|,(?=\s+{_ADVERB}))){{0,90}}:?\s*", re.IGNORECASE)
# What is issued stands right behind the word.
_NEAR = re.compile(
    r"(?:(?!\s(?:về|của|cho|với|tại|từ|đến|trong|theo|để|nhằm|nông thôn)\s)[^,;:.()\n]){0,40}|[^;.\n]{0,160}:\s*",
    re.IGNORECASE,
)
# "thực hiện chỉ đạo … tại Công văn": what stands in a document; "tổ chức tại" before it tells of something else.
_STANDS_IN = re.compile(r"(?:chỉ đạo|nhiệm vụ|quy định|hướng dẫn|yêu cầu|nội dung|ý kiến|kết luận|tiêu)\s")
_IN = re.compile(r"(?<![^\W_])tại\s*\Z", re.IGNORECASE)
_OVERRIDES = frozenset({"amends", "amended", "replaced"})  # said of the document itself, whatever stands before it


@dataclass(frozen=True, slots=True)
class _Governor:
    """A word that tells a relation, at [start, end) of a clause."""

    start: int
    end: int
    relation: str


def find_title(text: str, end: int, stop: int | None = None) -> str | None:
    """Return the title printed after the mention that ends at `end`, None where there is none.

    Parameters
    ----------
    text : str
        The text that the mention stands in.
    end : int
        Code point behind the mention and its date.
    stop : int, optional
        Code point at which the next numbered mention begins, where it is known.

    Returns
    -------
    str or None
        From its first word ("về việc", "quy định") to its real end, white space folded, at most `TITLE_LIMIT` code
        points. A title that itself cites a number ("về thực hiện Nghị quyết số …") would be cut in its middle: None.

    Examples
    --------
    >>> find_title("Kế hoạch số 5/KH-UBND của UBND xã về kiểm tra công vụ, UBND xã đã họp", 21)
    'về kiểm tra công vụ'
    """
    window = text[end : min(end + _AHEAD, len(text) if stop is None else stop)].split("\n", 1)[0]
    opened = _opening().match(window)
    if not opened:
        return None
    cut = _title_end(window, opened.end())
    number = _first_mention(window, opened.end(), cut)
    if number is None and cut == len(window) and stop is not None and end + cut == stop:
        number = cut
    title = window[opened.start("title") : cut] if number is None else _uncut(window, opened.start("title"), number)
    return _limited(" ".join(_TAIL.sub("", title).split()), len(opened["title"].split()))


def _limited(title: str, opener: int) -> str | None:
    """A title is more than its opening words, and is cut between words."""
    if len(title.split()) <= opener:
        return None
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT + 1].rsplit(" ", 1)[0]


def _uncut(window: str, begin: int, cut: int) -> str:
    """The title before another mention; empty where its last word governs that mention."""
    title = window[begin:cut]
    shorter = _ACCORDING.sub("", title)
    return title if _LINK.search(title) or title.rstrip().endswith("(") else shorter if shorter != title else ""


def _title_end(window: str, low: int) -> int:
    stops = [len(window), _closing(window, low)]
    ends = (_rows(name, "after").search(window, low) for name in ("clause", "end"))
    stops += [match.start() for match in ends if match]
    points = (match.start() for match in _STOP.finditer(window, low))
    stops += [next((at for at in points if not _NO_FULL_STOP.search(window, max(0, at - 4), at)), len(window))]
    return min(stops)


def _closing(window: str, low: int) -> int:
    """Where a bracket or quotation closes that was opened before the title."""
    for opener, closer in ("()", "“”"):
        depth = 0
        for at in range(low, len(window)):
            depth += (window[at] == opener) - (window[at] == closer)
            if depth < 0:
                window = window[:at]
                break
    return len(window)


def _first_mention(window: str, low: int, high: int) -> int | None:
    """The next mention that ends a title: a number, or a name listed after it ("… và Nghị quyết 18")."""
    for match in _mention().finditer(window, low, high):
        if match["number"] or _LINK.search(window, low, match.start()):
            return match.start()
    return None


def find_pinpoint(text: str, start: int) -> str | None:
    """Return the articles and clauses directly before the mention that starts at `start`, as printed.

    Examples
    --------
    >>> find_pinpoint("theo khoản 1, khoản 2 Điều 7 Nghị định số 1/2020/NĐ-CP", 28)
    'khoản 1, khoản 2 Điều 7'
    """
    span = _pinpoint(text, start)
    return " ".join(text[span[0] : span[1]].split()) if span else None


def _pinpoint(text: str, start: int) -> tuple[int, int] | None:
    low = max(0, start - _PINPOINT_BACK)
    if not _may_belong(text[max(low, start - _NEAR_BACK) : start].split()):
        return None
    items = list(_ITEM.finditer(text, low, start))
    belongs = _BELONGS.fullmatch(text, items[-1].end(), start) if items else None
    if not belongs or "\n" in belongs.group():
        return None
    first = len(items) - 1
    while first and _ITEM_GAP.fullmatch(text, items[first - 1].end(), items[first].start()):
        first -= 1
    return items[first].start(), belongs.end("kept") if belongs["kept"] else items[-1].end()


def _may_belong(words: list[str]) -> bool:
    """Tell whether the words before a mention can be the end of a pinpoint."""
    if words and words[-1].lower() in ("của", ","):
        words.pop()
    last = words[-1].rstrip(",").lower() if words else ""
    if last == "theo":
        return words[-2:-1] == ["kèm"]
    return len(last) == 1 or last[:1].isdigit() or last in _ORDINALS or not last.strip("ivxlc")


def find_relation(text: str, start: int, end: int) -> str | None:
    """Return what the text does with the document mentioned at [start, end), None where no word tells.

    One of "basis", "carried_out", "issued", "amended" (it is changed), "amends" (it changes another), "replaced" and
    "report". The nearest word of the clause that governs the mention tells; a proposal ("đề nghị sửa đổi") is no act.

    Examples
    --------
    >>> text = "Căn cứ Luật Thanh tra, UBND xã đã ban hành Kế hoạch số 5/KH-UBND"
    >>> find_relation(text, 7, 21), find_relation(text, 43, len(text))
    ('basis', 'issued')
    """
    before = _before(text, start)
    after = _after(text, end)
    if after in _OVERRIDES or before is None:
        return after
    return None if before == "none" else before


def _before(text: str, start: int) -> str | None:
    span = _pinpoint(text, start)
    clause = text[_clause_start(text, start) : span[0] if span else start]
    governors = [
        _Governor(match.start(), match.end(), str(match.lastgroup)) for match in _any_before().finditer(clause)
    ]
    mentions = [match.start() for match in _mention().finditer(clause)] if governors else []
    for governor in reversed(governors):
        governs = _governs(clause, governor, mentions)
        if governs is not False:
            return governor.relation if governs else None
    return None


def _clause_start(text: str, start: int) -> int:
    """Where the clause of a mention begins: after a full stop, a semicolon, an open bracket, a new subject."""
    low = max(0, start - _BACK)
    for match in _SENTENCE.finditer(text, low, start):
        low = match.end()
    for match in _rows("clause", "after").finditer(text, low, start):
        low = match.start() + 1
    bracket = text.rfind("(", low, start)
    return bracket + 1 if bracket >= 0 and text.find(")", bracket, start) < 0 else low


@cache
def _any_before() -> re.Pattern[str]:
    """Return all relations told by a word before, longer ones first."""
    names = sorted(_relations("before"), key=lambda name: name not in ("none", "report"))
    rows = "|".join(f"(?P<{name}>{_pattern(name, 'before')})" for name in names)
    return re.compile(rf"(?<![^\W_])(?:{rows})(?![^\W_])", re.IGNORECASE)


def _governs(clause: str, governor: _Governor, mentions: list[int]) -> bool | None:
    """Tell whether a word governs the mention behind the clause; None: what it governs may end before it."""
    first = next((at for at in mentions if at >= governor.end), len(clause))
    span = _pinpoint(clause, first) if first < len(clause) else None
    if not _reaches(clause[governor.end : span[0] if span else first], governor.relation):
        return False
    if first == len(clause):
        return True
    if any(at < governor.start for at in mentions):  # a word of another document's title
        return None
    return bool(_LINK.search(clause))


def _reaches(gap: str, relation: str) -> bool:
    if not (_NEAR if relation == "issued" else _GAP).fullmatch(gap):
        return False
    return not gap.strip() or not _IN.search(gap) or bool(_STANDS_IN.search(gap))


def _after(text: str, end: int) -> str | None:
    window = text[end : end + _AHEAD].split("\n", 1)[0]
    for relation in _relations("after"):
        if _following(relation).match(window):
            return relation
    return None


def begins_item(text: str, end: int, start: int) -> bool:
    """Tell whether a mention at `start` stands in another clause or item than the one that ends at `end`."""
    gap = text[end:start]
    return bool(_SENTENCE.search(gap) or ":" in gap or _rows("clause", "after").search(gap))


def is_sibling(text: str, end: int, start: int) -> bool:
    """Tell whether a mention at `start` is the next item, after ";", of a list; the mention before it ends at `end`.

    Examples
    --------
    >>> text = "Kế hoạch số 5/KH-UBND về kiểm tra; Quyết định số 6/QĐ-UBND"
    >>> is_sibling(text, 21, 35)
    True
    """
    gap = text[end:start]
    one = len(_SENTENCE.findall(gap)) == 1 and ":" not in gap
    return one and bool(_NEXT_ITEM.search(gap)) and not _rows("clause", "after").search(gap)


def is_own(relation: str | None, issuer: str | None, context: IssuerContext | None, subject: str | None = None) -> bool:
    """Tell whether the reporting unit issued a document itself.

    Parameters
    ----------
    relation : str or None
        From `find_relation`.
    issuer : str or None
        Full name; where it is known, it alone decides.
    context : IssuerContext or None
        The reporting unit.
    subject : str or None, optional
        Full name of the organ that the text says issued it, for a number that tells no issuer.

    Examples
    --------
    >>> is_own(None, "UBND xã Yên Hồ", IssuerContext(issuer="UBND xã Yên Hồ"))
    True
    """
    if context is None or context.issuer is None:
        return False
    return context.issuer == (issuer or (subject if relation == "issued" else None))


def _spaced(pattern: str) -> str:
    """Let any white space stand for a space, except in lookbehinds, whose width is fixed, and in classes."""
    parts = re.split(r"(\(\?<[!=][^)]*\))", pattern)
    return "".join(part if part.startswith("(?<") else part.replace(" ", r"\s+") for part in parts)


def _pattern(relation: str, place: str) -> str:
    rows = (row for row in load_csv("relations") if (row["relation"], row["place"]) == (relation, place))
    return "|".join(f"(?:{_spaced(row['pattern'])})" for row in rows)


@cache
def _rows(relation: str, place: str) -> re.Pattern[str]:
    """Return the rows of a relation as one pattern; a new clause begins with its comma, the others with a word."""
    edge = "" if relation in ("clause", "end") else r"(?<![^\W_])"
    return re.compile(rf"{edge}(?:{_pattern(relation, place)})(?![^\W_])", re.IGNORECASE)


@cache
def _relations(place: str) -> tuple[str, ...]:
    names = dict.fromkeys(row["relation"] for row in load_csv("relations") if row["place"] == place)
    return tuple(name for name in names if name not in ("title", "clause", "end"))


@cache
def _following(relation: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?<![^\W_])(?:{_pattern(relation, 'after')})", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """What may stand between a mention and its title, and the title's first words; a comma only before "về việc"."""
    words = _pattern("title", "after")
    return re.compile(rf"{_LEAD}(?:,\s*(?=về\s+việc|v/v))?(?<![^\W_])(?P<title>{words})(?![^\W_])", re.IGNORECASE)


@cache
def _mention() -> re.Pattern[str]:
    """Where another document is mentioned: a number with the type before it, a bare number, a law."""
    types = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(type_by_printed().values(), key=len)[::-1]
    )
    short = "|".join(map(re.escape, sorted(type_by_abbreviation(), key=len, reverse=True)))
    return re.compile(
        rf"(?<![^\W_])(?:(?:(?:{types})(?:\s+hành\s+động)?|(?-i:{short}))\s*)?(?:số\s*:?\s*)?"
        rf"(?P<number>(?<![^\W_])(?<![/.,])\d{{1,5}}[a-zđ]?(?:/(?:19|20)\d\d)?\s?[/-]\s?(?-i:[{CAPITALS}][A-Za-zĐđ]))"
        r"|(?<![^\W_])(?:Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Chỉ\s+thị|Đề\s+án|Kết\s+luận|Chương\s+trình)\s+\d{1,3}"
        rf"(?=\s*(?:[,;.)]|\Z|(?:của|về|và)\s))|(?<![^\W_])(?:Bộ\s+luật|(?-i:L)uật)\s+(?-i:(?=[{CAPITALS}]))",
        re.IGNORECASE,
    )
