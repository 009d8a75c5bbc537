"""What `make bench-index` (`cchc.web.bench`) asks of an index, and of a plain SQLite FTS5 table beside it.

The statements are the samples' own, their clauses recombined, with made-up units and periods. Both engines answer the
same queries under the same two filters, ranked, with 20 hits, snippets and three facets, in one run. Then the index's
other pages are asked for, and readers ask together, alone and beside a process that writes.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from cchc.index.bench_clock import Engine, Taken, in_turn, load, p95, told
from cchc.index.bench_corpus import Asked, make_reports
from cchc.index.bench_fts5 import FACETS, Fts5
from cchc.index.bench_readers import Ask, read_together, writer_beside
from cchc.index.index import Index, open_index
from cchc.index.intake import read_tagged_lines
from cchc.index.types import Filters, Query, Record

_SEED = 6
PEER: Final = "SQLite FTS5"
_TIMES = 20  # that a page is asked for

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


def fill(count: int, folder: Path, samples: Sequence[Record]) -> Path:
    """Make reports and an index of them where there are none; returns the file of the reports."""
    source = folder / "reports.jsonl"
    if not source.exists():
        with source.open("w", encoding="utf-8") as stream:
            for record in make_reports(samples, count, random.Random(_SEED)):
                print(json.dumps(record, ensure_ascii=False), file=stream)
    with open_index(folder / "index", create=True) as index:
        if not index.status().statements:
            _add(index, source)
        status = index.status()
        print(f"{status.statements} statements; all files: {status.bytes / max(status.statements, 1):.0f} bytes each")
    return source


def _add(index: Index, source: Path) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    written = sum(added.statements for added in index.add(read_tagged_lines(source)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    rate = f"{written / cpu:.0f} per CPU second, {written / wall:.0f} per second of the wall"
    print(f"added {written} statements: {rate}; {load()}")


def peer(folder: Path, source: Path, alone: bool) -> dict[str, Engine]:
    """Return the peer under its name, filled where it is not there yet; nothing where the desk is measured `alone`."""
    return {} if alone else {PEER: Engine(Fts5(folder / "fts5.sqlite", source).search)}


def compare(
    engines: Mapping[str, Engine], queries: Sequence[Asked], beside: Mapping[str, Engine] | None = None
) -> dict[str, Taken]:
    """Ask the same queries of several engines in turn, of the peer too if it is there; print and return what they took.

    What is asked `beside` takes its turn, too, but answers something else, and is not compared.
    """
    taken = in_turn({**engines, **(beside or {})}, queries)
    print(f"{len(queries)} queries, two filters, 20 hits, snippets, {len(FACETS)} facets; in turn, warm; {load()}:")
    for name, one in taken.items():
        print(one.told(name))
    for name in (name for name in engines if name != PEER and PEER in engines):
        one, other = taken[name], taken[PEER]
        agree = sum(a == b for a, b in zip(one.found, other.found, strict=True))
        faster = f"{p95(other.wall) / p95(one.wall):.1f} times as fast at p95 (CPU {p95(other.cpu) / p95(one.cpu):.1f})"
        print(f"{name}: {faster}; as many hits in {agree} of {len(queries)} queries")
    return taken


def pages(index: Index) -> None:
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


def read(ask: Ask, index: Index, queries: Sequence[Asked], readers: int, seconds: float) -> None:
    """Ask with one reader, with many, and with many beside a writer; the wall counts, and all share the cores."""
    print(f"readers at once, and a writer in another process; time of the wall; {load()}:")
    print(read_together(ask, queries, 1, seconds).told("1 reader"))
    quiet = read_together(ask, queries, readers, seconds)
    print(quiet.told(f"{readers} readers"))
    with writer_beside(index.folder, index.store.url):
        busy = read_together(ask, queries, readers, seconds)
    print(busy.told(f"{readers} readers beside a writer"))
    print(f"p95 beside the writer: {busy.p95 / quiet.p95:.1f} times that without", *sorted(set(busy.errors))[:3])
