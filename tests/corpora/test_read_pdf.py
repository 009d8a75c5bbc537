"""PDF: paragraphs, pages, letters out of order, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_helpers import PARAGRAPHS, SENTENCE, blocks, make_pdf, refused, wrap, write
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from corpora.readers import read


@pytest.mark.parametrize(("gap", "indent"), [(0.0, 28.0), (6.0, 28.0), (8.0, 0.0)])
def test_pdf_paragraphs_are_parted_by_blank_lines(tmp_path: Path, gap: float, indent: float) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS], gap=gap, indent=indent))
    assert source.media_type == "application/pdf"
    assert [block.replace("\n", " ") for block in blocks(source)] == [*PARAGRAPHS, "1"]


def test_pdf_pages(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS[:3], PARAGRAPHS[3:]]))
    assert [page.number for page in source.pages] == [1, 2]
    assert source.pages[0].end == source.pages[1].start == source.text.index("\f")
    assert source.page_at(source.text.index("tuyên truyền")) == 2


def test_pdf_hyphen_at_a_lines_end(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("Viet", 13)
    for n, line in enumerate(["Căn cứ Kế hoạch số 12/KH-", "UBND ngày 03/02 của huyện về cải cách"]):
        canvas.drawString(72, 700 - 18 * n, line)
    canvas.save()
    assert "12/KH-\nUBND" in read(tmp_path / "a.pdf").text


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


def test_pdf_page_without_text(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS, [], PARAGRAPHS]))
    assert [notice.code for notice in source.warnings] == ["W003"]
    assert "2" in source.warnings[0].message


def test_pdf_without_its_end_is_read_with_a_notice(tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes()
    source = read(write(tmp_path, "b.pdf", whole[:-20]))
    assert "Đồng Tâm" in source.text
    assert [notice.code for notice in source.warnings] == ["W004"]


def test_pdf_refusals(tmp_path: Path) -> None:
    refused(make_pdf(tmp_path / "scan.pdf", [[], [], []]), "E005")
    whole = make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes()
    refused(write(tmp_path, "cut.pdf", whole[:600]), "E004")
    refused(write(tmp_path, "junk.pdf", b"%PDF-1.7\n" + b"abc" * 100), "E004")
    locked = Canvas(str(tmp_path / "locked.pdf"), encrypt=pdfencrypt.StandardEncryption("mk"))
    locked.drawString(72, 700, "x")
    locked.save()
    refused(tmp_path / "locked.pdf", "E003")
