"""Which full stops end a sentence: not those of abbreviations, addresses, list numbers and figures parted by blanks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Final

from nlp.tables import load_csv, load_toml
from nlp.text.letters import CAPITALS, SMALL_LETTERS
from nlp.text.syllables import is_syllable

# A stop before white space and a capital, figure or bullet ("hẹn. Huyện", "thiếu. - Đã"), or right before a capital.
STOP: Final = rf"[.!?…][\"”’)\]]*(?:(?=\s+(?:[\"“‘(\[*+\-–]*\s*[{CAPITALS}\d]|[a-zđ]\)\s))|(?=[\"“(]?[{CAPITALS}]))"
_LAST_WORD = re.compile(r"[^\s(\[“\"]*\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 80  # code points looked at on either side of a stop without blanks; web addresses are longer at times
# "quý I", "đợt V", "loại A": the letter is a number or a grade, not an abbreviation.
_GRADED = re.compile(r"(?:quý|kỳ|khóa|đợt|loại|hạng|nhóm|bậc|vùng|khu vực|thứ) +[A-ZĐ]\Z", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZĐ]\.)+[A-ZĐ]?")
_LIST_NUMBER = re.compile(r"[\d.]+|[IVX]+")
# "1.A", "2.1.Về": a number without a blank behind it opens an item.
_SHORT_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_CODE_NUMBER = re.compile(r"\s*\d{1,5}\s?[/-]\s?[\dA-ZĐ]")
_CODE = re.compile(r"\d\s?/\s?[A-ZĐa-zđ]{1,5}\Z")
_ORGAN = re.compile(r"[A-ZĐ]{2,8}(?![^\W_])")
_FIGURE = re.compile(r"\s*\d")
# Of an address only ASCII: in "www.camlac.gov.vn.Người dân" the last word begins a sentence.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9.\-_/?=&%#~:+]+|[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?i:vn|com|net|org|gov|edu|info|docx?|xlsx?|pptx?|pdf|txt|zip|rar|jpe?g|png|html?)\b"
)
_BLANK_PARTED = re.compile(r"\d\.\s+\d")
_THOUSANDS = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}(?:\.\s{0,2}\d{3})+(?!\d|\s*%|/\D)")
_DECIMAL = re.compile(r"(?<![\d.,/])\d{1,3}\.\s{1,2}\d{1,2}(?=\s*%|\s+(?:lần|tỷ|tỉ|triệu|điểm)\b)")
_DATE = re.compile(r"(?<![\d.,/])(\d{1,2})\.\s{0,2}(\d{1,2})\.\s{0,2}(?:19|20)\d\d(?!\d)")
_BEFORE = 24  # code points before a figure: the longest word that counts things, and "tổng"

Span = tuple[int, int]


class SentenceEnds:
    """Decides for the stops of one text; what runs over several stops is looked up once.

    Examples
    --------
    >>> text = "Nhận 2. 450 hồ sơ tại TP.Vinh. Không trễ hẹn.Dân hài lòng."
    >>> ends = SentenceEnds(text)
    >>> [text[:at].split()[-1] for at, char in enumerate(text) if char == "." and ends.at(at, at + 1)]
    ['TP.Vinh', 'hẹn', 'lòng']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.figures = parted_figures(text)
        self.starts = [start for start, _ in self.figures]

    def at(self, stop: int, end: int) -> bool:
        """Tell whether the stop at code point `stop` ends a sentence.

        Parameters
        ----------
        stop, end : int
            Where the stop stands, and where it ends with the quotation marks and brackets behind it.
        """
        text = self.text
        joined = text[end : end + 1].strip() != ""
        if joined and not self._is_joined_end(stop, end):
            return False
        if text[stop] != ".":
            return True
        before = text[max(0, stop - _BEFORE) : stop]
        if _GRADED.search(before):
            return True
        word = _LAST_WORD.search(before)
        last = word.group() if word else ""
        return not (self._in_figure(stop) or _opens_item(last, stop) or _is_abbreviated(last, text, end))

    def _in_figure(self, stop: int) -> bool:
        index = bisect_right(self.starts, stop) - 1
        return index >= 0 and stop < self.figures[index][1]

    def _is_joined_end(self, stop: int, end: int) -> bool:
        """Tell whether a stop with no blank behind it parts two words of Vietnamese: "còn thiếu.Phần mềm"."""
        text = self.text
        following = _LETTERS.search(text, end, end + _LONGEST_WORD)
        if following is None or _in_address(text, stop) or _in_number(text, stop):
            return False
        opens = opens_sentence(text, following.start())
        word = following.group()
        if not opens and (len(word) < 2 or not word[1:].islower() or not is_syllable(word)):
            return False
        return opens or _may_end(text[max(0, stop - _LONGEST_WORD) : stop], word)


