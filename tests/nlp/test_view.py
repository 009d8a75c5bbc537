"""Pairs of source text and view: what is joined, lifted out, kept, and where each piece came from."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest

from nlp.errors import OffsetError
from nlp.source import Mark
from nlp.text import View, make_view
from nlp.text.lines import split_lines, wrap_width

PROSE = [
    "Ngay từ đầu năm, lãnh đạo xã phân công từng công chức theo dõi một thôn, mỗi tuần xuống địa bàn ít "
    "nhất một buổi để hướng dẫn bà con nộp hồ sơ qua mạng, nhờ vậy số người phải đi lại nhiều lần giảm rõ "
    "rệt so với những năm trước.",
    "Hệ thống loa của tám thôn phát đều đặn hai buổi một tuần, nội dung ngắn gọn, dễ nhớ, sát với việc "
    "người dân hay hỏi như khai sinh, chứng thực, đất đai; bà con cho biết nghe loa xong thì hiểu việc "
    "hơn là đọc tờ rơi phát ở nhà văn hóa.",
    "Riêng thôn ở xa trung tâm, đường truyền chập chờn, máy in hỏng từ tháng ba mà chưa có kinh phí thay, "
    "công chức phải mang giấy tờ về trụ sở in rồi quay lại trả cho dân vào phiên chợ hôm sau.",
]


def wrapped(paragraphs: list[str], line_end: str, parting: str, width: int = 80) -> str:
    """Return paragraphs as a hard-wrapped text."""
    return parting.join(line_end.join(textwrap.wrap(text, width)) for text in paragraphs) + line_end


def source_of(view: View, text: str, piece: str) -> str:
    """Return the source text that a piece of the view stands for; the piece stands once in the view."""
    assert view.text.count(piece) == 1
    start = view.text.index(piece)
    low, high = view.to_source(start, start + len(piece))
    return text[low:high]


@pytest.mark.parametrize(
    ("line_end", "parting"),
    [
        ("\n", "\n"),
        ("\n", "\n\n"),
        ("\n\n", "\n\n"),
        (" \n", " \n \n"),
        ("\r\n", "\r\n\r\n"),
        ("\r\n\r\n", "\r\n\r\n"),
        ("\r", "\r\r"),
        ("\u2028", "\u2028\u2028"),
        ("\x85", "\x85"),
    ],
)
def test_wrapped_lines_are_joined(line_end, parting):
    text = wrapped(PROSE, line_end, parting)
    view = make_view(text)
    assert view.text.split("\n") == PROSE
    assert source_of(view, text, "đường truyền chập chờn").split() == "đường truyền chập chờn".split()


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_any_width_is_found(width):
    text = wrapped(PROSE, "\n", "\n", width)
    assert 0.9 * width <= wrap_width(split_lines(text)) <= width
    assert make_view(text).text.split("\n") == PROSE


def test_short_paragraphs_are_not_wrapped_lines():
    paragraphs = [
        "I. CHỈ ĐẠO, ĐIỀU HÀNH",
        "1. Về kế hoạch năm",
        "Xã ban hành kế hoạch từ tháng Giêng",
        "Kế hoạch giao việc cho từng công chức",
        "2. Về tuyên truyền",
        "Đài xã phát hai mươi tư lượt tin",
        "Thôn Đoài treo ba băng rôn",
        "Thôn Đông phát tờ rơi đến từng hộ",
        "3. Về kiểm tra",
        "Xã kiểm tra bốn thôn",
    ]
    assert make_view("\n\n".join(paragraphs)).text.split("\n") == paragraphs
    assert make_view("\n".join(paragraphs)).text.split("\n") == paragraphs


PAIRS = [
    # --- joined lines; columns: source, view, piece of the view, the same piece of the source
    pytest.param(
        "Trong quý I, xã đã cử 04 lượt công chức dự\ntập huấn về tiếp nhận hồ sơ.\n",
        "Trong quý I, xã đã cử 04 lượt công chức dự tập huấn về tiếp nhận hồ sơ.",
        "dự tập huấn",
        "dự\ntập huấn",
        id="small letter goes on",
    ),
    pytest.param(
        "Xã đã gửi báo cáo.\nHuyện đã nhận đủ.",
        "Xã đã gửi báo cáo.\nHuyện đã nhận đủ.",
        "Huyện đã nhận",
        "Huyện đã nhận",
        id="closed line and capital part",
    ),
    pytest.param(
        "- Đã họp dân tại 8 thôn\n- Đã phát tờ rơi",
        "- Đã họp dân tại 8 thôn\n- Đã phát tờ rơi",
        "- Đã phát",
        "- Đã phát",
        id="bullets part",
    ),
    pytest.param(
        "Xã ban hành Kế hoạch số 12/KH-\nUBND ngày 05/02/2023.",
        "Xã ban hành Kế hoạch số 12/KH-UBND ngày 05/02/2023.",
        "12/KH-UBND",
        "12/KH-\nUBND",
        id="number cut after its hyphen",
    ),
    pytest.param(
        "Xã ban hành Kế hoạch số 12/KH-  \r\n\r\n UBND ngày 05/02/2023.",
        "Xã ban hành Kế hoạch số 12/KH-UBND ngày 05/02/2023.",
        "KH-UBND",
        "KH-  \r\n\r\n UBND",
        id="number cut, double-spaced",
    ),
    pytest.param(
        "Theo Công văn số 92/UBND-\nNV của huyện, xã đã rà soát.",
        "Theo Công văn số 92/UBND-NV của huyện, xã đã rà soát.",
        "92/UBND-NV",
        "92/UBND-\nNV",
        id="letter's number cut after its hyphen",
    ),
    pytest.param(
        "Theo Kế hoạch số 12/KH- UBND của huyện.",
        "Theo Kế hoạch số 12/KH- UBND của huyện.",
        "12/KH- UBND",
        "12/KH- UBND",
        id="a space on the line stays",
    ),
    pytest.param(
        "Đã họp với Đài Phát thanh\n- UBND huyện chủ trì",
        "Đã họp với Đài Phát thanh\n- UBND huyện chủ trì",
        "- UBND huyện",
        "- UBND huyện",
        id="a bullet is no hyphen of a number",
    ),
    pytest.param(
        "II. KẾT QUẢ THỰC HIỆN CẢI CÁCH\nTHỦ TỤC HÀNH CHÍNH NĂM 2023\nXã có 198 thủ tục.",
        "II. KẾT QUẢ THỰC HIỆN CẢI CÁCH THỦ TỤC HÀNH CHÍNH NĂM 2023\nXã có 198 thủ tục.",
        "CẢI CÁCH THỦ TỤC",
        "CẢI CÁCH\nTHỦ TỤC",
        id="numbered heading in capitals wraps",
    ),
    pytest.param(
        "PHẦN THỨ HAI\n\nNHIỆM VỤ NĂM 2024\n\nXã tiếp tục họp dân.",
        "PHẦN THỨ HAI NHIỆM VỤ NĂM 2024\nXã tiếp tục họp dân.",
        "HAI NHIỆM VỤ",
        "HAI\n\nNHIỆM VỤ",
        id="a bare part number takes its title",
    ),
    pytest.param(
        "Phần thứ hai\nNhiệm vụ năm 2024\nXã tiếp tục họp dân.",
        "Phần thứ hai Nhiệm vụ năm 2024\nXã tiếp tục họp dân.",
        "hai Nhiệm vụ",
        "hai\nNhiệm vụ",
        id="a bare part number in small letters",
    ),
    # --- white space
    pytest.param(
        "Hồ sơ   tiếp  nhận trong kỳ",
        "Hồ sơ tiếp nhận trong kỳ",
        "sơ tiếp nhận",
        "sơ   tiếp  nhận",
        id="spaces fold",
    ),
    pytest.param(
        "Tỷ lệ\u00a0hồ sơ\u200b đúng\u2009hạn đạt 99\ufeff,\u00ad5%.",
        "Tỷ lệ hồ sơ đúng hạn đạt 99,5%.",
        "99,5%",
        "99\ufeff,\u00ad5%",
        id="no-break, zero-width, thin, soft hyphen",
    ),
    pytest.param("<b> Xã có</b> 8 thôn.", "Xã có 8 thôn.", "Xã", "Xã", id="no space is left before the first word"),
    pytest.param("\ufeffXã có 8 thôn.", "Xã có 8 thôn.", "Xã", "Xã", id="byte order mark"),
    pytest.param(
        "Đoạn một.\r\n\r\nĐoạn hai.\r\n", "Đoạn một.\nĐoạn hai.", "Đoạn hai.", "Đoạn hai.", id="CRLF parts paragraphs"
    ),
    pytest.param(
        "Xã bố trí hai máy quét để số hóa giấy tờ của\n\fhộ tịch từ năm 2018.",
        "Xã bố trí hai máy quét để số hóa giấy tờ của hộ tịch từ năm 2018.",
        "của hộ tịch",
        "của\n\fhộ tịch",
        id="form feed amid a sentence",
    ),
    pytest.param("   \n\n \t \n", "", None, None, id="nothing but white space"),
    pytest.param("", "", None, None, id="empty"),
    # --- normal forms
    pytest.param(
        unicodedata.normalize("NFD", "Nghị quyết về thủ tục được quán triệt."),
        "Nghị quyết về thủ tục được quán triệt.",
        "thủ tục được",
        unicodedata.normalize("NFD", "thủ tục được"),
        id="NFD",
    ),
    pytest.param(
        "Hê\u0323 thô\u0301ng mơ\u0301i",
        "Hệ thống mới",
        "thống",
        "thô\u0301ng",
        id="half composed: only the tone stands apart",
    ),
    pytest.param("hoà và hòa", "hoà và hòa", "hoà", "hoà", id="both tone styles stay as printed"),
    # --- page furniture
    pytest.param(
        "Xã đã rà soát 12 thủ tục, kiến nghị đơn giản hóa\n\n- 3 -\n\nhai thủ tục về hộ tịch.",
        "Xã đã rà soát 12 thủ tục, kiến nghị đơn giản hóa hai thủ tục về hộ tịch.",
        "hóa hai",
        "hóa\n\n- 3 -\n\nhai",
        id="page number amid a sentence",
    ),
    pytest.param(
        "Xã có 8 thôn.\n12\nHuyện có 20 xã.\nTrang 13/20\nTỉnh có 9 huyện.",
        "Xã có 8 thôn.\nHuyện có 20 xã.\nTỉnh có 9 huyện.",
        "Huyện có 20",
        "Huyện có 20",
        id="page numbers of other shapes",
    ),
    pytest.param(
        "Đã giải quyết 120 hồ sơ.\n_________\nKhông có hồ sơ trễ.\n---\nHết.\n* * *",
        "Đã giải quyết 120 hồ sơ.\nKhông có hồ sơ trễ.\nHết.",
        "Không có",
        "Không có",
        id="rules",
    ),
    pytest.param("Năm 2023\n198 thủ tục", "Năm 2023\n198 thủ tục", "198", "198", id="a figure with words is no page"),
    # --- mark-up
    pytest.param(
        "## **I. CÔNG TÁC CHỈ ĐẠO**\n\nXã **đã ban hành** *kế hoạch* năm.",
        "I. CÔNG TÁC CHỈ ĐẠO\nXã đã ban hành kế hoạch năm.",
        "đã ban hành kế hoạch",
        "đã ban hành** *kế hoạch",
        id="Markdown headings, bold, italics",
    ),
    pytest.param(
        "Xã <b>đã</b> họp <i>giao ban</i>, <span style='color:red'>đủ</span> người.",
        "Xã đã họp giao ban, đủ người.",
        "giao ban, đủ",
        "giao ban</i>, <span style='color:red'>đủ",
        id="inline HTML",
    ),
    pytest.param(
        "Bộ phận Một c<span  class='a b'>ửa</span> mới",
        "Bộ phận Một cửa mới",
        "cửa mới",
        "c<span  class='a b'>ửa</span> mới",
        id="spaces within a tag part no word",
    ),
    pytest.param("Ngày 1\\. Họp dân \\- bàn việc.", "Ngày 1. Họp dân - bàn việc.", "1. Họp", "1\\. Họp", id="escapes"),
    pytest.param(
        "__Kết quả__ của mẫu Mau_01_CCHC",
        "Kết quả của mẫu Mau_01_CCHC",
        "Mau_01_CCHC",
        "Mau_01_CCHC",
        id="underscores within a word stay",
    ),
    pytest.param("* Đối với cấp xã:", "* Đối với cấp xã:", "* Đối", "* Đối", id="a star is a bullet"),
    pytest.param("Tỷ lệ < 5%, > 2%", "Tỷ lệ < 5%, > 2%", "< 5%", "< 5%", id="signs of comparison stay"),
    pytest.param(
        "Xã đã lập sổ theo dõi <sup>2</sup>\n\nHuyện đã kiểm tra.",
        "Xã đã lập sổ theo dõi\nHuyện đã kiểm tra.",
        "theo dõi",
        "theo dõi",
        id="no space is left where a mark ends a paragraph",
    ),
    # --- tables
    pytest.param(
        "STT\tNội dung\tSố\n1\tHồ sơ nhận\t120\n",
        "STT Nội dung Số\n1 Hồ sơ nhận 120",
        "nhận 120",
        "nhận\t120",
        id="tabs part cells",
    ),
    pytest.param(
        "1.\tCải cách thể chế\n\n-\tĐã rà soát.",
        "1. Cải cách thể chế\n- Đã rà soát.",
        "1. Cải",
        "1.\tCải",
        id="Word's tab after a number",
    ),
    # --- letters that look like others, signs that do not show
    pytest.param("Số 12/QÐ-UBND, dð", "Số 12/QĐ-UBND, dđ", "QĐ", "QÐ", id="Icelandic eth"),
    pytest.param(
        "\u041aế ho\u0430\u0323ch", "Kế hoạch", "Kế hoạch", "\u041aế ho\u0430\u0323ch", id="Cyrillic amid Latin"
    ),
    pytest.param("Москва Δ 5 α", "Москва Δ 5 α", "Москва", "Москва", id="other scripts"),
    pytest.param(
        "báo\u00adcáo c\u200bủa\u00a0xã", "báocáo của xã", "của xã", "c\u200bủa\u00a0xã", id="signs that do not show"
    ),
    pytest.param(
        "tiê\u0301n tiến tie\u0302\u0301n", "tiến tiến tiến", "tiến tiến", "tiê\u0301n tiến", id="half composed"
    ),
]


@pytest.mark.parametrize(("text", "expected", "piece", "source"), PAIRS)
def test_view(text, expected, piece, source):
    view = make_view(text)
    assert view.text == expected
    assert "\n".join(view.block_text(block) for block in view.blocks) == expected
    if piece:
        assert source_of(view, text, piece) == source


def test_offsets_of_decomposed_text_count_its_code_points():
    text = unicodedata.normalize("NFD", "Đề án: một cửa")
    view = make_view(text)
    start = view.text.index("một")
    assert view.to_source(start, start + 3) == (text.index("mo"), text.index("t c") + 1)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tên\tSố\n1\tHai\tBa\nXã có 8 thôn.", ["table", "table", "text"]),
        ("| Tên | Số |\n| Thôn | 8 |", ["table", "table"]),
        ("1\tHồ sơ", ["table"]),
        ("1.\tHồ sơ\t120", ["table"]),
        ("I.\tKết quả", ["text"]),
        ("a)\tVề thể chế", ["text"]),
        ("2.1\tThể chế", ["text"]),
        ("\tĐoạn thụt đầu dòng.", ["text"]),
        ("Đoạn có tab cuối dòng.\t", ["text"]),
        ("Tổng\t\t", ["table"]),
    ],
)
def test_rows_of_tables(text, kinds):
    assert [block.kind for block in make_view(text).blocks] == kinds


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# Một\n\n### Ba\n\nĐoạn.", [1, 3, 0]),
        ("#1 không phải đề mục", [0]),
        ("   ## Thụt ba dấu cách\n\n     ## Thụt năm", [2, 0]),
    ],
)
def test_markdown_heading_levels(text, levels):
    assert [block.heading_level for block in make_view(text).blocks] == levels


@pytest.mark.parametrize(
    ("line", "bold"),
    [("**1. Thể chế**", True), ("<b>Thể chế</b>", True), ("Xã **đã** họp", False), ("- **Về** họp", True)],
)
def test_bold_beginnings(line, bold):
    assert make_view(line).blocks[0].bold is bold


@pytest.mark.parametrize("sign", [" ", "\f"])
def test_a_page_begins_with_one_space_or_form_feed(sign):
    pages = [textwrap.wrap(text, 60) for text in PROSE]
    pages[0][2] = sign + pages[0][2]
    pages[2][0] = sign + pages[2][0]
    view = make_view("\n".join(line for page in pages for line in page))
    assert view.text.split("\n") == PROSE
    assert [block.page_break_before for block in view.blocks] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Xã có 8 thôn.\n12\nHuyện có 20 xã.", [False, True]),
        ("Xã có 8 thôn.\n\n---\n\nHuyện có 20 xã.\n\nTỉnh có 9 huyện.", [False, True, False]),
        ("Xã có 8 thôn.\n\fHuyện có 20 xã.", [False, True]),
        ("Xã có 8 thôn.\nHuyện có 20 xã.", [False, False]),
    ],
)
def test_page_numbers_rules_and_form_feeds_break_the_page(text, breaks):
    assert [block.page_break_before for block in make_view(text).blocks] == breaks


def test_a_page_break_parts_no_sentence_of_whole_line_paragraphs():
    above = "Ngoài việc niêm yết ở trụ sở, xã còn dán bảng hướng dẫn tại nhà văn hóa"
    assert make_view(f"{above}\n\n7\n\nThôn Đoài và thôn Đông.").text == f"{above} Thôn Đoài và thôn Đông."
    assert make_view(f"{above}\n\nThôn Đoài và thôn Đông.").text == f"{above}\nThôn Đoài và thôn Đông."


def test_blank_lines_before_a_block_are_counted():
    assert [block.gap for block in make_view("Một.\nHai.\n\nBa.\n\n\nBốn.").blocks] == [0, 0, 1, 2]


def test_marks_of_the_file_format():
    text = "Kết quả\n\nSố liệu 12\n\nXã có 8 thôn."
    marks = [Mark("heading", 0, 7, 2), Mark("table", 9, 19)]
    view = make_view(text, marks)
    assert [(block.kind, block.heading_level) for block in view.blocks] == [("text", 2), ("table", 0), ("text", 0)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 6), (9, 12)])
def test_spans_outside_the_view_are_refused(start, end):
    with pytest.raises(OffsetError):
        make_view("Năm X").to_source(start, end)


FULL_LINES = [
    "Treo sáu pa nô tại nhà văn hóa các thôn, lồng ghép trong chín cuộc họp chi hội phụ nữ và nông dân toàn xã",
    "Người cao tuổi và người đi làm ăn xa hầu như ít được tiếp cận thông tin, hình thức tuyên truyền mới làm thử.",
]


def test_a_blank_line_ends_a_full_line_where_blank_lines_part_paragraphs():
    view = make_view(wrapped([*PROSE, *FULL_LINES] * 3, "\n", "\n\n", 54))
    assert [view.block_text(block) for block in view.blocks][-2:] == FULL_LINES


def test_a_blank_line_ends_nothing_where_sentences_run_over_it():
    lines = textwrap.wrap(" ".join(PROSE * 3), 80)
    text = "\n\n".join(lines) + "\n"
    assert len(make_view(text).blocks) < len(lines) / 2
