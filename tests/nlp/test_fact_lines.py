"""Pairs of one line and one fact: periods, numbers, dates and titles; reports as a whole are in `test_facts.py`."""

from __future__ import annotations

import pytest

from nlp.facts.periods import find_period
from nlp.facts.stamps import find_date, find_number
from nlp.facts.titles import make_title

PERIODS = [
    ("Công tác cải cách hành chính năm 2023", None, ("2023-01-01", "2023-12-31")),
    ("công tác CCHC 6 tháng đầu năm 2022", None, ("2022-01-01", "2022-06-30")),
    ("công tác CCHC 06 tháng đầu năm và nhiệm vụ 06 tháng cuối năm 2022", None, ("2022-01-01", "2022-06-30")),
    ("công tác CCHC 6 tháng đầu năm 2017 và nhiệm vụ trọng tâm 6 tháng cuối năm", None, ("2017-01-01", "2017-06-30")),
    ("công tác CCHC 6 tháng cuối năm 2020", None, ("2020-07-01", "2020-12-31")),
    ("công tác CCHC quý I/2024", None, ("2024-01-01", "2024-03-31")),
    ("công tác CCHC Quý 2 năm 2024", None, ("2024-04-01", "2024-06-30")),
    ("công tác CCHC quý III và nhiệm vụ trọng tâm quý IV năm 2019", None, ("2019-07-01", "2019-09-30")),
    ("tình hình CCHC 9 tháng đầu năm, phương hướng nhiệm vụ 3 tháng cuối năm 2024", None, ("2024-01-01", "2024-09-30")),
    ("công tác CCHC tháng 9 năm 2021", None, ("2021-09-01", "2021-09-30")),
    ("công tác CCHC tháng 02/2024", None, ("2024-02-01", "2024-02-29")),
    ("công tác CCHC quý IV và cả năm 2025", None, ("2025-01-01", "2025-12-31")),
    ("công tác CCHC quý IV và ước cả năm 2025", None, ("2025-10-01", "2025-12-31")),
    ("công tác CCHC năm 2022 và phương hướng, nhiệm vụ năm 2023", None, ("2022-01-01", "2022-12-31")),
    ("kết quả thực hiện nhiệm vụ CCHC năm 2022, nhiệm vụ năm 2023", None, ("2022-01-01", "2022-12-31")),
    ("kết quả thực hiện Kế hoạch cải cách hành chính năm 2023", None, ("2023-01-01", "2023-12-31")),
    ("tổng kết công tác CCHC giai đoạn 2016 - 2020", None, ("2016-01-01", "2020-12-31")),
    ("tổng kết nhiệm kỳ 2016-2021", None, ("2016-01-01", "2021-12-31")),
    ("kết quả thực hiện Kế hoạch CCHC giai đoạn 2021-2025 năm 2023", None, ("2023-01-01", "2023-12-31")),
    ("công tác CCHC Quý I", "2024-03-14", ("2024-01-01", "2024-03-31")),
    ("công tác CCHC quý IV", "2024-01-05", ("2023-10-01", "2023-12-31")),
    ("công tác CCHC từ ngày 15/12/2021 đến ngày 14/6/2022", None, ("2021-12-15", "2022-06-14")),
    # the plan behind lends its year, its month is not the report's
    ("công tác CCHC tháng 10, phương hướng nhiệm vụ tháng 11 năm 2023", None, ("2023-10-01", "2023-10-31")),
    ("công tác CCHC tháng 10 - nhiệm vụ tháng 11/2023", None, ("2023-10-01", "2023-10-31")),
    ("công tác CCHC tháng 10 năm 2023 và nhiệm vụ tháng 11 năm 2023", None, ("2023-10-01", "2023-10-31")),
    ("công tác CCHC tháng 12, nhiệm vụ tháng 01 năm 2024", None, ("2023-12-01", "2023-12-31")),
    ("công tác CCHC quý I, nhiệm vụ quý II năm 2023", None, ("2023-01-01", "2023-03-31")),
    ("công tác CCHC quý IV, nhiệm vụ quý I năm 2024", None, ("2023-10-01", "2023-12-31")),
    ("công tác CCHC quý IV, triển khai kế hoạch năm 2024", "2024-12-20", ("2024-10-01", "2024-12-31")),
    ("công tác CCHC quý IV triển khai kế hoạch năm 2024", None, ("2024-10-01", "2024-12-31")),
    ("CCHC 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2023", None, ("2023-01-01", "2023-06-30")),
    ("công tác CCHC tháng 10", "2023-10-25", ("2023-10-01", "2023-10-31")),
    ("công tác CCHC tháng 10", None, None),
    ("công tác CCHC trước ngày 15 tháng 10", "2023-10-25", None),
    # the wider of two parts of a year
    ("công tác CCHC Quý III và 9 tháng đầu năm 2023", None, ("2023-01-01", "2023-09-30")),
    ("công tác CCHC quý II/2023 và 6 tháng đầu năm 2023", None, ("2023-01-01", "2023-06-30")),
    ("công tác CCHC quý II và ước 6 tháng đầu năm 2023", None, ("2023-04-01", "2023-06-30")),
    ("công tác CCHC quý III và 3 tháng cuối năm 2023", None, ("2023-07-01", "2023-09-30")),
    ("công tác CCHC 6 tháng đầu năm", None, None),
    ("công tác CCHC quý I", "2024-12-14", None),
    ("công tác cải cách hành chính", "2024-03-14", None),
    ("việc thực hiện Nghị quyết số 30c/NQ-CP", None, None),
]


