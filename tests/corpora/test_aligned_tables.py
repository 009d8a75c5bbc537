"""PDF tables without drawn lines: found by the places of their cells, and never found in prose."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.shared import Cm, Pt
from reader_helpers import FONT, SENTENCE, make_pdf, marked
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from corpora.annotated import samples
from corpora.readers import read
from corpora.readers.aligned_tables import find_aligned
from corpora.readers.office import find_program
from corpora.readers.pdf_chars import Char, read_chars
from corpora.readers.pdf_rules import page_rules
from corpora.readers.pdf_tags import tagged_headings
from corpora.sample_writers.layout import lay_out
from corpora.sample_writers.pdf import write_pdf

ANNEXES = {report.name: lay_out(report).rows for report in samples() if lay_out(report).rows}
RULES_OF_A_GRID = 8
WIDTHS = (42, 210, 70, 60, 80)  # points
Rows = Sequence[Sequence[str]]


def rows_of(path: Path) -> list[list[list[str]]]:
    tables = [text for _, text in marked(read(path), "table")]
    return [[[" ".join(cell.split()) for cell in row.split("\t")] for row in table.split("\n")] for table in tables]


def found(path: Path) -> list[list[str]]:
    """Return the rows of all tables: a head that the next page repeats is read once."""
    return [row for table in rows_of(path) for row in table]


def write_table(path: Path, rows: Rows, align: str, padding: int = 3) -> Path:
    pdfmetrics.registerFont(TTFont("Viet", FONT))
    style = ParagraphStyle("cell", fontName="Viet", fontSize=9, leading=11)
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    look = [("VALIGN", (0, 0), (-1, -1), align)] + [
        (f"{side}PADDING", (0, 0), (-1, -1), padding) for side in ("TOP", "BOTTOM")
    ]
    body = ParagraphStyle("body", fontName="Viet", fontSize=12, leading=16)
    story = [Paragraph(SENTENCE * 2, body), Table(cells, WIDTHS, style=look), Paragraph(SENTENCE * 2, body)]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
    return path


@pytest.mark.parametrize("name", ANNEXES)
@pytest.mark.parametrize("align", ["TOP", "MIDDLE"])
def test_annexes_by_reportlab(tmp_path: Path, name: str, align: str) -> None:
    rows = [list(row) for row in ANNEXES[name]]
    assert found(write_table(tmp_path / "a.pdf", rows, align)) == rows


def test_the_text_around_a_table_stays(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.pdf", ANNEXES["xa-2022"][:8], "TOP")
    text = " ".join(read(path).text.split())
    assert text.startswith(SENTENCE) and text.endswith(SENTENCE) and text.count(SENTENCE) == 4


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("name", ANNEXES)
def test_annexes_by_libreoffice(tmp_path: Path, name: str) -> None:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9)
    document.add_paragraph(SENTENCE * 2)
    rows = [list(row) for row in ANNEXES[name]]
    table = document.add_table(rows=0, cols=5)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Pt(width)
    for row in rows:
        for cell, text, width in zip(table.add_row().cells, row, WIDTHS, strict=True):
            cell.text, cell.width = text, Pt(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(4)
    document.add_paragraph(SENTENCE * 2)
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(2)
    buffer = io.BytesIO()
    document.save(buffer)
    path = tmp_path / "a.pdf"
    path.write_bytes(office_pdf(buffer.getvalue()))
    assert found(path) == rows


def office_pdf(data: bytes) -> bytes:
    from corpora.readers.office import convert_to

    return convert_to(data, ".pdf")


def page_chars(page: pypdfium2.PdfPage) -> list[Char]:
    textpage = page.get_textpage()  # held, or its handle goes with it
    return read_chars(page.raw, textpage.raw, tagged_headings(page.raw)).seen


@pytest.mark.parametrize("report", samples(), ids=lambda report: report.name)
def test_reports_hold_no_table_but_their_annex(tmp_path: Path, report: object) -> None:
    layout = lay_out(report)  # type: ignore[arg-type]
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(layout, FONT))
    with pypdfium2.PdfDocument(path) as document:
        read_ = [page_chars(page) for page in document if len(page_rules(page.raw, 0)) < RULES_OF_A_GRID]
    assert sum(map(len, read_)) > 1000 and not any(find_aligned(chars) for chars in read_)


def lines_pdf(path: Path, lines: Sequence[Sequence[tuple[float, str]]]) -> Path:
    """Write lines of pieces, each at its distance from the left in points."""
    pdfmetrics.registerFont(TTFont("Viet", FONT))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Viet", 11)
    for number, pieces in enumerate(lines):
        for left, text in pieces:
            canvas.drawString(left, 760 - 16 * number, text)
    canvas.save()
    return path


PROSE = [[(60.0, SENTENCE[:70])], [(60.0, SENTENCE[70:])]]
NO_TABLES = {
    "two rows": [[(60, str(n)), (90, "Số hồ sơ đã nhận"), (300, "12")] for n in (1, 2)],
    "no figures": [[(60, str(n)), (90, "Sở Nội vụ chủ trì"), (300, "Văn phòng")] for n in (1, 2, 3, 4)],
    "no numbers": [[(60, "Xã An Phú"), (200, "đạt chuẩn"), (300, str(n))] for n in (12, 15, 17, 19)],
    "numbers that do not rise": [[(60, str(n)), (90, "Xã An Phú"), (300, "12")] for n in (9, 5, 3, 1)],
    "letterhead": [
        [(60, "ỦY BAN NHÂN DÂN"), (300, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        [(60, "HUYỆN MANG THÍT"), (330, "Độc lập - Tự do - Hạnh phúc")],
        [(60, "Số: 12/BC-UBND"), (330, "Mang Thít, ngày 12 tháng 3 năm 2024")],
    ],
    "signature": [
        [(60, "Nơi nhận:"), (300, "TM. ỦY BAN NHÂN DÂN")],
        [(60, "- Sở Nội vụ;"), (340, "CHỦ TỊCH")],
        [(60, "- Lưu: VT."), (330, "Nguyễn Văn A")],
    ],
    "headings": [[(60, f"{n}. Công tác chỉ đạo, điều hành năm 2024")] for n in (1, 2, 3, 4)],
}  # fmt: skip


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table(tmp_path: Path, name: str) -> None:
    path = lines_pdf(tmp_path / "a.pdf", [*PROSE, *NO_TABLES[name], *PROSE])
    assert rows_of(path) == []


def test_a_line_over_the_columns_ends_the_table(tmp_path: Path) -> None:
    rows = [[(60.0, f"{n}."), (90.0, "Số hồ sơ đã nhận"), (300.0, "12")] for n in (1, 2, 3)]
    path = lines_pdf(tmp_path / "a.pdf", [*PROSE, *rows, *PROSE, *rows[:2]])
    assert rows_of(path) == [[[f"{n}.", "Số hồ sơ đã nhận", "12"] for n in (1, 2, 3)]]


def test_prose_alone_holds_none(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, [[SENTENCE] * 10])
    assert rows_of(path) == []
