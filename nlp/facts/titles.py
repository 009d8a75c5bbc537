"""The title of a document: its type ("BÁO CÁO", "KẾ HOẠCH") and the lines under it, in sentence case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from nlp.facts.casing import restore_case
from nlp.facts.naming import TYPE, known_name
from nlp.kinds import leading_type, letterhead_cells
from nlp.places.names import CAPITAL
from nlp.text.fold import fold
from nlp.text.paragraphs import shouts

_SUBJECT = re.compile(r"V/[vV]:?\s+")
_SUBJECT_LINES = 5  # a subject has four lines at most beside "V/v"
_LONGEST_LINE = 120  # code points
# Capitals that end before the title is done: "TÓM TẮT Kết quả cải cách hành chính".
_SHOUTED = re.compile(rf"(?:[{CAPITAL}\d/,–-]+\s+){{2,}}(?=[{CAPITAL}]?[^\W\d_{CAPITAL}])")
_WHOLE = re.compile(r"[^\W\d_][.;:]\s*\Z|[^\W\d_]\.\s")  # of a sentence; no title has a full stop
_NUMBER = re.compile(r"\d[\d/]*\s?[/-]\s?[A-ZĐ][\w&Đđ/-]*")  # "76/NQ-CP" stays as it is
_TRIM: Final = " \t\n*#_–—-:;.,~=…"
_ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:cchc|tthc|ubnd|hđnd|cntt|vbqppl|qppl|iso|cbcc|ccvc|cbccvc|dvc|dvctt|xhcn|[ivx]+)(?![^\W_])",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\w+\s+[{CAPITAL}][^\W\d_{CAPITAL}]")  # two words with a capital each: "Cẩm Xuyên năm 2023"
_PROPER: Final = ("Chính phủ", "Nhà nước", "Việt Nam", "Quốc hội", "Đảng")


def make_title(lines: list[str], narrative: str = "") -> str | None:
    """Return the title in one line, None where no line says more than the document's type.

    Parameters
    ----------
    lines : list of str
        The title's lines, its type first.
    narrative : str
        The document; a title in capitals takes the case of names from it.

    Examples
    --------
    >>> make_title(["BÁO CÁO", "Công tác cải cách hành chính năm 2023"])
    'Báo cáo công tác cải cách hành chính năm 2023'
    >>> make_title(["BÁO CÁO TÓM TẮT", "Kết quả cải cách hành chính quý II năm 2023"])
    'Báo cáo tóm tắt kết quả cải cách hành chính quý II năm 2023'
    """
    text = " ".join(" ".join(lines).split()).lstrip(_TRIM)
    found = leading_type(text)
    if not found:
        return None
    rest = re.sub(r"[-–—_*=~.…]{3,}.*", "", text[found[1] :]).lstrip(_TRIM + "|").rstrip(_TRIM.replace(".", "") + "|")
    rest = rest if _WHOLE.search(rest) and _SHOUTED.match(rest) else rest.strip(_TRIM)
    return f"{found[0]} {_cased(rest, narrative)}" if rest else None


def letter_subject(paragraphs: Iterable[str]) -> str | None:
    """Return the subject of an official letter, None where no "V/v" stands in its letterhead.

    Examples
    --------
    >>> letter_subject(["Số: 90/UBND-NV", "V/v gửi báo cáo cải cách", "hành chính quý I", "Kính gửi: Sở Nội vụ"])
    'Về việc gửi báo cáo cải cách hành chính quý I'
    """
    cells = letterhead_cells(paragraphs)
    first = next((index for index, cell in enumerate(cells) if _SUBJECT.match(cell)), None)
    if first is None:
        return None
    lines = [_SUBJECT.sub("", cells[first], count=1)]
    for cell in cells[first + 1 : first + _SUBJECT_LINES]:
        if not cell[:1].islower() or len(cell) > _LONGEST_LINE:
            break
        lines.append(cell)
    return f"Về việc {' '.join(lines).strip(_TRIM)}"


def _cased(text: str, narrative: str) -> str:
    """Put what stands in capitals in sentence case; a line below it in mixed case goes on with a small letter."""
    if shouts(text):
        return restore_case(_sentence_case(text), narrative)
    match = _SHOUTED.match(text)
    if not match or not shouts(match.group()):
        return _small_first(text)
    above, below = restore_case(_sentence_case(match.group()), narrative), text[match.end() :]
    if _WHOLE.search(below):  # the first sentence of the text was joined to a title in capitals
        return above.strip()
    return above + (below if _NAME.match(below) else _small_first(below))


def _small_first(text: str) -> str:
    """Put the first letter in lower case; abbreviations keep theirs ("CCHC năm 2023")."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[0].lower() + text[1:]


def _sentence_case(text: str) -> str:
    """Return capitals as a sentence: abbreviations, Roman numbers and names of units keep theirs."""
    lower = _ABBREVIATION.sub(lambda match: match.group().upper(), text.lower())
    for proper in _PROPER:
        lower = re.sub(re.escape(proper), proper, lower, flags=re.IGNORECASE)
    for match in re.finditer(rf"(?<![^\W_]){TYPE}\s+", text, re.IGNORECASE):
        named = known_name(text[match.end() :], match.group().strip())
        if named and fold(named[0]) == fold(text[match.end() : match.end() + len(named[0])]):
            lower = lower[: match.end()] + named[0] + lower[match.end() + len(named[0]) :]
    for match in _NUMBER.finditer(text):
        lower = lower[: match.start()] + match.group() + lower[match.end() :]
    return lower
