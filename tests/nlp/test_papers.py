"""Several papers in one file: where each begins, what is no new paper, what is doubtful.

In the texts ¶ stands where a paper begins, ? where another one only seems to begin; both are taken out first.
"""

from __future__ import annotations

import unicodedata

import pytest

from nlp.papers import find_papers

BODY = (
    "I. KẾT QUẢ\nĐơn vị đã rà soát 14 thủ tục hành chính và công khai đầy đủ tại bộ phận một cửa.\n"
    "Còn 6 hồ sơ trễ hạn trong kỳ báo cáo.\n"
)
SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n"


def report(unit: str, number: str = "15/BC-UBND", *, signed: bool = True) -> str:
    """Return a small report of a commune."""
    place = unit.removeprefix("XÃ ").title()
    return (
        f"UBND HUYỆN LONG HỒ\nUBND {unit}\nSố: {number}\n{place}, ngày 14 tháng 11 năm 2023\nBÁO CÁO\n"
        f"Công tác cải cách hành chính năm 2023\n{BODY}{SIGNED if signed else ''}"
    )


DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 412/QĐ-UBND\nVĩnh Long, ngày 9 tháng 3 năm 2023\nQUYẾT ĐỊNH\nVề việc ban hành quy chế một cửa\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp nhận và trả kết quả giải quyết thủ tục hành chính.\n"
    f"Điều 2. Quyết định có hiệu lực kể từ ngày ký./.\n{SIGNED}"
)
RULES = (
    "Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định việc tiếp nhận và trả kết quả tại bộ phận một cửa của tỉnh.\n"
    "Điều 2. Đối tượng áp dụng\nCác sở, ban, ngành và Ủy ban nhân dân cấp huyện, cấp xã trên địa bàn tỉnh.\n"
)
LETTER = (
    "UBND HUYỆN LONG HỒ\nPHÒNG NỘI VỤ\nSố: 61/PNV-CCHC\nV/v gửi báo cáo quý III\nLong Hồ, ngày 2 tháng 10 năm 2023\n"
    "Kính gửi: Sở Nội vụ tỉnh Vĩnh Long\n"
    "Phòng Nội vụ xin gửi kèm theo Công văn này báo cáo quý III năm 2023 của huyện.\n"
    "Trân trọng./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\n"
)
TABLE = "STT\tChỉ tiêu\tĐơn vị\tSố liệu\n1\tSố văn bản chỉ đạo\tVăn bản\t23\n2\tTỷ lệ hồ sơ đúng hạn\t%\t98,5\n"

TWO_COLUMNS = (
    "UBND HUYỆN LONG HỒ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND XÃ AN BÌNH\nĐộc lập - Tự do - Hạnh phúc\n"
    f"Số: 9/BC-UBND\nAn Bình, ngày 3 tháng 6 năm 2022\nBÁO CÁO\nCải cách hành chính\n{BODY}"
)
SIDE_BY_SIDE = (
    "UBND HUYỆN LONG HỒ        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "UBND XÃ AN BÌNH           Độc lập - Tự do - Hạnh phúc\n"
    f"Số: 9/BC-UBND             An Bình, ngày 3 tháng 6 năm 2022\n\n        BÁO CÁO\n   Cải cách hành chính\n{BODY}"
)
RIGHT_FIRST = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\n–––––––\nAn Bình, ngày    tháng 6 năm 2022\n"
    f"ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố:        /BC-UBND\nBÁO CÁO\nCải cách hành chính\n{BODY}"
)
BARS = (
    "|\n**ỦY BAN NHÂN DÂN\n**\nXÃ AN BÌNH\n-------\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\n"
    "Độc lập - Tự do - Hạnh phúc\n"
    "---------------\n|\n|\nSố: 9/BC-UBND\n|\n*An Bình, ngày 3\ntháng 6 năm 2022*\n|\n\n** **\n\n**BÁO CÁO**\n\n"
    f"CẢI CÁCH HÀNH CHÍNH\n\n{BODY}"
)
NARROW = (
    "|\n**ỦY BAN NHÂN\nDÂN**\n**XÃ AN BÌNH**\n--------\n|\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\n"
    "Độc lập - Tự do - Hạnh\nphúc\n"
    "|\n|\nSố: 9/BC-UBND\n|\n*An Bình,\nngày 3 tháng 6 năm 2022*\n|\n\n**BÁO CÁO**\n\nCẢI CÁCH HÀNH CHÍNH\n\n"
    f"{BODY}"
)
PARTY = (
    "ĐẢNG BỘ TỈNH VĨNH LONG\nHUYỆN ỦY LONG HỒ\n*\nSố 74-BC/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
    "Long Hồ, ngày 20 tháng 12 năm 2022\n"
    f"BÁO CÁO\nSơ kết lãnh đạo công tác cải cách hành chính\n{BODY}"
)
LOST = (  # one blank for each lost letter
    "UBND HUY N LONG H \nUBND XÃ AN BÌNH\nC NG HÒA XÃ H I CH  NGHĨA VI T NAM\nĐ c l p - T  do - H nh phúc\n"
    f"S : 9/BC-UBND\nAn Bình, ngày 3 tháng 6 n m 2022\nB O C O\nC i cách hành chính\n{BODY}"
)


