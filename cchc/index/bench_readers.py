"""Many readers at once, alone and beside a process that writes.

What is asked is a callable, so that the same readers may ask an index, or a server over one.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice, takewhile
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from cchc.index.bench_clock import p95, told
from cchc.index.bench_corpus import Asked, make_reports, tagged_samples
from cchc.index.index import open_index

Ask = Callable[[Asked], object]
_OTHER = 10_000_000  # numbers of the writer's reports begin here: none is in the index
_WRITTEN = 100_000  # statements that the writer has ready, at most


@dataclass(frozen=True, slots=True)
class Readings:
    """Wall times (ms) of what readers asked, and the errors that they got."""

    times: tuple[float, ...]
    errors: tuple[str, ...]

    @property
    def p95(self) -> float:
        """95th percentile, ms."""
        return p95(self.times)

    def told(self, name: str) -> str:
        """Return a line with the figures."""
        return f"{told(name, self.times)}   {len(self.times)} answers, {len(self.errors)} errors"


def read_together(ask: Ask, queries: Sequence[Asked], readers: int, seconds: float) -> Readings:
    """Let some readers ask one query after the other for some seconds."""
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(readers) as pool:
        read = [pool.submit(_read, ask, queries, number, until) for number in range(readers)]
        done = [future.result() for future in read]
    return Readings(tuple(t for one in done for t in one.times), tuple(e for one in done for e in one.errors))


def _read(ask: Ask, queries: Sequence[Asked], number: int, until: float) -> Readings:
    """Ask until the time is over, each reader from another query on."""
    times, errors = [], []
    for asked in islice(cycle(queries), 7 * number, None):
        begun = time.perf_counter()
        if begun > until:
            break
        try:
            ask(asked)
        except Exception as error:  # whatever a reader gets is counted
            errors.append(f"{type(error).__name__}: {error}")
        times.append((time.perf_counter() - begun) * 1000)
    return Readings(tuple(times), tuple(errors))


@contextmanager
def writer_beside(folder: Path, database: str | None = None) -> Iterator[None]:
    """Let another process add reports to an index until the end of the block; afterwards they are taken out again."""
    context = get_context("spawn")
    begun, stop = context.Event(), context.Event()
    process = context.Process(target=_write, args=(folder, database, begun, stop))
    process.start()
    if not begun.wait(120):
        raise TimeoutError(str(folder))
    try:
        yield
    finally:
        stop.set()
        process.join()


def _write(folder: Path, database: str | None, begun: Event, stop: Event) -> None:
    made = list(make_reports(tagged_samples(), _WRITTEN, random.Random(1), _OTHER))
    with open_index(folder, database) as index:
        start, written = time.perf_counter(), 0
        for added in index.add(takewhile(lambda _: not stop.is_set(), made)):
            written += added.statements
            begun.set()
        wall = time.perf_counter() - start
        index.remove([record["report"]["id"] for record in made])
    print(f"the writer added {written} statements in {wall:.0f} s", flush=True)
