"""From the paths a user names to tagged reports for the index: report files are labelled, tagged lines taken."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from cchc.index.rows import papers_of, unpack
from cchc.index.schema import reports
from cchc.index.store import Store
from cchc.index.types import Added, Record, Told
from cchc.inputs import Intake, Item, Opened, expand
from corpora.guard import TIMEOUT
from corpora.readers.progress import PageProgress
from models.record import SCHEMA, to_record
from models.store import default_model
from models.tagging import Tagger
from nlp.errors import CchcError, ReadError
from nlp.papers import Paper, with_layout_of
from nlp.source import Source

TAGGED: Final = (".jsonl",)
_AHEAD = 4  # reports that wait for each process

Note = Callable[[str], None]
_tagger: Tagger | None = None  # of a process that labels


@dataclass(frozen=True, slots=True)
class Options:
    """How to read and label: model folder, processes, limits of size (bytes) and time (s)."""

    model: str | None = None
    jobs: int = 1
    max_bytes: int = 64_000_000
    timeout: float = TIMEOUT


def model_version(folder: str | None) -> str:
    """Return a name that changes with the model: its folder's name and a digest of its files."""
    place: Any = Path(folder) if folder else default_model()
    digest = hashlib.sha256()
    for name in sorted(item.name for item in place.iterdir() if item.name.endswith((".json", ".npz", ".onnx"))):
        digest.update(name.encode("utf-8") + (place / name).read_bytes())
    return f"{place.name}-{digest.hexdigest()[:8]}"


def is_tagged(path: str) -> bool:
    """Tell whether a path names tagged reports."""
    return Path(path).suffix.lower() in TAGGED


def read_tagged_lines(path: Path) -> Iterator[Record | Added]:
    """Yield the reports of a tagged file; lines of files that could not be read are passed over."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8"))
                if record["schema"] != SCHEMA:
                    raise ValueError(record["schema"])
            except (ValueError, TypeError, KeyError, RecursionError):
                yield failed(f"{path.name}:{number}", CchcError("E055", f"{path.name}:{number}", "schema"))
                continue
            if "error" not in record:
                yield record


def failed(name: str, error: CchcError) -> Added:
    """Return the outcome of a report that cannot be read or labelled."""
    return Added(name, "failed", error=Told(error.message("vi"), error.message("en")))


class Reader:
    """Reads report files and labels those that the index does not hold yet.

    Parameters
    ----------
    store : Store
    options : Options
    note : callable
        Gets a line for each file passed over because its content was read before.
    pages : callable
        Gets the pages of a scan that were recognised, and how many there are.
    """

    def __init__(
        self,
        store: Store,
        options: Options,
        note: Note = lambda _: None,
        pages: PageProgress = lambda _done, _total: None,
    ) -> None:
        self.store, self.options, self.note, self.pages = store, options, note, pages
        self.version = model_version(options.model)

    def read(self, items: Sequence[Item], progress: Callable[[list[Item]], Iterator[Item]]) -> Iterator[Record | Added]:
        """Yield a record, or the outcome at once, for each report."""
        with Intake(self.options.max_bytes, self.options.timeout, self.note, self.pages) as intake:
            intake.announce(items)
            yield from self._labelled(self._found(intake, progress(list(items))))

    def _found(self, intake: Intake, items: Iterator[Item]) -> Iterator[tuple[Opened, str | None] | Added]:
        for item in items:
            if known := self.known_file(item):
                yield from (Added(str(item), "unchanged", uid) for uid in known)
                continue
            for opened in intake.open(item):
                yield from self._new(opened, item)

    def known_file(self, item: Item) -> list[str]:
        """Return the reports that a file's bytes are, where this model labelled them: it need not even be read."""
        if not isinstance(item, Path):
            return []
        try:
            with item.open("rb") as stream:
                return self.known(hashlib.file_digest(stream, "sha256").hexdigest())
        except OSError:
            return []  # reported when it is read

    def known(self, sha256: str) -> list[str]:
        """Return the reports of a file's digest, where this model labelled all its papers and none was removed."""
        same = (reports.c.sha256 == sha256) & (reports.c.model == self.version)
        found = select(reports.c.uid, reports.c.extra).where(same).order_by(reports.c.id)
        with self.store.engine.connect() as connection:
            rows = connection.execute(found).all()
        return [row.uid for row in rows] if rows and len(rows) >= papers_of(unpack(rows[0].extra)) else []

    def _new(self, opened: Opened, item: Item) -> Iterator[tuple[Opened, str | None] | Added]:
        if isinstance(opened.result, ReadError):
            yield failed(opened.label, opened.result)
        elif known := self.known(opened.result.sha256):
            yield from (Added(opened.label, "unchanged", uid) for uid in known)
        else:
            plain = isinstance(item, Path) and opened.label == str(item)
            yield opened, str(Path(opened.label).resolve()) if plain else None

    def _labelled(self, found: Iterator[tuple[Opened, str | None] | Added]) -> Iterator[Record | Added]:
        """Label in this process, or in several; outcomes keep their order."""
        if self.options.jobs <= 1:
            for one in found:
                if isinstance(one, Added):
                    yield one
                else:
                    yield from finish(label(one[0].source(), self.options.model), one, self.version)
            return
        waiting: deque[tuple[tuple[Opened, str | None], Future[list[Record] | CchcError]] | Added] = deque()
        context = get_context("spawn")  # the same on every system
        with ProcessPoolExecutor(self.options.jobs, mp_context=context) as pool:
            for one in found:
                task = one if isinstance(one, Added) else (one, pool.submit(label, one[0].source(), self.options.model))
                waiting.append(task)
                while len(waiting) > _AHEAD * self.options.jobs:
                    yield from self._done(waiting.popleft())
            while waiting:
                yield from self._done(waiting.popleft())

    def _done(
        self, task: tuple[tuple[Opened, str | None], Future[list[Record] | CchcError]] | Added
    ) -> Iterator[Record | Added]:
        return iter([task]) if isinstance(task, Added) else finish(task[1].result(), task[0], self.version)


