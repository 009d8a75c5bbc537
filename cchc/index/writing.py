"""Writing reports into the record: one transaction a batch, and what changed is noted in the same transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select

from cchc.index.counting import count_cited, drop, sweep
from cchc.index.database import analyse, writing
from cchc.index.remember import restore
from cchc.index.rows import Prepared, Row, merged_documents, prepare
from cchc.index.schema import citations, cited, corrections, documents, provinces, reports, sections, statements, units
from cchc.index.store import Store, mark
from cchc.index.types import Added, Outcome, Record, Told
from nlp.errors import StoreError
from nlp.papers import Paper

_BATCH = 50  # reports of a transaction, at most
_PATIENCE = 2.0  # seconds that a report waits for others
_APPLY = 20_000  # statements after which the search files are brought up


def now() -> str:
    """Return the present time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def add_records(store: Store, records: Iterable[Record | Added]) -> Iterator[Added]:
    """Add tagged reports; each outcome is told when it is recorded for good. Outcomes known before pass through."""
    waiting, many = 0, False
    for batch in _batches(records):
        done = add_batch(store, batch)
        waiting += sum(added.statements for added in done)
        yield from done
        if waiting >= _APPLY:
            store.replay()
            waiting, many = 0, True
    store.replay()
    if many:
        analyse(store.engine)


def _batches(records: Iterable[Record | Added]) -> Iterator[list[Record | Added]]:
    """Gather records that come fast; slow ones are not kept waiting, so that a stopped run loses little."""
    batch: list[Record | Added] = []
    begun = time.monotonic()
    for record in records:
        batch.append(record)
        if len(batch) >= _BATCH or time.monotonic() - begun > _PATIENCE:
            yield batch
            batch, begun = [], time.monotonic()
    if batch:
        yield batch


def add_batch(store: Store, records: Sequence[Record | Added]) -> list[Added]:
    """Add some reports in one transaction."""
    ready = [_prepared(record) for record in records]
    with writing(store.engine).begin() as connection:
        writer = _Writer(connection)
        done = [one if isinstance(one, Added) else writer.add(one) for one in ready]
        writer.finish()
    return done


def _prepared(record: Record | Added) -> Prepared | Added:
    if isinstance(record, Added):
        return record
    try:
        return prepare(record)
    except StoreError as error:
        return Added(str(error.value), "failed", error=Told(error.message("vi"), error.message("en")))


