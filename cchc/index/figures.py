"""Counts for charts: area by stance, area by period."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from cchc.index.codes import name
from cchc.index.periods import label_of_code, period_code
from cchc.index.schema import reports
from cchc.index.searching import understand
from cchc.index.store import Store
from cchc.index.types import Cell, Query, TrendPoint
from corpora.scheme import AREAS, STANCES

_CELLS = 64
_PERIODS = 500


def matrix(store: Store, query: Query) -> tuple[Cell, ...]:
    """Count statements by area and stance, in the order of the scheme, zeros included."""
    searcher = store.files.searcher()
    with store.engine.connect() as connection:
        what = understand(store, connection, query).found
    told = searcher.aggregate(what, {"cells": {"terms": {"field": "cell", "size": _CELLS}}})
    counts = {int(bucket["key"]): int(bucket["doc_count"]) for bucket in told["cells"]["buckets"]}
    return tuple(
        Cell(area, stance, counts.get(a * 8 + s, 0)) for a, area in enumerate(AREAS) for s, stance in enumerate(STANCES)
    )


def trend(store: Store, query: Query) -> tuple[TrendPoint, ...]:
    """Count statements by period and area, the earliest period first; reports without a period are left out."""
    searcher = store.files.searcher()
    with store.engine.connect() as connection:
        what = understand(store, connection, query).found
        held = _reports_of_periods(connection)
    areas = {"terms": {"field": "area", "size": len(AREAS)}}
    asked = {"periods": {"terms": {"field": "period", "size": _PERIODS}, "aggs": {"areas": areas}}}
    points = []
    for period in searcher.aggregate(what, asked)["periods"]["buckets"]:
        code = int(period["key"])
        if label := label_of_code(code):
            for area in period["areas"]["buckets"]:
                count = int(area["doc_count"])
                points.append((code, TrendPoint(name("area", int(area["key"])), label, count, held[code])))
    return tuple(point for _, point in sorted(points, key=lambda pair: (pair[0], AREAS.index(pair[1].area))))


def _reports_of_periods(connection: Connection) -> dict[int, int]:
    """Return how many reports the index holds of each period."""
    counts: defaultdict[int, int] = defaultdict(int)
    periods = (reports.c.period_start, reports.c.period_end)
    for start, end, count in connection.execute(select(*periods, func.count()).group_by(*periods)):
        counts[period_code(start, end)] += count
    return counts
