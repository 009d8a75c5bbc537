"""Pairs of source text and footnotes: bodies behind the paragraph they interrupt, marks lifted out of it."""

from __future__ import annotations

import pytest

from nlp.outline import build_outline
from nlp.source import Mark
from nlp.statements import find_statements
from nlp.text import make_view
from nlp.text.footnotes import find_footnotes
from nlp.text.lines import split_lines

# The lines of two pages, so that the space at the beginning of a page shows.
PAGES = (
    "Từ tháng hai, xã mở thêm một quầy tiếp nhận hồ sơ đất đai vào sáng thứ bảy và giao\n"
    "hai công chức trực luân phiên, người dân đi làm xa về cuối tuần vẫn nộp được giấy\n"
    "tờ mà không phải xin nghỉ việc; xã cũng dán số điện thoại của từng người ở cửa để\n"
    "bà con gọi hỏi trước khi đi.\n"
    "Theo kế hoạch của huyện{mark}, xã rà soát lại bảng niêm yết ở cả tám nhà văn hóa thôn,\n"
    "gỡ những tờ đã cũ và in lại bằng chữ to, riêng phần lệ phí được tô màu cho người\n"
    "{body}\n"
    " già dễ đọc.\n"
    "Số bảng niêm yết phải thay là mười một, nhiều nhất ở thôn Đoài vì nhà văn hóa dột.\n"
)
SENTENCE = (
    "Theo kế hoạch của huyện, xã rà soát lại bảng niêm yết ở cả tám nhà văn hóa thôn, gỡ những tờ đã cũ và in lại bằng "
    "chữ to, riêng phần lệ phí được tô màu cho người già dễ đọc."
)


@pytest.mark.parametrize(
    ("mark", "body", "note"),
    [
        ("1", "1 Kế hoạch số 40/KH-UBND ngày 09/02/2023.", "1 Kế hoạch số 40/KH-UBND ngày 09/02/2023."),
        (
            "1",
            "1 Kế hoạch số 40/KH-UBND ngày 09/02/2023 của UBND huyện về rà soát bảng niêm yết tại\n"
            "trụ sở xã và các nhà văn hóa thôn trên địa bàn huyện.",
            "1 Kế hoạch số 40/KH-UBND ngày 09/02/2023 của UBND huyện về rà soát bảng niêm yết tại trụ sở xã và các nhà "
            "văn hóa thôn trên địa bàn huyện.",
        ),
        ("1", "\n 1 Công văn số 7/UBND-VP ngày 10/02/2023.\n3", "1 Công văn số 7/UBND-VP ngày 10/02/2023."),
        ("<sup>1</sup>", "<sup>1</sup> Kế hoạch số 40/KH-UBND.", "Kế hoạch số 40/KH-UBND."),
        ("<SUP class='n'>1</SUP>", "<sup>1</sup> Kế hoạch số 40/KH-UBND.", "Kế hoạch số 40/KH-UBND."),
        ("<sup>(1)</sup>", "<sup>1</sup>Kế hoạch số 40/KH-UBND.", "Kế hoạch số 40/KH-UBND."),
    ],
)
def test_a_footnote_amid_a_sentence(mark, body, note):
    text = PAGES.format(mark=mark, body=body)
    view = make_view(text)
    blocks = [(block.kind, view.block_text(block)) for block in view.blocks]
    assert blocks[1:3] == [("text", SENTENCE), ("footnote", note)]
    assert [kind for kind, _ in blocks] == ["text", "text", "footnote", "text"]
    start = view.text.index("cho người già")
    low, high = view.to_source(start, start + len("cho người già"))
    assert text[low:high].startswith("cho người\n") and text[low:high].endswith("\n già")


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [
        ("Kết quả năm 20231; xã đứng thứ hai.\n1 Quyết định số 5/QĐ-UBND.\n", "Kết quả năm 2023; xã đứng thứ hai."),
        ("Xã đã triển khai thực hiện1.\n1 Quyết định số 5/QĐ-UBND.\n", "Xã đã triển khai thực hiện."),
        ("Xã đã phát “tờ rơi”1, băng rôn.\n1 Quyết định số 5/QĐ-UBND.\n", "Xã đã phát “tờ rơi”, băng rôn."),
        ("Xã đã họp dân (8 thôn)1.\n1 Quyết định số 5/QĐ-UBND.\n", "Xã đã họp dân (8 thôn)."),
        ("Xã họp dân1, phát loa2.\n1 Biên bản số 1.\n2 Biên bản số 2.\n", "Xã họp dân, phát loa."),
    ],
)
def test_plain_marks_are_lifted_out(text, paragraph):
    assert make_view(text).text.split("\n")[0] == paragraph


