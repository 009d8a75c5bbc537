"""Word's .docx: paragraphs with their automatic numbers, tables, footnotes and text boxes, as printed.

Read straight from the XML: docx-parser-converter counts every `num` by itself where Word lets those of one list go on,
and python-docx knows no numbers, footnotes, insertions or text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpora.readers.docx_fonts import font_texts
from corpora.readers.docx_numbering import Numbering
from corpora.readers.docx_package import Element, Package, W, child, value
from corpora.readers.docx_styles import Styles
from corpora.readers.docx_unprinted import drop_unprinted
from corpora.readers.old_fonts import convert_fonts
from corpora.readers.writer import Writer, is_letterhead, is_signature, one_line, tidy
from nlp.source import Source

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TEXT: Final = frozenset({f"{W}t", f"{_MATH}t"})
_LITERALS: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# Properties, tracked deletions, field codes, and what belongs to the page rather than to the text.
_SKIPPED: Final = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "instrText", "delText", "footnoteRef", "endnoteRef")
)
_NOTES: Final = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_DRAWINGS: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_SYMBOLS: Final = {"f0b7": "•", "f02d": "-", "f02b": "+", "f0fc": "✓", "f0a7": "▪"}
_CODE_POINT: Final = re.compile(r"[0-9a-f]{1,5}")
_MAX_OFFICIAL_ROWS: Final = 6
_MAX_OFFICIAL_COLUMNS: Final = 3  # two and perhaps an empty one between them


def read(data: bytes, name: str) -> Source:
    """Read a .docx.

    A paragraph is a line (more where it has line breaks), a blank line stands between paragraphs. Tables become
    tab-separated rows, a letterhead or signature its cells' paragraphs. A footnote's sign is a number stuck to the
    word before it, the footnote a line of its own behind the paragraph. Tracked deletions, hidden text, headers and
    footers are left out.
    """
    package = Package(data, name)
    walker = _Walker(package)
    body = package.main()
    for root in (body, *walker.bodies.values()):
        drop_unprinted(root, walker.styles)
    notices = convert_fonts(font_texts([body, *walker.bodies.values()], walker.styles))
    walker.blocks(body)
    return Source(name, walker.writer.text(), marks=tuple(walker.writer.marks), warnings=notices)


class _Walker:
    """Walks over blocks in document order; numbers are counted on the way."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.part(r"word/styles\d*\.xml\Z"))
        self.numbering = Numbering(package.part(r"word/numbering\d*\.xml\Z"), self.styles)
        self.bodies = {
            (kind, note.get(f"{W}id")): note
            for kind in ("footnote", "endnote")
            for note in _children(package.part(rf"word/{kind}s\d*\.xml\Z"), kind)
        }
        self.writer = Writer()
        self.tables = 0
        self.note_count = 0
        self.notes: list[tuple[int, Element]] = []
        self.boxes: list[Element] = []
        self.carry = ""

    def blocks(self, container: Element) -> None:
        """Write the paragraphs and tables of the body, a cell or a text box."""
        for element in _children(container, "p", "tbl"):
            if element.tag == f"{W}tbl":
                self._table(element)
            else:
                self._paragraph(element)
        self.writer.block(tidy(self.carry))
        self.carry = ""

    def _paragraph(self, paragraph: Element) -> None:
        text = self._text(paragraph)
        if _mark_is_deleted(paragraph):  # what is left of it goes on in the next paragraph
            self.carry += text
            return
        text, self.carry = tidy(self.carry + text), ""
        label = self.numbering.label(paragraph)
        level = self.styles.heading_level(paragraph)
        self.writer.block(label + text if text else "", "heading" if level else None, level)
        self._write_attached()

    def _write_attached(self) -> None:
        """Write the text boxes and footnotes that hang on what was just written."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)
        notes, self.notes = self.notes, []
        for number, body in notes:
            text = one_line(" ".join(self._text(p) for p in body.iter(f"{W}p")))
            self.writer.block(f"{number} {text}" if text else "", "footnote")

    def _table(self, table: Element) -> None:
        rows = [list(_children(row, "tc")) for row in _children(table, "tr") if not _row_is_deleted(row)]
        if _is_layout(table, rows, first=self.tables == 0):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
        else:
            self.writer.table([[self._cell(cell) for cell in row] for row in rows])
        self.tables += 1
        self._write_attached()

    def _cell(self, cell: Element) -> str:
        """Return a cell's text; a cell that goes on with the one above is empty."""
        if child(cell, "tcPr/cellDel") is not None:
            return ""
        if child(cell, "tcPr/vMerge") is not None and value(cell, "tcPr/vMerge") != "restart":
            return ""
        texts = []
        for element in _children(cell, "p", "tbl"):
            if element.tag == f"{W}tbl":
                texts += [self._cell(inner) for row in _children(element, "tr") for inner in _children(row, "tc")]
            else:
                texts.append(self.numbering.label(element) + self._text(element))
        return " ".join(texts)

    def _text(self, paragraph: Element) -> str:
        parts: list[str] = []
        self._inline(paragraph, parts)
        return "".join(parts)

    def _inline(self, element: Element, parts: list[str]) -> None:
        """Append the text of what stands in a paragraph; boxes and notes are put aside."""
        for item in element.iterchildren("*"):
            tag = item.tag
            if tag in _SKIPPED:
                continue
            if tag in _TEXT:
                parts.append(item.text or "")
            elif tag in _LITERALS:
                parts.append(_LITERALS[tag])
            elif tag == f"{W}sym":
                parts.append(_symbol(item))
            elif tag in _NOTES:
                self._reference(item, _NOTES[tag], parts)
            elif tag in _DRAWINGS:
                self.boxes += _outer_boxes(item)
            elif tag == f"{_COMPATIBLE}AlternateContent":
                self._alternate(item, parts)
            else:
                self._inline(item, parts)

    def _reference(self, item: Element, kind: str, parts: list[str]) -> None:
        body = self.bodies.get((kind, item.get(f"{W}id")))
        if body is None:
            return
        self.note_count += 1
        before = "".join(parts).rstrip(" \xa0")
        parts[:] = [before, str(self.note_count)]
        self.notes.append((self.note_count, body))

    def _alternate(self, item: Element, parts: list[str]) -> None:
        """Take one of the versions of a thing: the new one where it holds a text box, else the one for old programs."""
        choice, fallback = item.find(f"{_COMPATIBLE}Choice"), item.find(f"{_COMPATIBLE}Fallback")
        boxes = [] if choice is None else _outer_boxes(choice)
        self.boxes += boxes
        taken = choice if fallback is None else fallback
        if not boxes and taken is not None:
            self._inline(taken, parts)


