"""What is a citation and what is none: text -> mentions, as they stand in reports."""

from __future__ import annotations

import pytest

from nlp.citations import extract

Row = tuple[str, str | None, str | None, str]  # surface, number, type, form


def rows(text: str) -> list[Row]:
    return [(m.text, m.number, m.type, m.form) for m in extract(text)]


@pytest.mark.parametrize(
    ("surface", "number", "name"),
    [
        ("Nghị quyết số 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("Nghị quyết 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("nghị quyết số 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("NGHỊ QUYẾT SỐ 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("Nghị quyết số: 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("Nghị\u00a0quyết số\u00a076/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("Nghị quyết sô 76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("Công án số 12/UBND-VP", "12/UBND-VP", "Công văn"),
        ("Nghị quyết số 30c/NQ-CP", "30c/NQ-CP", "Nghị quyết"),
        ("Nghị quyết số 66.13/2026/NQ-CP", "66.13/2026/NQ-CP", "Nghị quyết"),
        ("Nghị quyết số 99/2023/QH15", "99/2023/QH15", "Nghị quyết"),
        ("Nghị quyết số 1211/2016/UBTVQH13", "1211/2016/UBTVQH13", "Nghị quyết"),
        ("Nghị quyết số 595/NQ-UBTVQH15", "595/NQ-UBTVQH15", "Nghị quyết"),
        ("Luật số 22/2008/QH12", "22/2008/QH12", "Luật"),
        ("Bộ luật số 45/2019/QH14", "45/2019/QH14", "Bộ luật"),
        ("Pháp lệnh số 34/2007/PL-UBTVQH11", "34/2007/PL-UBTVQH11", "Pháp lệnh"),
        ("Lệnh số 12/2022/L-CTN", "12/2022/L-CTN", "Lệnh"),
        ("Nghị định số 61/2018/NĐ-CP", "61/2018/NĐ-CP", "Nghị định"),
        ("Nghị định 68/NĐ-CP", "68/NĐ-CP", "Nghị định"),
        ("Thông tư số 01/2023/TT-BNV", "01/2023/TT-BNV", "Thông tư"),
        ("Thông tư liên tịch số 01/2018/TTLT-BNV-BTC", "01/2018/TTLT-BNV-BTC", "Thông tư liên tịch"),
        ("Văn bản hợp nhất số 03/VBHN-VPQH", "03/VBHN-VPQH", "Văn bản hợp nhất"),
        ("Công điện số 280/CĐ-TTg", "280/CĐ-TTg", "Công điện"),
        ("Quyết định số 08/2023/QĐ-UBND", "08/2023/QĐ-UBND", "Quyết định"),
        ("Tờ trình số 45/TTr-UBND", "45/TTr-UBND", "Tờ trình"),
        ("Chương trình hành động số 88-CTr/HU", "88-CTr/HU", "Chương trình"),
        ("Quy định số 164-QĐ/TW", "164-QĐ/TW", "Quy định"),
        ("Thông tri số 05-TT/TU", "05-TT/TU", "Thông tri"),
        ("Kết luận số 01-KL/BCĐ", "01-KL/BCĐ", "Kết luận"),
        ("Văn bản số 335/SNV-CCHC&VTLT", "335/SNV-CCHC&VTLT", "Văn bản"),
        # abbreviated types
        ("NĐ số 61/2018/NĐ-CP", "61/2018/NĐ-CP", "Nghị định"),
        ("NQ 27-NQ/TW", "27-NQ/TW", "Nghị quyết"),
        ("TT 01/2023/TT-BNV", "01/2023/TT-BNV", "Thông tư"),
        ("QĐ số 766/QĐ-TTg", "766/QĐ-TTg", "Quyết định"),
        ("CT số 23/CT-TTg", "23/CT-TTg", "Chỉ thị"),
        ("KH số 36/KH-UBND", "36/KH-UBND", "Kế hoạch"),
        ("CV số 1552/BTTTT-THH", "1552/BTTTT-THH", "Công văn"),
        # spaces, dashes and lost hyphens inside the number stay in the span
        ("Kế hoạch số 51/KH- UBND", "51/KH-UBND", "Kế hoạch"),
        ("Kế hoạch số 51/KH – UBND", "51/KH-UBND", "Kế hoạch"),
        ("Kế hoạch số 194/KHUBND", "194/KH-UBND", "Kế hoạch"),
        ("Thông báo số 412-TB-HU", "412-TB/HU", "Thông báo"),
        ("Quyết định số 1087/QD-UBND", "1087/QD-UBND", "Quyết định"),
    ],
)
def test_full(surface: str, number: str, name: str) -> None:
    assert rows(f"Thực hiện {surface} về công tác cải cách hành chính") == [(surface, number, name, "full")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "các Nghị định số 108/2014/NĐ-CP, 113/2018/NĐ-CP và 143/2020/NĐ-CP",
            [
                ("Nghị định số 108/2014/NĐ-CP", "108/2014/NĐ-CP", "Nghị định", "full"),
                ("113/2018/NĐ-CP", "113/2018/NĐ-CP", "Nghị định", "number_only"),
                ("143/2020/NĐ-CP", "143/2020/NĐ-CP", "Nghị định", "number_only"),
            ],
        ),
        (
            "các Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND",
            [
                ("Quyết định số 12/QĐ-UBND", "12/QĐ-UBND", "Quyết định", "full"),
                ("số 13/QĐ-UBND", "13/QĐ-UBND", "Quyết định", "number_only"),
            ],
        ),
        (
            "Nghị quyết số 18-NQ/TW, 19-NQ/TW",
            [
                ("Nghị quyết số 18-NQ/TW", "18-NQ/TW", "Nghị quyết", "full"),
                ("19-NQ/TW", "19-NQ/TW", "Nghị quyết", "number_only"),
            ],
        ),
        (
            "các Luật số 22/2008/QH12 và 58/2010/QH12",
            [
                ("Luật số 22/2008/QH12", "22/2008/QH12", "Luật", "full"),
                ("58/2010/QH12", "58/2010/QH12", "Luật", "number_only"),
            ],
        ),
        (
            "Văn bản số 248/UBND-NV và số 281/UBND-NV",
            [
                ("Văn bản số 248/UBND-NV", "248/UBND-NV", "Văn bản", "full"),
                ("số 281/UBND-NV", "281/UBND-NV", "Văn bản", "number_only"),
            ],
        ),
        (
            "Các công văn: 932/UBND-NV; 01/2023/TT-BNV; số 88/CTr-HU",
            [
                ("932/UBND-NV", "932/UBND-NV", "Công văn", "number_only"),
                ("01/2023/TT-BNV", "01/2023/TT-BNV", "Thông tư", "number_only"),
                ("số 88/CTr-HU", "88-CTr/HU", "Chương trình", "number_only"),
            ],
        ),
        ("đã có báo cáo (số 01/BC-TKT)", [("số 01/BC-TKT", "01/BC-TKT", "Báo cáo", "number_only")]),
        ("(SỐ 36/KH-UBND)", [("SỐ 36/KH-UBND", "36/KH-UBND", "Kế hoạch", "number_only")]),
        ("ngh  quy t s  76/NQ-CP", [("76/NQ-CP", "76/NQ-CP", "Nghị quyết", "number_only")]),
        # a complete number ends before a dash that begins a comment
        ("số 06/QĐ-TTg - Đề án của Chính phủ", [("số 06/QĐ-TTg", "06/QĐ-TTg", "Quyết định", "number_only")]),
        # the report's own number line
        ("UBND XÃ YÊN HỒ\nSố: 196/BC-UBND\n", [("Số: 196/BC-UBND", "196/BC-UBND", "Báo cáo", "self")]),
        ("Số: 45/UBND-NV", [("Số: 45/UBND-NV", "45/UBND-NV", "Công văn", "self")]),
        ("SỐ: 45/KH-UBND", [("SỐ: 45/KH-UBND", "45/KH-UBND", "Kế hoạch", "self")]),
        ("gửi kèm số: 45/KH-UBND", [("số: 45/KH-UBND", "45/KH-UBND", "Kế hoạch", "number_only")]),
        # bare numbers and short names
        ("Nghị định 130 của Chính phủ", [("Nghị định 130", "130", "Nghị định", "bare")]),
        ("Nghị định số 130 của Chính phủ", [("Nghị định số 130", "130", "Nghị định", "bare")]),
        ("NĐ 130 của Chính phủ", [("NĐ 130", "130", "Nghị định", "bare")]),
        ("triển khai Đề án 06.", [("Đề án 06", "06", "Đề án", "bare")]),
        ("TRIỂN KHAI ĐỀ ÁN 06", [("ĐỀ ÁN 06", "06", "Đề án", "bare")]),
        ("Tổ công tác Đề án 06 huyện", [("Đề án 06", "06", "Đề án", "bare")]),
        ("Đề án 500 trí thức trẻ", [("Đề án 500", "500", "Đề án", "bare")]),
        ("Chương trình 135 giai đoạn II", [("Chương trình 135", "135", "Chương trình", "bare")]),
        ("Công văn số 12/PNV-CC", [("Công văn số 12/PNV-CC", "12/PNV-CC", "Công văn", "full")]),
        ("Nghị quyết 18 về bộ máy", [("Nghị quyết 18", "18", "Nghị quyết", "bare")]),
        ("Chỉ thị 23 của Thủ tướng", [("Chỉ thị 23", "23", "Chỉ thị", "bare")]),
        ("Thông tư 01 của Bộ Nội vụ", [("Thông tư 01", "01", "Thông tư", "bare")]),
    ],
)
def test_lists_and_other_forms(text: str, found: list[Row]) -> None:
    assert rows(text) == found


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("theo Luật Phòng, chống tham nhũng.", "Luật Phòng, chống tham nhũng", "Luật"),
        ("theo Luật phòng chống tham nhũng.", "Luật phòng chống tham nhũng", "Luật"),
        ("theo luật PCTN", "luật PCTN", "Luật"),
        ("theo Luật CBCC và hướng dẫn", "Luật CBCC", "Luật"),
        ("tuyên truyền luật dân chủ ở cơ sở đến người dân", "luật dân chủ ở cơ sở", "Luật"),
        ("luật hoà giải ở cơ sở", "luật hoà giải ở cơ sở", "Luật"),
        ("Luật Hòa giải ở cơ sở", "Luật Hòa giải ở cơ sở", "Luật"),
        ("Luật Thuỷ sản, vùng biển", "Luật Thuỷ sản", "Luật"),
        ("Luật Đất đai năm 2024 có hiệu lực", "Luật Đất đai năm 2024", "Luật"),
        ("Luật Viên chức 2010 quy định", "Luật Viên chức 2010", "Luật"),
        ("Luật Viên chức 2010/QH", "Luật Viên chức", "Luật"),
        ("LUẬT THANH TRA", "LUẬT THANH TRA", "Luật"),
        ("Luật Ban hành VBQPPL năm 2015", "Luật Ban hành VBQPPL năm 2015", "Luật"),
        ("Luật Căn cước công dân", "Luật Căn cước công dân", "Luật"),
        ("Luật Căn cước được thông qua", "Luật Căn cước", "Luật"),
        ("Luật bảo  vệ môi\u00a0trường", "Luật bảo  vệ môi\u00a0trường", "Luật"),
        ("Bộ luật Hình sự năm 2015", "Bộ luật Hình sự năm 2015", "Bộ luật"),
        ("bộ luật dân sự quy định", "bộ luật dân sự", "Bộ luật"),
        ("Luật Trồng trọt được phổ biến", "Luật Trồng trọt", "Luật"),  # stands in no table
        ("Luật Phòng thủ dân sự năm 2023", "Luật Phòng thủ dân sự năm 2023", "Luật"),
    ],
)
def test_named_laws(text: str, surface: str, name: str) -> None:
    assert rows(text) == [(surface, None, name, "title_only")]


