"""An index made before there were accounts gets their tables and loses nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from index_helpers import changed, citing, fill, open_at
from sqlalchemy import Engine, inspect, select

from cchc.accounts import Accounts
from cchc.accounts.schema import metadata
from cchc.index.database import _config, writing

TABLES = {"users", "sessions", "tokens", "audit_log", "saved_views"}


def test_an_index_of_the_first_version_gets_the_tables_and_keeps_its_reports(
    tmp_path: Path, database: str | None
) -> None:
    with open_at(tmp_path, database) as old:
        fill(old, citing("a.docx"), changed(citing("b.docx"), title="Khác", number="2/BC-UBND"))
        before = everything_of_the_index(old.store.engine)
        assert before["reports"] and before["citations"]
        assert tables(old.store.engine) >= TABLES
        to_first_version(old.store.engine)
        assert not TABLES & tables(old.store.engine)
    with open_at(tmp_path, database) as new:
        assert everything_of_the_index(new.store.engine) == before
        assert tables(new.store.engine) >= TABLES
        with new.store.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert Accounts(new.store.engine).add("lan", "admin", "một mật khẩu dài").name == "lan"


def tables(engine: Engine) -> set[str]:
    """Return the names of a database's tables."""
    return set(inspect(engine).get_table_names())


def to_first_version(engine: Engine) -> None:
    """Leave the tables as the first version made them, with what that could hold."""
    with writing(engine).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")


def everything_of_the_index(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in TABLES
        }
