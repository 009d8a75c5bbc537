"""Counts of reports and documents for an overview, and what filters may be set to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, func, select

from cchc.index.codes import LEVELS
from cchc.index.filtering import report_conditions
from cchc.index.list_types import FacetValues, KindCount, ReportCount
from cchc.index.periods import period_label
from cchc.index.schema import documents, provinces, reports
from cchc.index.types import Bucket, Filters
from cchc.names import DOCUMENT_KIND_NAMES

_MOST: Final = 200  # types and issuers of a menu


def report_counts(connection: Connection, filters: Filters) -> list[ReportCount]:
    """Count reports by period and level, the latest period first."""
    columns = (reports.c.period_start, reports.c.period_end, reports.c.level)
    found = select(*columns, func.count().label("held")).where(*report_conditions(connection, filters))
    rows = connection.execute(found.group_by(*columns)).all()
    rows = sorted(rows, key=lambda row: (row.period_end or "", row.period_start or ""), reverse=True)
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for row in rows:
        counts[period_label(row.period_start, row.period_end), row.level] += row.held
    return [ReportCount(period, level, count) for (period, level), count in counts.items()]


def kind_counts(connection: Connection, filters: Filters) -> list[KindCount]:
    """Count documents by kind, in the order of `cchc.names.DOCUMENT_KIND_NAMES`, those whose kind is not known last."""
    found = select(reports.c.kind, func.count()).where(*report_conditions(connection, filters))
    held = {kind: int(count) for kind, count in connection.execute(found.group_by(reports.c.kind))}
    order = dict.fromkeys([*DOCUMENT_KIND_NAMES, *sorted(kind for kind in held if kind), None])
    return [KindCount(kind, held[kind]) for kind in order if kind in held]


def facet_values(connection: Connection) -> FacetValues:
    """Return what occurs: levels from the lowest, the latest period first, the rest by frequency."""
    counts = report_counts(connection, Filters())
    levels, periods = Counter[str](), Counter[str]()
    for one in counts:
        levels[one.level or ""] += one.count
        periods[one.period or ""] += one.count
    return FacetValues(
        _provinces(connection),
        _buckets(sorted(levels.items(), key=lambda pair: LEVELS.index(pair[0]) if pair[0] in LEVELS else len(LEVELS))),
        _buckets((one.kind or "", one.count) for one in kind_counts(connection, Filters())),
        _buckets(periods.items()),
        _most(connection, documents.c.type),
        _most(connection, documents.c.issuer),
    )


def _buckets(counts: Iterable[tuple[str, int]]) -> tuple[Bucket, ...]:
    return tuple(Bucket(value, value, count) for value, count in counts if value)


def _provinces(connection: Connection) -> tuple[Bucket, ...]:
    found = select(provinces.c.name, func.count()).join(reports, reports.c.province_id == provinces.c.id)
    rows = connection.execute(found.group_by(provinces.c.name).order_by(func.count().desc(), provinces.c.name))
    return _buckets((name, count) for name, count in rows)


def _most(connection: Connection, column: Any) -> tuple[Bucket, ...]:
    found = select(column, func.count()).where(column.is_not(None)).group_by(column)
    rows = connection.execute(found.order_by(func.count().desc(), column).limit(_MOST))
    return _buckets((value, count) for value, count in rows)
