"""Corrections by people: kept beside the rows they change, laid over them again whenever those are written anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, func, or_, select, update

from cchc.index.schema import corrections, reports, statements

LABELS = ("area", "stance", "sub", "start", "end", "text")


def restore(connection: Connection, numbers: Sequence[int]) -> None:
    """Lay the corrections that stand over the statements of some reports."""
    for report in connection.execute(select(reports.c.id, reports.c.uid, reports.c.identity).where(_in(numbers))):
        of_report = corrections.c.report_uid == report.uid
        same = or_(of_report, corrections.c.identity == report.identity) if report.identity else of_report
        found = connection.execute(select(corrections).where(same).order_by(corrections.c.id)).mappings().all()
        if found:
            _lay(connection, report.id, found)


def _in(numbers: Sequence[int]) -> Any:
    return reports.c.id.in_(numbers)


def _lay(connection: Connection, report: int, found: Iterable[RowMapping]) -> None:
    """Find the sentence of each correction again: the same words, each sentence once."""
    by_text: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for correction in found:
        by_text[correction["text"]].append(correction)
    own = select(statements).where(statements.c.report_id == report, statements.c.text.in_(list(by_text)))
    seen = set()
    for statement in connection.execute(own.order_by(statements.c.id)).mappings():
        if statement["text"] not in seen:
            seen.add(statement["text"])
            standing = [one for one in by_text[statement["text"]] if one["undone"] is None]
            lay_over(connection, statement, standing)
            ids = [one["id"] for one in by_text[statement["text"]]]
            bound = update(corrections).where(corrections.c.id.in_(ids))
            connection.execute(bound.values(statement_id=statement["id"]))


def own_of(statement: RowMapping) -> dict[str, Any]:
    """Return what the model said of a statement."""
    return dict(statement["own"] or {name: statement[name] for name in LABELS})


def lay_over(connection: Connection, statement: RowMapping, standing: Sequence[RowMapping]) -> dict[str, Any]:
    """Write a statement as the model's word with the corrections that stand, the oldest first; returns its labels."""
    own = own_of(statement)
    labels = dict(own)
    for correction in standing:
        labels |= correction["after"]
    values = labels | {"corrected": bool(standing), "own": own if standing else None}
    connection.execute(update(statements).where(statements.c.id == statement["id"]).values(values))
    _count_limitations(connection, statement["report_id"])
    return labels


def _count_limitations(connection: Connection, report: int) -> None:
    """Keep the counter of a report whose labels changed."""
    held = select(func.count()).where(statements.c.report_id == report, statements.c.stance == "limitation")
    connection.execute(update(reports).where(reports.c.id == report).values(limitations=held.scalar_subquery()))
