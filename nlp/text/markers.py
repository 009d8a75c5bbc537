"""Paragraph markers: "I.", "1.1", "a)", "-", "+", "*", "(1)" and their rank in Vietnamese official layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp.text.letters import CAPITALS
from nlp.text.lookalikes import in_latin

Style = Literal["part", "upper", "roman", "dec1", "dec2", "dec3", "letter", "paren", "dash", "plus", "star", "none"]

# Decree 30/2020/NĐ-CP, annex I, orders parts, chapters, sections, articles, clauses, points; reports use this ladder.
# "Chương" and "Mục" are rare in reports and stand with the capital letters.
# Signs (dash, plus, star) have no fixed order among themselves: they nest as they come.
RANK: dict[Style, int] = {
    "part": 0,
    "upper": 1,
    "roman": 2,
    "dec1": 3,
    "dec2": 4,
    "dec3": 5,
    "letter": 6,
    "paren": 7,
    "dash": 8,
    "plus": 8,
    "star": 8,
    "none": 9,
}

_DASH = rf"(?:\s?[-–](?=[\s{CAPITALS}]))"
_MARKER = re.compile(
    r"(?P<part>(?:PHẦN|Phần)\s+(?:(?:THỨ|Thứ|thứ)\s+)?"
    r"(?:[IVX]+|\d+|[A-Z]|NHẤT|HAI|BA|TƯ|BỐN|NĂM|[Nn]hất|[Hh]ai|[Bb]a|[Tt]ư|[Bb]ốn|[Nn]ăm)\b\s*[.:\-–]?\s*)"
    # "I.1. Cải cách thể chế", "II.1.2": the Roman section counts on in figures.
    r"|(?P<dec3>\*?(?:\d{1,2}|[IVX]{1,4})\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\s*[.)/]?\s*(?=[^\W\d_]|[\"“(*]))"
    r"|(?P<dec2>\*?(?:\d{1,2}\.\s?|[IVX]{1,4}\.)\d{1,2}(?:\s*[.)/]\s*|\s+)(?=[^\W\d_]|[\"“(*]))"
    r"|(?P<upper>[A-H]\s*(?:[.)]|/\.?|[-–])\s+(?=\S)"
    r"|(?:MỤC|Mục|CHƯƠNG|Chương)\s+(?:[IVX]+|\d{1,2})(?:\s*(?:[.:]|[-–](?=\s))\s*(?=\S)|[.:]?\Z"
    rf"|\s+(?=[{CAPITALS}]{{2,}}[\s,]+[{CAPITALS}]{{2,}})))"
    # "I/- KẾT QUẢ", "2.- Tuyên truyền", "a/- Nhân sự": a dash behind the sign. "*I. KẾT QUẢ": a star before the number.
    rf"|(?P<roman>\*?[IVX]{{1,5}}(?:\s*(?:[.:)]|/\.?){_DASH}?|\s*[-–](?=\s))\s*(?=\S)"
    r"|\([IVX]{1,5}\)[.:]?\s*(?=[^\W\d_]|[\"“*]))"
    rf"|(?P<dec1>\*?\d{{1,2}}\s?(?:(?:[.)]|/\.|\./|[./]{_DASH})(?!\d)|\s*[/\-–](?=\s))\s*(?=[^\W\d_]|[\"“(*]))"
    rf"|(?P<letter>\d?[a-zđ]\s?(?:[.)]|/\.?){_DASH}?\s*(?=\S)|[a-zđ]\s?[-–]\s+(?=[{CAPITALS}]))"
    r"|(?P<paren>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S))"
    r"|(?P<dash>[-–—‐‑−⁃•●▪■◦·]\s*(?=[^\W_]|[\"“(]))"
    r"|(?P<plus>\+\s*(?=[^\W_]|[\"“(]))"
    # The star stands for every other sign, those that Word draws from symbol fonts too: a sign unlike the dash may
    # stand above it. Of letters only those Wingdings leaves behind, and only before a capital.
    r"|(?P<star>(?:\*{1,2}|\*\)|[❖➢➤►▶✓✔♦◆→★☆※□○\uf000-\uf0ff])\s*(?=[^\W_]|[\"“(])"
    rf"|[§Øov]\s+(?=[{CAPITALS}]))"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A paragraph's marker: its style, its text as printed, and its length in code points with the space after it."""

    style: Style
    text: str
    length: int

    @property
    def numbered(self) -> bool:
        """Whether the marker counts ("1.", "a)"), as signs do not."""
        return self.style not in ("dash", "plus", "star", "none")


NO_MARKER = Marker("none", "", 0)


def find_marker(text: str) -> Marker:
    """Return the marker at the beginning of `text`; `NO_MARKER` where there is none.

    Numerals of other scripts and widths count as the Latin ones they look like.

    Examples
    --------
    >>> find_marker("1.1. Công tác chỉ đạo").style
    'dec2'
    >>> find_marker("Ⅳ. KIẾN NGHỊ")
    Marker(style='roman', text='Ⅳ.', length=3)
    >>> find_marker("30/7/2021 của UBND").style
    'none'
    """
    shown = text if text.isascii() else in_latin(text)
    match = _MARKER.match(shown)
    if not match or not match.lastgroup:
        return NO_MARKER
    style: Style = match.lastgroup  # type: ignore[assignment]
    if style == "letter" and not _is_letter_item(text, match.end()):
        return NO_MARKER
    return Marker(style, text[: match.end()].strip(), match.end())


def _is_letter_item(text: str, end: int) -> bool:
    """A letter's dot alone ("m. ") is too weak unless a capital follows."""
    return ")" in text[:end] or text[end : end + 1].isupper()
