"""The bytes of files that were handed in, kept beside the index under their own digest.

Two reports of the same bytes share one file. A report added from a path needs none: its file is read where it lies,
as long as it is still the same.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import select

from cchc.index.folding import plain
from cchc.index.schema import reports
from cchc.index.store import Store
from nlp.errors import StoreError

FOLDER: Final = "originals"
_SHA256 = re.compile(r"[0-9a-f]{64}")


def place_of_original(folder: Path, sha256: str) -> Path:
    """Return where the bytes of a digest are kept.

    Raises
    ------
    ValueError
        It is no digest: a tagged file may tell anything, and this becomes a path.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError(sha256[:80])
    return folder / FOLDER / sha256[:2] / sha256


def keep_original(folder: Path, data: bytes) -> str:
    """Keep some bytes; returns their digest. They are there whole or not at all, whoever is killed when."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = place_of_original(folder, sha256)
    if _read(place, sha256) is None:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{sha256}.{uuid4().hex[:8]}.part")
        try:
            with part.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    return sha256


def original(store: Store, uid: str) -> bytes | None:
    """Return the file that a report was read from; None where it was not kept, is gone or has changed.

    Raises
    ------
    StoreError
        E054 where there is no such report.
    """
    sha256, places = _places(store, uid)
    return next((data for place in places if (data := _read(place, sha256)) is not None), None)


def has_original(store: Store, uid: str) -> bool:
    """Tell whether a file lies where that of a report was; whether it is still the same is not looked at.

    Raises
    ------
    StoreError
        E054 where there is no such report.
    """
    return any(_is_file(place) for place in _places(store, uid)[1])


def forget_original(store: Store, sha256: str) -> bool:
    """Remove the kept bytes of a digest where no report is of them any more; True where there were some."""
    if not _SHA256.fullmatch(sha256):
        return False
    with store.engine.connect() as connection:
        if connection.execute(select(reports.c.id).where(reports.c.sha256 == sha256).limit(1)).first():
            return False
    place = place_of_original(store.folder, sha256)
    held = _is_file(place)
    place.unlink(missing_ok=True)
    return held


def _places(store: Store, uid: str) -> tuple[str, list[Path]]:
    """Return the digest of a report's file and where the file may lie."""
    found = select(reports.c.sha256, reports.c.origin).where(reports.c.uid == plain(uid))
    with store.engine.connect() as connection:
        row = connection.execute(found).first()
    if row is None:
        raise StoreError("E054", uid[:80], "report")
    if not _SHA256.fullmatch(row.sha256):
        return row.sha256, []
    own = place_of_original(store.folder, row.sha256)
    return row.sha256, [own, Path(row.origin)] if row.origin else [own]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read(path: Path, sha256: str) -> bytes | None:
    """Return a file's bytes where they are those of a digest."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except (OSError, ValueError):
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None
