"""PDF: tables, hidden and turned text, tags, torn syllables, columns; the sample reports from several programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from reader_helpers import FONT, PARAGRAPHS, SENTENCE, blocks, make_pdf, marked
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from corpora.annotated import samples
from corpora.readers import read
from corpora.readers.page_columns import order_rows
from corpora.readers.page_text import TextLine
from corpora.readers.pdf_mend import mend
from corpora.readers.pdf_paragraphs import Layout, page_blocks
from corpora.readers.table_grid import Rule, find_grids
from corpora.sample_writers.layout import lay_out, without_notes
from corpora.sample_writers.pdf import write_pdf
from corpora.sample_writers.print_page import write_print_page
from corpora.sample_writers.word import write_typed_word
from evaluation.reading import Fidelity, compare, edit_distance

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice")
REPORTS = {report.name: lay_out(report) for report in samples()}


def page(path: Path) -> Canvas:
    canvas = Canvas(str(path))
    canvas.setFont("Viet", 13)
    for number, text in enumerate(SENTENCE.replace(", ", ",|").split("|")):
        canvas.drawString(72, 780 - 18 * number, text)
    return canvas


def plain(path: Path) -> str:
    return " ".join(read(path).text.split())


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    canvas = page(tmp_path / "a.pdf")
    canvas.drawString(72, 600, "Có nền", mode=3)
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 580, "trắng")
    canvas.setFillColor(colors.black)
    canvas.drawString(-300, 560, "ngoài")
    canvas.setFont("Viet", 1)
    canvas.drawString(72, 540, "tí hon")
    canvas.save()
    assert plain(tmp_path / "a.pdf") == SENTENCE


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    canvas = page(tmp_path / "a.pdf")
    canvas.setFillColor(colors.navy)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 600, "BÁO CÁO")
    canvas.save()
    assert plain(tmp_path / "a.pdf") == f"{SENTENCE} BÁO CÁO"


@pytest.mark.parametrize("degrees", [45, 90, -30])
def test_turned_text_is_left_out(tmp_path: Path, degrees: float) -> None:
    canvas = page(tmp_path / "a.pdf")
    canvas.translate(300, 400)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, "DỰ THẢO")
    canvas.save()
    assert plain(tmp_path / "a.pdf") == SENTENCE


def test_the_layer_over_a_scan_is_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    text = canvas.beginText(72, 700)
    text.setFont("Viet", 8)
    text.setTextRenderMode(3)
    text.textLine(SENTENCE)
    canvas.drawText(text)
    canvas.save()
    assert plain(tmp_path / "a.pdf") == SENTENCE


def test_ligatures_are_letters(tmp_path: Path) -> None:
    canvas = page(tmp_path / "a.pdf")
    canvas.drawString(72, 600, "O\ufb03ce, tra\ufb03c")
    canvas.save()
    assert plain(tmp_path / "a.pdf") == f"{SENTENCE} Office, traffic"


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("ĐIỀU KHO ẢN THI HÀNH", "ĐIỀU KHOẢN THI HÀNH"),
        ("b ản quy ết định", "bản quyết định"),
        ("ở ấp An Thới, xã ủy, đã ổn", "ở ấp An Thới, xã ủy, đã ổn"),
        ("do ảnh hưởng, từ ấn phẩm", "do ảnh hưởng, từ ấn phẩm"),
    ],
)
def test_torn_syllables(torn: str, whole: str) -> None:
    assert mend(torn) == whole


def test_grid_with_joined_cells() -> None:
    rules = [Rule(True, y, 0, 300) for y in (0, 20, 60)]
    rules += [Rule(False, x, 0, 60) for x in (0, 100, 300)] + [Rule(False, 200, 0, 20)]
    (grid,) = find_grids(rules)
    assert (grid.rows, grid.columns) == (2, 3)
    assert grid.cell_at(250, 40) == (0, 1)  # no rule parts the last two cells of the upper row
    assert grid.cell_at(250, 10) == (1, 2)
    assert find_grids(rules[:3]) == []  # lines across a page are no table
    assert find_grids([Rule(True, 0, 0, 300), Rule(True, 20, 0, 300), Rule(False, 0, 0, 20)]) == []


def test_columns_are_read_one_after_the_other() -> None:
    def line(text: str, left: float, base: float) -> TextLine:
        return TextLine(text, left, left + 100, base, 12, 20)

    rows = [
        [line("Nơi nhận:", 50, 200)], [line("CHỦ TỊCH", 300, 194)],
        [line("- Như trên;", 50, 184)], [line("(Đã ký)", 300, 176)],
        [line("- Lưu: VT.", 50, 168)],
        [TextLine("Một dòng dài của đoạn sau", 50, 450, 130, 12, 20)],
    ]  # fmt: skip
    assert [row.text for row in order_rows(rows)] == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "(Đã ký)", "Một dòng dài của đoạn sau",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "sizes"),
    [
        ("Việc niêm yết ở thôn Đoài còn chậm so với", [1, 2]),  # the first line of a paragraph, goes on below
        ("niêm yết ở thôn Đoài còn chậm so với", [2, 1]),  # the second line of one that stands within
        ("Việc niêm yết ở thôn Đoài đã đủ theo lệnh.", [2, 1]),
    ],
)
def test_what_comes_out_of_the_indent(second: str, sizes: list[int]) -> None:
    texts = ["Xã đã ban hành đủ 12 văn bản trong tháng.", second, "quy định của huyện và của tỉnh."]
    lines = [
        TextLine(text, left, 490, 700 - 18 * number, 12, 30)
        for number, (text, left) in enumerate(zip(texts, [96, 96, 60], strict=True))
    ]
    assert [len(block) for block in page_blocks(lines, Layout(60, 500, 1.5))] == sizes


def test_tables_keep_their_rows(tmp_path: Path) -> None:
    layout = REPORTS["huyen-2024-6thang"]
    (tmp_path / "a.pdf").write_bytes(write_pdf(layout, FONT))
    (table,) = [text for _, text in marked(read(tmp_path / "a.pdf"), "table")]
    rows = [[" ".join(cell.split()) for cell in row.split("\t")] for row in table.split("\n")]
    assert rows == [list(row) for row in layout.rows]


def test_edit_distance() -> None:
    assert edit_distance("khoản", "khoản") == 0
    assert edit_distance("khoản mục", "khoan mụcc") == 2
    assert edit_distance("", "abc") == edit_distance("abc", "") == 3


def total(files: dict[str, Path], *, notes: bool) -> Fidelity:
    found = Fidelity(0, 0, 0, 0)
    for name, path in files.items():
        found += compare(read(path), REPORTS[name] if notes else without_notes(REPORTS[name]))
    return found


def test_samples_by_reportlab(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.pdf" for name in REPORTS}
    for name, path in files.items():
        path.write_bytes(write_pdf(REPORTS[name], FONT))
    found = total(files, notes=True)
    assert found.error_rate <= 0.0005
    assert found.recall >= 0.95


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is missing")
def test_samples_by_libreoffice(tmp_path: Path) -> None:
    for name, layout in REPORTS.items():
        (tmp_path / f"{name}.docx").write_bytes(write_typed_word(without_notes(layout)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(map(str, tmp_path.glob("*.docx")))
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = total({name: tmp_path / f"{name}.pdf" for name in REPORTS}, notes=False)
    assert found.error_rate <= 0.003  # the machine's fonts decide whether letters come from a second one
    assert found.recall >= 0.95


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing")
def test_samples_by_chromium(tmp_path: Path) -> None:
    """One report with tags, an annex and notes at its end; the browser takes seconds to start."""
    name = "tinh-2021"
    source, target = tmp_path / "a.html", tmp_path / "a.pdf"
    source.write_bytes(write_print_page(REPORTS[name], "DejaVu Serif"))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    subprocess.run([str(CHROMIUM), *options, source.as_uri()], check=True, capture_output=True, timeout=120)
    found = total({name: target}, notes=True)
    assert found.error_rate <= 0.0005
    assert found.recall >= 0.95
    headings = [text.replace("\n", " ") for _, text in marked(read(target), "heading")]
    assert {block.text for block in REPORTS[name].body if block.kind == "heading"} <= set(headings)


def test_paragraphs_are_not_headings(tmp_path: Path) -> None:
    source = read(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]))
    assert marked(source, "heading") == [] and len(blocks(source)) == len(PARAGRAPHS) + 1
