"""Whom and which months an article that retells a report is about, where its words make it certain."""

from __future__ import annotations

import re
from collections import Counter

from nlp.facts.issuers import Issuer
from nlp.facts.naming import TYPE, read_name
from nlp.facts.periods import Period, find_period
from nlp.places.gazetteer import type_word
from nlp.places.names import CAPITAL
from nlp.text import View

_READ = 8  # paragraphs of an article that name its period
_OPENING = 600  # code points of an article in which its unit is named
_FEWEST = 3  # mentions of the committee of the unit that an article is about
_COMMITTEE = re.compile(
    rf"(?<![^\W_])(?:UBND|[ỦU][ỷyỶY] ban nhân dân|Ủy ban nhân dân)\s+(?P<word>{TYPE})\s+(?=[{CAPITAL}])", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?:\A|[:.,;]\s+)(?:trong|qua|sau)\s+(?P<clause>(?:\d{1,2}|ba|sáu|chín) tháng (?:đầu )?năm 20\d\d"
    r"|quý (?:iv|iii|ii|i)[ /](?:năm )?20\d\d|năm 20\d\d)\b",
    re.IGNORECASE,
)


def subject_unit(text: str) -> Issuer | None:
    """Return the unit that an article is about: the only one whose committee it names, from its beginning on.

    None where it names several committees, or the one less than three times.
    """
    named: Counter[tuple[str, str]] = Counter()
    opened = False
    for match in _COMMITTEE.finditer(text):
        word = type_word(match["word"])
        read = read_name(text[match.end() : match.end() + 40], word)
        if read:
            named[word, read[0]] += 1
            opened = opened or match.start() < _OPENING
    if len(named) != 1 or not opened:
        return None
    ((word, name), count) = next(iter(named.items()))
    return Issuer("UBND", word, name) if count >= _FEWEST else None


def news_period(view: View) -> Period | None:
    """Return the period that the first paragraphs of an article name, None where they name several or none."""
    found = set()
    for block in view.blocks[:_READ]:
        for match in _WITHIN.finditer(view.block_text(block)):
            period = find_period(match["clause"])
            if period:
                found.add(period)
    return found.pop() if len(found) == 1 else None
