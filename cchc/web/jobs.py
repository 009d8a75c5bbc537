"""Reads, labels and adds what was handed in, one file after the other, behind the pages' back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from cchc.index import Index
from cchc.index.intake import Options, Reader
from cchc.index.types import Added, Record, Told
from cchc.inputs import Intake, Opened
from cchc.web.job_files import FOLDER, Handed, Job, Result, Shelf, now, printable
from cchc.web.labeller import Labeller
from nlp.errors import CchcError, ReadError, StoreError

_log = logging.getLogger("cchc.web")
_TRIES: Final = 3  # of a file whose reading ended the server
_BUSY: Final = ("E051", "E057")  # the database is away, another writes: worth another try
_PAUSE: Final = 2.0  # seconds before it
_OFTEN: Final = 0.5  # seconds between states of a long archive
_GRACE: Final = 3.0  # seconds that a closing server leaves the file at hand
_LOCK: Final = "uploads.lock"


class Stopped(Exception):
    """The server is closing."""


@dataclass(frozen=True, slots=True)
class _Tools:
    intake: Intake
    reader: Reader
    labeller: Labeller


class Jobs:
    """The jobs of an index; one thread works on them, started when there is something to do.

    Parameters
    ----------
    index : Index
    options : Options
        How files are read and labelled.
    """

    def __init__(self, index: Index, options: Options) -> None:
        self.index, self.options = index, options
        self.shelf = Shelf(index.folder / FOLDER)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._tools: _Tools | None = None

    def resume(self) -> None:
        """Go on with what a server before this one left."""
        self.shelf.sweep()
        if next(self.shelf.unfinished(), None) is not None:
            self.start()

    def start(self) -> None:
        """Work on what is unfinished, unless that is being done."""
        with self._lock:
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._work, name="cchc-jobs", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Stop; the file at hand is read again by the next server."""
        self._stop.set()
        with self._lock:
            thread = self._thread
        if thread is None:
            return
        if self._tools:
            self._tools.labeller.stop()
        thread.join(_GRACE)
        if thread.is_alive() and self._tools:
            self._tools.intake.guard.close()
            self._tools.intake.members.close()
            thread.join(_GRACE)

    def _work(self) -> None:
        """Do what is unfinished until nothing is; of several servers on one index one at a time."""
        lock = FileLock(self.index.folder / _LOCK)
        while not self._leave():
            try:
                with lock.acquire(timeout=1), self._opened() as tools:
                    self._all(tools)
            except Timeout:
                continue
            except Stopped:
                return
            except Exception:  # the thread must live: the next upload wants it
                if not self._stop.is_set():
                    _log.exception("uploads")
                self._stop.wait(_PAUSE)

    def _leave(self) -> bool:
        """Tell, and settle, whether this thread ends: never while a job was just handed in."""
        with self._lock:
            if self._stop.is_set() or next(self.shelf.unfinished(), None) is None:
                self._thread = None
                return True
            return False

    @contextmanager
    def _opened(self) -> Iterator[_Tools]:
        labeller = Labeller(self.options.model, self.options.timeout)
        try:
            with Intake(self.options.max_bytes, self.options.timeout) as intake:
                self._tools = _Tools(intake, Reader(self.index.store, self.options), labeller)
                yield self._tools
        finally:
            self._tools = None
            labeller.stop()

    def _all(self, tools: _Tools) -> None:
        while (job := next(self.shelf.unfinished(), None)) is not None:
            tools.intake.announce([self.shelf.place(job, file) for file in job.files if file.state != "done"])
            for file in job.files:
                if file.state != "done":
                    self._file(tools, job, file)
            job.finished = now()
            self.shelf.save(job)

    def _file(self, tools: _Tools, job: Job, file: Handed) -> None:
        """Bring one file to its end, which is told before its bytes go."""
        file.state, file.tries, file.results = "reading", file.tries + 1, []
        if file.tries > _TRIES:
            file.settle(_refused(file.name, ReadError("E004", "", "crash")))
        else:
            self.shelf.save(job)
            self._read(tools, job, file)
        self.shelf.save(job)
        self.shelf.forget(job, file)

    def _read(self, tools: _Tools, job: Job, file: Handed) -> None:
        for left in reversed(range(_TRIES)):
            try:
                self._add(tools, job, file)
                file.settle()
                return
            except StoreError as error:
                if error.code not in _BUSY or not left:
                    file.settle(_refused(file.name, error))
                    return
                self._stop.wait(_PAUSE)
                file.results = []
            except OSError as error:
                self._check()
                file.settle(_refused(file.name, ReadError("E007", "", type(error).__name__)))
                return

    def _add(self, tools: _Tools, job: Job, file: Handed) -> None:
        told = time.monotonic()
        for added in self.index.add(self._records(tools, self.shelf.place(job, file), file.name)):
            error = (added.error.vietnamese, added.error.english) if added.error else None
            file.results.append(Result(added.name, added.outcome, added.report, added.statements, error))
            if time.monotonic() - told > _OFTEN:
                self.shelf.save(job)
                told = time.monotonic()

    def _records(self, tools: _Tools, path: Path, name: str) -> Iterator[Record | Added]:
        """Yield what a file holds, under the name that its sender gave it."""
        self._check()
        if known := tools.reader.known_file(path):
            self.index.keep_original(path.read_bytes())
            yield from (Added(name, "unchanged", uid) for uid in known)
            return
        tools.intake.seen.clear()  # what was read before is told as unchanged, not passed over
        for opened in tools.intake.open(path):
            self._check()
            yield from self._papers(tools, opened, path, name)

    def _papers(self, tools: _Tools, opened: Opened, path: Path, name: str) -> Iterator[Record | Added]:
        shown = printable(name + opened.label.removeprefix(str(path)))
        if isinstance(opened.result, ReadError):
            yield _failed(shown, opened.result, path)
            return
        known = tools.reader.known(opened.result.sha256)
        made = [] if known else tools.labeller.label(replace(opened.result, name=shown))
        self._check()
        if isinstance(made, CchcError):
            yield _failed(shown, made, path)
            return
        self.index.keep_original(path.read_bytes() if opened.data is None else opened.data)
        yield from (Added(shown, "unchanged", uid) for uid in known)
        yield from (record | {"model": tools.reader.version, "origin": None} for record in made)

    def _check(self) -> None:
        if self._stop.is_set():
            raise Stopped


def _failed(name: str, error: CchcError, path: Path) -> Added:
    """Return a failure whose message names nothing of this machine."""
    told = ReadError(error.code, "", error.detail.replace(str(path), name).replace(str(path.parent), ""))
    return Added(name, "failed", error=Told(told.message("vi"), told.message("en")))


def _refused(name: str, error: CchcError) -> Result:
    told = type(error)(error.code, "", error.detail)
    return Result(name, "failed", error=(told.message("vi"), told.message("en")))


def refuse(job: Job, name: str, size: int, error: ReadError) -> None:
    """Note a file that is not even read."""
    job.files.append(Handed(name, "", size, "done", 0, [_refused(name, error)]))
