"""What many tests share: the sample reports tagged once, and the command line as a process."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from corpora.readers import read
from models.record import to_record
from models.tagging import Tagger

Record = dict[str, Any]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
CpuSeconds = Callable[[Callable[[], object]], float]

# Messages are looked for in Vietnamese; commands read the language once, when they are imported.
os.environ.pop("CCHC_LANG", None)
SAMPLES = Path(str(files("corpora") / "samples"))
SAMPLE_NAMES = (
    "giamsat-2023.html",
    "huyen-2024-6thang.pdf",
    "so-2020.md",
    "tinh-2021.txt",
    "xa-2022.docx",
    "xa-2025-9thang.docx",
)


# The same examples in every run, so that what passed once passes again; `make explore` looks for others.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=1600, database=None, deadline=None, print_blob=True)
settings.load_profile("same")

# In the background Ctrl-C may be ignored; the programs that tests interrupt must not inherit that.
with contextlib.suppress(ValueError):
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def cpu_seconds() -> CpuSeconds:
    """Return a function that gives the least CPU time of three calls.

    The collector rests meanwhile: what other tests keep in memory would cost it a second.
    """

    def measure(call: Callable[[], object]) -> float:
        times = []
        gc.disable()
        try:
            for _ in range(3):
                start = time.process_time()
                call()
                times.append(time.process_time() - start)
        finally:
            gc.enable()
        return min(times)

    return measure


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Give the URL of an empty PostgreSQL database, None for the folder's own SQLite file."""
    from index_helpers import fresh_database  # beside the tests that use it

    if request.param == "sqlite":
        yield None
    else:
        yield from fresh_database()


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Return this process's environment without what changes the language or the form of messages."""
    return {key: value for key, value in os.environ.items() if key not in ("CCHC_LANG", "COLUMNS", "FORCE_COLOR")}


@pytest.fixture(scope="session")
def run(environment: dict[str, str]) -> Run:
    """Return a function that runs `python -m cchc` with arguments and gives the finished process.

    `variables` are added to the environment, `input` is standard input; other options go to `subprocess.run`.
    """

    def start(
        *arguments: object, variables: dict[str, str] | None = None, input: bytes = b"", **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "cchc", *map(str, arguments)]
        env = environment | (variables or {})
        return subprocess.run(command, input=input, capture_output=True, check=False, timeout=120, env=env, **options)

    return start


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """Return the folder of the sample reports."""
    return SAMPLES


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """Return one tagger with the shipped model."""
    return Tagger()


@pytest.fixture(scope="session")
def tagged(tagger: Tagger) -> dict[str, Record]:
    """Return the tagged sample reports with their texts, by file name."""
    return {name: to_record(tagger.tag(read(SAMPLES / name)), with_text=True) for name in SAMPLE_NAMES}
