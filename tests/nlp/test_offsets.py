"""One text, true offsets: whatever is done to a report, views, outlines, statements and tokens keep their promises."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.annotated import render, samples
from nlp.outline import Outline, build_outline
from nlp.statements import find_statements
from nlp.tables import load_csv
from nlp.text import View, make_view
from nlp.tokenizer import token_spans, words_and_spaces

PIECES = ["\n", "\n\n", " \n", "\r\n", "\f", "\t", "\x0b", "\u2028", "\u00a0", "\u200b", "\x02", "\u0323", "\u0301"]
PIECES += ["1", "2", "<sup>1</sup>", "</sup>", "<sup>", "**", "* ", "_", "__", "<b>", "\\", "|", "#", "## ", "\n12\n"]
PIECES += ["\n1 Kế hoạch số 5/KH-UBND ngày 09/02/2023.\n ", "12/KH-\nUBND", "- ", "I. ", "1.1. ", "a) ", "(", ")", "“"]
PIECES += ["Ð", "ð", "\u041a", "\u0430", "\u0441", "\u0416", "ﬁ", "\u00ad", "\u200e"]
PIECES += ["”", ";", ". ", "…", ":", "Trong đó:", "Trên đây là ", "\nNơi nhận:\n", "\nPHỤ LỤC 1\n", "\nPHẦN I\n", "ế"]
LINE_ENDS = ["\r\n", "\r", "\n\n", "\n ", "\f", "\u2029"]


@cache
def reports() -> tuple[str, ...]:
    """Return the sample reports: their plain texts, and the files that are text."""
    folder = files("corpora") / "samples"
    named = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".txt", ".md")))
    # bytes: line ends are part of the source
    read = [(folder / name).read_bytes().decode("utf-8") for name in named]
    return tuple([render(report).text for report in samples()] + read)


@dataclass(frozen=True)
class Change:
    """A change of a text at a place told in thousandths of its length."""

    kind: str
    place: int
    length: int
    piece: str

    def apply(self, text: str) -> str:
        start = len(text) * self.place // 1000
        end = min(len(text), start + self.length)
        further = min(len(text), end + self.length)
        changed = {
            "delete": "",
            "insert": self.piece + text[start:end],
            "duplicate": text[start:end] * 2,
            "swap": text[end:further] + text[start:end],
            "decompose": unicodedata.normalize("NFD", text[start:end]),
            "line ends": text[start:end].replace("\n", LINE_ENDS[self.place % len(LINE_ENDS)]),
            "upper": text[start:end].upper(),
        }[self.kind]
        return text[:start] + changed + text[further if self.kind == "swap" else end :]


KINDS = ["delete", "insert", "insert", "duplicate", "swap", "decompose", "line ends", "upper"]
CHANGES = st.lists(
    st.builds(
        Change,
        kind=st.sampled_from(KINDS),
        place=st.integers(0, 1000),
        length=st.sampled_from([1, 2, 7, 40, 300, 5000]),
        piece=st.sampled_from(PIECES),
    ),
    max_size=8,
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw a stretch of a sample report with random changes."""
    text = draw(st.sampled_from(reports()))
    start = len(text) * draw(st.integers(0, 1000)) // 1000
    text = text[start : start + draw(st.sampled_from([50, 400, 3000]))]
    for change in draw(CHANGES):
        text = change.apply(text)
    return text


def straight(text: str) -> str:
    """Return a text with every look-alike letter as the one it looks like."""
    alike = {row["char"]: row["letter"] for row in load_csv("lookalikes")}
    return "".join(alike.get(char, char) for char in text)


def check_view(view: View, text: str) -> None:
    """Each run of characters with one source span is the composed form of that span; spaces stand for gaps."""
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert view.source_length == len(text)
    parts = zip(view.text, view.starts, view.ends, strict=True)
    for (start, end, _), group in groupby(parts, key=lambda part: (part[1], part[2], part[0].isspace())):
        run = "".join(part[0] for part in group)
        assert 0 <= start <= end <= len(text)
        if run == " ":
            assert re.search(r"\s", text[start:end])
        elif run != "\n":
            # Taken apart and without white space: marks may stand on a space, which is a run of its own.
            apart = ("".join(unicodedata.normalize("NFD", form).split()) for form in (text[start:end], run))
            assert len({straight(form) for form in apart}) == 1


