"""The index on the command line: added, killed, searched, exported."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import lxml.etree
import pyarrow.parquet
import pytest
from cli_helpers import REPORT, Run, complaints, lines, write
from index_helpers import changed, citing, fill, open_at, texts

from cchc.index import Change, Query, open_index
from cchc.index.intake import Options, model_version, records_of
from cchc.index.relabelling import outdated
from cchc.index.writing import add_records

KILLS = int(os.environ.get("CCHC_KILLS", "10"))
REPORTS = 150
ADDER = """
import json, sys
from pathlib import Path
from cchc.index import open_index
with open_index(sys.argv[1], create=True) as index, Path(sys.argv[2]).open(encoding="utf-8") as lines:
    for added in index.add(map(json.loads, lines)):
        print(added.outcome, added.report, flush=True)
"""


def tagged(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    folder, chance = tmp_path / "index", random.Random(9)
    told: set[str] = set()
    for turn in range(KILLS):
        names = [f"{turn}-{number}" for number in range(REPORTS)]
        sentences = [f"Hồ sơ lần {number} trễ hạn." for number in range(20)]
        source = tagged(tmp_path / "a.jsonl", *(texts(name, *sentences, title=name) for name in names))
        told |= add_and_kill(folder, source, chance)
        with open_index(folder) as index:
            held = {row.id: row.statements for row in index.reports()}
            status = index.status(check=True)
            assert told <= held.keys() and status.whole, status.faults
            assert status.statements == sum(held.values()) == index.search(Query("hồ sơ")).total == 20 * len(held)


def add_and_kill(folder: Path, source: Path, chance: random.Random) -> set[str]:
    """Add in a process and kill it (kill -9) some time after some line; returns what it had reported as added."""
    process = subprocess.Popen(
        [sys.executable, "-c", ADDER, str(folder), str(source)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    wanted = chance.randrange(REPORTS)
    said = list(itertools.islice(process.stdout, wanted + 1))
    time.sleep(chance.random() * 0.3)  # while it records, or brings the search files up
    process.kill()
    said += [line for line in process.stdout if line.endswith("\n")]
    process.wait()
    return {line.split()[1] for line in said}


def test_reports_are_labelled_searched_and_passed_over(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "kho/a.txt")
    write(tmp_path, "kho/rong.txt", b"")
    index = ["--index", str(tmp_path / "index")]
    first = run("index", "add", str(tmp_path / "kho"), *index, "--lang", "en")
    assert first.returncode == 1 and "rong.txt" in complaints(first)[0]
    assert b"1 added, 0 unchanged, 0 replaced, 1 failed; statements: 2" in first.stdout
    (tmp_path / "kho/rong.txt").unlink()
    again = run("index", "add", str(tmp_path / "kho"), *index, "--jobs", "2", "--lang", "en")
    assert again.returncode == 0 and b"0 added, 1 unchanged" in again.stdout
    write(tmp_path, "kho/a.txt", REPORT.replace("12 văn bản", "15 văn bản"))
    assert b"1 replaced" in run("index", "add", str(tmp_path / "kho"), *index, "--jobs", "2", "--lang", "en").stdout
    found = run("search", "van ban", *index, "--area", "institutions", "--format", "jsonl", "--facet", "stance")
    assert sorted(line["stance"] for line in lines(found.stdout)) == ["achievement", "limitation"]
    assert run("search", "15", *index, "--count").stdout.split() == [b"1"]
    assert "xã Bình Phước" in run("limitations", *index).stdout.decode("utf-8")
    assert "34/2016/NĐ-CP" in run("documents", *index).stdout.decode("utf-8")
    status = json.loads(run("index", "status", "--check", "--json", *index).stdout)
    assert (status["reports"], status["statements"], status["whole"]) == (1, 2, True)
    assert run("index", "remove", "a.txt", *index).returncode == 0
    assert run("index", "remove", "a.txt", *index).returncode == 1


def test_what_is_no_index_or_no_tagged_file_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    none = run("search", "a", "--index", str(tmp_path / "none"))
    assert none.returncode == 1 and len(complaints(none)) == 1
    bad = write(tmp_path, "a.jsonl", '{"schema": "x"}\n{\n')
    added = run("index", "add", str(bad), "--index", str(tmp_path / "index"))
    assert added.returncode == 1 and len(complaints(added)) == 2
    assert run("search", "(a", "--period", "xưa", "--index", str(tmp_path / "index")).returncode == 1


def test_relabelling_keeps_corrections(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with open_at(folder, None) as index:
        path = write(tmp_path, "a.txt")
        records = records_of(index.store, [str(path)], Options(), iter)
        older = [record | {"model": "older"} for record in records if isinstance(record, dict)]
        assert [added.outcome for added in add_records(index.store, older)] == ["added"]
        hit = index.search(Query("rà soát")).hits[0]
        index.correct(hit.id, Change(area="steering"), "Lan")
        assert len(outdated(index.store, model_version(None))[0]) == 1
    assert run("index", "relabel", "--index", str(folder)).returncode == 0
    with open_index(folder) as index:
        assert outdated(index.store, model_version(None)) == ([], 0)
        after = index.search(Query("rà soát")).hits[0]
        assert (after.area, after.corrected, after.model) == ("steering", True, model_version(None))
        report = index.report(after.report)
        assert report.text is not None and report.text[after.start : after.end] == after.text


@pytest.fixture(scope="module")
def exported(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one index in every form; its sentences try to be formulas and control characters."""
    folder = tmp_path_factory.mktemp("export")
    with open_at(folder / "index", None) as index:
        other = changed(texts("c.docx", "+ Máy in hỏng.\x01", "- Máy quét hỏng."), issuer="UBND xã Bình Phước")
        fill(index, texts("a.docx", "=HYPERLINK(1) hồ sơ trễ.", "@SUM hồ sơ."), citing("b.docx"), other)
    for form in ("xlsx", "csv", "parquet", "docx"):
        done = run(
            "export", "--stance", "limitation", "-o", str(folder / f"e.{form}"), "--index", str(folder / "index")
        )
        assert done.returncode == 0, done.stderr
    return folder


