"""Readers: what each format yields, and how each refuses."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpora.readers import find_reports, read, read_bytes
from nlp.errors import ReadError
from nlp.source import Source

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
TONES = (0x300, 0x301, 0x303, 0x309, 0x323)
SENTENCE = (
    "Ủy ban nhân dân xã Đồng Tâm đã rà soát, công khai và cập nhật thủ tục hành chính của các lĩnh vực được giao."
)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def marked(source: Source, kind: str) -> list[tuple[int, str]]:
    return [(m.level, source.text[m.start : m.end]) for m in source.marks if m.kind == kind]


def windows_1258(text: str) -> str:
    """Write the tones as marks of their own where the code page has no letter with the tone."""
    shown = []
    for char in text:
        whole = unicodedata.normalize("NFD", char)
        fits = char.encode("cp1258", "ignore")
        shown.append(
            char if fits else unicodedata.normalize("NFC", whole.translate(dict.fromkeys(TONES))) + tone(whole)
        )
    return "".join(shown)


def tone(decomposed: str) -> str:
    return next(char for char in decomposed if ord(char) in TONES)


def blocks(source: Source) -> list[str]:
    return source.text.strip().split("\n\n")


def refused(path: Path, code: str, **options: Any) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path, **options)
    assert caught.value.code == code
    assert caught.value.value == path
    assert caught.value.message("vi")
    return caught.value


# --- plain text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["\ufeffBÁO CÁO\r\nKết quả\rquý I\n", "I. Cải cách thể chế\n\n\n- Đã ban hành  \n"])
def test_text_is_the_file_itself(tmp_path: Path, body: str) -> None:
    path = write(tmp_path, "bao-cao.txt", body)
    source = read(path)
    with path.open(encoding="utf-8", newline="") as file:
        assert source.text == file.read() == body
    assert (source.name, source.media_type, source.warnings) == ("bao-cao.txt", "text/plain", ())
    assert len(source.sha256) == 64
    assert source.pages == ()


def test_decomposed_letters_keep_their_offsets(tmp_path: Path) -> None:
    body = "Ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh"
    assert read(write(tmp_path, "nfd.txt", body)).text == body


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    source = read(write(tmp_path, "a.txt", "Trang một\n\fTrang hai\n\fTrang ba\n\f\n"))
    assert [source.text[p.start : p.end] for p in source.pages] == ["Trang một\n\f", "Trang hai\n\f", "Trang ba\n\f\n"]
    assert source.page_at(source.text.index("hai")) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be-bom", "cp1258"])
def test_other_encodings_are_decoded_with_a_notice(tmp_path: Path, encoding: str) -> None:
    body = "Báo cáo công tác cải cách hành chính, các đơn vị đã làm tốt; huyện đã chỉ đạo. " * 5
    if encoding == "utf-16-be-bom":
        data = b"\xfe\xff" + body.encode("utf-16-be")
    elif encoding == "cp1258":
        body = windows_1258(body)
        data = body.encode("cp1258")
    else:
        data = body.encode(encoding)
    source = read(write(tmp_path, "a.txt", data))
    assert source.text == body
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_one_broken_byte_does_not_change_the_encoding(tmp_path: Path) -> None:
    data = (SENTENCE * 3).encode() + b"\xe1\xbb"
    source = read(write(tmp_path, "cut.txt", data))
    assert source.text.startswith(SENTENCE)
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_markdown_is_only_sniffed(tmp_path: Path) -> None:
    body = "## I. KẾT QUẢ\n\nĐã thực hiện<sup>1</sup>.\n"
    source = read(write(tmp_path, "a.md", body))
    assert (source.text, source.media_type, source.marks) == (body, "text/markdown", ())
    assert read(write(tmp_path, "a.txt", body)).media_type == "text/plain"
    assert read_bytes(b"# A\n\n## B\n", "-").media_type == "text/markdown"


# --- HTML -------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trang tin</title><style>p{}</style></head><body>
<nav>Trang chủ | Tin tức</nav>
<table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ ĐỒNG TÂM</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do</td></tr></table>
<h1>BÁO CÁO</h1><h2>I. KẾT QUẢ</h2>
<p>Xã đã ban hành
   <b>kế hoạch</b>&nbsp;năm <sup><a href="#n1">1</a></sup>, tính trên km<sup>2</sup>.<br>Dòng hai.</p>
<ol start="2"><li>Rà soát<ul><li>Cấp xã<ul><li>Thôn</li></ul></li><li>- Tự ghi</li></ul></li>
<li><p>Công khai</p><p>Thêm</p></li></ol>
<ol type="a"><li>Một</li><li value="4">Bốn</li></ol><ol type="I"><li>La Mã</li></ol>
<table border="1"><caption>Biểu 1</caption><tr><th>TT</th><th>Chỉ tiêu</th></tr>
<tr><td>1</td><td><p>Hồ sơ</p><p>đúng hạn</p></td></tr></table>
<p hidden>Ẩn</p><script>alert(1)</script>Chữ ngoài thẻ<div>Khối</div>
<p><sup>1</sup>Kế hoạch số 5/KH-UBND.</p>
<footer>Bản quyền</footer></body></html>"""


