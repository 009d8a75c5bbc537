"""Restored letters as a reader sees them, in `cchc read` and `cchc tag --format text`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from cli_helpers import Run, lines, write
from rich.console import Console

from cchc.reader_view import print_report
from cchc.reading import to_lines
from cchc.restored import legend, places_within, signed, underlined, with_gaps
from corpora.annotated import render, samples
from evaluation.damage import damage
from models.record import to_record
from models.tagging import Tagger
from nlp.repair import repair
from nlp.source import Source

CLEAN = render(samples()[0]).text
DAMAGED = damage(CLEAN, "A")


def test_signs() -> None:
    assert signed("việc thực hiện", {2, 12}) == "việc° thực hiện°"
    assert signed("việc", ()) == "việc"
    assert underlined("ủa", {0}) == "\x1b[4mủ\x1b[24ma"
    assert with_gaps("c i", {1}) == "c·i" and with_gaps("c i", ()) == "c i"
    assert legend(0) == "" and "12" in legend(12) and "3" in legend(0, 3)


def test_places_are_found_where_lines_were_joined() -> None:
    mended = "x việc1\nthực hiện"
    assert places_within("việc thực", mended, 2, 12, {4, 10, 11}) == {2, 7, 8}
    assert places_within("việc thực", mended, 2, 12, set()) == set()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_read_shows_the_repaired_text_with_its_signs(run: Run, tmp_path: Path, lang: str) -> None:
    process = run("read", write(tmp_path, "a.txt", DAMAGED), "--lang", lang)
    shown = process.stdout.decode("utf-8")
    assert process.returncode == 0 and "\x1b" not in shown
    found = repair(DAMAGED)
    count = sum(end - start for start, end in found.spans)
    assert f"{count} " + ("chữ được khôi phục (°)" if lang == "vi" else "letters restored (°)") in shown
    text = shown.split("\n\n", 1)[1]
    assert text.count("°") == _marked_words(found.text, found.spans) > 100
    assert text.count("·") == sum(end - start for start, end in found.open)


def _marked_words(text: str, spans: tuple[tuple[int, int], ...]) -> int:
    places = {place for start, end in spans for place in range(start, end)}
    return signed(text, places).count("°")


def test_read_of_clean_text_has_no_signs() -> None:
    assert "°" not in "".join(to_lines(Source("a.txt", CLEAN)))


def test_read_underlines_on_a_terminal() -> None:
    told = "\n".join(to_lines(Source("a.txt", DAMAGED), terminal=True))
    assert "\x1b[4m" in told and "°" not in told


def test_json_tells_what_was_restored(run: Run, tmp_path: Path) -> None:
    clean, damaged = write(tmp_path, "a.txt", CLEAN), write(tmp_path, "b.txt", DAMAGED)
    whole, mended = lines(run("read", clean, damaged, "--format", "json").stdout)
    assert whole["repaired"] == [] and whole["repaired_text"] is None
    found = repair(DAMAGED)
    assert mended["text"] == DAMAGED and mended["repaired_text"] == found.text
    assert mended["repaired"] == json.loads(json.dumps(found.spans))


def test_tagged_statements_are_signed() -> None:
    report = Tagger().tag(Source("a.txt", DAMAGED))
    record = to_record(report)
    plain, marked, terminal = (io.StringIO() for _ in range(3))
    print_report(record, Console(file=plain, width=10_000))
    print_report(record, Console(file=marked, width=10_000), report.repaired.text)
    print_report(record, Console(file=terminal, width=200, force_terminal=True), report.repaired.text)
    assert "°" not in plain.getvalue() and "của°" in marked.getvalue()
    assert "\x1b[4m" in terminal.getvalue() and "gạch chân" in terminal.getvalue()
    assert "restored" not in record["statements"][0]  # the record is left as it was
