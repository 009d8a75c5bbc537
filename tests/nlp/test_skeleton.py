"""What tells a heading from a statement: siblings, what stands below, how a list goes on."""

from __future__ import annotations

import pytest

from nlp.outline import Outline, build_outline
from nlp.outline.contents import contents_blocks
from nlp.outline.roles import title_role
from nlp.outline.skeleton import Line, Skeleton, ordinal
from nlp.statements import find_statements
from nlp.text import View, make_view
from nlp.text.markers import find_marker


def outline_of(lines: list[str]) -> tuple[View, Outline]:
    """Return view and outline of paragraphs."""
    view = make_view("\n\n".join(lines))
    return view, build_outline(view)


def titles(lines: list[str]) -> list[str]:
    """Return the titles of the sections that have one."""
    return [section.title for section in outline_of(lines)[1].sections if section.title]


def said(lines: list[str]) -> list[tuple[str, str | None]]:
    """Return the statements with the role of their section."""
    view, outline = outline_of(lines)
    return [
        (view.text[s.start : s.end], outline.sections[s.section].role if s.section is not None else None)
        for s in find_statements(view, outline)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("III. A", 3),
        ("IX. A", 9),
        ("Phần IV. A", 4),
        ("12. A", 12),
        ("2.11. A", 11),
        ("đ) A", 5),
        ("g) A", 7),
        ("(iv) A", 4),
        ("(3) A", 3),
        ("- A", 0),
        ("A", 0),
    ],
)
def test_ordinals(text, value):
    assert ordinal(find_marker(text)) == value


def skeleton(lines: list[str], titled: tuple[str, ...] = ()) -> Skeleton:
    """Return the skeleton of lines; those that hold one of `titled` are worded as titles."""
    return Skeleton([Line(find_marker(line), any(word in line for word in titled)) for line in lines])


def test_a_list_that_begins_again_stands_under_the_title_before_it():
    lines = [
        "II. TỒN TẠI",
        "1. Hạn chế",
        "- Chậm.",
        "2. Nguyên nhân",
        "1. Ít người.",
        "2. Mạng yếu.",
        "III. VIỆC",
        "1. A",
    ]
    found = skeleton(lines, ("TỒN TẠI", "Hạn chế", "Nguyên nhân", "VIỆC"))
    assert [found.parent(index) for index in range(len(lines))] == [None, 0, None, 0, 3, 3, None, 6]
    assert [index for index in range(len(lines)) if found.has_children(index)] == [0, 1, 3, 6]


def test_a_title_goes_on_with_titles():
    lines = ["1. Hạn chế", "- Chậm.", "2. Nguyên nhân", "1. Ít người.", "2. Mạng yếu.", "3. Kiến nghị", "- Thêm người."]
    found = skeleton(lines, ("Hạn chế", "Nguyên nhân", "Kiến nghị"))
    assert found.parent(5) is None
    assert found.has_children(5)


def test_numbers_left_out_or_twice_go_on():
    found = skeleton(["1. A", "- x", "3. B", "3. C", "- y"])
    assert found.siblings_with_children(0) == 0.5
    assert found.has_children(3)


HEAD = ["I. KẾT QUẢ", "Đã ban hành 05 văn bản."]


@pytest.mark.parametrize(
    "items",
    [
        ["1. Kho lưu trữ chật.", "2. Cán bộ văn thư chưa qua đào tạo.", "3. Máy in cũ."],
        ["a) Quy trình rườm rà.", "b) Người dân ngại nộp hồ sơ qua mạng.", "c) Phí cao."],
        ["(1) Kinh phí muộn.", "(2) Ý thức một số công chức kém."],
        ["1) Trụ sở xuống cấp", "2) Đường truyền chập chờn", "3) Thiếu công chức địa chính"],
        ["1. Chất lượng tham mưu thấp.", "2. Công tác phối hợp rời rạc.", "3. Chế độ báo cáo hình thức."],
    ],
)
def test_numbered_lines_with_nothing_below_state_something(items):
    lines = [*HEAD, "II. TỒN TẠI, HẠN CHẾ", *items]
    assert titles(lines) == ["KẾT QUẢ", "TỒN TẠI, HẠN CHẾ"]
    assert said(lines)[1:] == [(item, "limitations") for item in items]


