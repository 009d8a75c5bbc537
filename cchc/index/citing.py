"""Lists of cited documents and of their mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, and_, func, select

from cchc.index.filtering import document_ids, report_conditions, row_id
from cchc.index.folding import plain
from cchc.index.list_types import DocumentRow, MentionRow, Outdated
from cchc.index.paging import Key, Listing
from cchc.index.periods import period_label
from cchc.index.schema import citations, cited, documents, reports, statements, units
from cchc.index.types import Filters

_ROW = ("id", "number", "type", "issuer", "date", "title", "status", "outdated")
_MENTION = ("document_id", "start", "end", "page", "text", "pinpoint", "relation", "own")
_OF_STATEMENTS = ("area", "stance", "sub")


def document_list(connection: Connection, filters: Filters, wanted: Mapping[str, str | None]) -> Listing[DocumentRow]:
    """List cited documents, the most cited first.

    Parameters
    ----------
    connection : Connection
    filters : Filters
        Of reports (level, province, unit, period) and `document`; of statements: area, stance, sub. Counts are of
        what these leave.
    wanted : dict
        `type`, `issuer` and `status` as they stand in the rows.
    """
    conditions = [documents.c[name] == plain(value) for name, value in wanted.items() if value]
    if filters.document:
        found = [number for name in filters.document for number in document_ids(connection, name)]
        conditions.append(documents.c.id.in_(found))
    counted = _counted(connection, filters)
    counts: Any = documents.c if counted is None else counted.c
    source: FromClause = documents if counted is None else documents.join(counted, counts.document_id == documents.c.id)
    columns = (documents, counts.mentions.label("own_mentions"), counts.reports.label("own_reports"))
    return Listing(
        "documents",
        select(*columns).select_from(source).where(*conditions),
        select(func.count()).select_from(source).where(*conditions),
        (Key(counts.mentions, int, True), Key(documents.c.id, int)),
        lambda _, rows: [_document_row(row) for row in rows],
    )


def _counted(connection: Connection, filters: Filters) -> Any:
    """Return the counts under filters of reports and statements as a subquery; None without filters."""
    of_reports = report_conditions(connection, filters)
    of_statements = [
        statements.c[name].in_(list(map(plain, getattr(filters, name))))
        for name in _OF_STATEMENTS
        if getattr(filters, name)
    ]
    if of_statements:
        return _by_statement(of_reports, of_statements).subquery()
    if not of_reports:
        return None
    counts = (func.sum(cited.c.mentions).label("mentions"), func.count().label("reports"))
    found = select(cited.c.document_id, *counts).join(reports, reports.c.id == cited.c.report_id)
    return found.where(*of_reports).group_by(cited.c.document_id).subquery()


def _by_statement(
    of_reports: Sequence[ColumnElement[bool]], of_statements: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    counts = (func.count().label("mentions"), func.count(citations.c.report_id.distinct()).label("reports"))
    found: Select[Any] = select(citations.c.document_id, *counts)
    found = found.join(statements, statements.c.id == citations.c.statement_id)
    if of_reports:
        found = found.join(reports, reports.c.id == citations.c.report_id)
    return found.where(*of_reports, *of_statements).group_by(citations.c.document_id)


def _document_row(row: RowMapping) -> DocumentRow:
    return DocumentRow(
        **{name: row[name] for name in _ROW},
        status_by=tuple(row["status_by"] or ()),
        mentions=int(row["own_mentions"]),
        reports=int(row["own_reports"]),
    )


def outdated_documents(connection: Connection, filters: Filters, limit: int) -> list[Outdated]:
    """Return the documents cited though replaced at the citing report's date, those in most reports first."""
    counts = (func.count().label("reports"), func.sum(cited.c.mentions).label("mentions"))
    late = select(cited.c.document_id, *counts).where(cited.c.status == "replaced")
    if of_reports := report_conditions(connection, filters):
        late = late.join(reports, reports.c.id == cited.c.report_id).where(*of_reports)
    found = late.group_by(cited.c.document_id).order_by(func.count().desc(), cited.c.document_id).limit(limit)
    counted = connection.execute(found).mappings().all()
    rows = _documents(connection, [row["document_id"] for row in counted])
    return [
        Outdated(rows[number], row["reports"], int(row["mentions"]), _replaced_by(connection, number))
        for row in counted
        if (number := row["document_id"]) in rows
    ]


def _documents(connection: Connection, ids: Sequence[int]) -> Mapping[int, DocumentRow]:
    wanted = Filters(document=tuple(f"#{number}" for number in ids))
    listing = document_list(connection, wanted, {})
    rows = connection.execute(listing.rows).mappings().all() if ids else []
    return {row.id: row for row in listing.make(connection, rows)}


def _replaced_by(connection: Connection, document: int) -> tuple[str, ...]:
    """Return what the last report that cites a document after its replacement tells of it."""
    late = select(cited.c.status_by).where(cited.c.document_id == document, cited.c.status == "replaced")
    last = late.order_by(cited.c.day.desc(), cited.c.report_id.desc()).limit(1)
    return tuple(connection.execute(last).scalar() or ())


def mention_list(connection: Connection, document: int, filters: Filters) -> Listing[MentionRow]:
    """List the citations of a document, those of the latest report first, within a report in the order of the text."""
    columns: list[Any] = [citations, reports.c.uid.label("report"), reports.c.source, reports.c.period_start]
    columns += [reports.c.period_end, reports.c.date.label("report_date"), units.c.name.label("unit"), cited.c.status]
    columns += [statements.c.text.label("sentence")]
    same = and_(citations.c.report_id == cited.c.report_id, citations.c.document_id == cited.c.document_id)
    joined = cited.join(citations, same).join(reports, reports.c.id == cited.c.report_id)
    joined = joined.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(statements, statements.c.id == citations.c.statement_id)
    conditions = [cited.c.document_id == row_id(document), *report_conditions(connection, filters)]
    keys = (Key(cited.c.day, str, True), Key(cited.c.report_id, int, True), Key(citations.c.start, int))
    return Listing(
        f"mentions:{document}",
        select(*columns).select_from(joined).where(*conditions),
        _mention_count(conditions),
        (*keys, Key(citations.c.id, int)),
        lambda _, rows: [_mention_row(row) for row in rows],
    )


def _mention_count(conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    count = select(func.sum(cited.c.mentions))
    return (count.join(reports, reports.c.id == cited.c.report_id) if len(conditions) > 1 else count).where(*conditions)


def _mention_row(row: RowMapping) -> MentionRow:
    return MentionRow(
        **{name: row[name] for name in (*_MENTION, "report", "source", "unit", "status", "sentence")},
        period=period_label(row["period_start"], row["period_end"]),
        date=row["report_date"],
        statement=row["statement_id"],
    )