def _children(container: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children of these names, also those within content controls and tracked insertions."""
    wanted = {W + name for name in names}
    for element in () if container is None else container.iterchildren("*"):
        if element.tag in wanted:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, *names)
        elif element.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _children(_first(element), *names)


def _first(alternate: Element) -> Element | None:
    """Return one of the versions of a thing between paragraphs."""
    choice = alternate.find(f"{_COMPATIBLE}Choice")
    return alternate.find(f"{_COMPATIBLE}Fallback") if choice is None else choice


def _outer_boxes(drawing: Element) -> list[Element]:
    """Return the text boxes of a drawing, without those inside them, which come when theirs is read.

    A group of shapes may hold each box twice, for new programs and for old ones: the new one counts.
    """
    boxes = drawing.iter(f"{W}txbxContent")
    return [box for box in boxes if not any(_stands_aside(above) for above in _between(box, drawing))]


def _between(inner: Element, outer: Element) -> Iterator[Element]:
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _stands_aside(above: Element) -> bool:
    second = above.tag == f"{_COMPATIBLE}Fallback" and above.getparent().find(f"{_COMPATIBLE}Choice") is not None
    return second or above.tag == f"{W}txbxContent"


def _mark_is_deleted(paragraph: Element) -> bool:
    properties = child(paragraph, "pPr/rPr")
    return child(properties, "del") is not None or child(properties, "moveFrom") is not None


def _row_is_deleted(row: Element) -> bool:
    return child(row, "trPr/del") is not None


def _is_layout(table: Element, rows: list[list[Element]], *, first: bool) -> bool:
    """Tell whether a table only places text: one column, the letterhead, the signature."""
    columns = max((len(row) for row in rows), default=0)
    if columns <= 1:
        return True
    if columns > _MAX_OFFICIAL_COLUMNS or len(rows) > _MAX_OFFICIAL_ROWS:
        return False
    paragraphs = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in table.iter(f"{W}p"))
    text = "\n".join(paragraphs)
    return is_letterhead(text, first=first) or is_signature(text)


def _symbol(item: Element) -> str:
    code = item.get(f"{W}char", "").lower()
    if code in _SYMBOLS or not code:
        return _SYMBOLS.get(code, "")
    sign = chr(int(code, 16)) if _CODE_POINT.fullmatch(code) else ""
    return sign if sign and sign.isprintable() else "•"  # a code of its font's own, or none at all
