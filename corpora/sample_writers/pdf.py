"""A report as an A4 PDF with a text layer: justified paragraphs, footnotes at the page's end, an annex table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from corpora.sample_writers.layout import Block, Layout, split_marks

FONTS: Final = (
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("/usr/share/fonts/TTF/DejaVuSerif.ttf"),
    Path("/usr/share/fonts/truetype/freefont/FreeSerif.ttf"),
    Path("/Library/Fonts/Times New Roman.ttf"),
    Path("C:/Windows/Fonts/times.ttf"),
)
_FAMILY, _BOLD = "Report", "Report-Bold"
_LEFT, _RIGHT, _TOP, _BOTTOM = 3 * cm, 2 * cm, 2.2 * cm, 2 * cm
_WIDTH: Final = A4[0] - _LEFT - _RIGHT
_MAX_PASSES: Final = 20
_CALM_PASSES: Final = 6
_ANNEX_WIDTHS: Final = tuple(share * _WIDTH for share in (0.1, 0.42, 0.16, 0.15, 0.17))
_GRID: Final = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
_PLAIN: Final = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])

_BODY: Final = ParagraphStyle(
    "body", fontName=_FAMILY, fontSize=14, leading=21, alignment=TA_JUSTIFY, firstLineIndent=1.27 * cm, spaceAfter=6
)
_HEADING: Final = ParagraphStyle("heading", parent=_BODY, fontName=_BOLD, spaceBefore=4, keepWithNext=1)
_TITLE: Final = ParagraphStyle("title", parent=_HEADING, alignment=TA_CENTER, firstLineIndent=0)
_HEAD: Final = ParagraphStyle("head", parent=_TITLE, fontName=_FAMILY, fontSize=10, leading=14, spaceAfter=0)
_RECIPIENT: Final = ParagraphStyle("recipient", parent=_HEAD, alignment=TA_LEFT)
_CELL: Final = ParagraphStyle("cell", fontName=_FAMILY, fontSize=10, leading=13)
_NOTE: Final = ParagraphStyle("note", fontName=_FAMILY, fontSize=9.5, leading=12, alignment=TA_JUSTIFY)

PageNotes = dict[int, tuple[int, ...]]


@dataclass(slots=True)
class _Pass:
    """One setting of the whole report: the footnotes it prints and keeps room for, the pages their marks came to."""

    layout: Layout
    printed: PageNotes
    rooms: PageNotes
    found: dict[int, list[int]] = field(default_factory=dict)

    def mark_drawn(self, canvas: Any, _kind: str, label: str) -> None:
        """Remember the page of a mark; reportlab calls this while it draws the mark's line."""
        self.found.setdefault(canvas.getPageNumber(), []).append(int(label))

    def result(self) -> PageNotes:
        return {page: tuple(numbers) for page, numbers in self.found.items()}


def write_pdf(layout: Layout, font: Path) -> bytes:
    """Return the report as PDF, set in a TrueType font with Vietnamese letters.

    The pages are set again until every footnote stands on the page of its mark. Where a mark leaves its page because of
    the room its own footnote takes, and comes back without it, the room stays though it is empty.

    Raises
    ------
    RuntimeError
        Where no such setting is found.
    """
    _register(font)
    printed: PageNotes = {}
    rooms: PageNotes = {}
    for number in range(_MAX_PASSES):
        data, found = _set_pages(_Pass(layout, printed, rooms))
        if found == printed:
            return data
        printed, rooms = found, found if number < _CALM_PASSES else _united(rooms, found)
    raise RuntimeError("the footnotes found no page to stay on")


def _united(first: PageNotes, second: PageNotes) -> PageNotes:
    pages = {*first, *second}
    return {page: tuple(sorted({*first.get(page, ()), *second.get(page, ())})) for page in pages}


def _packaged() -> tuple[Path, ...]:
    """Return the font that matplotlib, one of the development tools, brings along."""
    spec = find_spec("matplotlib")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return (folder / "mpl-data" / "fonts" / "ttf" / "DejaVuSerif.ttf",) if folder else ()


def find_font(wanted: Path | None = None) -> Path:
    """Return the wanted font, or the first of `FONTS` that this machine has.

    Raises
    ------
    FileNotFoundError
        Where there is none.
    """
    for font in (wanted,) if wanted else (*FONTS, *_packaged()):
        if font.is_file():
            return font
    raise FileNotFoundError(f"no font {wanted or 'with Vietnamese letters'} found; give one with --font PATH")


