"""Scans: what Tesseract reads (where it is installed; elsewhere these tests are skipped), and all that needs none."""

from __future__ import annotations

import io
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reader_helpers import FONT, PARAGRAPHS, SENTENCE, make_pdf, marked, refused, write
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpora.annotated import samples
from corpora.readers import page_cache, pdf_pictures, read, scan, scan_mend, scan_picture, tesseract
from corpora.readers.page_text import Page, TextLine
from corpora.readers.progress import page_progress
from corpora.readers.table_grid import find_grids
from corpora.sample_writers.layout import lay_out
from corpora.sample_writers.pdf import write_pdf
from evaluation.reading import Fidelity, compare
from nlp.source import PageSpan

DPI = 200
NOW = 1_700_000_000  # seconds since the epoch, long ago
needs_tesseract = pytest.mark.skipif(tesseract.find() is None, reason="Tesseract or its `vie` data is missing")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))


def pictures(data: bytes) -> list[np.ndarray]:
    with pypdfium2.PdfDocument(data) as document:
        return [np.asarray(page.render(scale=DPI / 72, grayscale=True).to_pil()) for page in document]


def noisy(picture: np.ndarray, seed: int) -> np.ndarray:
    """Turn by 1.5 degrees, add grain and specks."""
    chance = np.random.default_rng(seed)
    turned = np.asarray(Image.fromarray(picture).rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255), dtype=float)
    grain = np.clip(turned + chance.normal(0, 12, picture.shape), 0, 255).astype(np.uint8)
    grain[chance.random(picture.shape) < 0.0003] = 0
    return grain


def save_tiff(path: Path, pages: list[np.ndarray]) -> Path:
    first, *rest = [Image.fromarray(page) for page in pages]
    first.save(path, save_all=True, append_images=rest, dpi=(DPI, DPI), compression="tiff_deflate")
    return path


def save_scan(path: Path, pages: list[np.ndarray]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.drawImage(ImageReader(Image.fromarray(page)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return path


def line(text: str, base: float, size: float = 12.0) -> TextLine:
    return TextLine(text, 80, 500, base, size, 30)


# --- without Tesseract ---------------------------------------------------------------------------------------------


def test_without_tesseract_a_scan_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    page = np.full((400, 300), 255, np.uint8)
    Image.fromarray(page).save(tmp_path / "a.png")
    assert "Tesseract" in refused(tmp_path / "a.png", "E005").message("vi")
    refused(save_scan(tmp_path / "a.pdf", [page]), "E005")


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_damaged_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "find", lambda: "tesseract")
    for name, head in (("a.png", b"\x89PNG\r\n\x1a\n"), ("a.jpg", b"\xff\xd8\xff"), ("a.tif", b"II*\x00")):
        refused(write(tmp_path, name, head + bytes(range(200))), "E004")
    with Image.new("1", (20_000, 20_000)) as huge:
        huge.save(tmp_path / "huge.png")
    refused(tmp_path / "huge.png", "E006")


@pytest.mark.parametrize("degrees", [-3.0, -1.2, 0.0, 0.7, 2.5])
def test_skew(tmp_path: Path, degrees: float) -> None:
    (page,) = pictures(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS * 3]).read_bytes())
    turned = np.asarray(Image.fromarray(page).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))
    assert scan_picture.skew(turned) == pytest.approx(degrees, abs=0.15)


def test_ruled_lines_make_a_grid_and_letters_none(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [PARAGRAPHS])
    (page,) = pictures(path.read_bytes())
    assert find_grids(scan_picture.ruled_lines(page, DPI)) == []
    page = page.copy()
    for at in (0, 100, 300):
        page[1400 + at : 1403 + at, 200:1200] = 0
        page[1400:1703, 200 + at * 3 : 203 + at * 3] = 0
    (grid,) = find_grids(scan_picture.ruled_lines(page, DPI))
    assert (grid.rows, grid.columns) == (2, 3)  # open at the right: the long rules tell where it ends


def test_whitened_keeps_letters_and_drops_specks(tmp_path: Path) -> None:
    page = np.full((60, 60), 230, np.uint8)
    page[20:40, 20:24] = 30
    page[5, 5] = 0
    white = scan_picture.whitened(page)
    assert white[30, 22] < 30 and white[5, 5] == 255 and white[50, 50] == 255


