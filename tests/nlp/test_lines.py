"""Texts as converters leave them: lines cut short, bars of letterheads, type sizes, lone marks and markers."""

from __future__ import annotations

import textwrap

import pytest

from nlp.text import make_view
from nlp.text.lines import split_lines, wrap_width, wrap_widths

# A converter that wraps at 80, cuts the first line of a paragraph short, and parts paragraphs by blank lines.
CONVERTED = """\
Trong quý một, Ủy ban nhân dân xã
đã họp giao ban mười hai lần, lần nào cũng có phần nghe các thôn nói về việc trả
hồ sơ, việc nào chậm thì ghi tên người làm và ngày phải xong.

{one}

a) Ra ngõ hỏi từng nhà, ghi lại nhà nào chưa có tài khoản để cử người đến tận nơi
giúp, không bắt bà con ra trụ sở.

b) Mở quầy lưu động ở chợ vào phiên mồng năm và mồng mười, nhận giấy tờ tại chỗ
rồi mang về trụ sở xử lý trong ngày.

c) Dán số điện thoại của từng công chức ở nhà văn hóa để bà con gọi hỏi trước khi
đi, đỡ phải đi lại nhiều lần.

Riêng thôn ở xa trung tâm thì đường truyền chập chờn, máy in hỏng từ tháng ba mà
chưa có kinh phí thay, công chức phải mang giấy tờ về trụ sở in rồi quay lại.

Xã cũng đã gửi thư xin lỗi đến mười hai hộ có hồ sơ trả muộn, nói rõ lý do và hẹn
lại ngày trả, không hộ nào phải đi quá hai lần.

Việc thu phí qua mạng tăng dần từng tháng, đến cuối quý thì quá nửa số hộ đã quen
trả bằng điện thoại, chỉ còn người già là trả bằng tiền mặt.

Bà con đồng tình vì không phải chờ lâu, việc gì cũng có người chỉ dẫn, giấy tờ in
sẵn chỉ việc điền tên, ai không biết chữ thì có đoàn viên viết hộ.
"""


def paragraphs_of(piece: str) -> list[str]:
    """Return the paragraphs made of a piece put into the converted text."""
    found = make_view(CONVERTED.format(one=piece)).text.split("\n")
    assert found[0].startswith("Trong quý một, Ủy ban nhân dân xã đã họp")
    return found[1 : next(index for index, text in enumerate(found) if text.startswith("a) Ra ngõ"))]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        # the first line was cut short before a long word
        (
            "Đầu năm xã đề nghị Trung tâm\nHành chính công huyện cử người về chỉ cách quét giấy tờ cho rõ, không phải\n"
            "quét lại.",
            [
                "Đầu năm xã đề nghị Trung tâm Hành chính công huyện cử người về chỉ cách quét giấy tờ cho rõ, "
                "không phải quét lại."
            ],
        ),
        ("1. Trung tâm\nHành chính công", ["1. Trung tâm Hành chính công"]),
        ("Việc này xã đã nhờ cả\n12 trưởng thôn đi nhắc.", ["Việc này xã đã nhờ cả 12 trưởng thôn đi nhắc."]),
        (
            "Xã đã gửi huyện kế hoạch tài chính\n- ngân sách của năm sau, có chia ra từng quý và từng thôn cho tiện.",
            ["Xã đã gửi huyện kế hoạch tài chính - ngân sách của năm sau, có chia ra từng quý và từng thôn cho tiện."],
        ),
        (
            "- Giao Công an xã phối hợp với\nĐoàn thanh niên lập tổ.",
            ["- Giao Công an xã phối hợp với Đoàn thanh niên lập tổ."],
        ),
        # a line that ends with a comma or a preposition goes on, short or not, first or not
        (
            "Người đến nộp giấy tờ ở quầy số hai được công chức hỏi thăm từng việc một, và\n"
            "ghi vào sổ của\nVăn phòng xã.",
            [
                "Người đến nộp giấy tờ ở quầy số hai được công chức hỏi thăm từng việc một, "
                "và ghi vào sổ của Văn phòng xã."
            ],
        ),
        ("Ngày mồng năm,\nPhó Chủ tịch xã tiếp dân.", ["Ngày mồng năm, Phó Chủ tịch xã tiếp dân."]),
        # a title in capitals
        (
            "VỀ VIỆC MỞ QUẦY LƯU ĐỘNG NHẬN HỒ SƠ Ở CHỢ\nPHIÊN NĂM 2023",
            ["VỀ VIỆC MỞ QUẦY LƯU ĐỘNG NHẬN HỒ SƠ Ở CHỢ PHIÊN NĂM 2023"],
        ),
        ("VỀ\nVIỆC MỞ QUẦY", ["VỀ VIỆC MỞ QUẦY"]),
        ("BÁO CÁO\nKết quả tiếp dân", ["BÁO CÁO", "Kết quả tiếp dân"]),
        # bold that is still open
        ("**PHÒNG VĂN HÓA\nTHÔNG TIN**", ["PHÒNG VĂN HÓA THÔNG TIN"]),
        # paragraphs: closed lines, markers, capitals, a heading wholly in bold
        ("Xã họp dân.\nHuyện cử người dự.", ["Xã họp dân.", "Huyện cử người dự."]),
        ("Việc của xã\n- Họp dân ở tám thôn", ["Việc của xã", "- Họp dân ở tám thôn"]),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"]),
        ("**Về tiếp dân**\nXã tiếp dân mỗi tuần.", ["Về tiếp dân", "Xã tiếp dân mỗi tuần."]),
        (
            "Số: 12/BC-UBND\nSơn Thịnh, ngày 05 tháng 4 năm 2023",
            ["Số: 12/BC-UBND", "Sơn Thịnh, ngày 05 tháng 4 năm 2023"],
        ),
        (
            "Kính gửi: Phòng Nội vụ huyện\nThực hiện công văn của huyện",
            ["Kính gửi: Phòng Nội vụ huyện", "Thực hiện công văn của huyện"],
        ),
        # short lines one below the other are cells of a table
        ("Tên thôn\nSố hộ\nGhi chú", ["Tên thôn", "Số hộ", "Ghi chú"]),
    ],
)
def test_short_lines_where_blank_lines_part_paragraphs(piece, expected):
    assert paragraphs_of(piece) == expected


