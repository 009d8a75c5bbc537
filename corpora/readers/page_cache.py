"""Pages that were recognised before, kept by the content of their picture: an interrupted run goes on from them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Final

from corpora.readers.page_text import Page, PageTable, TextLine
from corpora.readers.tesseract import Gray

_SCHEME: Final = "1"  # changes with whatever changes how a picture is read
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
