"""Corpora as data sets: every source gives the same columns, splits keep reports whole, bad labels are refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpora import load
from corpora.annotated import authored, parse, samples, statements
from corpora.corrections import read_corrections
from corpora.history import read_parquet, tagged_to_parquet
from corpora.loading import load_rows, split_of
from corpora.scheme import AREAS, STANCES, SUBS
from nlp.errors import CchcError, LabelError

Record = dict[str, Any]
CORRECTION: Record = {
    "text": "- Còn 12 hồ sơ đất đai trễ hạn.",
    "area": "procedures",
    "stance": "limitation",
    "sub": "limitation",
    "headings": ["III. ĐÁNH GIÁ CHUNG", "2. Những hạn chế, tồn tại"],
    "report": "r-1f0c",
    "reviewer": "tổ CCHC",
    "at": "2026-03-02T09:15:00+07:00",
    "before": {"area": "procedures", "stance": "achievement"},
    "note": "kept by the exporter, of no matter here",
}


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def write_folder(folder: Path, text: str, units: list[Record]) -> Path:
    (folder / "reports").mkdir(parents=True)
    (folder / "gold").mkdir()
    (folder / "reports" / "xa.txt").write_bytes(text.encode())
    write_lines(folder / "gold" / "xa.units.jsonl", *units)
    return folder


def test_authored_splits_hold_all_statements_and_part_no_report() -> None:
    found = load("authored")
    assert list(found) == ["train", "validation", "test"]
    assert sum(found.num_rows.values()) == sum(1 for _ in statements(authored()))
    reports = [set(split["report"]) for split in found.values()]
    assert all(reports)
    assert len(set.union(*reports)) == sum(map(len, reports)) == len(authored())


def test_a_new_report_moves_no_other() -> None:
    names = [report.name for report in authored()]
    splits = Counter(split_of(name) for name in names)
    assert splits["train"] > splits["validation"] + splits["test"]
    rows = load_rows("authored")
    assert {row.report: name for name, split in rows.items() for row in split} == {n: split_of(n) for n in names}


def test_features_are_class_labels_of_the_scheme() -> None:
    features = load("samples")["test"].features
    assert features["area"].names == list(AREAS)
    assert features["stance"].names == list(STANCES)
    assert features["sub"].names == list(SUBS)
    assert features["areas"].feature.names == list(AREAS)


def test_a_row_tells_its_labels_and_place() -> None:
    found = load("samples")["test"]
    report = next(report for report in samples() if report.name == "tinh-2021")
    items = [item for item in report.items if item.kind == "statement"]
    rows = found.filter(lambda row: row["report"] == "tinh-2021", keep_in_memory=True)
    assert [found.features["area"].int2str(row["area"]) for row in rows] == [item.areas[0] for item in items]
    assert [None if row["sub"] is None else SUBS[row["sub"]] for row in rows] == [item.sub for item in items]
    assert [row["position"] for row in rows] == list(range(len(items)))
    assert [row["next"] for row in rows][:-1] == [row["text"] for row in rows][1:]
    assert [row["previous"] for row in rows][1:] == [row["text"] for row in rows][:-1]
    assert rows[0]["previous"] is None and rows[-1]["next"] is None
    limitation = next(row for row in rows if row["role"] == "limitations")
    assert any("HẠN CHẾ" in heading.upper() or "TỒN TẠI" in heading.upper() for heading in limitation["headings"])


def test_whole_reports_only_and_loose_statements_without_a_place() -> None:
    reports = load_rows("reports")["train"]
    assert {row.kind for row in reports} == {"report"}
    loose = [row for split in load_rows("authored").values() for row in split if row.kind == "loose"]
    assert loose
    assert {(row.headings, row.role, row.previous, row.next, row.position) for row in loose} == {
        ((), None, None, None, None)
    }


def test_a_row_names_file_and_line() -> None:
    report = parse("@kind report\n\n# I. KẾT QUẢ\n=ST A Đã ban hành kế hoạch năm.\n", "thu")
    assert [item.line for item in report.items] == [3, 4]


@pytest.mark.parametrize(
    ("line", "field", "found", "guess"),
    [
        ("=PO A Đã niêm yết thủ tục.", "area", "PO", "PR"),
        ("=PR/XX A Đã niêm yết thủ tục.", "area", "XX", None),
        ("=PR Z Đã niêm yết thủ tục.", "stance", "Z", None),
    ],
)
def test_an_unknown_code_in_annotated_text(line: str, field: str, found: str, guess: str | None) -> None:
    with pytest.raises(LabelError) as caught:
        parse(f"@kind part\n{line}\n", "thu")
    assert (caught.value.code, caught.value.value, caught.value.field) == ("E022", "thu.acr:2", field)
    assert caught.value.found == found
    assert caught.value.guess in {guess, "OR"} if guess else caught.value.guess is None


def test_a_labelled_folder(tmp_path: Path) -> None:
    text = "BÁO CÁO\r\n\r\nI. CẢI CÁCH THỂ CHẾ\r\n\r\n- Đã rà soát 12 văn bản của xã. Chưa xử lý 02 văn bản.\r\n"
    cut = text.index("Chưa")
    first = {"start": text.index("- Đã"), "end": cut - 1, "area": "institutions", "alt": ["steering"]}
    second = {"start": cut, "end": len(text) - 2, "area": "institutions", "alt": [], "sub": "limitation"}
    heading = {"start": 11, "end": 30, "kind": "heading", "area": "none", "alt": [], "stance": "none"}
    units = [heading, first | {"stance": "achievement", "sub": None}, second | {"stance": "limitation"}]
    folder = write_folder(tmp_path, text, [{"kind": "statement", **unit} for unit in units])
    (folder / "gold" / "reports.json").write_text(
        json.dumps({"xa": {"level": "commune", "period_start": "2023-01-01", "period_end": "2023-12-31"}})
    )
    rows = load_rows(folder)["test"]
    assert [row.text for row in rows] == ["- Đã rà soát 12 văn bản của xã.", "Chưa xử lý 02 văn bản."]
    assert rows[0].headings == ("I. CẢI CÁCH THỂ CHẾ",)
    assert (rows[0].areas, rows[0].section_area) == (("institutions", "steering"), "institutions")
    assert (rows[1].where, rows[1].sub, rows[1].level) == ("xa.units.jsonl:3", "limitation", "commune")
    assert rows[0].period == "2023-01-01..2023-12-31"
    assert load(folder)["test"].num_rows == 2


def test_corrections(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "sua.jsonl", CORRECTION, {"text": "Ổn.", "area": "none", "stance": "none"})
    first, second = read_corrections(path)
    assert (first.reviewer, first.at, first.before_stance) == ("tổ CCHC", "2026-03-02T09:15:00+07:00", "achievement")
    assert (first.role, first.report) == ("limitations", "r-1f0c")
    assert (second.headings, second.reviewer, second.sub) == ((), None, None)
    found = load(path)["train"]
    assert {"reviewer", "before_area"} <= set(found.column_names)
    assert "area_confidence" not in found.column_names


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        ({"area": "procedure"}, "E022", '"procedures"'),
        ({"area": None}, "E022", "steering"),
        ({"stance": "limitations"}, "E022", '"limitation"'),
        ({"sub": "task"}, "E022", "limitation, cause"),
        ({"stance": "achievement"}, "E022", "null"),
        ({"before": {"area": "x"}}, "E022", "before.area"),
        ({"text": "  "}, "E021", '"text"'),
        ({"at": "hôm qua"}, "E021", "ISO 8601"),
        ({"headings": "II"}, "E021", '"headings"'),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_bad_correction_is_told_with_file_and_line(
    tmp_path: Path, change: Record, code: str, told: str, language: str
) -> None:
    path = write_lines(tmp_path / "sua.jsonl", CORRECTION, CORRECTION | change)
    with pytest.raises(CchcError) as caught:
        list(read_corrections(path))
    assert caught.value.code == code
    message = caught.value.message(language)
    assert message.startswith(f"{path}:2: ")
    assert told in message + caught.value.detail


def test_a_check_gets_every_bad_line(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "sua.jsonl", CORRECTION | {"area": "x"}, [1], CORRECTION)
    with path.open("a", encoding="utf-8") as lines:
        lines.write("{not json\n")
    refused: list[CchcError] = []
    rows = load_rows(path, refused.append)["train"]
    assert [error.value for error in refused] == [f"{path}:{line}" for line in (1, 2, 4)]
    assert [row.where for row in rows] == [f"{path}:3"]


def test_tagged_history_goes_to_parquet_and_back(tagged: dict[str, Record], tmp_path: Path) -> None:
    records = list(tagged.values())
    failed = {"schema": "cchc/1", "source": "x.pdf", "error": {"code": "E005-no_text_layer", "message": "…"}}
    source = write_lines(tmp_path / "ketqua.jsonl", *records, failed)
    target = tmp_path / "lich-su.parquet"
    tagged_all = [statement for record in records for statement in record["statements"]]
    assert tagged_to_parquet(source, target) == len(tagged_all)
    rows = list(read_parquet(target))
    assert [(row.text, row.area, row.stance, row.sub) for row in rows] == [
        (each["text"], each["area"], each["stance"], each["sub"]) for each in tagged_all
    ]
    sections = {section["id"]: section for section in records[0]["sections"]}
    first = rows[0]
    assert first.role == sections[records[0]["statements"][0]["section"]]["role"]
    assert first.headings and first.headings[-1].endswith(sections[records[0]["statements"][0]["section"]]["title"])
    assert first.area_confidence == pytest.approx(records[0]["statements"][0]["area_confidence"])
    assert load(target)["train"].num_rows == len(rows)
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(
    "bad", [{"schema": "cchc/9"}, {"schema": "cchc/1"}, {"schema": "cchc/1", "report": {}, "sections": 3}]
)
def test_history_refuses_other_lines_and_leaves_no_half_file(bad: Record, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "ketqua.jsonl", bad)
    with pytest.raises(CchcError) as caught:
        tagged_to_parquet(source, tmp_path / "x.parquet")
    assert (caught.value.code, caught.value.value) == ("E021", f"{source}:1")
    assert [path.name for path in tmp_path.iterdir()] == ["ketqua.jsonl"]


def test_parquet_with_a_bad_label_or_none_at_all(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"text": ["a", "b"], "area": ["none", "steerin"], "stance": ["none", "none"]}), path)
    with pytest.raises(LabelError, match='"steering"') as caught:
        load(path)
    assert caught.value.value == f"{path}:2"
    pq.write_table(pa.table({"text": ["a"]}), path)
    with pytest.raises(CchcError, match="area, stance"):
        load(path)
    path.write_text("no parquet")
    with pytest.raises(CchcError) as broken:
        load(path)
    assert broken.value.code == "E004"


def test_an_unknown_name() -> None:
    with pytest.raises(CchcError, match=r'authored, reports, samples \("authored"\?\)') as caught:
        load("author")
    assert caught.value.code == "E023"


def test_the_command_line_does_not_wait_for_datasets() -> None:
    code = "import sys, cchc.cli, corpora; print([m for m in ('datasets', 'pyarrow', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
