"""Footnotes in running text: find their bodies and the marks that refer to them.

A converter prints the body of a footnote where the page ends, in the middle of the sentence that goes on overleaf, and
leaves the mark stuck to the word before it ("năm 20231;", "thực hiện2."). A number is taken for a mark only where a
body with the same number follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.source import Mark
from nlp.text.letters import CAPITALS, SMALL_LETTERS
from nlp.text.lines import Line

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURES = str.maketrans(RAISED, "0123456789")
_SUP_BODY = re.compile(r"\s*<sup\b[^<>]*>\s*(\d{1,3})\s*</sup>\s*\S", re.IGNORECASE)
# "1 Thông báo số …": the number stands alone, without dot or bracket, before a capital, digit or quote.
# "[1] Thông báo", "(1) Thông báo", "¹ Thông báo" are other habits.
_BODY = re.compile(
    rf"\s{{0,3}}(?:(?P<plain>\d{{1,2}})\s+|\[(?P<square>\d{{1,2}})\]\s*|\((?P<round>\d{{1,2}})\)\s*|(?P<raised>[{RAISED}]{{1,2}})\s*)"
    rf"(?=[{CAPITALS}\"“(]|\d{{1,4}}[ /])"
)
_LONE = re.compile(rf"\s*(?:[{RAISED}]{{1,2}}|\(\d{{1,2}}\)|\[\d{{1,2}}\])\s*\Z")
_LIST_WORDS = re.compile(r"\d{1,2}\s+(?:hồ sơ|đơn vị|thủ tục|TTHC|người|cuộc|lượt)\b")
_DOCUMENT = re.compile(r"\s*(?:Văn bản|Công văn|Kế hoạch|Quyết định|Thông báo|Báo cáo|Chỉ thị|Tờ trình)\b")
_MARKED_BODY = re.compile(r"\s*\[?(\d{1,3})\]?\b")
_LOOKBACK = 6000  # code points between a mark and its body: two dense pages


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's body as lines [first, last) of the source."""

    number: int
    first: int
    last: int


def find_footnotes(
    text: str, lines: list[Line], told: Sequence[Mark] = ()
) -> tuple[list[Footnote], list[tuple[int, int]]]:
    """Find footnote bodies and the spans of the marks that refer to them.

    Parameters
    ----------
    text : str
        The source text.
    lines : list of Line
    told : sequence of Mark
        What the file format says; its footnotes are taken without asking for a mark.

    Returns
    -------
    notes : list of Footnote
        In text order, not overlapping.
    marks : list of (int, int)
        Source spans of the plain-digit marks (superscript elements are mark-up and not listed).
    """
    notes: list[Footnote] = []
    marks: list[tuple[int, int]] = []
    index = 0
    sure = [mark for mark in told if mark.kind == "footnote"]
    while index < len(lines):
        note, mark = _told_note(text, lines, index, sure) if sure else (None, None)
        if note is None:
            note, mark = _note_at(text, lines, index, notes)
        if note is None:
            index += 1
            continue
        notes.append(note)
        if mark:
            marks.append(mark)
        index = note.last
    return notes, sorted(marks)


def _told_note(
    text: str, lines: list[Line], index: int, sure: list[Mark]
) -> tuple[Footnote | None, tuple[int, int] | None]:
    """A footnote that the file format names: all lines of its mark, and the digit that refers to it if it is found."""
    while sure and sure[0].end <= lines[index].start:
        sure.pop(0)
    if not sure or lines[index].end <= sure[0].start or lines[index].kind == "blank":
        return None, None
    last = index + 1
    while last < len(lines) and lines[last].start < sure[0].end:
        last += 1
    sign = _MARKED_BODY.match(lines[index].text)
    number = int(sign.group(1)) if sign else 0
    return Footnote(number, index, last), _find_mark(text, number, lines[index].start) if sign else None


def _note_at(
    text: str, lines: list[Line], index: int, notes: list[Footnote]
) -> tuple[Footnote | None, tuple[int, int] | None]:
    line = lines[index]
    if line.kind != "text":
        return None, None
    sup = _SUP_BODY.match(line.text)
    if sup:
        return Footnote(int(sup.group(1)), index, index + 1), None
    body = _BODY.match(line.text) or _lone_body(lines, index)
    if not body or _LIST_WORDS.match(line.stripped):
        return None, None
    number = _number(body)
    expected = notes[-1].number + 1 if notes else 1
    if number not in (expected, 1) or number == 0:
        return None, None
    mark = _find_mark(text, number, line.start, body.lastgroup or "plain")
    if mark is None:
        return None, None
    return Footnote(number, index, _body_end(lines, index, number)), mark


def _lone_body(lines: list[Line], index: int) -> re.Match[str] | None:
    """Match a body whose number a converter set on a line of its own."""
    if not _LONE.match(lines[index].text):
        return None
    below = next((line for line in lines[index + 1 : index + 3] if line.kind == "text"), None)
    return _BODY.match(f"{lines[index].stripped} {below.stripped}") if below else None


def _number(body: re.Match[str]) -> int:
    return int((body.group(body.lastgroup or 0)).translate(_FIGURES))


def _find_mark(text: str, number: int, before: int, habit: str = "plain") -> tuple[int, int] | None:
    """Return the span of the last mark `number` stuck to a word, abbreviation, year or bracket before a body.

    `habit` is the group of `_BODY` that matched: a body in brackets has its mark in the same brackets.
    """
    low = max(0, before - _LOOKBACK)
    stuck = rf"(?:(?<=[{SMALL_LETTERS})”\"])|(?<=[{CAPITALS}]{{2}})|(?<=\b(?:19|20)\d\d))"
    raised = str(number).translate(str.maketrans("0123456789", RAISED))
    marks = {
        "plain": (rf"{stuck}{number}(?=[\s.,;:)”\"]|\Z)", f"{number}"),
        "square": (rf"(?<=\S)\[{number}\]", rf"\[{number}\]"),
        "round": (rf"(?<=[^\W_])\({number}\)(?![^\W_])", rf"\({number}\)"),
        "raised": (rf"(?<=\S)(?<![{RAISED}]){raised}(?![{RAISED}])", raised),
    }
    # A mark on a line of its own interrupts a sentence: "của huyện⏎1⏎, xã rà soát".
    beside_word, lone = marks[habit]
    pattern = rf"{beside_word}|(?<=\n)[ \t]*{lone}[ \t]*(?=\r?\n\s{{0,8}}[{SMALL_LETTERS},;])"
    found = None
    for match in re.compile(pattern).finditer(text, low, before):
        found = match.span()
    return found


def _body_end(lines: list[Line], first: int, number: int) -> int:
    """Return the index after the last line of a footnote's body: next page, next note, or its closing stop."""
    spaced = first + 2 < len(lines) and lines[first + 1].kind == "blank"
    index = first + 1
    while index < len(lines):
        line = lines[index]
        if line.page_start or line.kind in ("page_number", "rule"):
            break
        following = _BODY.match(line.text) if line.kind == "text" else None
        if following and _number(following) == number + 1:
            break
        if line.kind == "blank" and not spaced:
            break
        if line.kind == "text" and _closed_before(lines, index, first) and not _more_list(line):
            break
        index += 1
    return index


def _closed_before(lines: list[Line], index: int, first: int) -> bool:
    previous = index - 1
    while previous > first and lines[previous].kind == "blank":
        previous -= 1
    return bool(re.search(r"\.[\"”')\]*]*\s*\Z", lines[previous].text))


def _more_list(line: Line) -> bool:
    return bool(_DOCUMENT.match(line.text))
