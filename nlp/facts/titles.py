"""The title of a document: its type ("BÁO CÁO", "KẾ HOẠCH") and the lines under it, in sentence case."""

from __future__ import annotations

import re
from typing import Final

from nlp.facts.naming import TYPE, known_name
from nlp.places.names import CAPITAL
from nlp.text.fold import fold
from nlp.text.paragraphs import shouts

_WORD = re.compile(
    r"\W*(?P<type>báo\s+cáo|kế\s+hoạch|chỉ\s+thị|thông\s+báo|quyết\s+định|nghị\s+quyết|biên\s+bản|kết\s+luận|công\s+điện"
    r"|chương\s+trình|phương\s+án|đề\s+án)\b[\s:.*#|]*",
    re.IGNORECASE,
)
# Capitals that end before the title is done: "TÓM TẮT Kết quả cải cách hành chính".
_SHOUTED = re.compile(rf"(?:[{CAPITAL}\d/,–-]+\s+){{2,}}(?=[{CAPITAL}][^\W\d_{CAPITAL}])")
_TRIM: Final = " \t\n*#_–—-:;.,~=…"
_ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:cchc|tthc|ubnd|hđnd|cntt|vbqppl|qppl|iso|cbcc|ccvc|cbccvc|dvc|dvctt|xhcn|[ivx]+)(?![^\W_])",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\w+\s+[{CAPITAL}][^\W\d_{CAPITAL}]")  # two words with a capital each: "Cẩm Xuyên năm 2023"
_PROPER: Final = ("Chính phủ", "Nhà nước", "Việt Nam", "Quốc hội", "Đảng")


def make_title(lines: list[str]) -> str | None:
    """Return the title in one line, None where no line says more than the document's type.

    Examples
    --------
    >>> make_title(["BÁO CÁO", "Công tác cải cách hành chính năm 2023"])
    'Báo cáo công tác cải cách hành chính năm 2023'
    >>> make_title(["BÁO CÁO TÓM TẮT", "Kết quả cải cách hành chính quý II năm 2023"])
    'Báo cáo tóm tắt kết quả cải cách hành chính quý II năm 2023'
    """
    text = " ".join(" ".join(lines).split())
    match = _WORD.match(text)
    if not match:
        return None
    rest = re.sub(r"[-–—_*=~.…]{3,}.*", "", text[match.end() :]).strip(_TRIM)
    if not rest:
        return None
    return f"{' '.join(match['type'].split()).capitalize()} {_cased(rest)}"


def _cased(text: str) -> str:
    """Put what stands in capitals in sentence case; a line below it in mixed case goes on with a small letter."""
    if shouts(text):
        return _sentence_case(text)
    match = _SHOUTED.match(text)
    if not match or not shouts(match.group()):
        return _small_first(text)
    below = text[match.end() :]
    return _sentence_case(match.group()) + (below if _NAME.match(below) else _small_first(below))


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
    return lower
