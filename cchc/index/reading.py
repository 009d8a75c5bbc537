"""What the index holds, for reading: reports, outlines, documents, units."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from cchc.index.filtering import document_ids, province_ids, row_id, unit_ids
from cchc.index.folding import plain
from cchc.index.hits import load_hits, make_hits, select_hits
from cchc.index.periods import parse_period, period_label
from cchc.index.rows import unpack
from cchc.index.schema import citations, cited, documents, provinces, reports, sections, statements, units
from cchc.index.types import (
    DocumentRow,
    Filters,
    Hit,
    MentionRow,
    Record,
    ReportRow,
    ReportView,
    SectionNode,
    UnitRow,
)
from nlp.errors import StoreError

_FACTS = (
    "source", "sha256", "media_type", "pages", "title", "level", "number", "date", "period_start", "period_end",
    "text_quality", "model", "added", "unit_id",
)  # fmt: skip
_ROW = ("source", "title", "unit_id", "level", "number", "date", "period_start", "period_end", "model", "added")
_CITATION = (
    "start", "end", "text", "number", "type", "date", "issuer", "form", "title", "pinpoint", "relation", "own", "page",
    "section", "document_id", "statement_id",
)  # fmt: skip


def report_conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions of SQL for the filters that reports have: level, province, unit, period, report."""
    conditions: list[ColumnElement[bool]] = []
    if filters.level:
        conditions.append(reports.c.level.in_([plain(level) for level in filters.level]))
    if filters.province:
        found = [number for name in filters.province for number in province_ids(connection, name)]
        conditions.append(reports.c.province_id.in_(found))
    if filters.unit:
        found = [number for name in filters.unit for number in unit_ids(connection, name)]
        conditions.append(reports.c.unit_id.in_(found))
    if filters.report:
        conditions.append(reports.c.uid.in_([plain(uid) for uid in filters.report]))
    if filters.period:
        conditions.append(or_(*map(_within, filters.period)))
    return conditions


def _within(typed: str) -> ColumnElement[bool]:
    first, last = parse_period(typed)
    return (reports.c.period_start >= first) & (reports.c.period_end <= last)


def list_reports(connection: Connection, filters: Filters) -> list[ReportRow]:
    """Return reports, the latest period first."""
    columns: list[Any] = [reports.c[name] for name in _ROW]
    columns += [reports.c.uid, reports.c.size, units.c.name.label("unit"), provinces.c.name.label("province")]
    joined = reports.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    found = select(*columns).select_from(joined).where(*report_conditions(connection, filters))
    rows = connection.execute(
        found.order_by(func.coalesce(reports.c.period_end, "").desc(), units.c.name, reports.c.id)
    )
    return [_report_row(row) for row in rows.mappings()]


def _report_row(row: RowMapping) -> ReportRow:
    return ReportRow(
        **{name: row[name] for name in _ROW},
        id=row["uid"],
        unit=row["unit"],
        province=row["province"],
        statements=row["size"],
        period=period_label(row["period_start"], row["period_end"]),
    )


def number_of(connection: Connection, uid: str) -> int:
    """Return the row of a report.

    Raises
    ------
    StoreError
        E054 where there is none.
    """
    found = connection.execute(select(reports.c.id).where(reports.c.uid == plain(uid))).scalar()
    if found is None:
        raise StoreError("E054", uid[:80], "report")
    return int(found)


def view_report(connection: Connection, uid: str) -> ReportView:
    """Return a report with everything that was found in it."""
    number = number_of(connection, uid)
    columns: list[Any] = [reports, units.c.name.label("issuer"), provinces.c.name.label("province")]
    joined = reports.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    row = connection.execute(select(*columns).select_from(joined).where(reports.c.id == number)).mappings().one()
    own = select_hits().where(statements.c.report_id == number).order_by(statements.c.start)
    extra = unpack(row["extra"])
    told = _citations(connection, number)
    ids = {citation["document"]: citation["document_id"] for citation in told}
    return ReportView(
        _facts(row),
        None if row["text"] is None else zlib.decompress(row["text"]).decode("utf-8", "surrogatepass"),
        section_tree(connection, number),
        tuple(make_hits(connection, connection.execute(own).mappings().all())),
        tuple(told),
        tuple(document | {"document_id": ids.get(document["id"])} for document in extra["documents"]),
        tuple((start, end) for start, end in extra["repaired"]),
        tuple(extra["warnings"]),
    )