def test_the_last_item_of_a_list_is_no_section():
    lines = [
        "I. NHIỆM VỤ",
        "1. Thay máy chủ.",
        "II. KIẾN NGHỊ",
        "1. Kinh phí số hóa.",
        "2. Nhân sự công nghệ thông tin.",
    ]
    assert titles(lines) == ["NHIỆM VỤ", "KIẾN NGHỊ"]
    assert [role for _, role in said(lines)] == ["tasks", "proposals", "proposals"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "II. KẾT QUẢ",
            "1. Cải cách thể chế",
            "- Đã rà soát 12 văn bản.",
            "2. Cải cách thủ tục hành chính",
        ],
        ["II. KẾT QUẢ", "1. Tuyên truyền", "Đài phát 20 tin.", "2. Kiểm tra công vụ", "Đã kiểm tra 4 phòng."],
    ],
)
def test_titles_with_text_below_stay_headings(lines):
    assert len(titles(lines)) == sum(not line.endswith(".") for line in lines)


def test_causes_keep_their_role_over_a_list_of_their_own():
    lines = ["I. ĐÁNH GIÁ", "1. Hạn chế", "- Số hóa chậm.", "2. Nguyên nhân", "1. Thiếu máy quét.", "2. Ít người làm."]
    assert said(lines) == [
        ("- Số hóa chậm.", "limitations"),
        ("1. Thiếu máy quét.", "causes"),
        ("2. Ít người làm.", "causes"),
    ]


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("Thời gian tới, xã tập trung thực hiện tốt các nhiệm vụ, giải pháp sau đây:", "tasks"),
        ("Chủ tịch UBND huyện yêu cầu Trưởng các phòng:", "tasks"),
        ("Đề nghị UBND tỉnh:", "proposals"),
        ("Nguyên nhân của những hạn chế trên:", "causes"),
        ("Một số tồn tại, hạn chế như sau:", "limitations"),
    ],
)
def test_a_lead_in_holds_until_its_list_ends(lead, role):
    items = ["1. Kiểm tra việc trả hồ sơ.", "Ghi sổ đầy đủ, gửi về huyện hằng tháng.", "2. Thay máy chủ."]
    lines = [*HEAD, lead, *items, "II. VIỆC KHÁC", "Đã họp dân."]
    assert said(lines)[1:-1] == [(item, role) for item in items]
    assert said(lines)[-1][1] is None


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND xã đã yêu cầu các thôn gửi đủ các kế hoạch:",
        "Tổng số đã tiếp nhận 412 hồ sơ, trong đó:",
    ],
)
def test_a_sentence_that_reports_is_no_lead_in(sentence):
    assert (sentence, "results") in said(["I. KẾT QUẢ", sentence, "- Kế hoạch tuyên truyền.", "- Kế hoạch kiểm tra."])


def test_a_summing_up_belongs_to_the_chapter():
    lines = [
        "II. KẾT QUẢ",
        "1. Cải cách thể chế",
        "Đã rà soát 12 văn bản.",
        "2. Cải cách tài chính công",
        "Nhìn chung, dự toán được công khai đủ.",
        "3. Xây dựng chính quyền số",
        "Đã cấp 20 chữ ký số.",
        "Nhìn chung, các nội dung đều đúng tiến độ.",
        "III. HẠN CHẾ",
        "Mạng yếu.",
    ]
    view, outline = outline_of(lines)
    section_of = {view.text[s.start : s.end]: s.section for s in find_statements(view, outline)}
    assert section_of["Nhìn chung, các nội dung đều đúng tiến độ."] == 0
    assert outline.sections[section_of["Nhìn chung, dự toán được công khai đủ."]].area == "public_finance"


def test_a_heading_in_capitals_over_two_lines_is_one():
    lines = [
        "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ",
        "TRONG SÁU THÁNG ĐẦU NĂM",
        "Đã họp dân.",
        "CẢI CÁCH THỂ CHẾ",
        "Đã rà soát.",
    ]
    assert titles(lines) == ["KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ TRONG SÁU THÁNG ĐẦU NĂM", "CẢI CÁCH THỂ CHẾ"]


CONTENTS = ["MỤC LỤC", "I. KẾT QUẢ ....... 2", "1. Cải cách thể chế ..... 2", "II. HẠN CHẾ ...... 5"]
NARRATIVE = ["I. KẾT QUẢ", "1. Cải cách thể chế", "Đã rà soát 12 văn bản.", "II. HẠN CHẾ", "Còn 3 việc trễ hạn."]