class _Writer:
    """Writes reports on one connection; rows of all of them go into the database together at the end."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[Table, list[Row]] = {table: [] for table in (sections, statements, cited, citations)}
        self.citing: list[tuple[int, Prepared, dict[str, int]]] = []
        self.changed: list[int] = []
        self.counted: list[Row] = []
        self.left: set[int] = set()  # documents that reports now gone cited
        self.corrected = bool(connection.execute(select(corrections.c.id).limit(1)).first())

    def add(self, prepared: Prepared) -> Added:
        """Write one report unless it is there already; older versions of it go."""
        report = prepared.report
        older = self._versions(prepared)
        if any(_same(row, report) for row in older):
            return Added(prepared.name, "unchanged", report["uid"])
        if older:
            self.finish()  # what is to be replaced may be of this batch
            self.left |= drop(self.connection, [row.id for row in older])
        self._write(prepared)
        outcome: Outcome = "replaced" if older else "added"
        return Added(prepared.name, outcome, report["uid"], report["size"])

    def _versions(self, prepared: Prepared) -> list[Any]:
        """Return the rows that a report takes the place of; another paper of the same file is no version of it."""
        report = prepared.report
        elsewhere = reports.c.sha256 != report["sha256"]
        same = [reports.c.uid == report["uid"]]
        same += [(reports.c[name] == report[name]) & elsewhere for name in ("identity", "origin") if report[name]]
        found = self._found(or_(*same))
        return found + list(self._surplus(report["uid"], prepared.part)) if found else found

    def _surplus(self, uid: str, part: Paper | None) -> Iterator[Any]:
        """Yield the rows of papers that the same file no longer has, as it is cut now; its last paper tells."""
        number = part.of if part else 1
        if part and part.number < number:
            return
        base = uid.removesuffix(f"-{number}") if number > 1 else uid
        while rows := self._found(reports.c.uid == f"{base}-{number + 1}"):
            number += 1
            yield from rows

    def _found(self, which: ColumnElement[bool]) -> list[Any]:
        columns = (
            reports.c.id,
            reports.c.uid,
            reports.c.digest,
            reports.c.model,
            reports.c.text.is_(None).label("bare"),
        )
        return list(self.connection.execute(select(*columns).where(which)))

    def _write(self, prepared: Prepared) -> None:
        row = prepared.report | {"added": now(), "unit_id": self._unit(prepared.unit)}
        row["province_id"] = self._province(prepared.province)
        number = self.connection.execute(insert(reports).returning(reports.c.id), row).scalar_one()
        self.changed.append(number)
        for table, rows in ((sections, prepared.sections), (statements, prepared.statements)):
            self.rows[table] += [one | {"report_id": number} for one in rows]
        self.citing.append((number, prepared, self._documents(prepared, number)))

    def _unit(self, unit: Row | None) -> int | None:
        return None if unit is None else self._id_of(units, units.c.key, unit["key"], unit)

    def _province(self, name: str | None) -> int | None:
        return None if name is None else self._id_of(provinces, provinces.c.name, name, {"name": name})

    def _id_of(self, table: Table, column: Any, key: str, row: Row) -> int:
        found = self.connection.execute(select(table.c.id).where(column == key)).scalar()
        return int(found or self.connection.execute(insert(table).returning(table.c.id), row).scalar_one())

    def _documents(self, prepared: Prepared, report: int) -> dict[str, int]:
        """Return the index's ids of a report's documents by key; those never seen before are made."""
        rows = merged_documents(prepared)
        found = _ids(self.connection, list(rows))
        if new := [_new_document(row) for key, row in rows.items() if key not in found]:
            self.connection.execute(insert(documents), new)
            found |= _ids(self.connection, [row["key"] for row in new])
        for key, row in rows.items():
            told = {name: row[name] for name in ("mentions", "status", "status_by")}
            told["day"] = str(prepared.report["date"] or prepared.report["period_end"] or "")
            self.rows[cited].append(told | {"report_id": report, "document_id": found[key]})
            self.counted.append({f"new_{name}": value for name, value in told.items()} | {"document": found[key]})
        return found

    def finish(self) -> None:
        """Write what was gathered, and note which reports changed."""
        for table in (sections, statements, cited):
            self._insert(table, self.rows[table])
        self.rows[citations] = list(self._citations())
        self._insert(citations, self.rows[citations])
        count_cited(self.connection, self.counted)
        sweep(self.connection, self.left)
        if self.corrected:
            restore(self.connection, self.changed)
        mark(self.connection, self.changed)
        self.rows = {table: [] for table in self.rows}
        self.citing, self.changed, self.counted = [], [], []

    def _insert(self, table: Table, rows: list[Row]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _citations(self) -> Iterator[Row]:
        """Yield the citations with the ids that documents and statements got."""
        found = select(statements.c.report_id, statements.c.uid, statements.c.id)
        numbers = [report for report, _, _ in self.citing]
        ids = {
            (row[0], row[1]): row[2]
            for row in self.connection.execute(found.where(statements.c.report_id.in_(numbers)))
        }
        for report, prepared, known in self.citing:
            keys = {uid: row["key"] for uid, row in prepared.documents.items()}
            for citation in prepared.citations:
                row = {name: value for name, value in citation.items() if name != "document"}
                statement = ids.get((report, prepared.statement_of.get(citation["uid"], "")))
                document = known[keys[citation["document"]]]
                yield row | {"report_id": report, "document_id": document, "statement_id": statement}


def _same(held: Any, report: Row) -> bool:
    """Tell whether a report brings nothing new: neither labels, nor the model's name, nor the text."""
    known = report["model"] in (None, held.model) and (report["text"] is None or not held.bare)
    return known and held.digest == report["digest"] and held.uid == report["uid"]


def _ids(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    found = select(documents.c.key, documents.c.id).where(documents.c.key.in_(keys))
    return {row.key: row.id for row in connection.execute(found)}


def _new_document(row: Row) -> Row:
    names = ("key", "number", "number_key", "name_key", "type", "issuer", "date", "title")
    return {name: row[name] for name in names} | {"mentions": 0, "reports": 0}


def remove_reports(store: Store, uids: Sequence[str]) -> int:
    """Take reports out by id; returns how many there were."""
    with writing(store.engine).begin() as connection:
        found = [row.id for row in connection.execute(select(reports.c.id).where(reports.c.uid.in_(uids)))]
        if found:
            sweep(connection, drop(connection, found))
            still = select(reports.c.unit_id).where(reports.c.unit_id.is_not(None))
            connection.execute(delete(units).where(units.c.id.not_in(still)))
    store.replay()
    return len(found)
