"""Limitations as files, each with the one that it repeats: Excel and Word for people, CSV and JSON for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, Final

from docx import Document

from cchc.index.export import add_paragraph, add_source, add_statement, cover, without_controls
from cchc.index.index import Index
from cchc.index.named_rows import bare, named_limitation
from cchc.index.tables import limitation_row
from cchc.index.types import Limitation, Query
from cchc.language import area_name, say
from cchc.names import period_name
from cchc.sheets import csv_lines, workbook


def limitations_of(index: Index, query: Query, only_repeated: bool = False) -> Iterator[Limitation]:
    """Yield limitations by area, unit and period; with `only_repeated` those that the period before had, too."""
    found = index.limitations(query.filters, query.text)
    return (one for one in found if one.repeats or not only_repeated)


def excel(index: Index, query: Query, only_repeated: bool = False) -> bytes:
    """Return a workbook: a cover that tells the filters, and the limitations."""
    rows = [named_limitation(one) for one in limitations_of(index, query, only_repeated)]
    front = cover(index, query, len(rows))
    return workbook({say("Hạn chế", "Limitations"): rows, say("Bìa", "Cover"): front})


def word(index: Index, query: Query, only_repeated: bool = False) -> bytes:
    """Return a Word document: limitations under area, unit and period, to paste into a report."""
    found = list(limitations_of(index, query, only_repeated))
    document = Document()
    add_paragraph(document, "Title", say("Hạn chế nêu trong báo cáo", "Limitations told by reports"))
    for row in cover(index, query, len(found)):
        name, value = row.values()
        add_paragraph(document, "Normal", f"{name}: {value}")
    for area, of_area in groupby(found, key=lambda one: one.hit.area):
        add_paragraph(document, "Heading1", area_name(area))
        for place, of_unit in groupby(of_area, key=_place):
            add_paragraph(document, "Heading2", place)
            for one in of_unit:
                _add_limitation(document, one)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _place(one: Limitation) -> str:
    hit = one.hit
    unit = hit.unit or hit.source
    where = f"{unit}, {hit.province}" if hit.province and hit.province not in unit else unit
    return f"{where} – {period_name(hit.period)}"


def _add_limitation(document: Any, one: Limitation) -> None:
    paragraph = add_statement(document, one.hit)
    if one.repeats:
        told = say("Lặp lại", "Repeated from") + f" {period_name(one.repeats.period)}: “{bare(one.repeats.text)}”"
        paragraph.add_run(f" {without_controls(told)}").bold = True
        add_source(paragraph, one.repeats)


def text_lines(index: Index, query: Query, only_repeated: bool = False) -> Iterator[str]:
    """Yield lines of CSV, Excel's mark of UTF-8 first."""
    yield "\ufeff"
    yield from csv_lines(limitation_row(one) for one in limitations_of(index, query, only_repeated))


def json_lines(index: Index, query: Query, only_repeated: bool = False) -> Iterator[str]:
    """Yield lines of JSON."""
    for one in limitations_of(index, query, only_repeated):
        yield f"{json.dumps(limitation_row(one), ensure_ascii=False)}\n"


Writer = Callable[[Index, Query, bool], bytes]
Lines = Callable[[Index, Query, bool], Iterator[str]]
WRITERS: Final[dict[str, Writer]] = {"xlsx": excel, "docx": word}
LINES: Final[dict[str, Lines]] = {"csv": text_lines, "jsonl": json_lines}
