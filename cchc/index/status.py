"""What an index holds, and whether it is whole."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Table, func, select

from cchc.index.overview import kind_counts
from cchc.index.schema import FORMAT, citations, corrections, documents, pending, reports, statements, units
from cchc.index.store import Store
from cchc.index.types import Filters, Status, Told

_COUNTED = {"citations": citations, "documents": documents, "units": units, "corrections": corrections}


def read_status(store: Store, deep: bool) -> Status:
    """Count what there is; `deep` reads every page of the database."""
    with store.engine.connect() as connection:
        models = select(func.coalesce(reports.c.model, "?"), func.count()).group_by(reports.c.model)
        counts = {name: _count(connection, table) for name, table in _COUNTED.items()}
        held = _count(connection, statements)
        known = {str(model): int(count) for model, count in connection.execute(models)}
        waiting = int(connection.execute(select(func.count(pending.c.report_id.distinct()))).scalar_one())
        kinds = {one.kind or "": one.count for one in kind_counts(connection, Filters())}
    faults = tuple(_faults(store, deep))
    return Status(
        sum(known.values()),
        held,
        **counts,
        pending=waiting,
        models=known,
        kinds=kinds,
        database=store.engine.dialect.name,
        bytes=_bytes(store.folder),
        format=FORMAT,
        whole=not faults,
        faults=faults,
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _faults(store: Store, deep: bool) -> list[Told]:
    found = []
    if not store.agrees():
        found.append(Told("bản ghi và chỉ mục tìm kiếm khác số câu", "record and search files differ in statements"))
    if deep and (told := store.faults()):
        found.append(Told(f"cơ sở dữ liệu hỏng: {told}", f"the database is damaged: {told}"))
    return found


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
