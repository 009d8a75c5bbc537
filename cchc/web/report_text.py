"""A report's text as markup: cut at all its marks, each statement with its sign, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

from cchc.index import Hit, ReportView, SectionNode
from cchc.language import area_name, say, stance_name
from cchc.spans import Piece, Span, cut, showable
from cchc.web.asked import address

# Signs before each statement, for those who do not see its colour: (Vietnamese, English) by sub-label or stance.
SIGNS: Final = {
    "achievement": ("KQ", "A"),
    "limitation": ("HC", "L"),
    "cause": ("NN", "C"),
    "task": ("NV", "T"),
    "proposal": ("KN", "P"),
    "none": ("–", "–"),
}
_DEEPEST: Final = 6  # levels of headings that a browser knows


@dataclass(frozen=True, slots=True)
class Shown:
    """How a report is looked at; all of it stands in the address.

    Attributes
    ----------
    chosen : Hit or None
        The statement looked at.
    kind : str
        Stance or sub-label that stands out, "" for all.
    page : int or None
        Of the original beside the text; None where it is not shown.
    """

    report: str
    chosen: Hit | None = None
    kind: str = ""
    page: int | None = None

    def link(self, hit: Hit | None = None, *, kind: str | None = None, page: int | None = None) -> str:
        """Return the address of the report with another statement, kind or page."""
        hit = hit or self.chosen
        number = page or (hit.page if self.page and hit else None) or self.page
        chosen = hit.start if hit else None
        target = address(path_of(self.report), cau=chosen, loai=self.kind if kind is None else kind, trang=number)
        return f"{target}#c{hit.start}" if hit else target

    def without_page(self) -> str:
        """Return the address without the original's page."""
        return Shown(self.report, self.chosen, self.kind).link()

    def fades(self, hit: Hit) -> bool:
        """Tell whether a statement is none of those that stand out."""
        return bool(self.kind) and not is_kind(hit, self.kind)


def path_of(report: str) -> str:
    """Return the path of a report's page."""
    return f"/bao-cao/{quote(report, safe='')}"


def is_kind(hit: Hit, kind: str) -> bool:
    """Tell whether a statement is of a stance or sub-label."""
    return kind in (hit.stance, hit.sub)


def sign(stance: str, sub: str | None = None) -> str:
    """Return the short sign of a stance or its sub-label."""
    return say(*SIGNS.get(sub or stance, SIGNS["none"]))


def sign_link(hit: Hit, shown: Shown) -> Markup:
    """Return the sign before a statement, which leads to its details."""
    told = f"{stance_name(hit.stance, hit.sub)} · {area_name(hit.area)}"
    target = "#chi-tiet" if hit is shown.chosen else shown.link(hit)
    return Markup('<a class="sign {}" href="{}" title="{}" aria-label="{}">{}</a>').format(
        hit.stance, target, told, f"{told}: {say('xem chi tiết', 'details')}", sign(hit.stance, hit.sub)
    )


def report_markup(view: ReportView, shown: Shown) -> Markup:
    """Return the whole text; its cost grows with the length of the text and the number of marks."""
    return Markup("").join(_Writer(view, shown).parts())


