"""Markers in every numeral that keyboards, recognised scans and converters leave; what is none of them."""

from __future__ import annotations

import pytest

from nlp.outline import build_outline
from nlp.text import make_view
from nlp.text.markers import find_marker


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        # Roman numeral signs, each one code point
        ("Ⅰ. KẾT QUẢ", "roman", "Ⅰ."),
        ("Ⅳ. KIẾN NGHỊ", "roman", "Ⅳ."),
        ("Ⅶ/ TỔ CHỨC THỰC HIỆN", "roman", "Ⅶ/"),
        ("Ⅱ.2. Cải cách thể chế", "dec2", "Ⅱ.2."),
        ("Phần Ⅱ: Phương hướng", "part", "Phần Ⅱ:"),
        # letters of other scripts that look like Latin ones
        ("ІІ. HẠN CHẾ", "roman", "ІІ."),
        ("ІХ. KINH PHÍ", "roman", "ІХ."),
        ("Ι. KẾT QUẢ", "roman", "Ι."),
        ("ΙΙΙ) KIẾN NGHỊ", "roman", "ΙΙΙ)"),
        ("А. ĐÁNH GIÁ CHUNG", "upper", "А."),
        ("В/ NHIỆM VỤ", "upper", "В/"),
        # full-width figures and signs
        ("１．Công tác chỉ đạo", "dec1", "１．"),
        ("２．１ Tuyên truyền", "dec2", "２．１"),
        ("３）Kiểm tra", "dec1", "３）"),
        ("Ｉ．KẾT QUẢ", "roman", "Ｉ．"),
        ("（１）Kiểm tra", "paren", "（１）"),
        # other habits
        ("*I. KẾT QUẢ", "roman", "*I."),
        ("*2. Kiểm tra", "dec1", "*2."),
        ("(I) KẾT QUẢ", "roman", "(I)"),
        ("(III). KIẾN NGHỊ", "roman", "(III)."),
        ("I/ KẾT QUẢ", "roman", "I/"),
        ("I/- KẾT QUẢ", "roman", "I/-"),
        ("II.- HẠN CHẾ", "roman", "II.-"),
        ("I) KẾT QUẢ", "roman", "I)"),
        ("1/- Công tác chỉ đạo", "dec1", "1/-"),
        ("2.- Tuyên truyền", "dec1", "2.-"),
        ("3./ Kiểm tra", "dec1", "3./"),
        ("a/- Về nhân sự", "letter", "a/-"),
        # none
        ("Ⅳ là quý cuối năm", "none", ""),
        ("І-ốt là muối trộn", "none", ""),
        ("Москва. Đoàn đã về", "none", ""),
        ("ХII khóa đã họp", "none", ""),
        ("１２０ hồ sơ đã trả", "none", ""),
        ("(Iran) đã cử đoàn", "none", ""),
        ("*Ngày 12 họp dân", "star", "*"),
        ("1/2 số xã đã xong", "none", ""),
        ("30/7/2021 của UBND", "none", ""),
        ("А, thế là xong", "none", ""),
    ],
)
def test_markers_in_other_numerals(text, style, printed):
    marker = find_marker(text)
    assert (marker.style, marker.text) == (style, printed)
    assert text[: marker.length].strip() == printed


@pytest.mark.parametrize("signs", ["I II III", "Ⅰ Ⅱ Ⅲ", "І ІІ ІІІ", "Ι ΙΙ ΙΙΙ", "Ｉ ＩＩ ＩＩＩ"])
def test_other_numerals_make_the_same_outline(signs):
    one, two, three = signs.split()
    text = (
        f"{one}. KẾT QUẢ THỰC HIỆN\n\nXã đã rà soát 12 thủ tục.\n\n{two}. TỒN TẠI, HẠN CHẾ\n\nCòn ba hồ sơ trễ hẹn.\n\n"
        f"{three}. KIẾN NGHỊ\n\nĐề nghị huyện cấp thêm máy quét."
    )
    view = make_view(text)
    sections = build_outline(view).sections
    assert [(section.number, section.title, section.role) for section in sections] == [
        ("I.", "KẾT QUẢ THỰC HIỆN", "results"),
        ("II.", "TỒN TẠI, HẠN CHẾ", "limitations"),
        ("III.", "KIẾN NGHỊ", "proposals"),
    ]
    start = view.text.index("Còn ba")
    assert text[slice(*view.to_source(start, start + 6))] == "Còn ba"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Quý Ⅳ năm nay", "Quý IV năm nay"),
        ("ІV. KIẾN NGHỊ", "IV. KIẾN NGHỊ"),
        ("  １．Kiểm tra", "1.Kiểm tra"),
        ("Ⅷ. Khác", "VIII. Khác"),
        # elsewhere figures and letters of other widths and scripts stay as they are printed
        ("Công văn số １２/UBND", "Công văn số １２/UBND"),
        ("Đoàn Х và И", "Đoàn Х và И"),
        ("Х. Иванов", "Х. Иванов"),
    ],
)
def test_the_view_shows_latin_numerals_and_knows_what_was_printed(text, shown):
    view = make_view(text)
    assert view.text == shown
    assert view.to_source(0, len(shown)) == (len(text) - len(text.lstrip()), len(text))
