"""Short forms of documents inside one report: "Kế hoạch nêu trên", "(gọi tắt là Đề án 06)", "Nghị định 61"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.citations.documents import lead, resolve
from nlp.citations.mentions import Mention
from nlp.citations.vocabulary import LETTER_TYPES, type_by_printed
from nlp.text.fold import fold

SECTION: Final = 3000  # code points back in which "nêu trên" may have its document
_CLAUSE: Final = 1000  # code points back in which a defined name ("gọi tắt là") may have its document

# Usage in reports. What follows tells the plain "trên" from "Kế hoạch trên địa bàn", and a number from a count.
_NEAR: Final = "này|đó"
_ABOVE: Final = "nêu trên|nói trên|kể trên|trên đây|vừa nêu"
_FOLLOWS: Final = (
    r"(?=\s*(?:[,;:.)”\"\n]|\Z)|\s+(?:đã|được|và|là|để|nhằm|chưa|cũng|thì|còn|vẫn|sẽ|phải|có hiệu lực)(?![^\W_]))"
)
_MIDDLE: Final = r"(?:\s+(?:hành\s+động|liên\s+tịch))?"
# "các Kế hoạch trên", "hai Nghị quyết này": several documents have no one antecedent.
_PLURAL = re.compile(r"(?<![^\W_])(?:các|những|mấy|nhiều|hai|ba|bốn|năm|sáu|bảy|\d+)\s+\Z", re.IGNORECASE)
_NO_LAW = re.compile(r"(?<![^\W_])(?:pháp|kỷ|kỉ|dự thảo|trật|định)\s+\Z", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n]|\.\s")


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form at code points [start, end) of the text.

    `antecedent` is the position of the nearest mention of its document in the list of mentions, None where the text
    does not make one document certain.
    """

    start: int
    end: int
    type: str
    antecedent: int | None = None


def find_short_forms(text: str, mentions: Sequence[Mention]) -> list[ShortForm]:
    """Find the short forms of a text and the mentions that they stand for.

    Each needs exactly one document of its type before it: in the same paragraph for "này" and "đó", up to `SECTION`
    code points back for "nêu trên", "nói trên" and "trên", with the same number for a bare number. A name that the text
    defines ("gọi tắt là Đề án 06") needs one document of its number, or else of its type, in its clause.

    Parameters
    ----------
    text : str
        The text in which `mentions` were found; line feeds end paragraphs.
    mentions : sequence of Mention
        What `extract` found in it, in text order.

    Returns
    -------
    list of ShortForm
        In text order, not overlapping. They are no mentions; hand them to `resolve` to attach them to documents.

    Notes
    -----
    One pass of the pattern; each hit looks back by bisection: linear but for the logarithm.

    Examples
    --------
    >>> from nlp.citations import extract
    >>> text = "Theo Kế hoạch số 25/KH-UBND, xã đã tập huấn; kết quả của Kế hoạch nêu trên là rõ"
    >>> [(text[form.start : form.end], form.antecedent) for form in find_short_forms(text, extract(text))]
    [('Kế hoạch nêu trên', 0)]
    """
    return list(_Finder(text, mentions).find())


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(set(type_by_printed().values()), key=len, reverse=True)
    spaced = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    near, above = (words.replace(" ", r"\s+") for words in (_NEAR, _ABOVE))
    number = r"(?:số\s+)?(?P<n>\d{1,4}[a-zđ]?)(?![^\W_]|[.,]\d|\s?[/%–-])"
    count = r"(?=\s*(?:[,;:.)”\"]|\Z)|\s+(?:của|về|và|đã|được|nêu|nói|trên|này|là|vẫn|chưa|còn|tại)(?![^\W_]))"
    return re.compile(
        rf"(?P<defined>gọi\s+(?:tắt\s+)?là\s*:?\s*[“\"']?\s*)?(?<![^\W_])(?P<type>{spaced})"
        rf"(?P<tail>{_MIDDLE}\s+(?:(?P<near>{near})(?![^\W_])|(?P<above>{above})(?![^\W_])|(?P<plain>trên){_FOLLOWS}"
        rf"|(?:{number}{count}))|(?(defined)(?=\s*[”\"')])|(?!)))",
        re.IGNORECASE,
    )


