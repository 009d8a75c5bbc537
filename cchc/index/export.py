"""What an index holds, as files: Excel, CSV, Parquet, Word."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

from cchc.index.index import Index
from cchc.index.named_rows import bare, named_cell, named_document, named_report, named_statement, named_unit
from cchc.index.tables import hit_row
from cchc.index.telling import told_filters
from cchc.index.types import Hit, Query
from cchc.language import area_name, language, say, stance_name
from cchc.names import period_name
from cchc.sheets import Row, csv_lines, workbook
from corpora.scheme import AREAS

_MOST_DOCUMENTS = 100_000
_TIME: Final = {"vi": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}
_ROWS = 5_000  # of a Parquet file's group: they are in memory together
_ORDER = {area: place for place, area in enumerate(AREAS)}
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # letters that no Word file may hold


def cover(index: Index, query: Query, count: int) -> list[Row]:
    """Return what a file holds, and since when: date, count, models, filters."""
    models = ", ".join(f"{model} ({reports})" for model, reports in index.status().models.items())
    told = [
        (say("Lập ngày", "Made on"), f"{datetime.now().astimezone():{_TIME[language()]}}"),
        (say("Số nhận định", "Statements"), str(count)),
        (say("Mô hình (số báo cáo)", "Model (reports)"), models),
    ]
    asked = told_filters(index, query) or [(say("Bộ lọc", "Filters"), say("không có", "none"))]
    return [{say("Mục", "Item"): name, say("Giá trị", "Value"): value} for name, value in (*told, *asked)]


def excel(index: Index, query: Query) -> bytes:
    """Return a workbook: a cover that tells filters, date and model, and one sheet for each kind."""
    hits = list(index.every(query))
    filters = query.filters
    documents = index.documents(filters, limit=_MOST_DOCUMENTS)
    return workbook(
        {
            say("Bìa", "Cover"): cover(index, query, len(hits)),
            say("Câu nhận định", "Statements"): [named_statement(hit) for hit in hits],
            say("Báo cáo", "Reports"): [named_report(report) for report in index.reports(filters)],
            say("Văn bản", "Documents"): [named_document(document) for document in documents],
            say("Đơn vị", "Units"): [named_unit(unit) for unit in index.units(filters)],
            say("Lĩnh vực × loại", "Area by stance"): [named_cell(cell) for cell in index.matrix(query)],
        }
    )


def comma_separated(index: Index, query: Query) -> bytes:
    """Return the statements as CSV, with the mark by which Excel knows UTF-8."""
    return "".join(text_lines(index, query)).encode("utf-8", "backslashreplace")


def text_lines(index: Index, query: Query) -> Iterator[str]:
    """Yield the statements as lines of CSV while they are read; Excel's mark of UTF-8 stands first."""
    yield "\ufeff"
    yield from csv_lines(hit_row(hit) for hit in index.every(query))


def json_lines(index: Index, query: Query) -> Iterator[str]:
    """Yield the statements as lines of JSON while they are read."""
    for hit in index.every(query):
        yield f"{json.dumps(hit_row(hit), ensure_ascii=False)}\n"


def parquet(index: Index, query: Query) -> bytes:
    """Return the statements as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer, hits = io.BytesIO(), index.every(query)
    with pq.ParquetWriter(buffer, _parquet_schema(), compression="zstd") as writer:
        while rows := [hit_row(hit) for hit in islice(hits, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, _parquet_schema()))
    return buffer.getvalue()


def _parquet_schema() -> Any:
    import pyarrow as pa

    kinds = {"id": pa.int64(), "page": pa.int32(), "start": pa.int32(), "end": pa.int32(), "corrected": pa.bool_()}
    kinds |= dict.fromkeys(("area_confidence", "stance_confidence"), pa.float64())
    kinds |= dict.fromkeys(("uncertain", "headings"), pa.list_(pa.string()))
    names = (
        "id", "text", "area", "area_name", "area_confidence", "stance", "sub", "stance_name", "stance_confidence",
        "uncertain", "corrected", "unit", "level", "province", "period", "date", "headings", "report", "source", "page",
        "start", "end", "model",
    )  # fmt: skip
    return pa.schema([(name, kinds.get(name, pa.string())) for name in names])


def word(index: Index, query: Query) -> bytes:
    """Return a Word document: statements under their area and unit, each with its source, to paste into a report."""
    hits = sorted(index.every(query), key=_place)
    document = Document()
    add_paragraph(document, "Title", say("Nhận định trích từ báo cáo", "Statements from reports"))
    for row in cover(index, query, len(hits)):
        name, value = row.values()
        add_paragraph(document, "Normal", f"{name}: {value}")
    for area, of_area in groupby(hits, key=lambda hit: hit.area):
        add_paragraph(document, "Heading1", area_name(area))
        for unit, of_unit in groupby(of_area, key=_unit):
            add_paragraph(document, "Heading2", unit)
            for hit in of_unit:
                add_statement(document, hit, kind=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _place(hit: Hit) -> tuple[int, str, str, str, int]:
    return _ORDER[hit.area], _unit(hit), hit.period_end or "", hit.report, hit.start


def _unit(hit: Hit) -> str:
    return hit.unit or hit.source


def add_paragraph(document: Any, style: str, text: str = "") -> Any:
    """Add a paragraph; `Document.add_paragraph` looks through all that stand before, each time. `style` is an id."""
    element = OxmlElement("w:p")
    document.element.body[-1].addprevious(element)  # the last child tells of the page
    element.style = style
    paragraph = Paragraph(element, document)
    paragraph.add_run(text.translate(_NOT_XML))
    return paragraph


def add_statement(document: Any, hit: Hit, *, kind: bool = False) -> Paragraph:
    """Add a sentence, with `kind` its kind before it, its source behind it in italics."""
    paragraph: Paragraph = add_paragraph(document, "ListBullet")
    if kind:
        paragraph.add_run(f"{stance_name(hit.stance, hit.sub)}: ").bold = True
    paragraph.add_run(without_controls(bare(hit.text)))
    add_source(paragraph, hit)
    return paragraph


def add_source(paragraph: Paragraph, hit: Hit) -> None:
    """Add where a statement stands, in italics."""
    paragraph.add_run(f" ({without_controls(source_of(hit))})").italic = True


def without_controls(text: str) -> str:
    """Return a text without the letters that no Word file may hold."""
    return text.translate(_NOT_XML)


def source_of(hit: Hit) -> str:
    """Return where a statement stands: title, date, page or heading, file."""
    page = f"{say('tr.', 'p.')} {hit.page}" if hit.page else None
    where = page or (hit.headings[-1] if hit.headings else None)
    period = period_name(hit.period) if hit.period else None
    return "; ".join(part for part in (hit.title, period, where, hit.source) if part)


Writer = Callable[[Index, Query], bytes]
WRITERS: Final[dict[str, Writer]] = {".xlsx": excel, ".csv": comma_separated, ".parquet": parquet, ".docx": word}