def label(source: Source, model: str | None, part: Paper | None = None) -> list[Record] | CchcError:
    """Label the papers of a source with this process's model; with `part` that one alone, found before."""
    global _tagger  # noqa: PLW0603 - a process loads its model once
    try:
        _tagger = _tagger or Tagger(model)
        tagged = [_tagger.tag_part(source, part)] if part else _tagger.tag_parts(source)
        return [to_record(one, with_text=True) | {"layout": _layout(source, one.part)} for one in tagged]
    except CchcError as error:
        return error


def finish(made: list[Record] | CchcError, opened: tuple[Opened, str | None], version: str) -> Iterator[Record | Added]:
    """Yield labelled reports with what the index keeps beside the contract, or the outcome of a file that failed."""
    if isinstance(made, CchcError):
        label = opened[0].label
        yield failed(label, ReadError(made.code, label, made.detail))
        return
    yield from (record | {"model": version, "origin": opened[1]} for record in made)


def _layout(source: Source, part: Paper | None) -> Record:
    """Return what the reader knew of a source, or of one of its papers, beside the text."""
    source = with_layout_of(source, part) if part else source
    return {
        "pages": [[page.number, page.start, page.end] for page in source.pages],
        "marks": [[mark.kind, mark.start, mark.end, mark.level] for mark in source.marks],
        "warnings": [[notice.code, notice.message, notice.english] for notice in source.warnings],
    }


def records_of(
    store: Store,
    paths: Sequence[str],
    options: Options,
    progress: Callable[[list[Item]], Iterator[Item]],
    note: Note = lambda _: None,
    pages: PageProgress = lambda _done, _total: None,
) -> Iterator[Record | Added]:
    """Yield everything that some paths name: tagged lines first, then report files.

    Raises
    ------
    OSError
        A tagged file cannot be opened.
    """
    for path in filter(is_tagged, paths):
        yield from read_tagged_lines(Path(path))
    items = list(expand([path for path in paths if not is_tagged(path)]))
    if items:
        yield from Reader(store, options, note, pages).read(items, progress)
