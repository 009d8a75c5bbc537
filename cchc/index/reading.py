"""What the index holds of one report or statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, or_, select

from cchc.index.filtering import row_id
from cchc.index.folding import plain
from cchc.index.hits import load_hits, make_hits, select_hits
from cchc.index.list_types import Place
from cchc.index.periods import period_label
from cchc.index.rows import unpack, unpack_text
from cchc.index.schema import citations, provinces, reports, sections, statements, units
from cchc.index.types import Hit, Record, ReportView, SectionNode
from nlp.errors import StoreError

_DEEPEST = 50  # headings above one another; a tagged file may hold any number, a page cannot
_NO_OFFSET = 2**31  # beyond what a column of the database holds
_FACTS = (
    "source", "sha256", "media_type", "pages", "title", "level", "kind", "number", "date", "period_start", "period_end",
    "text_quality", "model", "added", "unit_id",
)  # fmt: skip
_CITATION = (
    "start", "end", "text", "number", "type", "date", "issuer", "form", "title", "pinpoint", "relation", "own", "page",
    "section", "document_id", "statement_id",
)  # fmt: skip


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


def reports_named(connection: Connection, name: str) -> list[str]:
    """Return the ids of the reports of a file name or an id."""
    same = or_(reports.c.uid == plain(name), reports.c.source == plain(name))
    return list(connection.execute(select(reports.c.uid).where(same).order_by(reports.c.id)).scalars())


def text_of(connection: Connection, uid: str) -> str | None:
    """Return a report's text, None where it was added without."""
    found = select(reports.c.text, reports.c.extra).where(reports.c.id == number_of(connection, uid))
    row = connection.execute(found).one()
    return None if row.text is None else unpack_text(row.text, unpack(row.extra))


def view_report(connection: Connection, uid: str) -> ReportView:
    """Return a report with everything that was found in it."""
    number = number_of(connection, uid)
    columns: list[Any] = [reports, units.c.name.label("issuer"), provinces.c.name.label("province")]
    joined = reports.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    row = connection.execute(select(*columns).select_from(joined).where(reports.c.id == number)).mappings().one()
    own = select_hits().where(statements.c.report_id == number).order_by(statements.c.start)
    extra = unpack(row["extra"])
    layout = unpack(row["layout"]) if row["layout"] else {"pages": [], "marks": []}
    told = _citations(connection, citations.c.report_id == number, extra["documents"])
    ids = {citation["document"]: citation["document_id"] for citation in told}
    return ReportView(
        _facts(row, extra),
        None if row["text"] is None else unpack_text(row["text"], extra),
        section_tree(connection, number),
        tuple(make_hits(connection, connection.execute(own).mappings().all())),
        tuple(told),
        tuple(document | {"document_id": ids.get(document["id"])} for document in extra["documents"]),
        tuple((start, end) for start, end in extra["repaired"]),
        tuple(extra["warnings"]),
        tuple((page, start, end) for page, start, end, *_ in layout["pages"]),
        tuple((start, end) for kind, start, end, *_ in layout["marks"] if kind == "footnote"),
    )


def report_facts(connection: Connection, uid: str) -> Record:
    """Return what a report tells of itself, without its text."""
    names = [reports.c[name] for name in ("uid", "size", "extra", *_FACTS)]
    columns: list[Any] = [*names, units.c.name.label("issuer"), provinces.c.name.label("province")]
    joined = reports.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    number = number_of(connection, uid)
    row = connection.execute(select(*columns).select_from(joined).where(reports.c.id == number)).mappings().one()
    return _facts(row, unpack(row["extra"]))


def _facts(row: RowMapping, extra: Record) -> Record:
    told = {name: row[name] for name in (*_FACTS, "issuer", "province")}
    told |= {name: extra.get(name) for name in ("part", "span")}
    return (
        {"id": row["uid"], "period": period_label(row["period_start"], row["period_end"])}
        | told
        | {"statements": row["size"]}
    )


def _citations(connection: Connection, which: ColumnElement[bool], held: Sequence[Record]) -> list[Record]:
    """Return citations as in the contract, whose own list of the report's documents names them."""
    uids = {mention: document["id"] for document in held for mention in document["mentions"]}
    rows = connection.execute(select(citations).where(which).order_by(citations.c.start)).mappings()
    return [
        {"id": row["uid"], "document": uids.get(row["uid"])} | {name: row[name] for name in _CITATION} for row in rows
    ]


def citations_of(connection: Connection, number: int) -> list[Record]:
    """Return the citations in a statement, with the status of each document at the report's date."""
    found = select(reports.c.extra).join(statements, statements.c.report_id == reports.c.id)
    extra = connection.execute(found.where(statements.c.id == row_id(number))).scalar()
    if extra is None:
        raise StoreError("E054", number, "statement")
    held = unpack(extra)["documents"]
    told = {document["id"]: {name: document.get(name) for name in ("status", "status_by")} for document in held}
    made = _citations(connection, citations.c.statement_id == row_id(number), held)
    return [one | told.get(one["document"], {}) for one in made]


def section_tree(connection: Connection, number: int) -> tuple[SectionNode, ...]:
    """Return the outline of a report as a tree."""
    rows = connection.execute(select(sections).where(sections.c.report_id == number).order_by(sections.c.ord))
    below: defaultdict[str | None, list[RowMapping]] = defaultdict(list)
    depths: dict[str | None, int] = {None: 0}
    for row in rows.mappings():
        parent = row["parent"] if depths.get(row["parent"], _DEEPEST) < _DEEPEST else None
        below[parent].append(row)
        depths[row["uid"]] = depths[parent] + 1
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


def place_of(connection: Connection, number: int) -> Place:
    """Return where a statement stands: the address that it keeps.

    Raises
    ------
    StoreError
        E054 where there is none.
    """
    found = select(reports.c.uid, statements.c.start).join(reports, reports.c.id == statements.c.report_id)
    row = connection.execute(found.where(statements.c.id == row_id(number))).first()
    if row is None:
        raise StoreError("E054", number, "statement")
    return Place(row.uid, row.start)


def statement_at(connection: Connection, uid: str, start: int) -> Hit:
    """Return the statement that begins at an offset of a report, else the one around it.

    Raises
    ------
    StoreError
        E054 where there is none.
    """
    if not 0 <= start < _NO_OFFSET:
        raise StoreError("E054", f"{uid[:80]}:{start}", "statement")
    around = (statements.c.start <= start, statements.c.end > start, reports.c.uid == plain(uid))
    begins_there = (statements.c.start != start, statements.c.start.desc(), statements.c.id)
    rows = connection.execute(select_hits().where(*around).order_by(*begins_there).limit(1)).mappings().all()
    if not rows:
        raise StoreError("E054", f"{uid[:80]}:{start}", "statement")
    return make_hits(connection, rows)[0]
