"""Pictures of pages: drawn in a worker process with limits, kept on the disk by content, page and way of drawing."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from corpora.guard import Guard
from corpora.page_pictures import DPI, PagePicture
from corpora.readers import page_cache
from nlp.errors import ReadError

_VERSION: Final = f"1-{DPI}"  # changes with whatever changes how a page is drawn
_SECONDS: Final = 20.0  # that drawing one page may take
_MOST_BYTES: Final = 256_000_000  # of all pictures kept
_MEMORY: Final = 600.0  # seconds for which a page that cannot be drawn is not tried again
_MOST_FAILURES: Final = 1_000
_SHA256 = re.compile(r"[0-9a-f]{64}")

Load = Callable[[], bytes | None]


def default_folder() -> Path:
    """Return where pictures are kept: beside the pages that were recognised (`CCHC_CACHE`)."""
    return page_cache.folder().with_name("pictures")


class Pictures:
    """Draws pages, one at a time; safe for threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self._lock = threading.Lock()
        self._guard: Guard | None = None
        self._failures: dict[str, tuple[float, tuple[str, object, str]]] = {}

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            if self._guard is not None:
                self._guard.close()
            self._guard = None

    def page(self, sha256: str, number: int, name: str, load: Load) -> PagePicture | None:
        """Return the picture of a page, None where the PDF is not there.

        Parameters
        ----------
        sha256 : str
            Of the PDF; anything else than a digest has no picture, for it becomes the name of a file.
        number : int
            Of the page; the first is 1.
        name : str
            Told in errors.
        load : callable
            Gives the PDF; asked only where the picture is not kept.

        Raises
        ------
        ReadError
            As `corpora.guard.Guard.draw`; told again for ten minutes without another try.
        """
        if not _SHA256.fullmatch(sha256):
            return None
        key = f"{sha256}-{number}-{_VERSION}"
        if (kept := self._load(key)) is not None:
            return kept
        with self._lock:
            return self._load(key) or self._draw(key, number, name, load)

    def _draw(self, key: str, number: int, name: str, load: Load) -> PagePicture | None:
        at, told = self._failures.get(key, (0.0, None))
        if told is not None and time.monotonic() - at < _MEMORY:
            raise ReadError(*told)
        data = load()
        if data is None:
            return None
        self._guard = self._guard or Guard(_SECONDS)
        try:
            picture = self._guard.draw(data, name, number)
        except ReadError as error:
            self._remember(key, error)
            raise
        self._keep(key, picture)
        return picture

    def _remember(self, key: str, error: ReadError) -> None:
        if len(self._failures) >= _MOST_FAILURES:
            self._failures.clear()
        self._failures[key] = (time.monotonic(), (error.code, error.value, error.detail))

    def _load(self, key: str) -> PagePicture | None:
        """Return a kept picture; None where there is none, or none that can be understood."""
        try:
            held = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            path = self.folder / f"{key}.png"
            png = path.read_bytes()
            boxes = tuple((box[0], box[1], box[2], box[3]) for box in held["boxes"])
            with contextlib.suppress(OSError):
                os.utime(path)  # the pictures not looked at for longest go first
            return PagePicture(png, int(held["width"]), int(held["height"]), str(held["letters"]), boxes)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def _keep(self, key: str, picture: PagePicture) -> None:
        about = {name: getattr(picture, name) for name in ("width", "height", "letters", "boxes")}
        with contextlib.suppress(OSError):  # a full disk costs no page, only time
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / f"{key}.json", json.dumps(about, separators=(",", ":")).encode("utf-8"))
            _write(self.folder / f"{key}.png", picture.png)
            self._prune()

    def _prune(self) -> None:
        """Remove what was looked at longest ago until the rest is small enough."""
        paths = [(path.stat(), path) for path in self.folder.glob("*.png")]
        total = sum(told.st_size for told, _ in paths)
        for told, path in sorted(paths, key=lambda pair: pair[0].st_mtime):
            if total <= _MOST_BYTES:
                return
            self._remove(path)
            total -= told.st_size

    def forget(self, sha256: str) -> None:
        """Remove the pictures of a PDF that is no longer in the index."""
        if _SHA256.fullmatch(sha256):
            for path in self.folder.glob(f"{sha256}-*.png"):
                self._remove(path)

    def _remove(self, path: Path) -> None:
        for each in (path, path.with_suffix(".json")):
            with contextlib.suppress(OSError):
                each.unlink()


def _write(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all."""
    part = path.with_name(f"{path.name}.{uuid4().hex[:8]}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
