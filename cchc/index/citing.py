"""Lists of cited documents and of their mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, select

from cchc.index.filtering import document_ids, report_conditions, row_id
from cchc.index.folding import plain
from cchc.index.list_types import DocumentRow, MentionRow, Outdated
from cchc.index.paging import TOTAL, Key, Listing
from cchc.index.periods import period_label
from cchc.index.schema import citations, cited, documents, reports, statements, units
from cchc.index.types import Filters
from corpora.scheme import AREAS, STANCES, SUBS

_ROW = ("id", "number", "type", "issuer", "date", "title", "status", "outdated")
_MENTION = ("document_id", "start", "end", "page", "text", "pinpoint", "relation", "own")
_LABELS = {"area": AREAS, "stance": STANCES, "sub": SUBS}


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
        ids = [number for name in filters.document for number in document_ids(connection, name)]
        conditions.append(documents.c.id.in_(ids))
    counted = _counted(connection, filters)
    if counted is None:
        found = select(documents, documents.c.mentions.label("own_mentions"), documents.c.reports.label("own_reports"))
        count = select(func.count()).select_from(documents).where(*conditions)
        return _listing(found.where(*conditions), documents.c.mentions, documents.c.id, count)
    joined = documents.join(counted, counted.c.document_id == documents.c.id)
    counts = (counted.c.mentions.label("own_mentions"), counted.c.reports.label("own_reports"))
    held = select(documents, *counts, func.count().over().label(TOTAL)).select_from(joined).where(*conditions)
    rows = held.subquery()
    return _listing(select(rows), rows.c.own_mentions, rows.c.id, None)


def _listing(rows: Select[Any], mentions: Any, number: Any, count: Select[Any] | None) -> Listing[DocumentRow]:
    keys = (Key(mentions, int, True), Key(number, int))
    return Listing("documents", rows, count, keys, lambda _, found: [_document_row(row) for row in found])


def _counted(connection: Connection, filters: Filters) -> Any:
    """Return the counts under filters of reports and statements as a subquery; None without filters."""
    wanted = report_conditions(connection, filters)
    within = select(reports.c.id).where(*wanted)
    if any(getattr(filters, name) for name in _LABELS):
        return _by_statement(filters, [citations.c.report_id.in_(within)] if wanted else [])
    if not wanted:
        return None
    counts = (func.sum(cited.c.mentions).label("mentions"), func.count().label("reports"))
    found = select(cited.c.document_id, *counts).where(cited.c.report_id.in_(within))
    return found.group_by(cited.c.document_id).subquery()


def _by_statement(filters: Filters, conditions: Sequence[ColumnElement[bool]]) -> Any:
    """Count citations in statements of some labels; all labels are named, in the order of the index that holds them."""
    labels = [
        statements.c[name].in_(list(map(plain, getattr(filters, name) or _LABELS[name]))) for name in ("area", "stance")
    ]
    if filters.sub:
        labels.append(statements.c.sub.in_(list(map(plain, filters.sub))))
    counts = (func.count().label("mentions"), func.count(citations.c.report_id.distinct()).label("reports"))
    found = select(citations.c.document_id, *counts).join(statements, statements.c.id == citations.c.statement_id)
    return found.where(*labels, *conditions).group_by(citations.c.document_id).subquery()


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
        late = late.where(cited.c.report_id.in_(select(reports.c.id).where(*of_reports)))
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
    columns += [reports.c.unit_id, statements.c.text.label("sentence")]
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
        **{name: row[name] for name in (*_MENTION, "report", "source", "unit", "unit_id", "status", "sentence")},
        period=period_label(row["period_start"], row["period_end"]),
        date=row["report_date"],
        statement=row["statement_id"],
    )
