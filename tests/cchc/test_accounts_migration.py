"""An index made before there were accounts gets their tables and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from index_helpers import changed, citing, fill, fresh_database, open_at
from sqlalchemy import Engine, insert, inspect, select

from cchc.accounts import Accounts
from cchc.accounts.schema import metadata
from cchc.index.database import _config, writing
from cchc.index.schema import meta

TABLES = {"users", "sessions", "tokens", "audit_log", "saved_views"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
    else:
        yield from fresh_database()


def test_an_index_of_the_first_version_gets_the_tables_and_keeps_its_reports(
    tmp_path: Path, url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("cchc.index.store.migrate", first_version)
        with open_at(tmp_path, url) as old:
            fill(old, citing("a.docx"), changed(citing("b.docx"), title="Khác", number="2/BC-UBND"))
            assert not TABLES & set(inspect(old.store.engine).get_table_names())
            before = everything_of_the_index(old.store.engine)
            assert before["reports"] and before["citations"]
    with open_at(tmp_path, url) as new:
        assert everything_of_the_index(new.store.engine) == before
        assert set(inspect(new.store.engine).get_table_names()) >= TABLES
        with new.store.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert Accounts(new.store.engine).add("lan", "admin", "một mật khẩu dài").name == "lan"
        with writing(new.store.engine).begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.downgrade(config, "0001")
        assert not TABLES & set(inspect(new.store.engine).get_table_names())
        assert everything_of_the_index(new.store.engine) == before


def first_version(engine: Engine) -> None:
    """Make the tables as the first version did."""
    with writing(engine).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(meta).values(key="id", value="0" * 32))


def everything_of_the_index(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in TABLES
        }
