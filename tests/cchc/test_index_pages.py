"""Pages of lists, counts for an overview, a unit's history, addresses of statements, kept originals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from index_helpers import changed, citing, document, fill, open_at, report, statement, texts

from cchc.index import Change, Filters, Index, Page, Place, Query
from cchc.index.database import _config, writing
from cchc.index.originals import FOLDER, place_of_original
from cchc.index.paging import encode
from nlp.errors import StoreError

Record = dict[str, Any]
UNITS = 7


@pytest.fixture
def index(tmp_path: Path, database: str | None) -> Iterator[Index]:
    with open_at(tmp_path, database) as opened:
        yield opened


def cited(name: str, day: str, status: str, by: tuple[str, ...] = (), **facts: Any) -> Record:
    """Return a report of a day that cites 76/NQ-CP, which has a status then."""
    made = changed(citing(name), date=day, title=name, **facts)
    told = {"date": "2021-07-15", "status": status, "status_by": list(by)}
    made["documents"] = [document(1, "76/NQ-CP", "Nghị quyết", ["c1"]) | told]
    return made


def of_units() -> Iterator[Record]:
    """Yield two reports of each of some units of two provinces, one without a period."""
    for unit in range(UNITS):
        place = {"issuer": f"UBND xã Số {unit}", "level": "commune", "province": ("Hà Tĩnh", "Cà Mau")[unit % 2]}
        last = {"period_start": "2023-01-01", "period_end": "2023-12-31"} if unit % 3 else {"period_start": None}
        yield texts(f"a{unit}.docx", "Thiếu máy quét.", "Thiếu người.", **place)
        yield changed(citing(f"b{unit}.docx"), **place, **({"period_end": None} | last))


def through(ask: Callable[[str | None], Page[Any]]) -> list[Any]:
    """Return what the pages of a list hold together."""
    seen: list[Any] = []
    cursor: str | None = None
    while True:
        page = ask(cursor)
        seen += page.items
        if (cursor := page.cursor) is None:
            assert page.total == len(seen)
            return seen


def test_pages_together_are_the_list(index: Index) -> None:
    fill(index, *of_units())
    for hit in index.search(Query("thiếu máy")).hits:
        index.correct(hit.id, Change(area="institutions"), "Lan")
    by_commune = Filters(level=("commune",))
    number = index.document("76/NQ-CP")[0].id
    mentions = through(lambda cursor: index.mentions_page(number, limit=2, cursor=cursor))
    assert through(lambda cursor: index.reports_page(limit=3, cursor=cursor)) == index.reports()
    assert through(lambda cursor: index.units_page(limit=3, cursor=cursor)) == index.units()
    assert through(lambda cursor: index.corrections_page(limit=3, cursor=cursor)) == index.corrections()
    assert through(lambda cursor: index.documents_page(by_commune, limit=1, cursor=cursor)) == index.documents()
    assert len({row.id for row in index.reports()}) == 2 * UNITS
    assert len({row.report for row in mentions}) == len(index.corrections()) == len(index.units()) == UNITS


def test_the_latest_report_comes_first_and_those_without_a_day_last(index: Index) -> None:
    fill(
        index,
        texts("cu.docx", "Một.", period_start="2022-01-01", period_end="2022-12-31"),
        texts("b.docx", "Hai.", issuer="UBND xã B"),
        texts("a.docx", "Ba.", issuer="UBND xã A"),
        texts("khong.docx", "Bốn.", period_start=None, period_end=None, date=None, title=None),
        texts("ngay.docx", "Năm.", period_start=None, period_end=None, date="2023-05-01"),
    )
    assert [row.source for row in index.reports()] == ["a.docx", "b.docx", "ngay.docx", "cu.docx", "khong.docx"]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "%%%", "ñ", "A" * 9000, encode("units", ["Cà Mau", "UBND", 1]), encode("reports", ["2023", "a"]),
     encode("reports", ["2023", "a", 2**40]), encode("reports", ["2023", "a\0", 1]), encode("reports", [1, "a", 1]),
     encode("reports", ["2023", "a", True])],
)  # fmt: skip
def test_a_cursor_of_another_list_is_refused(index: Index, cursor: str) -> None:
    with pytest.raises(StoreError) as refused:
        index.reports_page(cursor=cursor)
    assert refused.value.code == "E058"
    with pytest.raises(StoreError):
        index.mentions_page(1, cursor=encode("mentions:2", ["2023", 1, 1, 1]))


def test_a_page_begins_behind_a_row_that_is_gone(index: Index) -> None:
    fill(index, *(texts(f"{name}.docx", "Câu.", issuer=f"UBND xã {name}") for name in "ABCD"))
    first = index.reports_page(limit=2)
    index.remove([first.items[1].id])
    second = index.reports_page(limit=2, cursor=first.cursor)
    assert [row.source for row in second.items] == ["C.docx", "D.docx"] and second.total == 3


def test_the_status_of_a_document_is_that_of_its_last_report(index: Index) -> None:
    old = cited("a.docx", "2020-01-01", "in_force")
    new = cited("b.docx", "2024-01-01", "replaced", ("5/NQ-CP",))
    middle = cited("c.docx", "2022-01-01", "amended")
    assert fill(index, old, new, middle) == ["added"] * 3

    def told() -> tuple[str, tuple[str, ...], int, int]:
        row = index.document("76/NQ-CP")[0]
        assert index.documents_page(status=row.status).items == (row,)
        assert not index.documents_page(status="unknown").items
        return row.status, row.status_by, row.outdated, row.reports

    assert told() == ("replaced", ("5/NQ-CP",), 1, 3)
    index.remove([new["report"]["id"]])
    assert told() == ("amended", (), 0, 2)
    assert fill(index, changed(middle, date="2019-01-01")) == ["replaced"]
    assert told() == ("in_force", (), 0, 2)


def test_documents_cited_after_their_replacement(index: Index) -> None:
    late = [cited(f"{n}.docx", f"202{n}-01-01", "replaced", (f"{n}/NQ-CP",), level="commune") for n in (1, 2)]
    fill(index, cited("0.docx", "2020-01-01", "in_force"), *late)
    one = index.outdated_documents()[0]
    assert (one.document.number, one.reports, one.mentions, one.by) == ("76/NQ-CP", 2, 2, ("2/NQ-CP",))
    assert index.outdated_documents(Filters(level=("district",))) == []
    assert [row.mentions for row in index.most_cited(Filters(level=("commune",)), 5)] == [2]


def test_documents_under_filters_of_statements(index: Index) -> None:
    first, second = citing("a.docx"), changed(citing("b.docx"), title="Khác", level="commune")
    second["statements"][0]["area"] = "steering"
    fill(index, first, second)

    def counts(**filters: tuple[str, ...]) -> list[tuple[int, int]]:
        return [(row.mentions, row.reports) for row in index.documents_page(Filters(**filters)).items]

    assert counts(stance=("limitation",)) == counts(sub=("limitation",)) == [(2, 2)]
    assert counts(area=("steering",)) == counts(area=("procedures",)) == [(1, 1)]
    assert counts(area=("steering",), level=("district",)) == counts(stance=("achievement",)) == []


def test_reports_are_counted_by_period_and_level(index: Index) -> None:
    fill(index, *of_units(), texts("h.docx", "Câu."))
    counts = {(one.period, one.level): one.count for one in index.report_counts()}
    assert counts == {
        ("2024H1", "commune"): 7, ("2024H1", "district"): 1, ("2023", "commune"): 4, (None, "commune"): 3
    }  # fmt: skip
    assert [one.period for one in index.report_counts(Filters(province=("ca mau",)))] == ["2024H1", "2023", None]


def test_what_filters_may_be_set_to(index: Index) -> None:
    fill(index, *of_units())
    values = index.facet_values()
    assert [(one.value, one.count) for one in values.provinces] == [("Hà Tĩnh", 8), ("Cà Mau", 6)]
    assert [(one.value, one.count) for one in values.periods] == [("2024H1", 7), ("2023", 4)]
    assert [(one.value, one.count) for one in (*values.levels, *values.types)] == [("commune", 14), ("Nghị quyết", 1)]
    for one in values.periods:
        assert index.reports_page(Filters(period=(one.value,))).total == one.count


def test_units_that_have_not_reported(index: Index) -> None:
    fill(index, *of_units())
    missing = through(lambda cursor: index.missing_units("2023", limit=2, cursor=cursor))
    assert {row.name for row in missing} == {f"UBND xã Số {unit}" for unit in (0, 3, 6)}
    assert [(row.reports, row.statements, row.latest) for row in missing] == [(2, 4, "2024H1")] * 3
    in_province = index.missing_units("2023", Filters(province=("Cà Mau",), level=("commune",)))
    assert [row.name for row in in_province.items] == ["UBND xã Số 3"]
    assert index.missing_units("2024").total == 0
    with pytest.raises(StoreError):
        index.missing_units("năm nay")


def test_the_version_tells_of_every_writing(index: Index, tmp_path: Path, database: str | None) -> None:
    record = texts("a.docx", "Hồ sơ trễ.")
    seen = [index.version()]
    fill(index, record)
    seen.append(index.version())
    made = index.correct(index.search(Query()).hits[0].id, Change(area="steering"), "Lan")
    seen.append(index.version())
    index.undo(made.id, "Lan")
    seen.append(index.version())
    with open_at(tmp_path, database) as other:
        other.remove([record["report"]["id"]])
    seen.append(index.version())
    assert len(set(seen)) == len(seen)
    assert index.search(Query()).total == 0
    assert fill(index, *()) == [] and index.version() == seen[-1]


def test_an_address_outlives_the_id(index: Index) -> None:
    record = report("a.docx", [statement(1, "Hồ sơ trễ.", start=10, end=20), statement(2, "Thiếu.", start=30, end=36)])
    fill(index, record)
    uid = record["report"]["id"]
    before = index.search(Query("thiếu")).hits[0]
    assert index.place_of(before.id) == Place(uid, 30)
    fill(index, changed(record) | {"model": "m2"})
    after = index.statement_at(uid, 30)
    assert after.id != before.id and after.text == before.text
    assert index.statement_at(uid, 15).text == "Hồ sơ trễ."  # within it
    for ask in (lambda: index.statement_at(uid, 25), lambda: index.statement_at("r-0", 30), lambda: index.place_of(0)):
        with pytest.raises(StoreError):
            ask()


def test_the_citations_of_a_statement(index: Index) -> None:
    record = cited("a.docx", "2024-01-01", "replaced", ("5/NQ-CP",))
    fill(index, record)
    statements = index.report(record["report"]["id"]).statements
    told = index.citations(statements[0].id)
    assert [(one["number"], one["document"], one["status"], one["status_by"]) for one in told] == [
        ("76/NQ-CP", "d1", "replaced", ["5/NQ-CP"])
    ]
    assert told[0]["document_id"] == index.document("76/NQ-CP")[0].id
    assert index.citations(statements[1].id) == []
    with pytest.raises(StoreError):
        index.citations(0)


def test_a_unit_through_its_periods(index: Index) -> None:
    year = {"period_start": "2023-01-01", "period_end": "2023-12-31"}
    old = texts("a.docx", "Bộ phận một cửa còn thiếu 2 máy quét, 1 máy in.", **year)
    new = texts("b.docx", "Bộ phận một cửa còn thiếu 3 máy quét, 1 máy in.", "Cán bộ tư pháp xã kiêm nhiệm nhiều việc.")
    new["statements"][1]["sub"] = "cause"
    fill(index, old, new, texts("c.docx", "Bộ phận một cửa còn thiếu 2 máy quét.", issuer="UBND xã A", **year))
    unit = index.reports(Filters(unit=("Mang Thít",)))[0].unit_id
    assert unit is not None
    now, before = index.unit_history(unit)
    assert (now.period, before.period) == ("2024H1", "2023")
    assert [row.source for row in now.reports] == ["b.docx"]
    assert [(cell.area, cell.stance, cell.count) for cell in now.cells] == [("procedures", "limitation", 2)]
    assert [(one.hit.source, one.repeats and one.repeats.source) for one in now.limitations] == [("b.docx", "a.docx")]
    assert [one.repeats for one in before.limitations] == [None]
    with pytest.raises(StoreError):
        index.unit_history(10**12)


def test_a_correction_moves_the_count_of_limitations(index: Index) -> None:
    fill(index, texts("a.docx", "Hồ sơ trễ.", "Thiếu người."))
    made = index.correct(index.search(Query("thiếu")).hits[0].id, Change(stance="achievement"), "Lan")
    assert [row.limitations for row in index.units()] == [1]
    index.undo(made.id, "Lan")
    assert [row.limitations for row in index.units()] == [2]


def test_an_index_of_the_first_version_gets_its_counters(index: Index) -> None:
    fill(index, *of_units(), cited("z.docx", "2025-01-01", "replaced", ("5/NQ-CP",)))
    before = (index.documents(), index.reports(), index.units(), index.outdated_documents())
    config = _config()
    with writing(index.store.engine).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        command.upgrade(config, "head")
    assert (index.documents(), index.reports(), index.units(), index.outdated_documents()) == before


def test_originals_are_kept_whole(index: Index, tmp_path: Path) -> None:
    data = b"%PDF-1.7 ..."
    digest = hashlib.sha256(data).hexdigest()
    lying = tmp_path / "b.pdf"
    lying.write_bytes(b"elsewhere")
    there = texts("b.pdf", "Hai.", sha256=hashlib.sha256(b"elsewhere").hexdigest()) | {"origin": str(lying)}
    records = [texts("a.pdf", "Một.", sha256=digest, title="Một"), there, texts("c.pdf", "Ba.", sha256="../../x")]
    fill(index, *records)
    kept, elsewhere, none = (record["report"]["id"] for record in records)
    assert index.original(kept) is None
    assert index.keep_original(data) == index.keep_original(data) == digest
    place = place_of_original(index.folder, digest)
    assert [path.name for path in (index.folder / FOLDER).rglob("*") if path.is_file()] == [digest] == [place.name]
    assert (index.original(kept), index.original(elsewhere), index.original(none)) == (data, b"elsewhere", None)
    lying.write_bytes(b"changed")
    place.write_bytes(b"torn")
    assert index.original(kept) is index.original(elsewhere) is None
    index.keep_original(data)
    assert index.original(kept) == data
    with pytest.raises(StoreError):
        index.original("r-none")


@pytest.mark.parametrize("start", [-1, 2**31, 10**20])
def test_no_statement_begins_where_no_text_reaches(index: Index, start: int) -> None:
    made = texts("a.docx", "Hồ sơ trễ.")
    fill(index, made)
    with pytest.raises(StoreError) as told:
        index.statement_at(made["report"]["id"], start)
    assert told.value.code == "E054"
