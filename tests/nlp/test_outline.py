"""Small reports told line by line with their outline: level, area, role, number, title; and what stays a statement."""

from __future__ import annotations

import re
import textwrap

import pytest

from nlp.outline import Outline, build_outline
from nlp.statements import find_statements
from nlp.text import View, make_view

Row = tuple[int, str, str, str | None, str | None]
Said = tuple[int | None, str]

# A line of a told report: a heading "LEVEL AREA ROLE| NUMBER| TITLE", with "| …" for text on its line and "⏎" where its
# title stands on the next line; "= …" a statement under the last heading, "=0 …" under that heading; "? …" neither.
_HEADING = re.compile(r"(\d) (\S+) (\S+)\| ([^|]*)\|([^|]*)(?:\|(.*))?")
_SAID = re.compile(r"=(\d*) (.*)")
_MARKDOWN = re.compile(r"#+ |\*\*")


def untell(told: str) -> tuple[str, list[Row], list[Said]]:
    """Return a told report's text, sections and statements."""
    lines: list[str] = []
    rows: list[Row] = []
    said: list[Said] = []
    for line in textwrap.dedent(told).strip().splitlines():
        if heading := _HEADING.fullmatch(line):
            level, area, role, number, title, rest = heading.groups()
            plain = " ".join(_MARKDOWN.sub("", title).replace("⏎", " ").split()).rstrip(":")
            bare = " ".join(_MARKDOWN.sub("", number).split())
            rows.append((int(level), bare, plain, *(None if name == "-" else name for name in (area, role))))
            lines.append(number + title + (rest or ""))
            said += [(len(rows) - 1, rest.strip())] if rest else []
        elif statement := _SAID.fullmatch(line):
            last = len(rows) - 1 if rows else None
            said.append((int(statement[1]) if statement[1] else last, statement[2]))
            lines.append(statement[2])
        else:
            lines.append(line.removeprefix("? "))
    return "\n\n".join(lines).replace("⏎", "\n\n"), rows, said


def outline_of(text: str) -> tuple[View, Outline]:
    """Return view and outline of a text."""
    view = make_view(text)
    return view, build_outline(view)


def statements(view: View, outline: Outline) -> list[Said]:
    """Return the statements with the index of their section."""
    return [(s.section, view.text[s.start : s.end]) for s in find_statements(view, outline)]


