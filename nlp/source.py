"""A report as read: the text that every offset points into, and what the reader knows about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MarkKind = Literal["heading", "table", "footnote", "list"]


@dataclass(frozen=True, slots=True)
class PageSpan:
    """One page of a paged source: code points [start, end) of the text.

    `confidence` in [0, 1] is that of the recognition where the page was read from its picture, None elsewhere.
    """

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file format itself says of a stretch of text.

    `level` is the heading level (1 is the highest) or the list depth (0 is the outermost); 0 where the format has none.
    """

    kind: MarkKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning that travels with a report: a stable code and one line for a person, in Vietnamese and English."""

    code: str
    message: str
    english: str = ""

    def told(self, language: str = "vi") -> str:
        """Return the line in Vietnamese (`vi`), or in English (`en`) where there is one."""
        return (self.english if language == "en" else "") or self.message


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read.

    Attributes
    ----------
    name : str
        The file's name without folders.
    text : str
        For text files the file itself, line ends kept; otherwise the extracted text.
    media_type : str
        IANA media type found from the content.
    sha256 : str
        Hexadecimal digest of the file's bytes.
    pages : tuple of PageSpan
        Empty where the format has no pages.
    marks : tuple of Mark
        Headings, tables and footnotes that the format names, in text order.
    warnings : tuple of Notice
    """

    name: str
    text: str
    media_type: str = "text/plain"
    sha256: str = ""
    pages: tuple[PageSpan, ...] = ()
    marks: tuple[Mark, ...] = ()
    warnings: tuple[Notice, ...] = field(default=())

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds `offset` (code points), or None where there are no pages."""
        for page in self.pages:
            if offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages else None
