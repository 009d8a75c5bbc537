"""The command line on bad input, standard input, pipes and outputs that cannot be written."""

from __future__ import annotations

import io
import os
import random
import shlex
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cli_helpers import COMMAND, ENGLISH, REPORT, complaints, lines, needs_dev_full, needs_fifo, write
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from cchc.output import ERROR_NAMES

Record = dict[str, Any]
Process = subprocess.CompletedProcess[bytes]
Run = Callable[..., Process]


@dataclass(frozen=True)
class Bad:
    """A file that cannot be tagged, the code of its line, and a word of the reason that the user must see."""

    name: str
    code: str
    reason: str


BAD = (
    Bad("rong.txt", "E001", "trống"),
    Bad("khoang-trang.md", "E001", "trống"),
    Bad("rac.pdf", "E002", "không nhận ra loại tệp"),
    Bad("rac.txt", "E002", "không nhận ra loại tệp"),
    Bad("khoa.pdf", "E003", "mật khẩu"),
    Bad("cut.docx", "E004", "hỏng hoặc chưa tải xong"),
    Bad("khong-chu.pdf", "E005", "OCR"),
    Bad("to.txt", "E006", "200.0 MB > 64.0 MB"),
    Bad("khong-co.txt", "E007", "không đọc được"),
    Bad("english.txt", "E008", "không phải tiếng Việt"),
    Bad("thu-muc-rong", "E009", "không có báo cáo nào"),
    Bad("cu.doc", "E010", "LibreOffice"),
    Bad("bom.zip", "E013", "10000.0 MB"),
    *([] if find_spec("py7zr") else [Bad("kho.7z", "E014", "py7zr")]),
)
ELSEWHERE = {"E011", "E012", "E014"}  # tests/corpora/test_guard.py, test_containers.py
every_bad = pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)


