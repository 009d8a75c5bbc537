"""Signs of an article of a web page or newspaper: headline, by-line, caption, speech that it retells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from nlp.tables import load_toml
from nlp.text.fold import fold, fold_pattern
from nlp.text.markers import find_marker

_EDGE = 5  # first and last paragraphs where by-lines and times of a page stand
_LONGEST_LINE = 120  # code points of a by-line, caption or time
_READ = 1500  # code points of a paragraph that are searched for speech
_OPENING = 3  # paragraphs in which an article tells when and where
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 20, 200  # code points
_WHOLE = 120  # code points of a whole paragraph
#: What each sign is worth: a by-line or the initials of a paper say more than a verb of speech.
_WORTH: Final = {"byline": 1.5, "dateline": 1.5, "stamp": 1.0, "caption": 1.0, "event": 0.75, "quote": 0.5}
_SPEECH_ONCE, _SPEECH_TWICE = 0.75, 1.25
_HEADLINE, _NOMINAL_HEADLINE, _PROSE, _OUTLINED = 1.25, 0.5, 0.5, -1.5
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–.]\s*tu do|(?:uy ban|hoi dong) nhan dan\Z"
    r"|noi nhan\s*:|(?:tm|kt|tl|tuq)\s*\.\s*[a-z]"
)


def article_points(paragraphs: Sequence[str]) -> float:
    """Return how much speaks for an article, 0 where anything shows an official paper's layout.

    Parameters
    ----------
    paragraphs : sequence of str
        Paragraphs of the document, without mark-up at their edges.
    """
    texts = [text for text in paragraphs if text]
    folded = [fold(text[:_READ]) for text in texts]
    if not texts or any(_LETTERHEAD.match(line) for line in folded):
        return 0.0
    points = _line_points(folded) + _speech_points(texts) + _headline_points(texts, folded) + _shape_points(texts)
    return max(0.0, points)


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(load_toml("kinds")["article"][name]))


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(load_toml("kinds")["article"]["speech"])


def headline_of(paragraphs: Sequence[str]) -> str | None:
    """Return the headline of an article: its first line that is no time, menu or by-line; None where it is a sentence.

    Examples
    --------
    >>> headline_of(["Thứ Ba, 17/01/2023 - 09:20", "Xã Đông Hải: Chuyển biến từ cải cách hành chính", "Năm 2022, xã …"])
    'Xã Đông Hải: Chuyển biến từ cải cách hành chính'
    """
    for text in paragraphs[:_EDGE]:
        plain = " ".join(text.strip(" \t\n*#>|_").split())
        if len(plain) < _SHORTEST_HEADLINE or any(_sign(name).search(fold(plain)) for name in ("stamp", "byline")):
            continue
        whole = plain.endswith(".") and not plain.endswith("...")
        return plain if len(plain) <= _LONGEST_HEADLINE and not whole else None
    return None


def _line_points(folded: Sequence[str]) -> float:
    """Return what by-lines, times, captions and the like are worth, each kind counted once."""
    edges = {*range(_EDGE), *range(len(folded) - _EDGE, len(folded))}
    found: set[str] = set()
    for index, line in enumerate(folded):
        short = len(line) <= _LONGEST_LINE
        if short and index in edges:
            found |= {name for name in ("byline", "stamp") if _sign(name).search(line)}
        if short and _sign("caption").search(line):
            found.add("caption")
        if index < _OPENING:
            found |= {name for name in ("dateline", "event") if _sign(name).search(line)}
        if _sign("quote").match(line):
            found.add("quote")
    return sum(_WORTH[name] for name in found)


def _speech_points(texts: Sequence[str]) -> float:
    told = sum(bool(_speech().search(text[:_READ])) for text in texts)
    return 0.0 if not told else _SPEECH_ONCE if told == 1 else _SPEECH_TWICE


def _headline_points(texts: Sequence[str], folded: Sequence[str]) -> float:
    """Return what the first line is worth: a sentence without full stop over whole paragraphs.

    "Xã Đông Hải làm tốt cải cách hành chính" names somebody and says what is done; "Kết quả cải cách hành chính" and
    "Cải cách tổ chức bộ máy" may be any heading.
    """
    first = texts[0].rstrip()
    if not _SHORTEST_HEADLINE <= len(first) <= _LONGEST_HEADLINE or first.isupper() or find_marker(first).length:
        return 0.0
    if first.endswith((":", ";", ",")) or (first.endswith(".") and not first.endswith("...")):
        return 0.0
    named = any(word[:1].isupper() or word[:1].isdigit() for word in first.split()[1:])
    said = ": " in first or _sign("verb").search(folded[0], len(first.split(" ", 1)[0]))
    return _HEADLINE if named and said and not _sign("nominal").match(folded[0]) else _NOMINAL_HEADLINE


def _shape_points(texts: Sequence[str]) -> float:
    """Articles are whole paragraphs without numbered headings; a chain of numerals speaks for an official paper."""
    numbered = [find_marker(text).style for text in texts]
    if numbered.count("roman") + numbered.count("part") >= 2:
        return _OUTLINED
    body = texts[1:]
    whole = sum(len(text) > _WHOLE and text.rstrip().endswith((".", '"', "”", "...")) for text in body)
    plain = sum(style == "none" for style in numbered[1:])
    return _PROSE if len(body) >= 2 and 2 * whole >= len(body) and plain >= 0.8 * len(body) else 0.0