def check(marked: str, page_starts: tuple[int, ...] = ()) -> None:
    """Compare what is found with the signs in a text; the first paper needs no sign."""
    papers, doubts, text = [0], [], ""
    for char in marked:
        if char == "¶":
            papers.append(len(text))
        elif char == "?":
            doubts.append(len(text))
        else:
            text += char
    found = find_papers(text, page_starts)
    assert [text[paper.start :][:40] for paper in found.papers] == [text[start:][:40] for start in papers]
    assert [paper.start for paper in found.papers] == papers
    assert list(found.doubts) == doubts
    assert [paper.number for paper in found.papers] == list(range(1, len(papers) + 1))
    assert {paper.of for paper in found.papers} == {len(papers)}
    assert [paper.end for paper in found.papers] == [*papers[1:], len(text)]


@pytest.mark.parametrize(
    "marked",
    [
        report("XÃ AN BÌNH") + "¶" + report("XÃ HÒA NINH"),
        report("XÃ AN BÌNH") + "\n\f¶" + report("XÃ HÒA NINH", "8/BC-UBND") + "\n\f\n¶" + report("XÃ PHÚ ĐỨC"),
        report("XÃ AN BÌNH", "/BC-UBND") + "¶" + report("XÃ HÒA NINH", "……/BC-UBND"),
        report("XÃ AN BÌNH")
        + f"PHỤ LỤC 1\nSỐ LIỆU\n(Kèm theo Báo cáo số 15/BC-UBND)\n{TABLE}¶"
        + report("XÃ PHÚ ĐỨC", "7/BC-UBND"),
        report("XÃ AN BÌNH") + "¶" + report("XÃ AN BÌNH", "23/BC-UBND"),
        f"{BODY}{SIGNED}¶" + report("XÃ AN BÌNH"),
        f"{report('XÃ AN BÌNH')}PHỤ LỤC\n{TABLE}¶Số: 3/BC-UBND\nHòa Ninh, ngày 4 tháng 11 năm 2023\nBÁO CÁO\n{BODY}",
        f"{report('XÃ AN BÌNH')}PHỤ LỤC\n{TABLE}{TABLE}¶{RIGHT_FIRST}",
        report("XÃ AN BÌNH") + "¶" + report("XÃ PHÚ ĐỨC", "15/BC-UBND"),
        report("XÃ AN BÌNH") + f"¶UBND XÃ HÒA NINH\nSố:     /BC-UBND\nBÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH\n{BODY}",
        report("XÃ AN BÌNH").replace(SIGNED, "Trên đây là báo cáo của UBND xã.\n")
        + "¶"
        + report("XÃ PHÚ ĐỨC", "7/BC-UBND"),
        "".join(("¶" if number else "") + report("XÃ AN BÌNH", f"{number + 1}/BC-UBND") for number in range(12)),
    ],
    ids=[
        "two",
        "three-by-form-feeds",
        "numbers-left-blank",
        "behind-an-annex",
        "of-one-unit",
        "first-without-letterhead",
        "no-organ-behind-an-annex",
        "draft-behind-an-annex",
        "equal-numbers",
        "no-date",
        "closing-line",
        "twelve",
    ],
)
def test_reports_one_after_the_other(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "behind",
    [TWO_COLUMNS, SIDE_BY_SIDE, RIGHT_FIRST, PARTY, LOST],
    ids=["columns", "one-line", "right-first", "party", "lost"],
)
@pytest.mark.parametrize("first", [report("XÃ HÒA NINH"), LETTER, DECISION], ids=["report", "letter", "decision"])
def test_letterheads_of_any_layout(first: str, behind: str) -> None:
    check(f"{first}\n¶{behind}")
    check(f"{first}\n¶{behind}".replace("\n", "\r\n"))
    check(unicodedata.normalize("NFD", f"{first}\n¶{behind}"))