def test_excel_has_a_cover_and_a_sheet_for_each_kind(exported: Path) -> None:
    with zipfile.ZipFile(exported / "e.xlsx") as book:
        parts = {name: lxml.etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter("{*}sheet")]
    assert names == ["Bìa", "Câu nhận định", "Báo cáo", "Văn bản", "Đơn vị", "Lĩnh vực × loại"]
    sheets = [parts[f"xl/worksheets/sheet{number}.xml"] for number in range(1, 7)]
    assert not [formula for sheet in sheets for formula in sheet.iter("{*}f")]
    assert [len(list(sheet.iter("{*}row"))) for sheet in sheets[:3]] == [5, 7, 4]
    strings = {text.text for text in parts["xl/sharedStrings.xml"].iter("{*}t")}
    assert {"Lĩnh vực", "Hạn chế", "=HYPERLINK(1) hồ sơ trễ."} <= strings  # a text, not a formula
    assert not {"area", "stance", "limitation", "procedures", "commune"} & strings  # people read it, not programs


def test_csv_cells_are_harmless(exported: Path) -> None:
    rows = list(csv.reader(io.StringIO((exported / "e.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_parquet_and_word_hold_every_sentence(exported: Path) -> None:
    kept = pyarrow.parquet.read_table(exported / "e.parquet").column("text").to_pylist()
    assert len(kept) == 6 and "=HYPERLINK(1) hồ sơ trễ." in kept
    paragraphs = docx.Document(str(exported / "e.docx")).paragraphs
    bullets = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "List Bullet"]
    units = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 2"]
    assert len(bullets) == 6 and all("tr. 2" in bullet and ".docx" in bullet for bullet in bullets)
    assert units == ["UBND huyện Mang Thít", "UBND xã Bình Phước"]


def test_an_unknown_ending_is_wrong_usage(run: Run, exported: Path) -> None:
    done = run("export", "-o", str(exported / "e.pdf"), "--index", str(exported / "index"))
    assert done.returncode == 2 and not (exported / "e.pdf").exists()
