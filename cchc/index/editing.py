"""A reviewer's corrections: made, listed, taken back, handed out as training data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from cchc.index.database import writing
from cchc.index.filtering import row_id
from cchc.index.folding import folded, plain
from cchc.index.hits import headings_above, load_trees
from cchc.index.remember import LABELS, lay_over, own_of
from cchc.index.rows import unpack, unpack_text
from cchc.index.schema import corrections, reports, statements
from cchc.index.store import Store, mark, touch
from cchc.index.types import Change, Correction, Record
from cchc.index.writing import now
from corpora.scheme import AREAS, STANCES, SUBS_OF, check_label, check_sub
from nlp.errors import OffsetError, StoreError


def correct(store: Store, number: int, change: Change, reviewer: str, seen_before: str | None = None) -> Correction:
    """Correct a statement, unless it is no longer what the reviewer saw."""
    with writing(store.engine).begin() as connection:
        statement = _statement(connection, number)
        if seen_before is not None and seen_before != seen(connection, number):
            raise StoreError("E092", f"s{number}")
        before = {name: statement[name] for name in LABELS}
        after = _after(connection, statement, change)
        row = _row(connection, statement, before, after, reviewer)
        made = connection.execute(insert(corrections).returning(corrections.c.id), row).scalar_one()
        lay_over(connection, statement, _standing(connection, number))
        mark(connection, [statement["report_id"]])
        correction = make_correction(_found(connection, made))
    store.replay()
    return correction


def seen(connection: Connection, number: int) -> str:
    """Return what changes with every correction, with every one taken back, and with the model's word."""
    statement = _statement(connection, number)
    labels = "/".join(str(statement[name]) for name in LABELS if name != "text")
    of_statement = corrections.c.statement_id == statement["id"]
    counted = select(func.count(), func.count(corrections.c.undone)).where(of_statement)
    made, undone = connection.execute(counted).one()
    return f"{labels}/{made}/{undone}"


def _statement(connection: Connection, number: int) -> RowMapping:
    found = connection.execute(select(statements).where(statements.c.id == row_id(number))).mappings().first()
    if found is None:
        raise StoreError("E054", number, "statement")
    return found


def _after(connection: Connection, statement: RowMapping, change: Change) -> dict[str, Any]:
    """Return the labels that a change sets; a new stance without its sub-label takes the first there is."""
    place = f"s{statement['id']}"
    stance = check_label("stance", change.stance or statement["stance"], STANCES, place)
    sub = change.sub or (statement["sub"] if stance == statement["stance"] else None)
    after = {
        "area": check_label("area", change.area or statement["area"], AREAS, place),
        "stance": stance,
        "sub": check_sub(stance, sub or next(iter(SUBS_OF[stance]), None), place),
    }
    return after | _boundaries(connection, statement, change)


def _boundaries(connection: Connection, statement: RowMapping, change: Change) -> dict[str, Any]:
    if change.start is None and change.end is None:
        return {}
    start = statement["start"] if change.start is None else change.start
    end = statement["end"] if change.end is None else change.end
    columns = (reports.c.text, reports.c.extra)
    row = connection.execute(select(*columns).where(reports.c.id == statement["report_id"])).one()
    text = unpack_text(row.text, unpack(row.extra)) if row.text else ""
    sentence = " ".join(text[start:end].split()) if 0 <= start < end <= len(text) else ""
    if not sentence:
        raise OffsetError("E030", f"s{statement['id']}", f"{start}, {end}")
    return {"start": start, "end": end, "text": sentence}


def _row(connection: Connection, statement: RowMapping, before: Record, after: Record, reviewer: str) -> dict[str, Any]:
    columns = (reports.c.uid, reports.c.identity)
    report = connection.execute(select(*columns).where(reports.c.id == statement["report_id"])).one()
    tree = load_trees(connection, [statement["report_id"]]).get(statement["report_id"], {})
    text = own_of(statement)["text"]
    return {
        "report_uid": report.uid,
        "identity": report.identity,
        "statement_id": statement["id"],
        "text": text,
        "text_key": folded(text),
        "headings": list(headings_above(tree, statement["section"])),
        "reviewer": plain(reviewer),
        "at": now(),
        "before": before,
        "after": after,
    }


def _standing(connection: Connection, statement: int) -> list[RowMapping]:
    found = select(corrections).where(corrections.c.statement_id == statement, corrections.c.undone.is_(None))
    return list(connection.execute(found.order_by(corrections.c.id)).mappings())


def _found(connection: Connection, number: int) -> RowMapping:
    row = connection.execute(select(corrections).where(corrections.c.id == row_id(number))).mappings().first()
    if row is None:
        raise StoreError("E054", number, "correction")
    return row


def make_correction(row: RowMapping) -> Correction:
    """Return a correction as kept."""
    names = ("id", "text", "reviewer", "at", "before", "after", "undone")
    return Correction(report=row["report_uid"], statement=row["statement_id"], **{name: row[name] for name in names})


def find_correction(connection: Connection, number: int) -> Correction:
    """Return a correction as kept.

    Raises
    ------
    StoreError
        E054 where there is none.
    """
    return make_correction(_found(connection, number))


def undo(store: Store, number: int, reviewer: str) -> Correction:
    """Take a correction back; those made before and after it stand."""
    with writing(store.engine).begin() as connection:
        row = _found(connection, number)
        if row["undone"] is None:
            gone = update(corrections).where(corrections.c.id == number)
            connection.execute(gone.values(undone=now(), undone_by=plain(reviewer)))
            _lay_again(connection, row["statement_id"])
        correction = make_correction(_found(connection, number))
    store.replay()
    return correction


def _lay_again(connection: Connection, statement: int | None) -> None:
    touch(connection)
    found = connection.execute(select(statements).where(statements.c.id == statement)).mappings().first()
    if found is not None:
        lay_over(connection, found, _standing(connection, found["id"]))
        mark(connection, [found["report_id"]])


def export_corrections(connection: Connection) -> Iterator[Record]:
    """Yield one object for each corrected sentence, in the format of `corpora.corrections`: its last labels count."""
    found = select(corrections).where(corrections.c.undone.is_(None)).order_by(corrections.c.id)
    last: dict[tuple[str, str], Record] = {}
    for row in connection.execute(found).mappings():
        key = (row["identity"] or row["report_uid"], row["text"])
        first = last.get(key)
        last[key] = _object(row, first["before"] if first else None, first)
    yield from last.values()


def _object(row: RowMapping, before: Record | None, first: Record | None) -> Record:
    after = row["after"]
    wrong = before or {name: row["before"][name] for name in ("area", "stance", "sub")}
    return {
        "text": after.get("text") or (first["text"] if first else row["before"]["text"]),
        "area": after["area"],
        "stance": after["stance"],
        "sub": after["sub"],
        "headings": row["headings"] or [],
        "report": row["report_uid"],
        "reviewer": row["reviewer"],
        "at": row["at"],
        "before": wrong,
    }
