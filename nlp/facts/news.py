"""Whom and which months an article that retells a report is about, where its words make it certain."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from nlp.facts.issuers import Issuer
from nlp.facts.naming import TYPE, level_of, read_name
from nlp.facts.periods import Period, find_period
from nlp.facts.stamps import iso
from nlp.kinds import headline_of
from nlp.places.gazetteer import type_word
from nlp.places.names import CAPITAL
from nlp.text import View

_READ = 8  # paragraphs of an article that name its period
_SEARCHED = 60000  # code points in which an article names its unit
_OPENING = 600  # code points of an article in which its unit is named
_EDGE = 5  # first and last paragraphs, in which a page says when it was posted
_LONGEST_LINE = 120  # code points of such a line
_FEWEST, _FEWEST_IF_FIRST = 3, 2  # mentions of the unit that an article is about; where the headline begins with it
_DEPTH = {"province": 0, "district": 1, "commune": 2}
_UNIT = re.compile(
    rf"(?<![^\W_])(?P<committee>(?:UBND|[ỦU][ỷyỶY] ban nhân dân|Ủy ban nhân dân)\s+)?(?P<word>{TYPE})(?![^\W_])"
    rf"(?:\s+(?=(?P<named>[{CAPITAL}]|\d)))?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:\A|(?:\A|[:.,;]\s+)(?:trong|qua|sau)\s+)(?P<clause>(?:\d{1,2}|ba|sáu|chín) tháng (?:đầu )?năm 20\d\d"
    r"|quý (?:iv|iii|ii|i)[ /](?:năm )?20\d\d|năm 20\d\d)\b",
    re.IGNORECASE,
)
# "… hoàn thành 106 nhiệm vụ trong tháng 3", "Tổng kết công tác năm 2021": what a headline says was done.
_SUMMED = re.compile(r"\b(?:tổng kết|sơ kết|kết quả|hoàn thành|đã|trong)\b", re.IGNORECASE)
_POSTED = re.compile(
    r"\W*(?:(?:giờ đăng|ngày đăng|đăng (?:ngày|lúc)|(?:ngày )?cập nhật|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b"
    r"[^\d\n]{0,40})?"
    r"(?:\d{1,2}[:h]\d{2}\s*[-,]?\s*)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>20\d\d)(?!\d)"
    r"(?:\W{0,3}(?:lúc\s*)?\d{1,2}[:h]\d{2}|\W*\Z)",
    re.IGNORECASE,
)
_Unit = tuple[str, str]  # type word and name


@dataclass(slots=True)
class _Named:
    """Units that an article names: how often, how often their committee, which committees its beginning names.

    `nameless` counts "UBND huyện" without a name, by type word.
    """

    units: Counter[_Unit] = field(default_factory=Counter)
    committees: Counter[_Unit] = field(default_factory=Counter)
    nameless: Counter[str] = field(default_factory=Counter)
    opening: set[_Unit] = field(default_factory=set)


def subject_unit(view: View) -> Issuer | None:
    """Return the unit that an article is about, None where that is not certain.

    The headline's unit, where the article names it and its committee and no other committee of that level; else the
    only unit whose committee it names, from its beginning on, three times at least.
    """
    text = view.text[:_SEARCHED]
    named = _units(text)
    headline = headline_of([view.block_text(block) for block in view.blocks]) or ""
    unit = _in_headline(headline, text, named) or _only_one(named)
    return Issuer("UBND", *unit) if unit else None


def _units(text: str) -> _Named:
    found = _Named()
    for match in _UNIT.finditer(text):
        word = type_word(match["word"])
        read = read_name(text[match.end() : match.end() + 40], word) if _is_named(match) else None
        if read:
            unit = word, read[0]
            found.units[unit] += 1
            found.committees[unit] += bool(match["committee"])
            if match["committee"] and match.start() < _OPENING:
                found.opening.add(unit)
        elif match["committee"]:
            found.nameless[word] += 1
    return found


def _is_named(match: re.Match[str]) -> bool:
    """The pattern ignores case, so that small letters pass for capitals there."""
    return bool(match["named"]) and not match["named"].islower()


def _in_headline(headline: str, text: str, named: _Named) -> _Unit | None:
    lower = headline.lower()
    inside = [unit for unit in named.units if re.search(rf"\b{re.escape(unit[1].lower())}\b", lower)]
    typed = [unit for unit in inside if " ".join(unit).lower() in lower] or inside
    deepest = max((_depth(unit) for unit in typed), default=-1)
    lowest = [unit for unit in typed if _depth(unit) == deepest]
    if len(lowest) != 1:
        return None
    unit = lowest[0]
    rivals = {other for other, count in named.committees.items() if count and _depth(other) == deepest}
    acting = named.committees[unit] or named.nameless[unit[0]]
    fewest = _FEWEST_IF_FIRST if lower.startswith((" ".join(unit).lower(), unit[1].lower())) else _FEWEST
    return unit if acting and rivals <= {unit} and text.lower().count(unit[1].lower()) >= fewest else None


def _only_one(named: _Named) -> _Unit | None:
    committees = [unit for unit, count in named.committees.items() if count]
    if len(committees) != 1 or committees[0] not in named.opening:
        return None
    return committees[0] if named.committees[committees[0]] >= _FEWEST else None


def _depth(unit: _Unit) -> int:
    return _DEPTH.get(level_of(*unit, None) or "", -1)


def posted_day(view: View) -> str | None:
    """Return the ISO day on which the page says that the article was posted, None where it says none or several."""
    edges = [*view.blocks[:_EDGE], *view.blocks[-_EDGE:]]
    found = {
        iso(match["year"], match["month"], match["day"])
        for block in edges
        if block.end - block.start < _LONGEST_LINE and (match := _POSTED.match(view.block_text(block)))
    }
    return found.pop() if len(found) == 1 else None


def news_period(view: View, day: str | None = None) -> Period | None:
    """Return the period that the headline or the first paragraphs of an article name; None where these name several.

    Parameters
    ----------
    view : View
    day : str or None
        ISO day on which it was posted.
    """
    texts = [view.block_text(block) for block in view.blocks[:_READ]]
    headline = headline_of(texts)
    if headline and _SUMMED.search(headline) and (period := find_period(headline, day)):
        return period
    found = set()
    for text in texts:
        for match in _WITHIN.finditer(text):
            period = find_period(match["clause"], day)
            if period:
                found.add(period)
    return found.pop() if len(found) == 1 else None
