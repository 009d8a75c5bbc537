"""What the words of a heading tell: its reform area, its role, whether it is a heading at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Literal

from nlp.tables import load_toml
from nlp.text.fold import fold, fold_pattern

Strength = Literal["name", "hint"]

_PARENS = re.compile(r"\([^()]*\)?")
_FIGURES = re.compile(r"\d[\d.,]*\s*(?:%|hồ sơ|thủ tục|TTHC|người|đơn vị|lượt|cuộc|văn bản|tỷ|triệu|đồng|lĩnh vực)")
_WORDS = re.compile(r"[^\W_]+")
_REPORTS = re.compile(r"(?<![^\W_])(?:đã|đạt|hoàn thành)(?![^\W_])")  # words of what was done
_GOES_ON = re.compile(r"(?:và|của|cùng|với|gắn|cho|tại|theo)\b|[^\W\d_]?\W")


def _folded(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{fold_pattern(pattern)})" for pattern in patterns))


@cache
def _table() -> dict[str, Any]:
    return load_toml("headings")


@cache
def _area_patterns(strength: Strength) -> list[tuple[str, re.Pattern[str]]]:
    group = "names" if strength == "name" else "hints"
    return [(area, _folded(patterns)) for area, patterns in _table()["area"][group].items()]


@cache
def _role_patterns() -> list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]:
    roles = _table()["role"]["patterns"]
    return [
        (role, _folded(roles[role]["match"]), _folded(roles[role]["unless"]) if roles[role]["unless"] else None)
        for role in roles["order"]
    ]


@cache
def zone_pattern(zone: str) -> re.Pattern[str]:
    """Return the folded pattern of a zone: letterhead, basis, closing, annex, note."""
    return _folded(_table()["zones"][zone])


@cache
def _predicates() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _table()["openers"]["predicates"])
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")


@cache
def _quantified() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _table()["openers"]["quantified"])
    return re.compile(rf"(?:{words})(?![^\W_])")


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in _table()["openers"]["neutral"]))


@cache
def _openers(nouns_only: bool) -> re.Pattern[str]:
    table = _table()["openers"]
    listed = table["nouns"] if nouns_only else table["nouns"] + table["verbs"]
    words = "|".join(re.escape(fold(word)) for word in listed)
    return re.compile(rf"(?:{words})(?![^\W_])")


@cache
def _leads() -> re.Pattern[str]:
    return _folded(_table()["openers"]["leads"])


@lru_cache(maxsize=8192)
def heading_area(title: str) -> tuple[str | None, Strength | None]:
    """Return the reform area that a heading names, and whether it is the area's name or only a topic inside it.

    A title that names several areas belongs to none of them.

    Examples
    --------
    >>> heading_area("Cải cách thể chế")
    ('institutions', 'name')
    >>> heading_area("Công tác tuyên truyền")
    ('steering', 'hint')
    >>> heading_area("Đánh giá chung")
    (None, None)
    """
    folded = fold(_PARENS.sub(" ", title)).strip(" .:;*")
    strengths: tuple[Strength, ...] = ("name", "hint")
    for strength in strengths:
        found = [area for area, pattern in _area_patterns(strength) if pattern.search(folded)]
        if len(found) == 1 or (found and strength == "hint"):
            return _first_named(found, folded, strength), strength
        if found:
            return _one_of(found, folded)
    return None, None


def _first_named(found: list[str], folded: str, strength: Strength) -> str:
    """Of several topics, the one named first decides."""
    patterns = dict(_area_patterns(strength))
    starts = {area: match.start() for area in found if (match := patterns[area].search(folded))}
    return min(starts, key=lambda area: starts[area])


def _one_of(found: list[str], folded: str) -> tuple[str | None, Strength | None]:
    """Two areas in one title: steering gives way to the other, else the first is a hint only; more are a list."""
    if "none" in found:
        return "none", "name"
    if len(found) > 2:
        return None, None
    others = [area for area in found if area != "steering"]
    return (others[0], "name") if len(others) == 1 else (_first_named(found, folded, "name"), "hint")


@lru_cache(maxsize=8192)
def heading_role(title: str) -> str | None:
    """Return the role that a heading's words tell, None where they tell none.

    Examples
    --------
    >>> heading_role("Những tồn tại, hạn chế và nguyên nhân")
    'limitations'
    >>> heading_role("Kết quả khắc phục tồn tại, hạn chế năm 2022")
    'results'
    """
    folded = fold(_PARENS.sub(" ", title)).strip(" .:;*")
    for role, match, unless in _role_patterns():
        if match.search(folded) and not (unless and unless.search(folded)):
            return role
    return None


@lru_cache(maxsize=8192)
def has_predicate(phrase: str) -> bool:
    """Tell whether a phrase says something (holds a verb of the table or a figure with its unit)."""
    bare = _neutral().sub(" ", _PARENS.sub(" ", phrase).lower())
    return bool(_predicates().search(bare) or _FIGURES.search(bare) or _quantified().match(bare.lstrip()))


def is_nominal(phrase: str, nouns_only: bool = False) -> bool:
    """Tell whether a phrase could be a heading by its words: a known opener and no predicate.

    With `nouns_only`, openers that are verbs too ("Thực hiện", "Rà soát") do not count: a phrase closed by a full stop
    that begins with one is a statement.
    """
    return bool(_openers(nouns_only).match(fold(phrase.lstrip('“"( ')))) and not has_predicate(phrase)


@cache
def _titles() -> re.Pattern[str]:
    names = sorted(map(fold, _table()["openers"]["titles"]), key=len, reverse=True)
    return re.compile("(?:ve )?(?:" + "|".join(re.escape(name) for name in names) + r")(?=\s*[-–;]?\s+\S)")


def title_end(rest: str, line_end: int = 0) -> int:
    """Return where a whole area name at the beginning of `rest` ends, if a capital goes on behind it; else 0.

    A sentence that begins with a small letter goes on behind it only where the name fills its line, which ends at
    `line_end`; else the name may be the sentence's subject.

    Examples
    --------
    >>> title_end("Cải cách thể chế Trong năm đã ban hành 12 văn bản")
    16
    >>> title_end("Cải cách thể chế và cải cách thủ tục hành chính")
    0
    """
    match = _titles().match(fold(rest))
    behind = rest[match.end() :].lstrip(" -–;") if match else ""
    if not match or not behind[:1].isupper():
        return match.end() if match and match.end() == line_end and _is_sentence(behind) else 0
    # Behind a name in capitals a word in capitals goes on with the title.
    return 0 if rest[: match.end()].isupper() and not behind[1:2].islower() else match.end()


def _is_sentence(behind: str) -> bool:
    """Tell whether what stands below a title says something by itself, and goes not on with the title."""
    return not _GOES_ON.match(behind) and has_predicate(behind.partition(". ")[0])


def is_lead(phrase: str) -> bool:
    """Tell whether a phrase only announces a list ("Trong đó:", "cụ thể như sau:")."""
    return bool(_leads().search(fold(phrase.strip())))


@cache
def _orders() -> re.Pattern[str]:
    return _folded(_table()["openers"]["orders"])


def is_order(phrase: str) -> bool:
    """Tell whether a phrase hands over to a list of tasks or proposals and reports nothing itself.

    Examples
    --------
    >>> is_order("Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành:")
    True
    >>> is_order("UBND huyện đã yêu cầu các xã gửi đủ các kế hoạch:")
    False
    """
    stripped = phrase.strip()
    return stripped.endswith(":") and bool(_orders().search(fold(stripped))) and not _REPORTS.search(stripped.lower())


@cache
def _addressees() -> re.Pattern[str]:
    return _folded(_table()["openers"]["addressees"])


def is_addressee(title: str) -> bool:
    """Tell whether a title names those to whom the items below it are addressed ("3. Sở Nội vụ").

    Examples
    --------
    >>> is_addressee("Sở Tài chính"), is_addressee("Bộ phận Một cửa"), is_addressee("Cải cách tài chính công")
    (True, False, False)
    """
    return bool(_addressees().match(fold(title.strip())))


@cache
def _summings() -> re.Pattern[str]:
    return _folded(_table()["openers"]["summing"])


def sums_up(text: str) -> bool:
    """Tell whether a paragraph opens with words that sum up what stands above it ("Nhìn chung, …")."""
    return bool(_summings().match(fold(text[:120])))


def word_count(phrase: str) -> int:
    """Return the number of syllables and numbers of a phrase."""
    return len(_WORDS.findall(phrase))
