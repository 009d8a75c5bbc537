"""The period that a document is about: of its title, else of what it says it reports, refused where it cannot be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from nlp.facts.news import news_period
from nlp.facts.parts import Parts
from nlp.facts.periods import Period, find_period, find_ranges
from nlp.facts.sentences import basis_clauses, opening_clauses
from nlp.text import View

_READ = 40000  # code points in which a report says until when it examined
#: A report may be written before its period ends, a year's from mid-September on, a quarter's in its second month.
_EARLY_SHARE, _LEAST_EARLY, _MOST_EARLY = 0.3, 45, 110  # of the period's days; days
_NARRATED: Final = (None, "report", "minutes")  # kinds whose sentences name the own period, not only their title
_OWN_YEARS: Final = (None, "report")
# The month of a meeting, the years of an anniversary, a term of office and a school year are no reported months.
_OTHER_YEARS = re.compile(
    r"(?:phiên họp|cuộc họp|hội nghị|họp|giao ban|kỳ họp)\s*(?:giao ban |thường kỳ |định kỳ |chính phủ |UBND tỉnh )*"
    r"(?:tháng|quý)\s*[\divx]+(?:\s*(?:năm|/)\s*20\d\d)?"
    r"|kỷ niệm[^,;.]{0,80}?\(?[\d/]*\d{4}\s*[-–]\s*[\d/]*\d{4}\)?"
    r"|(?:năm học|nhiệm kỳ|khóa)\s*20\d\d\s*[-–]\s*20\d\d"
    r"|(?:tết|xuân|nguyên đán)[^,;.\d]{0,30}20\d\d",
    re.IGNORECASE,
)


def own_period(parts: Parts, title: str | None, day: str | None, view: View, kind: str | None) -> Period | None:
    """Return the first and last day of the period a document is about; None where it names none that can be its own.

    Parameters
    ----------
    parts : Parts
    title : str or None
    day : str or None
        ISO date of the document.
    view : View
    kind : str or None
        A plan's period lies ahead of it; a report's ends at most some weeks after the report is written.
    """
    if kind == "news":
        return news_period(view)
    for clause in _clauses(parts, title, kind):
        found = find_period(clause, day)
        if found and day and kind in _OWN_YEARS:
            found = _checked(found, day, view)
        if found:
            return found
    return None


def _clauses(parts: Parts, title: str | None, kind: str | None) -> Iterator[str]:
    """Yield the words that may name the period, the title's first."""
    if title:
        yield title if kind in _OWN_YEARS else _OTHER_YEARS.sub(" ", title)
    if kind in _NARRATED:
        yield from basis_clauses(parts.basis)
        yield from basis_clauses(parts.closing)
        yield from opening_clauses(parts.opening)


def _checked(period: Period, day: str, view: View) -> Period | None:
    """Return a report's period, cut short where the text says until when it examined; None where it ends too late.

    A year is reported on in its last months; a report of June does not cover the year, nor the stage until 2030,
    whatever its title names.
    """
    if period[1] <= day:
        return period
    if period[0][:4] < day[:4] and (cut := _cut_short(period, view)):
        return cut
    start, end, written = (date.fromisoformat(text) for text in (*period, day))
    early = min(_MOST_EARLY, max(_LEAST_EARLY, _EARLY_SHARE * (end - start).days))
    return period if (end - written).days <= early else None


def _cut_short(period: Period, view: View) -> Period | None:
    """A term that ends after the report's own date: the text tells until when it was examined."""
    ends = Counter(found for found in find_ranges(view.text[:_READ]) if found[0] == period[0])
    return ends.most_common(1)[0][0] if ends else None
