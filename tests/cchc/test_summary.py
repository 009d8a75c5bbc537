"""Tables over tagged reports: counts, limitations, documents that are and are not the same."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from cchc.language import AREA_NAMES, STANCE_NAMES, SUB_NAMES
from cchc.summary import Summary, document_name, print_summary, read_records, summarise
from nlp.errors import CchcError

Record = dict[str, Any]


@pytest.fixture(autouse=True)
def _in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["cchc"])
    monkeypatch.delenv("CCHC_LANG", raising=False)


def said(area: str, stance: str, text: str = "Đã làm.", sub: str | None = None, sure: float = 0.9) -> Record:
    return {"area": area, "stance": stance, "sub": sub, "text": text, "stance_confidence": sure}


def late(text: str, sure: float = 0.9, area: str = "procedures") -> Record:
    return said(area, "limitation", text, "limitation", sure)


def document(number: str | None, kind: str | None = "Kế hoạch", **known: Any) -> Record:
    return {"number": number, "type": kind, "date": None, "issuer": None, "title": None, "mentions": ["c1"]} | known


def report(name: str, *statements: Record, documents: tuple[Record, ...] = (), issuer: str | None = None) -> Record:
    facts = {"id": f"r-{name}", "source": f"{name}.txt", "issuer": issuer}
    return {"schema": "cchc/1", "report": facts, "statements": list(statements), "documents": list(documents)}


ERROR = {"schema": "cchc/1", "source": "hong.pdf", "error": {"code": "E004-damaged", "message": "hỏng"}}


def shown(summary: Summary, limit: int = 3, width: int = 160) -> str:
    stream = io.StringIO()
    print_summary(summary, Console(file=stream, width=width), limit)
    return stream.getvalue()


def row(table: str, name: str) -> list[str]:
    """Return the cells of the table row that begins with a name."""
    line = next(line for line in table.splitlines() if line.strip("│┃ ").startswith(name))
    return [cell.strip() for cell in line.strip("│┃ ").replace("┃", "│").split("│")]


# --- counts -----------------------------------------------------------------------------------------------------


def test_matrix() -> None:
    statements = [said("procedures", "achievement")] * 3 + [late("Trễ hạn.")] * 2 + [said("none", "none")]
    summary = summarise(
        [report("a", *statements), report("b", said("procedures", "recommendation", sub="task")), ERROR]
    )
    text = shown(summary)
    assert (summary.reports, summary.failed) == (2, 1)
    assert text.startswith("Đã đọc 2 báo cáo, 7 câu nhận định; 1 tệp không đọc được\n")
    assert row(text, "Thủ tục hành chính") == ["Thủ tục hành chính", "3", "2", "1", "·", "6"]
    assert row(text, "Ngoài bảy lĩnh vực") == ["Ngoài bảy lĩnh vực", "·", "·", "·", "1", "1"]
    assert row(text, "Thể chế") == ["Thể chế", "·", "·", "·", "·", "0"]
    sums = [line for line in text.splitlines() if line.startswith("│ Cộng")]
    assert [cell.strip() for cell in sums[0].strip("│").split("│")] == ["Cộng", "3", "2", "1", "1", "7"]


def test_no_reports() -> None:
    assert shown(summarise([])).startswith("Đã đọc 0 báo cáo, 0 câu nhận định\n")


def test_units_are_named_once() -> None:
    records = [report("a", issuer="UBND xã Tân Tiến"), report("b", issuer="UBND xã Tân Tiến"), report("c")]
    assert shown(summarise(records)).splitlines()[1] == "UBND xã Tân Tiến; c.txt"


def test_what_tag_wrote_is_counted_whole(tagged: dict[str, Record]) -> None:
    summary = summarise(tagged.values())
    assert summary.counts.total() == sum(len(record["statements"]) for record in tagged.values())
    assert sum(summary.cited.values()) == sum(len(record["citations"]) for record in tagged.values())


# --- limitations ------------------------------------------------------------------------------------------------


def test_surest_limitations_first_and_causes_left_out() -> None:
    statements = [
        late("Hồ sơ đất đai trễ hạn.", 0.7),
        late("Một cửa chật.", 0.95),
        late("Chưa xin lỗi.", 0.8),
        said("procedures", "limitation", "Do thiếu người.", "cause", 0.99),
    ]
    text = shown(summarise([report("a", *statements, issuer="UBND xã Tân Tiến")]), limit=2)
    assert "– Một cửa chật. [UBND xã Tân Tiến]" in text
    assert text.index("Một cửa chật.") < text.index("Chưa xin lỗi.")
    assert "Hồ sơ đất đai" not in text and "thiếu người" not in text
    counted = text[text.index("Hạn chế các đơn vị nêu") :]
    assert row(counted, "Thủ tục hành chính")[1] == "3"


def test_the_surest_is_kept_in_a_large_archive() -> None:
    records = [report(str(i), late(f"Việc {i} chậm.", 0.5 + i / 4000)) for i in range(1000)]
    records.insert(0, report("dau", late("Việc chắc chắn chậm.", 0.99)))
    summary = summarise(records)
    assert summary.limited["procedures"] == 1001
    assert len(summary.limitations["procedures"]) < 200
    assert "Việc chắc chắn chậm." in shown(summary, 1)


def test_long_limitations_are_cut_at_a_word() -> None:
    text = shown(summarise([report("a", late("chậm trễ " * 60))]), width=400)
    assert " …" in text and max(len(line.split("–")[-1]) for line in text.splitlines() if "…" in line) < 330
    assert "chậm tr …" not in text


@pytest.mark.parametrize("text", ["Việc [/b] chậm.", "Việc [red]đỏ[/red] chậm.", "Mục [1] chậm."])
def test_brackets_of_a_report_are_no_mark_up(text: str) -> None:
    records = [report("a", late(text), documents=(document("01/QĐ-BNV", f"Quyết định {text[5:12]}"),))]
    table = shown(summarise(records))
    assert text in table and text[5:12] in table[table.index("Văn bản được dẫn") :]


# --- documents --------------------------------------------------------------------------------------------------

CT_2021 = document("23/CT-TTg", "Chỉ thị", date="2021-09-02")
CT_2022 = document("23/CT-TTg", "Chỉ thị", date="2022-12-25")
PLAN = document("25/KH-UBND", issuer="UBND huyện Lương Tài")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CT_2021, CT_2022),
        (PLAN, PLAN | {"issuer": "UBND huyện Nậm Pồ"}),
        (PLAN | {"date": "2022-01-05"}, PLAN | {"date": "2023-01-05"}),
        (document("12-NQ/HU", "Nghị quyết", issuer="Huyện ủy Mường La"), document("12-NQ/HU", "Nghị quyết")),
        (
            document("12/NQ-HĐND", "Nghị quyết", issuer="HĐND xã A"),
            document("12/NQ-HĐND", "Nghị quyết", issuer="HĐND xã B"),
        ),
        (document("30/TB-BNV", "Thông báo"), document("30/TB-BTC", "Thông báo")),
        (document("30/2020/NĐ-CP", "Nghị định"), document("30/2021/NĐ-CP", "Nghị định")),
        (document(None, "Luật", title="Luật Đất đai"), document(None, "Luật", title="Luật Cư trú")),
    ],
)
def test_two_documents(first: Record, second: Record) -> None:
    assert document_name(first, "UBND xã Tân Tiến") != document_name(second, "UBND xã Tân Tiến")
    summary = summarise([report("a", documents=(first,)), report("b", documents=(second,))])
    assert sorted(summary.cited.values()) == [1, 1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CT_2021, CT_2021),
        (PLAN, PLAN),
        (document("61/2018/NĐ-CP", "Nghị định", date="2018-04-23"), document("61/2018/NĐ-CP", "Nghị định")),
        (document(None, "Luật", title="Luật Đất đai"), document(None, "Luật", title="Luật Đất đai")),
    ],
)
def test_one_document_in_two_reports(first: Record, second: Record) -> None:
    summary = summarise([report("a", documents=(first,)), report("b", documents=(second,))])
    assert list(summary.cited.values()) == [2]
    assert [len(reports) for reports in summary.citing.values()] == [2]


def test_a_plan_without_issuer_is_another_in_each_report() -> None:
    plan = document("25/KH-UBND")
    assert document_name(plan, "UBND xã Tân Tiến") != document_name(plan, "UBND xã Bình Phước")


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (CT_2021, "Chỉ thị 23/CT-TTg ngày 02/09/2021"),
        (document("61/2018/NĐ-CP", "Nghị định", date="2018-04-23"), "Nghị định 61/2018/NĐ-CP"),
        (PLAN, "Kế hoạch 25/KH-UBND (UBND huyện Lương Tài)"),
        (document("25/KH-UBND"), "Kế hoạch 25/KH-UBND [UBND xã Tân Tiến dẫn]"),
        (document("846/SNV-CCHC", None), "846/SNV-CCHC"),
        (document(None, "Luật", title="Luật Đất đai"), "Luật Đất đai"),
        (document(None, "Luật"), "Luật"),
    ],
)
def test_document_names(own: Record, name: str) -> None:
    assert document_name(own, "UBND xã Tân Tiến") == name


def test_documents_cited_by_most_reports_come_first() -> None:
    often = document("06/QĐ-TTg", "Quyết định", mentions=["c1", "c2", "c3", "c4"])
    wide = document("61/2018/NĐ-CP", "Nghị định")
    many = [document(f"{n}/2019/NĐ-CP", "Nghị định") for n in range(20)]
    table = shown(summarise([report("a", documents=(often, wide)), report("b", documents=(wide, *many))]))
    table = table[table.index("Văn bản được dẫn") :]
    assert row(table, "Nghị định 61/2018/NĐ-CP")[1:] == ["2", "2"]
    assert table.index("61/2018/NĐ-CP") < table.index("06/QĐ-TTg") < table.index("0/2019/NĐ-CP")
    assert sum("/2019/NĐ-CP" in line for line in table.splitlines()) == 8


# --- reading ----------------------------------------------------------------------------------------------------


def test_read_records(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    records = [report("a", late("Dòng\u2028này chậm.")), ERROR]
    path.write_text("\n\n".join(json.dumps(r, ensure_ascii=False) for r in records) + "\n", encoding="utf-8")
    assert list(read_records(path)) == records


@pytest.mark.parametrize(
    "line",
    [b"{", b"null", b"3", b'"cchc/1"', b"[1]", b'{"schema": "cchc/0", "error": {}}', b'{"schema": "cchc/1"}', b"\xff"],
)
def test_bad_lines_are_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(json.dumps(ERROR).encode() + b"\n" + line + b"\n")
    with pytest.raises(CchcError) as caught:
        list(read_records(path))
    assert (caught.value.code, caught.value.value, caught.value.detail) == ("E021", str(path), "dòng 2")


# --- the other language -----------------------------------------------------------------------------------------


def test_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_LANG", "en")
    text = shown(summarise([report("a", late("Trễ hạn."), documents=(CT_2021, document("1/KH-UBND"))), ERROR]))
    assert text.startswith("1 reports, 1 statements; 1 files could not be read\n")
    assert row(text, "Procedures")[2] == "1"
    assert "Chỉ thị 23/CT-TTg of 02/09/2021" in text and "1/KH-UBND [cited by a.txt]" in text


@pytest.mark.parametrize("names", [AREA_NAMES, STANCE_NAMES, SUB_NAMES])
def test_names_are_told_apart_in_both_languages(names: dict[str, tuple[str, str]]) -> None:
    for side in (0, 1):
        told = [pair[side] for pair in names.values()]
        assert len(set(told)) == len(told) and all(told)
