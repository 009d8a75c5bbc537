"""How fast the index is filled and answers: `make bench-index N=100000`, beside a plain SQLite FTS5 table.

The statements are the samples' own, their clauses recombined, with made-up units and periods. Both engines answer the
same queries under the same two filters, ranked, with 20 hits, snippets and three facets, in one run.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from cchc.index.folding import folded
from cchc.index.index import Index, open_index
from cchc.index.intake import read_tagged_lines
from cchc.index.types import Filters, Query, Record
from cchc.inputs import expand
from corpora.readers import read
from models.record import to_record
from models.tagging import Tagger

SAMPLES = Path(str(files("corpora") / "samples"))
SIZE = 70  # statements of a report
QUERIES = 200
FACETS = ("area", "stance", "period")
_SEED = 6
_PROVINCES = 63
_UNITS = 11_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its two filters."""

    text: str
    area: str
    province: str


def tagged_samples() -> list[Record]:
    """Return the sample reports, tagged."""
    tagger = Tagger()
    return [to_record(tagger.tag(read(path))) for path in expand([str(SAMPLES)]) if isinstance(path, Path)]


def make_reports(samples: Sequence[Record], count: int, chance: random.Random) -> Iterator[Record]:
    """Yield tagged reports of `SIZE` statements, `count` statements in all."""
    statements = [statement for record in samples for statement in record["statements"]]
    clauses = [clause for one in statements for clause in one["text"].split(", ")]
    for number in range(count // SIZE):
        record = json.loads(json.dumps(chance.choice(samples)))
        record.pop("text", None)
        record["report"] |= _facts(number, chance)
        made = [_statement(place, statements, clauses, record, chance) for place in range(SIZE)]
        yield record | {"statements": made}


def _facts(number: int, chance: random.Random) -> Record:
    province, unit, year = number % _PROVINCES, chance.randrange(_UNITS), chance.randrange(2012, 2026)
    return {
        "id": f"r-{number:016x}",
        "sha256": f"{number:064x}",
        "issuer": f"UBND xã Số {unit}",
        "province": f"Tỉnh {province}",
        "level": "commune",
        "title": f"Báo cáo số {number}",
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
    }


def _statement(
    place: int, statements: Sequence[Record], clauses: Sequence[str], record: Record, chance: random.Random
) -> Record:
    """Return a statement with the labels of one of the samples' and clauses of several."""
    model = chance.choice(statements)
    text = ", ".join(chance.choice(clauses) for _ in range(model["text"].count(", ") + 1))
    cited = [one["id"] for one in record["citations"]]
    citations = [chance.choice(cited)] if cited and chance.random() < 0.3 else []
    own = {"id": f"s{place + 1}", "text": text, "section": record["sections"][0]["id"], "citations": citations}
    return model | own


def make_queries(samples: Sequence[Record], chance: random.Random) -> list[Asked]:
    """Return queries of one to three neighbouring words, half of them typed without accents."""
    statements = [one for record in samples for one in record["statements"]]
    asked = []
    for number in range(QUERIES):
        model = chance.choice(statements)
        words = [word.strip(".,;:()-“”\"'") for word in model["text"].split()]
        words = [word for word in words if word.isalpha()] or ["hồ"]
        start = chance.randrange(len(words))
        text = " ".join(words[start : start + chance.randint(1, 3)]).lower()
        asked.append(Asked(folded(text) if number % 2 else text, model["area"], f"Tỉnh {chance.randrange(_PROVINCES)}"))
    return asked


class Fts5:
    """The same statements in a plain SQLite FTS5 table, folded by Python as the index folds them."""

    def __init__(self, path: Path, source: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE st(id INTEGER PRIMARY KEY, text, area, stance, province, period);"
            "CREATE VIRTUAL TABLE f USING fts5(t, tokenize='unicode61 remove_diacritics 0');"
            "CREATE INDEX st_filters ON st(area, province);"
        )
        self.connection.executemany("INSERT INTO st VALUES (NULL,?,?,?,?,?)", _plain_rows(source))
        rows = self.connection.execute("SELECT id, text FROM st").fetchall()
        self.connection.executemany("INSERT INTO f(rowid, t) VALUES (?,?)", ((n, folded(text)) for n, text in rows))
        self.connection.commit()

    def search(self, asked: Asked) -> int:
        """Return how many statements a query finds; hits, snippets and counts are fetched and thrown away."""
        match = " ".join(f'"{word}"' for word in folded(asked.text).split())
        where = "FROM f JOIN st ON st.id = f.rowid WHERE f MATCH ? AND st.area = ? AND st.province = ?"
        values = (match, asked.area, asked.province)
        hits = f"SELECT st.id, st.text, snippet(f, 0, '[', ']', '…', 40) {where} ORDER BY rank LIMIT 20"
        self.connection.execute(hits, values).fetchall()
        for facet in FACETS:
            count = f"SELECT {facet}, count(*) {where} GROUP BY 1"
            told = self.connection.execute(count, values).fetchall()
        return sum(count for _, count in told)


def _plain_rows(source: Path) -> Iterator[tuple[Any, ...]]:
    for record in read_tagged_lines(source):
        if isinstance(record, dict):
            facts = record["report"]
            for one in record["statements"]:
                yield one["text"], one["area"], one["stance"], facts["province"], facts["period_start"][:4]


def _search(index: Index, asked: Asked) -> int:
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


def _told(name: str, times: Sequence[float]) -> str:
    cuts = statistics.quantiles(times, n=20)
    return f"{name:<14} p50 {statistics.median(times):8.2f} ms   p95 {cuts[18]:8.2f} ms"


def run(count: int, folder: Path, samples: Sequence[Record]) -> None:
    """Fill an index and an FTS5 table, ask both, print what it took."""
    chance = random.Random(_SEED)
    source = folder / "reports.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        for record in make_reports(samples, count, chance):
            print(json.dumps(record, ensure_ascii=False), file=stream)
    with open_index(folder / "index", create=True) as index:
        _fill(index, source)
        _compare(index, Fts5(folder / "fts5.sqlite", source), make_queries(samples, chance))


def _fill(index: Index, source: Path) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    written = sum(added.statements for added in index.add(read_tagged_lines(source)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    size = index.status().bytes / written
    print(
        f"added {written} statements: {written / cpu:.0f} per CPU second, {written / wall:.0f} per second of the wall"
    )
    print(f"all files: {size:.0f} bytes a statement")


def _compare(index: Index, peer: Fts5, queries: Sequence[Asked]) -> None:
    ours, found = clock(lambda asked: _search(index, asked), queries)
    theirs, same = clock(peer.search, queries)
    print(f"{len(queries)} queries, two filters, 20 hits, snippets, {len(FACETS)} facets; CPU time, warm:")
    print(_told("cchc", ours))
    print(_told("SQLite FTS5", theirs))
    ratio = statistics.quantiles(theirs, n=20)[18] / statistics.quantiles(ours, n=20)[18]
    agree = sum(a == b for a, b in zip(found, same, strict=True))
    print(f"p95: {ratio:.1f} times as fast; equally many hits in {agree} of {len(queries)} queries")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(place), tagged_samples())