@pytest.mark.parametrize(("text", "day", "expected"), PERIODS)
def test_period(text: str, day: str | None, expected: tuple[str, str] | None) -> None:
    assert find_period(text, day) == expected


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 196/BC-UBND", "196/BC-UBND"),
        ("Số: 196 /BC- UBND", "196/BC-UBND"),
        ("Số 67/BC-BPC", "67/BC-BPC"),
        ("Số: 3318/BC-SNN&PTNT", "3318/BC-SNN&PTNT"),
        ("Số:196/BCUBND", "196/BC-UBND"),
        ("Số: ……/BC-UBND", None),
        ("Số:       /BC-UBND", None),
        ("Số: ......./ BC - UBND", None),
        ("Thực hiện Công văn số 335/SNV-CCHC", None),
    ],
)
def test_number(line: str, number: str | None) -> None:
    assert find_number([line]) == number


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hương Khê, ngày 15 tháng 6 năm 2022", "2022-06-15"),
        ("TP. Vinh, ngày 05 tháng 12 năm 2022", "2022-12-05"),
        ("Hà Tĩnh, ngày 05/12/2022", "2022-12-05"),
        ("Hương Khê, ngày     tháng 6 năm 2022", None),
        ("Hương Khê, ngày ... tháng ... năm 2022", None),
        ("Hương Khê, ngày 31 tháng 6 năm 2022", None),
    ],
)
def test_date(line: str, day: str | None) -> None:
    assert find_date([line]) == day


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["BÁO CÁO", "Công tác cải cách hành chính năm 2023"], "Báo cáo công tác cải cách hành chính năm 2023"),
        (["BÁO CÁO", "CCHC năm 2023"], "Báo cáo CCHC năm 2023"),
        (
            ["BÁO CÁO", "Kết quả CCHC quý III", "và nhiệm vụ quý IV năm 2019"],
            "Báo cáo kết quả CCHC quý III và nhiệm vụ quý IV năm 2019",
        ),
        (["BÁO CÁO", "KẾT QUẢ CCHC QUÝ III CỦA HUYỆN THANH HÀ"], "Báo cáo kết quả CCHC quý III của huyện Thanh Hà"),
        (["BÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2023"], "Báo cáo công tác cải cách hành chính năm 2023"),
        (["BÁO CÁO TÓM TẮT", "Kết quả CCHC quý II năm 2023"], "Báo cáo tóm tắt kết quả CCHC quý II năm 2023"),
        (["BÁO CÁO KẾT QUẢ CCHC", "Quý III năm 2023"], "Báo cáo kết quả CCHC quý III năm 2023"),
        (["BÁO CÁO TÌNH HÌNH CCHC HUYỆN", "Cẩm Xuyên năm 2023"], "Báo cáo tình hình CCHC huyện Cẩm Xuyên năm 2023"),
        (["BÁO CÁO", "CCHC Quý III năm 2023"], "Báo cáo CCHC Quý III năm 2023"),
        (["BÁO CÁO"], None),
        ([], None),
    ],
)
def test_title(lines: list[str], title: str | None) -> None:
    assert make_title(lines) == title
