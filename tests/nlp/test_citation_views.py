"""Citations in raw text as files bring it, and what holds for any text: spans, no exception, linear cost."""

from __future__ import annotations

import unicodedata
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.citations import extract
from nlp.text import make_view

HEAD = "Trong kỳ báo cáo, đơn vị đã chủ động tham mưu cấp trên và triển khai thực hiện"
TAIL = "với sự tham gia của toàn thể cán bộ; các nhiệm vụ được giao đều bảo đảm tiến độ."


@pytest.mark.parametrize(
    ("cited", "number", "name", "date"),
    [
        ("Kế hoạch số 921/KH-\nUBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-\r\nUBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-\n\nUBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH- \n UBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế\nhoạch số 921/KH-UBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số\n921/KH-UBND ngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-UBND\nngày 28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-UBND ngày\n28/3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-UBND, ngày 28 tháng\n3 năm 2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Kế hoạch số 921/KH-UBND ngày 28/\n3/2023", "921/KH-UBND", "Kế hoạch", "2023-03-28"),
        ("Nghị\u00a0quyết\u00a0số\u00a076/NQ-CP\u00a0ngày\u00a015/7/2021", "76/NQ-CP", "Nghị quyết", "2021-07-15"),
        ("Nghị quyết  số   76/NQ–CP", "76/NQ-CP", "Nghị quyết", None),
        ("**Nghị quyết số 76/NQ-CP**", "76/NQ-CP", "Nghị quyết", None),
        ("Văn bản số 335/SNV-\nCCHC&VTLT ngày 04/3/2022", "335/SNV-CCHC&VTLT", "Văn bản", "2022-03-04"),
        ("Thông báo số 412-TB/\nHU ngày 12/5/2023", "412-TB/HU", "Thông báo", "2023-05-12"),
        ("Luật Phòng, chống\ntham nhũng năm 2018", None, "Luật", None),
        ("luật xử lý\n\nvi phạm hành chính", None, "Luật", None),
        ("Đề án\n06 của Chính phủ", "06", "Đề án", None),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_raw_text(form: str, cited: str, number: str | None, name: str, date: str | None) -> None:
    source = unicodedata.normalize(form, f"{HEAD} {cited} {TAIL}\n")
    view = make_view(source)
    (mention,) = extract(view.text)
    assert (mention.number, mention.type, mention.date) == (number, name, date)
    start, end = view.to_source(mention.start, mention.end)
    shown = source[start:end].strip("*").split()
    assert shown == unicodedata.normalize(form, cited.removesuffix(" của Chính phủ")).strip("*").split()


FRAGMENTS = [
    "Nghị định", "Kế hoạch", "số ", "Số: ", "61", "/2018", "/", "-", "–", "NĐ-CP", "KH", "UBND", "NQ/TW", "& ", " ",
    "\n", "ngày ", "31/02/2023", "tháng 7 năm 2021", "Luật ", "Đất đai", "Đề án ", "06", "của ", "UBND tỉnh", "Hà Tĩnh",
    "…", "TT", "QH15", ",", ";", ".", "Huyện ủy", "Bộ Chính trị", "\u0301", "K", "ſ", "İ",
]  # fmt: skip
PIECE = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4))


@settings(max_examples=400)
@given(st.lists(PIECE, max_size=30).map("".join))
def test_any_text_gives_ordered_true_spans(text: str) -> None:
    low = 0
    for mention in extract(text):
        assert low <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        low = mention.end


@pytest.mark.parametrize("text", ["\u212aết luận 29 của", "Đề án 06\u212a", "ſố 76/NQ-CP", "Ki\u0307nh İ/2018/NĐ-CP"])
def test_letters_that_only_ignoring_case_makes_equal(text: str) -> None:
    assert all(mention.text in text for mention in extract(text))


COSTLY = {
    "digits and slashes": "12/2023/",
    "dashes": "1-2-3-",
    "number words": "số số số ",
    "spaces": "Nghị định" + " " * 120,
    "one line of words": "cải cách hành chính tại cơ sở ",
    "numbers": "Nghị định số 61/2018/NĐ-CP, ",
    "numbers and laws": "Luật Đất đai, Nghị định 61/2018/NĐ-CP, ",
    "numbers without type": "12/UBND-NV; ",
    "laws in no table": "Luật Aa bb cc dd ",
    "dates": "ngày 06/4/2023 có ",
    "capitals": "UBND-",
}
SIZE = 80_000  # code points; the doubled text is longer than any report


@pytest.mark.parametrize("unit", COSTLY.values(), ids=COSTLY.keys())
def test_cost_is_linear(unit: str, cpu_seconds) -> None:
    texts = (unit * (size // len(unit)) for size in (SIZE, 2 * SIZE))
    half, whole = (cpu_seconds(partial(extract, text)) for text in texts)
    assert whole < 2.6 * half + 0.02
