"""Rows as JSON lines, CSV or an Excel sheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import IO, Any, TextIO, cast

import xlsxwriter

Row = dict[str, Any]
FORMATS = ("jsonl", "csv", "xlsx")
_BODY = {"text_wrap": True, "valign": "top"}
_FIRST_YEAR = 1900
_WIDEST = 60  # characters of a column; longer cells wrap
# A cell that begins with one of these is a formula to a spreadsheet program.
_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four in the width of Chinese letters


def write_rows(rows: Sequence[Row], form: str, stream: IO[str], title: str) -> None:
    """Write rows that share their keys.

    Parameters
    ----------
    rows : sequence of dict
        Lists in a cell become lines in CSV and Excel, a `date` one that Excel sorts.
    form : {"jsonl", "csv", "xlsx"}
    stream : text file
        Standard output or an open file; a workbook goes to the binary file beneath it.
    title : str
        The sheet's name.
    """
    if form == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False), file=stream)
    elif form == "csv":
        _write_csv(rows, stream)
    else:
        cast(TextIO, stream).buffer.write(_excel(rows, title))


def _cell(value: object) -> str | int | float | date:
    if isinstance(value, (int, float, date)):
        return value
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def day(iso: str | None) -> date | str:
    """Return a day that a workbook can sort; as it is what is none, or before 1900, where Excel begins.

    Examples
    --------
    >>> day("2023-06-15"), day("2023"), day("1899-12-31"), day(None)
    (datetime.date(2023, 6, 15), '2023', '1899-12-31', '')
    """
    text = iso or ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found.year >= _FIRST_YEAR else text


def harmless(value: object) -> str | int | float | date:
    """Return a cell that no spreadsheet program takes for a formula."""
    cell = _cell(value)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Echo:
    """A file for `csv.writer` that gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows that share their keys as lines of CSV, the keys first."""
    writer: Any = csv.writer(_Echo())
    for place, row in enumerate(rows):
        if place == 0:
            yield writer.writerow(row)
        yield writer.writerow([harmless(value) for value in row.values()])


def _write_csv(rows: Sequence[Row], stream: IO[str]) -> None:
    stream.writelines(csv_lines(rows))


def _excel(rows: Sequence[Row], title: str) -> bytes:
    return workbook({title: rows})


def workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Return an Excel workbook with one sheet for each title; rows of a sheet share their keys."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head, body = book.add_format({"bold": True}), book.add_format(_BODY)
        dated = book.add_format(_BODY | {"num_format": "dd/mm/yyyy", "align": "left"})
        for title, rows in sheets.items():
            _fill(book.add_worksheet(title[:31]), rows, head, body, dated)
    return buffer.getvalue()


def _fill(sheet: xlsxwriter.worksheet.Worksheet, rows: Sequence[Row], head: Any, body: Any, dated: Any) -> None:
    columns = list(rows[0]) if rows else []
    for column, name in enumerate(columns):
        cells = [_cell(row[name]) for row in rows]
        width = max([len(name), *(len(line) for cell in cells for line in str(cell).split("\n"))])
        sheet.set_column(column, column, min(width + 2, _WIDEST))
        sheet.write_string(0, column, name, head)
        for line, cell in enumerate(cells, 1):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, cell, dated)
            elif isinstance(cell, (int, float)):
                sheet.write_number(line, column, cell, body)
            else:
                sheet.write_string(line, column, cell, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
