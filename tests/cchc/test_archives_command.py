"""Archives, mails and duplicates on the command line."""

from __future__ import annotations

import os
import subprocess
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from cli_helpers import ENGLISH, REPORT, complaints, lines, write

from cchc import inputs
from cchc.inputs import Intake
from corpora.readers import office

Run = Callable[..., subprocess.CompletedProcess[bytes]]
OTHER = REPORT.replace("12", "13")


def archive(path: Path, files: dict[str, bytes | str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a report, and an archive that holds it again, another one, a broken and an English one."""
    folder = tmp_path_factory.mktemp("kho")
    write(folder, "a.txt")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.vn", "Báo cáo"
    mail.set_content("Kính gửi.")
    mail.add_attachment(OTHER.encode(), maintype="text", subtype="plain", filename="Báo cáo.txt")
    inside = {"xã/lại.txt": REPORT, "thư.eml": bytes(mail), "hong.docx": b"PK\x03\x04 cut", "en.txt": ENGLISH * 20}
    archive(folder / "z" / "kho.zip", inside)
    return folder


def test_tag_reads_archives_once(run: Run, folder: Path) -> None:
    process = run("tag", ".", cwd=folder)
    rows = lines(process.stdout)
    assert [row.get("source") or row["report"]["source"] for row in rows] == [
        "a.txt",
        "kho.zip/thư.eml/Báo cáo.txt",
        "kho.zip/hong.docx",
        "kho.zip/en.txt",
    ]
    assert [row.get("error", {}).get("code", "")[:4] for row in rows] == ["", "", "E004", "E008"]
    duplicate, damaged, english = complaints(process)
    assert duplicate.startswith("cchc: z/kho.zip/xã/lại.txt: W020: ") and duplicate.count("a.txt") == 1
    assert damaged.startswith("cchc: z/kho.zip/hong.docx: ") and english.startswith("cchc: z/kho.zip/en.txt: ")
    assert process.returncode == 1


def test_citations_reads_archives(run: Run, folder: Path) -> None:
    process = run("citations", "z/kho.zip", "--document", "34/2016/NĐ-CP", "--format", "jsonl", cwd=folder)
    assert [row["report"] for row in lines(process.stdout)] == ["kho.zip/xã/lại.txt", "kho.zip/thư.eml/Báo cáo.txt"]


@pytest.mark.skipif(os.name != "posix", reason="a script stands for LibreOffice")
def test_time_is_limited_and_nothing_runs_on(run: Run, tmp_path: Path) -> None:
    script = write(tmp_path, "soffice", f"#!/bin/sh\nsleep 5\ntouch {tmp_path}/con-chay\n")
    script.chmod(0o755)
    write(tmp_path, "cham.rtf", "{\\rtf1 chậm}")
    write(tmp_path, "nhanh.txt")
    started = time.monotonic()
    process = run(
        "tag", "cham.rtf", "nhanh.txt", "--timeout", "2", cwd=tmp_path, variables={"CCHC_SOFFICE": str(script)}
    )
    slow, quick = lines(process.stdout)
    assert slow["error"]["code"] == "E011-timeout" and "--timeout" in slow["error"]["message"]
    assert quick["report"]["source"] == "nhanh.txt"
    time.sleep(max(0.0, started + 9 - time.monotonic()))
    assert not (tmp_path / "con-chay").exists()


def test_office_files_share_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that stand next are converted together, a batch at a time; files of other kinds between do not matter."""
    names = ["a.doc", "b.txt", "c.odt", "khong-co.rtf", "d.rtf"]
    items: list[inputs.Item] = [tmp_path / name for name in names]
    for name in names:
        if name != "khong-co.rtf":
            write(tmp_path, name, f"{{\\rtf1 {name}}}" if name != "b.txt" else REPORT)
    batches: list[list[str]] = []
    monkeypatch.setenv(office.PROGRAM_VARIABLE, "")
    with Intake() as intake:
        monkeypatch.setattr(intake.guard, "prepare", lambda batch: batches.append([Path(n).name for n, _ in batch]))
        intake.announce(items)
        found = [opened.result for item in items for opened in intake.open(item)]
    assert batches == [["a.doc", "c.odt", "d.rtf"]]
    assert [getattr(result, "code", "read") for result in found] == ["E010", "read", "E010", "E007", "E010"]