def test_short_lines_part_where_headings_have_no_blank_line_behind_them():
    numbers = ("một", "hai", "ba", "bốn", "năm", "sáu")
    items = "\n".join(f"{n}. Việc số {word}\nXã đã làm xong từ lâu." for n, word in enumerate(numbers, start=1))
    assert len(paragraphs_of(items)) == 2 * len(numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("III.\nKINH PHÍ", "III. KINH PHÍ"),
        ("2.\nKiểm tra công vụ", "2. Kiểm tra công vụ"),
        ("b)\n\nĐối với cấp xã:", "b) Đối với cấp xã:"),
        ("-\nĐã phát tờ rơi đến từng hộ của tám thôn.", "- Đã phát tờ rơi đến từng hộ của tám thôn."),
        ("1.2.\nTuyên truyền", "1.2. Tuyên truyền"),
        # an empty cell, the sign below an organ's name
        ("-\n12.450", "-\n12.450"),
        ("ĐẢNG BỘ XÃ SƠN THỊNH\n*\nSố 12-BC/ĐU", "ĐẢNG BỘ XÃ SƠN THỊNH\n*\nSố 12-BC/ĐU"),
        ("a)\n- Họp dân", "a)\n- Họp dân"),
    ],
)
def test_markers_broken_from_their_words(text, expected):
    assert make_view(text).text == expected


LETTERHEAD = """\
|
**ỦY BAN NHÂN
DÂN **
XÃ SƠN THỊNH
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 12/BC-UBND
|
*Sơn Thịnh, ngày 05
tháng 4 năm 2023*
|

* *

**BÁO CÁO**
"""


def test_bars_and_rules_of_a_letterhead_leave_its_lines():
    view = make_view(LETTERHEAD)
    assert view.text.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SƠN THỊNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-UBND",
        "Sơn Thịnh, ngày 05 tháng 4 năm 2023",
        "BÁO CÁO",
    ]
    assert {block.kind for block in view.blocks} == {"text"}
    start = view.text.index("Số: 12")
    assert LETTERHEAD[slice(*view.to_source(start, start + 14))] == "Số: 12/BC-UBND"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hộ |\n|\n120\n|\nGhi chú", ["Số hộ", "120", "Ghi chú"]),
        ("|\nTên thôn\n|\nnhà văn hóa thôn Đoài\n|", ["Tên thôn", "nhà văn hóa thôn Đoài"]),
        ("Xã có 8 thôn | 3 chợ", ["Xã có 8 thôn | 3 chợ"]),
        ("| Tên | Số |\n| Thôn | 8 |", ["| Tên | Số |", "| Thôn | 8 |"]),
    ],
)
def test_bars_part_cells(text, expected):
    assert make_view(text).text.split("\n") == expected


