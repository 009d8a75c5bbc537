"""The index over reports: mentions that are one document everywhere beside those that must stay apart."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations import IssuerContext, Mention, extract
from nlp.citations.index import IndexRecord, build_index

YEN_CHAU = IssuerContext("UBND huyện Yên Châu", "district", "Sơn La", "Yên Châu")
MOC_CHAU = IssuerContext("UBND huyện Mộc Châu", "district", "Sơn La", "Mộc Châu")
NOBODY = IssuerContext()


def index(*reports: tuple[IssuerContext, str]) -> list[IndexRecord]:
    """Index reports named r1, r2 …"""
    return build_index((f"r{n}", extract(text, context)) for n, (context, text) in enumerate(reports, start=1))


PLAN = "Kế hoạch số 25/KH-UBND"


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        # one record: a central document, whoever cites it and however it is printed
        (
            [(YEN_CHAU, "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"), (MOC_CHAU, "Nghị định 61 /2018/NĐ–CP")],
            {"nghi-dinh/61-2018-nd-cp": 2},
        ),
        (
            [(YEN_CHAU, "Chỉ thị số 23/CT-TTg ngày 02/9/2021"), (MOC_CHAU, "Chỉ thị 23/CT-TTg")],
            {"chi-thi/23-ct-ttg/2021-09-02": 2},
        ),
        ([(YEN_CHAU, "Chỉ thị 23/CT-TTg"), (MOC_CHAU, "Chỉ thị 23/CT-TTg")], {"chi-thi/23-ct-ttg": 2}),
        (
            [(YEN_CHAU, "Nghị quyết số 18-NQ/TW ngày 25/10/2017"), (MOC_CHAU, "Nghị quyết 18-NQ/TW của Bộ Chính trị")],
            {"nghi-quyet/18-nq-tw/2017-10-25": 2},
        ),
        ([(YEN_CHAU, "Luật Đất đai năm 2024"), (MOC_CHAU, "luật đất đai năm 2024")], {"luat/dat-dai-2024": 2}),
        # one record: a local document whose issuer both tell
        (
            [(YEN_CHAU, f"{PLAN} ngày 02/02/2022 của UBND tỉnh"), (MOC_CHAU, f"{PLAN} ngày 02/02/2022 của UBND tỉnh")],
            {"ke-hoach/25-kh-ubnd/ubnd-tinh-son-la/2022-02-02": 2},
        ),
        (
            [(YEN_CHAU, "Công văn số 12/SNV-CCHC"), (MOC_CHAU, "Văn bản số 12/SNV-CCHC")],
            {"cong-van/12-snv-cchc/so-noi-vu-tinh-son-la": 2},
        ),
        # apart: the issuer of a local document, unknown in both or different
        (
            [(YEN_CHAU, f"{PLAN} ngày 02/02/2022"), (MOC_CHAU, f"{PLAN} ngày 02/02/2022")],
            {
                "ke-hoach/25-kh-ubnd/ubnd-huyen-moc-chau/2022-02-02": 1,
                "ke-hoach/25-kh-ubnd/ubnd-huyen-yen-chau/2022-02-02": 1,
            },
        ),
        (
            [(NOBODY, f"{PLAN} ngày 02/02/2022"), (NOBODY, f"{PLAN} ngày 02/02/2022")],
            {"ke-hoach/25-kh-ubnd/in-r1/2022-02-02": 1, "ke-hoach/25-kh-ubnd/in-r2/2022-02-02": 1},
        ),
        (
            [(YEN_CHAU, f"{PLAN} ngày 02/02/2022"), (NOBODY, f"{PLAN} ngày 02/02/2022")],
            {"ke-hoach/25-kh-ubnd/in-r2/2022-02-02": 1, "ke-hoach/25-kh-ubnd/ubnd-huyen-yen-chau/2022-02-02": 1},
        ),
        # apart: the date, the year, the type, a bare number, a law of another year
        (
            [(YEN_CHAU, "23/CT-TTg ngày 02/9/2021"), (MOC_CHAU, "23/CT-TTg ngày 26/12/2022"), (NOBODY, "23/CT-TTg")],
            {"chi-thi/23-ct-ttg": 1, "chi-thi/23-ct-ttg/2021-09-02": 1, "chi-thi/23-ct-ttg/2022-12-26": 1},
        ),
        (
            [(YEN_CHAU, "Nghị định 61/2018/NĐ-CP"), (MOC_CHAU, "Nghị định 61/2023/NĐ-CP")],
            {"nghi-dinh/61-2018-nd-cp": 1, "nghi-dinh/61-2023-nd-cp": 1},
        ),
        (
            [(YEN_CHAU, "Nghị định 61/2018/NĐ-CP"), (MOC_CHAU, "Nghị định 61 của Chính phủ")],
            {"nghi-dinh/61": 1, "nghi-dinh/61-2018-nd-cp": 1},
        ),
        ([(YEN_CHAU, "Đề án 06."), (MOC_CHAU, "Đề án 06.")], {"de-an/06/in-r1": 1, "de-an/06/in-r2": 1}),
        (
            [(YEN_CHAU, "Luật Đất đai năm 2024"), (MOC_CHAU, "Luật Đất đai")],
            {"luat/dat-dai": 1, "luat/dat-dai-2024": 1},
        ),
        ([], {}),
    ],
)
def test_build_index(reports: list[tuple[IssuerContext, str]], expected: dict[str, int]) -> None:
    assert {record.key: len(record.mentions) for record in index(*reports)} == expected


def test_a_record_keeps_what_every_report_tells() -> None:
    slip = "Chỉ thị số 23/CT-TTg ngày 02/9/2021"
    (record,) = index((YEN_CHAU, slip), (MOC_CHAU, f"{slip}; 23/CT-TTg"), (NOBODY, "23/CT-TTg ngày 02/8/2021"))
    assert record == IndexRecord(
        key="chi-thi/23-ct-ttg/2021-08-02",
        number="23/CT-TTg",
        type="Chỉ thị",
        issuer="Thủ tướng Chính phủ",
        date="2021-09-02",
        titles=[],
        dates=["2021-09-02", "2021-08-02"],
        conflicts=["date"],
        mentions=[("r1", 0), ("r2", 0), ("r2", 1), ("r3", 0)],
    )


def test_what_may_be_any_of_several_is_marked() -> None:
    records = index((YEN_CHAU, "23/CT-TTg ngày 02/9/2021; 23/CT-TTg ngày 26/12/2022"), (MOC_CHAU, "23/CT-TTg"))
    assert {record.date: record.conflicts for record in records} == {
        "2021-09-02": [],
        "2022-12-26": [],
        None: ["ambiguous"],
    }


def test_order_is_by_reports_then_mentions_then_key() -> None:
    records = index((YEN_CHAU, "Nghị quyết 9/NQ-CP; 8/NQ-CP; 7/NQ-CP, 7/NQ-CP; 6/NQ-CP"), (MOC_CHAU, "6/NQ-CP"))
    assert [record.number for record in records] == ["6/NQ-CP", "7/NQ-CP", "8/NQ-CP", "9/NQ-CP"]


def test_the_order_of_the_reports_does_not_matter() -> None:
    texts = ["23/CT-TTg", "23/CT-TTg ngày 02/9/2021", "23/CT-TTg ngày 02/8/2021; 18-NQ/TW", "18-NQ/TW ngày 25/10/2017"]
    reports = [(f"r{n}", extract(text)) for n, text in enumerate(texts)]
    expected = build_index(reports)
    assert all(build_index(order) == expected for order in itertools.permutations(reports))


NUMBERS = ["61/2018/NĐ-CP", "76/NQ-CP", "23/CT-TTg", "18-NQ/TW", "412-TB/HU", "25/KH-UBND", "335/SNV-CCHC&VTLT"]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A number and the same number with other spaces and dashes."""
    number = draw(st.sampled_from(NUMBERS))
    other = ""
    for sign in number:
        space = st.sampled_from(["", " ", "\n", "  "])
        joint = draw(st.sampled_from("-‐‑–—−")) if sign == "-" else sign
        other += draw(space) + joint + draw(space) if sign in "-/&" else joint
    return number, other


@given(spellings(), st.booleans(), st.sampled_from([None, "2021-07-15"]))
def test_spaces_and_dashes_never_part_a_document(pair: tuple[str, str], apart: bool, date: str | None) -> None:
    (first,) = extract(f"số {pair[0]}", YEN_CHAU)
    first = replace(first, date=date)
    second = replace(first, number=pair[1])
    reports: list[tuple[str, list[Mention]]] = [("r1", [first, second])]
    if apart:
        reports = [("r1", [first]), ("r2", [second])]
    (record,) = build_index(reports)
    assert len(record.mentions) == 2
    assert record.number == pair[0]


def test_cost_is_linear(cpu_seconds) -> None:
    def seconds(count: int) -> float:
        reports = [(f"r{n}", extract(f"{PLAN} của UBND xã A{n}; 76/NQ-CP", NOBODY)) for n in range(count)]
        return cpu_seconds(lambda: build_index(reports))

    # Eight times the reports; a quadratic pass would take 64 times as long.
    assert seconds(1600) < 24 * max(seconds(200), 0.005)
