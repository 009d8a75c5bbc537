"""What the reader tests share: writing files, looking at marks, the font of PDFs."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import matplotlib
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpora.readers import read
from nlp.errors import ReadError
from nlp.source import Source

# A font with Vietnamese letters that comes with a package of the tests.
FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
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

    def save(self, path: Path, footnotes: dict[int, str] | None = None, endnotes: dict[int, str] | None = None) -> Path:
        self.file.save(path)
        for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
            if not notes:
                continue
            bodies = "".join(
                f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {t}</w:t></w:r></w:p></w:{kind}>'
                for n, t in notes.items()
            )
            with zipfile.ZipFile(path, "a") as archive:
                archive.writestr(f"word/{kind}s.xml", f"<w:{kind}s {nsdecls('w')}>{bodies}</w:{kind}s>")
        return path

    def _num_pr(self, number: int, level: int) -> Any:
        return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


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
