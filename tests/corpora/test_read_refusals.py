"""What every reader refuses, and finding reports in folders."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reader_helpers import PAGE, SENTENCE, refused, simple_word, write

import corpora.readers
from corpora.readers import find_reports, read, read_bytes
from nlp.errors import ReadError
from nlp.source import Source


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00 \x00", b"<html><p> </p></html>"]
)
def test_nothing_but_white_space(tmp_path: Path, data: bytes) -> None:
    refused(write(tmp_path, "a.txt", data), "E001")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E010"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "E010"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "E003"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E002"),
        ("a.txt", b"GIF89a" + bytes(range(256)), "E002"),
        ("a.txt", bytes(range(256)) * 4, "E002"),
        ("a.txt", b"{\\rtf1 abc}", "E010"),
        ("a.docx", b"PK\x03\x04 cut off", "E004"),
    ],
)
def test_kinds_that_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, code: str
) -> None:
    monkeypatch.setenv("CCHC_SOFFICE", "")  # as where LibreOffice is not installed
    refused(write(tmp_path, name, data), code)


def test_other_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refused(tmp_path / "a.xlsx", "E002")


def test_content_decides_not_the_suffix(tmp_path: Path) -> None:
    word = simple_word(tmp_path / "a.docx").read_bytes()
    assert read(write(tmp_path, "b.txt", word)).text == SENTENCE + "\n"
    assert read_bytes(PAGE.encode(), "-").media_type == "text/html"


def test_too_large_is_refused_before_loading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a sparse file: sizes only
    assert "200" in refused(path, "E006").message("en")
    with pytest.raises(ReadError, match="too large"):
        read_bytes(b"abc", "-", max_bytes=2)


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(tmp_path / "vanished.txt", "E007")
    refused(tmp_path, "E007")
    path = write(tmp_path, "a.txt", "abc")

    def deny(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    refused(path, "E007")


def test_third_party_errors_end_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Source:
        raise RecursionError("deep")

    monkeypatch.setattr("corpora.readers.text.read", fail)
    refused(write(tmp_path, "a.txt", "abc"), "E004")


def test_what_cannot_be_loaded_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(corpora.readers._READERS, "text/plain", "no_such_reader")
    refused(write(tmp_path, "a.txt", "abc"), "E007")


def test_find_reports(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.txt", "con/c.docx", "~$c.docx", ".an.txt", ".git/d.md", "anh.gif", "con/~$c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [p.relative_to(tmp_path).as_posix() for p in find_reports(tmp_path)] == ["a.txt", "b.PDF", "con/c.docx"]
    assert find_reports(tmp_path / "anh.gif") == [tmp_path / "anh.gif"]


def test_find_reports_refuses(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as empty:
        find_reports(tmp_path)
    assert (empty.value.code, empty.value.value) == ("E009", tmp_path)
    with pytest.raises(ReadError) as missing:
        find_reports(tmp_path / "khong-co")
    assert missing.value.code == "E007"
    (tmp_path / "vong").symlink_to(tmp_path)  # a loop is not followed
    with pytest.raises(ReadError):
        find_reports(tmp_path)
