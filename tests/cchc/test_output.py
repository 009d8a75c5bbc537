"""The output contract `cchc/1`: keys, values, ids, offsets, error lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cchc.output import ERROR_NAMES, error_record, to_line
from corpora.readers import read_bytes
from models.record import to_record
from models.tagging import Tagger
from nlp.errors import MESSAGES, CchcError, ReadError
from nlp.source import Source

Record = dict[str, Any]

SAMPLES = (
    "giamsat-2023.html",
    "huyen-2024-6thang.pdf",
    "so-2020.md",
    "tinh-2021.txt",
    "xa-2022.docx",
    "xa-2025-9thang.docx",
)
# The keys of the contract: more may be added, none may go.
KEYS = {
    "report": "id source sha256 media_type pages title issuer level province number date period_start period_end"
    " text_quality",
    "sections": "id parent start end level number title area role",
    "statements": "id start end text page section area area_confidence stance stance_confidence sub units citations"
    " why",
    "citations": "id start end text number type date issuer form document page section",
    "documents": "id number type date issuer title mentions",
    "warnings": "code message",
}
AREAS = {
    "steering",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "none",
}
SUBS = {
    "achievement": {None},
    "limitation": {"limitation", "cause"},
    "recommendation": {"task", "proposal"},
    "none": {None},
}
ROLES = {
    "front",
    "steering",
    "results",
    "achievements",
    "limitations",
    "causes",
    "tasks",
    "proposals",
    "annex",
    "back",
    None,
}
FORMS = {"full", "number_only", "bare", "title_only", "self", "ambiguous"}
LEVELS = {"commune", "district", "province", "department", "ministry", None}

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN MANG THÍT

Số: 88/BC-UBND

BÁO CÁO
Kết quả cải cách hành chính quý I năm 2024

I. CẢI CÁCH THỂ CHẾ

- Phòng Tư pháp đã tự kiểm tra 12 văn bản theo Nghị định số 34/2016/NĐ-CP ngày 14/5/2016.

- Việc rà soát văn bản ở xã Bình Phước còn chậm so với kế hoạch.

II. CẢI CÁCH TÀI CHÍNH CÔNG

- Huyện giải ngân được 41 tỷ đồng, đạt 38% kế hoạch vốn đầu tư công.
"""


def find(record: Record, word: str) -> Record:
    return next(row for row in record["statements"] if word in row["text"])


def squeeze(text: str) -> str:
    return " ".join(text.split())


def inked(text: str) -> str:
    return "".join(text.split())


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