def test_html_blocks_become_lines(tmp_path: Path) -> None:
    source = read(write(tmp_path, "a.html", PAGE))
    assert source.media_type == "text/html"
    assert blocks(source) == [
        "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TÂM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do",
        "BÁO CÁO",
        "I. KẾT QUẢ",
        "Xã đã ban hành kế hoạch năm1, tính trên km2.\nDòng hai.",
        "2. Rà soát",
        "- Cấp xã",
        "+ Thôn",
        "- Tự ghi",
        "3. Công khai",
        "Thêm",
        "a) Một",
        "d) Bốn",
        "I. La Mã",
        "Biểu 1",
        "TT\tChỉ tiêu\n1\tHồ sơ đúng hạn",
        "Chữ ngoài thẻ",
        "Khối",
        "1 Kế hoạch số 5/KH-UBND.",
    ]
    assert marked(source, "heading") == [(1, "BÁO CÁO"), (2, "I. KẾT QUẢ")]
    assert marked(source, "table") == [(0, "TT\tChỉ tiêu\n1\tHồ sơ đúng hạn")]
    assert marked(source, "footnote") == [(0, "1 Kế hoạch số 5/KH-UBND.")]


def test_html_layout_table_without_border_becomes_lines(tmp_path: Path) -> None:
    page = f"<html><body><table><tr><td>Mở đầu</td><td>{SENTENCE}</td></tr></table></body></html>"
    source = read(write(tmp_path, "a.html", page))
    assert blocks(source) == ["Mở đầu", SENTENCE]
    assert source.marks == ()


def test_html_footnotes_of_word(tmp_path: Path) -> None:
    page = (
        "<html><body><p>Thực hiện Kế hoạch<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> của xã.</p>"
        "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Kế hoạch năm.</p></body></html>"
    )
    source = read(write(tmp_path, "a.htm", page))
    assert blocks(source) == ["Thực hiện Kế hoạch1 của xã.", "1 Kế hoạch năm."]


def test_html_charset_of_meta(tmp_path: Path) -> None:
    body = windows_1258("Tập thể lãnh đạo đều ký")
    page = f'<html><head><meta charset="windows-1258"></head><body><p>{body}</p></body></html>'
    source = read(write(tmp_path, "a.html", page.encode("cp1258")))
    assert source.text == body + "\n"
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_html_reads_no_other_file(tmp_path: Path) -> None:
    secret = write(tmp_path, "bi-mat.txt", "BÍ MẬT")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Chữ &x;</p></body></html>'
    assert "BÍ MẬT" not in read(write(tmp_path, "a.html", page)).text


@pytest.mark.parametrize("depth", [1500, 5000])
def test_html_is_read_whole_or_refused(tmp_path: Path, depth: int) -> None:
    page = "<html><body>" + "<div>" * depth + "Sâu" + "</div>" * depth + "<p>Nông</p></body></html>"
    path = write(tmp_path, "a.html", page)
    if depth > 2048:
        refused(path, "E004")
    else:
        assert blocks(read(path)) == ["Sâu", "Nông"]


# --- Word -------------------------------------------------------------------------------------------------------

LEVELS = [
    ("upperRoman", "%1.", ""),
    ("decimal", "%2.", "<w:isLgl/>"),
    ("decimal", "%2.%3.", "<w:isLgl/>"),
    ("lowerLetter", "%4)", ""),
    ("bullet", "-", ""),
    ("bullet", "+", ""),
]


