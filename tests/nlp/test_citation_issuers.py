"""Issuers: certain from the text, the number or the report, each beside one that must stay open."""

from __future__ import annotations

import pytest

from nlp.citations import IssuerContext, extract

NOBODY = IssuerContext()
DISTRICT = IssuerContext("UBND huyện Đức Thọ", "district", "Hà Tĩnh", "Đức Thọ")
COMMUNE = IssuerContext("UBND xã Yên Hồ", "commune", "Hà Tĩnh", "Đức Thọ", "Yên Hồ")
PROVINCE = IssuerContext("UBND tỉnh Hà Tĩnh", "province", "Hà Tĩnh")
CITY = IssuerContext("UBND thành phố Đà Nẵng", "province", "Đà Nẵng")
DEPARTMENT = IssuerContext("Sở Nội vụ tỉnh Hà Tĩnh", "department", "Hà Tĩnh")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Nghị quyết số 76/NQ-CP", "Chính phủ"),
        ("Chỉ thị số 23/CT-TTg", "Thủ tướng Chính phủ"),
        ("Công điện số 280/CĐ-TTg", "Thủ tướng Chính phủ"),
        ("QUYẾT ĐỊNH SỐ 766/QĐ-TTG", "Thủ tướng Chính phủ"),
        ("Thông tư số 01/2023/TT-BNV", "Bộ Nội vụ"),
        ("Thông tư số 02/2023/TT-BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Văn bản số 1552/BTTTT-THH", "Bộ Thông tin và Truyền thông"),
        ("Công văn số 1753/BTP-KTrVB", "Bộ Tư pháp"),
        ("Công văn số 604/VPCP-KSTT", "Văn phòng Chính phủ"),
        ("Kế hoạch số 15/KH-TTCP", "Thanh tra Chính phủ"),
        ("Văn bản hợp nhất số 03/VBHN-VPQH", "Văn phòng Quốc hội"),
        ("Lệnh số 12/2022/L-CTN", "Chủ tịch nước"),
        ("Luật số 22/2008/QH12", "Quốc hội"),
        ("Nghị quyết số 99/2023/QH15", "Quốc hội"),
        ("Nghị quyết số 1211/2016/UBTVQH13", "Ủy ban Thường vụ Quốc hội"),
        ("Nghị quyết số 595/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
        ("Pháp lệnh số 34/2007/PL-UBTVQH11", "Ủy ban Thường vụ Quốc hội"),
        ("Luật Viên chức", "Quốc hội"),
        ("Nghị định 130", "Chính phủ"),
        ("Nghị quyết số 27-NQ/TW", "Trung ương Đảng"),  # the Central Committee's or the Politburo's
        ("Hướng dẫn số 05-HD/BTCTW", "Ban Tổ chức Trung ương"),
        # a place or an unknown organ is needed, and nothing tells it
        ("Quyết định số 327/QĐ-UBND", None),
        ("Nghị quyết số 55/NQ-HĐND", None),
        ("Văn bản số 335/SNV-CCHC", None),
        ("Thông báo số 376-TB/HU", None),
        ("Kết luận số 29-KL/TU", None),
        ("Kế hoạch số 12/KH-ABC", None),
        ("Đề án 06", None),
        ("Nghị quyết 18", None),
    ],
)
def test_issuer_from_the_number(text: str, issuer: str | None) -> None:
    (mention,) = extract(f"thực hiện {text}")
    assert mention.issuer == issuer


