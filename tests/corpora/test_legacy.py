"""Old encodings: recognised line by line, converted, and Unicode left alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_helpers import Word, blocks, write

from corpora.annotated import authored, render, samples
from corpora.legacy import convert_paragraphs, convert_source
from corpora.readers import read
from corpora.sample_writers.old_encodings import to_tcvn3, to_viqr, to_vni
from nlp.source import Mark, PageSpan, Source

CODERS = {"tcvn3": to_tcvn3, "vni": to_vni, "viqr": to_viqr}
SENTENCE = (
    "Ủy ban nhân dân xã đã giải quyết 1.204 hồ sơ, trong đó đúng hạn 1.198 hồ sơ; vẫn còn chậm ở một số lĩnh vực."
)
TEXTS = [render(report).text for report in samples()]


@pytest.mark.parametrize("encoding", CODERS)
@pytest.mark.parametrize("text", TEXTS, ids=[report.name for report in samples()])
def test_whole_reports_come_back(text: str, encoding: str) -> None:
    assert convert_paragraphs(CODERS[encoding](text)).text == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_is_left_alone(form: str) -> None:
    for report in (*authored(), *samples()):
        text = unicodedata.normalize(form, render(report).text)
        assert convert_paragraphs(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "El señor Muñoz pidió más información sobre la educación de los niños en la región.",
        "Die Behörde prüft größere Anträge früher; die Bürger können sie dafür auch persönlich übergeben.",
        "L'été dernier, la préfecture a reçu près de mille demandes, dont la moitié était incomplète.",
        "Go to the home page, e.g. see me. What to do? We do a so-so demo. It was (a) mo. Add a+ and o^2.",
        "Bản quyền © 2024 Công ty ABC® – «Tin tức» ± 5 × 3 · ½ trang",
        "Có 3 xã và 2 làng: báo cáo công khai, lòng tin tăng; tôi và các anh, cô, chú cùng bàn.",
        "Can cu ke hoach cua xa, can bo da lam viec voi dan. Co ai hoi? Da tra loi.",
    ],
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert convert_paragraphs(f"{text}\n" * 5).text == f"{text}\n" * 5


@pytest.mark.parametrize("encoding", CODERS)
def test_an_old_passage_in_a_new_text(encoding: str) -> None:
    old = "\n\n".join(CODERS[encoding](line) for line in ("Mục lục", SENTENCE, "Bổ sung hồ sơ", SENTENCE))
    text = f"{SENTENCE}\n\n{old}\n\n{SENTENCE}\n"
    converted = convert_paragraphs(text)
    assert converted.text.count(SENTENCE) == 4
    assert "Bổ sung hồ sơ" in converted.text
    (notice,) = converted.notices()
    assert notice.code == "W002"
    assert f"{converted.shares[encoding]:.0%}" in notice.message


def test_a_short_line_goes_with_its_neighbours() -> None:
    heading = to_tcvn3("MỤC LỤC")
    inside = convert_paragraphs("\n".join([to_tcvn3(SENTENCE), heading, to_tcvn3(SENTENCE)]))
    assert inside.text.split("\n")[1] == "MỤC LỤC"
    outside = convert_paragraphs("\n".join([to_tcvn3(SENTENCE), SENTENCE, heading, SENTENCE]))
    assert outside.text.split("\n")[2] == heading


def test_capitals_that_tcvn3_lacks() -> None:
    lines = ["II. HẠN CHẾ, TỒN TẠI", "Ở xã, ủy ban họp. Áp dụng từ quý I.", "Số: 12/BC-UBND", "- Ủy ban nhân dân"]
    assert convert_paragraphs(to_tcvn3("\n".join([SENTENCE, *lines]))).text.split("\n")[1:] == lines


def test_viqr_without_escapes_keeps_its_stops() -> None:
    text = "Xa~ dda~ ho.p ba`n ke^' hoa.ch cu?a ta. Ca'c thu? tu.c dda~ co^ng khai cho da^n."
    assert convert_paragraphs(text).text == "Xã đã họp bàn kế hoạch của ta. Các thủ tục đã công khai cho dân."


def test_pages_and_marks_move_along() -> None:
    parts = ["I. KẾT QUẢ", SENTENCE, SENTENCE]
    coded = [to_vni(part) for part in parts]
    text = f"{coded[0]}\n\n{coded[1]}\n\f{coded[2]}\n"
    cut = text.index("\f")
    source = Source(
        "a.txt",
        text,
        pages=(PageSpan(1, 0, cut), PageSpan(2, cut, len(text))),
        marks=(Mark("heading", 0, len(coded[0]), 1),),
    )
    moved = convert_source(source)
    assert [moved.text[page.start : page.end] for page in moved.pages] == [
        f"{parts[0]}\n\n{SENTENCE}\n",
        f"\f{SENTENCE}\n",
    ]
    assert [moved.text[mark.start : mark.end] for mark in moved.marks] == [parts[0]]
    assert convert_source(moved) is moved


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("bytes_as", ["cp1252", "utf-8"])
def test_text_files(tmp_path: Path, encoding: str, bytes_as: str) -> None:
    path = write(tmp_path, "a.txt", CODERS[encoding](TEXTS[0]).encode(bytes_as))
    source = read(path)
    assert source.text == TEXTS[0]
    assert [notice.code for notice in source.warnings] == (["W001"] if bytes_as == "cp1252" else []) + ["W002"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_web_pages(tmp_path: Path, encoding: str) -> None:
    body = f"<html><body><h2>{CODERS[encoding]('I. KẾT QUẢ')}</h2><p>{CODERS[encoding](SENTENCE)}</p></body></html>"
    source = read(write(tmp_path, "a.html", body))
    assert blocks(source) == ["I. KẾT QUẢ", SENTENCE]
    assert [source.text[mark.start : mark.end] for mark in source.marks] == ["I. KẾT QUẢ"]


PIECES = [
    "Õ",
    "¸",
    "\xad",
    "aù",
    "ñ",
    "a^",
    "o+.",
    "dd",
    "\\.",
    "ß",
    "ﬁ",
    "ế",
    "a",
    "X",
    " ",
    "\n",
    "\f",
    "\x85",
    "\xa0",
    "1.",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@settings(max_examples=300)
def test_any_text_keeps_its_lines_and_offsets(text: str) -> None:
    noisy = f"{to_tcvn3(SENTENCE)}\n{text}\n{to_vni(SENTENCE)}"
    converted = convert_paragraphs(noisy)
    assert (converted.move(0), converted.move(len(noisy))) == (0, len(converted.text))
    assert [converted.text.count(sign) for sign in "\n\f"] == [noisy.count(sign) for sign in "\n\f"]
    places = [converted.move(place) for place in range(len(noisy) + 1)]
    assert places == sorted(places)
    assert converted.text.startswith(SENTENCE) and converted.text.endswith(SENTENCE)


def test_fonts_of_word_decide(tmp_path: Path) -> None:
    word = Word()
    paragraph = word.file.add_paragraph()
    for text, font in [
        (to_tcvn3("báo cáo kết quả"), ".VnTimeH"),
        (to_tcvn3(" của "), ".VnTime"),
        (to_tcvn3("ứng viên"), ".VnTime"),
        (" – Tổng số ®", "Times New Roman"),
        (to_vni(" việc hay")[:4], "VNI-Times"),
        (to_vni(" việc hay")[4:], "VNI-Times"),
        (" đã gõ Unicode", ".VnTime"),
    ]:
        paragraph.add_run(text).font.name = font
    source = read(word.save(tmp_path / "a.docx"))
    assert source.text == "BÁO CÁO KẾT QUẢ của ứng viên – Tổng số ® việc hay đã gõ Unicode\n"
    assert [notice.code for notice in source.warnings] == ["W002"]


def test_fonts_of_styles_decide(tmp_path: Path) -> None:
    word = Word()
    word.file.styles["Normal"].font.name = ".VnTime"
    word.file.add_paragraph(to_tcvn3("Mục lục"))
    assert read(word.save(tmp_path / "a.docx")).text == "Mục lục\n"


def test_text_that_is_unicode_in_an_old_font(tmp_path: Path) -> None:
    word = Word()
    word.file.styles["Normal"].font.name = ".VnTime"
    for text in ("xã có 3 làng", SENTENCE):
        word.file.add_paragraph(text)
    source = read(word.save(tmp_path / "a.docx"))
    assert (blocks(source), source.warnings) == (["xã có 3 làng", SENTENCE], ())


def test_fonts_of_web_pages_decide(tmp_path: Path) -> None:
    old = [to_tcvn3(text) for text in ("báo cáo", "mục lục", " của Sở")]
    page = (
        f"<html><body><p><font face='.VnTimeH, serif'>{old[0]}</font></p>"
        f"<p style='font-family:\".VnTime\"'><b>{old[1]}</b>{old[2]} <font face='Arial'>®</font></p></body></html>"
    )
    source = read(write(tmp_path, "a.html", page))
    assert blocks(source) == ["BÁO CÁO", "mục lục của Sở ®"]
    assert [notice.code for notice in source.warnings] == ["W002"]
