"""The record: a SQLite file or a PostgreSQL database, brought to the present schema by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError

from cchc.index.schema import VERSION, meta
from nlp.errors import StoreError

RECORD = "record.sqlite"
_BUSY = 30.0  # seconds a writer waits for another
_SEEN = 1000  # rows of an index that `analyse` looks at
_WRITER = 0x63636863  # key of the lock that writers on a PostgreSQL server take, "cchc"
_DAMAGED = ("malformed", "not a database", "disk I/O error", "disk is full", "readonly database")


def connect(folder: Path, url: str | None) -> Engine:
    """Return an engine for the SQLite file of a folder, or for a URL.

    Raises
    ------
    StoreError
        E051 where the URL is none or its server does not answer, E043 where its driver is missing.
    """
    if url is None:
        return _sqlite(folder / RECORD)
    try:
        made = make_url(url)
        if made.get_backend_name() != "postgresql":
            raise StoreError("E051", made.drivername, "postgresql://…")
        engine = create_engine(made.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        event.listen(engine, "begin", _begin_on_server)
        with engine.connect():
            return engine
    except ModuleNotFoundError as error:
        raise StoreError("E043", "psycopg", "postgres") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError("E051", "--db", "postgresql://user@host/name") from error
    except OperationalError as error:
        raise StoreError("E051", "--db", _first_line(error)) from error


def _first_line(error: SQLAlchemyError) -> str:
    """Return what the driver said, without the address: it may hold a password."""
    return str(getattr(error, "orig", error)).strip().splitlines()[0].rpartition("failed: ")[2]


def _sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)
    return engine


def _translate(context: ExceptionContext) -> None:
    """Raise what a user can act on, wherever the file fails: written to by another too long, damaged, disk full."""
    told = str(context.original_exception)
    if "locked" in told:
        raise StoreError("E057", RECORD) from context.original_exception
    if any(sign in told for sign in _DAMAGED):
        raise StoreError("E052", RECORD, told) from context.original_exception


def _set_up(connection: Any, _: object) -> None:
    """Readers go on while one writes (WAL); the driver's own transactions are off, `_begin` opens them."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY * 1000:.0f}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once where rows will be written: a reader that turns writer can be refused."""
    immediate = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _begin_on_server(connection: Connection) -> None:
    """Let one transaction write at a time, as in SQLite: two that add the same unit would refuse each other."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write."""
    return engine.execution_options(writes=True)


def migrate(engine: Engine) -> None:
    """Bring the schema up to date; a fresh database gets its identity.

    Raises
    ------
    StoreError
        E052 where the file is no database, E053 where a newer version made it.
    """
    try:
        config = _config()
        script = ScriptDirectory.from_config(config)
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found != script.get_current_head():
            _upgrade(engine, config, script, found)
    except DatabaseError as error:
        raise StoreError("E052", _name(engine), _first_line(error)) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _upgrade(engine: Engine, config: Config, script: ScriptDirectory, found: str | None) -> None:
    try:
        if found is not None:
            script.get_revision(found)
    except CommandError as error:
        raise StoreError("E053", _name(engine), found or "") from error
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.execute(select(meta.c.value).where(meta.c.key == "id")).first() is None:
            connection.execute(insert(meta).values(key="id", value=uuid4().hex))
        if connection.execute(select(meta.c.value).where(meta.c.key == VERSION)).first() is None:
            connection.execute(insert(meta).values(key=VERSION, value="0"))
    if found is not None:
        analyse(engine)


def _name(engine: Engine) -> str:
    return Path(engine.url.database or "").name


def exists(engine: Engine, folder: Path, url: str | None) -> bool:
    """Tell whether there is an index."""
    return (folder / RECORD).exists() if url is None else inspect(engine).has_table("meta")


def analyse(engine: Engine) -> None:
    """Tell SQLite how its tables are filled, from some rows of each; PostgreSQL sees to that itself."""
    if engine.dialect.name == "sqlite":
        with writing(engine).begin() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit={_SEEN}")
            connection.exec_driver_sql("ANALYZE")


def identity(engine: Engine) -> str:
    """Return the id that a database got when it was made; search files tell whose they are by it."""
    with engine.connect() as connection:
        return str(connection.execute(select(meta.c.value).where(meta.c.key == "id")).scalar_one())


def check(engine: Engine) -> str | None:
    """Return what is wrong with the database's pages and references, None where nothing is."""
    if engine.dialect.name != "sqlite":
        return None  # PostgreSQL checks its pages itself
    try:
        with engine.connect() as connection:
            told = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    except (DatabaseError, StoreError) as error:
        return _first_line(error) if isinstance(error, DatabaseError) else error.detail
    return told if told != "ok" else f"foreign key: {broken[0]}" if broken else None
