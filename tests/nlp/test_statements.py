"""Pairs of paragraph and statements: where a statement ends, where it only seems to."""

from __future__ import annotations

import pytest

from nlp.outline import build_outline
from nlp.statements import find_statements, lead_in, segment
from nlp.statements.segment import is_blank_answer
from nlp.text import make_view

# The statements of a paragraph are told by a bar where they part; the bar is no part of the text.
BOUNDARIES = [
    # full stops
    "Xã đã họp dân. | Huyện đã cử người dự.",
    "Xã đã họp dân.  | Huyện đã cử người dự. ",
    "Vì sao hồ sơ chậm? | Vì máy hỏng! | Xã đã thay máy.",
    "Đã gửi báo cáo. | 02 thôn còn thiếu số liệu.",
    "Đã gửi báo cáo. | - Đã kiểm tra 02 thôn.",
    "Đã gửi báo cáo. | “Ngày không hẹn” được giữ đều.",
    "Theo Nghị định số 61/2018/NĐ-CP. | Bộ phận Một cửa đã niêm yết đủ.",
    "Giao Văn phòng theo dõi từ ngày 05.02.2023. | Việc này đã xong.",
    "Lãnh đạo xã giao ban mỗi tuần./.",
    # dots that end nothing
    "Hội nghị do TP. Vinh chủ trì. | Xã cử 02 người dự.",
    "Thị ủy TX. Hồng Lĩnh và H. Cẩm Xuyên cùng họp. | P. Bắc Sơn vắng.",
    "Giảng viên là Th.S. Quản lý công. | Lớp học mở trong ba ngày.",
    "Lớp do TS. Kinh tế của trường giảng, PGS. Luật học chấm bài. | Học viên đạt khá.",
    "Các đ/c. Trưởng thôn đều dự họp. | Không ai vắng.",
    "Tờ trình v/v. Bổ sung biên chế đã gửi huyện. | Huyện chưa trả lời.",
    "Đã nhận 1.234 hồ sơ, thu 12.500.000 đồng. | Không có hồ sơ trễ hạn.",
    "Duy trì hệ thống ISO. 9001:2015 tại trụ sở. | Đã đánh giá nội bộ.",
    "Duy trì hệ thống TCVN ISO 9001: 2015 tại trụ sở.",
    "Đã phát tờ rơi, treo băng rôn, v.v. và nói chuyện ở tám thôn.",
    "Mở cửa từ 7h30. đến 17h.",
    "Xã loại B. | Chỉ tiêu giao trong quý I. | Việc còn lại chuyển sang quý II. | Khóa V. | Hết.",
    # list numbers
    "1. Họp giao ban hằng tuần. | Phân công rõ người rõ việc.",
    "2.1. Họp giao ban hằng tuần.",
    "a. Họp giao ban hằng tuần.",
    "IV. Họp giao ban hằng tuần.",
    # dots of omission
    "Các việc đã làm gồm họp, kiểm tra, tập huấn… | Kết quả khá tốt.",
    "Các việc đã làm gồm họp, kiểm tra, tập huấn... | Kết quả khá tốt.",
    "Các việc đã làm gồm họp, kiểm tra, tập huấn… và tổng kết.",
    "Đã phát tờ rơi, treo băng rôn, v.v. | Đài xã phát tin mỗi tuần.",
    # quotation marks and brackets
    "Khẩu hiệu “Không hẹn lại. Không đùn đẩy.” được treo ở sảnh. | Dân đồng tình.",
    "Phong trào mang tên “Nụ cười công sở.” | Xã đã tổng kết phong trào.",
    "Xã có hai máy quét (một máy hỏng. Đang sửa) tại Bộ phận Một cửa. | Việc quét chậm lại.",
    "(Số liệu lấy đến ngày 10/6.) | Xã đã gửi huyện.",
    "Danh mục [gồm 12 việc. Xem dưới] đã duyệt. | Xã đã niêm yết.",
    "Xã có hai máy quét (một máy hỏng. | Việc quét chậm lại.",
    "a) Xã đã họp. | b) Huyện đã dự.",
    # semicolons
    "Tổ chức 04 hội nghị; phát 24 tin; in 300 tờ rơi.",
    "Ủy ban đã bố trí thêm người trực; | Huyện cũng mua thêm máy cho xã.",
    "Đã xong 15 trên 16 nhiệm vụ của kế hoạch; | tuy nhiên việc gửi báo cáo định kỳ vẫn chậm hai lần.",
    "Đã xong 15 trên 16 nhiệm vụ của kế hoạch; | đồng thời gửi báo cáo định kỳ lên huyện đúng ngày.",
    "Đã xong 15 trên 16 nhiệm vụ của kế hoạch; trong đó 02 việc xong trước hạn một tháng.",
    "Tỷ lệ giải ngân (vốn huyện; đồng thời cả vốn xã theo kế hoạch đã giao) đạt 82% kế hoạch của cả năm nay.",
    "Họp dân; Phát loa; In tờ rơi.",
    "Đã xong 15 trên 16 nhiệm vụ; đồng thời họp.",
    # lead-ins
    "- Về tuyên truyền: Đài xã phát 24 tin. | Việc phát tin đều đặn.",
    "Xã có 11 công chức, 09 cán bộ. Trong đó:",
    "Xã có 11 công chức. Cụ thể như sau:",
    "Trong đó: nữ có 05 người. | Nam có 06 người.",
    "Trong đó:",
]


