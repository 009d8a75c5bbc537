"""Where one file holds several papers: a letter before its report, a decision with its rules, report after report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from nlp.papers.cells import Kind
from nlp.papers.heads import Head, find_heads
from nlp.papers.lines import Row, is_quoted, read_rows
from nlp.tables import load_toml
from nlp.text.fold import fold

Verdict = Literal["same", "own", "new", "doubt"]

_BODY = 60  # code points of prose below which nothing was said yet: cover pages, lines above the letterhead
_PREFACE = 1500  # code points of prose that a web page or a mail may put above the letterhead
_AHEAD = 60  # inked lines in which the narrative of a paper begins; an annex goes on with its table
_ANNEX_NEAR = 3  # inked lines between "PHỤ LỤC II" and the title it belongs to, at most
_UNTITLED = Kind.ORGAN | Kind.NUMBER | Kind.DATE


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a file.

    Attributes
    ----------
    start, end : int
        Code points [start, end) of the source.
    number, of : int
        It is the `number`-th of `of` papers, from 1.
    attached : bool
        Whether it was issued by the paper before it: "(Ban hành kèm theo Quyết định số …)" names that one's number.
    issued : bool
        Whether it is also known by that number, as rules are by that of their decision.
    """

    start: int
    end: int
    number: int = 1
    of: int = 1
    attached: bool = False
    issued: bool = False


@dataclass(frozen=True, slots=True)
class Division:
    """The papers of a source, in order and without gaps, and where another one only seems to begin (code points)."""

    papers: tuple[Paper, ...]
    doubts: tuple[int, ...] = ()


def find_papers(text: str, page_starts: Iterable[int] = ()) -> Division:
    r"""Find the papers that a source holds.

    A new paper is recognised by its letterhead (organ, motto, number line, date line, title) behind the end of the one
    before, or by a title over "(Ban hành kèm theo Quyết định số …)". Annexes and their forms, letterheads that are
    quoted or printed again on each page begin none. Cost is linear in the text.

    Parameters
    ----------
    text : str
        The source text, repaired where it lost letters.
    page_starts : iterable of int
        Where the pages of a paged source begin.

    Examples
    --------
    >>> report = "UBND XÃ {0}\nSố: {1}/BC-UBND\n{0}, ngày {1} tháng 6 năm 2024\nBÁO CÁO\n- Đã có.\nNơi nhận:\n"
    >>> [paper.start for paper in find_papers(report.format("AN", 5) + report.format("BÌNH", 6)).papers]
    [0, 80]
    """
    rows = read_rows(text, page_starts)
    divider = _Divider(rows)
    for head in find_heads(rows):
        divider.take(head)
    return divider.division(len(text))


@dataclass(slots=True)
class _Open:
    """The paper being read, and what of it was seen."""

    start: int
    number: str = ""
    organs: frozenset[str] = frozenset()
    attached: bool = False
    issued: bool = False
    known: bool = False  # its letterhead was seen
    begun: bool = False  # something was said
    signed: bool = False
    closed: bool = False
    annex: int | None = None  # row of the last annex title
    prose: int = 0  # code points
    running: set[frozenset[str]] = field(default_factory=set)  # organs of heads printed amid its text

    @property
    def ended(self) -> bool:
        return self.signed or self.closed