def test_pages_are_kept_and_spoilt_ones_read_again(tmp_path: Path) -> None:
    page = Page([line(SENTENCE, 700)], 600, (), 0.93)
    page_cache.save("ab12", page)
    assert page_cache.load("ab12") == page
    kept = next((tmp_path / "cache").rglob("*.json"))
    kept.write_text("{")
    assert page_cache.load("ab12") is None
    assert page_cache.load("khong-co") is None


def keep_pages(count: int) -> int:
    """Keep pages that were last used a minute apart, the first one longest ago; returns the bytes of one."""
    for number in range(count):
        page_cache.save(f"{number:02d}page", Page([line(SENTENCE, 700)], 600, (), 0.93))
        path = page_cache.folder() / f"{number:02d}" / f"{number:02d}page.json"
        os.utime(path, (NOW + 60 * number,) * 2)
    return page_cache.size() // count


def kept_pages(count: int) -> list[int]:
    return [number for number in range(count) if page_cache.load(f"{number:02d}page")]


def test_pages_longest_unused_go_beyond_the_limit() -> None:
    one = keep_pages(10)
    assert page_cache.load("00page")  # a use counts
    page_cache.prune(10 * one)
    assert len(list(page_cache.folder().rglob("*.json"))) == 10
    page_cache.prune(6 * one)  # five and a half pages, whole ones only
    assert kept_pages(10) == [0, 6, 7, 8, 9]


def test_abandoned_pages_go_and_new_ones_stay() -> None:
    keep_pages(1)
    old, new = page_cache.folder() / "00" / "a.part", page_cache.folder() / "00" / "b.part"
    for path in (old, new):
        path.write_bytes(b"{")
    os.utime(old, (NOW, NOW))
    page_cache.prune()
    assert not old.exists() and new.exists() and kept_pages(1) == [0]


def test_processes_prune_side_by_side() -> None:
    one = keep_pages(60)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(page_cache.prune, 20 * one) for _ in range(6)]:
            done.result(60)
    assert kept_pages(60) == list(range(42, 60))


@pytest.mark.parametrize(("told", "megabytes"), [("7", 7), ("0", 0), ("", 500), ("nhiều", 500), ("-3", 500)])
def test_the_limit_is_the_users(monkeypatch: pytest.MonkeyPatch, told: str, megabytes: int) -> None:
    monkeypatch.setenv(page_cache.LIMIT_VARIABLE, told)
    assert page_cache.limit() == megabytes * 1_000_000


def test_a_reading_prunes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(page_cache.LIMIT_VARIABLE, "0")
    monkeypatch.setattr(scan, "read_picture", lambda *_: Page([line(SENTENCE, 700)], 600, (), 0.9))
    sheet = np.zeros((4, 4), np.uint8)
    assert scan.recognise_pages("none", iter([lambda: (sheet, DPI)]), 1) != [None]
    assert page_cache.size() == 0


def test_a_run_goes_on_from_kept_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fake(program: str, picture: np.ndarray, dpi: int) -> Page:
        calls.append(int(picture[0, 0]))
        return Page([line(SENTENCE, 700)], 600, (), 0.9)

    monkeypatch.setattr(scan, "read_picture", fake)
    told: list[tuple[int, int]] = []
    sheets = [np.full((4, 4), shade, np.uint8) for shade in (1, 2, 3)]
    with page_progress(lambda done, total: told.append((done, total))):
        scan.recognise_pages("none", iter([lambda: (sheets[0], DPI), lambda: (sheets[1], DPI)]), 2)
    assert sorted(calls) == [1, 2] and told == [(0, 2), (1, 2), (2, 2)]
    scan.recognise_pages("none", iter([lambda s=s: (s, DPI) for s in sheets]), 3)
    assert sorted(calls) == [1, 2, 3]


def test_notices_name_unsure_pages() -> None:
    spans = [PageSpan(1, 0, 50), PageSpan(2, 50, 100, 0.95), PageSpan(3, 100, 150, 0.95), PageSpan(4, 150, 200, 0.5)]
    told = {notice.code: notice.message for notice in scan.notices(spans)}
    assert set(told) == {"W005", "W006"}
    assert "2-4" in told["W005"] and "80 %" in told["W005"]
    assert "trang 4 " in told["W006"]
    assert scan.notices(spans[:1]) == ()


