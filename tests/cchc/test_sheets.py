"""Rows as JSON lines, CSV and Excel: what a spreadsheet program must not take for a formula stays text."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from cchc.sheets import day, harmless, workbook, write_rows

ROWS = [
    {"document": "Nghị định 61/2018/NĐ-CP", "mentions": 3, "where": ["a.txt (tr. 1, 2)", "b.txt"], "title": None},
    {"document": "=HYPERLINK(1)", "mentions": 1, "where": ["@c.txt"], "title": "+1"},
]


def test_json_lines_keep_everything() -> None:
    stream = io.StringIO()
    write_rows(ROWS, "jsonl", stream, "")
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == ROWS


def test_csv() -> None:
    stream = io.StringIO()
    write_rows(ROWS, "csv", stream, "")
    assert list(csv.reader(io.StringIO(stream.getvalue()))) == [
        ["document", "mentions", "where", "title"],
        ["Nghị định 61/2018/NĐ-CP", "3", "a.txt (tr. 1, 2)\nb.txt", ""],
        ["'=HYPERLINK(1)", "1", "'@c.txt", "'+1"],
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("=1+1", "'=1+1"), ("-2", "'-2"), ("@a", "'@a"), ("+84", "'+84"), ("\tx", "'\tx"), ("a=1", "a=1"), (-2, -2)],
)
def test_formulas_become_text(cell: object, expected: object) -> None:
    assert harmless(cell) == expected


@pytest.mark.parametrize("rows", [ROWS, []])
def test_excel_holds_no_formula(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("w", encoding="utf-8") as stream:
        write_rows(rows, "xlsx", stream, "Văn bản")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        words = book.read("xl/sharedStrings.xml").decode() if rows else ""
    assert not rows or "=HYPERLINK(1)" in words


def test_days_are_days_to_excel(tmp_path: Path) -> None:
    book = workbook({"a": [{"Ngày": day("2023-06-15")}, {"Ngày": day("năm 2023")}, {"Ngày": day(None)}]})
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "dd/mm/yyyy" in parts.read("xl/styles.xml").decode()
        assert "năm 2023" in parts.read("xl/sharedStrings.xml").decode()
    assert "<v>45092</v>" in sheet  # days since the end of 1899
