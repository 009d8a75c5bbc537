"""What a hostile file may make a reader do: hang, grow, crash, leave files, start programs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def sleep(_data: bytes, _name: str) -> Iterator[None]:
    time.sleep(600)
    yield


def grow(_data: bytes, _name: str) -> Iterator[int]:
    yield len(bytearray(5_000_000_000))


def crash(_data: bytes, _name: str) -> Iterator[None]:
    os.kill(os.getpid(), 11)
    yield


def litter(_data: bytes, _name: str) -> Iterator[None]:
    Path(tempfile.mkdtemp(), "rac").write_text("x")
    time.sleep(600)
    yield


def spawn(_data: bytes, name: str) -> Iterator[None]:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(name).write_text(str(child.pid))
    time.sleep(600)
    yield


def pid() -> Iterator[int]:
    yield os.getpid()


def fill(_data: bytes, _name: str) -> Iterator[int]:
    kept = []
    for _ in range(30):
        kept.append(b"x" * 100_000_000)
        time.sleep(0.1)
    yield len(kept)
