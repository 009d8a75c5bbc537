"""PDFs whose text layer lost letters: blanks put back, the repair compared with the picture."""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reader_helpers import FONT, write
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from corpora.annotated import render, samples
from corpora.readers import read, tesseract
from corpora.readers.page_text import Page, TextLine
from corpora.readers.pdf_blanks import BLANK, settled, with_blanks
from corpora.readers.pdf_chars import Char, PageChars
from corpora.readers.pdf_verdict import Verdict, damaged_pages, judge
from evaluation.damage import MILD, SEVERE, damage
from nlp.notices import explain
from nlp.repair import repair
from nlp.repair.judge import legibility
from nlp.text.fold import fold

TEXT = render(samples()[0]).text[:7000]
LINES_A_PAGE = 46
needs_tesseract = pytest.mark.skipif(tesseract.find() is None, reason="Tesseract or its `vie` data is missing")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def broken_pdf(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Return what sets the text with a font whose map has a space in the place of some letters."""
    whole = ttfonts.makeToUnicodeCMap

    def make(lost: frozenset[str], pictures: list[Image.Image] | None = None) -> bytes:
        def broken(name: str, subset: list[int]) -> str:
            return whole(name, [32 if chr(code) in lost else code for code in subset])

        monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", broken)
        pdfmetrics.registerFont(ttfonts.TTFont("Broken", FONT))
        return _set(pictures or [])

    return make


def _set(pictures: list[Image.Image]) -> bytes:
    """Set the text; where pictures are given they are what is seen, and the text has no ink."""
    lines = [line for paragraph in TEXT.split("\n") for line in simpleSplit(paragraph, "Broken", 12, 450) or [""]]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, first in enumerate(range(0, len(lines), LINES_A_PAGE)):
        if pictures:
            canvas.drawImage(ImageReader(pictures[number]), 0, 0, *A4)
        words = canvas.beginText(70, 790)
        words.setFont("Broken", 12)
        words.setLeading(16)
        words.setTextRenderMode(3 if pictures else 0)
        for line in lines[first : first + LINES_A_PAGE]:
            words.textLine(line)
        canvas.drawText(words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def poor_pictures(data: bytes) -> list[Image.Image]:
    """Render pages as a bad fax would: few pixels, much grain."""
    chance = np.random.default_rng(3)
    with pypdfium2.PdfDocument(data) as document:
        pages = [np.asarray(page.render(scale=60 / 72, grayscale=True).to_pil(), dtype=float) for page in document]
    return [Image.fromarray(np.clip(p + chance.normal(0, 30, p.shape), 0, 255).astype(np.uint8)) for p in pages]


def right_words(text: str) -> float:
    """Return the share of the words that a reading has in order."""
    own, other = (re.findall(r"[^\W_]+", given) for given in (TEXT, text))
    matcher = difflib.SequenceMatcher(None, own, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(own)


def codes(source) -> list[str]:
    return [notice.code for notice in source.warnings]


# --- the repair's share --------------------------------------------------------------------------------------------


def test_without_tesseract_the_layer_is_repaired(tmp_path: Path, monkeypatch, broken_pdf) -> None:
    path = write(tmp_path, "a.pdf", broken_pdf(MILD))
    monkeypatch.setenv("PATH", str(tmp_path))
    source = read(path)
    assert codes(source) == ["W008"]
    assert "Tesseract" in explain(source.warnings[0], "en")[1]
    assert BLANK not in source.text
    assert right_words(source.text) < 0.7
    assert right_words(repair(source.text).text) > 0.92


def test_a_whole_pdf_is_judged_by_nobody(tmp_path: Path, broken_pdf) -> None:
    source = read(write(tmp_path, "a.pdf", broken_pdf(frozenset())))
    assert codes(source) == [] and right_words(source.text) > 0.999


# --- both at hand --------------------------------------------------------------------------------------------------


@needs_tesseract
def test_clean_picture_beats_a_layer_that_lost_much(tmp_path: Path, broken_pdf) -> None:
    source = read(write(tmp_path, "a.pdf", broken_pdf(SEVERE)))
    assert codes(source)[0] == "W007" and "đã đọc từ ảnh" in source.warnings[0].message
    assert all(page.confidence for page in source.pages)
    assert right_words(source.text) > 0.98


@needs_tesseract
def test_poor_picture_loses_to_the_repair(tmp_path: Path, broken_pdf) -> None:
    path = write(tmp_path, "a.pdf", broken_pdf(MILD, poor_pictures(broken_pdf(frozenset()))))
    source = read(path)
    assert codes(source) == ["W007"] and "bản phục hồi (" in source.warnings[0].message
    assert not any(page.confidence for page in source.pages)
    assert right_words(repair(source.text).text) > 0.92


# --- the parts -----------------------------------------------------------------------------------------------------


def _page(text: str) -> Page:
    return Page([TextLine(line, 70, 500, 700, 12, 30) for line in text.split("\n")], 600)


def test_only_a_few_pages_are_tried_and_gaps_count_against_the_repair() -> None:
    pages = [_page(piece) for piece in re.findall(r"(?s).{700}", damage(TEXT, "AB"))]
    asked: list[int] = []

    def recognise(wanted):
        asked.extend(wanted)
        return [_page(TEXT[700 * index : 700 * (index + 1)]) for index in wanted]

    verdict = judge(pages, damaged_pages(pages), recognise)
    assert verdict is not None and verdict.for_picture
    assert len(asked) == 3 and len(verdict.pages) == len(pages)
    assert verdict.layer < 0.9 < (verdict.picture or 0)
    none = judge(pages, damaged_pages(pages), lambda wanted: [None] * len(wanted))
    assert none is not None and not none.for_picture and none.notice().code == "W008"


def test_clean_pages_are_not_doubted() -> None:
    pages = [_page(TEXT[:2000]), _page(TEXT[2000:4000])]
    assert damaged_pages(pages) == []
    assert judge(pages, [0, 1], lambda wanted: []) is None


def test_a_tie_leaves_the_layer() -> None:
    assert not Verdict((0,), 0.9, 0.9).for_picture and Verdict((0,), 0.9, 0.91).for_picture


def test_legibility_sees_nonsense_words_out_of_place_and_gaps() -> None:
    assert legibility("") == 0.0
    assert legibility(TEXT) > 0.95
    assert legibility(fold(TEXT)) < 0.6  # most of its words are in the lexicon
    sentence = "Công tác cải cách hành chính"
    assert legibility(sentence) == 1.0
    torn = sentence.replace("cải", "c i")
    assert legibility(torn, [(10, 11)]) == pytest.approx(5 / 6)
    assert legibility("1 2/QĐ", [(1, 2)]) < legibility("152/QĐ")


def _spelled(widths: list[tuple[str, float]]) -> PageChars:
    chars, left = [], 0.0
    for text, width in widths:
        if text != "~":  # what pdfium dropped
            chars.append(Char(text, left, left + width, 700, 12))
        left += width
    return PageChars(chars, [], 0)


@pytest.mark.parametrize(
    ("gap", "blanks"),
    [
        ([(" ", 3.8)], 1),
        ([(" ", 7.0)], 1),
        ([(" ", 3.8), ("~", 7.7)], 2),
        ([(" ", 3.8), ("~", 7.7), ("~", 8.0), ("~", 7.2)], 4),
        ([(" ", 7.0), ("~", 3.8), ("~", 7.0)], 3),
        ([(" ", 3.8), ("~", 200.0)], 1),
    ],
)
def test_a_gap_gets_the_blanks_it_has_room_for(gap: list[tuple[str, float]], blanks: int) -> None:
    usual = [("n", 7.7), (" ", 3.8), ("h", 7.7), (" ", 7.0), ("c", 6.7), (" ", 3.8)] * 10
    page = with_blanks(_spelled([*usual, ("t", 5.0), *gap, ("i", 4.0)]))
    text = settled("".join(char.text for char in page.seen))
    assert text.endswith("t" + " " * blanks + "i")