def check_blocks(view: View) -> None:
    """Blocks lie side by side, parted by one line feed; white space within them is folded."""
    assert "\n".join(view.block_text(block) for block in view.blocks) == view.text
    end = -1
    for block in view.blocks:
        assert block.start == end + 1
        assert " ".join(view.block_text(block).split()) == view.block_text(block) != ""
        end = block.end
    assert end == len(view.text) or not view.blocks


def check_outline(view: View, outline: Outline) -> None:
    """Sections lie in text order within their parents, passages within their sections."""
    for index, section in enumerate(outline.sections):
        assert section.index == index
        assert 0 <= section.start <= section.title_end <= section.end <= len(view.text)
        assert section.number + section.title == "" or section.start < section.title_end
        if section.parent is None:
            assert section.level == 1
            continue
        above = outline.sections[section.parent]
        assert (above.index < index, above.level) == (True, section.level - 1)
        assert above.start <= section.start and section.end <= above.end
    for passage in outline.passages:
        if passage.section is not None:
            section = outline.sections[passage.section]
            assert section.title_end <= passage.start and passage.end <= section.end


def check_statements(view: View, outline: Outline, text: str) -> None:
    """Statements grow with view and source, do not overlap each other or headings, and say what their source says."""
    view_end = source_end = 0
    headings = [(s.start, s.title_end) for s in outline.sections if s.start < s.title_end]
    for statement in find_statements(view, outline):
        assert view_end <= statement.start < statement.end <= len(view.text)
        view_end = statement.end
        words = view.text[statement.start : statement.end]
        assert words == words.strip() and "\n" not in words and re.search(r"[^\W_]", words)
        start, end = view.to_source(statement.start, statement.end)
        assert source_end <= start < end <= len(text)
        source_end = end
        letters = iter(straight(unicodedata.normalize("NFD", text[start:end])))
        assert all(letter in letters for letter in straight(unicodedata.normalize("NFD", words)) if letter.isalnum())
        assert not any(low < statement.end and statement.start < high for low, high in headings)


def check(text: str) -> View:
    """Check every promise about a text and return its view."""
    view = make_view(text)
    check_view(view, text)
    check_blocks(view)
    outline = build_outline(view)
    check_outline(view, outline)
    check_statements(view, outline, text)
    return view


def check_tokens(view: View) -> None:
    """The words and spaces are those of the view, exactly; no word holds a line feed."""
    spans = token_spans(view)
    assert all(low < high for low, high in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert not any("\n" in view.text[low:high] for low, high in spans)
    words, spaces = words_and_spaces(view.text, spans)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == view.text
    covered = "".join(view.text[low:high] for low, high in spans)
    assert "".join(covered.split()) == "".join(view.text.split())


def letters(text: str) -> Counter[str]:
    """Count the letters of a text outside tags."""
    return Counter(c for c in unicodedata.normalize("NFC", re.sub(r"<[^<>]*>", "", text)) if c.isalpha())


@pytest.mark.parametrize("number", range(8))
def test_sample_reports(number):
    text = reports()[number]
    view = check(text)
    check_tokens(view)
    assert letters(view.text) == letters(text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_normal_forms_give_one_view(form):
    plain = reports()[0]
    assert check(unicodedata.normalize(form, plain)).text == unicodedata.normalize("NFC", make_view(plain).text)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("number", range(8))
def test_line_ends_give_one_view(number, line_end):
    plain = reports()[number]
    assert check(plain.replace("\n", line_end)).text == make_view(plain).text


@given(text=mutated())
@settings(max_examples=400)
def test_changed_reports(text):
    check(text)


@given(text=mutated())
@settings(max_examples=60)
def test_tokens_of_changed_reports(text):
    check_tokens(make_view(text))


@given(text=st.lists(st.sampled_from([*PIECES, "xã", "Huyện", " ", "198", "thủ tục", "ở"]), max_size=40).map("".join))
@settings(max_examples=400)
def test_heaps_of_marks(text):
    check_tokens(check(text))


@given(text=st.text(max_size=60))
@settings(max_examples=200)
def test_any_text(text):
    check_tokens(check(text))
