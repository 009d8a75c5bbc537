"""HTML tables: which hold data, which only place text on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from corpora.readers.writer import is_letterhead, is_signature, one_line

_BORDER_STYLE = re.compile(
    r"\bborder(?:-(?:top|right|bottom|left|width|style))?\s*:"
    r"(?!\s*(?:none|0(?!\.)|medium none))[^;]*\b(?:solid|double|[1-9])"
)
_FEW_ROWS = 2
_LONG_TEXT = 100  # code points in a cell: a paragraph, not a figure or a name


def is_layout(table: HtmlElement) -> bool:
    """Tell whether a table only places text: a letterhead, a signature, one column, or few rows without border."""
    rows = list(_rows(table))
    if max((len(list(_cells(row))) for row in rows), default=0) <= 1:
        return True
    if _has_header(table) or _has_border(table) or len(rows) > _FEW_ROWS:
        return len(rows) <= _FEW_ROWS + 1 and not _has_header(table) and _is_official(table)
    return _is_official(table) or any(_is_long(cell) for row in rows for cell in _cells(row))


def outer_rows(table: HtmlElement, text_of: Callable[[HtmlElement], str]) -> list[list[str]]:
    """Return the cells of a data table, row by row; a table within a cell is part of the cell's text."""
    return [[text_of(cell) for cell in _cells(row)] for row in _rows(table)]


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    yield from row.iterchildren("td", "th")


def _is_official(table: HtmlElement) -> bool:
    text = one_line(table.text_content())
    return is_letterhead(text) or is_signature(text)


def _is_long(cell: HtmlElement) -> bool:
    return len(one_line(cell.text_content())) > _LONG_TEXT or cell.find(".//table") is not None


def _has_header(table: HtmlElement) -> bool:
    return any(cell.tag == "th" for row in _rows(table) for cell in _cells(row))


def _has_border(table: HtmlElement) -> bool:
    if table.get("border", "0").strip() not in ("0", "") or "border" in table.get("class", ""):
        return True
    styled = [table, *(cell for row in _rows(table) for cell in _cells(row))]
    return any(_BORDER_STYLE.search(element.get("style", "").lower()) for element in styled)