def test_larger_tables_between_bars_are_rows_of_tables():
    cells = "|\n".join(f"{n}\n|\nviệc thứ {n} của xã\n|\nCông chức địa chính\n|\n" for n in range(1, 6))
    view = make_view(f"Phân công như sau:\n\n|\n{cells}|\n\nXã theo dõi hằng tuần.")
    kinds = [block.kind for block in view.blocks]
    assert kinds == ["text", *["table"] * 15, "text"]
    assert view.block_text(view.blocks[1]) == "1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã họp *(mỗi tuần một\nlần)* ở trụ sở.", "Xã họp (mỗi tuần một lần) ở trụ sở."),
        ("Xã thu *(hằng tháng) *đủ phí.", "Xã thu (hằng tháng) đủ phí."),
        ("*- Về tiếp\ndân*", "- Về tiếp dân"),
        # bullets, products, a star that no other one closes
        ("* Đối với cấp xã\n* Đối với cấp huyện", "* Đối với cấp xã\n* Đối với cấp huyện"),
        ("Phòng rộng 4*5 m, kê 2*3 bàn.", "Phòng rộng 4*5 m, kê 2*3 bàn."),
        ("*Ghi chú: số liệu\n\nđến ngày 10*", "*Ghi chú: số liệu đến ngày 10*"),
    ],
)
def test_italics_over_lines(text, expected):
    assert make_view(text).text == expected


BODY = (
    "Từ tháng hai, xã mở thêm một quầy tiếp nhận hồ sơ đất đai vào sáng thứ bảy và giao hai công chức trực luân phiên, "
    "người dân đi làm xa về cuối tuần vẫn nộp được giấy tờ mà không phải xin nghỉ việc, bà con rất đồng tình ủng hộ."
)
NOTE = (
    "Kế hoạch số 40/KH-UBND ngày 09 tháng 02 năm 2023 của Ủy ban nhân dân huyện về rà soát các bảng niêm yết tại trụ "
    "sở của xã, các nhà văn hóa thôn và các điểm bưu điện văn hóa trên địa bàn toàn huyện trong sáu tháng đầu năm nay."
)


@pytest.mark.parametrize(("body", "note"), [(78, 110), (70, 100), (90, 120)])
def test_widths_by_type_size(body, note):
    lines = [*textwrap.wrap(BODY, body) * 4, *textwrap.wrap(NOTE, note) * 4]
    widths = wrap_widths(split_lines("\n".join(lines)))
    assert len(widths) == 2
    assert 0.86 * body <= widths[0] <= body and 0.86 * note <= widths[1] <= note


def test_cells_do_not_narrow_the_width():
    cells = [cell for n in range(60) for cell in (f"Chỉ tiêu {n}", str(n * 17), "Người")]
    text = "\n".join([*textwrap.wrap(f"{BODY} {BODY} {BODY}", 76), *cells])
    assert 66 <= wrap_width(split_lines(text)) <= 76


def test_a_wide_footnotes_last_line_is_not_full():
    wide = textwrap.wrap(NOTE, 110)
    assert len(wide[-1]) < 0.86 * 110
    short = " ".join(wide[-1].split()[:-1])[:76]
    text = "\n".join([*textwrap.wrap(f"{BODY} {BODY} {BODY}", 78), *wide[:-1], short, "Xã Sơn Thịnh họp dân."])
    assert make_view(text).text.split("\n")[-1] == "Xã Sơn Thịnh họp dân."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Theo kế hoạch của huyện\n¹\n, xã rà soát bảng niêm yết.",
            "Theo kế hoạch của huyện, xã rà soát bảng niêm yết.",
        ),
        ("Theo kế hoạch của huyện\n(1)\nvà của xã, bảng đã thay.", "Theo kế hoạch của huyện và của xã, bảng đã thay."),
        ("Theo kế hoạch của huyện\n[2]\n; xã đã làm xong.", "Theo kế hoạch của huyện; xã đã làm xong."),
        ("Theo kế hoạch của huyện\n3\n, xã đã làm xong.", "Theo kế hoạch của huyện, xã đã làm xong."),
        ("Theo kế hoạch của huyện<sup>1</sup>\n, xã đã làm xong.", "Theo kế hoạch của huyện, xã đã làm xong."),
        # a number that opens an item, a unit's power, a sentence that ends
        ("Xã có hai việc\n(1)\nHọp dân ở tám thôn", "Xã có hai việc\n(1) Họp dân ở tám thôn"),
        ("Phòng rộng 20 m²\n, kê 6 bàn.", "Phòng rộng 20 m², kê 6 bàn."),
        ("Xã đã làm xong.\n¹\nHuyện khen.", "Xã đã làm xong.\nHuyện khen."),
    ],
)
def test_lone_raised_marks(text, expected):
    assert make_view(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- Vốn cho đường liên thôn Đoài:\n\n1,984 tỷ đồng/2,5 tỷ đồng.",
            "- Vốn cho đường liên thôn Đoài: 1,984 tỷ đồng/2,5 tỷ đồng.",
        ),
        ("Tỷ lệ đúng hẹn:\n98,5%", "Tỷ lệ đúng hẹn: 98,5%"),
        ("Kết quả:\n12 thôn đã họp.", "Kết quả:\n12 thôn đã họp."),
        ("Trong đó:\n1.204", "Trong đó:\n1.204"),
    ],
)
def test_a_bare_value_belongs_to_its_lead_in(text, expected):
    assert make_view(text).text == expected