@pytest.mark.parametrize("name", SAMPLES)
def test_keys(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    assert record["schema"] == "cchc/1"
    assert {"schema", "report", "sections", "statements", "citations", "documents", "warnings"} <= record.keys()
    for group, keys in KEYS.items():
        rows = [record[group]] if group == "report" else record[group]
        assert all(set(keys.split()) <= row.keys() for row in rows), group
    assert record["sections"] and record["statements"] and record["citations"] and record["documents"]


@pytest.mark.parametrize("name", SAMPLES)
def test_values(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    report = record["report"]
    assert report["level"] in LEVELS and 0 <= report["text_quality"] <= 1
    for key in ("date", "period_start", "period_end"):
        assert report[key] is None or date.fromisoformat(report[key]).isoformat() == report[key]
    for row in record["statements"]:
        assert row["area"] in AREAS and row["sub"] in SUBS[row["stance"]]
        assert 0 < row["area_confidence"] <= 1 and 0 < row["stance_confidence"] <= 1
        assert row["text"] == squeeze(row["text"]) != ""
    assert all(row["area"] in {*AREAS, None} and row["role"] in ROLES for row in record["sections"])
    assert all(row["form"] in FORMS for row in record["citations"])


@pytest.mark.parametrize("name", SAMPLES)
def test_ids_are_unique_and_lead_somewhere(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    ids = {
        group: [row["id"] for row in record[group]] for group in ("sections", "statements", "citations", "documents")
    }
    everything = [key for group in ids.values() for key in group]
    assert len(set(everything)) == len(everything)
    sections = {*ids["sections"], None}
    assert all(row["parent"] in sections and row["parent"] != row["id"] for row in record["sections"])
    assert all(row["section"] in sections for group in ("statements", "citations") for row in record[group])
    assert all(set(row["citations"]) <= set(ids["citations"]) for row in record["statements"])
    mentioned = {mention: row["id"] for row in record["documents"] for mention in row["mentions"]}
    assert mentioned == {row["id"]: row["document"] for row in record["citations"]}
    assert sum(len(row["mentions"]) for row in record["documents"]) == len(record["citations"])


@pytest.mark.parametrize("name", SAMPLES)
def test_offsets_show_the_evidence(tagged: dict[str, Record], name: str) -> None:
    """Evidence may hold more than the text: a footnote amid the sentence, a mark-up sign. Never less."""
    record = tagged[name]
    text = record["text"]
    for row in [*record["statements"], *record["citations"]]:
        evidence = text[row["start"] : row["end"]]
        assert is_subsequence(inked(row["text"]), inked(evidence))
        assert evidence == evidence.strip()
    exact = [squeeze(text[row["start"] : row["end"]]) == row["text"] for row in record["statements"]]
    assert sum(exact) >= 0.8 * len(exact)


@pytest.mark.parametrize("name", SAMPLES)
def test_statements_come_in_order_and_do_not_overlap(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    rows = record["statements"]
    assert all(row["start"] < row["end"] <= len(record["text"]) for row in rows)
    assert all(left["end"] <= right["start"] for left, right in pairwise(rows))


@pytest.mark.parametrize("name", SAMPLES)
def test_sections_hold_their_statements(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    section = {row["id"]: row for row in record["sections"]}
    for row in record["statements"]:
        own = section.get(row["section"])
        assert own is None or own["start"] <= row["start"] < own["end"]
    for row in record["sections"]:
        above = section.get(row["parent"])
        assert above is None or (above["start"] <= row["start"] and above["level"] < row["level"])


@pytest.mark.parametrize("name", SAMPLES)
def test_statements_list_the_citations_inside_them(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    citation = {row["id"]: row for row in record["citations"]}
    listed = [(row, citation[key]) for row in record["statements"] for key in row["citations"]]
    assert listed
    assert all(row["start"] <= own["start"] and own["text"][:8] in row["text"] for row, own in listed)


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("\ufeff", ""), ("\U0001d54f \U0001d550\n\n", ""), ("", "\n\n\n   \n")],
    ids=["plain", "byte-order-mark", "beyond-16-bit", "blank-end"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_offsets_are_code_points_of_the_file(tagger: Tagger, start: str, end: str, line_end: str) -> None:
    text = (start + REPORT + end).replace("\n", line_end)
    record = to_record(tagger.tag(read_bytes(text.encode("utf-8"), "bao-cao.txt")), with_text=True)
    assert record["text"] == text
    for sentence in ("Việc rà soát văn bản ở xã Bình Phước còn chậm so với kế hoạch.", "Huyện giải ngân được 41 tỷ"):
        row = find(record, sentence)
        assert text[row["start"] : row["end"]].removeprefix("- ").startswith(sentence)
    cited = next(row for row in record["citations"] if row["number"] == "34/2016/NĐ-CP")
    assert text[cited["start"] : cited["end"]] == "Nghị định số 34/2016/NĐ-CP ngày 14/5/2016"
    heading = next(row for row in record["sections"] if row["area"] == "public_finance")
    assert text[heading["start"] :].startswith("II. CẢI CÁCH TÀI CHÍNH CÔNG")


def test_what_a_small_report_holds(tagger: Tagger) -> None:
    data = REPORT.encode("utf-8")
    record = to_record(tagger.tag(read_bytes(data, "thu-muc/bao-cao.txt")))
    report = record["report"]
    assert report["source"] == "bao-cao.txt"
    assert report["sha256"] == hashlib.sha256(data).hexdigest()
    assert (report["media_type"], report["pages"]) == ("text/plain", None)
    assert (report["issuer"], report["number"]) == ("UBND huyện Mang Thít", "88/BC-UBND")
    assert (report["period_start"], report["period_end"]) == ("2024-01-01", "2024-03-31")
    assert [(row["area"], row["stance"]) for row in record["statements"]] == [
        ("institutions", "achievement"),
        ("institutions", "limitation"),
        ("public_finance", "achievement"),
    ]
    assert find(record, "Bình Phước")["units"] == ["xã Bình Phước"]
    cited = next(row for row in record["citations"] if row["number"] == "34/2016/NĐ-CP")
    assert find(record, "Phòng Tư pháp")["citations"] == [cited["id"]]
    assert (cited["type"], cited["date"], cited["form"]) == ("Nghị định", "2016-05-14", "full")
    assert [row["form"] for row in record["citations"]] == ["self", "full"]


def test_text_only_where_asked(tagger: Tagger) -> None:
    report = tagger.tag(read_bytes(REPORT.encode("utf-8"), "a.txt"))
    assert "text" not in to_record(report)
    assert to_record(report, with_text=True) == to_record(report) | {"text": REPORT}


def test_same_bytes_same_record(tagger: Tagger) -> None:
    first, again = (to_record(tagger.tag(read_bytes(REPORT.encode("utf-8"), name))) for name in ("a.txt", "b.txt"))
    assert first["report"].pop("source") != again["report"].pop("source")
    assert first == again


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (REPORT, None),
        (REPORT.partition("I. CẢI CÁCH")[0], "W011"),
        (re.sub("[ếệạậịộụựăươđ]", " ", REPORT), "W010"),
    ],
    ids=["whole", "letterhead-alone", "letters-lost"],
)
def test_warnings(tagger: Tagger, text: str, code: str | None) -> None:
    record = to_record(tagger.tag(Source("a.txt", text)))
    found = [row["code"] for row in record["warnings"]]
    assert found == ([code] if code else [])
    assert all(row["message"] for row in record["warnings"])


# --- lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(ERROR_NAMES))
def test_error_lines(code: str) -> None:
    line = to_line(error_record("bao-cao.pdf", ReadError(code, Path("kho/bao-cao.pdf"), "lý do")))
    record = json.loads(line)
    assert record.keys() == {"schema", "source", "error"}
    assert (record["schema"], record["source"]) == ("cchc/1", "bao-cao.pdf")
    assert record["error"].keys() == {"code", "message"}
    assert record["error"]["code"] == f"{code}-{ERROR_NAMES[code]}"
    assert record["error"]["message"].startswith("kho/bao-cao.pdf: ")


def test_every_reading_error_has_a_name() -> None:
    assert {code for code in MESSAGES if code < "E020"} <= ERROR_NAMES.keys()
    assert len(set(ERROR_NAMES.values())) == len(ERROR_NAMES)


@pytest.mark.parametrize("value", ["dòng một\ndòng hai", 'dấu " và \\', "\u2028", "đ", "\udce1"])
def test_a_record_is_one_line(value: str) -> None:
    line = to_line({"text": value})
    assert "\n" not in line and "\r" not in line
    assert json.loads(line) == {"text": value}


def test_vietnamese_letters_are_not_escaped() -> None:
    assert "Ủy ban" in to_line({"text": "Ủy ban"})


@pytest.mark.parametrize("make", [CchcError, ReadError])
def test_an_unknown_code_still_gives_a_line(make: Callable[..., CchcError]) -> None:
    assert error_record("x", make("E020", "m", "d"))["error"]["code"] == "E020-error"