def make_bad_files(folder: Path, samples: Path) -> None:
    noise = random.Random(7).randbytes(6000)
    write(folder, "rong.txt", b"")
    write(folder, "khoang-trang.md", "\ufeff \n\n\t\n")
    write(folder, "rac.txt", noise)
    write(folder, "rac.pdf", noise)
    whole = (samples / "xa-2022.docx").read_bytes()
    write(folder, "cut.docx", whole[: len(whole) // 2])
    write(folder, "english.txt", ENGLISH * 20)
    write(folder, "cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"))
    write(folder, "bom.zip", bomb())
    (folder / "thu-muc-rong").mkdir()
    with (folder / "to.txt").open("wb") as file:
        file.truncate(200_000_000)  # takes no room on the disk
    locked = Canvas(str(folder / "khoa.pdf"), encrypt=StandardEncryption("bi-mat"))
    blank = Canvas(str(folder / "khong-chu.pdf"))
    locked.drawString(50, 700, "Bao cao")
    blank.rect(50, 700, 100, 20)
    locked.save()
    blank.save()


def bomb() -> bytes:
    """Return a small zip that declares to hold 10 GB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", b"x" * 99)
    data = bytearray(packed.getvalue())
    sizes = data.index(b"PK\x01\x02") + 24  # of the entry's unpacked size in the central directory
    data[sizes : sizes + 4] = (4_000_000_000).to_bytes(4, "little")
    entry = bytes(data[sizes - 24 : data.index(b"PK\x05\x06")])
    data[data.index(b"PK\x05\x06") :] = b""
    half = (2_000_000_000).to_bytes(4, "little")
    directory = entry * 2 + entry[:24] + half + entry[28:]
    start = sizes - 24
    counts = (3).to_bytes(2, "little") * 2
    tail = b"PK\x05\x06" + bytes(4) + counts + len(directory).to_bytes(4, "little") + start.to_bytes(4, "little")
    return bytes(data[:start]) + directory + tail + bytes(2)


@pytest.fixture(scope="module")
def mixed(run: Run, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Process:
    """Tag good files between bad ones, all in one run."""
    folder = tmp_path_factory.mktemp("mixed")
    make_bad_files(folder, sample_folder)
    write(folder, "dau.txt")
    write(folder, "kho/con/cuoi.txt", REPORT.replace("12", "13"))
    write(folder, "kho/.an.txt")
    write(folder, "kho/ghi-chu.xlsx", b"PK")
    names = [bad.name for bad in BAD]
    return run("tag", "dau.txt", *names, "kho", cwd=folder, variables={"CCHC_SOFFICE": ""})


def test_bad_files_cost_only_themselves(mixed: Process) -> None:
    found = [row.get("source") or row["report"]["source"] for row in lines(mixed.stdout)]
    assert found == ["dau.txt", *[bad.name for bad in BAD], "cuoi.txt"]
    assert [row["report"]["source"] for row in lines(mixed.stdout) if "error" not in row] == ["dau.txt", "cuoi.txt"]
    assert mixed.returncode == 1


@every_bad
def test_one_clear_line_each(mixed: Process, bad: Bad) -> None:
    told = [line for line in complaints(mixed) if line.startswith(f"cchc: {bad.name}: ")]
    assert len(told) == 1
    assert bad.reason in told[0]
    assert len(complaints(mixed)) == len(BAD)


@every_bad
def test_one_error_line_each(mixed: Process, bad: Bad) -> None:
    row = next(row for row in lines(mixed.stdout) if row.get("source") == bad.name)
    assert row.keys() == {"schema", "source", "error"} and row["schema"] == "cchc/1"
    assert row["error"]["code"] == f"{bad.code}-{ERROR_NAMES[bad.code]}"
    assert bad.reason in row["error"]["message"]


def test_every_reading_error_is_shown_above() -> None:
    assert {bad.code for bad in BAD} | ELSEWHERE == ERROR_NAMES.keys()


def test_the_path_is_named_as_the_user_gave_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a/README.md", ENGLISH * 20)
    write(tmp_path, "b/README.md", "")
    told = complaints(run("tag", "a", "b", "c", ".", "--max-mb", "1", cwd=tmp_path / "."))
    assert [line.split(": ")[1] for line in told] == ["a/README.md", "b/README.md", "c", "a/README.md", "b/README.md"]


@needs_fifo
def test_a_file_that_vanishes_while_others_are_read(environment: dict[str, str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    gone, stays = write(tmp_path, "mat.txt"), write(tmp_path, "con.txt", REPORT.replace("12", "13"))
    command = [*COMMAND, "tag", "ong", gone.name, stays.name]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=-1, stderr=-1) as process:
        with (tmp_path / "ong").open("wb") as pipe:  # opens when the paths have been looked up and reading began
            gone.unlink()
            pipe.write(REPORT.encode("utf-8"))
        output, told = process.communicate(timeout=120)
    first, second, third = lines(output)
    assert (first["report"]["source"], third["report"]["source"]) == ("ong", "con.txt")
    assert (second["source"], second["error"]["code"]) == ("mat.txt", "E007-unreadable")
    assert told.decode("utf-8").startswith("cchc: mat.txt: ") and told.count(b"\n") == 1
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["tag", "--mau", "a.txt"], "--mau"),
        (["tag"], "PATH"),
        (["tag", "a.txt", "--format", "xml"], "xml"),
        (["tag", "a.txt", "--max-mb", "0"], "0"),
        (["tag", "a.txt", "--lang", "fr"], "fr"),
        (["--lang", "fr", "doctor"], "fr"),
        (["tag", "a.txt", "-o", "."], "."),
        (["summary", "khong-co.jsonl"], "khong-co.jsonl"),
        (["summary"], "FILE.jsonl"),
        (["evaluate", "khong-co"], "khong-co"),
        (["doctor", "thua"], "thua"),
        (["gan-nhan", "a.txt"], "gan-nhan"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, arguments: list[str], named: str) -> None:
    process = run(*arguments, cwd=tmp_path)
    assert process.returncode == 2
    assert process.stdout == b""
    assert complaints(process)[-1].startswith("Error: ") and named in complaints(process)[-1]


def test_standard_input_beside_files(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    process = run("tag", "-", "a.txt", input=REPORT.encode("utf-8"), cwd=tmp_path)
    piped, read = lines(process.stdout)
    assert (piped["report"].pop("source"), read["report"].pop("source")) == ("<stdin>", "a.txt")
    assert piped == read
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "E001"), (ENGLISH.encode() * 9, "E008"), (b"x" * 1_000_001, "E006")], ids=len
)
def test_bad_standard_input(run: Run, data: bytes, code: str) -> None:
    process = run("tag", "-", "--max-mb", "1", input=data)
    (row,) = lines(process.stdout)
    assert (row["source"], row["error"]["code"]) == ("<stdin>", f"{code}-{ERROR_NAMES[code]}")
    assert len(complaints(process)) == 1 and complaints(process)[0].startswith("cchc: <stdin>: ")
    assert process.returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("redirection", "status", "told"),
    [("<&-", 1, "<stdin>"), ("< /dev/null 2>&-", 1, ""), ("< /dev/null >&-", 1, "<stdin>")],
)
def test_closed_streams(environment: dict[str, str], tmp_path: Path, redirection: str, status: int, told: str) -> None:
    command = f"{shlex.join([*COMMAND, 'tag', '-'])} {redirection}"
    process = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=120
    )
    assert process.returncode == status
    assert len(complaints(process)) == bool(told) and told.encode() in process.stderr


@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_a_closed_pipe_ends_quietly(
    environment: dict[str, str], sample_folder: Path, tmp_path: Path, form: str
) -> None:
    for index in range(4):
        write(tmp_path, f"{index}.txt", (sample_folder / "tinh-2021.txt").read_bytes() + b"\n" * index)
    command = [*COMMAND, "tag", tmp_path, "--format", form]
    with subprocess.Popen(command, env=environment, stdout=-1, stderr=-1) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().strip()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 0


# --- -o ---------------------------------------------------------------------------------------------------------


def test_output_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    old = write(tmp_path, "ket-qua.jsonl", "cũ\n")
    (tmp_path / "lien-ket.jsonl").symlink_to(old)
    printed = run("tag", "a.txt", "--with-text", cwd=tmp_path)
    assert lines(printed.stdout)[0]["text"] == REPORT
    process = run("tag", "a.txt", "--with-text", "-o", "lien-ket.jsonl", cwd=tmp_path)
    assert (process.returncode, process.stdout, process.stderr) == (0, b"", b"")
    assert old.read_bytes() == printed.stdout
    assert (tmp_path / "lien-ket.jsonl").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "ket-qua.jsonl", "lien-ket.jsonl"]


def test_output_in_a_new_folder_with_failures(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "rong.txt", "")
    process = run("tag", "rong.txt", "-o", "moi/sau/ket-qua.jsonl", cwd=tmp_path)
    assert process.returncode == 1 and len(complaints(process)) == 1
    assert [row["source"] for row in lines((tmp_path / "moi/sau/ket-qua.jsonl").read_bytes())] == ["rong.txt"]


@needs_fifo
@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_an_interrupted_run_leaves_the_old_output(environment: dict[str, str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    old = write(tmp_path, "ket-qua.jsonl", "cũ\n")
    write(tmp_path, "rong.txt", "")
    command = [*COMMAND, "tag", "rong.txt", "ong", "-o", old.name]
    with (
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=-1, stderr=-1) as process,
        (tmp_path / "ong").open("wb"),
    ):
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
    assert process.returncode != 0 and b"Traceback" not in told
    assert old.read_text(encoding="utf-8") == "cũ\n"
    assert not list(tmp_path.glob("*.part"))


def test_a_missing_model_leaves_the_old_output(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    old = write(tmp_path, "ket-qua.jsonl", "cũ\n")
    process = run("tag", "a.txt", "--model", "khong-co", "-o", old.name, cwd=tmp_path)
    (told,) = complaints(process)
    assert told.startswith("cchc: khong-co: mô hình không đọc được") and "cchc train" in told
    assert process.returncode == 1
    assert old.read_text(encoding="utf-8") == "cũ\n"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    "target",
    ["a.txt/ket-qua.jsonl", pytest.param("/dev/full", marks=needs_dev_full)],
)
def test_output_that_cannot_be_written(run: Run, tmp_path: Path, target: str) -> None:
    write(tmp_path, "a.txt")
    process = run("tag", "a.txt", "-o", target, cwd=tmp_path)
    (told,) = complaints(process)
    assert told.startswith(f"cchc: {target}: không mở hoặc không ghi được")
    assert process.returncode == 1


@needs_dev_full
@pytest.mark.parametrize("command", ["tag", "doctor"])
def test_a_full_disk_behind_standard_output(environment: dict[str, str], tmp_path: Path, command: str) -> None:
    arguments = [write(tmp_path, "a.txt")] if command == "tag" else []
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [*COMMAND, command, *arguments], env=environment, stdout=full, stderr=-1, check=False, timeout=120
        )
    assert process.stderr.decode("utf-8").startswith("cchc: đầu ra chuẩn: ") and process.stderr.count(b"\n") == 1
    assert process.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_name_that_is_no_utf8(run: Run, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"b\xe1o.txt")).write_text(REPORT, encoding="utf-8")
    process = run("tag", ".", "-o", "ket-qua.jsonl", cwd=tmp_path)
    assert (process.returncode, process.stderr) == (0, b"")
    (row,) = lines((tmp_path / "ket-qua.jsonl").read_bytes())
    assert os.fsencode(row["report"]["source"]) == b"b\xe1o.txt"


def test_text_shows_every_statement_with_its_labels(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", REPORT.replace("Bình Phước còn", "Bình Phước [/b] [xanh] còn"))
    process = run("tag", "a.txt", "--format", "text", cwd=tmp_path)
    shown = process.stdout.decode("utf-8").splitlines()
    kept = next(line for line in shown if "Phòng Tư pháp" in line)
    late = next(line for line in shown if "Bình Phước" in line)
    assert "Thể chế  Kết quả" in kept and kept.endswith("ngày 14/5/2016.")
    assert "Thể chế  Hạn chế" in late and "[/b] [xanh] còn chậm so với kế hoạch." in late
    assert any(line.startswith("I. CẢI CÁCH THỂ CHẾ") and "[Thể chế]" in line for line in shown)
    assert "UBND huyện Mang Thít" in process.stdout.decode("utf-8")
    assert (process.returncode, process.stderr) == (0, b"") and b"\x1b" not in process.stdout


def test_labels_without_the_headings(run: Run, tmp_path: Path) -> None:
    """A sentence that names no area has that of its section; without the headings it cannot."""
    body = "- Huyện giải ngân 41 tỷ đồng vốn đầu tư công.\n\n- Các đơn vị đã hoàn thành việc này đúng thời hạn."
    write(tmp_path, "a.txt", f"BÁO CÁO\n\nI. CẢI CÁCH TÀI CHÍNH CÔNG\n\n{body}\n")
    told, alone = (
        lines(run("tag", "a.txt", *switch, cwd=tmp_path).stdout)[0]["statements"][1]
        for switch in ([], ["--no-outline"])
    )
    assert told["area"] == "public_finance"
    assert alone["area"] != "public_finance" or alone["area_confidence"] < told["area_confidence"]
    assert not any(word in alone["why"] for word in ("title", "section", "role", "around"))


def test_no_progress_elsewhere(mixed: Process) -> None:
    assert b"\x1b" not in mixed.stderr and "Đang đọc".encode() not in mixed.stderr
