"""The other end of `corpora.guard`: a process that reads what it is sent and limits itself."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from nlp.errors import ReadError

READY: Final = "ready"
ITEM: Final = "item"
END: Final = "end"
FAILURE: Final = "failure"
PROGRESS: Final = "progress"  # pages done, pages there are
Order = Callable[..., Iterator[Any]]
_KIBIBYTE: Final = 1024


def serve(pipe: Connection, folder: str, memory: int, limited: bool) -> None:
    """Answer orders until the pipe closes.

    Parameters
    ----------
    pipe : Connection
        Brings (function, arguments …); gets (kind, content) pairs, the last of which is `END` or `FAILURE`.
    folder : str
        Where temporary files go.
    memory : int
        Bytes of address space; each reader, too, is loaded within them, with the first file of its kind.
    limited : bool
        The system holds the process to that; else the parent does.
    """
    _settle(pipe, folder, memory if limited else None)
    from corpora.readers.progress import page_progress  # what all readers share belongs to the start

    pipe.send(READY)
    told = page_progress(lambda done, total: pipe.send((PROGRESS, (done, total))))
    with contextlib.suppress(EOFError, OSError), told:  # the parent has closed its end
        while True:
            order, *arguments = pipe.recv()
            for answer in _answers(order, arguments, memory):
                pipe.send(answer)
            empty(folder)


def empty(folder: str) -> None:
    """Remove what a folder holds."""
    with contextlib.suppress(OSError):
        for path in Path(folder).iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _answers(order: Order, arguments: list[Any], memory: int) -> Iterator[tuple[str, Any]]:
    try:
        for item in order(*arguments):
            yield ITEM, item
        yield END, None
    except ReadError as error:
        detail = megabytes(memory) if error.code == "E012" else error.detail
        yield FAILURE, (error.code, error.value, detail)
    except MemoryError:
        yield FAILURE, ("E012", None, megabytes(memory))
    except Exception as error:
        yield FAILURE, ("E004", None, f"{type(error).__name__}: {error}"[:200])


def megabytes(memory: int) -> str:
    """Return a limit of memory for a message."""
    return f"{memory // 1_000_000} MB"


def open_file(data: bytes, name: str, max_bytes: int) -> Iterator[Any]:
    """Yield a file's source, or the members of an archive."""
    from corpora.containers import Limits, members, sniff_container

    kind = sniff_container(data, name)
    if kind:
        yield from members(data, name, Limits(member_bytes=max_bytes, total_bytes=10 * max_bytes))
    else:
        yield from read_file(data, name, max_bytes)


def read_file(data: bytes, name: str, max_bytes: int) -> Iterator[Any]:
    """Yield a file's source."""
    from corpora.readers import read_bytes

    yield read_bytes(data, name, max_bytes=max_bytes)


def draw_page(data: bytes, name: str, number: int) -> Iterator[Any]:
    """Yield the picture of a page of a PDF."""
    from corpora.page_pictures import draw_page as draw

    yield draw(data, name, number)


def prepare_files(files: list[tuple[str, bytes]]) -> Iterator[Any]:
    """Convert files for LibreOffice; nothing to yield."""
    from corpora.readers.office import prepare

    prepare(files)
    yield from ()


def peak_memory() -> Iterator[int]:
    """Yield the largest resident size so far in bytes, of the worker or a program it ran; 0 where nobody tells."""
    try:
        import resource
    except ImportError:  # Windows
        yield 0
    else:
        unit = 1 if sys.platform == "darwin" else _KIBIBYTE
        programs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
        yield max(_own_peak() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, programs)


def _own_peak() -> int:
    """Return the own peak in bytes, 0 where only `getrusage` knows: Linux counts the parent into that."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        peak = re.search(r"VmHWM:\s*(\d+) kB", status)
        return int(peak[1]) * _KIBIBYTE if peak else 0
    return 0


def _settle(pipe: Connection, folder: str, memory: int | None) -> None:
    """Become a session of its own, silent, with limits, that ends when the parent does."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    _silence(pipe)
    if memory is not None:
        _limit(memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _silence(pipe: Connection) -> None:
    """Send what libraries print nowhere; where the shell closed a stream, a pipe may have its number."""
    parent = multiprocessing.parent_process()
    kept = {pipe.fileno(), parent.sentinel if parent else None}
    sink = os.open(os.devnull, os.O_RDWR)
    for descriptor in {0, 1, 2} - kept:
        os.dup2(sink, descriptor)


def _limit(memory: int) -> None:
    """Limit the address space, and let no crash write its memory to a file; systems without such limits go on."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """Wait for the end of the parent, which a file that hangs must not outlive."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
