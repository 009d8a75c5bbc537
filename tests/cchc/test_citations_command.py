"""`cchc citations`: the index over reports, the mentions of one document, tables of the user's own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from cli_helpers import Run, complaints, lines, write

from cchc.citations import named_rows

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN {name}

{name}, ngày 15 tháng 12 năm 2023

BÁO CÁO
Kết quả cải cách hành chính năm 2023

I. CẢI CÁCH THỂ CHẾ

"""
FIRST = (
    HEAD.format(name="YÊN LẬP")
    + """- Cổng thông tin được vận hành theo khoản 2 Điều 10 Nghị định số 43/2011/NĐ-CP ngày 13/6/2011 của Chính phủ.

- Trong kỳ, UBND huyện đã ban hành Kế hoạch số 25/KH-UBND ngày 10/01/2023 về kiểm tra công vụ; Kế hoạch nêu trên xong.
"""
)
SECOND = (
    HEAD.format(name="BÙ ĐĂNG")
    + """- Thực hiện Nghị định 43/2011/NĐ – CP, các xã đã công khai 120 thủ tục.

- UBND huyện đã ban hành Kế hoạch số 25/KH-UBND ngày 12/01/2023 về kiểm soát thủ tục.
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "a.txt", FIRST)
    write(tmp_path, "b.txt", SECOND)
    return tmp_path


def test_the_index(run: Run, folder: Path) -> None:
    rows = lines(run("citations", "--format", "jsonl", "a.txt", "b.txt", cwd=folder).stdout)
    decree = rows[0]
    assert (decree["number"], decree["reports"], decree["mentions"]) == ("43/2011/NĐ-CP", 2, 2)
    assert decree["status"] == "đã bị thay thế: 42/2022/NĐ-CP"
    assert decree["outdated_in"] == ["a.txt", "b.txt"]
    plans = [row for row in rows if row["number"] == "25/KH-UBND"]
    assert sorted(plan["issuer"] for plan in plans) == ["UBND huyện Bù Đăng", "UBND huyện Yên Lập"]


def test_the_table_tells_all(run: Run, folder: Path) -> None:
    shown = run("citations", ".", cwd=folder, variables={"COLUMNS": "200"}).stdout.decode()
    for word in ("43/2011/NĐ-CP", "Chính phủ", "2011-06-13", "42/2022/NĐ-CP", "a.txt", "b.txt", "về kiểm tra công vụ"):
        assert word in shown


@pytest.mark.parametrize("spelling", ["43/2011/NĐ-CP", "43/2011/nđ–cp", "Nghị định số 43/2011/NĐ-CP"])
def test_one_document(run: Run, folder: Path, spelling: str) -> None:
    rows = lines(run("citations", "--document", spelling, "--format", "jsonl", ".", cwd=folder).stdout)
    assert [row["report"] for row in rows] == ["a.txt", "b.txt"]
    assert rows[0]["pinpoint"] == "khoản 2 Điều 10"
    assert "Cổng thông tin" in rows[0]["sentence"]
    assert rows[1]["relation"] == "carried_out"


def test_a_document_that_nobody_cites(run: Run, folder: Path) -> None:
    process = run("citations", "--document", "1/2000/NĐ-CP", ".", cwd=folder)
    assert process.returncode == 0
    assert any("1/2000/NĐ-CP" in line for line in complaints(process))


def test_csv_and_excel(run: Run, folder: Path) -> None:
    printed = run("citations", "--format", "csv", "a.txt", cwd=folder).stdout.decode()
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {row["number"] for row in rows} == {"43/2011/NĐ-CP", "25/KH-UBND"}
    assert run("citations", "--format", "xlsx", "-o", "x.xlsx", "a.txt", cwd=folder).returncode == 0
    with zipfile.ZipFile(folder / "x.xlsx") as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert "43/2011/NĐ-CP" in words and ">Số, ký hiệu<" in words and ">number<" not in words


def test_columns_of_a_workbook_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_LANG", "en")
    row = {"number": "1/NQ-CP", "date": "2023-06-15", "conflicts": ["date"], "key": "x"}
    (named,) = named_rows([row])
    assert {"Number": "1/NQ-CP", "Dated": date(2023, 6, 15), "Conflicts": ["dates differ"]} == named
    (named,) = named_rows([{"relation": "basis", "own": True, "sentence": "Căn cứ …"}])
    assert list(named.values()) == ["basis", "yes", "Căn cứ …"]


def test_a_table_of_ones_own(run: Run, folder: Path) -> None:
    write(
        folder,
        "own.csv",
        "number,type,date,in_force_from,replaced_by,replaced_from,source\n"
        "43/2011/NĐ-CP,Nghị định,2011-06-13,2011-08-01,99/2023/NĐ-CP,2023-01-01,thử\n",
    )
    rows = lines(run("citations", "--documents", "own.csv", "--format", "jsonl", "a.txt", cwd=folder).stdout)
    assert {row["number"]: row["status"] for row in rows}["43/2011/NĐ-CP"] == "đã bị thay thế: 99/2023/NĐ-CP"


@pytest.mark.parametrize("row", ["43/2011/NĐ-CP,,", "43/2011/NĐ-CP,Nghị định,hôm qua"])
def test_a_bad_table_is_one_line(run: Run, folder: Path, row: str) -> None:
    write(folder, "own.csv", f"number,type,date\n{row}\n")
    process = run("citations", "--documents", "own.csv", "a.txt", cwd=folder)
    assert process.returncode == 1
    (told,) = complaints(process)
    assert "own.csv" in told


def test_a_bad_report_costs_itself_only(run: Run, folder: Path) -> None:
    write(folder, "c.txt", b"")
    process = run("citations", "--format", "jsonl", ".", cwd=folder)
    assert process.returncode == 1
    assert len(lines(process.stdout)) == 3


def test_the_tagged_report_tells_it_too(run: Run, folder: Path) -> None:
    (record,) = lines(run("tag", "a.txt", cwd=folder).stdout)
    decree, plan = record["documents"]
    assert (decree["status"], decree["status_by"]) == ("replaced", ["42/2022/NĐ-CP"])
    assert [form["text"] for form in plan["short_forms"]] == ["Kế hoạch nêu trên"]
    text = (folder / "a.txt").read_text(encoding="utf-8")
    assert all(text[form["start"] : form["end"]] == form["text"] for form in plan["short_forms"])
    own = [citation["own"] for citation in record["citations"]]
    assert own == [False, True]
    assert json.dumps(record, ensure_ascii=False)
