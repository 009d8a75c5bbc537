"""Lists of reports, units and corrections, to be read a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, func, or_, select

from cchc.index.editing import make_correction
from cchc.index.filtering import report_conditions, row_id
from cchc.index.list_types import ReportRow, UnitRow
from cchc.index.paging import Key, Listing
from cchc.index.periods import period_label
from cchc.index.schema import corrections, provinces, reports, units
from cchc.index.types import Correction, Filters

_ROW = (
    "source", "title", "unit_id", "level", "kind", "number", "date", "period_start", "period_end", "model", "added",
    "limitations",
)  # fmt: skip
_UNIT = ("id", "name", "level", "province")


def report_list(connection: Connection, filters: Filters) -> Listing[ReportRow]:
    """List reports, the latest first, those of one period by unit."""
    columns: list[Any] = [reports.c[name] for name in _ROW]
    columns += [reports.c.uid, reports.c.size, units.c.name.label("unit"), provinces.c.name.label("province")]
    joined = reports.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    conditions = report_conditions(connection, filters)
    keys = (Key(reports.c.until, str, True), Key(func.coalesce(units.c.name, ""), str), Key(reports.c.id, int))
    return Listing(
        "reports",
        select(*columns).select_from(joined).where(*conditions),
        select(func.count()).select_from(reports).where(*conditions),
        keys,
        lambda _, rows: [make_report_row(row) for row in rows],
    )


def make_report_row(row: RowMapping) -> ReportRow:
    """Return a row of a list of reports."""
    return ReportRow(
        **{name: row[name] for name in _ROW},
        id=row["uid"],
        unit=row["unit"],
        province=row["province"],
        statements=row["size"],
        period=period_label(row["period_start"], row["period_end"]),
    )


def unit_list(connection: Connection, filters: Filters, most: bool = False) -> Listing[UnitRow]:
    """List the units that have reports under filters; counts are of those reports.

    Parameters
    ----------
    connection : Connection
    filters : Filters
    most : bool
        Those with the most limitations first, otherwise by province and name.
    """
    conditions = report_conditions(connection, filters)
    own = exists().where(reports.c.unit_id == units.c.id, *conditions)
    if not most:
        return _units("units", [own], conditions)
    told = select(func.sum(reports.c.limitations)).where(reports.c.unit_id == units.c.id, *conditions)
    count = func.coalesce(told.correlate(units).scalar_subquery(), 0)
    return _units("units:most", [own], conditions, (Key(count, int, True),))


def missing_list(connection: Connection, period: str, filters: Filters) -> Listing[UnitRow]:
    """List the units that have reports under filters, but none of a period; counts are of all their reports.

    Raises
    ------
    StoreError
        E056 for what is no period.
    """
    of_unit = reports.c.unit_id == units.c.id
    any_time = exists().where(of_unit, *report_conditions(connection, filters))
    # A unit that sent a plan or a letter of the period has not reported.
    reported = or_(reports.c.kind.is_(None), reports.c.kind == "report")
    in_time = exists().where(of_unit, reported, *report_conditions(connection, Filters(period=(period,))))
    return _units(f"missing:{period}", [any_time, ~in_time], [])


def _units(
    name: str, wanted: Sequence[Any], counted: Sequence[ColumnElement[bool]], before: tuple[Key, ...] = ()
) -> Listing[UnitRow]:
    columns = [units.c[name] for name in _UNIT]
    keys = (Key(func.coalesce(units.c.province, ""), str), Key(units.c.name, str), Key(units.c.id, int))
    rows = select(*columns).where(*wanted)
    count = select(func.count()).select_from(units).where(*wanted)
    return Listing(name, rows, count, (*before, *keys), lambda connection, rows: _unit_rows(connection, rows, counted))


def _unit_rows(
    connection: Connection, rows: Sequence[RowMapping], conditions: Sequence[ColumnElement[bool]]
) -> list[UnitRow]:
    """Return rows with the counts of their reports: of the units of one page only."""
    names = ("reports", "statements", "limitations")
    sums = (func.count(), func.sum(reports.c.size), func.sum(reports.c.limitations))
    of_page = reports.c.unit_id.in_([row["id"] for row in rows])
    found = select(reports.c.unit_id, *sums).where(of_page, *conditions).group_by(reports.c.unit_id)
    counts = {unit: dict(zip(names, map(int, told), strict=True)) for unit, *told in connection.execute(found)}
    latest = _latest(connection, of_page)
    return [
        UnitRow(**({name: row[name] for name in _UNIT} | counts[row["id"]] | {"latest": latest.get(row["id"])}))
        for row in rows
        if row["id"] in counts
    ]


def _latest(connection: Connection, of_page: ColumnElement[bool]) -> Mapping[int, str | None]:
    """Return the label of each unit's latest period, whatever the filters."""
    columns = (reports.c.unit_id, reports.c.period_start, reports.c.period_end)
    rows = connection.execute(
        select(*columns).where(of_page, reports.c.period_end.is_not(None)).order_by(reports.c.until)
    )
    return {unit: period_label(start, end) for unit, start, end in rows}


def correction_list(statement: int | None, undone: bool) -> Listing[Correction]:
    """List corrections, the newest first; with `undone` those taken back too."""
    conditions = [] if statement is None else [corrections.c.statement_id == row_id(statement)]
    if not undone:
        conditions.append(corrections.c.undone.is_(None))
    return Listing(
        "corrections",
        select(corrections).where(*conditions),
        select(func.count()).select_from(corrections).where(*conditions),
        (Key(corrections.c.id, int, True),),
        lambda _, rows: [make_correction(row) for row in rows],
    )