@pytest.mark.parametrize(
    "text",
    [
        # ratios, days, measures
        "đạt 25/27 chỉ tiêu", "vào ngày 10/10", "có 12/13 xã", "trực 24/7", "giai đoạn 2021-2025", "bản đồ 1/500",
        "mức 95%/KH", "thu 56/KH 60 tỷ đồng", "rộng 100m2", "chạy 40 km/h", "150.000đ/hồ sơ", "05 ha/năm", "12/12 CBCC",
        # standards, tickets, procedure codes, forms, phone numbers, addresses
        "TCVN ISO 9001:2015", "QCVN 01:2021/BXD", "phản ánh PAKN.20230216.00015", "quy trình QT.TP.02",
        "hồ sơ 000.00.16.H27-230512-0007", "điện thoại 0239.3861.234", "ĐT: 0912 345 678", "số 12 Nguyễn Du",
        "Mẫu số 06a/VPCP/KSTT", "Biểu số 02/BNV-CCHC", "thẻ số 042/CCCD", "tổ 5/khu phố 2",
        "lô 12/A-B", "lớp 12/A-TN", "mã hồ sơ 12/HS-MC", "bước 3/QT-CC", "phiên bản 2.0/VNPT-IOC", "biển số 38A-12345",
        "tài khoản 0123-456-789", "mã số 01-TT", "ISO/IEC 27001:2013", "QL1A/QL8", "email a12/UBND-NV", "số liệu 12/KH",
        # blank numbers
        "Số: ……/BC-UBND", "Số:      /KH-UBND", "Số: ..../2023/QĐ-UBND", "Kế hoạch số …/KH-UBND",
        "Số:       /2023/QĐ-UBND", "Số:    / 2023/QĐ-UBND", "số ......./TB-HU ngày … tháng 3 năm 2023", "Số: -NQ/TU",
        "số ___/UBND-NV",
        # words that hold "luật"
        "tuyên truyền pháp luật về đất đai", "xử lý kỷ luật lao động", "Đoàn Luật sư tỉnh", "mời luật sư",
        "Hội Luật gia", "chấp hành pháp luật hình sự", "theo luật định", "Trường Đại học Luật Hà Nội",
        "cử nhân Luật Kinh tế", "văn bản quy phạm pháp luật", "quy luật đầu tư",
        # type words with a year, a count or a term
        "Kế hoạch năm 2023", "Báo cáo quý III/2023", "Kế hoạch 5 năm 2021-2025", "Chương trình 6 tháng",
        "Quyết định 12 nội dung", "ban hành 45 Quyết định", "Nghị quyết 12 nhiệm vụ", "Quyết định 12,5 tỷ đồng",
        "đã quyết định 12 (mười hai) trường hợp", "quyết định 35.000 hồ sơ", "Chỉ thị 5%", "Thông báo 15 ngày",
        "Đề án 1, 2 và 3", "Nghị định của Chính phủ", "Thông tư số", "ban hành Quyết định ngày 12/5/2023",
        "Quyết định 12 xã thí điểm", "Chỉ thị 12 huyện", "Nghị quyết 30 ngày",
        "Nghị quyết Đại hội XIII", "Nghị quyết lần thứ 12", "Kết luận 2 điểm", "Kết luận 12 vụ việc", "Đề án 10 năm",
        "Đề án 15 tỷ", "Chương trình 30a", "Quyết định 200/300 hồ sơ", "khoản 2/Điều 5", "tháng 06/2023",
        "nhiệm kỳ 2021/2026", "xe 38A-123.45", "các luật mới", "dự án luật", "xây dựng luật về đất đai", "Bộ luật", "",
    ],
)  # fmt: skip
def test_silence(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "date"),
    [
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", None, "2018-04-23"),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", None, "2020-03-05"),
        ("Nghị định số 101/2017/NĐ-CP ngày 01-9-2017", None, "2017-09-01"),
        ("Nghị định số 101/2017/NĐ-CP ngày 01.9.2017", None, "2017-09-01"),
        ("Nghị định số 101/2017/NĐ-CP 01/9/2017", None, "2017-09-01"),
        ("NGHỊ QUYẾT SỐ 76/NQ-CP NGÀY 15/7/2021", None, "2021-07-15"),
        ("Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021", None, "2021-07-15"),
        ("Công văn số 1381/UBND-KSTT, ngày 12/5/2022", None, "2022-05-12"),
        ("Kế hoạch số 36/KH-UBNDngày 03/3/2022", None, "2022-03-03"),
        ("Kế hoạch số 36/KH-UBND (ngày 06/01/2022)", "Kế hoạch số 36/KH-UBND", "2022-01-06"),
        (
            "Ngày 07/5/2022, UBND thị xã đã ban hành Kế hoạch số 118/KH-UBND",
            "Kế hoạch số 118/KH-UBND",
            "2022-05-07",
        ),
        ("Ngày 6 tháng 4 năm 2023, UBND xã có Văn bản số 10/UBND-VP", "Văn bản số 10/UBND-VP", "2023-04-06"),
        ("Kế hoạch số 36/KH-UBND ngày 29/02/2024", None, "2024-02-29"),
        ("Nghị quyết 30 ngày 08/11/2021", None, "2021-11-08"),  # a bare number has its day too
        ("Ngày 06/4/2023, huyện ban hành Đề án 06", "Đề án 06", None),  # the day that a programme's short name has not
        # no such day
        ("Kế hoạch số 36/KH-UBND ngày 29/02/2023", None, None),
        ("Kế hoạch số 36/KH-UBND ngày 45/13/2023", None, None),
        ("Kế hoạch số 36/KH-UBND ngày 31 tháng 4 năm 2023", None, None),
        # another event's day, a term, a day without its year
        ("Kế hoạch số 36/KH-UBND; ngày 06/4/2023 họp", "Kế hoạch số 36/KH-UBND", None),
        ("Kế hoạch số 36/KH-UBND triển khai từ ngày 06/4/2023", "Kế hoạch số 36/KH-UBND", None),
        ("Ngày 06/4/2023, huyện họp. Kế hoạch số 36/KH-UBND đã rõ", "Kế hoạch số 36/KH-UBND", None),
        ("trước ngày 30/6/2023 theo Kế hoạch số 36/KH-UBND", "Kế hoạch số 36/KH-UBND", None),
        ("Đến ngày 15/6/2023, các xã đã có báo cáo theo Kế hoạch số 36/KH-UBND", "Kế hoạch số 36/KH-UBND", None),
        ("Kế hoạch số 36/KH-UBND ngày … tháng 3 năm 2023", "Kế hoạch số 36/KH-UBND", None),
        ("Kế hoạch số 36/KH-UBND ngày 15/7", "Kế hoạch số 36/KH-UBND", None),
    ],
)
def test_dates(text: str, surface: str | None, date: str | None) -> None:
    (mention,) = extract(text)
    assert (mention.text, mention.date) == (surface or text, date)
