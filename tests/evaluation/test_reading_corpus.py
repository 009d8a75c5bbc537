"""Files of every form that needs no other program are read as the project promises."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from corpora.annotated import samples
from corpora.build_files import SampleFile, build
from evaluation.reading_corpus import Measurer, Reading, print_readings
from models.tagging import Tagger

FORMS = ["txt", "md", "html", "docx numbered", "docx typed", "pdf ReportLab", "pdf matplotlib"]
CODED = ["TCVN3 txt", "TCVN3 docx", "VNI txt", "VNI docx", "VIQR txt", "NFD txt", "UTF-16 txt"]


@pytest.fixture(scope="module")
def measurer(tagger: Tagger) -> Measurer:
    return Measurer([report for report in samples() if report.name == "xa-2022"], tagger)


def test_targets(measurer: Measurer, tmp_path: Path) -> None:
    report = [report for report in samples() if report.name == "xa-2022"]
    readings = measurer.measure(build(tmp_path, report, FORMS + CODED))
    assert [reading.form for reading in readings] == FORMS + CODED
    for reading in readings:
        assert (reading.files, reading.notes, reading.misses()) == (1, {}, []), reading
        assert min(reading.length, reading.markers, reading.breaks, reading.outer, reading.statements) > 10
        assert reading.outer_found == reading.outer


def test_faults_are_counted(measurer: Measurer, tmp_path: Path) -> None:
    (file,) = build(tmp_path, [report for report in samples() if report.name == "xa-2022"], ["txt"])
    parts = file.path.read_text(encoding="utf-8").split("\n\n")
    n = parts.index("BÁO CÁO") + 8
    file.path.write_text(
        "\n\n".join([*parts[:n], parts[n] + "xyz " + parts[n + 1][4:], *parts[n + 2 :]]), encoding="utf-8"
    )
    (reading,) = measurer.measure([file])
    assert 3 <= reading.errors <= 8
    assert reading.breaks_found < reading.breaks
    assert "characters" in reading.misses()


def test_what_cannot_be_read_is_listed(measurer: Measurer, tmp_path: Path) -> None:
    empty = tmp_path / "a.txt"
    empty.write_bytes(b"")
    files = [
        SampleFile("txt", "xa-2022", empty),
        SampleFile("odt", "xa-2022", tmp_path / "a.odt", "LibreOffice (soffice)"),
    ]
    readings = measurer.measure(files)
    assert [reading.notes for reading in readings] == [{"E001": 1}, {"LibreOffice (soffice)": 1}]
    stream = io.StringIO()
    print_readings([*readings, Reading("pdf", files=1, length=100, errors=9)], Console(file=stream, width=160), "en")
    shown = stream.getvalue()
    assert "not read 1: E001" in shown and "not read 1: LibreOffice (soffice)" in shown
    assert "9.000" in shown and "misses: characters" in shown
