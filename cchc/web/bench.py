"""How fast the desk answers: `make bench-index N=1000000`, through its HTTP API, beside a plain SQLite FTS5 table.

The desk runs in a process of its own and is asked as programs ask it, over kept connections. Its searches, its reports,
the same searches without the web, and the peer's answer in turn, so that all have the same machine.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time
from urllib.parse import urlencode

import httpx

from cchc.index import bench
from cchc.index.bench_clock import Engine, p95
from cchc.index.bench_corpus import Asked, make_queries, tagged_samples
from cchc.index.bench_fts5 import FACETS
from cchc.index.index import Index, open_index
from cchc.index.types import Record
from cchc.web.desk import Settings

_SEED = 6
_SECONDS = 10.0  # that readers ask
_START = 120.0  # seconds that the desk may take to answer
_PATIENCE = 60.0  # seconds for one answer


class Client:
    """Asks a desk, over connections that stay open; safe for threads.

    Parameters
    ----------
    url : str
    pipe : multiprocessing.connection.Connection
        Answers anything with the CPU seconds of the desk's process.
    """

    def __init__(self, url: str, pipe: Connection) -> None:
        self._http = httpx.Client(base_url=url, timeout=_PATIENCE, trust_env=False)
        self._pipe = pipe

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def cpu(self) -> float:
        """Return the CPU seconds that the desk's process has used."""
        self._pipe.send(None)
        return float(self._pipe.recv())

    def search(self, asked: Asked) -> int:
        """Return how many statements a query finds: the page, its snippets and facets are fetched."""
        pairs = [("q", asked.text), ("area", asked.area), ("province", asked.province), ("limit", "20")]
        pairs += [("facet", facet) for facet in FACETS]
        return int(self._get(f"/api/statements?{urlencode(pairs)}")["total"])

    def report(self, uid: str) -> int:
        """Return how many statements a report has; all of it is fetched."""
        return len(self._get(f"/api/reports/{uid}")["statements"])

    def _get(self, address: str) -> Record:
        answer = self._http.get(address)
        answer.raise_for_status()
        told: Record = answer.json()
        return told


@contextmanager
def served(folder: Path, database: str | None = None) -> Iterator[Client]:
    """Serve an index from a process of its own; gives a client of it."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(folder, database, there))
    process.start()
    if not here.poll(_START):
        process.terminate()
        raise TimeoutError(str(folder))
    client = Client(here.recv(), here)
    try:
        yield client
    finally:
        client.close()
        process.terminate()
        process.join()


def _serve(folder: Path, database: str | None, pipe: Connection) -> None:
    from cchc.web.serving import serve

    def ready(url: str) -> None:
        pipe.send(url)
        threading.Thread(target=_tell_cpu, args=(pipe,), daemon=True).start()

    serve(Settings(folder, database), "127.0.0.1", 0, ready)


def _tell_cpu(pipe: Connection) -> None:
    while True:
        try:
            pipe.recv()
        except EOFError:
            return
        pipe.send(process_time())


def run(
    count: int,
    folder: Path,
    samples: Sequence[Record],
    readers: int,
    seconds: float = _SECONDS,
    *,
    alone: bool = False,
) -> float:
    """Fill an index and an FTS5 table, ask desk and peer, print what it took; returns the p95 of a search, ms."""
    source = bench.fill(count, folder, samples)
    queries = make_queries(samples, random.Random(_SEED))
    peer = bench.peer(folder, source, alone)
    with open_index(folder / "index") as index:
        with served(index.folder) as client:
            slow = _compare(index, client, peer, queries)
        bench.pages(index)
        with served(index.folder) as client:
            bench.read(client.search, index, queries, readers, seconds)
    return slow


def _compare(index: Index, client: Client, peer: dict[str, Engine], queries: Sequence[Asked]) -> float:
    """Ask in turn; a report, drawn by chance, is opened beside each search."""
    uids = [row.id for row in index.reports()]
    of = dict(zip(queries, random.Random(_SEED).choices(uids, k=len(queries)), strict=True))
    engines = {
        "search through HTTP": Engine(client.search, client.cpu),
        "search in one process": Engine(partial(bench.ask_index, index)),
    } | peer
    reports = Engine(lambda asked: client.report(of[asked]), client.cpu)
    taken = bench.compare(engines, queries, {"a report through HTTP": reports})
    searched, opened = taken["search through HTTP"], taken["a report through HTTP"]
    ratio = f"{p95(opened.wall) / p95(searched.wall):.1f} times (CPU {p95(opened.cpu) / p95(searched.cpu):.1f})"
    print(f"opening a report takes {ratio} what a search takes, at p95")
    return p95(searched.wall)


def main() -> None:
    """Measure at some sizes; from the first to the last the p95 of a search should grow less than the statements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[100_000], help="statements of each index")
    parser.add_argument("--readers", type=int, default=20, help="readers at once")
    parser.add_argument("--alone", action="store_true", help="without the peer: at 5,000,000 it takes long")
    parser.add_argument("--folder", type=Path, help="keep the files here; reports that are there are not made anew")
    options = parser.parse_args()
    samples, slow = tagged_samples(), []
    for count in options.counts:
        with tempfile.TemporaryDirectory() as place:
            folder = options.folder / str(count) if options.folder else Path(place)
            folder.mkdir(parents=True, exist_ok=True)
            slow.append(run(count, folder, samples, options.readers, alone=options.alone))
    if len(slow) > 1:
        print(
            f"p95 of a search, {options.counts[0]} to {options.counts[-1]} statements: {slow[-1] / slow[0]:.1f} times"
        )


if __name__ == "__main__":
    main()
