"""The record and its search files held together: what is recorded reaches the files, whoever is killed when."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, String, cast, delete, func, insert, select, update

from cchc.index.codes import code
from cchc.index.database import check, connect, exists, identity, migrate, writing
from cchc.index.engine import Entry, SearchFiles, Stamp, numbers_of
from cchc.index.folding import indexed
from cchc.index.periods import day_code, period_code
from cchc.index.schema import VERSION, citations, meta, pending, reports, statements
from nlp.errors import StoreError

_AT_ONCE = 500  # reports applied in one commit of the search files
_SMALL = 20  # reports, up to which a small writer is enough
_PATIENCE = 60.0  # seconds that a change waits for its writer to apply it
_REBUILD_WAIT = 600  # seconds for another process that rebuilds
_WANTED = (statements.c.id, statements.c.text, statements.c.area, statements.c.stance, statements.c.sub,
           statements.c.area_confidence, statements.c.stance_confidence, statements.c.corrected,
           statements.c.report_id)  # fmt: skip
_OF_REPORT = (reports.c.id, reports.c.level, reports.c.kind, reports.c.province_id, reports.c.unit_id,
              reports.c.period_start, reports.c.period_end)  # fmt: skip


class Store:
    """An open record with its search files.

    Parameters
    ----------
    folder : Path
    url : str, optional
        Of a PostgreSQL database.
    create : bool
        Make the index where there is none.
    """

    def __init__(self, folder: Path, url: str | None = None, create: bool = False) -> None:
        self.folder, self.url = folder, url
        self._waiting: tuple[int | None, float] = (None, 0.0)
        if create and not url:  # with a server nothing is made before it answers
            folder.mkdir(parents=True, exist_ok=True)
        self.engine = connect(folder, url) if create or url or exists_file(folder) else _missing(folder)
        if not create and not exists(self.engine, folder, url):
            _missing(folder)
        migrate(self.engine)
        folder.mkdir(parents=True, exist_ok=True)
        self.files = SearchFiles(folder, Stamp(identity(self.engine)))
        self.recover()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def recover(self) -> None:
        """Bring the search files to what the record holds."""
        if not self.files.open():
            self.rebuild()
        self.replay()
        if not self.agrees():
            self.rebuild()

    def agrees(self) -> bool:
        """Tell whether record and files hold equally many statements; while something is pending they need not."""
        with self.engine.connect() as connection:
            waiting = connection.execute(select(pending.c.id).limit(1)).first()
            recorded = connection.execute(select(func.coalesce(func.sum(reports.c.size), 0))).scalar_one()
        return waiting is not None or recorded == self.files.searcher().num_docs

    def rebuild(self) -> None:
        """Make the search files anew from the record.

        Raises
        ------
        StoreError
            E057 where another process writes for ten minutes.
        """
        with self.files.lock(_REBUILD_WAIT) as held:
            if not held:
                raise StoreError("E057", self.folder.name)
            with self.engine.connect() as connection:
                waiting = [row.id for row in connection.execute(select(pending.c.id))]
                self.files.rebuild(all_entries(connection))
            self._done(waiting)

    def replay(self) -> bool:
        """Apply what is pending; True where there was something. Left alone where another process is at it."""
        applied = False
        while self._next() is not None:
            with self.files.lock(0) as held:
                if not held:
                    return applied
                self.files.reload()
                applied = self._apply() or applied
        return applied

    def catch_up(self) -> bool:
        """Apply what a killed writer left over: a reader leaves alone what a living one is about to apply."""
        oldest = self._next()
        if oldest is None or oldest != self._waiting[0]:
            self._waiting = (oldest, time.monotonic())
            return False
        return time.monotonic() - self._waiting[1] > _PATIENCE and self.replay()

    def _next(self) -> int | None:
        with self.engine.connect() as connection:
            return connection.execute(select(func.min(pending.c.id))).scalar()

    def _apply(self) -> bool:
        with self.engine.connect() as connection:
            rows = connection.execute(select(pending).order_by(pending.c.id).limit(_AT_ONCE)).all()
            changed = sorted({row.report_id for row in rows})
            if changed:
                self.files.apply(changed, entries(connection, changed), len(changed) <= _SMALL)
        self._done([row.id for row in rows])
        return bool(rows)

    def _done(self, waiting: Sequence[int]) -> None:
        with writing(self.engine).begin() as connection:
            for start in range(0, len(waiting), _AT_ONCE):
                connection.execute(delete(pending).where(pending.c.id.in_(waiting[start : start + _AT_ONCE])))
            if waiting:
                touch(connection)

    def version(self) -> str:
        """Return what changes with every writing. Read before the files are reloaded: never newer than they are."""
        with self.engine.connect() as connection:
            number = connection.execute(select(meta.c.value).where(meta.c.key == VERSION)).scalar_one()
        self.files.reload()
        return f"{self.files.stamp.record[:8]}-{number}"

    def faults(self) -> str | None:
        """Return what is wrong with the record, None where nothing is."""
        return check(self.engine)


def exists_file(folder: Path) -> bool:
    """Tell whether a folder holds a record."""
    from cchc.index.database import RECORD

    return (folder / RECORD).is_file()


def _missing(folder: Path) -> Any:
    raise StoreError("E050", folder)


def touch(connection: Connection) -> None:
    """Raise the number that tells readers that something changed."""
    raised = cast(cast(meta.c.value, Integer) + 1, String)
    connection.execute(update(meta).where(meta.c.key == VERSION).values(value=raised))


def mark(connection: Connection, changed: Sequence[int]) -> None:
    """Note that reports changed, in the transaction that changes them."""
    if changed:
        connection.execute(insert(pending), [{"report_id": report} for report in changed])
        touch(connection)


def entries(connection: Connection, wanted: Sequence[int]) -> Iterator[Entry]:
    """Yield what the search files hold of some reports."""
    cited: defaultdict[int, set[int]] = defaultdict(set)
    pairs = select(citations.c.statement_id, citations.c.document_id)
    for statement, document in connection.execute(pairs.where(citations.c.report_id.in_(wanted))):
        if statement is not None:
            cited[statement].add(document)
    of_reports = connection.execute(select(*_OF_REPORT).where(reports.c.id.in_(wanted)))
    placed = {row.id: _numbers_of_report(row) for row in of_reports}
    for row in connection.execute(select(*_WANTED).where(statements.c.report_id.in_(wanted))):
        yield _entry(row, placed, cited)


def all_entries(connection: Connection) -> Iterator[Entry]:
    """Yield everything, a stretch of reports at a time so that memory does not grow."""
    ids = [row.id for row in connection.execute(select(reports.c.id).order_by(reports.c.id))]
    for start in range(0, len(ids), _AT_ONCE):
        yield from entries(connection, ids[start : start + _AT_ONCE])


def _numbers_of_report(row: Any) -> dict[str, int]:
    """Return what all statements of a report share."""
    return {
        "level": code("level", row.level),
        "kind": max(0, code("kind", row.kind)),
        "province": row.province_id or 0,
        "unit": row.unit_id or 0,
        "period": period_code(row.period_start, row.period_end),
        "start": day_code(row.period_start),
        "end": day_code(row.period_end),
        "report": row.id,
    }


def _entry(row: Any, placed: Mapping[int, dict[str, int]], cited: Mapping[int, Iterable[int]]) -> Entry:
    number, text, area, stance, sub, area_confidence, stance_confidence, corrected, report = row
    cell = {"area": code("area", area), "stance": code("stance", stance), "sub": code("sub", sub)}
    cell |= {"cell": cell["area"] * 8 + cell["stance"], "corrected": int(corrected)}
    cell |= {"confidence": round(1000 * min(area_confidence, stance_confidence))}
    return Entry(number, *indexed(text), numbers_of(placed[report] | cell), tuple(cited.get(number, ())))