REPORTS = {
    "steering and results by area": """
        1 steering steering| I.| CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        2 steering steering| 1.| Về kế hoạch cải cách hành chính
        = Xã giao việc cho từng công chức từ tháng Giêng.
        2 steering steering| 2.| Công tác tuyên truyền
        = Đài xã phát 24 lượt tin.
        1 - results| II.| KẾT QUẢ THỰC HIỆN
        2 institutions results| 1.| Cải cách thể chế
        3 institutions results| 1.1.| Xây dựng văn bản quy phạm pháp luật
        = HĐND xã ban hành 02 nghị quyết.
        3 institutions results| 1.2.| Về rà soát văn bản
        = Xã bãi bỏ 04 quyết định.
        2 procedures results| 2.| Cải cách thủ tục hành chính
        = Bộ phận Một cửa nhận 512 hồ sơ.
    """,
    "a supervision: strengths and limitations inside every area": """
        1 - results| I.| KẾT QUẢ GIÁM SÁT
        2 institutions results| 1.| Cải cách thể chế
        3 institutions achievements| a)| Kết quả đạt được
        = Huyện đã rà soát 35 văn bản.
        3 institutions limitations| b)| Tồn tại, hạn chế
        = Việc góp ý dự thảo còn chậm.
        2 organisation results| 2.| Cải cách tổ chức bộ máy
        3 organisation achievements| a/| Kết quả đạt được
        = Đã sáp nhập 02 trường.
        3 organisation limitations| b/| Tồn tại, hạn chế
        = Một số phòng còn thiếu người.
    """,
    "general assessment, numbered tasks, proposals": """
        1 - -| III.| ĐÁNH GIÁ CHUNG
        2 - achievements| 1.| Ưu điểm
        = Nề nếp làm việc chuyển biến rõ.
        2 - limitations| 2.| Tồn tại, hạn chế
        = Hạ tầng ở thôn xa còn yếu.
        2 - causes| 3.| Nguyên nhân
        = Kinh phí bố trí muộn.
        1 - tasks| IV.| PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024
        = 1. Tiếp tục rà soát các thủ tục còn rườm rà, kiến nghị cắt giảm.
        = 2. Bố trí kinh phí mua máy quét cho Bộ phận Một cửa trong quý I.
        1 - proposals| V.| KIẾN NGHỊ, ĐỀ XUẤT
        = Đề nghị huyện sớm cấp kinh phí nâng cấp đường truyền.
    """,
    "tasks by area keep their role": """
        1 - tasks| IV.| NHIỆM VỤ TRỌNG TÂM
        2 institutions tasks| 1.| Cải cách thể chế
        = Tiếp tục tự kiểm tra văn bản.
        2 procedures tasks| 2.| Cải cách thủ tục hành chính
        = Rút ngắn thời gian giải quyết hồ sơ đất đai.
        2 steering tasks| 3.| Chỉ đạo, điều hành
        = Họp giao ban hằng tháng với các thôn.
    """,
    "numbered statements are no headings": """
        1 - results| II.| KẾT QUẢ
        = 1. Đã ban hành 12 văn bản chỉ đạo, trong đó có 03 kế hoạch.
        = 2. Tổ chức 04 cuộc kiểm tra tại các thôn.
        = 3. Không có hồ sơ quá hạn.
    """,
    "1.1 under 5": """
        1 public_finance results| 5.| Cải cách tài chính công
        2 public_finance results| 1.1.| Về giải ngân vốn đầu tư công
        = Đã giải ngân được 82% kế hoạch.
        2 public_finance results| 5.2.| Về cơ chế tự chủ
        = Có 03 đơn vị tự bảo đảm chi thường xuyên.
    """,
    "two sections III, a number left out, signs instead of dots": """
        1 - -| III.| ĐÁNH GIÁ CHUNG
        = Kết quả năm nay khá hơn năm trước.
        1 - tasks| III  -| PHƯƠNG HƯỚNG, NHIỆM VỤ
        = Tiếp tục duy trì lịch trực của Bộ phận Một cửa.
        1 - proposals| VI/.| KIẾN NGHỊ
        = Đề nghị tỉnh bổ sung biên chế.
    """,
    "no space after the number": """
        1 - results| II.| KẾT QUẢ
        2 organisation results| 3.|Về tổ chức bộ máy
        = Đã kiện toàn 02 phòng.
        2 public_finance results| 4.|Về tài chính công
        = Đã công khai dự toán.
    """,
    "dashes after numbers": """
        1 - results| II -| KẾT QUẢ
        2 institutions results| 1 -| Thể chế
        = Đã rà soát 12 văn bản.
        2 procedures results| 2 -| Thủ tục hành chính
        = Không có hồ sơ trễ hạn.
    """,
    "one number twice": """
        1 - results| II.| KẾT QUẢ
        2 public_finance results| 4.5.| Cải cách tài chính công
        = Đã giải ngân 82%.
        2 digital_government results| 4.5.| Xây dựng chính quyền số
        = Đã cấp 20 chữ ký số.
    """,
    "parts, their titles on the next line": """
        1 - results| PHẦN THỨ NHẤT|⏎KẾT QUẢ CẢI CÁCH HÀNH CHÍNH NĂM 2022
        2 steering steering| I.| CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        = Huyện đã họp giao ban hằng tháng.
        1 - tasks| PHẦN THỨ HAI|⏎NHIỆM VỤ NĂM 2023
        = 1. Duy trì họp giao ban hằng tháng với các xã.
        = 2. Kiểm tra đột xuất việc chấp hành giờ làm việc.
    """,
    "a part without title": """
        1 - -| PHẦN I|
        2 steering steering| I.| CÔNG TÁC CHỈ ĐẠO
        = Xã đã họp giao ban hằng tuần.
    """,
    "capital letters above Roman numbers": """
        1 - achievements| A.| KẾT QUẢ ĐẠT ĐƯỢC
        2 institutions achievements| I.| Cải cách thể chế
        = Đã rà soát 12 văn bản.
        1 - limitations| B.| TỒN TẠI, HẠN CHẾ
        2 institutions limitations| I.| Cải cách thể chế
        = Việc góp ý còn hình thức.
    """,
    "Mục as a heading and as a word": """
        1 institutions results| Mục 1.| CẢI CÁCH THỂ CHẾ
        2 institutions results| 1.| Xây dựng văn bản quy phạm pháp luật
        = Đã ban hành 02 nghị quyết.
        1 procedures results| Mục 2|⏎CẢI CÁCH THỦ TỤC HÀNH CHÍNH
        = Mục 1 của kế hoạch đã xong trước ngày 30/6.
        = Mục tiêu cả năm là giảm 10% số cuộc họp.
    """,
    "text on the heading's line; a lead-in stays with its statement": """
        1 institutions results| 2.1.| Cải cách thể chế
        = - Về kiểm tra văn bản: Trong năm huyện đã tự kiểm tra 35 văn bản, không có văn bản sai thẩm quyền.
        = - Về rà soát văn bản: Huyện đã bãi bỏ 04 quyết định hết hiệu lực.
        1 steering -| 2.2.| Công tác tuyên truyền:| Xã đã phát 24 lượt tin trên hệ thống loa của 8 thôn.
    """,
    "the same starred heading inside every area": """
        1 institutions results| 1.| Cải cách thể chế
        2 institutions results| *| Đối với cấp huyện:
        = - Đã ban hành 03 quyết định.
        2 institutions results| *| Đối với cấp xã:
        = - Đã ban hành 11 nghị quyết.
        1 organisation results| 2.| Cải cách bộ máy
        2 organisation results| *| Đối với cấp huyện:
        = - Đã sắp xếp 02 phòng.
    """,
    "a numbered statement ends the lists above it": """
        1 - results| II.| KẾT QUẢ
        2 institutions results| 1.| Cải cách thể chế
        3 institutions results| -| Công tác phổ biến pháp luật:
        = + Đã họp dân ở tám thôn.
        =0 2. Đã niêm yết 198 thủ tục ở trụ sở.
    """,
    "bullets only": """
        = - Xã đã ban hành kế hoạch cải cách hành chính năm 2023.
        = - Bộ phận Một cửa nhận 512 hồ sơ, không có hồ sơ trễ hạn.
        = - Việc thanh toán trực tuyến còn thấp.
    """,
    "no headings; what looks like a legal basis further down is none": """
        = Trong năm, xã đã ban hành kế hoạch cải cách hành chính và giao việc cho từng công chức phụ trách lĩnh vực.
        = Thực hiện chế độ thông tin, xã đã gửi 04 báo cáo định kỳ lên huyện.
        = Việc thanh toán trực tuyến còn thấp do người dân quen dùng tiền mặt.
    """,
    "an excerpt that begins with a heading in capitals": """
        1 - -| |NHẬN XÉT, ĐÁNH GIÁ 9 THÁNG
        2 - achievements| *| Ưu điểm:
        = - Tiến độ chung đã kịp kế hoạch năm.
        2 - limitations| *| Khuyết điểm, hạn chế:
        = - Một phường đăng ký mô hình rồi bỏ dở.
    """,
    "headings without numbers": """
        1 steering steering| |CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        = Xã đã họp giao ban hằng tuần.
        1 institutions results| |Cải cách thể chế
        = Xã đã tự kiểm tra 06 văn bản.
        1 procedures results| |Cải cách thủ tục hành chính
        = Bộ phận Một cửa nhận 512 hồ sơ.
    """,
    "a bullet that announces a list ends with the list": """
        1 civil_service results| 2.| Cải cách chế độ công vụ
        2 civil_service results| -| Kết quả tuyển dụng công chức, viên chức:
        = + Công chức: tuyển được 02 người.
        = + Viên chức: tuyển được 11 người.
        =0 - Trong năm, xã cử 05 người đi học.
    """,
    "unsteady Markdown levels: the numbers decide": """
        1 steering steering| ## I.| Công tác chỉ đạo
        = Xã đã họp giao ban.
        2 institutions results| **2.| Cải cách thể chế**
        = Đã rà soát 6 văn bản.
        1 - tasks| # II.| Nhiệm vụ trọng tâm
        = 1. Duy trì họp giao ban.
    """,
    "the areas of 2011-2020, and what is none of them": """
        1 - results| II.| KẾT QUẢ
        2 civil_service results| 1.| Nâng cao chất lượng đội ngũ cán bộ, công chức
        = Đã cử 05 người đi học.
        2 digital_government results| 2.| Hiện đại hóa hành chính
        = Đã lắp mạng nội bộ.
        2 none results| 3.| Tác động của cải cách hành chính đến phát triển kinh tế
        = Thu ngân sách đạt 120% dự toán.
        3 none results| a)| Về thu hút đầu tư
        = Có 02 dự án mới.
    """,
    "limitations overcome are results; causes": """
        1 - results| I.| KẾT QUẢ KHẮC PHỤC TỒN TẠI, HẠN CHẾ NĂM 2022
        = Xã đã khắc phục xong 3 trong 4 điểm.
        1 - limitations| II.| NHỮNG TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN
        2 - limitations| 1.| Tồn tại, hạn chế
        = Máy móc còn cũ.
        2 - causes| 2.| Nguyên nhân
        3 - causes| 2.1.| Nguyên nhân khách quan
        = Địa bàn rộng.
        3 - causes| 2.2.| Nguyên nhân chủ quan
        = Người đứng đầu chưa sâu sát.
    """,
    "numbers in brackets": """
        1 procedures results| 2.| Cải cách thủ tục hành chính
        2 procedures results| (1)| Về niêm yết, công khai:
        = Xã đã niêm yết 198 thủ tục.
        2 procedures results| (2)| Về giải quyết hồ sơ:
        = Xã đã giải quyết 512 hồ sơ.
    """,
    "a pointer to an annex says nothing": """
        1 - results| I.| KẾT QUẢ
        = Xã đã tự kiểm tra 06 văn bản.
        ? (Có phụ lục kèm theo)
        1 - tasks| II.| NHIỆM VỤ
        = Duy trì họp giao ban.
    """,
}


