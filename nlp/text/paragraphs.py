"""Join hard-wrapped lines into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.source import Mark
from nlp.text.footnotes import RAISED, Footnote
from nlp.text.line_ends import (
    begins_with_small_dash,
    begins_with_stop,
    continues_marked,
    cuts_code,
    is_bare_number,
    is_lone_mark,
    is_value_of,
    numbers_next,
    stands_alone,
    wants_more,
    wants_number,
)
from nlp.text.lines import NEARLY, Line, wrap_widths
from nlp.text.markers import find_marker
from nlp.text.markup import heading_prefix, is_bold
from nlp.text.view import BlockKind

_MARKUP = re.compile(r"\*\*+|</?\w+[^<>]*>|^#{1,6}\s+|^__|__$")
_CLOSED = re.compile(r"[.;:!?…][\"”’')\]*]*\Z|\./\.\Z")
_LISTED = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[a-zđ])[.)/](?=\s|[^\W\d_])")
_LINES_LOOKED_AT = 8  # of a paragraph, for its longest line
_OVER = 1.04  # times the width: a line may run over by a letter or two
_HALF_TITLE = 0.5  # of the width: capitals are wider, and "TM. ỦY BAN NHÂN DÂN" is no title
_HALF = 0.6  # of the width: a line of prose, no cell
_BRACKET_LINES = 3
_OPEN_BOLD_LINES = 6  # of a heading in bold at most; beyond them a mark was lost

_FEWEST_BLANKS = 8
_MOST_BLANKS = 0.7  # of the pairs of lines; beyond it blank lines stand everywhere
_MOST_CLOSE = 0.1  # of the numbered lines may stand right below another line
_RUN_OVER = 0.02  # of the blank lines may stand within a sentence


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and what is known of them."""

    lines: list[Line] = field(default_factory=list)
    kind: BlockKind = "text"
    heading_level: int = 0
    gap: int = 0
    page_break_before: bool = False
    bold: bool = False


def plain(line: str) -> str:
    """Return a line without mark-up and outer spaces, for looking at its words only."""
    stripped = line.strip()
    if "*" in stripped or "<" in stripped or "#" in stripped or "_" in stripped:
        return _MARKUP.sub("", stripped).strip()
    return stripped


def is_closed(text: str) -> bool:
    """Tell whether a line ends with a stop, colon or semicolon (before closing quotes and brackets)."""
    return bool(_CLOSED.search(text))


