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


# Full stops without a blank behind them, abbreviations before names, figures parted by blanks; each with its twin.
# A bar without a blank beside it parts sentences that no blank parts.
SENTENCE_ENDS = [
    # no blank behind the stop
    "Hộ tịch trễ hẹn ba ngày.|Máy quét của xã hỏng từ tháng tư.|Dân phải quay lại hai lần.",
    "Tỷ lệ đúng hẹn đạt 97,5%.|Riêng đất đai còn thấp.",
    "Kế hoạch ban hành từ năm 2023.|Kinh phí chưa được cấp.",
    "Xã đã tổng kết mô hình (thí điểm ở thôn Đoài).|Huyện cho nhân rộng.",
    "Cán bộ trẻ còn thiếu.|UBND xã đã đề nghị bổ sung.",
    "Vì sao hồ sơ chậm?|Vì máy hỏng!|Xã đã thay máy…|Nay đã thông.",
    "Tờ khai đã niêm yết ở trụ sở .|Bà con tra cứu dễ dàng.",
    "Đã rà soát 120 TTHC.|Các quy trình đã cập nhật.",
    "Máy quét ở bốn xã vùng trên đã cũ, hay lỗi;|Phần mềm một cửa thì chậm.",
    # no stop at all: abbreviations, addresses, file names, initials, list numbers
    "Hội nghị họp tại TP.Vinh, TX.Hồng Lĩnh và P.Bắc Sơn.",
    "Giảng viên là Th.S Lê Thị Mơ, PGS.TS.Trần Văn Mẫu ở Tp.HCM.",
    "Biểu mẫu đăng tại www.camlac.gov.vn và gửi về hcc@camlac.gov.vn theo tệp Bieu.Mau.Docx của huyện.",
    "Tra cứu tại https://dichvucong.gov.vn/Tin.Moi/Huong.Dan của tỉnh.",
    "Xã có hai điểm: 1.A là trụ sở, 2.B là nhà văn hóa.",
    "Theo Nghị định 61/2018/NĐ.CP, xã đã niêm yết.",
    "Hồ sơ của ông N.V.A và bà T.Bình đã trả.",
    "Ứng dụng Zalo.Net và Node.Js chạy ổn định.",
    # an address ends its sentence where Vietnamese goes on behind it
    "Biểu mẫu đăng tại www.camlac.gov.vn.|Người dân tải về miễn phí.",
    # abbreviations before a name
    "Lớp do Trường ĐH. Hà Tĩnh mở, bác sĩ của BV. Đa khoa huyện và TT. Y tế dự giảng.",
    "Đã kiểm tra THCS. Lê Lợi, MN. Hoa Sen và HTX. Thắng Lợi trong tháng ba.",
    "Bs. Nguyễn Văn Mẫu, CK. II Sản khoa, trực tại trạm.",
    "Đường QL. 1A và KP. 3 đã lắp biển chỉ dẫn.",
    "Thực hiện TT. 01/2018/TT-VPCP và QĐ. 45/QĐ-UBND, xã đã niêm yết.",
    # the same words where a sentence begins behind them
    "Xã đã chuyển hồ sơ cho BV. | Các bác sĩ đã ký đủ.",
    "Đã bàn giao nhà bếp cho 02 trường THCS. | Việc bàn giao xong trong tháng ba.",
    "Huyện đã ban hành QĐ. | 12 xã đã nhận được.",
    "Báo cáo đã gửi về HĐND. | Thường trực đã cho ý kiến.",
    # thousands, decimals and days parted by blanks
    "Trong kỳ nhận 3. 120 hồ sơ, trả 3. 098 hồ sơ. | Không có hồ sơ bị mất.",
    "Lệ phí thu được 2. 345. 000 đồng. | Số tiền đã nộp kho bạc.",
    "Tỷ lệ số hóa đạt 98. 5 %, tăng 1. 5 lần. | Xã đứng thứ hai.",
    "Tỷ lệ số hóa đạt 98, 5 %. | Xã đứng thứ hai.",
    "Từ ngày 12. 5. 2023 đến ngày 30. 11. 2023, xã rà soát hai lượt. | Nay đã xong.",
    # a sentence that ends with a figure, and one that begins with a figure
    "Kế hoạch giao từ năm 2023. | 450 hồ sơ đã được số hóa.",
    "Cả xã còn thôn 5. | 120 hộ ở đó chưa có mạng.",
    "Hồ sơ mức độ 4. | 100% được trả đúng hẹn.",
    "Đợt kiểm tra đã xong trong quý 2. | 450 hồ sơ được xem lại.",
    "Huyện xếp thứ 3. | 05 xã được khen.",
    "Tỷ lệ đạt 45. | 100% số xã đã báo cáo.",
    "Đã cấp thiết bị cho công an trong tháng 5. | 2023 là năm đầu thí điểm.",
]

