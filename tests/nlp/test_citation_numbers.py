"""Document numbers: every printed spelling beside its one canonical shape, and what is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.citations import extract, normalise

DASHES = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "\x02"]
SPACES = ["", " ", "\u00a0", "\n"]
# (N, year, code, organ): one of each family that numbers documents with a code.
PARTS = [
    ("76", "", "NQ", "CP"),
    ("30c", "", "NQ", "CP"),
    ("36", "", "KH", "UBND"),
    ("280", "", "CĐ", "TTg"),
    ("03", "", "VBHN", "VPQH"),
    ("61", "2018", "NĐ", "CP"),
    ("66.13", "2026", "NQ", "CP"),
    ("08", "2023", "QĐ", "UBND"),
    ("02", "2023", "TT", "BVHTTDL"),
    ("34", "2007", "PL", "UBTVQH11"),
]


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("76/NQ-CP", "76/NQ-CP"),
        ("51/KH- UBND", "51/KH-UBND"),
        ("51/KH -UBND", "51/KH-UBND"),
        ("51 /KH-UBND", "51/KH-UBND"),
        ("51/ KH-UBND", "51/KH-UBND"),
        ("51 / KH - UBND", "51/KH-UBND"),
        ("51/KH-\u00a0UBND", "51/KH-UBND"),
        ("921/KH-\nUBND", "921/KH-UBND"),
        ("921/KH-\r\nUBND", "921/KH-UBND"),
        ("  921/KH-UBND ", "921/KH-UBND"),
        ("36/KH–UBND", "36/KH-UBND"),
        ("36/KH—UBND", "36/KH-UBND"),
        ("36/KH‑UBND", "36/KH-UBND"),
        ("36/KH−UBND", "36/KH-UBND"),
        ("36/KH―UBND", "36/KH-UBND"),
        ("36/KH\x02UBND", "36/KH-UBND"),
        ("194/KHUBND", "194/KH-UBND"),
        ("45/QĐUBND", "45/QĐ-UBND"),
        ("12/NQHĐND", "12/NQ-HĐND"),
        ("61 / 2018 / NĐ - CP", "61/2018/NĐ-CP"),
        ("01/2018/TTLT-BNV-BTC", "01/2018/TTLT-BNV-BTC"),
        ("01/2018/TTLT – BNV – BTC", "01/2018/TTLT-BNV-BTC"),
        ("335/SNV-CCHC & VTLT", "335/SNV-CCHC&VTLT"),
        ("335/SNV - CCHC&VTLT", "335/SNV-CCHC&VTLT"),
        ("846/SNV-XDCQ&TCBC", "846/SNV-XDCQ&TCBC"),
        ("4100/UBND-NC3", "4100/UBND-NC3"),
        ("1753/BTP-KTrVB", "1753/BTP-KTrVB"),
        ("99/2023/QH15", "99/2023/QH15"),
        ("1211/2016/UBTVQH13", "1211/2016/UBTVQH13"),
        ("595/NQ–UBTVQH15", "595/NQ-UBTVQH15"),
        ("12/2022/L-CTN", "12/2022/L-CTN"),
        # Party numbers take one shape whatever the joints
        ("29-KL/TU", "29-KL/TU"),
        ("29/KL/TU", "29-KL/TU"),
        ("29/KL-TU", "29-KL/TU"),
        ("412-TB-HU", "412-TB/HU"),
        ("412 - TB - HU", "412-TB/HU"),
        ("88/CTr-HU", "88-CTr/HU"),
        ("18–NQ/ TW", "18-NQ/TW"),
        # letters stay as printed, odd numbers too
        ("68/NĐ-CP", "68/NĐ-CP"),
        ("30C/NQ-CP", "30C/NQ-CP"),
        ("1087/QD-UBND", "1087/QD-UBND"),
        ("1087/QĐ-ĐA", "1087/QĐ-ĐA"),
        # what is no document number comes back without outer spaces
        ("25/27", "25/27"),
        (" 10/10 ", "10/10"),
        ("……/BC-UBND", "……/BC-UBND"),
        ("ISO 9001:2015", "ISO 9001:2015"),
        ("", ""),
    ],
)
def test_normalise(printed: str, canonical: str) -> None:
    assert normalise(printed) == canonical


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("NQ", "Nghị quyết"),
        ("QĐ", "Quyết định"),
        ("CT", "Chỉ thị"),
        ("QC", "Quy chế"),
        ("QyĐ", "Quy định"),
        ("TC", "Thông cáo"),
        ("TB", "Thông báo"),
        ("HD", "Hướng dẫn"),
        ("CTr", "Chương trình"),
        ("KH", "Kế hoạch"),
        ("PA", "Phương án"),
        ("ĐA", "Đề án"),
        ("DA", "Dự án"),
        ("BC", "Báo cáo"),
        ("BB", "Biên bản"),
        ("TTr", "Tờ trình"),
        ("HĐ", "Hợp đồng"),
        ("CĐ", "Công điện"),
        ("BGN", "Bản ghi nhớ"),
        ("BTT", "Bản thỏa thuận"),
        ("GUQ", "Giấy ủy quyền"),
        ("GM", "Giấy mời"),
        ("GGT", "Giấy giới thiệu"),
        ("GNP", "Giấy nghỉ phép"),
        ("PG", "Phiếu gửi"),
        ("PC", "Phiếu chuyển"),
        ("PB", "Phiếu báo"),
        ("GP", None),  # a code that Decree 30/2020/NĐ-CP does not list tells no type
    ],
)
def test_type_of_an_administrative_code(code: str, name: str | None) -> None:
    (mention,) = extract(f"đã gửi phòng Nội vụ (số 12/{code}-UBND)")
    assert (mention.number, mention.type, mention.form) == (f"12/{code}-UBND", name, "number_only")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("12-NQ/TU", "Nghị quyết"),
        ("12-CT/TU", "Chỉ thị"),
        ("12-KL/TU", "Kết luận"),
        ("12-QĐ/TU", "Quyết định"),
        ("12-QyĐ/TU", "Quy định"),
        ("12-TT/TU", "Thông tri"),  # the State's TT is a Thông tư
        ("12-HD/TU", "Hướng dẫn"),
        ("12-TB/TU", "Thông báo"),
        ("12-BC/TU", "Báo cáo"),
        ("12-CTr/TU", "Chương trình"),
        ("12-KH/TU", "Kế hoạch"),
        ("12/2023/TT-BNV", "Thông tư"),
        ("12/2023/NĐ-CP", "Nghị định"),
        ("12/2018/TTLT-BNV-BTC", "Thông tư liên tịch"),
        ("12/2007/PL-UBTVQH11", "Pháp lệnh"),
        ("12/2022/L-CTN", "Lệnh"),
        ("12/VBHN-VPQH", "Văn bản hợp nhất"),
        ("335/SNV-CCHC&VTLT", "Công văn"),
        ("4100/UBND-NC3", "Công văn"),
        ("99/2023/QH15", None),  # a law or a resolution: the number alone does not tell
        ("1211/2016/UBTVQH13", None),
    ],
)
def test_type_of_a_number_without_type_word(number: str, name: str | None) -> None:
    (mention,) = extract(f"đã phổ biến (số {number})")
    assert (mention.text, mention.number, mention.type) == (f"số {number}", number, name)


def _spellings(part: tuple[str, str, str, str]) -> st.SearchStrategy[str]:
    """Spellings of one number that differ only in the spaces and the dash at its joints."""
    n, year, code, organ = part
    space, dash = st.sampled_from(SPACES), st.sampled_from(DASHES)
    slash = st.builds(lambda a, b: f"{a}/{b}", space, space)
    joint = st.builds(lambda a, sign, b: f"{a}{sign}{b}", space, dash, space)
    if year:
        return st.builds(lambda s1, s2, j: f"{n}{s1}{year}{s2}{code}{j}{organ}", slash, slash, joint)
    return st.builds(lambda s1, j: f"{n}{s1}{code}{j}{organ}", slash, joint)


@settings(max_examples=300)
@given(st.data())
def test_spaces_and_dashes_do_not_change_a_number(data: st.DataObject) -> None:
    n, year, code, organ = part = data.draw(st.sampled_from(PARTS))
    spelling = data.draw(_spellings(part))
    canonical = "/".join(filter(None, (n, year, f"{code}-{organ}")))
    assert normalise(spelling) == canonical


@settings(max_examples=300)
@given(st.text(alphabet="0123456789/-– .&NĐQKHUBDCPTWSVc\n", max_size=24))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
