"""What the benchmarks have in common: several ways to answer the same queries, timed in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.index.bench_corpus import Asked


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to answer.

    Attributes
    ----------
    ask : callable
        Gets a query; returns how much it found.
    cpu : callable
        Returns the CPU seconds that what answers has used so far: this process, or a server's.
    """

    ask: Callable[[Asked], int]
    cpu: Callable[[], float] = time.process_time


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of each query, by the wall and of the CPU, and what it found."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)

    def told(self, name: str) -> str:
        """Return a line with the figures."""
        return f"{told(name, self.wall)}   CPU{told('', self.cpu)}"


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile; of a single time that time."""
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]


def told(name: str, times: Sequence[float]) -> str:
    """Return a line with median and 95th percentile of some times."""
    return f"{name:<34} p50 {statistics.median(times):8.2f} ms   p95 {p95(times):8.2f} ms".removeprefix(" " * 34)


def load() -> str:
    """Return how many programs want the cores of this machine: figures of the wall depend on it."""
    try:
        wanting = f"{os.getloadavg()[0]:.1f}"
    except (AttributeError, OSError):  # not on Windows
        wanting = "unknown"
    return f"load {wanting} on {os.cpu_count()} cores"


def in_turn(engines: Mapping[str, Engine], queries: Sequence[Asked]) -> dict[str, Taken]:
    """Ask each engine each query, once unmeasured and once more; the next query only when all have answered.

    So what else the machine does, which changes from minute to minute, burdens all alike.
    """
    taken = {name: Taken() for name in engines}
    for asked in queries:
        for name, engine in engines.items():
            engine.ask(asked)
            _clock(engine, asked, taken[name])
    return taken


def _clock(engine: Engine, asked: Asked, taken: Taken) -> None:
    cpu, wall = engine.cpu(), time.perf_counter()
    taken.found.append(engine.ask(asked))
    taken.wall.append((time.perf_counter() - wall) * 1000)
    taken.cpu.append((engine.cpu() - cpu) * 1000)
