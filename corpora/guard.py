"""Reads files in a worker process with limits of time and memory: a hostile or broken file costs itself only.

The worker serves one file after the other, so that its start is paid once. It is a session of its own: what it starts
(LibreOffice) ends with it. Its temporary folder belongs to the parent, which empties it when the worker had to be
killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

from corpora import worker
from corpora.containers import Member
from corpora.page_pictures import PagePicture
from corpora.processes import end_family, resident
from nlp.errors import ReadError
from nlp.source import Source

__all__ = ["MEMORY_BYTES", "TIMEOUT", "Guard"]

TIMEOUT: Final = 120.0  # seconds a file, or a member of an archive, may take
MEMORY_BYTES: Final = 1_000_000_000  # of address space on Linux, elsewhere of memory in use
# Linux holds a process to a limit of its address space; macOS takes the limit and forgets it, Windows has none. There
# the parent looks how much memory is in use.
LIMITED_BY_SYSTEM: Final = sys.platform.startswith("linux")
_LOOK_SECONDS: Final = 0.1
_START_SECONDS: Final = 60.0  # a loaded machine starts Python slowly; no fault of the file
_MAX_SERVED: Final = 500  # then a new worker, or what the parsers leak adds up


class Guard:
    """A worker process and its limits; a context manager.

    Parameters
    ----------
    timeout : float
        Seconds that one file may take; in an archive, that each member may take.
    memory : int
        Bytes of address space; where the system has no such limit (Windows, macOS), of memory in use, looked at ten
        times a second.
    progress : callable, optional
        Gets the pages recognised and the pages there are, before the first page of a scan and after each.

    Notes
    -----
    As always with `multiprocessing`, a script that uses it keeps its own work under ``if __name__ == "__main__"``.
    """

    def __init__(
        self,
        timeout: float = TIMEOUT,
        memory: int = MEMORY_BYTES,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self.timeout, self.memory, self.progress = timeout, memory, progress
        self._folder = tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._end: Any = None
        self._ready = False
        self._served = 0

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the worker, without waiting for it; a call for a file starts it too."""
        if self._process is not None:
            return
        context = multiprocessing.get_context("spawn")  # a fork would copy the parent's threads and locks
        here, there = context.Pipe()
        limits = (self.memory, LIMITED_BY_SYSTEM)
        process = context.Process(target=worker.serve, args=(there, self._folder.name, *limits), name="cchc-reader")
        process.start()
        there.close()
        self._process, self._pipe, self._ready, self._served = process, here, False, 0
        self._end = weakref.finalize(self, _end, process, here)

    def close(self) -> None:
        """End the worker and remove its temporary folder."""
        self._stop()
        self._folder.cleanup()

    def open(self, data: bytes, name: str, max_bytes: int) -> Iterator[Source | Member | ReadError]:
        """Read a file: its source, or the members of an archive one by one.

        Parameters
        ----------
        data : bytes
        name : str
            The name shown in errors; its suffix settles Markdown against plain text.
        max_bytes : int
            Largest member; an archive may unpack to ten times as much.

        Yields
        ------
        Source, Member or ReadError
            One source, or any number of members, unreadable ones as errors.

        Raises
        ------
        ReadError
            As `corpora.readers.read_bytes`, E011 beyond the time, E012 beyond the memory.
        """
        yield from self._ask(name, worker.open_file, data, name, max_bytes)

    def read(self, data: bytes, name: str, max_bytes: int) -> Source:
        """Read one report; an archive is refused.

        Raises
        ------
        ReadError
            As `open`.
        """
        (source,) = self._ask(name, worker.read_file, data, name, max_bytes)
        assert isinstance(source, Source)
        return source

    def draw(self, data: bytes, name: str, number: int) -> PagePicture:
        """Draw a page of a PDF.

        Raises
        ------
        ReadError
            As `corpora.page_pictures.draw_page`, E011 beyond the time, E012 beyond the memory.
        """
        (picture,) = self._ask(name, worker.draw_page, data, name, number)
        assert isinstance(picture, PagePicture)
        return picture

    def prepare(self, files: list[tuple[str, bytes]]) -> None:
        """Convert files for LibreOffice in one start; what fails is tried again when the file is read."""
        with contextlib.suppress(ReadError):
            list(self._ask(files[0][0], worker.prepare_files, files))

    def peak_memory(self) -> int:
        """Return the largest resident size of the worker so far in bytes, or of a program it ran; 0 if unknown."""
        (peak,) = self._ask("", worker.peak_memory)
        return int(peak)

    def _ask(self, name: str, order: worker.Order, *arguments: Any) -> Iterator[Any]:
        """Send an order and yield the answers; a worker that fails, or is left in the middle, is ended."""
        pipe, whole = self._connect(name), False
        try:
            pipe.send((order, *arguments))
            while True:
                kind, content = self._receive(pipe, name)
                if kind != worker.ITEM:
                    break
                yield content
            # After these nothing is sure: memory is short, a program may still run.
            whole = not (kind == worker.FAILURE and content[0] in ("E011", "E012"))
        except (EOFError, OSError) as error:
            raise ReadError("E004", name, self._cause_of_death()) from error
        finally:
            if not whole:
                self._stop()
        if kind == worker.FAILURE:
            code, value, detail = content
            raise ReadError(code, name if value is None else value, detail)

    def _connect(self, name: str) -> Connection:
        """Return the pipe to a worker that is ready; E007 where none can be started, which is no fault of the file."""
        if self._served >= _MAX_SERVED:
            self._stop()
        self.start()
        assert self._pipe is not None
        if not self._ready:
            with contextlib.suppress(EOFError, OSError):
                self._ready = self._pipe.poll(_START_SECONDS) and self._pipe.recv() == worker.READY
        if not self._ready:
            cause = self._cause_of_death()
            self._stop()
            raise ReadError("E007", name, cause)
        self._served += 1
        return self._pipe

    def _receive(self, pipe: Connection, name: str) -> tuple[str, Any]:
        """Return the next answer; pages told meanwhile win a file no time, or a hostile one would never end."""
        end = time.monotonic() + self.timeout
        while self._poll(pipe, end, name):
            kind, content = pipe.recv()
            if kind != worker.PROGRESS:
                return kind, content
            self.progress(*content)
        raise ReadError("E011", name, f"{self.timeout:g}")

    def _poll(self, pipe: Connection, end: float, name: str) -> bool:
        """Wait for an answer until a time; where the system sets no limit of memory, look after it meanwhile."""
        if LIMITED_BY_SYSTEM:
            return pipe.poll(max(end - time.monotonic(), 0.0))
        while not pipe.poll(min(max(end - time.monotonic(), 0.0), _LOOK_SECONDS)):
            if time.monotonic() >= end:
                return False
            if self._process is not None and resident(self._process.pid or 0) > self.memory:
                raise ReadError("E012", name, worker.megabytes(self.memory))
        return True

    def _cause_of_death(self) -> str:
        """Tell how the worker ended: the name of a signal, or its exit status."""
        status = None
        if self._process is not None:
            self._process.join(1.0)
            status = self._process.exitcode
        if status is not None and status < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-status).name
        return f"reader: {status}"

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
            worker.empty(self._folder.name)
        self._process = self._pipe = self._end = None


def _end(process: BaseProcess, pipe: Connection) -> None:
    """End a worker with all that it started."""
    pipe.close()
    if process.pid is not None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # not yet its own session, or gone
            os.killpg(process.pid, signal.SIGKILL)
    elif process.pid is not None:
        end_family(process.pid)
    process.kill()
    process.join()
