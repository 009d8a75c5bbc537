"""The command line as users meet it: views, messages, help, progress, the other commands."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cli_helpers import COMMAND, ENGLISH, REPORT, complaints, lines, write

from cchc.cli import app

Record = dict[str, Any]
Process = subprocess.CompletedProcess[bytes]
Run = Callable[..., Process]


@pytest.mark.parametrize(
    ("arguments", "variables", "reason"),
    [
        (["summary", "a.txt"], {}, "dữ liệu gán nhãn sai ở dòng 1"),
        (["--lang", "en", "summary", "a.txt"], {}, "bad labelled data at line 1"),
        (["summary", "a.txt", "--lang", "en"], {}, "bad labelled data at line 1"),
        (["summary", "--lang=en", "a.txt"], {}, "bad labelled data at line 1"),
        (["summary", "a.txt"], {"CCHC_LANG": "en"}, "bad labelled data at line 1"),
        (["summary", "a.txt"], {"CCHC_LANG": "vi"}, "dữ liệu gán nhãn sai ở dòng 1"),
        (["--lang", "vi", "summary", "a.txt"], {"CCHC_LANG": "en"}, "dữ liệu gán nhãn sai ở dòng 1"),
        (["tag", "--lang", "en", "en"], {}, "the file cannot be read: No such file or directory"),
    ],
)
def test_language(run: Run, tmp_path: Path, arguments: list[str], variables: dict[str, str], reason: str) -> None:
    write(tmp_path, "a.txt")
    process = run(*arguments, variables=variables, cwd=tmp_path)
    (told,) = complaints(process)
    assert told == f"cchc: {'en' if 'tag' in arguments else 'a.txt'}: {reason}"


@pytest.mark.parametrize("name", sorted(app.commands))
@pytest.mark.parametrize(("lang", "word"), [("vi", "Ví dụ"), ("en", "Examples")])
def test_help_shows_an_example(run: Run, name: str, lang: str, word: str) -> None:
    process = run("--lang", lang, name, "--help")
    shown = process.stdout.decode("utf-8")
    assert process.returncode == 0
    assert f"cchc {name}" in shown.split(f"{word}:\n")[1]
    assert all(option.opts[0] in shown for option in app.commands[name].params if option.opts[0].startswith("-"))


@pytest.mark.parametrize("name", sorted(app.commands))
def test_examples_use_options_that_exist(name: str) -> None:
    command = app.commands[name]
    known = {opt for param in command.params for opt in param.opts}
    for example in (command.epilog or "").splitlines():
        called = shlex.split(example.split("cchc ", 1)[1])
        assert called[0] == name
        assert {word for word in called[1:] if word.startswith("-") and word != "-"} <= known


def test_help_lists_every_command(run: Run) -> None:
    shown = run("-h").stdout.decode("utf-8")
    assert all(f"  {name} " in shown for name in app.commands)


def test_version(run: Run) -> None:
    assert version("cchc") in run("--version").stdout.decode("utf-8")


def on_terminal(command: list[str], folder: Path, env: dict[str, str]) -> tuple[bytes, str]:
    """Run a command whose standard error is a terminal; return its output and what the terminal got."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    with subprocess.Popen(
        command, cwd=folder, env=env | {"TERM": "xterm"}, stdin=-3, stdout=-1, stderr=slave
    ) as process:
        os.close(slave)
        shown = b"".join(read_all(master))
        output, _ = process.communicate(timeout=120)
    os.close(master)
    return output, shown.decode("utf-8", "replace")


