"""The search files: a tantivy index derived from the record.

They can be thrown away at any time. Which folder holds them, and what they were made from, stands in `search.json`,
which is replaced only when a rebuilt folder is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import tantivy
from filelock import FileLock, Timeout

from cchc.index.schema import FOLDING, FORMAT

STAMP: Final = "search.json"
LOCK: Final = "search.lock"
_HEAP = 128_000_000  # bytes of postings held in memory before a segment is written
_SMALL_HEAP = 15_000_000  # the least that tantivy takes: for a change of a few reports
NUMBERS: Final = (
    "area", "stance", "sub", "cell", "level", "kind", "province", "unit",
    "period", "start", "end", "confidence", "corrected", "report",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """What search files were made from: the record's id, the format and folding of the program."""

    record: str
    format: int = FORMAT
    folding: int = FOLDING


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as the search files take it; `numbers` has the fields of `NUMBERS` in order."""

    id: int
    exact: str
    folded: str
    numbers: tuple[int, ...]
    cited: tuple[int, ...]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", fast=True)
    for name in ("exact", "folded"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("cite", indexed=True)
    return builder.build()


class SearchFiles:
    """The search files of a folder.

    Parameters
    ----------
    folder : Path
    stamp : Stamp
        What they must have been made from to be of use.
    """

    def __init__(self, folder: Path, stamp: Stamp) -> None:
        self.folder, self.stamp = folder, stamp
        self.schema = _schema()
        self._index: tantivy.Index | None = None
        self._seen: tuple[int, int] | None = None

    def open(self) -> bool:
        """Open the files; False where there are none of use, and they must be rebuilt."""
        try:
            stamp = json.loads((self.folder / STAMP).read_text(encoding="utf-8"))
            place = self.folder / Path(stamp.pop("folder")).name
            if stamp != asdict(self.stamp):
                return False
            self._index = tantivy.Index.open(str(place))
            self._index.searcher()
            self._seen = self._state()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._index = None  # damaged files are no reason to stop: the record has everything
        return self._index is not None

    def _state(self) -> tuple[int, int] | None:
        """Return what changes when another process rebuilds the files."""
        try:
            told = (self.folder / STAMP).stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_ino

    def reload(self) -> None:
        """Take over what another process wrote, a rebuilt folder too."""
        if self._state() != self._seen:
            self.open()
        elif self._index is not None:
            self._index.reload()

    @property
    def index(self) -> tantivy.Index:
        """The open index."""
        if self._index is None:
            raise RuntimeError("the search files are not open")
        return self._index

    def searcher(self) -> tantivy.Searcher:
        """Return a view that later writing does not change."""
        return self.index.searcher()

    @contextmanager
    def lock(self, wait: float) -> Iterator[bool]:
        """Hold the right to write; gives False where another process holds it after `wait` seconds."""
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def apply(self, reports: Iterable[int], entries: Iterable[Entry], small: bool) -> None:
        """Replace the entries of some reports; whole or not at all. The lock must be held."""
        writer = self.index.writer(_SMALL_HEAP if small else _HEAP, 1)
        for report in reports:
            writer.delete_documents_by_term("report", report)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Make the files anew beside the old ones, then take their place. The lock must be held."""
        place = self.folder / f"search-{uuid4().hex[:8]}"
        place.mkdir()
        index = tantivy.Index(self.schema, path=str(place))
        writer = index.writer(_HEAP, 1)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
        self._point_to(place)
        self.open()
        self._clean(place)

    def _point_to(self, place: Path) -> None:
        part = self.folder / f"{STAMP}.part"
        part.write_text(json.dumps(asdict(self.stamp) | {"folder": place.name}), encoding="utf-8")
        part.replace(self.folder / STAMP)

    def _clean(self, kept: Path) -> None:
        """Remove older folders; one that another process has open on Windows stays until the next time."""
        for old in self.folder.glob("search-*"):
            if old.is_dir() and old != kept:
                shutil.rmtree(old, ignore_errors=True)


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("id", entry.id)
    document.add_text("exact", entry.exact)
    document.add_text("folded", entry.folded)
    for name, number in zip(NUMBERS, entry.numbers, strict=True):
        document.add_integer(name, number)
    for cited in entry.cited:
        document.add_integer("cite", cited)
    return document


def numbers_of(facts: dict[str, Any]) -> tuple[int, ...]:
    """Return the numbers of an entry in the order of the fields."""
    return tuple(facts[name] for name in NUMBERS)
