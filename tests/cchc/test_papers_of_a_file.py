"""A file that holds several papers, in every command and in the index: one report for each."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_helpers import Run, lines, write
from index_helpers import fill, open_at, texts
from test_web_uploads import ended, index_of, outcomes, send
from web_helpers import csrf, desk_client

from cchc.index import Change, Index, Query
from cchc.index.intake import Options, label, model_version, records_of
from cchc.index.relabelling import outdated, relabelled
from cchc.index.writing import add_batch, add_records
from corpora.readers import read_bytes

Record = dict[str, Any]


def commune(name: str, number: int) -> str:
    """Return a small report of a commune."""
    return (
        f"UBND HUYỆN LONG HỒ\nUBND XÃ {name.upper()}\nSố: {number}/BC-UBND\n{name}, ngày {number} tháng 11 năm 2023\n"
        "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n\nI. KẾT QUẢ\n\n"
        f"Xã đã ban hành Kế hoạch số {number}/KH-UBND ngày 15/01/2023 về cải cách hành chính.\n\nII. HẠN CHẾ\n\n"
        f"Còn {number} hồ sơ đất đai trễ hạn.\n\nNơi nhận:\n- UBND huyện;\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n"
    )


DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\nSố: 412/QĐ-UBND\nVĩnh Long, ngày 9 tháng 3 năm 2023\nQUYẾT ĐỊNH\n"
    "Ban hành quy chế một cửa\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế một cửa./.\nNơi nhận:\n- Lưu: VT.\n"
    "CHỦ TỊCH\n\nQUY CHẾ\nMột cửa\n(Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày 9/3/2023)\n\n"
    "Điều 1. Phạm vi\n\nQuy chế này quy định việc tiếp nhận và trả kết quả tại bộ phận một cửa của tỉnh.\n"
)
TWO = commune("An Bình", 5) + commune("Hòa Ninh", 6)
THREE = TWO + commune("Phú Đức", 7)


@pytest.fixture
def index(tmp_path: Path, database: str | None) -> Iterator[Index]:
    with open_at(tmp_path / "index", database) as opened:
        yield opened


def add(index: Index, *paths: Path) -> list[tuple[str, str]]:
    """Add files; returns names without folders, and outcomes."""
    records = records_of(index.store, [str(path) for path in paths], Options(), iter)
    return [(added.name.rpartition("/")[2] if added.outcome == "unchanged" else added.name, added.outcome)
            for added in add_records(index.store, records)]  # fmt: skip


def held(index: Index) -> list[str | None]:
    """Return the numbers of the reports that the index holds."""
    return sorted(row.number or "" for row in index.reports())


def test_a_line_for_each_paper(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", THREE)
    records = lines(run("tag", str(path), "--with-text").stdout)
    assert [record["report"]["number"] for record in records] == ["5/BC-UBND", "6/BC-UBND", "7/BC-UBND"]
    assert [record["report"]["part"] for record in records] == [{"number": n, "of": 3} for n in (1, 2, 3)]
    assert {record["text"] for record in records} == {THREE}
    for record in records:
        for row in (*record["statements"], *record["citations"]):
            assert " ".join(THREE[row["start"] : row["end"]].split()) == row["text"]
    shown = run("tag", str(path), "--format", "text").stdout.decode("utf-8")
    assert [f"văn bản {n}/3  UBND xã {name}" in shown for n, name in ((1, "An Bình"), (3, "Phú Đức"))] == [True, True]
    tagged = write(tmp_path, "a.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    assert "Đã đọc 3 báo cáo, 6 câu" in run("summary", str(tagged)).stdout.decode("utf-8")
    read = json.loads(run("read", str(path), "--format", "json").stdout)
    assert read["text"] == THREE


def test_each_unit_is_cited_for_its_own(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", TWO)
    rows = lines(run("citations", str(path), "--format", "jsonl").stdout)
    issuers = {row["number"]: row["issuer"] for row in rows}
    assert (issuers["5/KH-UBND"], issuers["6/KH-UBND"]) == ("UBND xã An Bình", "UBND xã Hòa Ninh")
    assert {where for row in rows for where in row["where"]} == {"gop.txt (1/2)", "gop.txt (2/2)"}


def test_each_paper_is_stored_and_adding_again_changes_nothing(index: Index, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", THREE)
    assert add(index, path) == [(f"gop.txt ({n}/3)", "added") for n in (1, 2, 3)]
    before = index.status()
    assert add(index, path) == [("gop.txt", "unchanged")] * 3
    assert (index.status(), held(index)) == (before, ["5/BC-UBND", "6/BC-UBND", "7/BC-UBND"])
    for row in index.reports():
        view = index.report(row.id)
        start, end = view.facts["span"]
        assert view.text == " " * start + THREE[start:end] == index.text(row.id)
        assert [view.text[hit.start : hit.end] for hit in view.statements] == [hit.text for hit in view.statements]
        assert index.facts(row.id)["part"] == {"number": int(str(row.number)[0]) - 4, "of": 3}


def test_a_changed_file_replaces_all_its_papers(index: Index, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", THREE)
    add(index, path)
    write(tmp_path, "gop.txt", commune("An Bình", 8) + commune("Bình Hòa", 9))
    assert [outcome for _, outcome in add(index, path)] == ["replaced", "added"]
    assert held(index) == ["8/BC-UBND", "9/BC-UBND"]
    write(tmp_path, "gop.txt", commune("Đồng Phú", 4))
    assert [outcome for _, outcome in add(index, path)] == ["replaced"]
    assert held(index) == ["4/BC-UBND"]


def test_papers_of_one_title_are_no_versions_of_each_other(index: Index, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", commune("An Bình", 5) + commune("An Bình", 6))
    assert [outcome for _, outcome in add(index, path)] == ["added", "added"]
    assert [outcome for _, outcome in add(index, path)] == ["unchanged", "unchanged"]


def test_a_paper_is_a_version_of_a_report_in_another_file(index: Index, tmp_path: Path) -> None:
    add(index, write(tmp_path, "mot.txt", commune("An Bình", 4)))
    assert [outcome for _, outcome in add(index, write(tmp_path, "gop.txt", TWO))] == ["replaced", "added"]
    assert held(index) == ["5/BC-UBND", "6/BC-UBND"]


def test_removed_papers_come_back_and_a_source_goes_with_all_of_them(index: Index, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", THREE)
    add(index, path)
    uids = index.named("gop.txt")
    assert index.remove(uids[1:2]) == 1
    assert [outcome for _, outcome in add(index, path)] == ["unchanged", "added", "unchanged"]
    assert index.remove(index.named("gop.txt")) == 3
    assert (index.status().reports, index.status().units) == (0, 0)


def test_a_run_that_was_killed_between_two_papers_goes_on(index: Index, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", TWO)
    records = list(records_of(index.store, [str(path)], Options(), iter))
    add_batch(index.store, records[:1])
    assert [outcome for _, outcome in add(index, path)] == ["unchanged", "added"]


def test_tagged_lines_are_stored_alike(index: Index, run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "gop.txt", TWO)
    tagged = write(tmp_path, "a.jsonl", run("tag", str(path), "--with-text").stdout)
    assert add(index, tagged) == [("gop.txt (1/2)", "added"), ("gop.txt (2/2)", "added")]
    assert [outcome for _, outcome in add(index, tagged)] == ["unchanged"] * 2
    second = index.report(index.named("gop.txt")[1])
    assert second.text is not None and second.text.strip() == commune("Hòa Ninh", 6).strip()


def test_what_a_file_no_longer_holds_is_dropped(index: Index, tmp_path: Path) -> None:
    records = label(read_bytes(THREE.encode("utf-8"), "gop.txt"), None)
    assert isinstance(records, list)
    fill(index, *copy.deepcopy(records))
    for record, number in zip(records[:2], (1, 2), strict=True):
        record["report"]["part"] = {"number": number, "of": 2}
    assert fill(index, *records[:2]) == ["replaced", "replaced"]
    assert held(index) == ["5/BC-UBND", "6/BC-UBND"]
    records[0]["report"] |= {"part": None, "span": None}
    assert fill(index, records[0]) == ["replaced"]
    assert held(index) == ["5/BC-UBND"]


@pytest.mark.parametrize(
    ("part", "span"),
    [
        ({"number": 3, "of": 2}, [0, 5]),
        ({"number": 1, "of": 2}, [5, 5]),
        ({"number": 2, "of": 2}, [-1, 5]),
        ({"number": 2, "of": 2}, [10**12, 10**12 + 1]),
        ({"number": 2, "of": 2}, ["0", "5"]),
        ({"number": 2}, [0, 5]),
    ],
)
def test_parts_that_cannot_be_are_refused(index: Index, part: Record, span: list[Any]) -> None:
    record = texts("a.txt", "Hồ sơ trễ hạn.", part=part, span=span) | {"text": "Hồ sơ trễ hạn."}
    assert fill(index, record) == ["failed"]


@pytest.mark.parametrize(("text", "removed"), [(THREE, 0), (THREE, 1), (DECISION, 0)])
def test_papers_are_relabelled_together(index: Index, tmp_path: Path, text: str, removed: int) -> None:
    path = write(tmp_path, "gop.txt", text)
    records = [one for one in records_of(index.store, [str(path)], Options(), iter) if isinstance(one, dict)]
    fill(index, *(copy.deepcopy(record) | {"model": "older"} for record in records))
    index.remove([record["report"]["id"] for record in records[:removed]])
    uids, bare = outdated(index.store, model_version(None))
    assert (len(uids), bare) == (len(records) - removed, 0)
    again = list(relabelled(index.store, uids, None))
    assert [without_text(one) for one in again] == [without_text(one) for one in records[removed:]]
    assert {added.outcome for added in index.add(again)} == {"replaced"}
    assert outdated(index.store, model_version(None)) == ([], 0)


def without_text(record: Any) -> Record:
    """Return a record without its text: stored is what belongs to the paper."""
    return {key: value for key, value in record.items() if key != "text"}


def test_boundaries_can_be_corrected_in_a_later_paper(index: Index, tmp_path: Path) -> None:
    add(index, write(tmp_path, "gop.txt", TWO))
    hit = next(hit for hit in index.search(Query("dat dai")).hits if "6 hồ sơ" in hit.text)
    index.correct(hit.id, Change(start=hit.start, end=hit.start + len("Còn 6 hồ sơ")), "Lan")
    assert index.statement(hit.id).text == "Còn 6 hồ sơ" == TWO[hit.start :][: len("Còn 6 hồ sơ")]


def test_handing_in_a_file_of_several_papers(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        first = ended(client, send(client, ("gop.txt", TWO.encode("utf-8"))))
        assert outcomes(first) == [("gop.txt (1/2)", "added"), ("gop.txt (2/2)", "added")]
        again = ended(client, send(client, ("gop-2.txt", TWO.encode("utf-8"))))
        assert outcomes(again) == [("gop-2.txt", "unchanged")] * 2
        uids = [str(one.report) for one in first.files[0].results]
        shown = client.get(f"/bao-cao/{uids[1]}").text
        assert "Còn 6 hồ sơ" in shown and "Còn 5 hồ sơ" not in shown and "2/2" in shown
        assert client.get(f"/bao-cao/{uids[1]}/van-ban.txt").text == commune("Hòa Ninh", 6)
        assert client.get(f"/bao-cao/{uids[0]}/van-ban.txt").text == commune("An Bình", 5)
        assert "các văn bản khác của tệp ở lại" in client.get(f"/bao-cao/{uids[0]}/xoa").text
        client.post(f"/bao-cao/{uids[0]}/xoa", data={"csrf": csrf(client)})
        assert [row.id for row in index_of(client).reports()] == uids[1:]
        assert index_of(client).original(uids[1]) == TWO.encode("utf-8")