# A list behind a colon, documents that one sentence rests on, addressees of one order.
LISTS = [
    "Đã sáp nhập các xã: Sơn Thịnh; Sơn Hòa; Sơn An; Tân Mỹ Hà. | Việc sáp nhập xong trước hạn.",
    "Các đơn vị được khen gồm: Phòng Tài chính - Kế hoạch; Trung tâm Hành chính công; UBND xã Sơn Thịnh.",
    "Niêm yết thủ tục của các lĩnh vực: Đất đai và môi trường; Hộ tịch; Lao động, thương binh và xã hội.",
    "Đã quán triệt các văn bản: Luật Căn cước; Nghị định số 61/2018/NĐ-CP; Thông tư số 01/2018/TT-VPCP.",
    "Xã làm việc theo Kế hoạch số 12/KH-UBND ngày 05/02/2023; Công văn số 45/UBND-NV ngày 11/3/2023 của huyện; "
    "Quyết định số 78/QĐ-UBND ngày 02/4/2023. | Việc này đã xong.",
    "Căn cứ Nghị quyết số 76/NQ-CP của Chính phủ; Kế hoạch số 12/KH-UBND của huyện, xã đã giao việc cho từng người.",
    "Thực hiện Chỉ thị số 23/CT-TTg của Thủ tướng; Văn bản số 630/UBND-VP của huyện, xã đã lập tổ công nghệ số.",
    "Chủ tịch huyện yêu cầu Trưởng các phòng, ban; Chủ tịch UBND các xã, thị trấn báo cáo trước ngày 15.",
    "Chánh Văn phòng; Trưởng phòng Nội vụ; Chủ tịch UBND các xã, thị trấn thi hành quyết định này.",
    "Đề nghị Sở Nội vụ; Sở Tài chính sớm cho ý kiến về biên chế của huyện.",
    # twins: what stands alone is cut
    "Kết quả như sau: Xã đã họp dân ở cả tám thôn trong quý một; | Huyện đã cử người về dự đủ các buổi.",
    "Trong kỳ: Tiếp nhận 450 hồ sơ từ các thôn; | Trả đúng hẹn 436 hồ sơ cho người dân.",
    "Đã ban hành Kế hoạch số 12/KH-UBND về tuyên truyền; | Quyết định số 78/QĐ-UBND về kiện toàn tổ công tác của xã.",
    "Xã đã làm xong theo Kế hoạch số 12/KH-UBND ngày 05/02/2023; | Công chức địa chính đã trả hết hồ sơ tồn.",
    "Giao Phòng Nội vụ chủ trì, tham mưu việc kiểm tra công vụ; | Phòng Tài chính bố trí kinh phí cho đoàn.",
    "Đã khen các xã: Sơn Thịnh; Sơn Hòa; | Trong năm tới huyện sẽ nhân rộng mô hình này.",
    "Còn những việc chậm như: Việc tiếp nhận ở ba xã còn chậm; số hóa hồ sơ chưa đạt; tỷ lệ trả đúng hẹn thấp.",
    "Phần mềm đã nối thông cả huyện từ tháng ba; | đề nghị Sở Khoa học và Công nghệ hướng dẫn việc bàn giao máy chủ.",
]

# A speech between quotation marks is read sentence by sentence; a motto within a sentence is not.
QUOTED = [
    "“Lãnh đạo xã tuần nào cũng xuống nghe dân nói. | Việc gì làm được thì làm ngay trong ngày hôm đó. | Việc chưa làm "
    "được thì hẹn rõ ngày trả lời cho bà con”.",
    "Chủ tịch xã cho biết: “Năm nay xã bỏ hẳn việc bắt dân photo giấy tờ. | Ai cũng thấy nhẹ người hơn trước nhiều.”",
    "Khẩu hiệu “Gần dân, hiểu dân, vì dân mà phục vụ. Không hẹn lại lần hai với bà con.” được treo ở sảnh.",
]


@pytest.mark.parametrize("told", [*SENTENCE_ENDS, *LISTS, *QUOTED])
def test_ends_of_sentences_and_lists(told):
    text = told.replace(" | ", " ").replace("|", "")
    assert [text[piece.start : piece.end] for piece in segment(text)] == [piece.strip() for piece in told.split("|")]


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