@pytest.mark.parametrize("told", REPORTS.values(), ids=REPORTS)
def test_outlines(told):
    text, sections, said = untell(told)
    view, outline = outline_of(text)
    assert [(s.level, s.number, s.title, s.area, s.role) for s in outline.sections] == sections
    assert statements(view, outline) == said


LETTERHEAD = """
ỦY BAN NHÂN DÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ĐÔNG HẢI
Độc lập - Tự do - Hạnh phúc
Số: 41/BC-UBND
Đông Hải, ngày 12 tháng 6 năm 2023
BÁO CÁO
Công tác cải cách hành chính 6 tháng đầu năm 2023
"""
BASIS = "Thực hiện Công văn số 380/UBND-NV ngày 01/6/2023 của UBND huyện, UBND xã báo cáo kết quả như sau:\n"
BODY = "I. CÔNG TÁC CHỈ ĐẠO\nXã đã họp giao ban hằng tuần.\nII. KIẾN NGHỊ\nĐề nghị huyện cấp máy quét cho xã.\n"
CLOSING = "Trên đây là báo cáo 6 tháng đầu năm 2023 của UBND xã Đông Hải./.\n"
RECIPIENTS = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT.\n"
SIGNATURE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
ANNEX = "PHỤ LỤC 1\nTHỐNG KÊ SỐ LIỆU\nSTT\tChỉ tiêu\tSố lượng\n1. Cải cách thể chế\nSố văn bản\n06\n"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (LETTERHEAD + BASIS + BODY + CLOSING + RECIPIENTS + SIGNATURE + ANNEX, ["front", "back", "annex"]),
        (LETTERHEAD + BODY + CLOSING, ["front", "back"]),
        (BASIS + BODY, ["front"]),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;\n" + BASIS + BODY, ["front"]),
        (BODY + RECIPIENTS, ["back"]),
        (BODY + SIGNATURE, ["back"]),
        (BODY + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n", ["back"]),
        (BODY + ANNEX, ["annex"]),
        (BODY + "Biểu số 01\nTổng số hồ sơ\n512\n", ["annex"]),
        (BODY + CLOSING + "STT\tNội dung\tSố\n1\tHồ sơ\t512\n", ["back", "annex"]),
        (BODY, []),
    ],
)
def test_zones(text, roles):
    view, outline = outline_of("\n\n".join(text.strip().splitlines()))
    assert [s.role for s in outline.sections if not s.title] == roles
    assert [s.title for s in outline.sections if s.title] == ["CÔNG TÁC CHỈ ĐẠO", "KIẾN NGHỊ"]
    assert [words for _, words in statements(view, outline)] == [
        "Xã đã họp giao ban hằng tuần.",
        "Đề nghị huyện cấp máy quét cho xã.",
    ]
    assert (outline.front_end > 0, outline.annex_start > 0) == ("front" in roles, "annex" in roles)


