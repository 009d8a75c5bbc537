"""Several papers of one file, each tagged as its own report; offsets are those of the whole file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpora.readers import read_bytes
from evaluation.damage import damage
from models.record import to_record
from models.tagging import TaggedReport, Tagger, _issued_with
from nlp.facts import Facts
from nlp.papers import Paper, cut_source, with_layout_of
from nlp.source import Mark, PageSpan, Source

SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n"


def commune(name: str, number: int) -> str:
    """Return a small report of a commune."""
    return (
        f"UBND HUYỆN LONG HỒ\nUBND XÃ {name.upper()}\nSố: {number}/BC-UBND\n{name}, ngày {number} tháng 11 năm 2023\n"
        "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2023\n\nI. KẾT QUẢ\n\n"
        f"Đã ban hành Kế hoạch số {number}/KH-UBND ngày 15/01/2023 về cải cách hành chính.\n\nII. HẠN CHẾ\n\n"
        f"- Còn {number} hồ sơ đất đai trễ hạn.\n\n{SIGNED}"
    )


LETTER = (
    "UBND HUYỆN LONG HỒ\nPHÒNG NỘI VỤ\nSố: 61/PNV-CCHC\nV/v gửi báo cáo năm\nLong Hồ, ngày 2 tháng 12 năm 2023\n"
    "Kính gửi: Sở Nội vụ tỉnh Vĩnh Long\n\nPhòng Nội vụ xin gửi báo cáo năm 2023 của huyện./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\n"
)
DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 412/QĐ-UBND\nVĩnh Long, ngày 9 tháng 3 năm 2023\nQUYẾT ĐỊNH\nVề việc ban hành quy chế một cửa\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\n"
    f"Điều 1. Ban hành kèm theo Quyết định này Quy chế một cửa./.\n\n{SIGNED}\n"
)
RULES = (
    "QUY CHẾ\nTiếp nhận và trả kết quả\n(Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày 9/3/2023)\n\n"
    "Điều 1. Phạm vi điều chỉnh\n\nQuy chế này quy định việc tiếp nhận và trả kết quả tại bộ phận một cửa của tỉnh.\n"
)


def parts(tagger: Tagger, text: str) -> list[dict[str, Any]]:
    """Return the records of a text file."""
    return [to_record(one) for one in tagger.tag_parts(read_bytes(text.encode("utf-8"), "a.txt"))]


def facts(record: dict[str, Any]) -> tuple[Any, ...]:
    """Return issuer and number of a record."""
    return record["report"]["issuer"], record["report"]["number"]


@pytest.mark.parametrize("between", ["", "\n", "\n\f\n", "\f"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_reports_of_several_communes(tagger: Tagger, between: str, line_end: str) -> None:
    names = (("An Bình", 5), ("Hòa Ninh", 6), ("Phú Đức", 7))
    text = between.join(commune(*name) for name in names).replace("\n", line_end)
    records = parts(tagger, text)
    assert [facts(record) for record in records] == [(f"UBND xã {name}", f"{day}/BC-UBND") for name, day in names]
    assert [record["report"]["date"] for record in records] == ["2023-11-05", "2023-11-06", "2023-11-07"]
    assert [record["report"]["part"] for record in records] == [{"number": n, "of": 3} for n in (1, 2, 3)]
    own = records[0]["report"]["id"]
    assert [record["report"]["id"] for record in records] == [own, f"{own}-2", f"{own}-3"]
    for record, (_, day) in zip(records, names, strict=True):
        assert [row["stance"] for row in record["statements"]] == ["achievement", "limitation"]
        assert f"Còn {day} hồ sơ" in record["statements"][1]["text"]
        assert {row["issuer"] for row in record["citations"]} == {record["report"]["issuer"]}
        for row in (*record["statements"], *record["citations"]):
            assert " ".join(text[row["start"] : row["end"]].split()) == row["text"]
            start, end = record["report"]["span"]
            assert start <= row["start"] < row["end"] <= end
        first = next(row for row in record["sections"] if row["number"])
        assert text[first["start"] : first["end"]].startswith("I. KẾT QUẢ")
        assert record["warnings"] == []


def test_pages_are_those_of_the_file(tagger: Tagger) -> None:
    records = parts(tagger, commune("An Bình", 5) + "\f" + commune("Hòa Ninh", 6))
    assert [{row["page"] for row in record["statements"]} for record in records] == [{1}, {2}]
    assert [record["report"]["pages"] for record in records] == [2, 2]


@pytest.mark.parametrize("text", [commune("An Bình", 5), LETTER, DECISION, "Đã rà soát 14 thủ tục hành chính.\n"])
def test_a_single_paper_is_tagged_as_ever(tagger: Tagger, text: str) -> None:
    source = read_bytes(text.encode("utf-8"), "a.txt")
    [record] = [to_record(one) for one in tagger.tag_parts(source)]
    assert record == to_record(tagger.tag(source))
    assert (record["report"]["part"], record["report"]["span"]) == (None, None)
    assert record["report"]["id"] == f"r-{source.sha256[:16]}"


def test_a_covering_letter_hides_no_report(tagger: Tagger) -> None:
    letter, report = parts(tagger, LETTER + commune("An Bình", 5))
    assert facts(report) == ("UBND xã An Bình", "5/BC-UBND")
    assert report["report"]["date"] == "2023-11-05"
    assert [row["stance"] for row in report["statements"]] == ["achievement", "limitation"]
    assert "61/PNV-CCHC" not in {row["number"] for row in report["citations"]}
    assert letter["report"]["number"] != "5/BC-UBND"


def test_rules_are_known_by_their_decision(tagger: Tagger) -> None:
    decision, rules = parts(tagger, DECISION + RULES)
    assert decision["report"]["issuer"] == rules["report"]["issuer"] == "UBND tỉnh Vĩnh Long"
    assert decision["report"]["date"] == rules["report"]["date"] == "2023-03-09"
    assert (rules["report"]["level"], rules["report"]["province"]) == ("province", "Vĩnh Long")
    assert rules["report"]["number"] == decision["report"]["number"] == "412/QĐ-UBND"
    assert (rules["report"]["kind"], decision["warnings"]) == ("decision", [])


@pytest.mark.parametrize(
    ("part", "own", "expected"),
    [
        (Paper(0, 1, 2, 2, True, True), Facts(), ("UBND xã An Bình", "412/QĐ-UBND", "2023-03-09", "decision")),
        (Paper(0, 1, 2, 2, True, False), Facts(), ("UBND xã An Bình", None, None, None)),
        (
            Paper(0, 1, 2, 2, True, True),
            Facts(issuer="UBND xã Phú Đức", number="3/KH-UBND", date="2023-02-02", kind="plan"),
            ("UBND xã Phú Đức", "3/KH-UBND", "2023-02-02", "plan"),
        ),
    ],
    ids=["rules", "sent-along", "its-own"],
)
def test_what_an_attachment_takes_over(tagger: Tagger, part: Paper, own: Facts, expected: tuple[str, ...]) -> None:
    issuer: TaggedReport = tagger.tag(Source("a.txt", commune("An Bình", 5)))
    issuer = replace(issuer, facts=replace(issuer.facts, number="412/QĐ-UBND", date="2023-03-09", kind="decision"))
    found = _issued_with(issuer, replace(issuer, facts=own, part=part)).facts
    assert (found.issuer, found.number, found.date, found.kind) == expected


TITLE_ALONE = (
    "BÁO CÁO\nCông tác cải cách hành chính của xã Hòa Ninh\n\nI. KẾT QUẢ\n\n"
    "Xã đã rà soát 14 thủ tục hành chính trong năm.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (commune("An Bình", 5) + TITLE_ALONE, "dòng 22; không tách được, phần đó không được gán nhãn"),
        (commune("An Bình", 5).replace("\n", "\r\n") + TITLE_ALONE, "dòng 22;"),
        (commune("An Bình", 5) + "\f" + TITLE_ALONE, "trang 2; không tách được"),
        (commune("An Bình", 5).replace(SIGNED, "") + commune("Hòa Ninh", 6), "dòng 16; không tách được, phần đó được"),
    ],
    ids=["line", "windows", "page", "labelled-along"],
)
def test_doubtful_papers_are_reported(tagger: Tagger, text: str, expected: str) -> None:
    [record] = parts(tagger, text)
    [warning] = record["warnings"]
    assert warning["code"] == "W012" and expected in warning["message"]


def test_a_doubt_is_reported_in_its_own_paper(tagger: Tagger) -> None:
    first, second = parts(tagger, commune("An Bình", 5) + TITLE_ALONE + SIGNED + commune("Hòa Ninh", 6))
    assert [row["code"] for row in first["warnings"]] == ["W012"]
    assert second["warnings"] == []


NARRATIVE = "".join(
    f"Năm 2023, thôn {number} đã tuyên truyền cho 40 hộ dân về dịch vụ công trực tuyến và thanh toán không "
    "tiền mặt.\n\n"
    for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        (NARRATIVE, ["W013"]),
        ("TÌNH HÌNH CÁC THÔN\n\n" + NARRATIVE, ["W013"]),
        ("", []),
        (NARRATIVE[:230], []),
        ("PHỤ LỤC\n\nSTT\tThôn\tSố hộ\n" + "".join(f"{n}\tThôn {n} đã đạt chuẩn\t{n}0\n" for n in range(60)), []),
    ],
    ids=["narrative", "under-a-title", "nothing", "two-sentences", "table"],
)
def test_text_behind_the_signature_is_not_dropped_silently(tagger: Tagger, behind: str, codes: list[str]) -> None:
    [record] = parts(tagger, f"{commune('An Bình', 5)}\n{behind}")
    assert [row["code"] for row in record["warnings"]] == codes


def test_letters_are_restored_in_each_paper(tagger: Tagger) -> None:
    text = damage(commune("An Bình", 5) * 3 + NARRATIVE + SIGNED + LETTER + commune("Hòa Ninh", 6), "A")
    reports = tagger.tag_parts(Source("a.txt", text))
    assert len(reports) > 1
    for report in reports:
        assert report.part is not None and report.repaired.source == text
        assert all(report.part.start <= start < end <= report.part.end for start, end in report.repaired.spans)
        assert len(report.repaired.text) == len(text)


def test_a_paper_found_before_is_tagged_alone(tagger: Tagger) -> None:
    source = read_bytes((LETTER + commune("An Bình", 5) + commune("Hòa Ninh", 6)).encode("utf-8"), "a.txt")
    for report in tagger.tag_parts(source):
        assert report.part is not None
        blank = replace(source, text=" " * report.part.start + source.text[report.part.start : report.part.end])
        assert to_record(tagger.tag_part(blank, report.part)) == to_record(report)


def test_marks_and_pages_are_cut() -> None:
    marks = (Mark("heading", 0, 2, 1), Mark("table", 3, 8), Mark("footnote", 6, 7), Mark("list", 9, 10))
    pages = (PageSpan(1, 0, 4), PageSpan(2, 4, 7), PageSpan(3, 7, 10))
    source = Source("a", "0123456789", marks=marks, pages=pages)
    cut = cut_source(source, Paper(5, 9))
    assert (cut.text, [(mark.kind, mark.start, mark.end) for mark in cut.marks]) == (
        "5678",
        [("table", 0, 3), ("footnote", 1, 2)],
    )
    laid = with_layout_of(source, Paper(5, 9))
    assert ([page.number for page in laid.pages], [mark.start for mark in laid.marks]) == ([2, 3], [5, 6])
    assert (cut_source(source, Paper(0, 3)).marks, len(with_layout_of(source, Paper(0, 4)).pages)) == (marks[:1], 1)
