"""Builds the text of a `Source` block by block, and the marks that point into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from nlp.source import Mark, MarkKind
from nlp.text.fold import fold

_BLANKS = re.compile(r"[^\S\n]+")
# In capitals, as printed: a data table may well name a people's committee in its cells.
_LETTERHEAD = re.compile(r"CỘNG H(?:ÒA|OÀ)|(?:ỦY|UỶ) BAN|HỘI ĐỒNG NHÂN DÂN|Độc lập\s*[-–]")
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN")
_SIGNATURE = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq)\s?\.")


def tidy(text: str) -> str:
    """Fold white space but line feeds, and drop what surrounds lines; empty lines go."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Fold all white space into single spaces."""
    return " ".join(text.split())


def is_letterhead(text: str, *, first: bool = True) -> bool:
    """Tell whether a table's text is the head of an official letter; one further down must print a motto."""
    pattern = _LETTERHEAD if first else _MOTTO
    return len(text) < 1000 and bool(pattern.search(unicodedata.normalize("NFC", text)))


def is_signature(text: str) -> bool:
    """Tell whether a table's text is the recipients and the signature that end a letter."""
    return len(text) < 3000 and bool(_SIGNATURE.match(fold(unicodedata.normalize("NFC", text)).strip()))


class Writer:
    """Collects blocks: one paragraph a line, a blank line between blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []

    def block(self, text: str, kind: MarkKind | None = None, level: int = 0) -> None:
        """Append a block, already tidy; nothing where it is empty. `kind` and `level` make a mark over it."""
        if not text:
            return
        if self.parts:
            self._append("\n\n")
        start = self.length
        self._append(text)
        if kind:
            self.marks.append(Mark(kind, start, self.length, level))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Append a data table: a row a line, cells parted by tabs; rows without ink are left out."""
        lines = ("\t".join(one_line(cell) for cell in row) for row in rows)
        self.block("\n".join(line for line in lines if line.strip()), "table")

    def text(self) -> str:
        """Return the whole text, closed by a line feed."""
        return "".join(self.parts) + ("\n" if self.parts else "")

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