def _may_end(before: str, following: str) -> bool:
    """Tell whether the word before a stop ends a sentence for sure: a syllable, a longer number, a closing sign."""
    if before[-1:].isspace():
        return not following.isascii()
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if word.endswith((")", "”", '"', "’", "]", "%")):
        return True
    if word[-1:].isdigit():
        return not _SHORT_NUMBER.fullmatch(word)
    letters = _LETTERS.findall(word)
    return bool(letters) and word.endswith(letters[-1]) and len(letters[-1]) > 1 and is_syllable(letters[-1])


def _opens_item(last: str, stop: int) -> bool:
    """Tell whether the word before a stop is the number of a list's item, which opens the passage."""
    return stop == len(last) and bool(_LIST_NUMBER.fullmatch(last))


def _is_abbreviated(last: str, text: str, end: int) -> bool:
    """Tell whether the dot belongs to the word before it."""
    if (len(last) == 1 and last.isalpha()) or _INITIALS.fullmatch(last):
        return True
    uses = _abbreviations().get(last.lower()) or _abbreviations().get(last.rpartition(".")[2].lower(), "")
    if "any" in uses or ("figure" in uses and _FIGURE.match(text, end)):
        return True
    if "code" in uses and _CODE_NUMBER.match(text, end):
        return True
    following = _LETTERS.search(text, end, end + 3)
    return "name" in uses and following is not None and not opens_sentence(text, following.start())


def opens_sentence(text: str, at: int) -> bool:
    """Tell whether a word stands at `at` that sentences begin with ("Các", "UBND")."""
    return bool(_openers().match(text, at))


def _in_number(text: str, stop: int) -> bool:
    """Tell whether a dot joins code and organ of a document's number: "51/KH.UBND"."""
    return bool(_CODE.search(text, max(0, stop - _LONGEST_WORD), stop) and _ORGAN.match(text, stop + 1))


def _in_address(text: str, stop: int) -> bool:
    low = max(0, stop - _LONGEST_WORD)
    low = max(low, *(text.rfind(blank, low, stop) + 1 for blank in " \n\t"))
    piece = text[low : stop + _LONGEST_WORD].split(maxsplit=1)[0]
    return any(low + match.start() <= stop < low + _ascii_end(piece, match.end()) for match in _ADDRESS.finditer(piece))


def _ascii_end(piece: str, end: int) -> int:
    """Return where an address ends: before its last dot where a letter that no address has goes on behind it."""
    return piece.rfind(".", 0, end) if piece[end : end + 1].isalpha() else end


def parted_figures(text: str) -> list[Span]:
    """Return the spans of figures whose groups blanks part, as recognised scans and some typists write them.

    A number in thousands is none where the word before it counts things ("thôn 5. 120 hộ"), or where a per cent sign
    follows ("45. 100 %"); a day is one only with its year.

    Examples
    --------
    >>> [text[slice(*span)] for text in ["Thu 1. 234. 500 đồng", "ngày 12. 5. 2023", "quý 2. 450 hồ sơ"]
    ...  for span in parted_figures(text)]
    ['1. 234. 500', '12. 5. 2023']
    """
    if not _BLANK_PARTED.search(text):
        return []
    found = [match.span() for match in _DATE.finditer(text) if int(match[1]) <= 31 and int(match[2]) <= 12]
    numbers = [*_THOUSANDS.finditer(text), *_DECIMAL.finditer(text)]
    found += [match.span() for match in numbers if match.group().count(".") > 1 or not _is_counted(text, match.start())]
    return sorted(found)


def _is_counted(text: str, start: int) -> bool:
    return bool(_counted().search(text[max(0, start - _BEFORE) : start]))


@cache
def _abbreviations() -> dict[str, str]:
    codes = {row["printed"].lower(): "code" for row in load_csv("document_types") if row["printed"]}
    return codes | {
        row["abbreviation"]: f"{row['before']} {codes.get(row['abbreviation'], '')}"
        for row in load_csv("abbreviations")
    }


@cache
def _openers() -> re.Pattern[str]:
    words = sorted(load_toml("sentences")["openers"], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![{CAPITALS}{SMALL_LETTERS}])")


@cache
def _counted() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_toml("sentences")["counted"]))
    return re.compile(rf"(?<!\w)(?<!tổng )(?:{words})\s+\Z", re.IGNORECASE)
