"""Scans on the command line: pages are counted on a terminal, and an interrupted run goes on where it stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_helpers import COMMAND, REPORT, Run, complaints, lines
from PIL import Image, ImageDraw, ImageFont

from corpora.readers import tesseract
from corpora.sample_writers.pdf import find_font

PAGES = 6
pytestmark = [
    pytest.mark.skipif(tesseract.find() is None, reason="Tesseract or its `vie` data is missing"),
    pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here"),
]


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scan whose pages differ."""
    path = tmp_path_factory.mktemp("scan") / "quet.tif"
    font = ImageFont.truetype(str(find_font()), 32)
    pages = [Image.new("L", (1654, 2339), 255) for _ in range(PAGES)]
    for number, page in enumerate(pages, 1):
        text = REPORT.replace("12 văn bản", f"{number} văn bản") * 2
        ImageDraw.Draw(page).multiline_text((160, 160), text, fill=0, font=font, spacing=14)
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(200, 200), compression="tiff_deflate")
    return path


@pytest.fixture
def variables(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return environment | {"CCHC_CACHE": str(tmp_path / "cache"), "TERM": "xterm", "COLUMNS": "100"}


def on_terminal(arguments: Sequence[object], variables: dict[str, str], output: Path) -> str:
    """Run a command whose standard error is a terminal; returns what it showed there."""
    import pty

    ours, theirs = pty.openpty()
    with output.open("wb") as stream:
        process = subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=stream, stderr=theirs, env=variables)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the last one to hold the other end has closed it
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert process.wait(60) == 0
    return shown.decode("utf-8", "replace")


def kept(variables: dict[str, str]) -> int:
    """Return how many pages are kept so far."""
    return len(list(Path(variables["CCHC_CACHE"]).rglob("*.json")))


@pytest.fixture
def calls(variables: dict[str, str], tmp_path: Path) -> Path:
    """Return a file that gets a line for each picture that Tesseract is given."""
    log, program = tmp_path / "calls", tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    count = f'[ "$1" = stdin ] && echo "$*" >> {log}'
    program.write_text(f'#!/bin/sh\n{count}\nexec {tesseract.find()} "$@"\n', encoding="ascii")
    program.chmod(0o755)
    variables["PATH"] = f"{program.parent}{os.pathsep}{variables['PATH']}"
    return log


@pytest.mark.parametrize("command", [["tag"], ["read"], ["citations"], ["index", "add"]])
def test_pages_are_counted_on_a_terminal(
    scan: Path, variables: dict[str, str], tmp_path: Path, command: list[str]
) -> None:
    own = variables | {"CCHC_INDEX": str(tmp_path / "index")}
    shown = on_terminal([*command, scan], own, tmp_path / "out")
    assert "Nhận dạng trang" in shown
    assert any(f"{done}/{PAGES}" in shown for done in range(1, PAGES))
    assert "Nhận dạng" not in (tmp_path / "out").read_text(encoding="utf-8")


def test_nothing_is_shown_elsewhere(run: Run, scan: Path, variables: dict[str, str]) -> None:
    process = run("tag", scan, variables=variables)
    assert process.returncode == 0 and complaints(process) == []


def interrupted(scan: Path, variables: dict[str, str], sign: int) -> None:
    """Start a run and end it when some pages, but not all, have been recognised."""
    process = subprocess.Popen([*COMMAND, "tag", str(scan)], stdout=subprocess.PIPE, env=variables)
    end = time.monotonic() + 60
    while kept(variables) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(sign)
    assert process.communicate(timeout=30)[0] == b"" and process.returncode != 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on(run: Run, scan: Path, variables: dict[str, str], calls: Path, sign: int) -> None:
    interrupted(scan, variables, sign)
    time.sleep(0.5)  # a worker that ends by itself may still write a page
    before = kept(variables)
    assert 2 <= before < PAGES
    calls.unlink()
    (record,) = lines(run("tag", scan, variables=variables).stdout)
    assert kept(variables) == PAGES and "error" not in record
    assert len(calls.read_text().splitlines()) == PAGES - before
