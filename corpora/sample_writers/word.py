"""A report as a Word file, its numbers counted by Word or typed by the author."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from corpora.sample_writers.layout import Block, Layout, split_lead_in
from corpora.sample_writers.numbering import OUTLINE, Numberer, Place, definitions, element

_FONT: Final = "Times New Roman"
_DATE: Final = datetime(2025, 1, 1)
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_SPARE_PARTS: Final = ("thumbnail", "stylesWithEffects", "customXml")  # of python-docx's template


def write_numbered_word(layout: Layout) -> bytes:
    """Return the report as .docx whose headings, bullets and items are numbered by Word."""
    return _write(layout, headings=True)


def write_separately_numbered_word(layout: Layout) -> bytes:
    """Return the report as .docx numbered by Word in a way that survives being saved as .doc or .odt."""
    return _write(layout, headings=True, separate=True)


def write_typed_word(layout: Layout) -> bytes:
    """Return the report as .docx with typed numbers and no heading styles; Word makes only the bullets' signs."""
    return _write(layout, headings=False)


def _write(layout: Layout, *, headings: bool, separate: bool = False) -> bytes:
    numberer = Numberer(separate)
    document = _blank(layout.title, numberer.styled_levels if headings else {})
    if layout.letterhead:
        _columns(document, layout.left, layout.right)
    for line in layout.heading:
        _centred(document.add_paragraph(), line)
    for line in layout.opening:
        _body_paragraph(document, line)
    for block in layout.body:
        _block(document, block, numberer, headings=headings)
    _ending(document, layout)
    numbering: Any = document.part.numbering_part.element
    numbering[:] = definitions(numberer)
    return _packed(document)


def _blank(title: str, numbered_styles: Mapping[int, str]) -> WordDocument:
    """Return an empty document: A4, Times New Roman 14, fixed properties, without the template's spare parts."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "vi-VN"
    properties.created = properties.modified = _DATE
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    _drop_spare_parts(document)
    _set_styles(document, numbered_styles)
    return document


def _drop_spare_parts(document: WordDocument) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_SPARE_PARTS)]:
            del relations[key]


def _set_styles(document: WordDocument, numbered: Mapping[int, str]) -> None:
    styles: Any = document.styles
    for style in [style for style in styles.element if style.get(qn("w:type")) == "table" and not _is_kept(style)]:
        styles.element.remove(style)
    for numbers in list(styles.element.iter(qn("w:numPr"))):
        numbers.getparent().remove(numbers)
    _set_font(styles["Normal"], 14)
    for level in (1, 2, 3):
        style = styles[f"Heading {level}"]
        _set_font(style, 14)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(6)
        if level - 1 in numbered:
            _number(style.element.get_or_add_pPr(), OUTLINE, level - 1)


def _is_kept(style: Any) -> bool:
    return style.get(qn("w:styleId")) in ("TableNormal", "TableGrid")


def _set_font(style: Any, size: int) -> None:
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _number(properties: Any, number_id: int, level: int) -> None:
    """Set the numbering of a paragraph's or a style's properties."""
    numbers = properties.get_or_add_numPr()
    numbers[:] = [element("ilvl", level), element("numId", number_id)]


def _block(document: WordDocument, block: Block, numberer: Numberer, *, headings: bool) -> None:
    if block.notes:
        raise ValueError("footnotes are not written to Word files")
    if block.kind == "heading":
        place = numberer.heading(block.text, block.level) if headings else None
        _heading(document, block, place, numberer.styled_levels if headings else None)
        return
    place = numberer.paragraph(block.text) if headings or block.text.startswith("- ") else None
    paragraph = _body_paragraph(document, place.text if place else block.text)
    _apply(paragraph, place)


def _heading(document: WordDocument, block: Block, place: Place | None, styled: Mapping[int, str] | None) -> None:
    """Add a heading; a typed number in a numbered style needs the style's own numbering switched off."""
    text = place.text if place else block.text
    paragraph = document.add_paragraph(style=None if styled is None else f"Heading {block.level}")
    paragraph.add_run(text).bold = True
    _apply(paragraph, place)
    if styled and place is None and block.level - 1 in styled:
        properties: Any = paragraph._p.get_or_add_pPr()
        _number(properties, 0, block.level - 1)


def _apply(paragraph: Paragraph, place: Place | None) -> None:
    if place and not place.styled:
        _number(paragraph._p.get_or_add_pPr(), place.number_id, place.level)


def _body_paragraph(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    sign, lead, rest = split_lead_in(text)
    if sign + lead:
        paragraph.add_run(sign + lead).italic = bool(lead)
    paragraph.add_run(rest)
    return paragraph


def _centred(paragraph: Paragraph, text: str, *, bold: bool = True) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(text).bold = bold


def _columns(document: WordDocument, left: Sequence[str], right: Sequence[str]) -> None:
    """Add a table of two columns without borders, a paragraph a line."""
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        _fill(cell, lines)


def _fill(cell: _Cell, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _centred(paragraph, line, bold=line.isupper())
        if line.startswith(("- ", "Nơi nhận")):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _ending(document: WordDocument, layout: Layout) -> None:
    for line in layout.closing:
        _body_paragraph(document, line)
    _columns(document, layout.recipients, layout.signature)
    if not layout.rows:
        return
    for number, line in enumerate(layout.annex):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.page_break_before = number == 0
        _centred(paragraph, line, bold=line.isupper())
    _annex(document, layout.rows)


def _annex(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _packed(document: WordDocument) -> bytes:
    """Return the file with its members in a fixed order and without the time of writing."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(member, source.read(name), compresslevel=9)
    return packed.getvalue()
