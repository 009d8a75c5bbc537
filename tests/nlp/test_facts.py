"""Pairs of text and facts; texts are written for these tests, units are real, what is said of them is invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.facts import Facts, find_facts
from nlp.facts.issuers import owning, reporting
from nlp.facts.letterhead import read_letterhead
from nlp.outline import build_outline
from nlp.text import make_view

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = """I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
1. Công tác chỉ đạo
Đã ban hành kế hoạch cải cách hành chính và tổ chức triển khai đến các đơn vị trực thuộc theo đúng thời gian quy định.
II. KẾT QUẢ THỰC HIỆN
1. Cải cách thể chế
Việc rà soát văn bản quy phạm pháp luật được thực hiện thường xuyên, bảo đảm đúng trình tự, thủ tục theo quy định.
III. PHƯƠNG HƯỚNG, NHIỆM VỤ
Tiếp tục thực hiện các nhiệm vụ còn lại của kế hoạch, nâng cao chất lượng giải quyết thủ tục hành chính."""


def facts(front: str, body: str = BODY, back: str = "") -> Facts:
    view = make_view("\n\n".join([front, body, back]))
    return find_facts("x.txt", view, build_outline(view))


def short(found: Facts) -> tuple[str | None, ...]:
    return found.issuer, found.level, found.province


HEADS = [
    # communes
    (
        (
            f"ỦY BAN NHÂN DÂN\nXÃ TÂN VIỆT\n\n{MOTTO}\nSố: 12/BC-UBND\n"
            "Tân Việt, ngày 11 tháng 12 năm 2023\n\nBÁO CÁO\nCông tác CCHC năm 2023"
            "\n\nThực hiện Công văn số 126/UBND-NV ngày 06/3/2023 của UBND huyện Thanh Hà, UBND xã báo cáo như sau:"
        ),
        ("UBND xã Tân Việt", "commune", "Hải Dương"),
    ),
    (
        (
            "UBND HUYỆN YÊN CHÂU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND XÃ CHIỀNG ĐÔNG Độc lập - Tự do - Hạnh phúc\n"
            "Số: 45/BC-UBND Chiềng Đông, ngày 05 tháng 6 năm 2021\n\nBÁO CÁO\n"
            "Công tác cải cách hành chính 6 tháng đầu năm 2021"
        ),
        ("UBND xã Chiềng Đông", "commune", "Sơn La"),
    ),
    (
        (
            f"{MOTTO}\nỦY BAN NHÂN DÂN\nPHƯỜNG BẾN NGHÉ\nQuận 1, ngày 10 tháng 6 năm 2020\n"
            "BÁO CÁO\nCông tác CCHC 6 tháng đầu năm 2020\n\n"
            "Thực hiện chỉ đạo của UBND Quận 1 và UBND Thành phố Hồ Chí Minh, UBND phường báo cáo như sau:"
        ),
        ("UBND phường Bến Nghé", "commune", "Hồ Chí Minh"),
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHỊ TRẤN CẨM XUYÊN\n\nBÁO CÁO\nCải cách hành chính quý III năm 2019\n\n"
        "Thực hiện Kế hoạch của UBND huyện Cẩm Xuyên, UBND thị trấn báo cáo kết quả như sau:",
        ("UBND thị trấn Cẩm Xuyên", "commune", "Hà Tĩnh"),
    ),
    ("UỶ BAN NHÂN DÂN XÃ HOÀ BÌNH\nBÁO CÁO\nCông tác CCHC năm 2018", ("UBND xã Hòa Bình", "commune", None)),
    (
        (
            "| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
            "| XÃ NGHI LỘC | Độc lập - Tự do - Hạnh phúc |\n\nBÁO CÁO\n"
            "Công tác CCHC quý III năm 2025\n\n"
            "Thực hiện Công văn số 11/SNV-CCHC ngày 01/9/2025 của Sở Nội vụ tỉnh Nghệ An, UBND xã báo cáo như sau:"
        ),
        ("UBND xã Nghi Lộc", "commune", "Nghệ An"),
    ),
    # districts and cities
    (
        (
            f"ỦY BAN NHÂN DÂN\nHUYỆN HƯƠNG KHÊ\n{MOTTO}\nSố:    /BC-UBND\n"
            "Hương Khê, ngày    tháng 6 năm 2022\nBÁO CÁO\nCCHC 6 tháng đầu năm 2022"
        ),
        ("UBND huyện Hương Khê", "district", "Hà Tĩnh"),
    ),
    (
        "UBND THÀNH PHỐ VINH\n\nBÁO CÁO\nCông tác cải cách hành chính năm 2022",
        ("UBND thành phố Vinh", "district", "Nghệ An"),
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ THỦ ĐỨC\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("UBND thành phố Thủ Đức", "district", "Hồ Chí Minh"),
    ),
    ("ỦY BAN NHÂN DÂN QUẬN CẦU GIẤY\nBÁO CÁO\nCông tác CCHC năm 2021", ("UBND quận Cầu Giấy", "district", "Hà Nội")),
    ("UBND THỊ XÃ KỲ ANH\nBÁO CÁO\nCông tác CCHC quý I/2024", ("UBND thị xã Kỳ Anh", "district", "Hà Tĩnh")),
    ("UBND HUYỆN LỘC HÀ\nBÁO CÁO\nCông tác CCHC năm 2021", ("UBND huyện Lộc Hà", "district", "Hà Tĩnh")),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("UBND thành phố Huế", "district", "Thừa Thiên Huế"),
    ),
    (
        (
            "UBND HUYỆN CHÂU THÀNH\nBÁO CÁO\nCông tác CCHC năm 2022\n\n"
            "Thực hiện Công văn số 5/SNV ngày 01/11/2022 của Sở Nội vụ tỉnh Kiên Giang, "
            "UBND huyện báo cáo như sau:"
        ),
        ("UBND huyện Châu Thành", "district", "Kiên Giang"),
    ),
    ("UBND HUYỆN CHÂU THÀNH\nBÁO CÁO\nCông tác CCHC năm 2022", ("UBND huyện Châu Thành", "district", None)),
    (
        "UBND HUYỆN THANH HÀ\nPHÒNG NỘI VỤ\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Phòng Nội vụ huyện Thanh Hà", "district", "Hải Dương"),
    ),
    # departments
    (
        "UBND TỈNH HÀ TĨNH\nSỞ NỘI VỤ\nSố: 99/BC-SNV\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Sở Nội vụ tỉnh Hà Tĩnh", "department", "Hà Tĩnh"),
    ),
    (
        (
            "ỦY BAN NHÂN DÂN\nTỈNH BÀ RỊA - VŨNG TÀU\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n"
            "BÁO CÁO\nCông tác CCHC năm 2022"
        ),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Bà Rịa - Vũng Tàu", "department", "Bà Rịa - Vũng Tàu"),
    ),
    (
        "UBND THÀNH PHỐ CẦN THƠ\nSỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Sở Tài nguyên và Môi trường thành phố Cần Thơ", "department", "Cần Thơ"),
    ),
    (
        "UBND TP. HỒ CHÍ MINH\nSỞ TƯ PHÁP\nBÁO CÁO\nCông tác CCHC 2022",
        ("Sở Tư pháp thành phố Hồ Chí Minh", "department", "Hồ Chí Minh"),
    ),
    (
        "UBND TỈNH ĐĂK LĂK\nBAN DÂN TỘC\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Ban Dân tộc tỉnh Đắk Lắk", "department", "Đắk Lắk"),
    ),
    (
        "UBND TỈNH LÀO CAI\nVĂN PHÒNG\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Văn phòng UBND tỉnh Lào Cai", "department", "Lào Cai"),
    ),
    (
        "UBND TỈNH LÀO CAI\nTHANH TRA TỈNH\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Thanh tra tỉnh Lào Cai", "department", "Lào Cai"),
    ),
    # provinces
    ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nBÁO CÁO\nCông tác CCHC năm 2023", ("UBND tỉnh Hà Tĩnh", "province", "Hà Tĩnh")),
    ("UBND TỈNH THỪA THIÊN - HUẾ\nBÁO CÁO\nCCHC năm 2016", ("UBND tỉnh Thừa Thiên Huế", "province", "Thừa Thiên Huế")),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nBÁO CÁO\nCông tác CCHC quý IV năm 2025",
        ("UBND thành phố Huế", "province", "Huế"),
    ),
    (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("UBND thành phố Hà Nội", "province", "Hà Nội"),
    ),
    # supervision
    (
        (
            "HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ THỌ\nBAN PHÁP CHẾ\nSố: 67/BC-BPC\nBÁO CÁO\n"
            "Kết quả giám sát công tác CCHC giai đoạn 2021-2023"
        ),
        ("Ban Pháp chế HĐND tỉnh Phú Thọ", "province", "Phú Thọ"),
    ),
    (
        (
            "HĐND TỈNH YÊN BÁI\nĐOÀN GIÁM SÁT\nBÁO CÁO\n"
            "Kết quả giám sát công tác cải cách hành chính giai đoạn 2016 - 2020"
        ),
        ("Đoàn giám sát HĐND tỉnh Yên Bái", "province", "Yên Bái"),
    ),
    (
        "HỘI ĐỒNG NHÂN DÂN\nHUYỆN VŨ QUANG\nBAN KINH TẾ - XÃ HỘI\nBÁO CÁO\nKết quả giám sát CCHC năm 2022",
        ("Ban Kinh tế - Xã hội HĐND huyện Vũ Quang", "district", "Hà Tĩnh"),
    ),
    # ministries
    ("BỘ NỘI VỤ\nSố: 5/BC-BNV\nBÁO CÁO\nCông tác cải cách hành chính quý II năm 2022", ("Bộ Nội vụ", "ministry", None)),
    (
        (
            "BỘ TÀI CHÍNH\nCỤC QUẢN LÝ CÔNG SẢN\nBÁO CÁO\nCông tác CCHC năm 2022\n\n"
            "Cục Quản lý công sản báo cáo kết quả như sau:"
        ),
        ("Cục Quản lý công sản", "ministry", None),
    ),
    # no letterhead
    (
        (
            "Thực hiện Văn bản số 353/SNV-CCHC ngày 04/3/2022 của Sở Nội vụ, Uỷ ban nhân dân "
            "huyện Cẩm Xuyên báo cáo kết quả CCHC năm 2023 như sau:"
        ),
        ("UBND huyện Cẩm Xuyên", "district", "Hà Tĩnh"),
    ),
    (
        (
            "BÁO CÁO\nCông tác CCHC 9 tháng năm 2025\n\n"
            "Thực hiện Công văn số 1318/SNV-CCHC ngày 11/9/2025 của Sở Nội vụ tỉnh Lâm Đồng, "
            "UBND xã Đức Trọng báo cáo như sau:"
        ),
        ("UBND xã Đức Trọng", "commune", "Lâm Đồng"),
    ),
    # offices that no table lists: spelt as most are, where a unit or a ministry stands with them
    (
        "TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH BÌNH PHƯỚC\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Cục Thuế tỉnh Bình Phước", "department", "Bình Phước"),
    ),
    (
        "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH SƠN LA\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Bảo hiểm xã hội tỉnh Sơn La", "department", "Sơn La"),
    ),
    (
        "KHO BẠC NHÀ NƯỚC TỈNH HÀ TĨNH\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Kho bạc Nhà nước tỉnh Hà Tĩnh", "department", "Hà Tĩnh"),
    ),
    (
        "BỘ CÔNG AN\nCÔNG AN TỈNH NGHỆ AN\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Công an tỉnh Nghệ An", "department", "Nghệ An"),
    ),
    (
        "CÔNG AN TỈNH NGHỆ AN\nPHÒNG THAM MƯU\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Phòng Tham mưu Công an tỉnh Nghệ An", "department", "Nghệ An"),
    ),
    (
        "UBND TỈNH LÀO CAI\nCHI CỤC CHĂN NUÔI VÀ THÚ Y\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Chi cục Chăn nuôi và Thú y tỉnh Lào Cai", "department", "Lào Cai"),
    ),
    (
        "UBND HUYỆN CẨM XUYÊN\nPHÒNG VĂN HÓA THỂ THAO\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Phòng Văn hóa thể thao huyện Cẩm Xuyên", "district", "Hà Tĩnh"),
    ),
    (
        "UBND HUYỆN CẨM XUYÊN\nPHÒNG KINH TẾ - HẠ TẦNG\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Phòng Kinh tế và Hạ tầng huyện Cẩm Xuyên", "district", "Hà Tĩnh"),
    ),
    (
        "UBND TỈNH QUẢNG NAM\nBAN QUẢN LÝ CÁC KHU KINH TẾ\nVÀ KHU CÔNG NGHIỆP\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Ban Quản lý các Khu kinh tế và Khu công nghiệp tỉnh Quảng Nam", "department", "Quảng Nam"),
    ),
    (
        "UBND TỈNH QUẢNG NAM\nBAN QUẢN LÝ CÁC KHU KINH TẾ\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Ban Quản lý Khu kinh tế tỉnh Quảng Nam", "department", "Quảng Nam"),
    ),
    (
        "UBND TỈNH HÀ TĨNH\nSỞ NỘI VỤ\nTHANH TRA\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("Thanh tra Sở Nội vụ tỉnh Hà Tĩnh", "department", "Hà Tĩnh"),
    ),
    ("BỘ TÀI CHÍNH\nCỤC QUẢN LÝ CÔNG SẢN\nBÁO CÁO\nCông tác CCHC năm 2022", ("Cục Quản lý công sản", "ministry", None)),
    ("CỤC THUẾ\nBÁO CÁO\nCông tác CCHC năm 2022", (None, None, None)),
    # the Party's unit above the committee
    ("ĐẢNG ỦY XÃ TÂN VIỆT\nỦY BAN NHÂN DÂN\nBÁO CÁO\nCông tác CCHC năm 2022", ("UBND xã Tân Việt", "commune", None)),
    (
        "HUYỆN ỦY CẨM XUYÊN\nỦY BAN NHÂN DÂN\nBÁO CÁO\nCông tác CCHC năm 2022",
        ("UBND huyện Cẩm Xuyên", "district", "Hà Tĩnh"),
    ),
    ("HUYỆN ỦY CẨM XUYÊN\nỦY BAN NHÂN DÂN XÃ\nBÁO CÁO\nCông tác CCHC năm 2022", (None, "commune", None)),
    ("ĐẢNG ỦY XÃ TÂN VIỆT\nBÁO CÁO\nCông tác CCHC năm 2022", (None, None, None)),
    # nothing is told
    ("BÁO CÁO\nCông tác cải cách hành chính năm 2023", (None, None, None)),
    ("ỦY BAN NHÂN DÂN\n\nBÁO CÁO\nCông tác cải cách hành chính năm 2023", (None, None, None)),
    (
        "BÁO CÁO\nCông tác CCHC năm 2023\n\nTheo yêu cầu của UBND tỉnh, UBND xã báo cáo như sau:",
        (None, "commune", None),
    ),
    ("Kính gửi: Sở Nội vụ tỉnh Hà Tĩnh\nBÁO CÁO\nCông tác CCHC năm 2023", (None, None, "Hà Tĩnh")),
]


@pytest.mark.parametrize(("front", "expected"), HEADS, ids=[str(i) for i in range(len(HEADS))])
def test_issuer_level_province(front: str, expected: tuple[str | None, ...]) -> None:
    assert short(facts(front)) == expected


BACKS = [
    ("Trên đây là báo cáo kết quả công tác CCHC năm 2023 của UBND xã Yên Mỹ./.", "UBND xã Yên Mỹ"),
    (
        "Trên đây là báo cáo công tác CCHC năm 2023, UBND tỉnh Phú Yên kính báo cáo Bộ Nội vụ tổng hợp./.",
        "UBND tỉnh Phú Yên",
    ),
    ("Trên đây là báo cáo tổng kết công tác CCHC năm 2023 của tỉnh Sóc Trăng./.", "UBND tỉnh Sóc Trăng"),
    ("Nơi nhận:\n- UBND huyện;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN XÃ THANH CHĂN\nCHỦ TỊCH", "UBND xã Thanh Chăn"),
    ("Nơi nhận:\n- UBND huyện Điện Biên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None),
]


@pytest.mark.parametrize(("back", "issuer"), BACKS)
def test_issuer_from_the_end(back: str, issuer: str | None) -> None:
    assert facts("BÁO CÁO\nCông tác cải cách hành chính năm 2023", back=back).issuer == issuer


def test_number_and_date_from_the_own_annex() -> None:
    annex = "PHỤ LỤC\n(Kèm theo Báo cáo số 298/BC-UBND ngày 14/12/2021 của UBND tỉnh Hòa Bình)"
    found = facts("BÁO CÁO\nCông tác CCHC năm 2021", back=f"Trên đây là báo cáo năm 2021./.\n\n{annex}")
    assert (found.number, found.date, found.issuer) == ("298/BC-UBND", "2021-12-14", "UBND tỉnh Hòa Bình")


SUMMARY = "Báo cáo kết quả cải cách hành chính năm 2025"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Thực hiện yêu cầu của Sở Nội vụ tỉnh Thanh Hóa, UBND phường báo cáo kết quả như sau:", SUMMARY),
        ("Thực hiện ý kiến chỉ đạo của UBND tỉnh, UBND phường báo cáo kết quả cụ thể như sau:", SUMMARY),
        ("Thực hiện nhiệm vụ được giao, UBND phường báo cáo kết quả như sau:", SUMMARY),
        ("Thực hiện thông báo của Sở Nội vụ, UBND phường báo cáo kết quả", SUMMARY),
        ("Thực hiện nhiệm vụ trên địa bàn phường", f"{SUMMARY} Thực hiện nhiệm vụ trên địa bàn phường"),
        ("thực hiện Kế hoạch của UBND tỉnh", f"{SUMMARY} thực hiện Kế hoạch của UBND tỉnh"),
    ],
)
def test_the_title_ends_before_the_basis(below: str, title: str) -> None:
    front = "UBND PHƯỜNG HẠC THÀNH\n\nBÁO CÁO\n\nKết quả cải cách hành chính năm 2025\n\n"
    assert facts(front + below).title == title


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Thực hiện Nghị quyết số 76/NQ-CP năm 2025", "Báo cáo thực hiện Nghị quyết số 76/NQ-CP năm 2025"),
        ("Thực hiện nhiệm vụ cải cách hành chính năm 2025", "Báo cáo thực hiện nhiệm vụ cải cách hành chính năm 2025"),
        ("Thực hiện Công văn số 12/SNV-CCHC ngày 01/9/2025 của Sở Nội vụ", None),
        ("Thực hiện Kế hoạch số 3/KH-UBND, UBND phường báo cáo kết quả như sau:", None),
    ],
)
def test_a_title_may_begin_like_a_basis(first: str, title: str | None) -> None:
    assert facts(f"UBND PHƯỜNG HẠC THÀNH\n\nBÁO CÁO\n\n{first}\n\nUBND phường báo cáo như sau:").title == title


def test_a_term_that_ends_after_the_report_is_cut_where_the_text_says() -> None:
    body = BODY.replace("Đã ban hành", "Phạm vi giám sát từ ngày 01/01/2021 đến ngày 30/6/2023. Đã ban hành")
    front = (
        "HĐND TỈNH PHÚ YÊN\nBAN PHÁP CHẾ\nPhú Yên, ngày 26 tháng 10 năm 2023\nBÁO CÁO\n"
        "Kết quả giám sát CCHC giai đoạn 2021-2023"
    )
    assert facts(front, body).period_end == "2023-06-30"
    assert facts(front).period_end == "2023-12-31"


def test_district_above_a_commune() -> None:
    front = HEADS[0][0]
    assert facts(front).district == "Thanh Hà"
    assert facts(front).commune == "Tân Việt"
    assert facts("ỦY BAN NHÂN DÂN\nXÃ TÂN VIỆT\nBÁO CÁO\nCông tác CCHC năm 2023").district is None


def test_who_reports_is_not_who_is_told() -> None:
    told = reporting("Theo yêu cầu của UBND tỉnh Bình Định, UBND thị xã An Nhơn báo cáo như sau:")
    assert told is not None and told.full_name(None) == "UBND thị xã An Nhơn"
    assert reporting("Thực hiện chế độ báo cáo của UBND huyện Thanh Hà báo cáo định kỳ") is None
    assert owning("Trên đây là báo cáo công tác CCHC năm 2023") is None


def test_letterhead_without_an_issuer() -> None:
    assert read_letterhead([MOTTO]) is None
    assert read_letterhead(["DỰ THẢO", "Số:   /BC-UBND"]) is None


SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.skipif(not (SHARED / "gold" / "reports.json").exists(), reason="real reports are not in this checkout")
@pytest.mark.parametrize("name", ["cam-xuyen-2023", "huong-khe-2022h1", "tan-viet-2023"])
def test_real_reports(name: str) -> None:
    truth = json.loads((SHARED / "gold" / "reports.json").read_text(encoding="utf-8"))[name]
    view = make_view((SHARED / "reports" / f"{name}.txt").read_bytes().decode("utf-8"))
    found = find_facts(name, view, build_outline(view))
    assert {key: getattr(found, key) for key in truth} == truth


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʼ", "`", "´"])
@pytest.mark.parametrize("printed", ["HUYỆN EA H{}LEO", "XÃ ĐƯNG K{}NỚ", "HUYỆN ĐẮK R{}LẤP"])
def test_apostrophes_of_highland_names(printed, sign):
    from nlp.facts.letterhead import read_letterhead

    issuer = read_letterhead(["ỦY BAN NHÂN DÂN", printed.format(sign)])
    assert issuer is not None
    assert issuer.name is not None
    assert issuer.name.lower() == printed.split(" ", 1)[1].format("'").lower()
