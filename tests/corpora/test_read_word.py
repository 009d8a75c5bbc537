"""Word: numbering, tables, footnotes, changes, damage."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reader_helpers import Word, blocks, marked, refused, repack, simple_word, write

from corpora.readers import read

NUMBERED = [
    (0, "I. CÔNG TÁC CHỈ ĐẠO"),
    (1, "1. Ban hành văn bản"),
    (2, "1.1. Kế hoạch"),
    (2, "1.2. Công văn"),
    (3, "a) Cấp huyện"),
    (3, "b) Cấp xã"),
    (4, "- Tuyên truyền"),
    (5, "+ Qua loa truyền thanh"),
    (4, "- Kiểm tra"),
    (1, "2. Kiểm tra"),
    (2, "2.1. Kế hoạch kiểm tra"),
    (0, "II. KẾT QUẢ"),
    (1, "1. Cải cách thể chế"),
    (3, "a) Rà soát"),
]


@pytest.mark.parametrize("in_style", [True, False])
def test_word_numbers_are_printed(tmp_path: Path, in_style: bool) -> None:
    word = Word(in_style=in_style)
    for level, line in NUMBERED:
        word.item(line.split(" ", 1)[1], level)
    assert blocks(read(word.save(tmp_path / "a.docx"))) == [line for _, line in NUMBERED]


@pytest.mark.parametrize("behind", ["", '<w:lvlOverride w:ilvl="0"/>'], ids=["Word", "LibreOffice"])
def test_word_lists_go_on_and_restart(tmp_path: Path, behind: str) -> None:
    word = Word()
    word.num(91)
    word.num(92, f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>{behind}')
    for text, number in [("Một", 90), ("Hai", 91), ("Lại một", 92), ("Lại hai", 92), ("Lại ba", 91), ("Trần", 0)]:
        word.item(text, 0, number)
    assert blocks(read(word.save(tmp_path / "a.docx"))) == [
        "I. Một", "II. Hai", "I. Lại một", "II. Lại hai", "III. Lại ba", "Trần",
    ]  # fmt: skip


def test_word_headings_and_line_breaks(tmp_path: Path) -> None:
    word = Word()
    word.file.add_heading("I. PHẦN", 1)
    word.file.add_heading("1.  Mục\tcon", 2)
    word.file.add_paragraph("Dòng một\nDòng hai")
    word.file.sections[0].header.paragraphs[0].text = "Đầu trang"
    source = read(word.save(tmp_path / "a.docx"))
    assert source.text == "I. PHẦN\n\n1. Mục con\n\nDòng một\nDòng hai\n"
    assert marked(source, "heading") == [(1, "I. PHẦN"), (2, "1. Mục con")]


def test_word_tables(tmp_path: Path) -> None:
    word = Word()
    head = word.file.add_table(1, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN A"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    data = word.file.add_table(3, 3)
    for row, texts in zip(data.rows, [("TT", "Đơn vị", "Kết\nquả"), ("1", "Xã A", ""), ("2", "", "90%")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    data.cell(1, 1).merge(data.cell(2, 1))
    source = read(word.save(tmp_path / "a.docx"))
    table = "TT\tĐơn vị\tKết quả\n1\tXã A\t\n2\t\t90%"
    assert blocks(source) == ["ỦY BAN NHÂN DÂN\nHUYỆN A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", table]
    assert marked(source, "table") == [(0, table)]


def test_word_footnotes(tmp_path: Path) -> None:
    word = Word()
    word.xml(
        '<w:r><w:t xml:space="preserve">Thực hiện Kế hoạch </w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
        '<w:r><w:t xml:space="preserve"> và Quyết định</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r>'
        "<w:r><w:t>.</w:t></w:r>"
    )
    word.file.add_paragraph("Đoạn sau.")
    source = read(word.save(tmp_path / "a.docx", {3: "Quyết định năm ngoái.", 7: "Kế hoạch của huyện."}))
    assert blocks(source) == [
        "Thực hiện Kế hoạch1 và Quyết định2.",
        "1 Kế hoạch của huyện.",
        "2 Quyết định năm ngoái.",
        "Đoạn sau.",
    ]
    assert len(marked(source, "footnote")) == 2


def test_word_tracked_changes_text_boxes_and_hidden_text(tmp_path: Path) -> None:
    word = Word()
    word.xml(
        "<w:r><w:t>Đã </w:t></w:r><w:del w:id='1'><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r>"
    )
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    word.xml(
        "<w:r><w:t>Neo</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    word.xml("<w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>Hai </w:t></w:r>")
    word.xml("<w:r><w:t>nửa</w:t></w:r>")
    assert blocks(read(word.save(tmp_path / "a.docx"))) == ["Đã thêm", "Neo", "Trong khung", "Hai nửa"]


def test_word_expands_no_entities(tmp_path: Path) -> None:
    secret = write(tmp_path, "bi-mat.txt", "BIMAT")
    entity = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()

    def poison(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        start = data.index(b"<w:document")
        return data[:start] + entity + data[start:].replace(b"</w:t>", b"&x;</w:t>", 1)

    assert "BIMAT" not in read(repack(simple_word(tmp_path / "a.docx"), poison)).text


def test_word_damage(tmp_path: Path) -> None:
    whole = simple_word(tmp_path / "a.docx").read_bytes()
    refused(write(tmp_path, "b.docx", whole[: len(whole) // 2]), "E004")
    lost = repack(write(tmp_path, "c.docx", whole), lambda n, d: None if n == "word/document.xml" else d)
    refused(lost, "E004")
    cut = repack(write(tmp_path, "d.docx", whole), lambda n, d: d[:400] if n == "word/document.xml" else d)
    refused(cut, "E004")
    spoilt = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    spoilt[start : start + 30] = bytes(30)
    refused(write(tmp_path, "e.docx", bytes(spoilt)), "E004")


def test_word_bombs(tmp_path: Path) -> None:
    path = simple_word(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", bytes(40_000_000))
    refused(path, "E006")


def test_word_without_text(tmp_path: Path) -> None:
    refused(Word().save(tmp_path / "a.docx"), "E001")
