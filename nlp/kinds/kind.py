"""What kind of document a text is: report, plan, directive, conclusion, decision, letter, minutes, news.

Witnesses are heard: the code in the document's own number ("12/KH-UBND"), the line that bears its type ("KẾ HOẠCH"),
the formulas and headings of its paragraphs, the signs of an article. Each is worth points; how far the points agree is
the confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.citations.vocabulary import type_by_code
from nlp.kinds.articles import article_points
from nlp.kinds.letterhead_cells import letterhead_cells
from nlp.kinds.number_line import NumberLine, find_number_line
from nlp.kinds.title_lines import TitleLine, find_title
from nlp.tables import load_toml
from nlp.text.fold import fold, fold_pattern
from nlp.text.markers import find_marker

_FRONT = 45  # paragraphs in which number and title stand
_READ = 60  # paragraphs that are searched for formulas, and as many of the end
_LONG = 240  # code points of a paragraph of narrative
_OPENED = 3  # such paragraphs behind which no title is looked for
_LONGEST_FORMULA = 900  # code points of a paragraph that are searched
_EDGES: Final = " \t\n*#>|_–—"
#: What a witness is worth; a sentence that may be a title is worth less than a line of capitals.
_CODE, _LETTER_CODE = 3.0, 2.0
_FORMS: Final = {"alone": 3.0, "capitals": 2.5, "sentence": 1.5}
_FORMULA, _MOST_FORMULAS = 1.0, 2
_SUBJECT, _ADDRESSEE = 2.0, 0.5
_HEADING, _FEWEST_HEADINGS, _LONGEST_HEADING = 0.3, 2, 140
_ARTICLE = 1.25  # points below which an article is not certain enough
#: Points that speak against any answer, so that one weak witness alone gives a low confidence.
_DOUBT = 0.5
_NONE: Final = "none"  # what speaks for a type that is none of the kinds


#: The kinds of documents, reports first.
KINDS: Final = ("report", "plan", "directive", "conclusion", "decision", "letter", "minutes", "news")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and how sure it is, in [0, 1]."""

    name: str
    confidence: float


def find_kind(paragraphs: Sequence[str]) -> Kind | None:
    """Return the kind of a document, None where nothing tells it or its type is none of the kinds.

    Parameters
    ----------
    paragraphs : sequence of str
        The document's paragraphs in order.

    Examples
    --------
    >>> find_kind(["UBND TỈNH", "Số: 12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2025"])
    Kind(name='plan', confidence=0.92)
    >>> find_kind(["Xã đã họp dân."]) is None
    True
    """
    front = _front(paragraphs)
    number = find_number_line(letterhead_cells(front))
    code_type = type_by_code().get(number.code) if number and number.code else None
    titled = find_title(front, code_type)
    texts = [text.strip(_EDGES) for text in dict.fromkeys((*paragraphs[:_READ], *paragraphs[-_READ:]))]
    points = _paper_points(number, titled[1] if titled else None, texts)
    if not number and not titled:
        article = article_points(texts)
        points["news"] += article if article >= _ARTICLE else 0.0
    return _decide(points, titled[1] if titled else None)


def _front(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs above the narrative: up to the first main heading or some paragraphs of prose."""
    found: list[str] = []
    long = 0
    for text in paragraphs[:_FRONT]:
        plain = text.strip(_EDGES)
        long += len(plain) > _LONG
        if long > _OPENED or (found and _is_main_heading(plain)):
            break
        found.append(text)
    return found


def _is_main_heading(text: str) -> bool:
    return find_marker(text).style in ("roman", "part") and not fold(text[:4]).startswith("v/v")


def _paper_points(number: NumberLine | None, title: TitleLine | None, texts: Sequence[str]) -> defaultdict[str, float]:
    folded = [fold(text[:_LONGEST_FORMULA]) for text in texts]
    points: defaultdict[str, float] = defaultdict(float)
    if title:
        points[_kind_of(title.type, folded)] += _FORMS[title.form]
    if number and number.is_letter:
        points["letter"] += _LETTER_CODE
    elif number and number.code:
        points[_kind_of(type_by_code()[number.code], folded)] += _CODE
    for name in _lists("formulas"):
        points[name] += min(_MOST_FORMULAS, _count("formulas", name, folded)) * _FORMULA
    if not title:
        points["letter"] += _letter_points(folded)
        for name in _lists("headings"):
            points[name] += _heading_points(name, texts)
    return points


def _kind_of(type_name: str, folded: Sequence[str]) -> str:
    """Return the kind of a type; `_NONE` where it has none, or lacks the words that make it one."""
    needed = _words("needs").get(type_name)
    if needed and not any(_compiled(needed).search(line) for line in folded):
        return _NONE
    return _words("types").get(type_name, _NONE)


def _letter_points(folded: Sequence[str]) -> float:
    subject = bool(_count("formulas", "letter", folded))
    addressed = bool(_count("addressee", "letter", folded))
    return _SUBJECT * (subject and addressed) + _ADDRESSEE * addressed


def _heading_points(name: str, texts: Sequence[str]) -> float:
    """Return what section titles are worth: those of a report stand side by side ("KẾT QUẢ", "HẠN CHẾ")."""
    titles = [_title(text) for text in texts if len(text) <= _LONGEST_HEADING]
    patterns = [_compiled(pattern) for pattern in _lists("headings")[name]]
    found = sum(any(title and pattern.search(title) for title in titles) for pattern in patterns)
    return found * _HEADING if found >= _FEWEST_HEADINGS else 0.0


def _title(text: str) -> str:
    """Return the folded words of a numbered line, empty for any other and for whole sentences."""
    marker = find_marker(text)
    numbered = marker.style in ("roman", "part", "upper", "dec1")
    return fold(text[marker.length :].strip().rstrip(":. ")) if numbered and not text.endswith(";") else ""


def _count(table: str, name: str, folded: Sequence[str]) -> int:
    """Return how many patterns of a kind are found in any paragraph."""
    return sum(any(_compiled(pattern).search(line) for line in folded) for pattern in _lists(table)[name])


def _lists(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = load_toml("kinds")[name]
    return found


def _words(name: str) -> dict[str, str]:
    found: dict[str, str] = load_toml("kinds")[name]
    return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(pattern))


def _decide(points: Mapping[str, float], title: TitleLine | None) -> Kind | None:
    """Return the kind with most points; of two that weigh the same the title's, None where none has one."""
    if not points or max(points.values()) <= 0:
        return None
    own = _words("types").get(title.type) if title else None
    best = max(points, key=lambda name: (points[name], name == own))
    rival = max((value for name, value in points.items() if name != best), default=0.0)
    if best == _NONE or (points[best] == rival and best != own):
        return None
    return Kind(best, round(points[best] / (points[best] + rival + _DOUBT), 2))