class _Divider:
    """Goes through the heads of a source once, with what stands between them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.paper = _Open(0)
        self.done: list[_Open] = []
        self.doubts: list[int] = []
        self.doubted = -1  # lines of prose before the last doubtful head: its pieces may be doubted one by one
        self.next = 0
        # Lines of prose before each row, so that what follows a head is counted without reading it again.
        self.prose = list(accumulate((bool(row.kinds & Kind.PROSE) for row in rows), initial=0))

    def take(self, head: Head) -> None:
        self._pass(head.first)
        verdict = self._judge(head)
        start = self.rows[head.first].start
        if verdict == "new":
            self.done.append(self.paper)
            self.paper = self._opened(head, start)
        elif verdict == "doubt":
            if self.prose[head.first] > self.doubted:
                self.doubts.append(start)
            self.doubted = self.prose[head.first]
        elif verdict == "own":
            self.paper.known, self.paper.number, self.paper.organs = True, head.number, head.organs
        elif not self.paper.ended and self.paper.known and head.organs:
            self.paper.running.add(head.organs)
        if head.kinds & Kind.FORM:
            self.paper.annex = head.last
        self.next = head.last + 1

    def _opened(self, head: Head, start: int) -> _Open:
        before = self.paper
        attached = bool(head.issuer_number) and head.issuer_number == before.number
        issued = attached and head.issuer_type in {fold(word) for word in load_toml("papers")["issued"]}
        number = head.number or (head.issuer_number if issued else "")
        # Rules and plans that are attached bear no signature of their own: another paper may follow at once.
        return _Open(start, number, head.organs, attached, issued, known=True, closed=bool(head.kinds & Kind.ATTACHED))

    def _pass(self, end: int) -> None:
        """Note what the rows before a head tell of the paper at hand."""
        for index in range(self.next, end):
            row = self.rows[index]
            # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" above the legal basis of a decision signs nothing yet.
            self.paper.signed |= bool(row.kinds & Kind.SIGNATURE) and self.paper.begun
            self.paper.closed |= bool(row.kinds & Kind.CLOSING)
            self.paper.begun |= bool(row.kinds & (Kind.PROSE | Kind.BODY))
            self.paper.prose += len(row.text) if row.kinds & Kind.PROSE else 0
            if row.kinds & Kind.ANNEX:
                self.paper.annex = index

    def _judge(self, head: Head) -> Verdict:
        if head.kinds & Kind.FORM or self._is_repeated(head):
            return "same"
        if not self.paper.ended and self.paper.prose < (_BODY if self.paper.known else _PREFACE):
            tells = head.numbered or (head.has_letterhead and head.has_title)
            return "own" if tells and not self.paper.known else "same"
        if head.kinds & Kind.ATTACHED and head.kinds & Kind.TITLE:
            return self._judge_attachment(head)
        return self._judge_after_end(head) if self.paper.ended else self._judge_amid_text(head)

    def _is_repeated(self, head: Head) -> bool:
        """Tell whether a head is the paper's own, printed again: on each page, or over an annex."""
        if head.numbered and head.number == self.paper.number:
            return not head.organs or not self.paper.organs or head.organs <= self.paper.organs
        return not head.kinds & (Kind.NUMBER | Kind.DATE) and head.organs in self.paper.running

    def _judge_attachment(self, head: Head) -> Verdict:
        annex = self.paper.annex
        if (annex is not None and head.first - annex <= _ANNEX_NEAR) or not self._is_narrative_behind(head):
            return "same"
        return "new" if self.paper.ended or self.rows[head.first].page_start else "doubt"

    def _judge_after_end(self, head: Head) -> Verdict:
        narrative = self._is_narrative_behind(head)
        if self.paper.annex is not None:
            return "new" if self._is_paper_behind_annex(head, narrative) else "same"
        if self._is_complete(head, narrative):
            return "new"
        if self._is_operative(head):
            return "same"
        telling = head.kinds & Kind.TITLE_ALONE or (
            head.pieces >= 2 and head.kinds & (Kind.NUMBER | Kind.MOTTO | Kind.TITLE)
        )
        return "doubt" if self.paper.signed and narrative and telling else "same"

    def _is_operative(self, head: Head) -> bool:
        """Tell whether "QUYẾT ĐỊNH" is no title but what a decision decides: "Điều 1." follows."""
        behind = self.rows[head.last + 1 : head.last + 2]
        return head.first == head.last and any(fold(row.text).startswith("dieu 1") for row in behind)

    def _is_complete(self, head: Head, narrative: bool) -> bool:
        """Tell whether the pieces of a letterhead behind a signature are enough."""
        stamped = bool(head.kinds & Kind.NUMBER) + bool(head.kinds & Kind.DATE)
        if head.has_title and (head.has_letterhead or stamped == 2) and stamped:
            return head.numbered or narrative
        if head.kinds & _UNTITLED == _UNTITLED:
            return head.numbered
        return bool(head.kinds & Kind.MOTTO and head.kinds & Kind.ORGAN and head.kinds & Kind.TITLE) and narrative

    def _is_paper_behind_annex(self, head: Head, narrative: bool) -> bool:
        """An annex may print forms of letterheads and its own organ and date: a number, or another organ, is wanted."""
        if not head.has_title or not (head.has_letterhead or head.day):
            return False
        if head.numbered:
            return True
        elsewhere = bool(head.organs) and not head.organs <= self.paper.organs and bool(head.kinds & Kind.TITLE)
        drafted = head.pieces >= 4 and not self._is_form(head)  # "Số:     /BC-UBND" of another unit
        return elsewhere and narrative and (bool(head.day) or drafted)

    def _judge_amid_text(self, head: Head) -> Verdict:
        """A letterhead where the paper before has not ended: complete, or at the top of a page; else it is doubtful."""
        if not head.numbered or not head.has_title or self._is_quoted(head):
            return "same"
        if head.pieces == 5 and not self._is_form(head):
            return "new"
        if self.paper.annex is not None or not (head.has_letterhead or head.kinds & Kind.DATE):
            return "same"
        paged = self.rows[head.first].page_start and head.kinds & Kind.DATE
        return "new" if paged else "doubt"

    def _is_form(self, head: Head) -> bool:
        annex = self.paper.annex
        return annex is not None and head.first - annex <= _ANNEX_NEAR

    def _is_quoted(self, head: Head) -> bool:
        """Tell whether the text announces a letterhead ("… như mẫu sau:") or puts it between quotation marks."""
        before = self.rows[head.first - 1].text if head.first else ""
        return before.endswith(":") or is_quoted(self.rows[head.first])

    def _is_narrative_behind(self, head: Head) -> bool:
        end = min(head.last + 1 + _AHEAD, len(self.rows))
        return self.prose[end] > self.prose[head.last + 1]

    def division(self, length: int) -> Division:
        """Return the papers of a text of so many code points."""
        self._pass(len(self.rows))
        found = [*self.done, self.paper]
        ends = [*(paper.start for paper in found[1:]), length]
        of = len(found)
        papers = (
            Paper(paper.start, end, number, of, paper.attached, paper.issued)
            for number, (paper, end) in enumerate(zip(found, ends, strict=True), 1)
        )
        return Division(tuple(papers), tuple(self.doubts))