class Word:
    """A Word file in the making: python-docx and the XML it has no words for."""

    def __init__(self, *, in_style: bool = False) -> None:
        self.file = docx.Document()
        self.in_style = in_style
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{legal}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text, legal) in enumerate(LEVELS)
        )
        numbering = self.file.part.numbering_part.element
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
        self.num(90)
        if in_style:
            for level in range(len(LEVELS)):
                style = self.file.styles.add_style(f"Muc {level}", 1)
                style.element.get_or_add_pPr().append(self._num_pr(90, level))

    def num(self, number: int, override: str = "") -> None:
        self.file.part.numbering_part.element.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>{override}</w:num>')
        )

    def item(self, text: str, level: int, number: int = 90) -> Any:
        paragraph = self.file.add_paragraph(text)
        if self.in_style and number == 90:
            paragraph.style = self.file.styles[f"Muc {level}"]
        else:
            paragraph._p.get_or_add_pPr().append(self._num_pr(number, level))
        return paragraph

    def xml(self, inner: str) -> None:
        names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        body = self.file.element.body
        body.insert(len(body) - 1, parse_xml(f"<w:p {names}>{inner}</w:p>"))

    def save(self, path: Path, footnotes: dict[int, str] | None = None) -> Path:
        self.file.save(path)
        if footnotes:
            notes = "".join(
                f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {t}</w:t></w:r></w:p></w:footnote>'
                for n, t in footnotes.items()
            )
            with zipfile.ZipFile(path, "a") as archive:
                archive.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>")
        return path

    def _num_pr(self, number: int, level: int) -> Any:
        return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


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


def test_word_lists_go_on_and_restart(tmp_path: Path) -> None:
    word = Word()
    word.num(91)
    word.num(92, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
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


def repack(path: Path, replace: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            changed = replace(name, data)
            if changed is not None:
                archive.writestr(name, changed)
    return path


def simple_word(path: Path) -> Path:
    word = Word()
    word.file.add_paragraph(SENTENCE)
    return word.save(path)


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


# --- PDF --------------------------------------------------------------------------------------------------------

needs_font = pytest.mark.skipif(not FONT.exists(), reason="no font with Vietnamese letters")


@pytest.fixture(scope="module", autouse=True)
def _vietnamese_font() -> None:
    if FONT.exists():
        pdfmetrics.registerFont(TTFont("Viet", str(FONT)))


def wrap(canvas: Canvas, text: str, width: float, indent: float) -> list[tuple[float, str]]:
    lines: list[tuple[float, str]] = []
    words, line, left = text.split(), "", indent
    for word in words:
        if line and left + canvas.stringWidth(f"{line} {word}", "Viet", 13) > width:
            lines.append((left, line))
            line, left = word, 0.0
        else:
            line = f"{line} {word}".strip()
    return [*lines, (left, line)]


def make_pdf(path: Path, pages: list[list[str]], *, gap: float = 0.0, indent: float = 28.0) -> Path:
    """Set paragraphs 450 points wide, 13 points on 18; a page number at the foot."""
    canvas = Canvas(str(path))
    for number, page in enumerate(pages, 1):
        canvas.setFont("Viet", 13)
        y = 780.0
        for paragraph in page:
            for left, line in wrap(canvas, paragraph, 450, indent):
                canvas.drawString(72 + left, y, line)
                y -= 18
            y -= gap
        canvas.drawString(300, 40, str(number))
        canvas.showPage()
    canvas.save()
    return path


PARAGRAPHS = [
    "I. KẾT QUẢ THỰC HIỆN",
    "1. Cải cách thể chế",
    f"{SENTENCE} Trong kỳ, bộ phận một cửa tiếp nhận 1.204 hồ sơ, trong đó giải quyết trước và đúng hạn 1.198 hồ sơ.",
    f"- Về kiểm tra văn bản: {SENTENCE}",
    f"- Về tuyên truyền: {SENTENCE} Hình thức phong phú hơn năm trước, người dân biết và sử dụng nhiều hơn.",
    "2. Cải cách thủ tục hành chính",
    SENTENCE,
]


@needs_font
@pytest.mark.parametrize(("gap", "indent"), [(0.0, 28.0), (6.0, 28.0), (8.0, 0.0)])
def test_pdf_paragraphs_are_parted_by_blank_lines(tmp_path: Path, gap: float, indent: float) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS], gap=gap, indent=indent))
    assert source.media_type == "application/pdf"
    assert [block.replace("\n", " ") for block in blocks(source)] == [*PARAGRAPHS, "1"]


@needs_font
def test_pdf_pages(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS[:3], PARAGRAPHS[3:]]))
    assert [page.number for page in source.pages] == [1, 2]
    assert source.pages[0].end == source.pages[1].start == source.text.index("\f")
    assert source.page_at(source.text.index("tuyên truyền")) == 2