@pytest.mark.parametrize("table", [CONTENTS, CONTENTS[1:], [line.split(" ..")[0] for line in CONTENTS]])
def test_a_table_of_contents_is_no_outline(table):
    assert contents_blocks([*table, *NARRATIVE]) == frozenset(range(len(table)))
    assert titles([*table, *NARRATIVE]) == ["KẾT QUẢ", "Cải cách thể chế", "HẠN CHẾ"]


@pytest.mark.parametrize(
    "lines",
    [
        NARRATIVE,
        [
            "1. Cải cách thể chế",
            "a) Kết quả đạt được",
            "Đã rà soát.",
            "2. Cải cách bộ máy",
            "a) Kết quả đạt được",
            "Đã xong.",
        ],
        ["a) Kết quả", "* Đối với cấp xã:", "- Đã họp.", "I. THỂ CHẾ", "a) Kết quả", "* Đối với cấp xã:", "- Đã xong."],
    ],
)
def test_headings_that_come_again_are_no_table_of_contents(lines):
    assert contents_blocks(lines) == frozenset()


@pytest.mark.parametrize(
    ("title", "kind", "role"),
    [
        ("MỤC TIÊU", "plan", "tasks"),
        ("Cải cách thể chế", "plan", "tasks"),
        ("TỔ CHỨC THỰC HIỆN", "plan", "tasks"),
        ("KẾT QUẢ THỰC HIỆN NĂM 2024", "plan", "results"),
        ("Tồn tại, hạn chế", "plan", "limitations"),
        ("Cải cách thể chế", "report", "results"),
        ("Sở Nội vụ", "directive", "tasks"),
        ("Sở Nội vụ", "report", None),
        ("VỀ CÁC KIẾN NGHỊ CỦA TỈNH", "conclusion", "tasks"),
        ("KIẾN NGHỊ VỚI TỈNH", "report", "proposals"),
    ],
)
def test_roles_by_kind_of_document(title, kind, role):
    assert title_role(title, kind) == role


FRONTS = {
    "a notice of conclusions": [
        "VĂN PHÒNG UBND TỈNH",
        "Số: 12/TB-VP",
        "THÔNG BÁO",
        "Kết luận của Chủ tịch UBND tỉnh tại cuộc họp về cải cách hành chính",
        "Ngày 05 tháng 3 năm 2025, Chủ tịch UBND tỉnh đã chủ trì cuộc họp.",
        "Cùng dự có lãnh đạo các sở, ngành.",
        "Sau khi nghe Sở Nội vụ báo cáo, Chủ tịch UBND tỉnh kết luận như sau:",
    ],
    "a directive with its title over three lines": [
        "ỦY BAN NHÂN DÂN",
        "TỈNH ĐẮK NÔNG",
        "Số: 04/CT-UBND",
        "CHỈ THỊ",
        "VỀ VIỆC TĂNG CƯỜNG KỶ LUẬT, KỶ CƯƠNG VÀ NÂNG CAO CHẤT LƯỢNG",
        "PHỤC VỤ NGƯỜI DÂN",
    ],
    "a letter": ["SỞ NỘI VỤ", "Số: 15/SNV-CCHC", "V/v đôn đốc báo cáo", "Kính gửi: UBND các huyện"],
    "an article": ["Huyện Kông Chro: nhiều cách làm mới trong cải cách hành chính"],
}


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_fronts_of_any_kind_state_nothing(front):
    body = "Trong quý I, các cơ quan đã tiếp nhận 4.120 hồ sơ và giải quyết đúng hạn 4.098 hồ sơ trên toàn địa bàn."
    assert said([*front, body]) == [(body, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Bài, ảnh: Phòng Truyền thông",
        "Nguồn: Cổng thông tin điện tử tỉnh",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Sở Xây dựng xin gửi kèm theo báo cáo cải cách hành chính quý II năm 2024.",
    ],
)
def test_by_lines_and_formulas_state_nothing(line):
    assert (line, None) not in said(["Xã đã họp dân ở tám thôn trong tháng Ba.", line])


def test_a_report_that_was_sent_is_a_statement():
    said_so = "Ủy ban nhân dân xã đã gửi báo cáo định kỳ lên huyện đúng hạn, đủ nội dung, không phải nhắc nhở lần nào."
    assert (said_so, None) in said(["Xã đã họp dân ở tám thôn trong tháng Ba.", said_so])