class _Writer:
    """Writes one report."""

    def __init__(self, view: ReportView, shown: Shown) -> None:
        self.view, self.shown = view, shown
        self.text = view.text or ""
        self.sections = list(flat(view.sections))
        self.heads = [one for one in self.sections if one[0].title]
        self.anchors = {node.start: node.id for node, _ in reversed(self.sections)}
        self.pages = {start: number for number, start, _ in reversed(view.pages)}
        self.letters = restored_letters(view)
        self.begun: set[int] = set()
        self.area = ""

    def parts(self) -> Iterator[Markup]:
        start = (self.view.facts.get("span") or [0])[0]  # where other papers of the file stand before this one
        pieces = cut(len(self.text), self._layers(), [start, *self.anchors, *self.pages])
        pieces = (piece for piece in pieces if piece.start >= start)
        for head, within in _runs(pieces, "head"):
            if head is None:
                yield from self._statements(within)
                continue
            level = min(self.heads[head][1] + 2, _DEEPEST)
            yield Markup('<span class="heading" role="heading" aria-level="{}">').format(level)
            yield from self._statements(within)
            yield Markup("</span>")

    def _layers(self) -> dict[str, Sequence[Span]]:
        view = self.view
        return {
            "head": [(node.start, self._line_end(node.start)) for node, _ in self.heads],
            "statement": [(hit.start, hit.end) for hit in view.statements],
            "citation": [(cited["start"], cited["end"]) for cited in view.citations],
            "note": view.footnotes,
            "repaired": view.repaired,
        }

    def _line_end(self, start: int) -> int:
        found = self.text.find("\n", max(start, 0))
        return found if found >= 0 else len(self.text)

    def _statements(self, pieces: Iterable[Piece]) -> Iterator[Markup]:
        for number, within in _runs(pieces, "statement"):
            if number is None:
                yield from self._citations(within)
                continue
            yield from self._open(self.view.statements[number], number)
            yield from self._citations(within)
            yield Markup("</span>")

    def _open(self, hit: Hit, number: int) -> Iterator[Markup]:
        """Open a statement, or go on with one that another interrupted."""
        names = ["s", hit.stance, *(["faded"] if self.shown.fades(hit) else [])]
        chosen = hit is self.shown.chosen
        names += ["chosen"] if chosen else []
        if number in self.begun:
            yield Markup('<span class="{}">').format(" ".join(names))
            return
        self.begun.add(number)
        now = Markup(' aria-current="true"') if chosen else Markup("")
        yield self._margin(hit)
        yield Markup('<span class="{}" id="c{}" tabindex="-1"{}>').format(" ".join(names), hit.start, now)
        yield sign_link(hit, self.shown)

    def _margin(self, hit: Hit) -> Markup:
        """Return the name of the area for the margin where it is another than before."""
        if hit.area == self.area:
            return Markup("")
        self.area = hit.area
        return Markup('<span class="margin">{} </span>').format(area_name(hit.area))

    def _citations(self, pieces: Iterable[Piece]) -> Iterator[Markup]:
        for number, within in _runs(pieces, "citation"):
            document = None if number is None else self.view.citations[number]["document_id"]
            if document is None:
                yield from map(self._piece, within)
                continue
            yield Markup('<a class="cited" href="/van-ban/{}">').format(document)
            yield from map(self._piece, within)
            yield Markup("</a>")

    def _piece(self, piece: Piece) -> Markup:
        letters = self.letters
        text = self.text[piece.start : piece.end]
        if "repaired" in piece.inside:
            text = "".join(letters.get(piece.start + n, char) for n, char in enumerate(text))
        made = escape(showable(text))
        if "repaired" in piece.inside:
            told = say("chữ bị mất, máy khôi phục", "a lost letter, restored by the machine")
            made = Markup('<mark class="repaired" title="{}">{}</mark>').format(told, made)
        if "note" in piece.inside:
            made = Markup('<span class="note">{}</span>').format(made)
        return self._before(piece.start) + made

    def _before(self, start: int) -> Markup:
        """Return what begins at an offset: a page, a section's anchor."""
        made = Markup("")
        if start in self.pages:
            told = f"{say('trang', 'page')} {self.pages[start]}"
            made += Markup('<span class="page" id="trang-{}">{}</span>').format(self.pages[start], told)
        if start in self.anchors:
            made += Markup('<span id="m-{}"></span>').format(self.anchors[start])
        return made


def _runs(pieces: Iterable[Piece], kind: str) -> Iterator[tuple[int | None, Iterator[Piece]]]:
    """Yield runs of pieces that lie in the same span of a kind."""
    return groupby(pieces, key=lambda piece: piece.inside.get(kind))


def flat(nodes: Iterable[SectionNode], depth: int = 1) -> Iterator[tuple[SectionNode, int]]:
    """Yield the sections of a tree in the order of the text, each with its depth from 1."""
    for node in nodes:
        yield node, depth
        yield from flat(node.children, depth + 1)


def restored_letters(view: ReportView) -> Mapping[int, str]:
    """Return the letters that were restored within statements, by offset: the sentences hold them, the text does not.

    Where sentence and text cannot be laid over one another letter by letter, nothing is told.
    """
    text = view.text or ""
    places = {place for start, end in view.repaired for place in range(start, min(end, len(text)))}
    found: dict[int, str] = {}
    if places:
        for hit in view.statements:
            found |= _laid_over(text, hit.start, hit.end, hit.text, places)
        for node, _ in flat(view.sections):
            title = " ".join(part for part in (node.number, node.title) if part)
            found |= _laid_over(text, node.start, node.start + len(title), title, places)
    return found


def _laid_over(text: str, start: int, end: int, told: str, places: set[int]) -> dict[int, str]:
    """Return the letters that stand in a sentence where the text has lost ones."""
    found: dict[int, str] = {}
    at = 0
    for offset in range(max(start, 0), min(end, len(text))):
        char, following = text[offset], told[at : at + 1]
        if offset in places:
            found[offset] = following
            at += 1
        elif char == following or (char.isspace() and following.isspace()):
            at += 1
        elif not char.isspace() and not char.isdigit():  # marks of footnotes stand in the text only
            return {}
    return found if at == len(told) else {}
