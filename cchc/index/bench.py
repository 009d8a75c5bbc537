"""How fast the index is filled and answers: `make bench-index N=100000`, beside a plain SQLite FTS5 table.

The statements are the samples' own, their clauses recombined, with made-up units and periods. Both engines answer the
same queries under the same two filters, ranked, with 20 hits, snippets and three facets, in one run. Then the index's
other pages are asked for, and readers ask together, alone and beside a process that writes.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from cchc.index.bench_corpus import Asked, make_queries, make_reports, tagged_samples
from cchc.index.bench_fts5 import FACETS, Fts5
from cchc.index.bench_readers import read_together, writer_beside
from cchc.index.index import Index, open_index
from cchc.index.intake import read_tagged_lines
from cchc.index.types import Filters, Query, Record

_SEED = 6
_TIMES = 20  # that a page is asked for
_SECONDS = 10.0  # that readers ask

Page = Callable[[Index], object]
_YEAR = Filters(period=("2023",))
_PLACE = Filters(province=("Tỉnh 5",), period=("2023",))
PAGES: dict[str, Page] = {
    "reports": lambda index: index.reports_page(),
    "reports of a province and year": lambda index: index.reports_page(_PLACE),
    "units": lambda index: index.units_page(),
    "units without a report of a year": lambda index: index.missing_units("2023"),
    "documents": lambda index: index.documents_page(),
    "documents of a year": lambda index: index.documents_page(_YEAR),
    "documents of an area": lambda index: index.documents_page(Filters(area=("procedures",))),
    "outdated documents": lambda index: index.outdated_documents(_YEAR),
    "mentions of the most cited": lambda index: index.mentions_page(index.most_cited(n=1)[0].id),
    "reports by period and level": lambda index: index.report_counts(),
    "values of filters": lambda index: index.facet_values(),
    "queue of a reviewer": lambda index: index.uncertain(),
    "matrix": lambda index: index.matrix(),
    "trend": lambda index: index.trend(),
    "limitations, province and year": lambda index: list(index.limitations(_PLACE)),
}


def ask_index(index: Index, asked: Asked) -> int:
    """Return how many statements a query finds, as a server asks it: the page, its snippets and facets."""
    filters = Filters(area=(asked.area,), province=(asked.province,))
    return index.search(Query(asked.text, filters, FACETS, 20)).total


def clock(answer: Callable[[Asked], int], queries: Sequence[Asked]) -> tuple[list[float], list[int]]:
    """Return the CPU milliseconds of each query, and what it found; each runs once before."""
    times, found = [], []
    for asked in queries:
        answer(asked)
        begun = time.process_time()
        found.append(answer(asked))
        times.append((time.process_time() - begun) * 1000)
    return times, found


def told(name: str, times: Sequence[float]) -> str:
    """Return a line with median and 95th percentile of some times."""
    return f"{name:<34} p50 {statistics.median(times):8.2f} ms   p95 {_p95(times):8.2f} ms"


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def run(count: int, folder: Path, samples: Sequence[Record], readers: int, seconds: float = _SECONDS) -> float:
    """Fill an index and an FTS5 table, ask both, print what it took; returns the p95 of a search, ms."""
    source = folder / "reports.jsonl"
    if not source.exists():
        with source.open("w", encoding="utf-8") as stream:
            for record in make_reports(samples, count, random.Random(_SEED)):
                print(json.dumps(record, ensure_ascii=False), file=stream)
    queries = make_queries(samples, random.Random(_SEED))
    with open_index(folder / "index", create=True) as index:
        if not index.status().statements:
            _fill(index, source)
        times = _compare(index, Fts5(folder / "fts5.sqlite", source), queries)
        _pages(index)
        _readers(index, queries, readers, seconds)
    return _p95(times)


def _fill(index: Index, source: Path) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    written = sum(added.statements for added in index.add(read_tagged_lines(source)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    status = index.status()
    rate = f"{written / cpu:.0f} per CPU second, {written / wall:.0f} per second of the wall"
    print(f"added {written} statements: {rate}")
    print(f"all files: {status.bytes / max(status.statements, 1):.0f} bytes a statement")


def _compare(index: Index, peer: Fts5, queries: Sequence[Asked]) -> list[float]:
    ours, found = clock(lambda asked: ask_index(index, asked), queries)
    theirs, same = clock(peer.search, queries)
    print(f"{len(queries)} queries, two filters, 20 hits, snippets, {len(FACETS)} facets; CPU time, warm:")
    print(told("cchc", ours))
    print(told("SQLite FTS5", theirs))
    agree = sum(a == b for a, b in zip(found, same, strict=True))
    ratio = _p95(theirs) / _p95(ours)
    print(f"p95: {ratio:.1f} times as fast; equally many hits in {agree} of {len(queries)} queries")
    return ours


def _pages(index: Index) -> None:
    """Time the other pages: single reports and units drawn by chance, lists their first page."""
    chance = random.Random(_SEED)
    rows = chance.sample(index.reports(), _TIMES)
    print("other pages; CPU time, warm:")
    print(told("a report", _timed([partial(index.report, row.id) for row in rows])))
    print(told("a unit's history", _timed([partial(index.unit_history, row.unit_id) for row in rows if row.unit_id])))
    for name, page in PAGES.items():
        print(told(name, _timed([partial(page, index)] * _TIMES)))


def _timed(asks: Sequence[Callable[[], object]]) -> list[float]:
    times = []
    for ask in asks:
        ask()
        begun = time.process_time()
        ask()
        times.append((time.process_time() - begun) * 1000)
    return times


def _readers(index: Index, queries: Sequence[Asked], readers: int, seconds: float) -> None:
    """Ask with one reader, with many, and with many beside a writer; the wall counts, and all share the cores."""

    def ask(asked: Asked) -> None:
        index.refresh()
        ask_index(index, asked)

    print("readers in threads of one process, the writer in another; time of the wall:")
    print(read_together(ask, queries, 1, seconds).told("1 reader"))
    quiet = read_together(ask, queries, readers, seconds)
    print(quiet.told(f"{readers} readers"))
    with writer_beside(index.folder, index.store.url):
        busy = read_together(ask, queries, readers, seconds)
    print(busy.told(f"{readers} readers beside a writer"))
    print(f"p95 beside the writer: {busy.p95 / quiet.p95:.1f} times that without", *sorted(set(busy.errors))[:3])


def main() -> None:
    """Measure at some sizes; from the first to the last the p95 of a search should grow less than the statements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[100_000], help="statements of each index")
    parser.add_argument("--readers", type=int, default=20, help="readers at once")
    parser.add_argument("--folder", type=Path, help="keep the files here; reports that are there are not made anew")
    options = parser.parse_args()
    samples, slow = tagged_samples(), []
    for count in options.counts:
        with tempfile.TemporaryDirectory() as place:
            folder = options.folder / str(count) if options.folder else Path(place)
            folder.mkdir(parents=True, exist_ok=True)
            slow.append(run(count, folder, samples, options.readers))
    if len(slow) > 1:
        print(
            f"p95 of a search, {options.counts[0]} to {options.counts[-1]} statements: {slow[-1] / slow[0]:.1f} times"
        )


if __name__ == "__main__":
    main()
