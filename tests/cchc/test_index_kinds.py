"""Lists, counts and searches distinguish reports from plans, letters and news."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from index_helpers import fill, fresh_database, open_at, texts

from cchc.cli import app
from cchc.index import Filters, Index, Query
from cchc.index.codes import KIND_CODES, code
from cchc.index_view import print_status
from cchc.names import DOCUMENT_KIND_NAMES
from cchc.screen import Screen
from nlp.errors import LabelError
from nlp.kinds import KINDS

YEAR = {"period_start": "2024-01-01", "period_end": "2024-12-31"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    databases = iter([None]) if request.param == "sqlite" else fresh_database()
    for url in databases:
        with open_at(tmp_path_factory.mktemp("index"), url) as opened:
            fill(opened, *papers())
            yield opened


def papers() -> list[dict[str, object]]:
    """Return two reports, a plan and a letter, and one paper of which nothing tells the kind."""
    own = {"kind_confidence": 0.92, **YEAR}
    return [
        texts("a.docx", "Hồ sơ đất đai trễ hạn.", kind="report", issuer="UBND xã An Phú", **own),
        texts("b.docx", "Hồ sơ hộ tịch trễ hạn.", kind="report", issuer="UBND xã Bình Mỹ", **own),
        texts("kh.docx", "Khắc phục hồ sơ trễ hạn.", kind="plan", issuer="UBND xã Cẩm Tú", **own),
        texts("cv.docx", "Đôn đốc hồ sơ trễ hạn.", kind="letter", issuer="UBND xã An Phú", **YEAR),
        texts("cu.docx", "Còn hồ sơ trễ hạn.", issuer="UBND xã Đông Hà", **YEAR),
    ]


def test_kinds_of_the_index_are_those_of_the_texts() -> None:
    assert tuple(DOCUMENT_KIND_NAMES) == KINDS
    assert ("", *KINDS) == KIND_CODES
    assert code("kind", "plan") != code("kind", "letter") != code("kind", None) == 0


@pytest.mark.parametrize(
    ("kinds", "sources"),
    [
        ((), {"a.docx", "b.docx", "kh.docx", "cv.docx", "cu.docx"}),
        (("report",), {"a.docx", "b.docx"}),
        (("plan", "letter"), {"kh.docx", "cv.docx"}),
        (("news",), set()),
    ],
)
def test_searches_and_lists_follow_the_kind(index: Index, kinds: tuple[str, ...], sources: set[str]) -> None:
    filters = Filters(kind=kinds)
    assert {hit.source for hit in index.search(Query("trễ hạn", filters)).hits} == sources
    assert {row.source for row in index.reports(filters)} == sources
    assert {one.hit.source for one in index.limitations(filters)} == sources
    assert sum(one.count for one in index.report_counts(filters)) == len(sources)


def test_a_kind_that_there_is_none_of_is_refused(index: Index) -> None:
    with pytest.raises(LabelError):
        index.search(Query("", Filters(kind=("plans",))))
    assert index.reports(Filters(kind=("plans",))) == []


def test_counts_name_the_kinds(index: Index) -> None:
    told = [(one.kind, one.count) for one in index.kind_counts()]
    assert told == [("report", 2), ("plan", 1), ("letter", 1), (None, 1)]
    assert index.status().kinds == {"report": 2, "plan": 1, "letter": 1, "": 1}
    assert [(one.value, one.count) for one in index.facet_values().kinds] == [("report", 2), ("plan", 1), ("letter", 1)]
    facet = index.search(Query("", facets=("kind",))).facets["kind"]
    assert {bucket.value: bucket.count for bucket in facet} == {"report": 2, "plan": 1, "letter": 1}
    assert {row.source: row.kind for row in index.reports()}["kh.docx"] == "plan"


def test_a_unit_that_sent_only_a_plan_has_not_reported(index: Index) -> None:
    """ "UBND xã Đông Hà" sent a paper of unknown kind: it may be a report, and is not called missing."""
    assert [unit.name for unit in index.missing_units("2024", Filters(), 10).items] == ["UBND xã Cẩm Tú"]


def test_status_prints_the_kinds(index: Index, capsys: pytest.CaptureFixture[str]) -> None:
    print_status(index.status(), Screen())
    told = capsys.readouterr().out
    assert "Văn bản đã nạp: 5" in told
    assert "Báo cáo: 2" in told and "Kế hoạch, chương trình: 1" in told and "Chưa rõ thể loại: 1" in told


def test_commands_take_the_kind(tmp_path: Path) -> None:
    with open_at(tmp_path / "index", None) as opened:
        fill(opened, *papers())
    where = ["--index", str(tmp_path / "index")]
    run = CliRunner()
    plans = run.invoke(app, ["search", "trễ hạn", "--kind", "plan", "--count", *where])
    assert plans.output.strip() == "1"
    both = run.invoke(app, ["search", "", "--kind", "report", "--kind", "letter", "--count", *where])
    assert both.output.strip() == "3"
    lacking = run.invoke(app, ["limitations", "--kind", "report", "--format", "jsonl", *where])
    assert {json.loads(line)["source"] for line in lacking.output.splitlines()} == {"a.docx", "b.docx"}
    out = tmp_path / "ra.csv"
    assert run.invoke(app, ["export", "-o", str(out), "--kind", "letter", *where]).exit_code == 0
    told = out.read_text(encoding="utf-8-sig")
    assert "Đôn đốc hồ sơ" in told and "Khắc phục" not in told
    assert run.invoke(app, ["search", "--kind", "baocao", *where]).exit_code == 2


def test_a_record_without_a_kind_is_added_as_before(tmp_path: Path) -> None:
    with open_at(tmp_path, None) as opened:
        assert fill(opened, texts("cu.docx", "Còn hồ sơ trễ hạn.")) == ["added"]
        assert opened.reports()[0].kind is None
        assert opened.facts(opened.reports()[0].id)["kind"] is None
