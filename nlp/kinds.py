"""What kind of document a text is: report, plan, directive, conclusion, decision, letter, minutes, news.

Three witnesses are heard: the code in the document's own number ("12/KH-UBND"), the line that bears its type
("KẾ HOẠCH"), and the words of its first and last paragraphs. How far they agree is the confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.tables import load_csv, load_toml
from nlp.text.fold import fold, fold_pattern
from nlp.text.markers import find_marker

_HEAD = 40  # paragraphs in which number and title stand
_TAIL = 12  # paragraphs of the end that are read for closing words
_ARTICLE = 8  # paragraphs that tell an article
_FEWEST_PARAGRAPHS = 3  # of an article below its headline
_LONGEST_HEADLINE = 200  # code points
_WHOLE = 120  # code points of a whole paragraph
_LONGEST_TITLE = 60  # code points of a line that bears the type alone
_NUMBER_LINE = re.compile(
    r"(?:\A|\s|\|)S[ốôÔỐ]\s*[:.]?\s*[\d.…_ ]{0,8}(?P<year>/\s*\d{4})?\s*[/\-–]\s*(?P<code>[A-ZĐ][A-Za-zĐđ&]*)"
)
_PARTY_NUMBER = re.compile(r"\A\W*S[ốôÔỐ]\s*[:.]?\s*\d{1,5}\s*[-–]\s*(?P<code>[A-ZĐ][A-Za-zĐđ]*)\s*/")
_GLUED = re.compile(r"(?<=[A-ZĐ])(?:UBND|HĐND)\Z")  # a code that lost its hyphen: "BCUBND"
_MARKUP = re.compile(r"^[\s|*_#>]+|[\s|*_:#.]+$")
_STATE = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–]\s*tu do")
_ORDER = ("conclusion", "minutes", "decision", "directive", "plan", "report", "letter", "news")
# Confidence by witnesses that agree; one against another leaves little.
_BOTH, _ONE, _WORDS, _TORN = 0.98, 0.9, 0.6, 0.55


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and how sure it is, in [0, 1]."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Signs:
    codes: frozenset[str]
    title: re.Pattern[str] | None
    words: re.Pattern[str]


@cache
def _signs() -> dict[str, _Signs]:
    return {
        name: _Signs(frozenset(table["codes"]), _whole(table["titles"]), _any(table["words"]))
        for name, table in load_toml("kinds")["kinds"].items()
    }


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{fold_pattern(pattern)})" for pattern in patterns))


def _whole(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{_any(patterns).pattern})\Z") if patterns else None


def find_kind(paragraphs: Sequence[str]) -> Kind | None:
    """Return the kind of a document, None where nothing tells it.

    Parameters
    ----------
    paragraphs : sequence of str
        The document's paragraphs in order; the first and the last ones are read.

    Examples
    --------
    >>> find_kind(["UBND TỈNH", "Số: 12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2025"])
    Kind(name='plan', confidence=0.98)
    >>> find_kind(["Xã đã họp dân."]) is None
    True
    """
    head = [_MARKUP.sub("", text) for text in paragraphs[:_HEAD]]
    code, title = _by_code(head), _by_title(head)
    if code and title:
        return Kind(title, _BOTH if code == title else _TORN)
    words = _by_words(head, [_MARKUP.sub("", text) for text in paragraphs[-_TAIL:]])
    if code or title:
        found = code or title or ""
        return Kind(found, _BOTH if words == found else _ONE)
    return _lettered(words, head) or (Kind("news", _WORDS) if _is_article(head) else None)


def _lettered(words: str | None, head: Sequence[str]) -> Kind | None:
    """Return the kind that the words alone tell: an article has no letterhead, an official paper has one."""
    if words is None:
        return None
    state = any(_STATE.search(fold(text)) for text in head)
    if words == "news":
        return None if state else Kind("news", _ONE)
    return Kind(words, _ONE if words == "letter" and state else _WORDS)


def _is_article(head: Sequence[str]) -> bool:
    """Tell whether a headline stands over whole paragraphs, with no sign of an official paper or of a list."""
    first, below = (head[0] if head else "").strip(), [text for text in head[1:_ARTICLE] if text]
    if not 15 < len(first) <= _LONGEST_HEADLINE or first.endswith((".", ":", ";")) or first.isupper():
        return False
    if (
        len(below) < _FEWEST_PARAGRAPHS
        or find_marker(first).length
        or any(find_marker(text).numbered for text in below)
    ):
        return False
    return sum(len(text) > _WHOLE for text in below) > len(below) / 2 and not any(_STATE.search(fold(t)) for t in head)


def _by_code(head: Iterable[str]) -> str | None:
    """Return the kind of the document's own number; a number without a type's code is an official letter's."""
    for text in head:
        match = _PARTY_NUMBER.match(text) or _NUMBER_LINE.search(text[:120])
        if match:
            code = _GLUED.sub("", match["code"])
            named = (name for name, signs in _signs().items() if code in signs.codes)
            return next(named, None if code in _other_codes() else "letter")
    return None


@cache
def _other_codes() -> frozenset[str]:
    """Return the codes of types that are none of the kinds: "TTr", "GM"."""
    return frozenset(row["code"] for row in load_csv("document_types") if row["code"])


def _by_title(head: Sequence[str]) -> str | None:
    """Return the kind of the line that bears a document's type alone ("CHỈ THỊ"), or begins its title in capitals."""
    for text in head:
        folded = fold(text[:_LONGEST_TITLE]).strip()
        for name in _ORDER:
            pattern = _signs()[name].title
            if pattern is None:
                continue
            if len(text) <= _LONGEST_TITLE and pattern.match(folded) and (text.isupper() or text[:1].isupper()):
                return name
            if _opens_in_capitals(text, name):
                return name
    return None


@cache
def _title_openers() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?:{signs.title.pattern.removesuffix(chr(92) + 'Z')})(?![^\W_])")
        for name, signs in _signs().items()
        if signs.title is not None
    }


def _opens_in_capitals(text: str, name: str) -> bool:
    """Tell whether a title in capitals begins with the type: "BÁO CÁO KẾT QUẢ CÔNG TÁC CẢI CÁCH" on one line."""
    match = _title_openers()[name].match(fold(text[:200]))
    return match is not None and text[: match.end() + 3].isupper()


def title_word(text: str) -> str | None:
    """Return the words of a type with which a paragraph begins that bears it as a title, None where it bears none.

    Examples
    --------
    >>> title_word("KẾ HOẠCH"), title_word("**CHỈ THỊ VỀ VIỆC …**"), title_word("Kế hoạch này có ba phần.")
    ('KẾ HOẠCH', 'CHỈ THỊ', None)
    """
    plain = _MARKUP.sub("", text)
    for name, opener in _title_openers().items():
        match = opener.match(fold(plain[:200]))
        alone = match is not None and match.end() == len(plain) and plain[:1].isupper()
        if match and (alone or _opens_in_capitals(plain, name)):
            return plain[: match.end()]
    return None


def _by_words(head: Iterable[str], tail: Iterable[str]) -> str | None:
    """Return the kind whose words stand most often in the first and last paragraphs; two equal ones tell nothing."""
    counts = dict.fromkeys(_ORDER, 0)
    for text in dict.fromkeys([*head, *tail]):
        folded = fold(text[:1500])
        for name, signs in _signs().items():
            counts[name] += bool(signs.words.search(folded))
    best = max(_ORDER, key=lambda name: counts[name])
    return best if counts[best] else None