class _Chain:
    """Mentions of one type in text order; for each, where the run of mentions of its document begins."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.indices: list[int] = []
        self.documents: list[int] = []
        self.runs: list[int] = []

    def add(self, mention: Mention, index: int, document: int) -> None:
        here = len(self.starts)
        same = here > 0 and self.documents[-1] == document
        self.runs.append(self.runs[-1] if same else here)
        self.starts.append(mention.start)
        self.ends.append(mention.end)
        self.indices.append(index)
        self.documents.append(document)

    def only(self, low: int, high: int) -> int | None:
        """The last mention within [low, high) where all the mentions there are of one document."""
        last = bisect_right(self.ends, high) - 1
        if last < 0 or self.starts[last] < low:
            return None
        first = bisect_left(self.starts, low)
        return self.indices[last] if self.runs[last] <= first else None


class _Finder:
    """One text with its mentions by type and by bare number."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.start for mention in mentions]
        self.feeds = [match.start() for match in re.finditer("\n", text)]
        self.by_type: dict[str, _Chain] = defaultdict(_Chain)
        self.by_number: dict[tuple[str, str], _Chain] = defaultdict(_Chain)
        owner = {index: n for n, document in enumerate(resolve(mentions)) for index in document.mentions}
        self.owner = owner
        self.names: dict[tuple[str, str], set[int]] = defaultdict(set)  # what the text so far defines by "gọi tắt là"
        for index, mention in enumerate(mentions):
            self._add(mention, index, owner[index])

    def _add(self, mention: Mention, index: int, document: int) -> None:
        kind = _kind(mention.type or "")
        self.by_type[kind].add(mention, index, document)
        self.by_type["*"].add(mention, index, document)
        if mention.number and mention.form not in ("bare", "self"):
            self.by_number[kind, lead(mention.number)].add(mention, index, document)

    def find(self) -> Iterator[ShortForm]:
        for match in _pattern().finditer(self.text):
            start = match.start("type")
            name = type_by_printed()[fold(re.sub(r"\s+", " ", match["type"]))]
            # A count ("báo cáo 6") has no capital; only a name that begins with one is a document by its number.
            if (match["n"] and not match["type"][0].isupper()) or self._is_other(match, name, start):
                continue
            yield ShortForm(start, match.end(), name, self._antecedent(match, name, start))

    def _is_other(self, match: re.Match[str], name: str, start: int) -> bool:
        """What a full mention covers is no short form; "pháp luật này" is no law."""
        before = bisect_right(self.starts, start) - 1
        if before >= 0 and self.mentions[before].end > start and self.mentions[before].form != "bare":
            return True
        return name == "Luật" and bool(_NO_LAW.search(self.text, max(0, start - 12), start))

    def _antecedent(self, match: re.Match[str], name: str, start: int) -> int | None:
        if match["defined"]:
            found = self._defined(match, name)
            if found is not None and match["n"]:
                self.names[_kind(name), match["n"]].add(found)
            return found
        if _PLURAL.search(self.text, max(0, start - 12), start):
            return None
        if match["n"]:
            return self._numbered((_kind(name), match["n"]), start)
        if fold(name) == "bao cao" and match["near"]:
            return None  # "báo cáo này" may be the report itself
        low = self._paragraph(start) if match["near"] else max(0, start - SECTION)
        # "Văn bản" is said of a document of any type.
        return self.by_type["*" if name == "Văn bản" else _kind(name)].only(low, start)

    def _numbered(self, key: tuple[str, str], start: int) -> int | None:
        """The one document of a bare number: by its own number, or by the name that the text has given it."""
        chain, names = self.by_number[key], self.names[key]
        only = chain.only(0, start)
        if only is None and bisect_right(chain.ends, start):
            return None  # several documents of this number
        found = names if only is None else {*names, only}
        return max(found) if len({self.owner[index] for index in found}) == 1 else None

    def _defined(self, match: re.Match[str], name: str) -> int | None:
        """The one document of the clause that a defined name fits: by its number, or by its type alone.

        "Quyết định số 06/QĐ-TTg … phê duyệt Đề án … (gọi tắt là Đề án 06)" defines by the number across types.
        """
        start, number = match.start(), match["n"]
        low = self._clause(start)
        # From the clause's beginning to the bracket: mentions there are few, the window is bounded.
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, start)
        near = [index for index in range(first, last) if self.mentions[index].form != "bare"]
        if number:
            near = [index for index in near if lead(self.mentions[index].number or "") == number]
        typed = [index for index in near if _kind(self.mentions[index].type or "") == _kind(name)]
        fitting = typed or (near if number else [])
        return fitting[-1] if len({self.owner[index] for index in fitting}) == 1 else None

    def _paragraph(self, start: int) -> int:
        before = bisect_left(self.feeds, start)
        return self.feeds[before - 1] + 1 if before else 0

    def _clause(self, start: int) -> int:
        low = max(0, start - _CLAUSE)
        ends = [match.end() for match in _CLAUSE_END.finditer(self.text, low, start)]
        return ends[-1] if ends else low


def _kind(name: str) -> str:
    """A letter is a "Công văn" or a "Văn bản"; other types are themselves."""
    return LETTER_TYPES[0] if name in LETTER_TYPES else name