def read_all(descriptor: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # Linux tells the end of a terminal by an error
        while data := os.read(descriptor, 65536):
            yield data


@pytest.mark.parametrize(("names", "expected"), [(("a.txt", "rong.txt", "b.txt"), True), (("a.txt",), False)])
def test_progress_on_a_terminal_only(
    environment: dict[str, str], tmp_path: Path, names: tuple[str, ...], expected: bool
) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", REPORT.replace("12", "13"))
    write(tmp_path, "rong.txt", "")
    output, shown = on_terminal([*COMMAND, "tag", *names], tmp_path, environment)
    assert ("Đang đọc" in shown and "/3" in shown) == expected
    assert len(lines(output)) == len(names)
    assert ("cchc: rong.txt: tệp trống, không có chữ nào" in shown) == expected


def test_summary_of_what_tag_wrote(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "rong.txt", "")
    run("tag", "a.txt", "rong.txt", "-o", "ket-qua.jsonl", cwd=tmp_path)
    process = run("summary", "ket-qua.jsonl", cwd=tmp_path)
    shown = process.stdout.decode("utf-8")
    assert (process.returncode, process.stderr) == (0, b"")
    assert shown.startswith("Đã đọc 1 báo cáo, 2 câu nhận định; 1 tệp không đọc được")
    assert "Bình Phước" in shown and "34/2016/NĐ-CP" in shown


@pytest.mark.parametrize(
    "data",
    [ENGLISH, b"\xd0\xcf\xff", "[]\n", '{"schema": "cchc/2"}\n', '{"schema": "cchc/1"}\n', '{"schema": "cchc/1", "rep'],
    ids=["words", "binary", "list", "other-schema", "keys-missing", "cut"],
)
def test_summary_of_something_else(run: Run, tmp_path: Path, data: bytes | str) -> None:
    write(tmp_path, "x.jsonl", b"\n" + (data if isinstance(data, bytes) else data.encode()))
    process = run("summary", "x.jsonl", cwd=tmp_path)
    (told,) = complaints(process)
    assert told.startswith("cchc: x.jsonl: ") and "dòng 2" in told
    assert (process.returncode, process.stdout) == (1, b"")


def units() -> Iterator[Record]:
    for text, stance in (("- Phòng Tư pháp", "achievement"), ("- Việc rà soát", "limitation")):
        start = REPORT.index(text)
        end = REPORT.index("\n", start)
        yield {"start": start, "end": end, "kind": "statement", "area": "institutions", "alt": [], "stance": stance}


def test_evaluate(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "reports/a.txt")
    write(tmp_path, "gold/a.units.jsonl", "".join(json.dumps(unit) + "\n" for unit in units()))
    process = run("evaluate", tmp_path, "--json")
    runs = json.loads(process.stdout)
    assert process.returncode == 0 and runs.keys() == {"outline", "no_outline"}
    assert runs["outline"]["a"] == runs["outline"]["MEAN"]
    assert {key: runs["outline"]["a"][key] for key in ("area_strict", "stance_accuracy", "boundary_f1")} == {
        "area_strict": 1.0,
        "stance_accuracy": 1.0,
        "boundary_f1": 1.0,
    }


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({}, "cchc: .: "),
        ({"gold/a.units.jsonl": "{}\n"}, "cchc: reports/a.txt: "),
        ({"gold/a.units.jsonl": "{\n", "reports/a.txt": REPORT}, "cchc: .: "),
        ({"gold/a.units.jsonl": "{}\n", "reports/a.txt": REPORT}, "cchc: .: "),
    ],
    ids=["empty", "report-missing", "no-json", "keys-missing"],
)
def test_evaluate_of_something_else(run: Run, tmp_path: Path, files: dict[str, str], named: str) -> None:
    for name, data in files.items():
        write(tmp_path, name, data)
    process = run("evaluate", ".", cwd=tmp_path)
    (told,) = complaints(process)
    assert told.startswith(named)
    assert (process.returncode, process.stdout) == (1, b"")


def test_evaluate_writes_the_page_and_compares_with_a_saved_run(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "reports/a.txt")
    rows = list(units())
    write(tmp_path, "gold/a.units.jsonl", "".join(json.dumps(unit) + "\n" for unit in rows))
    first = run("evaluate", ".", "--save", "truoc.json", "--lang", "en", cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, b"") and b"Area, strict" in first.stdout
    rows[0]["area"] = "steering"
    write(tmp_path, "gold/a.units.jsonl", "".join(json.dumps(unit) + "\n" for unit in rows))
    second = run("evaluate", ".", "--compare", "truoc.json", "--html", "trang.html", cwd=tmp_path)
    shown = " ".join(second.stdout.decode("utf-8").split())
    assert "0 câu thành đúng, 1 câu thành sai" in shown and "1 câu đã đổi nhãn gán tay" in shown
    page = (tmp_path / "trang.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "Phòng Tư pháp" in page and "1 câu thành sai" in page


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (["--leave-one-out"], 1, "cần ít nhất hai báo cáo đã gán nhãn khác nhau để bỏ ra từng báo cáo; mới có 1"),
        (["--leave-one-out", "--model", "."], 2, "--leave-one-out"),
        (["--compare", "reports/a.txt"], 1, "reports/a.txt: không phải tệp lượt chấm"),
    ],
)
def test_evaluate_refuses(run: Run, tmp_path: Path, arguments: list[str], status: int, named: str) -> None:
    write(tmp_path, "reports/a.txt")
    write(tmp_path, "gold/a.units.jsonl", "".join(json.dumps(unit) + "\n" for unit in units()))
    process = run("evaluate", ".", *arguments, cwd=tmp_path)
    told = complaints(process)[-1]
    assert (process.returncode, process.stdout) == (status, b"")
    assert named in told


def test_doctor(run: Run) -> None:
    process = run("doctor")
    shown = process.stdout.decode("utf-8")
    assert (process.returncode, process.stderr) == (0, b"")
    assert version("spacy") in shown and "cchc-model/1" in shown
