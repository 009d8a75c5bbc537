"""What Tesseract misreads on scans and the other pages tell: numbers of pages, footnotes, headings, doubled Đ."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpora.readers.page_text import Page, TextLine
from corpora.readers.scan_numbers import mend_numbers

_ETH: Final = re.compile("[ĐÐ]*Ð[ĐÐ]*")
_LONGEST_NUMBER: Final = 4  # signs are more than a page number has
_ENOUGH_NUMBERS: Final = 2
_GUESS: Final = 0.15  # of the size: by so much Tesseract's guess varies from page to page
_SMALL: Final = 0.9  # of the usual size of letters
# What Tesseract makes of a raised figure before a note: "3#", "*", "”".
_SIGN: Final = re.compile(r"(?:\[?(\d{1,2})\]?|(\d{1,2})?[^\w\s\-–+(\[]{1,2})\s+(?=[\"“]?[^\W_])")
# ... and of one behind a word: "chỉ đạo!,", "Chính phủ”.".
_MARK: Final = re.compile(r"(?<=[^\W\d_])[!”’'\"*°®Š?](?=[\s.,;:)]|\Z)")
_OPENING: Final = re.compile(r"[“‘\"']\w")


def mend_scans(pages: Sequence[Page]) -> list[Page]:
    """Mend the pages that were read from their pictures; the others stay as they are."""
    return mend_numbers(_mend_notes(_mend_page_numbers(_evened([_without_eth(page) for page in pages]))))


def _evened(pages: Sequence[Page]) -> list[Page]:
    """Make the usual size of letters the same on all pages: noise makes Tesseract guess it differently."""
    sizes = {n: _usual(page.lines) for n, page in enumerate(pages) if page.confidence is not None and page.lines}
    usual = statistics.median(sizes.values()) if sizes else 0.0
    evened = list(pages)
    for n, size in sizes.items():
        if 0 < abs(size - usual) < _GUESS * usual:
            lines = [replace(line, size=line.size * usual / size) for line in pages[n].lines]
            evened[n] = replace(pages[n], lines=lines)
    return evened


def _usual(lines: Sequence[TextLine]) -> float:
    return statistics.median(line.size for line in lines)


def _without_eth(page: Page) -> Page:
    """Write "QĐÐ" as "QĐ": the look-alike is no Vietnamese letter, and beside a Đ it is that one read twice."""
    if page.confidence is None:
        return page
    lines = [replace(line, text=_ETH.sub("Đ", line.text)) for line in page.lines]
    tables = (replace(t, rows=tuple(tuple(_ETH.sub("Đ", cell) for cell in row) for row in t.rows)) for t in page.tables)
    return replace(page, lines=lines, tables=tuple(tables))


def _mend_page_numbers(pages: Sequence[Page]) -> list[Page]:
    """Write a page's number where two other pages tell how pages are counted: "Š)" on the fifth is 5."""
    mended = list(pages)
    for place in (0, -1):
        ends = {n: page.lines[place].text for n, page in enumerate(pages, 1) if page.lines}
        steps = Counter(int(text) - n for n, text in ends.items() if text.isdecimal() and len(text) < _LONGEST_NUMBER)
        step, count = steps.most_common(1)[0] if steps else (0, 0)
        for n, text in ends.items() if count >= _ENOUGH_NUMBERS else ():
            page = pages[n - 1]
            if page.confidence is not None and len(text) < _LONGEST_NUMBER and not text.isalnum():
                lines = list(mended[n - 1].lines)
                lines[place] = replace(lines[place], text=str(n + step))
                mended[n - 1] = replace(page, lines=lines)
    return mended


def _mend_notes(pages: Sequence[Page]) -> list[Page]:
    """Give the footnotes of recognised pages their numbers, where these go on from page to page.

    The first line of small print at a page's end begins a note whatever its sign was read as; the sign behind a word
    is mended where the page has as many unread marks as notes that lack theirs.
    """
    sizes = [line.size for page in pages for line in page.lines]
    usual = statistics.median(sizes) if sizes else 0.0
    mended, number = [], 0
    for page in pages:
        if page.confidence is None:
            mended.append(page)
            continue
        lines, numbers = _numbered(page.lines, usual, number)
        number = numbers[-1] if numbers else number
        mended.append(replace(page, lines=_marked(lines, numbers, usual)))
    return mended


def _numbered(lines: Sequence[TextLine], usual: float, last: int) -> tuple[list[TextLine], list[int]]:
    """Return the lines with the notes' numbers in front of the notes, and these numbers."""
    first = len(lines)
    while first > 0 and lines[first - 1].size < _SMALL * usual:
        first -= 1
    found = list(lines)
    numbers: list[int] = []
    if first == 0:
        return found, numbers
    if _lost_its_sign(lines, first):
        found[first] = replace(lines[first], text=f"{last + 1} {lines[first].text}")
        numbers.append(last + 1)
    for index in range(first, len(lines)):
        sign = _SIGN.match(lines[index].text)
        told = int(sign[1] or sign[2] or 0) if sign else 0
        expected = (numbers[-1] if numbers else last) + 1
        if not sign or (sign[1] and told not in {expected, 1}):
            continue
        number = told if told == 1 or sign[1] else expected
        found[index] = replace(lines[index], text=f"{number} {lines[index].text[sign.end() :]}")
        numbers.append(number)
    return found, numbers


def _lost_its_sign(lines: Sequence[TextLine], first: int) -> bool:
    """Tell whether small print is a note whose sign was not read: the body has one mark that was misread."""
    if first == len(lines) or not lines[first].text[:1].isupper():
        return False
    if any(line.text.startswith(("-", "Nơi nhận")) for line in lines[first:]):
        return False  # the recipients beside a signature
    return sum(len(_candidates(line.text)) for line in lines[:first]) == 1


def _marked(lines: Sequence[TextLine], numbers: Sequence[int], usual: float) -> list[TextLine]:
    """Return the lines with the notes' marks behind words."""
    found = list(lines)
    body = [n for n, line in enumerate(lines) if line.size >= _SMALL * usual]
    lacking = [number for number in numbers if not any(_has_mark(lines[n].text, number) for n in body)]
    places = [(n, match.span()) for n in body for match in _candidates(lines[n].text)]
    if len(places) == len(lacking):
        for (index, (start, end)), number in reversed(list(zip(places, lacking, strict=True))):
            text = found[index].text
            found[index] = replace(found[index], text=f"{text[:start]}{number}{text[end:]}")
    return found


def _has_mark(text: str, number: int) -> bool:
    return bool(re.search(rf"(?<=[^\W\d_]){number}(?!\w)", text))


def _candidates(text: str) -> list[re.Match[str]]:
    return [] if _OPENING.search(text) else list(_MARK.finditer(text))