def test_closing_words_in_the_body_close_nothing():
    said = "Trên đây là những việc đã xong, dưới đây là việc còn nợ của từng thôn trong xã."
    behind = [f"Thôn số {number} còn nợ một việc." for number in range(1, 9)]
    lines = [*LETTERHEAD.strip().splitlines(), "I. KẾT QUẢ", "Xã đã họp dân.", said, "II. HẠN CHẾ", *behind]
    view, outline = outline_of("\n\n".join(lines))
    assert statements(view, outline) == [(1, "Xã đã họp dân."), (1, said), *((2, words) for words in behind)]


def test_wrapped_headings_are_one():
    heads = [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH VÀ TỔ CHỨC THỰC HIỆN CẢI CÁCH HÀNH CHÍNH TRONG SÁU THÁNG ĐẦU NĂM",
        "1. Kết quả thực hiện các nhiệm vụ được Ủy ban nhân dân huyện giao trong kế hoạch cải cách hành chính",
        "2. Công tác tuyên truyền",
    ]
    said = [
        "Xã đã hoàn thành 15 nhiệm vụ trên tổng số 16 nhiệm vụ, việc còn lại là mở lớp tập huấn cho trưởng thôn, dự "
        "kiến làm trong tháng 7 khi huyện cử báo cáo viên về xã.",
        "Đài xã phát 24 lượt tin, nhiều hơn cùng kỳ 6 lượt; tổ chức 04 buổi nói chuyện ở nhà văn hóa thôn với khoảng "
        "300 người đến dự, phần đông là phụ nữ và người cao tuổi.",
    ]
    text = "\n".join("\n".join(textwrap.wrap(line, 80)) for line in (*heads[:2], said[0], heads[2], said[1]))
    view = make_view(text)
    outline = build_outline(view)
    assert [f"{s.number} {s.title}" for s in outline.sections] == heads
    assert statements(view, outline) == [(1, said[0]), (2, said[1])]


