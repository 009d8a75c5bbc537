"""Pages that were recognised before, kept by the content of their picture: an interrupted run goes on from them.

Any number of processes share the folder without a lock: a page appears whole or not at all, and one that another
process has just removed is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final, NamedTuple

from corpora.readers.page_text import Page, PageTable, TextLine
from corpora.readers.tesseract import Gray

_SCHEME: Final = "1"  # changes with whatever changes how a picture is read
LIMIT_VARIABLE: Final = "CCHC_CACHE_MB"
_LIMIT_MB: Final = 500
_MEGABYTE: Final = 1_000_000
_ROOM: Final = 0.9  # of the limit is left after pruning, so that the next page does not prune again
_ABANDONED: Final = 3600.0  # seconds after which a page half written belongs to a process that has ended
_LINE: Final = ("text", "left", "right", "base", "size", "first")


def folder() -> Path:
    """Return the folder of the kept pages: `CCHC_CACHE`, or the user's own folder for caches."""
    own = os.environ.get("CCHC_CACHE")
    if own:
        return Path(own) / "pages"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "cchc" / "pages"


def key(picture: Gray, dpi: int, program: str) -> str:
    """Return the name of a page: of its pixels, their size, and the version of what reads them."""
    about = f"{_SCHEME} {picture.shape} {dpi} {program} ".encode()
    return hashlib.sha256(about + picture.tobytes()).hexdigest()


def load(name: str) -> Page | None:
    """Return a kept page; None where there is none, or none that can be understood."""
    try:
        held = json.loads(_path(name).read_text(encoding="utf-8"))
        _touch(_path(name))
        tables = tuple(PageTable(tuple(map(tuple, t["rows"])), t["top"], t["bottom"]) for t in held["tables"])
        return Page([TextLine(*line) for line in held["lines"]], held["width"], tables, held["confidence"])
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None


def save(name: str, page: Page) -> None:
    """Keep a page; it appears whole or not at all. Where nothing can be written, nothing is kept."""
    lines = [[getattr(line, field) for field in _LINE] for line in page.lines]
    tables = [asdict(table) for table in page.tables]
    held = {"lines": lines, "tables": tables, "width": page.width, "confidence": page.confidence}
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: a user without a home
        _write(_path(name), json.dumps(held, ensure_ascii=False))


def limit() -> int:
    """Return how many bytes may be kept: `CCHC_CACHE_MB` megabytes, 500 where it is unset or no number."""
    told = os.environ.get(LIMIT_VARIABLE, "").strip()
    return (int(told) if told.isascii() and told.isdigit() else _LIMIT_MB) * _MEGABYTE


def size() -> int:
    """Return the bytes of what is kept."""
    return sum(kept.size for kept in _kept())


def prune(most: int | None = None) -> None:
    """Remove the pages whose last use is longest ago until nine tenths of a limit are left, where it is passed.

    Parameters
    ----------
    most : int, optional
        Bytes; by default those of `limit`.
    """
    most = limit() if most is None else most
    found = sorted(_kept())
    total = sum(kept.size for kept in found)
    aim = most if total <= most else _ROOM * most
    for kept in found:
        if total > aim or _is_abandoned(kept):
            with contextlib.suppress(OSError):  # another process was faster
                Path(kept.path).unlink()
            total -= kept.size


class _Kept(NamedTuple):
    """A file of the folder: when it was last used (seconds since the epoch), its size in bytes, its path."""

    used: float
    size: int
    path: str


def _kept() -> Iterator[_Kept]:
    """Yield the files of the folder; what vanishes meanwhile is passed over."""
    with contextlib.suppress(OSError, RuntimeError):
        for shelf in os.scandir(folder()):
            with contextlib.suppress(OSError):
                for entry in (entry for entry in os.scandir(shelf.path) if entry.name.endswith((".json", ".part"))):
                    with contextlib.suppress(OSError):
                        about = entry.stat()
                        yield _Kept(about.st_mtime, about.st_size, entry.path)


def _is_abandoned(kept: _Kept) -> bool:
    return kept.path.endswith(".part") and time.time() - kept.used > _ABANDONED


def _touch(path: Path) -> None:
    """Note that a page was used: times of reading are not kept on many systems."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return folder() / name[:2] / f"{name}.json"
