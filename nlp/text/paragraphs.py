"""Join hard-wrapped lines into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.source import Mark
from nlp.text.footnotes import Footnote
from nlp.text.lines import Line, wrap_width
from nlp.text.markers import find_marker
from nlp.text.markup import heading_prefix, is_bold
from nlp.text.view import BlockKind

_MARKUP = re.compile(r"\*\*+|</?\w+[^<>]*>|^#{1,6}\s+|^__|__$")
_CLOSED = re.compile(r"[.;:!?…][\"”’')\]*]*\Z|\./\.\Z")
# After these words a number at the beginning of the next line goes on with the sentence.
_WANTS_NUMBER = re.compile(
    r"(?:ngày|tháng|năm|quý|số|điều|khoản|mục|điểm|là|đạt|còn|có|gồm|trên|từ|đến|và|hơn|gần|được|cho|tại|với|khóa|kỳ|"
    r"mức độ|thứ|trong|ISO|TCVN|[,(/\-–])\Z",
    re.IGNORECASE,
)
# First halves of names that are written with a dash: "Phát thanh - Truyền hình", "kinh tế - xã hội".
_FIRST_HALF = re.compile(
    r"(?:phát thanh|truyền thanh|văn h[oó]a|kinh tế|lao động|tư pháp|văn phòng|địa chính|tài chính|tài nguyên|giáo dục"
    r"|nông nghiệp|khoa học|xây dựng|chính trị|an ninh|quốc phòng|thương binh|kế hoạch|kỹ thuật)\Z",
    re.IGNORECASE,
)
# No paragraph ends with one of these words: a line that does was cut by a converter, however short it is.
_UNFINISHED = re.compile(
    r"(?:,|[(“]|(?<![^\W_])(?:của|và|với|cho|tại|trong|trên|là|do|các|những|một|số|về|theo|từ|đến|để|nhằm|được|bị|đã|sẽ|phải"
    r"|yêu cầu|giao|đồng chí|giữa|cùng|như|sở|bộ|ban|phòng|cục|tỉnh|huyện|xã|phường|thành phố|thị xã|thị trấn|quận"
    r"|(?:ủy|uỷ) ban|nhân dân|ubnd|hđnd|lãnh đạo|phó|bí thư))\Z",
    re.IGNORECASE,
)
_CODE_TAIL = re.compile(r"/[A-ZĐ]{1,6}\s*\Z")
# A line may cut a document number at its stroke or hyphen, full or not: "12/KH-⏎UBND", "12/KH⏎-UBND", "12/⏎KH-UBND".
_CODE = "[A-ZĐa-zđ]{1,6}"
_CODE_CUT = re.compile(rf"\d\w*/(?:{_CODE}\s?[-–]\n[A-ZĐ]{{2}}|{_CODE}\n[-–][A-ZĐ]{{2}}|\n[A-ZĐ]{{1,6}}[-–])")

_FEWEST_BLANKS = 8
_MOST_BLANKS = 0.7  # of the pairs of lines; beyond it blank lines stand everywhere
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
            going_on += gap > 0 and line.stripped[0].islower()
        last, gap = line, 0
    return _FEWEST_BLANKS <= parted <= _MOST_BLANKS * pairs and going_on <= _RUN_OVER * parted


class Joiner:
    """Walks over lines and groups them into paragraphs, footnotes behind the paragraph they interrupt."""

    def __init__(
        self, lines: list[Line], notes: list[Footnote], marks: Iterable[Mark] = (), *, parted: bool = False
    ) -> None:
        self.lines = lines
        self.width = wrap_width(lines)
        self.parted = parted
        self.blanks_part = bool(self.width) and blanks_part(lines)
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
        elif line.kind in ("page_number", "rule"):
            self.page_break = True
        else:
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

    def _continues(self, line: Line, page_break: bool) -> bool:
        """Decide whether `line` goes on with the open paragraph."""
        assert self.open is not None
        if self.parted and self.gap and not page_break:
            return False
        above, below = plain(self.open.lines[-1].text), plain(line.text)
        if not above or not below or (self.open.heading_level and not self.width):
            return False
        if _CODE_CUT.search(f"{above[-24:]}\n{below[:8]}"):
            return True
        if find_marker(below).style != "none":
            return self._was_full(above, below) and not is_closed(above) and _goes_on(above, below)
        if _is_bare_number(above, below):
            return True
        if below[0].islower():
            return self._goes_on_small(above, page_break)
        return self._goes_on_large(above, below, page_break)

    def _goes_on_large(self, above: str, below: str, page_break: bool) -> bool:
        """Decide for a line that begins with a capital, a figure or a sign."""
        assert self.open is not None
        if is_closed(above):
            return self._was_full(above, below) and above[-1] in ":;" and below[0].isdigit()
        if shouts(above):
            headed = find_marker(plain(self.open.lines[0].text)).length > 0
            return headed and (shouts(below) or not any(c.isalpha() for c in below))
        if self.gap and self.blanks_part and not page_break:
            return False
        if not self.gap and self._was_cut(above):
            return True
        if self.width:
            return self._was_full(above, below) or (below[0].isdigit() and bool(_WANTS_NUMBER.search(above)))
        return page_break and len(above) > 60 and not self.open.heading_level

    def _was_cut(self, above: str) -> bool:
        """Tell whether a converter cut a line short: "Chủ tịch UBND tỉnh yêu cầu" over "Thủ trưởng các sở …".

        Titles in capitals and lines of a letterhead are cut as their authors meant.
        """
        return bool(self.width) and not shouts(above) and bool(_UNFINISHED.search(above))

    def _goes_on_small(self, above: str, page_break: bool) -> bool:
        if shouts(above):
            return False
        if self.width or page_break or not is_closed(above):
            return True
        return above[-1] in ",;"

    def _was_full(self, above: str, below: str) -> bool:
        """Tell whether the first word of the next line would not have fitted on the line above."""
        first_word = below.split(" ", 1)[0]
        return bool(self.width) and len(above) + 1 + len(first_word) >= 0.86 * self.width


def _is_bare_number(above: str, below: str) -> bool:
    """A line that says only "Phần thứ nhất" or "Mục 2" has its title below it."""
    bare = find_marker(above).length == len(above)
    return bare and find_marker(f"{above} {below}").style in ("part", "upper")


def _goes_on(above: str, below: str) -> bool:
    """Tell whether what looks like a marker is part of the sentence: "tháng ⏎ 12. Trong", "61/2018/NĐ ⏎ - CP"."""
    if below[0].isdigit():
        return bool(_WANTS_NUMBER.search(above))
    return below[0] in "-–" and bool(_CODE_TAIL.search(above) or _FIRST_HALF.search(above))
