"""A process with all that it started: their memory and their end, where the system offers no limits of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil


def _family(pid: int) -> Iterator[psutil.Process]:
    """Yield a process and its descendants, the youngest first."""
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        yield from reversed(parent.children(recursive=True))
        yield parent


def resident(pid: int) -> int:
    """Return the bytes of memory that a process and its descendants hold; 0 where it is gone."""
    total = 0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def end_family(pid: int) -> None:
    """End a process and its descendants at once."""
    for process in list(_family(pid)):
        with contextlib.suppress(psutil.Error):
            process.kill()
