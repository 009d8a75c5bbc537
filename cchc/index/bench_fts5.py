"""The peer that the index is measured beside: a plain SQLite FTS5 table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cchc.index.bench_corpus import Asked
from cchc.index.folding import folded
from cchc.index.intake import read_tagged_lines

FACETS: Final = ("area", "stance", "period")
_WHOLE: Final = 1  # `user_version` of a file that holds everything


class Fts5:
    """The same statements in a plain SQLite FTS5 table, folded by Python as the index folds them."""

    def __init__(self, path: Path, source: Path) -> None:
        self.connection = sqlite3.connect(path)
        if self.connection.execute("PRAGMA user_version").fetchone() != (_WHOLE,):
            self._fill(source)

    def _fill(self, source: Path) -> None:
        """Read the statements one after the other: memory does not grow with them."""
        self.connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; DROP TABLE IF EXISTS st; DROP TABLE IF EXISTS f;"
            "CREATE TABLE st(id INTEGER PRIMARY KEY, text, area, stance, province, period);"
            "CREATE VIRTUAL TABLE f USING fts5(t, tokenize='unicode61 remove_diacritics 0');"
            "CREATE INDEX st_filters ON st(area, province);"
        )
        self.connection.create_function("folded", 1, folded)
        self.connection.executemany("INSERT INTO st VALUES (NULL,?,?,?,?,?)", _plain_rows(source))
        self.connection.execute("INSERT INTO f(rowid, t) SELECT id, folded(text) FROM st")
        self.connection.execute(f"PRAGMA user_version={_WHOLE}")
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
