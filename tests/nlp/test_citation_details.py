"""What goes with a mention: title, pinpoint, relation, own; each resolved example with an unresolved twin."""

from __future__ import annotations

import pytest

from nlp.citations import IssuerContext, extract
from nlp.citations.details import TITLE_LIMIT, find_pinpoint, find_relation, find_title, is_own

UNIT = IssuerContext(issuer="UBND huyện Lộc Hà", level="district", province="Hà Tĩnh", district="Lộc Hà")
KH = "Kế hoạch số 5/KH-UBND"
QD = "Quyết định số 7/QĐ-UBND"
ND = "Nghị định số 61/2018/NĐ-CP"


def around(text: str) -> tuple[str, int, int]:
    """Return a text with [the mention in brackets] without the brackets, and where the mention stands."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (" về kiểm tra công vụ", "về kiểm tra công vụ"),
        (" về việc kiểm tra công vụ.", "về việc kiểm tra công vụ"),
        (", về việc kiểm tra công vụ.", "về việc kiểm tra công vụ"),
        (" V/v kiểm tra công vụ;", "V/v kiểm tra công vụ"),
        (" của UBND tỉnh về kiểm tra công vụ", "về kiểm tra công vụ"),
        (" của Bộ Văn hóa, Thể thao và Du lịch quy định chế độ hội họp", "quy định chế độ hội họp"),
        (" của Bộ Nội vụ (có hiệu lực từ 01/3/2022) hướng dẫn xếp hạng", "hướng dẫn xếp hạng"),
        (" (ngày 06/01/2022) về số hóa hồ sơ", "về số hóa hồ sơ"),
        (" ban hành Quy chế làm việc", "ban hành Quy chế làm việc"),
        (" thành lập Tổ công tác", "thành lập Tổ công tác"),
        (" về  số hóa\u00a0hồ sơ", "về số hóa hồ sơ"),
        # its real end
        (" về số hóa hồ sơ; UBND xã họp", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ. Đến nay đã xong", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ: đã xong", "về số hóa hồ sơ"),
        (" về áp dụng ISO 9001:2015 tại xã", "về áp dụng ISO 9001:2015 tại xã"),
        (" về thu 1.204 hồ sơ của TP. Hà Tĩnh, trong đó có đất đai", "về thu 1.204 hồ sơ của TP. Hà Tĩnh"),
        (" về số hóa hồ sơ) và đã họp", "về số hóa hồ sơ"),
        (" về số hóa (đợt 2) hồ sơ) và họp", "về số hóa (đợt 2) hồ sơ"),
        (" về số hóa hồ sơ, UBND huyện đã giao các phòng", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ, các đơn vị đã vào cuộc", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ, trong đó giao Văn phòng", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ, theo đó mỗi xã làm", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ đến nay đạt 80%", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ, cụ thể: giao Văn phòng", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ như sau: giao Văn phòng", "về số hóa hồ sơ"),
        (" về số hóa năm 2023 nhằm rút ngắn thời gian", "về số hóa năm 2023"),
        (" về số hóa hồ sơ và Kế hoạch số 9/KH-UBND về đất đai", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ, số 9/KH-UBND", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ theo Công văn số 9/SNV-CC", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ (Công văn số 9/SNV-CC)", "về số hóa hồ sơ"),
        (" về số hóa hồ sơ và Nghị quyết 18 về bộ máy", "về số hóa hồ sơ"),
        (" về đất đai, nhà ở và khoáng sản, UBND xã đã họp", "về đất đai, nhà ở và khoáng sản"),
        (" quy định chi tiết Luật Nhà ở.", "quy định chi tiết Luật Nhà ở"),
        (" về triển khai Đề án 06 tại xã.", "về triển khai Đề án 06 tại xã"),
        # no title
        ("", None),
        (" của UBND tỉnh", None),
        (", UBND xã đã họp về kiểm tra công vụ", None),
        (" đã quy định về kiểm tra công vụ", None),
        (" của Chính phủ, các xã rà soát và ban hành kế hoạch", None),
        (" của Chính phủ và hướng dẫn các xã", None),
        (" về cơ bản đã xong", None),
        (", về nhà nước", None),
        (" quy định rõ trách nhiệm", None),
        (" quy định: không thu phí", None),
        (" ban hành kèm theo danh mục", None),
        ("\nVề kiểm tra công vụ", None),
        (") về kiểm tra công vụ", None),
        # cut in its middle by a number that it cites
        (" về thực hiện Nghị quyết số 76/NQ-CP", None),
        (" sửa đổi, bổ sung một số điều của Nghị định số 9/2020/NĐ-CP", None),
    ],
)
def test_title(after: str, title: str | None) -> None:
    assert find_title(KH + after, len(KH)) == title


def test_title_is_cut_between_words() -> None:
    title = find_title(KH + " về" + " công vụ" * 200, len(KH))
    assert title is not None
    assert len(title) <= TITLE_LIMIT
    assert title.endswith((" công", " vụ"))


@pytest.mark.parametrize(
    ("before", "pinpoint"),
    [
        ("theo điểm a khoản 2 Điều 5 ", "điểm a khoản 2 Điều 5"),
        ("theo điểm a khoản 2 Điều 5 của ", "điểm a khoản 2 Điều 5"),
        ("điểm đ, khoản 2, Điều 5, ", "điểm đ, khoản 2, Điều 5"),
        ("tại khoản 1, khoản 2 Điều 7 ", "khoản 1, khoản 2 Điều 7"),
        ("tại Điều 14 ", "Điều 14"),
        ("tại các Điều 11, 12, 13 và Điều 14 ", "các Điều 11, 12, 13 và Điều 14"),
        ("theo Điều 6 đến Điều 9 ", "Điều 6 đến Điều 9"),
        ("nêu ở Mục II Phần thứ nhất ", "Mục II Phần thứ nhất"),
        ("theo Chương IV ", "Chương IV"),
        ("theo khoản  2\u00a0Điều 5a ", "khoản 2 Điều 5a"),
        ("theo phụ lục II ban hành kèm theo ", "phụ lục II ban hành kèm theo"),
        ("theo phụ lục kèm theo ", "phụ lục kèm theo"),
        ("", None),
        ("theo ", None),
        ("Điều 14 thực hiện ", None),
        ("Điều 14. ", None),
        ("Điều 14\n", None),
        ("theo Điều 14 Luật Nhà ở và ", None),
        ("đã nộp vào tài khoản 12 ", None),
        ("tại thời điểm 5 ", None),
        ("bị trừ 2 điểm ", None),
        ("quy chế ban hành kèm theo ", None),
        ("tại khoản 2/3 ", None),
    ],
)
def test_pinpoint(before: str, pinpoint: str | None) -> None:
    assert find_pinpoint(before + ND, len(before)) == pinpoint


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        (f"Căn cứ [{ND}] của Chính phủ", "basis"),
        (f"Căn cứ vào tình hình, xã đã họp [{ND}]", None),
        (f"trả kết quả theo [{ND}]", "basis"),
        (f"tổ chức theo dõi [{ND}]", None),
        (f"quy chế ban hành kèm theo [{QD}]", None),
        (f"trên cơ sở [{KH}]", "basis"),
        (f"quy định tại khoản 1, khoản 2 Điều 7 [{ND}]", "basis"),
        (f"theo chỉ đạo của UBND tỉnh tại [{KH}]", "basis"),
        (f"Thực hiện [{KH}]", "carried_out"),
        (f"triển khai nghiêm túc, có hiệu quả [{KH}]", "carried_out"),
        (f"Cụ thể hóa [{KH}]", "carried_out"),
        (f"quán triệt: [{KH}]", "carried_out"),
        (f"thực hiện thủ tục hành chính tại [{KH}]", None),
        (f"Thực hiện cải cách; [{KH}]", None),
        (f"Thực hiện cải cách. [{KH}]", None),
        (f"Thực hiện cải cách, [{KH}]", None),
        (f"UBND xã đã ban hành [{KH}]", "issued"),
        (f"Chủ tịch UBND xã ký [{KH}]", "issued"),
        (f"được phê duyệt tại [{QD}]", "issued"),
        (f"[{KH}] do UBND tỉnh ban hành", "issued"),
        (f"ban hành các văn bản (04 văn bản), cụ thể: [{KH}]", "issued"),
        (f"chưa ban hành [{KH}]", None),
        (f"đã đăng ký [{KH}]", None),
        (f"ký cam kết [{KH}]", None),
        ("theo Luật Ban hành văn bản quy phạm pháp luật và [Nghị định số 34/2016/NĐ-CP]", "basis"),
        (f"sửa đổi, bổ sung một số điều của [{ND}]", "amended"),
        (f"đề nghị sửa đổi, bổ sung một số điều của [{ND}]", None),
        (f"dự án Luật sửa đổi, bổ sung [{ND}]", None),
        (f"Thực hiện [{ND}] ngày 1 của Chính phủ", "carried_out"),
        ("Thực hiện [Nghị định số 9/2021/NĐ-CP] của Chính phủ sửa đổi, bổ sung một số điều của nghị định", "amends"),
        ("Thực hiện [Nghị định số 9/2021/NĐ-CP] và sửa đổi quy chế", "carried_out"),
        (f"thay thế [{QD}]", "replaced"),
        (f"bãi bỏ [{QD}]", "replaced"),
        (f"[{QD}] đã hết hiệu lực", "replaced"),
        (f"[{QD}] có hiệu lực", None),
        (f"kiến nghị bãi bỏ [{QD}]", None),
        ("đã báo cáo kết quả tại [Báo cáo số 4/BC-UBND]", "report"),
        ("đã có [Báo cáo số 4/BC-UBND]", None),
        (f"[{KH}]", None),
        # the nearest word in the clause
        (f"Thực hiện {ND}, UBND xã đã ban hành [{KH}]", "issued"),
        (f"UBND xã đã ban hành Kế hoạch thực hiện [{ND}]", "carried_out"),
        (f"Thực hiện {ND} và [{KH}]", "carried_out"),
        (f"Thực hiện Luật Nhà ở, {ND}, [{KH}]", "carried_out"),
        (f"đã ban hành {KH} về thực hiện {ND}, [{QD}]", None),  # carried out or issued with the plan
        (f"Thực hiện {ND} ([{KH}])", None),
    ],
)
def test_relation(marked: str, relation: str | None) -> None:
    assert find_relation(*around(marked)) == relation


@pytest.mark.parametrize(
    ("relation", "issuer", "context", "own"),
    [
        (None, "UBND huyện Lộc Hà", UNIT, True),
        ("issued", "UBND huyện Lộc Hà", UNIT, True),
        ("issued", "UBND tỉnh Hà Tĩnh", UNIT, False),
        ("issued", None, UNIT, False),
        ("issued", "UBND huyện Lộc Hà", None, False),
        ("issued", None, IssuerContext(), False),
    ],
)
def test_own(relation: str | None, issuer: str | None, context: IssuerContext | None, own: bool) -> None:
    assert is_own(relation, issuer, context) is own


@pytest.mark.parametrize(
    ("subject", "relation", "own"),
    [
        ("UBND huyện Lộc Hà", "issued", True),
        ("UBND huyện Lộc Hà", "basis", False),
        ("UBND tỉnh Hà Tĩnh", "issued", False),
    ],
)
def test_own_by_subject(subject: str, relation: str, own: bool) -> None:
    assert is_own(relation, None, UNIT, subject) is own


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"Căn cứ khoản 2 Điều 3 {ND} của Chính phủ, UBND huyện đã ban hành {KH} về một cửa; {QD} về số hóa.",
            [
                (None, "khoản 2 Điều 3", "basis", False),
                ("về một cửa", None, "issued", True),
                ("về số hóa", None, "issued", True),
            ],
        ),
        (
            f"UBND tỉnh ban hành {KH} về một cửa. {QD} về số hóa",
            [("về một cửa", None, "issued", False), ("về số hóa", None, None, True)],
        ),
        ("UBND huyện đã ban hành Công văn số 12/XYZ-AB", [(None, None, "issued", True)]),
        ("UBND tỉnh đã ban hành Công văn số 12/XYZ-AB", [(None, None, "issued", False)]),
        ("Thực hiện Luật Nhà ở quy định về đất", [(None, None, "carried_out", False)]),
        ("Số: 45/KH-UBND về một cửa", [(None, None, None, True)]),
        (
            f"ban hành {KH} về một cửa; UBND xã đã họp; {QD}",
            [("về một cửa", None, "issued", True), (None, None, None, True)],
        ),
    ],
)
def test_extract(text: str, found: list[tuple[str | None, str | None, str | None, bool]]) -> None:
    assert [(m.title, m.pinpoint, m.relation, m.own) for m in extract(text, UNIT)] == found


def test_a_named_law_keeps_its_name() -> None:
    (law,) = extract("theo Điều 5 Luật PCTN")
    assert (law.name, law.title, law.pinpoint) == ("Luật Phòng chống tham nhũng", None, "Điều 5")