@pytest.mark.parametrize("told", BOUNDARIES)
def test_boundaries(told):
    text = told.replace("| ", "")
    expected = [piece.strip() for piece in told.split("| ")]
    assert [text[piece.start : piece.end] for piece in segment(text)] == expected


@pytest.mark.parametrize("text", ["", " ", "...", "-", "./.", "“”", "1", "§ ; ;"])
def test_without_words_there_is_nothing_to_say(text):
    assert segment(text) == []


def test_brackets_longer_than_an_aside_hold_statements():
    inside = "Xã đã họp dân ở tám thôn để bàn việc niêm yết. " * 16
    text = f"Kết quả (theo biên bản. {inside})"
    assert len(segment(text)) == 17


@pytest.mark.parametrize("count", [2_000])
def test_unclosed_brackets_cost_no_more_than_their_length(count):
    text = "(Xã đã họp. “Dân đã bàn; " * count
    assert len(segment(text)) >= count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Về kiểm tra văn bản: Trong năm xã đã kiểm tra.", "Về kiểm tra văn bản"),
        ("Công chức: tuyển được 02 người.", "Công chức"),
        ("Mở cửa từ 7:30 mỗi sáng.", ""),
        ("Có ba việc. Một là: họp dân.", ""),
        ("Họp dân; cụ thể: 8 cuộc.", ""),
        ("Trong đó:", ""),
        ("Xã đã họp dân.", ""),
    ],
)
def test_lead_ins(text, words):
    assert lead_in(text) == words


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("Hồ sơ trễ hạn: Không", True),
        ("Hồ sơ trễ hạn: Không có.", True),
        ("Văn bản trái luật: không phát sinh;", True),
        ("Hồ sơ trễ hạn: Không quá 2%", False),
        ("Xã không có hồ sơ trễ hạn.", False),
    ],
)
def test_blank_answers(text, blank):
    assert is_blank_answer(text) is blank


def test_statements_tell_where_they_stand():
    text = (
        "1. Cải cách thể chế\n\n- Về rà soát văn bản: Huyện bãi bỏ 04 quyết định. Không còn quyết định trái luật.\n\n"
        "+ Xã rà soát 06 văn bản\n\n2. Cải cách bộ máy\n\nHuyện sắp xếp 02 phòng.\n\nTên\tSố\nPhòng\t2"
    )
    view = make_view(text)
    found = find_statements(view, build_outline(view))
    assert [(view.text[s.start : s.end], s.section, s.passage, s.style, s.lead_in) for s in found] == [
        ("- Về rà soát văn bản: Huyện bãi bỏ 04 quyết định.", 0, 0, "dash", "Về rà soát văn bản"),
        ("Không còn quyết định trái luật.", 0, 0, "dash", ""),
        ("+ Xã rà soát 06 văn bản", 0, 1, "plus", ""),
        ("Huyện sắp xếp 02 phòng.", 1, 2, "none", ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã họp dân ở 8 thôn, hộ nào cũng có người\ndự. Huyện đã ghi\nnhận.", ["dân", "dự.", "Huyện", "nhận."]),
        ("**Xã** đã họp. <b>Huyện</b> đã dự.", ["Xã", "họp.", "Huyện", "dự."]),
    ],
)
def test_statements_begin_and_end_at_words_of_the_source(text, expected):
    view = make_view(text)
    ends = []
    for statement in find_statements(view, build_outline(view)):
        low, high = view.to_source(statement.start, statement.end)
        ends += [text[low:high].split()[0].strip("*<b>/"), text[low:high].split()[-1]]
    assert ends == (["Xã", *expected[1:]] if expected[0] == "dân" else expected)