def _facts(row: RowMapping) -> Record:
    told = {name: row[name] for name in (*_FACTS, "issuer", "province")}
    return (
        {"id": row["uid"], "period": period_label(row["period_start"], row["period_end"])}
        | told
        | {"statements": row["size"]}
    )


def _citations(connection: Connection, number: int) -> list[Record]:
    documents_by_uid = _document_uids(connection, number)
    found = select(citations).where(citations.c.report_id == number).order_by(citations.c.start)
    return [
        {"id": row["uid"], "document": documents_by_uid.get(row["uid"])} | {name: row[name] for name in _CITATION}
        for row in connection.execute(found).mappings()
    ]


def _document_uids(connection: Connection, number: int) -> dict[str, str]:
    """Return the contract's document of each citation; the record keeps the contract's own list of documents."""
    extra = unpack(connection.execute(select(reports.c.extra).where(reports.c.id == number)).scalar_one())
    return {mention: document["id"] for document in extra["documents"] for mention in document["mentions"]}


def section_tree(connection: Connection, number: int) -> tuple[SectionNode, ...]:
    """Return the outline of a report as a tree."""
    rows = connection.execute(select(sections).where(sections.c.report_id == number).order_by(sections.c.ord))
    below: defaultdict[str | None, list[RowMapping]] = defaultdict(list)
    known: set[str] = set()
    for row in rows.mappings():
        below[row["parent"] if row["parent"] in known else None].append(row)
        known.add(row["uid"])
    return _nodes(below, None)


def _nodes(below: Mapping[str | None, Sequence[RowMapping]], parent: str | None) -> tuple[SectionNode, ...]:
    names = ("start", "end", "level", "number", "title", "area", "role")
    return tuple(
        SectionNode(row["uid"], **{name: row[name] for name in names}, children=_nodes(below, row["uid"]))
        for row in below.get(parent, ())
    )


def load_statement(connection: Connection, number: int) -> Hit:
    """Return a statement.

    Raises
    ------
    StoreError
        E054 where there is none.
    """
    found = load_hits(connection, [row_id(number)])
    if not found:
        raise StoreError("E054", number, "statement")
    return found[0]


def list_documents(
    connection: Connection, filters: Filters, wanted: Mapping[str, str | None], limit: int = 100, offset: int = 0
) -> list[DocumentRow]:
    """Return cited documents, the most cited first.

    Parameters
    ----------
    connection : Connection
    filters : Filters
        Of reports (level, province, unit, period) and `document`; of statements: area, stance, sub.
    wanted : dict
        `type` and `issuer` as they stand in the rows, `status`.
    limit, offset : int
    """
    told = {name: plain(value) for name, value in wanted.items() if value}
    conditions = [documents.c[name] == told[name] for name in ("type", "issuer") if name in told]
    if filters.document:
        found = [number for name in filters.document for number in document_ids(connection, name)]
        conditions.append(documents.c.id.in_(found))
    counted = _counted(connection, filters)
    if "status" in told:
        with_status = select(cited.c.document_id).where(cited.c.status == told["status"])
        conditions.append(documents.c.id.in_(with_status))
    counts = documents.c if counted is None else counted.c
    columns = (documents, counts.mentions.label("own_mentions"), counts.reports.label("own_reports"))
    question = (
        select(*columns) if counted is None else select(*columns).join(counted, counted.c.document_id == documents.c.id)
    )
    ordered = question.where(*conditions).order_by(counts.mentions.desc(), documents.c.id)
    return _with_status(connection, connection.execute(ordered.limit(limit).offset(offset)).mappings().all())


def _counted(connection: Connection, filters: Filters) -> Any:
    """Return the counts under filters of reports and statements as a subquery; None without filters."""
    of_reports = report_conditions(connection, filters)
    of_statements = [
        statements.c[name].in_(list(map(plain, getattr(filters, name))))
        for name in ("area", "stance", "sub")
        if getattr(filters, name)
    ]
    if not of_reports and not of_statements:
        return None
    counts = (func.count().label("mentions"), func.count(citations.c.report_id.distinct()).label("reports"))
    found: Select[Any] = select(citations.c.document_id, *counts).join(reports, reports.c.id == citations.c.report_id)
    if of_statements:
        found = found.join(statements, statements.c.id == citations.c.statement_id)
    return found.where(*of_reports, *of_statements).group_by(citations.c.document_id).subquery()