def _register(font: Path) -> None:
    """Register a font and its bold companion, where one lies beside it."""
    companions = [font.with_stem(font.stem + ending) for ending in ("-Bold", "Bold", "bd", " Bold")]
    bold = next((path for path in companions if path.is_file()), font)
    registerFont(TTFont(_FAMILY, font))
    registerFont(TTFont(_BOLD, bold))
    registerFontFamily(_FAMILY, normal=_FAMILY, bold=_BOLD, italic=_FAMILY, boldItalic=_BOLD)


def _set_pages(setting: _Pass) -> tuple[bytes, PageNotes]:
    layout = setting.layout
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=A4, title=layout.title, author="", lang="vi", invariant=1, pageCompression=1
    )
    document.addPageTemplates([_page_template(setting, number) for number in range(1, 60)])
    document.build(_story(layout))
    return buffer.getvalue(), setting.result()


def _page_template(setting: _Pass, number: int) -> Any:
    """Return the template of one page: its frame ends above the page's footnotes."""
    notes = [_note(setting.layout, n) for n in setting.printed.get(number, ())]
    spaced = [_note(setting.layout, n) for n in setting.rooms.get(number, ())]
    room = sum(note.height for note in spaced) + (10 if spaced else 0)
    frame = Frame(_LEFT, _BOTTOM + room, _WIDTH, A4[1] - _TOP - _BOTTOM - room, 0, 0, 0, 0)
    draw_notes = partial(_draw_notes, notes=notes, top=_BOTTOM + room - 10)
    begin = partial(_begin_page, setting=setting)
    return PageTemplate(f"page{number}", [frame], onPage=begin, onPageEnd=draw_notes)


def _begin_page(canvas: Any, document: Any, *, setting: _Pass) -> None:
    """Listen to the marks of a page, name the template of the next, print the number from the second page on."""
    canvas.setNamedCB("noteMark", setting.mark_drawn)
    document.handle_nextPageTemplate(document.page)  # an index from 0, hence that of the page to come
    if document.page > 1:
        canvas.setFont(_FAMILY, 12)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.5 * cm, str(document.page))


def _draw_notes(canvas: Any, _document: Any, *, notes: Sequence[Any], top: float) -> None:
    """Draw a page's footnotes under a short rule."""
    if notes:
        canvas.line(_LEFT, top + 4, _LEFT + 5 * cm, top + 4)
    for note in notes:
        top -= note.height
        note.drawOn(canvas, _LEFT, top)


def _note(layout: Layout, number: int) -> Any:
    """Return a footnote, its height known."""
    note = Paragraph(f"<super size=6.3 rise=3.2>{number}</super> {escape(layout.notes[number])}", _NOTE)
    note.wrap(_WIDTH, A4[1])  # sets its height
    return note


def _story(layout: Layout) -> list[Any]:
    story = [_columns(layout.left, layout.right), Spacer(1, 14)]
    story += [Paragraph(escape(line), _TITLE) for line in layout.heading]
    story += [Paragraph(escape(line), _BODY) for line in layout.opening]
    story += [_block(block) for block in layout.body]
    story += [Paragraph(escape(line), _BODY) for line in layout.closing]
    story.append(_columns(layout.recipients, layout.signature))
    if layout.rows:
        story += [PageBreak(), *(Paragraph(escape(line), _TITLE) for line in layout.annex), _annex(layout.rows)]
    return story


def _block(block: Block) -> Any:
    """Return a heading or paragraph, its footnote marks raised and smaller."""
    text = ""
    for piece, number in split_marks(block):
        mark = f'<super size=9.3 rise=4.7>{number}</super><onDraw name="noteMark" label="{number}"/>'
        text += escape(piece) if number is None else mark
    return Paragraph(text, _HEADING if block.kind == "heading" else _BODY)


def _columns(left: Sequence[str], right: Sequence[str]) -> Any:
    cells = [[_head_line(line) for line in lines] for lines in (left, right)]
    return Table([cells], colWidths=[0.38 * _WIDTH, 0.62 * _WIDTH], style=_PLAIN)


def _head_line(line: str) -> Any:
    style = _RECIPIENT if line.startswith(("- ", "Nơi nhận")) else _HEAD
    return Paragraph(f"<b>{escape(line)}</b>" if line.isupper() else escape(line), style)


def _annex(rows: Sequence[Sequence[str]]) -> Any:
    cells = [[Paragraph(escape(cell), _CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=_ANNEX_WIDTHS, style=_GRID, repeatRows=1)