@pytest.mark.parametrize("sign", ["1", "*", "1#", "”"])
def test_signs_of_footnotes_are_mended(sign: str) -> None:
    body = [line(f"Theo kế hoạch của tỉnh!, {SENTENCE}", 700 - 20 * n) for n in range(1)]
    body += [line(SENTENCE, 680 - 20 * n) for n in range(6)]
    note = line(f"{sign} Kế hoạch số 5/KH-UBND.", 90, 9.0)
    (page,) = scan_mend.mend_scans([Page([*body, note], 600, (), 0.9)])
    assert page.lines[-1].text == "1 Kế hoạch số 5/KH-UBND."
    assert page.lines[0].text.startswith("Theo kế hoạch của tỉnh1, ")


def test_a_text_layer_is_not_mended() -> None:
    page = Page([line("Hết!", 700), line(SENTENCE, 680), line("* Ghi chú QĐÐ.", 90, 8.0)], 600)
    assert scan_mend.mend_scans([page]) == [page]


def test_page_numbers_are_mended_from_their_sequence() -> None:
    def page(number: str) -> Page:
        return Page([line(number, 800), line(SENTENCE, 700)], 600, (), 0.9)

    mended = scan_mend.mend_scans([page("1"), page("P)"), page("3"), page("4")])
    assert [p.lines[0].text for p in mended] == ["1", "2", "3", "4"]
    assert scan_mend.mend_scans([page("1"), page("P)")])[1].lines[0].text == "P)"  # one page alone tells nothing


def test_the_better_of_text_and_picture() -> None:
    good = Page([line(SENTENCE * 3, 700)], 600, (), 0.9)
    torn = Page([line(SENTENCE.replace("n", " ").replace("c", " ") * 3, 700)], 600)
    assert pdf_pictures.is_better(good, torn)
    assert not pdf_pictures.is_better(torn, Page(good.lines, 600))
    assert not pdf_pictures.is_better(Page(good.lines[:0], 600), torn)


# --- with Tesseract ------------------------------------------------------------------------------------------------


@needs_tesseract
@pytest.mark.parametrize("kind", ["clean", "noisy"])
def test_scans_of_a_sample_report(tmp_path: Path, kind: str) -> None:
    """Two of the six samples here, one of them with a table; `make bench` measures all."""
    total = Fidelity(0, 0, 0, 0)
    for report in (r for r in samples() if r.name in ("xa-2025-9thang", "xa-2022")):
        layout = lay_out(report)
        pages = pictures(write_pdf(layout, FONT))
        pages = [noisy(page, n) for n, page in enumerate(pages)] if kind == "noisy" else pages
        source = read(save_tiff(tmp_path / "a.tif", pages))
        assert len(source.pages) == len(pages)
        assert all((page.confidence or 0) > 0.8 for page in source.pages)
        assert [notice.code for notice in source.warnings] == ["W005"]
        assert bool(marked(source, "table")) == bool(layout.rows)
        total += compare(source, layout)
    assert total.error_rate <= (0.005 if kind == "clean" else 0.012)
    assert total.recall >= 0.95


@needs_tesseract
def test_scanned_pdf_between_pages_of_text(tmp_path: Path) -> None:
    (page,) = pictures(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes())
    whole = pypdfium2.PdfDocument.new()
    for path in (tmp_path / "a.pdf", save_scan(tmp_path / "b.pdf", [page])):
        with pypdfium2.PdfDocument(path) as part:
            whole.import_pages(part)
    buffer = io.BytesIO()
    whole.save(buffer)
    source = read(write(tmp_path, "c.pdf", buffer.getvalue()))
    assert source.pages[0].confidence is None
    assert (source.pages[1].confidence or 0) > 0.8
    first, second = source.text.split("\f")
    assert len(second) == pytest.approx(len(first), rel=0.02)
    assert [notice.code for notice in source.warnings] == ["W005"]


@needs_tesseract
def test_a_page_on_its_side(tmp_path: Path) -> None:
    (page,) = pictures(make_pdf(tmp_path / "a.pdf", [PARAGRAPHS]).read_bytes())
    Image.fromarray(np.rot90(page)).save(tmp_path / "a.png", dpi=(DPI, DPI))
    assert "cải cách thể chế" in read(tmp_path / "a.png").text.casefold()