def _with_status(connection: Connection, rows: Sequence[RowMapping]) -> list[DocumentRow]:
    told = _last_status(connection, [row["id"] for row in rows])
    return [
        DocumentRow(
            **{name: row[name] for name in ("id", "number", "type", "issuer", "date", "title")},
            status=told[row["id"]][1],
            status_by=told[row["id"]][2],
            mentions=row["own_mentions"],
            reports=row["own_reports"],
            outdated=told[row["id"]][3],
        )
        for row in rows
    ]


def _last_status(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, tuple[str, ...], int]]:
    """Return (day, status, by, citing reports that came after its replacement) of documents, as last cited."""
    found = dict.fromkeys(ids, ("", "unknown", (), 0))
    told: dict[int, tuple[str, str, tuple[str, ...], int]] = dict(found)
    day = func.coalesce(reports.c.date, reports.c.period_end, "").label("day")
    question = select(cited, day).join(reports, reports.c.id == cited.c.report_id)
    for start in range(0, len(ids), 500):
        for row in connection.execute(question.where(cited.c.document_id.in_(ids[start : start + 500]))):
            before = told[row.document_id]
            outdated = before[3] + (row.status == "replaced")
            newer = row.day >= before[0]
            now = (row.day, row.status, tuple(row.status_by or ())) if newer else before[:3]
            told[row.document_id] = (*now, outdated)
    return told


def list_mentions(connection: Connection, document: int, limit: int, offset: int) -> list[MentionRow]:
    """Return the citations of a document by unit and period."""
    columns: list[Any] = [
        citations,
        reports.c.uid.label("report"),
        reports.c.source,
        reports.c.period_start,
        reports.c.period_end,
    ]
    columns += [
        reports.c.date.label("report_date"),
        units.c.name.label("unit"),
        cited.c.status,
        statements.c.text.label("sentence"),
    ]
    same = (cited.c.report_id == citations.c.report_id) & (cited.c.document_id == citations.c.document_id)
    joined = citations.join(reports, reports.c.id == citations.c.report_id).join(cited, same)
    joined = joined.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(statements, statements.c.id == citations.c.statement_id)
    found = select(*columns).select_from(joined).where(citations.c.document_id == row_id(document))
    order = (
        func.coalesce(units.c.name, ""),
        func.coalesce(reports.c.period_end, ""),
        citations.c.report_id,
        citations.c.start,
    )
    rows = connection.execute(found.order_by(*order).limit(limit).offset(offset)).mappings()
    return [_mention_row(row) for row in rows]


def _mention_row(row: RowMapping) -> MentionRow:
    names = (
        "document_id",
        "report",
        "source",
        "unit",
        "page",
        "start",
        "end",
        "text",
        "pinpoint",
        "relation",
        "own",
        "status",
        "sentence",
    )
    return MentionRow(
        **{name: row[name] for name in names},
        period=period_label(row["period_start"], row["period_end"]),
        date=row["report_date"],
        statement=row["statement_id"],
    )


def list_units(connection: Connection, filters: Filters) -> list[UnitRow]:
    """Return the units that report, by province and name."""
    limited = select(statements.c.report_id, func.count().label("limitations"))
    limited = limited.where(statements.c.stance == "limitation").group_by(statements.c.report_id)
    limited_of = limited.subquery()
    counts = (
        func.count(reports.c.id).label("reports"),
        func.coalesce(func.sum(reports.c.size), 0).label("statements"),
        func.coalesce(func.sum(limited_of.c.limitations), 0).label("limitations"),
        func.max(reports.c.period_end).label("end"),
    )
    joined = units.join(reports, reports.c.unit_id == units.c.id)
    joined = joined.outerjoin(limited_of, limited_of.c.report_id == reports.c.id)
    found = (
        select(units, *counts).select_from(joined).where(*report_conditions(connection, filters)).group_by(units.c.id)
    )
    latest = _latest(connection)
    rows = connection.execute(found.order_by(func.coalesce(units.c.province, ""), units.c.name)).mappings()
    return [_unit_row(row, latest) for row in rows]


def _latest(connection: Connection) -> dict[int, str | None]:
    """Return the label of each unit's latest period."""
    columns = (reports.c.unit_id, reports.c.period_start, reports.c.period_end)
    rows = connection.execute(select(*columns).where(reports.c.unit_id.is_not(None)).order_by(reports.c.period_end))
    return {unit: period_label(start, end) for unit, start, end in rows if end}


def _unit_row(row: RowMapping, latest: Mapping[int, str | None]) -> UnitRow:
    names = {name: row[name] for name in ("id", "name", "level", "province")}
    counts = {name: int(row[name]) for name in ("reports", "statements", "limitations")}
    return UnitRow(**(names | counts | {"latest": latest.get(row["id"])}))
