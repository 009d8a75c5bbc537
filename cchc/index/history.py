"""What one unit reported, period by period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, func, select

from cchc.index.filtering import row_id
from cchc.index.hits import make_hits, select_hits
from cchc.index.list_types import ReportRow, UnitPeriod
from cchc.index.listing import report_list
from cchc.index.paging import walk
from cchc.index.repeats import PLAIN_LIMITATION, compare
from cchc.index.schema import reports, statements
from cchc.index.types import Cell, Filters, Hit, Limitation
from corpora.scheme import AREAS, STANCES
from nlp.errors import StoreError

_AREA = {area: place for place, area in enumerate(AREAS)}
Counts = Mapping[str, Counter[tuple[str, str]]]


def unit_history(connection: Connection, unit: int) -> list[UnitPeriod]:
    """Return what a unit reported of each period, the latest first; reports without a period come last, as one.

    Raises
    ------
    StoreError
        E054 where no report is the unit's.
    """
    rows = list(walk(connection, report_list(connection, Filters(unit=(str(row_id(unit)),)))))
    if not rows:
        raise StoreError("E054", unit, "unit")
    counts, hits = _counts(connection, unit), _limitations(connection, unit)
    periods = [list(group) for _, group in groupby(sorted(rows, key=_period, reverse=True), key=_period)]
    return [_told(of_period, counts, hits) for of_period in periods]


def _period(row: ReportRow) -> tuple[str, str]:
    return (row.period_end or "", row.period_start or "") if row.period else ("", "")


def _counts(connection: Connection, unit: int) -> Counts:
    columns = (reports.c.uid, statements.c.area, statements.c.stance)
    joined = select(*columns, func.count()).join(reports, reports.c.id == statements.c.report_id)
    found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for uid, area, stance, count in connection.execute(joined.where(reports.c.unit_id == unit).group_by(*columns)):
        found[uid][area, stance] = count
    return found


def _limitations(connection: Connection, unit: int) -> list[Hit]:
    """Return everything that the unit told as a limitation, causes too."""
    own = (reports.c.unit_id == unit, statements.c.stance == "limitation")
    rows = connection.execute(select_hits().where(*own).order_by(statements.c.report_id, statements.c.start))
    return make_hits(connection, rows.mappings().all())


def _told(of_period: Sequence[ReportRow], counts: Counts, hits: Sequence[Hit]) -> UnitPeriod:
    uids = {row.id for row in of_period}
    cells = sum((counts[uid] for uid in uids if uid in counts), Counter[tuple[str, str]]())
    own = [hit for hit in hits if hit.report in uids and hit.sub in PLAIN_LIMITATION]
    return UnitPeriod(
        of_period[0].period,
        tuple(of_period),
        tuple(Cell(area, stance, cells[area, stance]) for area in AREAS for stance in STANCES if cells[area, stance]),
        tuple(_compared(own, _before(of_period[0], hits))),
    )


def _before(row: ReportRow, hits: Sequence[Hit]) -> list[Hit]:
    """Return the limitations of the last period that ended before this one began."""
    start = row.period_start if row.period else None
    ends = {hit.period_end for hit in hits if start and hit.period_end and hit.period_end < start}
    return [hit for hit in hits if hit.period_end == max(ends)] if ends else []


def _compared(own: Sequence[Hit], before: Sequence[Hit]) -> list[Limitation]:
    found: list[Limitation] = []
    for area, of_area in groupby(sorted(own, key=lambda hit: _AREA[hit.area]), key=lambda hit: hit.area):
        found += compare(list(of_area), [hit for hit in before if hit.area == area])
    return found
