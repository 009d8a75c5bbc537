"""The guard: a file that hangs, grows or crashes costs itself only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hostile_reader
import psutil
import pytest
from reader_helpers import SENTENCE, simple_word

from corpora import worker
from corpora.containers import Member
from corpora.guard import Guard
from corpora.processes import end_family, resident
from corpora.readers import MAX_BYTES, read
from nlp.errors import ReadError
from nlp.source import Source

posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc")


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(timeout=30) as guard:
        yield guard


def code_of(guard: Guard, order: worker.Order, *arguments: object) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        list(guard._ask("a.txt", order, *arguments))
    return caught.value.code, caught.value.detail


def test_the_guard_reads_what_the_reader_reads(guard: Guard, sample_folder: Path) -> None:
    for path in sorted(sample_folder.glob("*.*")):
        assert guard.read(path.read_bytes(), path.name, MAX_BYTES) == read(path)


def test_errors_keep_code_value_and_detail(guard: Guard) -> None:
    with pytest.raises(ReadError) as caught:
        guard.read(b"GIF89a", "kho.zip/anh.txt", MAX_BYTES)
    assert (caught.value.code, caught.value.value, caught.value.detail) == ("E002", "kho.zip/anh.txt", "GIF")


def test_one_worker_serves_many_files(guard: Guard) -> None:
    (first,), (second,) = guard._ask("", hostile_reader.pid), guard._ask("", hostile_reader.pid)
    assert first == second != os.getpid()


def test_a_hang_is_ended_and_the_next_file_is_read() -> None:
    with Guard(timeout=0.5) as guard:
        guard._ask("", worker.peak_memory)
        started = time.monotonic()
        assert code_of(guard, hostile_reader.sleep, b"", "a.txt") == ("E011", "0.5")
        assert time.monotonic() - started < 25  # with the start of the worker
        guard.timeout = 30
        assert guard.read(SENTENCE.encode(), "b.txt", MAX_BYTES).text == SENTENCE


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="no such limit there")
def test_memory_is_limited(guard: Guard) -> None:
    assert code_of(guard, hostile_reader.grow, b"", "a.txt") == ("E012", "1000 MB")
    assert guard.read(SENTENCE.encode(), "b.txt", MAX_BYTES).text == SENTENCE


def test_memory_is_looked_after_where_the_system_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.guard.LIMITED_BY_SYSTEM", False)
    with Guard(memory=900_000_000) as guard:
        assert guard.read(SENTENCE.encode(), "a.txt", MAX_BYTES).text == SENTENCE
        assert code_of(guard, hostile_reader.fill, b"", "b.txt") == ("E012", "900 MB")
        assert guard.read(SENTENCE.encode(), "c.txt", MAX_BYTES).text == SENTENCE


def has_ended(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_a_family_of_processes_ends_together() -> None:
    wait = "import time; time.sleep(600)"
    start = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {wait!r}]).pid, flush=True); {wait}"
    parent = subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert resident(parent.pid) > resident(child) > 0
    end_family(parent.pid)
    parent.communicate(timeout=10)
    until = time.monotonic() + 10  # a busy system ends what was killed a moment later
    while not (ended := has_ended(child)) and time.monotonic() < until:
        time.sleep(0.02)
    assert ended
    assert resident(parent.pid) == 0


@posix
def test_a_crash_costs_its_file_only(guard: Guard) -> None:
    assert code_of(guard, hostile_reader.crash, b"", "a.txt") == ("E004", "SIGSEGV")
    assert guard.read(SENTENCE.encode(), "b.txt", MAX_BYTES).text == SENTENCE


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Guard(timeout=1.5) as guard:
        list(guard._ask("a.txt", worker.peak_memory))
        assert code_of(guard, hostile_reader.litter, b"", "a.txt")[0] == "E011"
        (folder,) = tmp_path.iterdir()
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@linux
def test_what_the_worker_started_ends_with_it(tmp_path: Path) -> None:
    with Guard(timeout=1.5) as guard:
        list(guard._ask("a.txt", worker.peak_memory))
        assert code_of(guard, hostile_reader.spawn, b"", str(tmp_path / "pid"))[0] == "E011"
        child = int((tmp_path / "pid").read_text())
        assert not _is_running(child)


def _is_running(process: int) -> bool:
    """Tell whether a process still runs; a zombie that nobody has waited for does not."""
    for _ in range(50):
        status = Path(f"/proc/{process}/status")
        if not status.exists() or "\nState:\tZ" in status.read_text():
            return False
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    return True


def test_members_can_be_read_while_the_archive_is_open(guard: Guard, tmp_path: Path) -> None:
    import zipfile

    simple_word(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
        archive.write(tmp_path / "a.docx", "a.docx")
        archive.writestr("b.txt", SENTENCE)
    with Guard() as reader:
        found = guard.open((tmp_path / "kho.zip").read_bytes(), "kho.zip", MAX_BYTES)
        sources = [reader.read(item.data, item.name, MAX_BYTES) for item in found if isinstance(item, Member)]
    assert [source.text.strip() for source in sources] == [SENTENCE, SENTENCE]
    assert all(isinstance(source, Source) for source in sources)


def test_an_archive_left_in_the_middle_does_not_spoil_the_next(guard: Guard) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", SENTENCE)
    found = guard.open(packed.getvalue(), "kho.zip", MAX_BYTES)
    next(found)
    found.close()
    assert guard.read(SENTENCE.encode(), "b.txt", MAX_BYTES).text == SENTENCE


@posix
def test_a_worker_that_cannot_start_is_no_fault_of_the_file() -> None:
    with Guard(memory=40_000_000) as guard, pytest.raises(ReadError) as caught:  # less than Python with its parsers
        guard.read(SENTENCE.encode(), "a.txt", MAX_BYTES)
    assert (caught.value.code, caught.value.value) == ("E007", "a.txt")


def test_errors_are_pickled_whole() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(ReadError("E006", "a.txt", "9 MB")))
    assert (type(error), error.code, error.value, error.detail) == (ReadError, "E006", "a.txt", "9 MB")


def test_the_temporary_folder_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "con").mkdir()
    (tmp_path / "con" / "a").write_text("x")
    (tmp_path / "lien-ket").symlink_to(tmp_path)
    worker.empty(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