@pytest.mark.parametrize(
    ("text", "context", "issuer"),
    [
        ("Quyết định số 327/QĐ-UBND của UBND tỉnh", DISTRICT, "UBND tỉnh Hà Tĩnh"),
        ("Quyết định số 327/QĐ-UBND của UBND tỉnh", NOBODY, None),
        ("Quyết định số 327/QĐ-UBND của UBND tỉnh Nghệ An", NOBODY, "UBND tỉnh Nghệ An"),
        ("Quyết định số 327/QĐ-UBND của UBND tỉnh Nghệ An", DISTRICT, "UBND tỉnh Nghệ An"),
        ("Quyết định số 327/QĐ-UBND ngày 06/02/2023 của Ủy ban nhân dân tỉnh", DISTRICT, "UBND tỉnh Hà Tĩnh"),
        ("Quyết định số 327/QĐ-UBND của Uỷ ban nhân dân huyện", COMMUNE, "UBND huyện Đức Thọ"),
        ("Kế hoạch số 14/KH-UBND của UBND huyện", DISTRICT, "UBND huyện Đức Thọ"),
        ("Kế hoạch số 14/KH-UBND của UBND huyện", PROVINCE, None),
        ("Kế hoạch số 14/KH-UBND của UBND xã", COMMUNE, "UBND xã Yên Hồ"),
        ("Kế hoạch số 14/KH-UBND huyện", COMMUNE, "UBND huyện Đức Thọ"),
        ("Kế hoạch số 14/KH-UBND huyện", PROVINCE, None),
        ("Kế hoạch số 14/KH-UBND của UBND xã", DISTRICT, None),
        ("Kế hoạch số 14/KH-UBND của UBND xã Tùng Ảnh", DISTRICT, "UBND xã Tùng Ảnh"),
        ("Kế hoạch số 14/KH-UBND của UBND thành phố", CITY, "UBND thành phố Đà Nẵng"),
        ("Nghị quyết số 55/NQ-HĐND của HĐND tỉnh", DISTRICT, "HĐND tỉnh Hà Tĩnh"),
        ("Nghị quyết số 55/NQ-HĐND của Hội đồng nhân dân huyện", COMMUNE, "HĐND huyện Đức Thọ"),
        ("Nghị quyết số 55/NQ-HĐND của HĐND tỉnh", NOBODY, None),
        ("Thông báo số 37-TB/HU của Ban Thường vụ Huyện ủy", DISTRICT, "Ban Thường vụ Huyện ủy Đức Thọ"),
        ("Thông báo số 37-TB/HU của BTV Huyện uỷ", DISTRICT, "Ban Thường vụ Huyện ủy Đức Thọ"),
        ("Nghị quyết số 12-NQ/TU của BCH Đảng bộ tỉnh", DISTRICT, "Ban Chấp hành Đảng bộ tỉnh Hà Tĩnh"),
        ("Nghị quyết số 12-NQ/TU của BCH Đảng bộ tỉnh", NOBODY, None),
        ("Quy định số 164-QĐ/TW của Bộ Chính trị", NOBODY, "Bộ Chính trị"),
        ("Nghị quyết số 18-NQ/TW của BCH Trung ương", NOBODY, "Ban Chấp hành Trung ương Đảng"),
        ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng", NOBODY, "Ban Chấp hành Trung ương Đảng"),
        ("Nghị quyết số 19-NQ/TW Hội nghị lần thứ năm BCH Trung ương", NOBODY, "Ban Chấp hành Trung ương Đảng"),
        ("Hướng dẫn số 21/HD-ABC của Sở Nội vụ", DISTRICT, "Sở Nội vụ tỉnh Hà Tĩnh"),
        ("Hướng dẫn số 21/HD-ABC của Sở Nội vụ", NOBODY, None),
        ("Chỉ thị 23 của Thủ tướng Chính phủ", NOBODY, "Thủ tướng Chính phủ"),
        ("Thông tư 01 của Bộ Nội vụ", NOBODY, "Bộ Nội vụ"),
        # the number's own organ is stronger than a name beside it that contradicts
        ("Nghị định số 61/2018/NĐ-CP của UBND tỉnh", DISTRICT, "Chính phủ"),
        ("Quyết định số 766/QĐ-TTg của UBND tỉnh", DISTRICT, "Thủ tướng Chính phủ"),
    ],
)
def test_issuer_named_after_the_number(text: str, context: IssuerContext, issuer: str | None) -> None:
    (mention,) = extract(f"thực hiện {text} về cải cách hành chính", context)
    assert mention.issuer == issuer


@pytest.mark.parametrize(
    ("text", "context", "issuer"),
    [
        ("UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND", DISTRICT, "UBND tỉnh Hà Tĩnh"),
        ("UBND tỉnh đã ban hành Kế hoạch số 40/KH-UBND", NOBODY, None),
        ("theo chỉ đạo của UBND tỉnh tại Văn bản số 612/UBND-NC3", DISTRICT, "UBND tỉnh Hà Tĩnh"),
        ("Huyện ủy ban hành Chương trình số 88-CTr/HU", DISTRICT, "Huyện ủy Đức Thọ"),
        ("UBND xã đã ban hành Kế hoạch số 40/KH-UBND", COMMUNE, "UBND xã Yên Hồ"),
        ("UBND xã đã ban hành Kế hoạch số 40/KH-UBND", DISTRICT, None),  # any commune
        # another clause or sentence names somebody else
        ("Đã báo cáo UBND tỉnh; xây dựng Kế hoạch số 40/KH-UBND", DISTRICT, "UBND huyện Đức Thọ"),
        ("Đã báo cáo UBND tỉnh. Kế hoạch số 40/KH-UBND nêu rõ", DISTRICT, "UBND huyện Đức Thọ"),
    ],
)
def test_issuer_named_before_the_number(text: str, context: IssuerContext, issuer: str | None) -> None:
    (mention,) = extract(text, context)
    assert mention.issuer == issuer


@pytest.mark.parametrize(
    ("text", "context", "issuer"),
    [
        ("Kế hoạch số 36/KH-UBND", DISTRICT, "UBND huyện Đức Thọ"),
        ("Kế hoạch số 36/KH-UBND", COMMUNE, "UBND xã Yên Hồ"),
        ("Kế hoạch số 36/KH-UBND", DEPARTMENT, None),  # a department has no committee of its own
        ("Nghị quyết số 55/NQ-HĐND", DISTRICT, "HĐND huyện Đức Thọ"),
        ("Văn bản số 335/SNV-CCHC", DISTRICT, "Sở Nội vụ tỉnh Hà Tĩnh"),
        ("Văn bản số 335/SNV-CCHC", CITY, "Sở Nội vụ thành phố Đà Nẵng"),
        ("Kế hoạch số 12/KH-SNV", DEPARTMENT, "Sở Nội vụ tỉnh Hà Tĩnh"),
        ("Thông báo số 376-TB/HU", COMMUNE, "Huyện ủy Đức Thọ"),
        ("Thông báo số 376-TB/HU", PROVINCE, None),
        ("Kết luận số 29-KL/TU", DISTRICT, "Tỉnh ủy Hà Tĩnh"),
        ("Kết luận số 29-KL/TU", CITY, "Thành ủy Đà Nẵng"),  # TU stands for both
        ("Nghị quyết số 07-NQ/ĐU", COMMUNE, "Đảng ủy xã Yên Hồ"),
        ("Nghị quyết số 07-NQ/ĐU", DISTRICT, None),
        ("\nSố: 51/BC-UBND", COMMUNE, "UBND xã Yên Hồ"),
        ("\nSố: 51/BC-UBND", NOBODY, None),
    ],
)
def test_issuer_from_the_report(text: str, context: IssuerContext, issuer: str | None) -> None:
    (mention,) = extract(text, context)
    assert mention.issuer == issuer
