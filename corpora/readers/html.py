"""HTML: block structure to lines. Nothing is fetched and no entity but HTML's own is expanded."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpora.readers.html_fonts import font_texts
from corpora.readers.html_lists import ListStack
from corpora.readers.html_tables import is_layout, outer_rows
from corpora.readers.old_fonts import convert_fonts
from corpora.readers.text import decode
from corpora.readers.writer import Writer, one_line, tidy
from nlp.errors import ReadError
from nlp.source import MarkKind, Notice, Source

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SKIPPED = {"script", "style", "head", "nav", "footer", "noscript", "template", "svg", "math"}
_SKIPPED |= {"button", "select", "textarea", "iframe", "object", "audio", "video"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "details", "div", "fieldset", "figcaption"}
_BLOCKS |= {"figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "main", "p", "pre"}
_BLOCKS |= {"section", "summary", "caption", "table", "thead", "tbody", "tfoot", "tr", "td", "th"}
_BLOCKS |= {"dl", "dt", "dd", "ol", "ul", "li"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])\Z")
_NOTE_SIGN = re.compile(r"\[?(\d{1,3})\]?\Z")


def read(data: bytes, name: str) -> Source:
    """Read HTML: a paragraph a line, a blank line between blocks, marks for headings, tables and footnotes."""
    markup, notices = _decode(data)
    walker = _Walker()
    root = _parse(markup, name)
    if root is not None:
        notices += convert_fonts(font_texts(root))
        walker.walk(root)
    return Source(name, walker.writer.text(), marks=tuple(walker.writer.marks), warnings=notices)


def _decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    declared = _CHARSET.search(data[:4096])
    return decode(data, declared.group(1).decode("ascii", "replace") if declared else "")


def _parse(markup: str, name: str) -> HtmlElement | None:
    """Parse as UTF-8 whatever the page says of itself: it is decoded already.

    HTML has no entities of a page's own: `huge_tree` lifts the limits of depth and text, none of expansion.
    """
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    data = markup.removeprefix("\ufeff").replace("\0", " ").encode("utf-8", "replace")
    try:
        root = document_fromstring(data, parser)
    except etree.ParserError:  # a document without an element
        return None
    fatal = parser.error_log.filter_from_fatals()
    if fatal:  # beyond its depth the parser drops the rest of the page without a word
        raise ReadError("E004", name, fatal[0].message)
    return root


class _Walker:
    """Goes through the tree by events, not by recursion: depth is the file's choice."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.buffer: list[str] = []
        self.lists = ListStack()
        self.preformatted = 0
        self.note = False

    def walk(self, root: HtmlElement) -> None:
        """Write the element and all below it."""
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = False
        for event, element in events:
            if event == "start":
                skipped = self._is_skipped(element) or self._write_whole(element)
                if skipped:
                    events.skip_subtree()
                else:
                    self._start(element)
            elif skipped:  # the end of the element just passed over
                skipped = False
                self._add(element.tail)
            else:
                self._end(element)
        self._flush()

    def _is_skipped(self, element: HtmlElement) -> bool:
        if element.tag == "header":  # a site's banner, unless it heads the article itself
            return not any(above.tag in ("article", "main", "section") for above in element.iterancestors())
        hidden = "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))
        return element.tag in _SKIPPED or hidden

    def _write_whole(self, element: HtmlElement) -> bool:
        """Write what is not walked into: data tables and footnote signs."""
        if element.tag == "table" and not is_layout(element):
            self._flush()
            for caption in element.iterchildren("caption"):
                self.writer.block(self._cell_text(caption))
            self.writer.table(outer_rows(element, self._cell_text))
            return True
        sign = _note_sign(element)
        if sign:
            self._write_sign(sign, element)
        return bool(sign)

    def _write_sign(self, sign: str, element: HtmlElement) -> None:
        """Stick a footnote's number to the word before it; at the beginning of a block it opens the footnote itself."""
        before = "".join(self.buffer).rstrip(" \t\r\n\xa0")
        if before:
            self.buffer = [before, sign]
            return
        self.buffer = [sign, " "]
        self.note = True

    def _start(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self._flush()
        self.lists.start(element)
        self.preformatted += element.tag == "pre"
        if element.tag == "br":
            self.buffer.append("\n")
        self._add(element.text)

    def _end(self, element: HtmlElement) -> None:
        heading = _HEADING.match(element.tag)
        if heading:
            self._flush("heading", int(heading.group(1)))
        elif element.tag in _BLOCKS:
            self._flush()
        self.lists.end(element)
        self.preformatted -= element.tag == "pre"
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self.buffer.append(text if self.preformatted else re.sub(r"\s+", " ", text))

    def _flush(self, kind: MarkKind | None = None, level: int = 0) -> None:
        text = tidy("".join(self.buffer))
        self.buffer = []
        if not text:
            return
        if self.note:
            text, kind = one_line(text), "footnote"
        self.note = False
        self.writer.block(self.lists.label(text) + text, kind, level)

    def _cell_text(self, cell: HtmlElement) -> str:
        """Return a cell's text in one line, read by a walker of its own."""
        inner = _Walker()
        tail, cell.tail = cell.tail, None
        inner.walk(cell)
        cell.tail = tail
        return one_line(inner.writer.text())


def _note_sign(element: HtmlElement) -> str:
    """Return the number of a footnote reference: a superscript, or the [1] that Word links to its notes; '' else."""
    linked = element.tag == "a" and re.match(r"#_(?:ftn|edn)", element.get("href", ""))
    if element.tag != "sup" and not linked:
        return ""
    match = _NOTE_SIGN.match(one_line(element.text_content()))
    return match.group(1) if match else ""