@needs_font
def test_pdf_hyphen_at_a_lines_end(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("Viet", 13)
    for n, line in enumerate(["Căn cứ Kế hoạch số 12/KH-", "UBND ngày 03/02 của huyện về cải cách"]):
        canvas.drawString(72, 700 - 18 * n, line)
    canvas.save()
    assert "12/KH-\nUBND" in read(tmp_path / "a.pdf").text


@needs_font
def test_pdf_letters_from_another_font_come_back_to_their_places(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for n, (_, line) in enumerate(wrap(canvas, " ".join([SENTENCE] * 3), 450, 0)):
        y = 780 - 18 * n
        for late in (False, True):  # plain letters first, accented ones afterwards
            canvas.setFont("Viet", 13)
            for i, char in enumerate(line):
                if (char.isascii() is not late) and not (late and char == " "):
                    canvas.drawString(72 + canvas.stringWidth(line[:i], "Viet", 13), y, char)
    canvas.save()
    assert read(tmp_path / "a.pdf").text.split() == " ".join([SENTENCE] * 3).split()


@needs_font
def test_pdf_turned_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(842, 842))
    canvas.setPageRotation(90)
    canvas.translate(842, 0)
    canvas.rotate(90)
    canvas.setFont("Viet", 13)
    for n, (left, line) in enumerate(wrap(canvas, SENTENCE + " " + SENTENCE, 450, 28)):
        canvas.drawString(72 + left, 700 - 18 * n, line)
    canvas.save()
    assert [b.replace("\n", " ") for b in blocks(read(tmp_path / "a.pdf"))] == [f"{SENTENCE} {SENTENCE}"]


@needs_font
def test_pdf_page_without_text(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS, [], PARAGRAPHS]))
    assert [notice.code for notice in source.warnings] == ["W003"]
    assert "2" in source.warnings[0].message


@needs_font
def test_pdf_without_its_end_is_read_with_a_notice(tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes()
    source = read(write(tmp_path, "b.pdf", whole[:-20]))
    assert "Đồng Tâm" in source.text
    assert [notice.code for notice in source.warnings] == ["W004"]


@needs_font
def test_pdf_refusals(tmp_path: Path) -> None:
    refused(make_pdf(tmp_path / "scan.pdf", [[], [], []]), "E005")
    whole = make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes()
    refused(write(tmp_path, "cut.pdf", whole[:600]), "E004")
    refused(write(tmp_path, "junk.pdf", b"%PDF-1.7\n" + b"abc" * 100), "E004")
    locked = Canvas(str(tmp_path / "locked.pdf"), encrypt=pdfencrypt.StandardEncryption("mk"))
    locked.drawString(72, 700, "x")
    locked.save()
    refused(tmp_path / "locked.pdf", "E003")


# --- refusals that all formats share ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00 \x00", b"<html><p> </p></html>"]
)
def test_nothing_but_white_space(tmp_path: Path, data: bytes) -> None:
    refused(write(tmp_path, "a.txt", data), "E001")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E010"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "E010"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E002"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "E002"),
        ("a.txt", bytes(range(256)) * 4, "E002"),
        ("a.txt", b"{\\rtf1 abc}", "E002"),
        ("a.docx", b"PK\x03\x04 cut off", "E004"),
    ],
)
def test_kinds_that_are_not_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    refused(write(tmp_path, name, data), code)


def test_other_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refused(tmp_path / "a.xlsx", "E002")


def test_content_decides_not_the_suffix(tmp_path: Path) -> None:
    word = simple_word(tmp_path / "a.docx").read_bytes()
    assert read(write(tmp_path, "b.txt", word)).text == SENTENCE + "\n"
    assert read_bytes(PAGE.encode(), "-").media_type == "text/html"


def test_too_large_is_refused_before_loading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a sparse file: sizes only
    assert "200" in refused(path, "E006").message("en")
    with pytest.raises(ReadError, match="too large"):
        read_bytes(b"abc", "-", max_bytes=2)


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(tmp_path / "vanished.txt", "E007")
    refused(tmp_path, "E007")
    path = write(tmp_path, "a.txt", "abc")

    def deny(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    refused(path, "E007")


def test_third_party_errors_end_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Source:
        raise RecursionError("deep")

    monkeypatch.setitem(__import__("corpora.readers", fromlist=["x"])._READERS, "text/plain", fail)
    refused(write(tmp_path, "a.txt", "abc"), "E004")


def test_find_reports(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.txt", "con/c.docx", "~$c.docx", ".an.txt", ".git/d.md", "anh.png", "con/~$c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [p.relative_to(tmp_path).as_posix() for p in find_reports(tmp_path)] == ["a.txt", "b.PDF", "con/c.docx"]
    assert find_reports(tmp_path / "anh.png") == [tmp_path / "anh.png"]


def test_find_reports_refuses(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as empty:
        find_reports(tmp_path)
    assert (empty.value.code, empty.value.value) == ("E009", tmp_path)
    with pytest.raises(ReadError) as missing:
        find_reports(tmp_path / "khong-co")
    assert missing.value.code == "E007"
    (tmp_path / "vong").symlink_to(tmp_path)  # a loop is not followed
    with pytest.raises(ReadError):
        find_reports(tmp_path)
