"""What documents tell of the reports that cite them, kept in step with these: counts, and the status as last cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, select, update

from cchc.index.rows import Row
from cchc.index.schema import cited, documents, reports
from cchc.index.store import mark

_REPLACED = case((cited.c.status == "replaced", 1), else_=0)


def count_cited(connection: Connection, counted: Sequence[Row]) -> None:
    """Count what reports newly cite.

    Parameters
    ----------
    connection : Connection
    counted : sequence of dict
        `document` (its row) with `new_mentions`, `new_status`, `new_status_by`, `new_day` of one report.
    """
    if not counted:
        return
    newest = bindparam("new_day", type_=documents.c.status_day.type) >= documents.c.status_day
    values: dict[str, Any] = {
        held: case((newest, bindparam(new, type_=documents.c[held].type)), else_=documents.c[held])
        for held, new in (("status", "new_status"), ("status_by", "new_status_by"), ("status_day", "new_day"))
    }
    values["mentions"] = documents.c.mentions + bindparam("new_mentions")
    values["reports"] = documents.c.reports + 1
    values["outdated"] = documents.c.outdated + bindparam("new_outdated")
    change = update(documents).where(documents.c.id == bindparam("document")).values(values)
    connection.execute(change, [row | {"new_outdated": int(row["new_status"] == "replaced")} for row in counted])


def drop(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Take reports out; returns the documents that they cited."""
    counts = (func.sum(cited.c.mentions), func.count(), func.sum(_REPLACED), func.max(cited.c.day))
    gone = select(cited.c.document_id, *counts).where(cited.c.report_id.in_(numbers)).group_by(cited.c.document_id)
    lost = connection.execute(gone).all()
    connection.execute(delete(reports).where(reports.c.id.in_(numbers)))
    for document, mentions, count, outdated, day in lost:
        change = {
            "mentions": documents.c.mentions - mentions,
            "reports": documents.c.reports - count,
            "outdated": documents.c.outdated - outdated,
        }
        connection.execute(update(documents).where(documents.c.id == document).values(change))
        _tell_status(connection, document, day)
    mark(connection, numbers)
    return {row[0] for row in lost}


def _tell_status(connection: Connection, document: int, day: str) -> None:
    """Take the status from the last report that is left, where the one that told it may be gone."""
    last = select(cited.c.status, cited.c.status_by, cited.c.day).where(cited.c.document_id == document)
    row = connection.execute(last.order_by(cited.c.day.desc(), cited.c.report_id.desc()).limit(1)).first()
    if row is not None:
        told = {"status": row.status, "status_by": row.status_by, "status_day": row.day}
        same = (documents.c.id == document) & (documents.c.status_day <= day)
        connection.execute(update(documents).where(same).values(told))


def sweep(connection: Connection, left: Iterable[int]) -> None:
    """Take out documents that nobody cites any more; a new version of a report keeps those of the old."""
    connection.execute(delete(documents).where(documents.c.id.in_(list(left)), documents.c.reports == 0))
