"""How well a file was read: character errors and paragraph ends against the report that the file was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from corpora.sample_writers.layout import Layout
from nlp.source import Source

_PAGE_NUMBER = re.compile(r"\f?\s*\d{1,3}\s*\Z")


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How a reading compares with its source.

    Attributes
    ----------
    errors, length : int
        Character errors (insertions, deletions, substitutions) and code points of the source, white space folded.
    breaks, found : int
        Paragraph ends of the source that can be compared, and how many of them the reading has.
    spurious : int
        Paragraph ends of the reading that the source has not.
    """

    errors: int
    length: int
    breaks: int
    found: int
    spurious: int = 0

    @property
    def error_rate(self) -> float:
        """Character error rate in [0, 1] and beyond."""
        return self.errors / max(self.length, 1)

    @property
    def recall(self) -> float:
        """Share of the source's paragraph ends that were found."""
        return self.found / max(self.breaks, 1)

    def __add__(self, other: Fidelity) -> Fidelity:
        """Return the sums over two readings."""
        return Fidelity(
            self.errors + other.errors,
            self.length + other.length,
            self.breaks + other.breaks,
            self.found + other.found,
            self.spurious + other.spurious,
        )


def edit_distance(first: str, second: str) -> int:
    """Return the Levenshtein distance of two strings, code point by code point.

    One row of the table at a time: a running minimum stands for the insertions. Cost is the product of the lengths.
    """
    a, b = (np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) for text in (first, second))
    low = 0
    while low < min(len(a), len(b)) and a[low] == b[low]:
        low += 1
    a, b = a[low:], b[low:]
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for number, code in enumerate(a, 1):
        new = np.empty_like(row)
        new[0] = number
        new[1:] = np.minimum(row[1:] + 1, row[:-1] + (b != code))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def printed(layout: Layout) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a report as printed, and its footnotes with their numbers.

    A column of the letterhead or the signature counts as one paragraph: its line ends part no paragraphs.
    """
    body = ["\n".join(layout.left), "\n".join(layout.right), *layout.heading, *layout.opening]
    body += [block.text for block in layout.body]
    body += [*layout.closing, "\n".join(layout.recipients), "\n".join(layout.signature)]
    body += [*layout.annex, *(" ".join(cell for cell in row if cell) for row in layout.rows)] if layout.rows else []
    return body, [f"{number} {text}" for number, text in layout.notes.items()]


def as_read(source: Source) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a reading, and its footnotes; page numbers are left out, rows of tables parted."""
    notes = [mark for mark in source.marks if mark.kind == "footnote"]
    tables = [mark for mark in source.marks if mark.kind == "table"]
    apart = [source.text[mark.start : mark.end] for mark in notes]
    body = []
    for match in re.finditer(r"\f?(?:[^\n\f]|\n(?!\n))+(?:\f(?=[^\d\n])(?:[^\n\f]|\n(?!\n))+)*", source.text):
        start = max([match.start(), *(n.end for n in notes if match.start() <= n.start < match.end())])
        text = source.text[start : match.end()]
        if not text.strip() or _PAGE_NUMBER.match(text):
            continue
        if any(mark.start < match.end() and start < mark.end for mark in tables):
            body += text.strip().split("\n")
        else:
            body.append(text)
    return body, apart


def compare(source: Source, layout: Layout) -> Fidelity:
    """Compare a reading with the report that the file was made from; footnotes are compared apart."""
    total = Fidelity(0, 0, 0, 0)
    body, notes = printed(layout)
    read_body, read_notes = as_read(source)
    if not read_notes:  # the file prints its notes as paragraphs of their own at the end
        body, notes = [*body, *notes], []
    for truth, reading in ((body, read_body), (notes, read_notes)):
        errors = edit_distance(_joined(truth), _joined(reading))
        total += Fidelity(errors, len(_joined(truth)), *_breaks(truth, reading))
    return total


def _joined(paragraphs: Iterable[str]) -> str:
    text = " ".join(" ".join(paragraphs).split())
    # A hyphen or stroke at a line's end: whether the line that follows is stuck to it, the page does not tell.
    return re.sub(r"(?<=[-/]) (?=\w)", "", text)


def _breaks(truth: list[str], reading: list[str]) -> tuple[int, int, int]:
    """Return how many paragraph ends there are, were found, and were read where there are none."""
    words, ends = _words(truth)
    read_words, read_ends = _words(reading)
    place: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, words, read_words, autojunk=False).get_matching_blocks():
        place.update(zip(range(a, a + size), range(b, b + size), strict=True))
    found = sum((place.get(end) in read_ends) or (place.get(end + 1, -9) - 1 in read_ends) for end in ends)
    meant = {place[end] for end in ends if end in place} | {place[end + 1] - 1 for end in ends if end + 1 in place}
    return len(ends), found, len(read_ends - meant)


def _words(paragraphs: list[str]) -> tuple[list[str], set[int]]:
    """Return all words, and the indices of the words that end a paragraph (without the last)."""
    words: list[str] = []
    ends: set[int] = set()
    for paragraph in paragraphs:
        words += paragraph.split()
        ends.add(len(words) - 1)
    return words, ends - {len(words) - 1}
