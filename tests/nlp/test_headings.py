"""Pairs of text and marker, of heading and what its words tell."""

from __future__ import annotations

import pytest

from nlp.outline import heading_area, heading_role
from nlp.outline.lexicon import has_predicate, is_lead, is_nominal
from nlp.text.markers import find_marker


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        ("I. CÔNG TÁC", "roman", "I."),
        ("II.CÔNG TÁC", "roman", "II."),
        ("III  - ĐÁNH GIÁ", "roman", "III  -"),
        ("IV/ NHIỆM VỤ", "roman", "IV/"),
        ("IV/. NHIỆM VỤ", "roman", "IV/."),
        ("A. KẾT QUẢ", "upper", "A."),
        ("Chương II: KẾT QUẢ", "upper", "Chương II:"),
        ("Mục 3 - Tài chính", "upper", "Mục 3 -"),
        ("Phần thứ hai: NHIỆM VỤ", "part", "Phần thứ hai:"),
        ("PHẦN II. NHIỆM VỤ", "part", "PHẦN II."),
        ("1. Về họp", "dec1", "1."),
        ("1) Về họp", "dec1", "1)"),
        ("1/ Về họp", "dec1", "1/"),
        ("3.Về họp", "dec1", "3."),
        ("1.1. Về họp", "dec2", "1.1."),
        ("1.1 Về họp", "dec2", "1.1"),
        ("1. 1. Về họp", "dec2", "1. 1."),
        ("2.1.3. Về họp", "dec3", "2.1.3."),
        ("a) Về họp", "letter", "a)"),
        ("đ. Về họp", "letter", "đ."),
        ("a/ Về họp", "letter", "a/"),
        ("(2) Về họp", "paren", "(2)"),
        ("(ii) Về họp", "paren", "(ii)"),
        ("- Về họp", "dash", "-"),
        ("• Về họp", "dash", "•"),
        ("+ Về họp", "plus", "+"),
        ("* Về họp", "star", "*"),
        # not markers
        ("30/7/2021 của UBND", "none", ""),
        ("1.234 hồ sơ", "none", ""),
        ("82,5% kế hoạch", "none", ""),
        ("2023 là năm đầu", "none", ""),
        ("12 thủ tục", "none", ""),
        ("m. là đơn vị đo", "none", ""),
        ("v/v báo cáo", "none", ""),
        ("Mục 1 của kế hoạch", "none", ""),
        ("Mục tiêu của năm", "none", ""),
        ("Phần lớn hồ sơ", "none", ""),
        ("Văn phòng UBND", "none", ""),
        ("-5 điểm phần trăm", "dash", "-"),
        ("", "none", ""),
    ],
)
def test_markers(text, style, printed):
    marker = find_marker(text)
    assert (marker.style, marker.text) == (style, printed)
    assert text[: marker.length].strip() == printed


@pytest.mark.parametrize(
    ("title", "area", "strength"),
    [
        ("Công tác chỉ đạo, điều hành cải cách hành chính", "steering", "name"),
        ("Công tác tuyên truyền", "steering", "hint"),
        ("Cải cách thể chế", "institutions", "name"),
        ("CẢI CÁCH THỂ CHẾ", "institutions", "name"),
        ("Về theo dõi thi hành pháp luật", "institutions", "hint"),
        ("Cải cách TTHC", "procedures", "name"),
        ("Về kiểm soát thủ tục hành chính", "procedures", "name"),
        ("Việc thực hiện cơ chế một cửa", "procedures", "hint"),
        ("Cải cách tổ chức bộ máy hành chính nhà nước", "organisation", "name"),
        ("Tinh giản biên chế", "organisation", "hint"),
        ("Cải cách chế độ công vụ", "civil_service", "name"),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức", "civil_service", "name"),
        ("Cải cách tài chính công", "public_finance", "name"),
        ("Xây dựng, phát triển chính quyền điện tử, chính quyền số", "digital_government", "name"),
        ("Hiện đại hoá hành chính", "digital_government", "name"),
        ("Áp dụng ISO 9001:2015", "digital_government", "hint"),
        ("Về thu hút đầu tư", "none", "name"),
        ("Đánh giá chung", None, None),
        ("Kết quả (thể chế, thủ tục)", None, None),
    ],
)
def test_areas_of_headings(title, area, strength):
    assert heading_area(title) == (area, strength)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Những tồn tại, hạn chế và nguyên nhân", "limitations"),
        ("Khó khăn, vướng mắc", "limitations"),
        ("Kết quả khắc phục tồn tại, hạn chế năm 2022", "results"),
        ("Nguyên nhân của những hạn chế", "causes"),
        ("Những kết quả đạt được", "achievements"),
        ("Ưu điểm", "achievements"),
        ("Phương hướng, nhiệm vụ năm 2024", "tasks"),
        ("Nhiệm vụ, giải pháp", "tasks"),
        ("Kết quả thực hiện nhiệm vụ được giao", "results"),
        ("Kiến nghị, đề xuất", "proposals"),
        ("Tiếp nhận, xử lý phản ánh, kiến nghị", None),
        ("Phụ lục 2", "annex"),
        ("Công tác chỉ đạo, điều hành", "steering"),
        ("Đánh giá chung", None),
    ],
)
def test_roles_of_headings(title, role):
    assert heading_role(title) == role


@pytest.mark.parametrize(
    ("phrase", "predicate", "nominal"),
    [
        ("Công tác tuyên truyền", False, True),
        ("Kết quả thực hiện nhiệm vụ được giao", False, True),
        ("Kết quả đạt 98%", True, False),
        ("Việc gửi báo cáo còn chậm", True, False),
        ("Công tác kiểm tra được duy trì", True, False),
        ("Xã Đông Hải", False, False),
    ],
)
def test_headings_are_noun_phrases_without_predicate(phrase, predicate, nominal):
    assert (has_predicate(phrase), is_nominal(phrase)) == (predicate, nominal)


@pytest.mark.parametrize(
    ("phrase", "lead"),
    [
        ("Trong đó:", True),
        ("Cụ thể như sau:", True),
        ("Kết quả cụ thể:", True),
        ("Các việc đã làm như sau:", True),
        ("Trong đó có 03 hồ sơ trễ hạn.", False),
        ("Kết quả đạt được", False),
    ],
)
def test_leads_only_announce(phrase, lead):
    assert is_lead(phrase) is lead