def shouts(text: str) -> bool:
    """Tell whether a text is set in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def blanks_part(lines: Sequence[Line]) -> bool:
    """Tell whether the blank lines of a wrapped text stand between its paragraphs.

    They do not where text goes on with a small letter behind many of them, nor where most lines have one behind them.
    """
    pairs = parted = going_on = gap = 0
    last: Line | None = None
    for line in lines:
        if line.kind == "blank":
            gap += 1
            continue
        if last and last.kind == line.kind == "text" and not line.page_start:
            pairs += 1
            parted += gap > 0
            going_on += gap > 0 and line.stripped[0].islower() and not _LISTED.match(line.stripped)
        last, gap = line, 0
    return _FEWEST_BLANKS <= parted <= _MOST_BLANKS * pairs and going_on <= _RUN_OVER * parted


def blanks_always_part(lines: Sequence[Line]) -> bool:
    """Tell whether every paragraph has a blank line before it: numbered ones too, below an ended line or a heading."""
    numbered = close = gap = 0
    last: Line | None = None
    for line in lines:
        if line.kind == "blank":
            gap += 1
            continue
        if last and last.kind == line.kind == "text" and _LISTED.match(plain(line.text)):
            numbered += 1
            close += gap == 0
        last, gap = line, 0
    return close <= _MOST_CLOSE * numbered


class Joiner:
    """Walks over lines and groups them into paragraphs, footnotes behind the paragraph they interrupt."""

    def __init__(
        self, lines: list[Line], notes: list[Footnote], marks: Iterable[Mark] = (), *, parted: bool = False
    ) -> None:
        self.lines = lines
        self.widths = wrap_widths(lines)
        self.parted = parted
        self.blanks_part = bool(self.widths) and blanks_part(lines)
        self.always_parted = self.blanks_part and blanks_always_part(lines)
        self.index = 0
        self.note_of = {index: note for note in notes for index in range(note.first, note.last)}
        self.marks = sorted(marks, key=lambda mark: mark.start)
        self.done: list[Paragraph] = []
        self.open: Paragraph | None = None
        self.pending: list[Paragraph] = []
        self.gap = 0
        self.page_break = False

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in reading order."""
        for index, line in enumerate(self.lines):
            self.index = index
            note = self.note_of.get(index)
            if note is not None:
                self._add_note(note, line, index)
            else:
                self._add_line(line)
        self._close()
        return self.done

    def _add_note(self, note: Footnote, line: Line, index: int) -> None:
        if line.kind in ("blank", "page_number", "rule"):
            return
        if index == note.first or not self.pending:
            self.pending.append(Paragraph(kind="footnote"))
        self.pending[-1].lines.append(line)
        self.page_break = True

    def _add_line(self, line: Line) -> None:
        if line.kind == "blank":
            self.gap += 1
        elif line.kind in ("page_number", "rule") and not self._is_cell(line):
            self.page_break = True
        elif line.kind == "bar":
            self._close()
            self.gap = 0
        elif not self._is_lone_mark(line):
            self._add_inked(line)
            self.gap = 0
            self.page_break = False

    def _add_inked(self, line: Line) -> None:
        mark = self._mark_at(line)
        kind: BlockKind = "table" if line.kind == "table" or (mark and mark.kind == "table") else "text"
        if mark and mark.kind == "footnote":
            kind = "footnote"
        page_break = self.page_break or line.page_start
        level = mark.level if mark and mark.kind == "heading" else heading_prefix(line.text)[1]
        if self.open and kind == self.open.kind == "text" and not level and self._continues(line, page_break):
            self.open.lines.append(line)
            return
        self._close()
        self.open = Paragraph([line], kind, level, self.gap, page_break, is_bold(line.text))

    def _mark_at(self, line: Line) -> Mark | None:
        while self.marks and self.marks[0].end <= line.start:
            self.marks.pop(0)
        if self.marks and self.marks[0].start < line.end:
            return self.marks[0]
        return None

    def _close(self) -> None:
        if self.open:
            self.done.append(self.open)
            self.open = None
        self.done.extend(self.pending)
        self.pending = []

    def _is_cell(self, line: Line) -> bool:
        """Tell whether a number is no page's, but stands in a cell, between bars."""
        around = self.lines[max(self.index - 1, 0)], self.lines[min(self.index + 1, len(self.lines) - 1)]
        return line.kind == "page_number" and all(other.kind == "bar" for other in around)

    def _is_lone_mark(self, line: Line) -> bool:
        """Tell whether a line holds only the mark of a footnote, which interrupts a sentence or stands behind it."""
        if not is_lone_mark(line.stripped):
            return False
        if line.stripped[0] in RAISED or line.stripped[0] == "<":
            return True
        below = self._following()
        return self.open is not None and (below[:1].islower() or begins_with_stop(below))

    def _following(self) -> str:
        """Return the words of the next line, empty behind a blank line or a bar."""
        line = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else None
        return plain(line.text) if line and line.kind == "text" else ""

    def _continues(self, line: Line, page_break: bool) -> bool:
        """Decide whether `line` goes on with the open paragraph."""
        assert self.open is not None
        if self.parted and self.gap and not page_break:
            return False
        above, below = plain(self.open.lines[-1].text), plain(line.text)
        if not above or not below or above[-1] == "|" or (self.open.heading_level and not self.widths):
            return False
        if cuts_code(above, below) or numbers_next(above, below):
            return True
        if find_marker(below).style != "none":
            return not is_closed(above) and self._goes_on_marked(above, below)
        if is_bare_number(below) and not wants_number(above):
            return False
        if begins_with_stop(below) and not is_closed(above):
            return True
        if below[0].islower():
            return self._goes_on_small(above, page_break)
        return self._goes_on_large(above, below, page_break)

    def _goes_on_marked(self, above: str, below: str) -> bool:
        """Decide for a line that begins with what looks like a marker: "12. Trong", "- CP", "- ngân sách"."""
        if continues_marked(above, below) and self._was_full(above, below):
            return True
        return not self.gap and begins_with_small_dash(below) and self._was_cut_short(above, below)

    def _goes_on_large(self, above: str, below: str, page_break: bool) -> bool:
        """Decide for a line that begins with a capital, a figure or a sign."""
        assert self.open is not None
        if is_closed(above):
            value = above[-1] in ":;" and below[0].isdigit()
            return value and (self._was_full(above, below) or is_value_of(above, below))
        if self._is_adjacent() and (self._bold_is_open(below) or self._bracket_is_open(below)):
            return True
        if shouts(above):
            return self._heading_goes_on(below) or self._title_goes_on(above, below)
        if self.gap and self.blanks_part and not page_break:
            return False
        if self._is_adjacent() and (wants_more(above) or self._was_cut_short(above, below)):
            return True
        if self.widths:
            return self._was_full(above, below) or (below[0].isdigit() and wants_number(above))
        return page_break and len(above) > 60 and not self.open.heading_level

    def _goes_on_small(self, above: str, page_break: bool) -> bool:
        if shouts(above) and not self._bold_is_open(""):
            return False
        if self.widths or page_break or not is_closed(above):
            return True
        return above[-1] in ",;"

    def _was_full(self, above: str, below: str) -> bool:
        """Tell whether the first word of the next line would not have fitted on the line above."""
        first_word = below.split(" ", 1)[0]
        return bool(self.widths) and len(above) + 1 + len(first_word) >= NEARLY * self._width()

    def _width(self) -> int:
        """Return the width of the open paragraph's type: the first that its lines do not exceed."""
        assert self.open is not None
        longest = max(len(line.text.strip()) for line in self.open.lines[-_LINES_LOOKED_AT:])
        return next((width for width in self.widths if longest <= _OVER * width), self.widths[-1])

    def _bold_is_open(self, below: str) -> bool:
        """Tell whether the open paragraph's bold type is not closed yet: "**1. Thủ⏎trưởng các sở**"."""
        assert self.open is not None
        lines = self.open.lines
        if len(lines) > _OPEN_BOLD_LINES or stands_alone(below):
            return False
        return sum(line.text.count("**") for line in lines) % 2 == 1

    def _bracket_is_open(self, below: str) -> bool:
        """Tell whether a line closes the bracket that the open paragraph's last lines opened."""
        assert self.open is not None
        last = " ".join(line.text for line in self.open.lines[-_BRACKET_LINES:])
        return last.rfind("(") > last.rfind(")") and ")" in below.partition("(")[0]

    def _is_adjacent(self) -> bool:
        """Tell whether no blank line that parts paragraphs stands above this line."""
        return not self.gap or (bool(self.widths) and not self.blanks_part)

    def _was_cut_short(self, above: str, below: str) -> bool:
        """Tell whether a converter cut a paragraph's first line short: blank lines part all others, and none is here.

        Not where another short line follows: such are the cells of a table, the lines of a signature.
        """
        assert self.open is not None
        first = len(self.open.lines) == 1 and self.open.gap > 0
        if not (self.always_parted and first) or self._is_all_bold() or stands_alone(above) or stands_alone(below):
            return False
        return len(below) >= _HALF * self._width() or not self._following() or is_closed(below)

    def _is_all_bold(self) -> bool:
        """Tell whether the open paragraph is a line set wholly in bold, as headings are."""
        assert self.open is not None
        return self.open.bold and self.open.lines[-1].text.strip().endswith(("**", "</b>", "</strong>"))

    def _heading_goes_on(self, below: str) -> bool:
        """Tell whether a numbered heading in capitals goes on in capitals or figures."""
        assert self.open is not None
        headed = find_marker(plain(self.open.lines[0].text)).length > 0
        return headed and (shouts(below) or not any(c.isalpha() for c in below))

    def _title_goes_on(self, above: str, below: str) -> bool:
        """Tell whether a title in capitals goes on: its line was full, cut short, or holds one syllable only."""
        if self.gap or below != below.upper() or not self.widths:
            return False
        cut = self.always_parted and (" " not in above or len(above) >= _HALF_TITLE * self._width())
        return cut or self._was_full(above, below)
