"""A PostgreSQL server for the tests: the one named, the one of this machine, or a temporary one of its binaries."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

LOCAL = "postgresql://cchc:cchc@localhost/postgres"


@cache
def server_url() -> str | None:
    """Return the address of a server on which databases may be made and dropped; None where there is none."""
    named = os.environ.get("CCHC_TEST_DB")
    if named or _answers(LOCAL):
        return named or LOCAL
    return _temporary()


def driver_url(url: str) -> str:
    """Return an address with the driver that SQLAlchemy is to take."""
    return url.replace("postgresql:", "postgresql+psycopg:", 1)


def _answers(url: str) -> bool:
    try:
        with create_engine(driver_url(url)).connect():
            return True
    except (SQLAlchemyError, ImportError):
        return False


def _binaries() -> Path | None:
    """Return the folder of the newest server: Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _temporary() -> str | None:
    binaries = _binaries()
    if binaries is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="cchc-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    data = folder / "data"
    try:
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
        _run(binaries / "initdb", "-D", data, "-U", "cchc", "--auth=trust", "--encoding=UTF8", "--no-sync")
        _run(binaries / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
    except (OSError, LookupError, subprocess.SubprocessError):
        return None
    atexit.register(_run, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    return f"postgresql://cchc@127.0.0.1:{port}/postgres"


def _run(*command: object) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(
        list(map(str, command)), check=True, timeout=60, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])