def test_letterheads_of_tables_and_markdown() -> None:
    for table in (BARS, NARROW):
        check(f"{report('XÃ HÒA NINH')}\n|\n¶{table.removeprefix('|').lstrip()}")
    check(
        "\n".join(f"**{line}**" if line.isupper() else line for line in report("XÃ HÒA NINH").split("\n"))
        + "\n¶"
        + "**UBND HUYỆN LONG HỒ**\n"
        + "\n".join(f"**{line}**" for line in TWO_COLUMNS.split("\n")[1:7])
        + f"\n{BODY}"
    )


@pytest.mark.parametrize(
    "marked",
    [
        f"{LETTER}¶{report('HUYỆN LONG HỒ', '204/BC-UBND')}",
        f"{LETTER}\nBÙI VĂN MẪU\n\f¶{report('XÃ AN BÌNH')}",
        LETTER.replace("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\n", "") + f"¶{report('XÃ AN BÌNH')}",
        f"{LETTER}¶BÁO CÁO\nCải cách hành chính quý III\n(Kèm theo Công văn số 61/PNV-CCHC ngày 2/10/2023 "
        f"của Phòng Nội vụ)\n{BODY}",
        f"{report('XÃ AN BÌNH')}¶{LETTER}",
    ],
    ids=["letter-report", "name-in-capitals", "letter-not-signed", "report-attached", "report-letter"],
)
def test_covering_letters(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        f"{DECISION}¶QUY CHẾ\nTiếp nhận và trả kết quả\n(Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày "
        f"9/3/2023)\n{RULES}",
        f"{DECISION}\n\n¶**QUY CHẾ**\n\nTIẾP NHẬN VÀ\nTRẢ KẾT QUẢ\n\n*(Ban hành kèm theo Quyết định số: 412/QĐ-UBND "
        f"ngày 9/3/2023 của Ủy ban\nnhân dân tỉnh)*\n{RULES}",
        f"{DECISION}¶ỦY BAN NHÂN DÂN\nTỈNH VĨNH LONG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\nCải cách hành chính\n(Kèm theo Quyết định số 412/QĐ-UBND "
        f"ngày 9/3/2023)\n{BODY}",
        f"{DECISION}¶Đề án\nĐổi mới bộ phận một cửa\n(Ban hành kèm theo Quyết định số 412/QĐ-UBND)\n"
        f"{BODY}PHỤ LỤC I\nCHỈ TIÊU\n(Ban hành kèm theo Quyết định số 412/QĐ-UBND)\n"
        f"{TABLE}",
        f"{DECISION}¶BÁO CÁO\nTỔNG KẾT\n(Kèm theo Tờ trình số 5/TTr-SNV ngày 1/3/2023 của Sở Nội vụ)\n"
        f"{BODY}¶{report('XÃ AN BÌNH')}",
        DECISION.replace("QUYẾT ĐỊNH:", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nQUYẾT ĐỊNH").replace("412/", "412/2023/")
        + "¶QUY ĐỊNH\nChức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Nội vụ tỉnh Vĩnh Long\n"
        + f"(Ban hành kèm theo Quyết định số 412/2023/QĐ-UBND ngày 9/3/2023)\n{RULES}",
    ],
    ids=["rules", "markdown", "with-letterhead", "small-letters-and-annex", "then-another", "long-title-and-year"],
)
def test_decisions_with_attachments(marked: str) -> None:
    check(marked)


def test_an_attachment_is_known_by_the_number_of_its_decision() -> None:
    note = "(Ban hành kèm theo Quyết định số {}/QĐ-UBND ngày 9/3/2023)"
    own = find_papers(f"{DECISION}QUY CHẾ\n{note.format(412)}\n{RULES}").papers[1]
    draft = find_papers(f"{DECISION.replace('412', '    ')}QUY CHẾ\n{note.format('      ')}\n{RULES}").papers[1]
    year = find_papers(f"{DECISION}QUY CHẾ\n{note}\n{RULES}".replace("412/", "12/2023/").format("12/2023")).papers[1]
    other = find_papers(f"{DECISION}QUY CHẾ\n{note.format(413)}\n{RULES}").papers[1]
    sent = find_papers(f"{LETTER}BÁO CÁO\nQuý III\n(Kèm theo Công văn số 61/PNV-CCHC)\n{BODY}").papers[1]
    assert [(paper.attached, paper.issued) for paper in (own, draft, year)] == [(True, True)] * 3
    assert [(paper.attached, paper.issued) for paper in (other, sent)] == [(False, False), (True, False)]


