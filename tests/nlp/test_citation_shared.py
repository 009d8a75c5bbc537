"""What lists say once, odd signs in numbers, days of laws, and papers that are no documents."""

from __future__ import annotations

import pytest

from nlp.citations import IssuerContext, extract
from nlp.citations.numbers import unify

CONTEXT = IssuerContext(
    "UBND huyện Kim Bôi", "district", "Hòa Bình", "Kim Bôi", None, number="41/KH-UBND", date="2024-02-05"
)
Row = tuple[str | None, str | None]


def numbers(text: str) -> list[Row]:
    """Return number and date of each mention."""
    return [(mention.number, mention.date) for mention in extract(text, CONTEXT)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Luật Thanh tra ngày 14/11/2022 được phổ biến.", [(None, "2022-11-14")]),
        (
            "theo Luật Đất đai ngày 29 tháng 11 năm 2013 và Luật Đất đai ngày 18/01/2024",
            [(None, "2013-11-29"), (None, "2024-01-18")],
        ),
        ("Bộ luật Dân sự, ngày 24/11/2015", [(None, "2015-11-24")]),
        ("Luật Cư trú năm 2020", [(None, None)]),
        ("Luật Cư trú được phổ biến ngày 15/3/2023", [(None, None)]),
    ],
)
def test_days_of_laws(text, found):
    assert numbers(text) == found


def test_a_law_covers_its_day():
    (mention,) = extract("theo Luật Thanh tra ngày 14/11/2022 của Quốc hội")
    assert mention.text == "Luật Thanh tra ngày 14/11/2022"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kế hoạch số 7, 8/KH-UBND", ["7/KH-UBND", "8/KH-UBND"]),
        ("Thông báo số 101, 102 và 103/TB-UBND ngày 02/3/2023", ["101/TB-UBND", "102/TB-UBND", "103/TB-UBND"]),
        ("các Quyết định số 15; số 16; 17/QĐ-UBND", ["15/QĐ-UBND", "16/QĐ-UBND", "17/QĐ-UBND"]),
        ("các Kế hoạch số 31/KH-UBND, 32 và 33.", ["31/KH-UBND", "32/KH-UBND", "33/KH-UBND"]),
        # no lists
        ("các Kế hoạch số 31/KH-UBND, 32 hồ sơ còn lại đã xong", ["31/KH-UBND"]),
        ("Kế hoạch số 31/KH-UBND, 32 và 33 là số trang", ["31/KH-UBND"]),
        ("giải quyết 12, 14/KH-UBND còn lại", ["14/KH-UBND"]),
        ("mục 2, 3/KH-UBND", ["3/KH-UBND"]),
    ],
)
def test_lists_that_name_the_code_once(text, found):
    assert [number for number, _ in numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Quyết định số 4/QĐ-UBND và số 5/QĐ-UBND cùng ngày 09/01/2023", ["2023-01-09", "2023-01-09"]),
        ("Kế hoạch số 4/KH-UBND ngày 09/01/2023, Thông báo số 6/TB-UBND cùng ngày", ["2023-01-09", "2023-01-09"]),
        ("Kế hoạch số 4/KH-UBND ngày 09/01/2023. Thông báo số 6/TB-UBND cùng ngày", ["2023-01-09", None]),
        ("Kế hoạch số 4/KH-UBND, sau đó Thông báo số 6/TB-UBND cùng ngày 10/01/2023", [None, "2023-01-10"]),
        ("Đến ngày 12/4/2023, UBND xã đã ban hành Quyết định số 9/QĐ-UBND", ["2023-04-12"]),
        ("ngày 12/4/2023, UBND xã ban hành Quyết định số 9/QĐ-UBND", ["2023-04-12"]),
        ("Đến ngày 30/4/2023, đã có 12 xã thực hiện Kế hoạch số 9/KH-UBND", [None]),
        ("Tính đến ngày 30/4/2023, huyện hoàn thành việc nêu tại Kế hoạch số 9/KH-UBND", [None]),
    ],
)
def test_days_said_once(text, days):
    assert [day for _, day in numbers(text)] == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kế hoạch số 9/kh-ubnd", ["9/KH-UBND"]),
        ("Quyết định số 9/QĐ_UBND", ["9/QĐ-UBND"]),
        ("Thông báo số 9/TB.UBND", ["9/TB-UBND"]),
        ("Quyết định số 14⁄2023/QĐ-UBND", ["14/2023/QĐ-UBND"]),
        ("Kế hoạch số ４５／KH-UBND", ["45/KH-UBND"]),
        ("Chỉ thị số 05∕CT-TTg", ["05/CT-TTg"]),
        # what cannot be read is not cut
        ("Kế hoạch số 9/KH_QXYZ", [None]),
        ("Kế hoạch số 9/KH-qxyz", [None]),
        ("Kế hoạch số 9/KH-UBND.Căn cứ", ["9/KH-UBND"]),
    ],
)
def test_numbers_with_odd_signs(text, found):
    assert [number for number, _ in numbers(text)] == found


def test_unifying_keeps_offsets():
    text = "số 59/KH-ubnd và 08⁄2023/QĐ-UBND, 50/KH_UBND"
    assert len(unify(text)) == len(text)
    assert [text[m.start : m.end] for m in extract(text)] == [m.text for m in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "theo hóa đơn số 45/HĐ",
        "biên lai số 12/BB ngày 3/4/2023",
        "phiếu chi số 7/PC",
        "nhà văn hóa tại số nhà 12/QĐ",
        "lô số 4/KH thuộc cụm công nghiệp",
        "vé số 15/TB",
    ],
)
def test_papers_that_are_no_documents(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("các Kế hoạch số 4/KH-UBND, số 5/KH-UBND của UBND tỉnh", ["UBND tỉnh Hòa Bình"] * 2),
        (
            "Kế hoạch số 4/KH-UBND của UBND huyện, số 5/KH-UBND của UBND tỉnh",
            ["UBND huyện Kim Bôi", "UBND tỉnh Hòa Bình"],
        ),
        ("Kế hoạch số 4/KH-UBND, Nghị quyết số 5/NQ-HĐND của HĐND tỉnh", ["UBND huyện Kim Bôi", "HĐND tỉnh Hòa Bình"]),
    ],
)
def test_issuers_of_lists(text, issuers):
    assert [mention.issuer for mention in extract(text, CONTEXT)] == issuers


@pytest.mark.parametrize(("line", "day"), [("Số: 41/KH-UBND", "2024-02-05"), ("Số: 42/KH-UBND", None)])
def test_the_own_number_carries_the_own_day(line, day):
    (mention,) = extract(line, CONTEXT)
    assert (mention.form, mention.date) == ("self", day)