def test_passages_tell_their_marker_and_section():
    lines = ["1. Cải cách thể chế", "- Đã họp dân.", "+ Có 40 người dự.", "a) Xã đã rà soát 6 văn bản.", "Đã xong."]
    _, outline = outline_of("\n\n".join(lines))
    assert [(p.section, p.style) for p in outline.passages] == [
        (0, "dash"),
        (0, "plus"),
        (0, "letter"),
        (0, "none"),
    ]
    assert [section.title for section in outline.stack(0)] == ["Cải cách thể chế"]
    assert outline.stack(None) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ủy ban nhân dân xã đã ban hành 12 kế hoạch.", True),
        ("Hội đồng nhân dân xã đã giám sát việc tiếp công dân, kết quả 12/12 kiến nghị được giải quyết.", True),
        ("Ủy ban nhân dân xã Đông Hải", False),
        ("Văn phòng Hội đồng nhân dân.", False),
    ],
)
def test_a_sentence_about_an_organ_is_no_letterhead(said, kept):
    view, outline = outline_of("\n\n".join([*LETTERHEAD.strip().splitlines(), said, *BODY.strip().splitlines()]))
    assert [words for _, words in statements(view, outline)][: -2 or None] == ([said] if kept else [])


@pytest.mark.parametrize(
    ("below", "titles"),
    [
        ("xã đã ban hành 12 văn bản, không văn bản nào trái luật.", ["Cải cách thể chế"]),
        ("và kiểm soát thủ tục đã được thực hiện đầy đủ.", []),  # it goes on with what is no heading then
        ("trên địa bàn xã", ["Cải cách thể chế trên địa bàn xã"]),  # no sentence
    ],
)
def test_a_sentence_in_small_letters_right_under_a_title(below, titles):
    view, outline = outline_of(f"1. Cải cách thể chế\n{below}\nXã đã tự kiểm tra 06 văn bản.")
    assert [section.title for section in outline.sections] == titles
    assert ((0, below) in statements(view, outline)) == (titles == ["Cải cách thể chế"])


def test_a_name_that_shares_its_line_stays_the_subject():
    text = "1. Cải cách thể chế đã được xã thực hiện đầy đủ.\nXã đã tự kiểm tra 06 văn bản."
    assert not outline_of(text)[1].sections