# Converters set a raised mark on a line of its own, in the sentence and before the body.
@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "Theo kế hoạch của huyện\n¹\n, xã rà soát bảng niêm yết.\n¹ Kế hoạch số 40/KH-UBND.\n",
            ["Theo kế hoạch của huyện, xã rà soát bảng niêm yết.", "¹ Kế hoạch số 40/KH-UBND."],
        ),
        (
            "Theo kế hoạch của huyện\n1\n, xã rà soát bảng niêm yết.\n1 Kế hoạch số 40/KH-UBND.\n",
            ["Theo kế hoạch của huyện, xã rà soát bảng niêm yết.", "1 Kế hoạch số 40/KH-UBND."],
        ),
        (
            "Theo kế hoạch của huyện\n(1)\nvà của xã, bảng đã thay.\n(1)\nKế hoạch số 40/KH-UBND.\n",
            ["Theo kế hoạch của huyện và của xã, bảng đã thay.", "(1) Kế hoạch số 40/KH-UBND."],
        ),
        (
            "Theo kế hoạch của huyện[1], xã đã thay bảng.\n[1]\nKế hoạch số 40/KH-UBND.\n",
            ["Theo kế hoạch của huyện, xã đã thay bảng.", "[1] Kế hoạch số 40/KH-UBND."],
        ),
        (
            "Theo kế hoạch của huyện¹, xã đã thay bảng.\n¹\n\nKế hoạch số 40/KH-UBND.\n",
            ["Theo kế hoạch của huyện, xã đã thay bảng.", "¹ Kế hoạch số 40/KH-UBND."],
        ),
    ],
)
def test_marks_on_lines_of_their_own(text, blocks):
    view = make_view(text)
    assert [(block.kind, view.block_text(block)) for block in view.blocks] == list(
        zip(("text", "footnote"), blocks, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # items of a list, a page's number, a mark without a body
        ("Xã có hai việc:\n(1)\nHọp dân ở tám thôn.\n(2)\nPhát tờ rơi.", ["text", "text", "text"]),
        ("Theo kế hoạch của huyện\n1\nXã rà soát bảng niêm yết.\n1 Thôn Đoài họp muộn.", ["text"] * 3),
        ("Theo kế hoạch của huyện\n¹\n, xã rà soát bảng.\nKế hoạch số 40/KH-UBND.", ["text", "text"]),
    ],
)
def test_lone_numbers_that_are_no_footnotes(text, kinds):
    assert "footnote" not in [block.kind for block in make_view(text).blocks]
    assert [block.kind for block in make_view(text).blocks] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích phòng là 15m2, kê 6 bàn.\nHuyện đã kiểm tra.\n",  # no body of that number
        "Mức độ 3, mức độ 4 tăng; chỉ số đạt 82,06.\n1 hồ sơ bị trả lại.\n",  # no mark stuck to a word
        "Xã có 8 thôn1 và 2 chợ.\n12 hồ sơ còn lại đang xử lý.\n",  # another number
        "Năm 2021 và năm 2022, xã họp dân 8 lần.\n1 Thôn Đoài họp muộn.\n",  # a year alone is no mark
        "Xã họp dân1 ở 8 thôn.\n1. Thôn Đoài họp muộn.\n",  # a list number has a dot
        "1 Thôn Đoài họp muộn.\nXã họp dân1 ở 8 thôn.\n",  # the body stands before the mark
    ],
)
def test_what_is_no_footnote(text):
    assert find_footnotes(text, split_lines(text)) == ([], [])
    assert "".join(make_view(text).text.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "notes", "marks"),
    [
        ("Xã họp dân1.\n1 Biên bản số 1.\n", [(1, 1, 2)], ["1"]),
        ("Xã họp dân1.\n\n1 Biên bản số 1\n\nHuyện họp.\n", [(1, 2, 5)], ["1"]),
        ("Họp1, phát loa2.\n1 Biên bản số 1.\n2 Biên bản số 2.\n", [(1, 1, 2), (2, 2, 3)], ["1", "2"]),
        # numbers begin again on the next page
        ("Họp1.\n1 Biên bản A.\nPhát loa1.\n1 Biên bản B.\n", [(1, 1, 2), (1, 3, 4)], ["1", "1"]),
        # a note that lists documents goes on after a full stop
        ("Họp1.\n1 Kế hoạch số 3.\nCông văn số 4.\nXã có 8 thôn.\n", [(1, 1, 3)], ["1"]),
    ],
)
def test_bodies_and_marks(text, notes, marks):
    found, spans = find_footnotes(text, split_lines(text))
    assert [(note.number, note.first, note.last) for note in found] == notes
    assert [text[start:end] for start, end in spans] == marks


def test_the_last_of_equal_marks_before_a_body_is_its_mark():
    text = "Rộng 40m1, dài 9m1.\n1 Biên bản số 1.\n"
    _, spans = find_footnotes(text, split_lines(text))
    assert spans == [(17, 18)]


def test_footnotes_that_the_file_format_names_need_no_mark():
    text = "Xã có 8 thôn.\n\n[3] Theo biên bản họp.\n\nHuyện có 20 xã."
    start = text.index("[3]")
    view = make_view(text, [Mark("footnote", start, start + 21)])
    assert [block.kind for block in view.blocks] == ["text", "footnote", "text"]


def test_footnotes_give_no_statements():
    text = PAGES.format(mark="1", body="1 Xã đã nhận được kế hoạch này muộn mười ngày.")
    view = make_view(text)
    statements = [view.text[s.start : s.end] for s in find_statements(view, build_outline(view))]
    assert len(statements) == 3
    assert statements[1] == SENTENCE
