""".doc, .odt and .rtf through LibreOffice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reader_helpers import Word, blocks, refused, write

from corpora.readers import office, read, sniff
from nlp.errors import ReadError

KINDS = {"doc": sniff.DOC, "odt": sniff.ODT, "rtf": sniff.RTF}
needs_office = pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")
needs_scripts = pytest.mark.skipif(os.name != "posix", reason="a script stands for LibreOffice")
LINES = ["I. CÔNG TÁC CHỈ ĐẠO", "1. Ban hành văn bản", "- Tuyên truyền", "+ Qua loa", "II. KẾT QUẢ", "Đã giải quyết."]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a report in each kind, made by LibreOffice from a .docx with automatic numbers."""
    folder = tmp_path_factory.mktemp("office")
    word = Word()
    for level, line in ((0, "CÔNG TÁC CHỈ ĐẠO"), (1, "Ban hành văn bản"), (4, "Tuyên truyền"), (5, "Qua loa")):
        word.item(line, level)
    word.item("KẾT QUẢ", 0)
    word.file.add_paragraph("Đã giải quyết.")
    path = word.save(folder / "a.docx")
    for kind in KINDS:
        command = [str(office.find_program()), f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_automatic_numbers_survive(files: Path, kind: str) -> None:
    source = read(files / f"a.{kind}")
    assert blocks(source) == LINES
    assert source.media_type == KINDS[kind]
    assert source.name == f"a.{kind}" and len(source.sha256) == 64


@needs_office
def test_several_files_in_one_start(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[int] = []
    run = office._run

    def counted(program: str, kind: office._Kind, paths: list[Path], folder: Path, name: str) -> None:
        starts.append(len(paths))
        run(program, kind, paths, folder, name)

    monkeypatch.setattr(office, "_run", counted)
    data = (files / "a.rtf").read_bytes()
    batch = [(f"{n}.rtf", data.replace(b"CCHC", b"") + b"\n" * n) for n in range(3)]
    office.prepare([*batch, ("hong.odt", b"PK\x03\x04")])
    assert starts == [3]
    for name, content in batch:
        assert office.read(content, name).text.startswith("I. CÔNG TÁC")
    assert starts == [3]


@needs_office
def test_garbage_is_refused_and_nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(4000))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    refused(path, "E004")
    assert list((tmp_path / "tam").iterdir()) == []


def test_without_libreoffice_the_mend_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.PROGRAM_VARIABLE, "")
    error = refused(write(tmp_path, "a.rtf", "{\\rtf1 abc}"), "E010")
    assert ".rtf" in error.message("vi") and "apt-get install libreoffice-writer-nogui" in error.message("en")


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that lets a Python script stand for LibreOffice."""

    def install(body: str) -> None:
        path = write(tmp_path, "soffice", f"#!{sys.executable}\nimport os, pathlib, subprocess, sys, time\n{body}\n")
        path.chmod(0o755)
        monkeypatch.setenv(office.PROGRAM_VARIABLE, str(path))

    return install


@needs_scripts
def test_a_hang_is_ended_with_its_children(
    tmp_path: Path, script: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "con-song"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(late)!r}).touch()"
    script(f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)")
    monkeypatch.setattr(office, "_SECONDS", 1.0)
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        office.read(b"{\\rtf1 cham}", "a.rtf")
    assert caught.value.code == "E011" and time.monotonic() - started < 10
    time.sleep(4)
    assert not late.exists()


@needs_scripts
def test_the_program_gets_a_profile_of_its_own_without_macros(tmp_path: Path, script: Callable[[str], None]) -> None:
    told = tmp_path / "lenh"
    script(
        "profile = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))[29:]\n"
        "settings = pathlib.Path(profile, 'user', 'registrymodifications.xcu').read_text()\n"
        f"pathlib.Path({str(told)!r}).write_text('\\n'.join(sys.argv[1:]) + settings)"
    )
    with pytest.raises(ReadError):
        office.read(b"{\\rtf1 lenh}", "../../ten la.rtf")
    command = told.read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in command
    assert "--infilter=Rich Text Format" in command and "ten la" not in command
