"""The index keeps what it was given, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from index_helpers import changed, citing, fill, open_at, report, statement, texts
from sqlalchemy import delete, select, update

from cchc.index import Change, Filters, Index, Query, open_index
from cchc.index.database import writing
from cchc.index.schema import metadata, pending, reports
from cchc.index.writing import add_batch
from corpora.corrections import read_corrections
from nlp.errors import LabelError, OffsetError, StoreError


@pytest.fixture
def index(tmp_path: Path, database: str | None) -> Iterator[Index]:
    with open_at(tmp_path, database) as opened:
        yield opened


def test_migrations_make_the_tables_of_the_schema(index: Index) -> None:
    with index.store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_adding_again_changes_nothing(index: Index) -> None:
    record = citing("a.docx")
    assert fill(index, record) == ["added"]
    before = index.status()
    assert fill(index, record, record) == ["unchanged", "unchanged"]
    assert index.status() == before
    assert (before.reports, before.statements, before.citations, before.documents) == (1, 2, 1, 1)


def test_a_new_version_takes_the_place_of_the_old(index: Index) -> None:
    fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn.", title="Báo cáo"))
    newer = texts("a-sua.docx", "Hồ sơ hộ tịch trễ hạn.", title="BÁO CÁO")
    assert fill(index, newer) == ["replaced"]
    assert index.search(Query("đất đai")).total == 0
    assert [hit.source for hit in index.search(Query("hộ tịch")).hits] == ["a-sua.docx"]
    other_period = texts("b.docx", "Hồ sơ.", title="Báo cáo", period_start="2023-01-01", period_end="2023-06-30")
    assert fill(index, other_period) == ["added"]


def test_the_same_path_is_the_same_report(index: Index) -> None:
    first = texts("a.docx", "Hồ sơ trễ.", title=None) | {"origin": "/kho/a.docx"}
    second = changed(first, id="r-2", sha256="2" * 64, text_quality=0.5)
    elsewhere = changed(first, id="r-3", sha256="3" * 64) | {"origin": "/khac/a.docx"}
    assert fill(index, first, second, elsewhere) == ["added", "replaced", "added"]


def test_a_bad_record_costs_itself_only(index: Index) -> None:
    bad = report("b.docx", [statement(1, "Câu.", area="procedure")])
    done = list(index.add([texts("a.docx", "Một."), bad, {"schema": "cchc/0"}, texts("c.docx", "Hai.")]))
    assert [one.outcome for one in done] == ["added", "failed", "failed", "added"]
    assert done[1].error is not None and "procedure" in done[1].error.english
    assert index.status().reports == 2


def test_letters_that_no_database_takes(index: Index) -> None:
    name = texts("a.docx", "Hồ sơ trễ.", source="b\udcff.docx", title="Một")
    assert fill(index, name, texts("c.docx", "Hồ\x00 sơ thiếu.")) == ["added", "added"]
    assert [hit.text for hit in index.search(Query("thiếu")).hits] == ["Hồ sơ thiếu."]


def test_removing_takes_documents_along_that_nobody_cites(index: Index) -> None:
    one, two = citing("a.docx"), changed(citing("b.docx"), title="Khác")
    fill(index, one, two)
    assert [(row.mentions, row.reports) for row in index.documents()] == [(2, 2)]
    assert index.remove([one["report"]["id"]]) == 1
    assert [(row.mentions, row.reports) for row in index.documents()] == [(1, 1)]
    index.remove([two["report"]["id"]])
    status = index.status(check=True)
    assert (status.reports, status.statements, status.documents, status.units) == (0, 0, 0, 0)
    assert status.whole and index.search(Query()).total == 0


def test_what_a_killed_run_left_over_is_applied_at_start(tmp_path: Path, database: str | None) -> None:
    with open_at(tmp_path, database) as index:
        fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn."))
        add_batch(index.store, [texts("b.docx", "Hồ sơ hộ tịch trễ hạn.")])  # recorded, then killed
        assert index.search(Query("hộ tịch")).total == 0
        assert index.status().pending == 1
    with open_at(tmp_path, database) as index:
        assert index.search(Query("hộ tịch")).total == 1
        assert index.status().pending == 0


@pytest.mark.parametrize("damage", ["gone", "format", "other record", "torn", "fewer"])
def test_search_files_are_made_anew(tmp_path: Path, database: str | None, damage: str) -> None:
    with open_at(tmp_path, database) as index:
        fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn.", "Cán bộ thiếu."))
        if damage == "fewer":  # as if a commit of the files had been lost with what it noted
            add_batch(index.store, [texts("b.docx", "Sổ sách thiếu.")])
            with writing(index.store.engine).begin() as connection:
                connection.execute(delete(pending))
    _break(tmp_path, damage)
    with open_at(tmp_path, database) as index:
        assert index.search(Query("dat dai")).total == 1
        assert index.search(Query("thieu")).total == (2 if damage == "fewer" else 1)
        assert index.status(check=True).whole
        assert len(list(tmp_path.glob("search-*"))) == 1


def _break(folder: Path, damage: str) -> None:
    stamp = folder / "search.json"
    told = json.loads(stamp.read_text(encoding="utf-8"))
    if damage == "gone":
        shutil.rmtree(folder / told["folder"])
    elif damage == "torn":
        (folder / told["folder"] / "meta.json").write_text("{", encoding="utf-8")
    elif damage != "fewer":
        told |= {"format": 0} if damage == "format" else {"record": "0"}
        stamp.write_text(json.dumps(told), encoding="utf-8")


def test_no_index_is_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_index(tmp_path / "none")
    assert refused.value.code == "E050"
    assert not (tmp_path / "none").exists()


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    with open_at(tmp_path, None) as index:
        fill(index, texts("a.docx", "Hồ sơ."))
    (tmp_path / "record.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError) as refused:
        open_index(tmp_path)
    assert refused.value.code == "E052"


def test_a_writer_waits_and_then_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.index.database._BUSY", 0.1)
    with open_at(tmp_path, None) as index, closing(sqlite3.connect(tmp_path / "record.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as refused:
            fill(index, texts("a.docx", "Hồ sơ."))
        assert refused.value.code == "E057"
        assert index.search(Query()).total == 0  # readers go on


def test_two_writers_at_once_lose_nothing(index: Index, tmp_path: Path, database: str | None) -> None:
    with open_at(tmp_path, database) as other, ThreadPoolExecutor(2) as pool:
        added = [
            pool.submit(fill, one, *(texts(f"{name}{n}", "Hồ sơ.", title=f"{name} {n}") for n in range(120)))
            for one, name in ((index, "a"), (other, "b"))
        ]
        assert [outcome for future in added for outcome in future.result()] == ["added"] * 240
        index.refresh()
        assert index.search(Query("hồ sơ")).total == index.status(check=True).statements == 240


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_at(tmp_path, None) as index, writing(index.store.engine).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as refused:
        open_index(tmp_path)
    assert refused.value.code == "E053"


def test_an_unknown_server_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_index(tmp_path / "none", "postgresql://u:secret@127.0.0.1:1/none", create=True)
    assert refused.value.code == "E051" and "secret" not in str(refused.value)
    assert not (tmp_path / "none").exists()
    with pytest.raises(StoreError, match="postgresql"):
        open_index(tmp_path / "none", "mysql://u@h/none")


def test_a_correction_wins_and_survives(index: Index) -> None:
    record = texts("a.docx", "Hồ sơ đất đai trễ hạn.", "Cán bộ thiếu.")
    fill(index, record)
    hit = index.search(Query("đất đai")).hits[0]
    made = index.correct(hit.id, Change(area="institutions", stance="recommendation", sub="proposal"), "Lan")
    assert (made.before["area"], made.after["area"], made.reviewer) == ("procedures", "institutions", "Lan")
    corrected = Query("đất đai", Filters(area=("institutions",), corrected=True))
    assert index.search(corrected).total == 1
    relabelled = changed(record) | {"model": "m2"}
    relabelled["statements"][0]["area"] = "steering"
    assert fill(index, relabelled) == ["replaced"]
    again = index.search(corrected).hits[0]
    assert (again.area, again.sub, again.model) == ("institutions", "proposal", "m2")
    index.undo(made.id, "Minh")
    assert index.search(corrected).total == 0
    assert index.statement(again.id).area == "steering"
    assert index.corrections() == [] and index.corrections(undone=True)[0].undone


def test_taking_back_the_first_of_two_leaves_the_second(index: Index) -> None:
    fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn."))
    hit = index.search(Query()).hits[0]
    first = index.correct(hit.id, Change(area="institutions"), "Lan")
    index.correct(hit.id, Change(area="steering"), "Minh")
    index.undo(first.id, "Lan")
    assert index.statement(hit.id).area == "steering"
    assert [one["before"]["area"] for one in index.export_corrections()] == ["institutions"]


def test_boundaries_move_within_the_text(index: Index) -> None:
    body = "Hồ sơ đất đai trễ hạn, cán bộ thiếu."
    one = statement(1, body[:21], start=0, end=21)
    fill(index, report("a.docx", [one]) | {"text": body})
    hit = index.search(Query()).hits[0]
    index.correct(hit.id, Change(end=len(body)), "Lan")
    assert index.statement(hit.id).text == body
    assert index.search(Query("thiếu")).total == 1
    with pytest.raises(OffsetError):
        index.correct(hit.id, Change(end=1000), "Lan")


def test_a_label_outside_the_scheme_is_refused(index: Index) -> None:
    fill(index, texts("a.docx", "Hồ sơ."))
    hit = index.search(Query()).hits[0]
    with pytest.raises(LabelError):
        index.correct(hit.id, Change(area="procedure"), "Lan")
    with pytest.raises(LabelError):
        index.search(Query(filters=Filters(area=("procedure",))))
    assert not index.status().corrections


def test_exported_corrections_are_training_data(index: Index, tmp_path: Path) -> None:
    fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn."))
    index.correct(index.search(Query()).hits[0].id, Change(stance="achievement"), "Lan")
    lines = tmp_path / "sua.jsonl"
    lines.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in index.export_corrections()))
    row = next(read_corrections(lines))
    assert (row.text, row.area, row.stance, row.sub) == ("Hồ sơ đất đai trễ hạn.", "procedures", "achievement", None)
    assert (row.before_stance, row.headings, row.reviewer) == (
        "limitation", ("III. ĐÁNH GIÁ CHUNG", "2. Tồn tại, hạn chế"), "Lan",
    )  # fmt: skip


def test_a_report_can_be_read_back(index: Index) -> None:
    record = citing("a.docx") | {"text": "Toàn văn."}
    fill(index, record)
    view = index.report(record["report"]["id"])
    assert view.text == "Toàn văn."
    assert {name: view.facts[name] for name in record["report"]} == record["report"]
    assert [(node.id, [child.id for child in node.children]) for node in view.sections] == [("h1", ["h2"])]
    assert [hit.text for hit in view.statements] == [one["text"] for one in record["statements"]]
    assert {name: view.citations[0][name] for name in record["citations"][0]} == record["citations"][0]
    mention = index.mentions_page(index.document("76 nq cp")[0].id).items[0]
    assert (mention.sentence, mention.status, mention.page) == (record["statements"][0]["text"], "in_force", 2)
    for ask in (lambda: index.report("r-none"), lambda: index.statement(10**12), lambda: index.unit(99)):
        with pytest.raises(StoreError):
            ask()


def test_what_a_killed_writer_left_over_is_applied_by_readers_in_time(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_batch(index.store, [texts("b.docx", "Hồ sơ hộ tịch trễ hạn.")])  # recorded, then killed
    assert not index.refresh() and not index.refresh()  # the writer may be alive
    monkeypatch.setattr("cchc.index.store._PATIENCE", 0.0)
    assert index.refresh()
    assert index.search(Query("hộ tịch")).total == 1


def test_another_process_sees_what_was_written(index: Index, tmp_path: Path, database: str | None) -> None:
    with open_at(tmp_path, database) as other:
        fill(index, texts("a.docx", "Hồ sơ đất đai trễ hạn."))
        other.refresh()
        assert other.search(Query("đất đai")).total == 1


def test_counters_and_times_are_kept(index: Index) -> None:
    fill(index, texts("a.docx", "Hồ sơ."))
    with index.store.engine.connect() as connection:
        assert connection.execute(select(reports.c.size)).scalar_one() == 1
    with writing(index.store.engine).begin() as connection:
        connection.execute(update(reports).values(size=2))
    status = index.status()
    assert not status.whole and "search files" in status.faults[0].english