@pytest.mark.parametrize(
    "text",
    [
        report("XÃ AN BÌNH"),
        DECISION,
        LETTER,
        f"{BODY}{SIGNED}",
        DECISION.replace("QUYẾT ĐỊNH:", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nQUYẾT ĐỊNH"),
        DECISION.replace("Căn cứ", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ"),
        "Kính gửi anh chị, gửi anh chị bản báo cáo mới nhất của xã để tổng hợp trong tuần này, xin cảm ơn."
        f"\n{report('XÃ AN BÌNH')}",
        "UBND XÃ AN BÌNH\nBÁO CÁO\nCẢI CÁCH HÀNH CHÍNH NĂM 2023\nAn Bình, tháng 11 năm 2023\n"
        f"\fMỤC LỤC\nI. KẾT QUẢ ........ 1\n\f{report('XÃ AN BÌNH')}",
        "",
        "\f\n|\n",
    ],
    ids=[
        "report",
        "decision",
        "letter",
        "no-letterhead",
        "authority-before-the-words",
        "authority-before-the-basis",
        "mail-before",
        "cover-page",
        "empty",
        "no-words",
    ],
)
def test_one_paper(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "annex",
    [
        f"PHỤ LỤC 1B\nTHỐNG KÊ SỐ LIỆU\n(Ban hành kèm theo Báo cáo số 15/BC-UBND ngày 14/11/2023 của UBND xã)\n{TABLE}",
        "UBND XÃ AN BÌNH\nPHỤ LỤC\nBÁO CÁO SỐ LIỆU\n(Kèm theo Công văn số 8/UBND)\n"
        f"{TABLE}An Bình, ngày 14 tháng 11 năm 2023\nNGƯỜI LẬP BIỂU\nCHỦ TỊCH\n",
        f"UBND XÃ AN BÌNH\nBÁO CÁO\nSỐ LIỆU THỦ TỤC HÀNH CHÍNH\nAn Bình, ngày 14 tháng 11 năm 2023\n{TABLE}",
        "Mẫu số 01\nTÊN CƠ QUAN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: .../BC-...\n...., ngày ... tháng ... năm ...\nBÁO CÁO\nKết quả thực hiện\n"
        f"{BODY}",
        "Biểu mẫu số 2\nUBND XÃ AN BÌNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số:     /BC-UBND\nAn Bình, ngày     tháng     năm\nBÁO CÁO\nTình hình thực hiện\n"
        f"{BODY}",
        f"Biểu số 3\nKẾ HOẠCH CHI TIẾT\n(Kèm theo Kế hoạch số 15/KH-UBND ngày 14/11/2023)\n{TABLE}",
        f"KẾ HOẠCH\nTuyên truyền cải cách hành chính\n(Kèm theo Kế hoạch số 15/KH-UBND ngày 14/11/2023)\n{BODY}",
        f"DANH MỤC\nTHỦ TỤC HÀNH CHÍNH\n(Ban hành kèm theo Quyết định số 77/QĐ-UBND)\n{TABLE}",
        f"PHỤ LỤC\nKẾ HOẠCH THỰC HIỆN\n(Kèm theo Quyết định số 77/QĐ-UBND)\n{BODY}",
    ],
    ids=[
        "table",
        "annex-under-organ",
        "table-without-annex-title",
        "form",
        "form-filled",
        "attached-to-plan",
        "plan-of-a-plan",
        "list",
        "annex-of-decision",
    ],
)
def test_annexes_are_no_papers(annex: str) -> None:
    check(report("XÃ AN BÌNH") + annex)
    check(report("XÃ AN BÌNH") + "\f" + annex)


HEAD = "UBND HUYỆN LONG HỒ\nUBND XÃ HÒA NINH\nSố: 3/BC-UBND\nHòa Ninh, ngày 4 tháng 11 năm 2023\nBÁO CÁO\n"


@pytest.mark.parametrize(
    "marked",
    [
        report("XÃ AN BÌNH", signed=False) + f"Thể thức trình bày theo ví dụ sau:\n{HEAD}II. HẠN CHẾ\n{BODY}{SIGNED}",
        report("XÃ AN BÌNH", signed=False) + f"Ví dụ về thể thức đúng\n“{HEAD}”\nII. HẠN CHẾ\n{BODY}{SIGNED}",
        report("XÃ AN BÌNH", signed=False)
        + f"UBND xã Hòa Ninh có Báo cáo số 3/BC-UBND, ngày 4 tháng 11 năm 2023 gửi huyện.\n{BODY}{SIGNED}",
        report("XÃ AN BÌNH", signed=False)
        + "II. BÁO CÁO\nCộng hòa xã hội chủ nghĩa Việt Nam là tên nước được in ở đầu mỗi văn bản hành chính."
        f"\n{BODY}{SIGNED}",
        report("XÃ AN BÌNH", signed=False)
        + f"\fUBND XÃ AN BÌNH\nSố: 15/BC-UBND\n{BODY}\fUBND XÃ AN BÌNH\nSố: 15/BC-UBND\n"
        f"{BODY}{SIGNED}\fUBND XÃ AN BÌNH\nSố: 15/BC-UBND\n{TABLE}",
        report("XÃ AN BÌNH", signed=False)
        + f"\fUBND XÃ AN BÌNH\nBÁO CÁO CẢI CÁCH HÀNH CHÍNH\n{BODY}{SIGNED}\fUBND XÃ AN BÌNH\n"
        f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH\n{TABLE}{BODY}",
        report("XÃ AN BÌNH") + report("XÃ AN BÌNH"),
        DECISION.replace("Ban hành kèm theo", "Giao Sở Nội vụ thực hiện nhiệm vụ kèm theo"),
        report("XÃ AN BÌNH", signed=False)
        + f"Quy chế làm việc ban hành kèm theo Quyết định số 7/QĐ-UBND đã được phổ biến đến các thôn.\n{BODY}{SIGNED}",
    ],
    ids=[
        "announced",
        "quoted",
        "cited",
        "motto-in-prose",
        "running-head",
        "running-head-with-title",
        "copy",
        "kem-theo",
        "kem-theo-in-prose",
    ],
)
def test_letterheads_that_begin_no_paper(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        report("XÃ AN BÌNH") + f"?BÁO CÁO\nCông tác cải cách hành chính xã Hòa Ninh\n{BODY}",
        report("XÃ AN BÌNH") + f"?UBND XÃ HÒA NINH\nBÁO CÁO\nCông tác cải cách hành chính\n{BODY}",
        report("XÃ AN BÌNH") + f"?Hòa Ninh, ngày 4 tháng 11 năm 2023\nBÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH\n{BODY}",
        report("XÃ AN BÌNH")
        + f"?CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBIÊN BẢN\nHọp kiểm điểm\n{BODY}",
        report("XÃ AN BÌNH", signed=False) + "?" + report("XÃ HÒA NINH", "3/BC-UBND"),
        report("XÃ AN BÌNH", signed=False) + f"?QUY CHẾ\nMột cửa\n(Ban hành kèm theo Quyết định số 7/QĐ-UBND)\n{RULES}",
    ],
    ids=["title-alone", "organ-and-title", "no-date", "motto-and-title", "first-not-ended", "attachment-of-nothing"],
)
def test_doubtful_beginnings(marked: str) -> None:
    check(marked)


def test_pages_of_the_source_count_as_form_feeds() -> None:
    first, second = report("XÃ AN BÌNH", signed=False), report("XÃ HÒA NINH", "3/BC-UBND")
    check(f"{first}¶{second}", (0, len(first)))
    check(f"{first}\f¶{second}")
    check(f"{first}?{second}", (0,))


def test_complete_letterheads_need_no_end_before_them() -> None:
    check(report("XÃ HÒA NINH", signed=False) + f"¶{TWO_COLUMNS}")


def test_cost_is_linear(cpu_seconds) -> None:
    some, many = (report("XÃ AN BÌNH", "{}/BC-UBND") * count for count in (100, 1000))
    assert cpu_seconds(lambda: find_papers(many)) < 16 * cpu_seconds(lambda: find_papers(some))


@pytest.mark.parametrize(
    "line",
    ["Số: " + "." * 50_000, "A, ngày " + " " * 50_000, "(" * 50_000, "|" * 50_000, "UBND " * 10_000, "<" * 50_000],
)
def test_strange_lines_cost_little(cpu_seconds, line: str) -> None:
    assert cpu_seconds(lambda: find_papers(f"{line}\n" * 3)) < 1
