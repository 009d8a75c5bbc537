"""From the paths a user names to sources, one after the other; what fails costs itself only."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc.language import say
from corpora.containers import Member
from corpora.guard import TIMEOUT, Guard
from corpora.readers import MAX_BYTES, OFFICE_SUFFIXES, find_reports, load
from corpora.readers.progress import PageProgress
from nlp.errors import CchcError, ReadError
from nlp.source import Source

STDIN = "-"
STDIN_NAME = "<stdin>"
_BATCH = 16  # files that one start of LibreOffice converts
_BATCH_BYTES = 100_000_000  # of them together

Item = Path | str | ReadError


def expand(paths: Sequence[str]) -> Iterator[Item]:
    """Yield files, "-" for standard input, and an error for each path that names no report."""
    for path in paths:
        if path == STDIN:
            yield STDIN
            continue
        try:
            yield from find_reports(Path(path))
        except ReadError as error:
            yield error


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that was found.

    Attributes
    ----------
    name, label : str
        What stands in records, and in messages.
    result : Source or ReadError
    data : bytes or None
        The file of a member of an archive or mail; a file of its own is still where it was.
    """

    name: str
    label: str
    result: Source | ReadError
    data: bytes | None = None

    def source(self) -> Source:
        """Return the source.

        Raises
        ------
        ReadError
            Where it cannot be read.
        """
        if isinstance(self.result, ReadError):
            raise self.result
        return self.result


class Intake:
    """Opens files, archives and mails in guarded processes; a context manager.

    Parameters
    ----------
    max_bytes : int
        Larger files, and larger members of archives, are refused.
    timeout : float
        Seconds that one file may take.
    note : callable
        Gets one line for each file whose content was read before: it is not read again.
    progress : callable
        Gets the pages of a scan that were recognised, and how many there are.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        timeout: float = TIMEOUT,
        note: Callable[[str], None] = lambda _: None,
        progress: PageProgress = lambda _done, _total: None,
    ) -> None:
        self.max_bytes, self.note = max_bytes, note
        self.guard = Guard(timeout, progress=progress)
        # This one reads what the first, in the middle of an archive, hands out.
        self.members = Guard(timeout, progress=progress)
        self.seen: dict[str, str] = {}  # SHA-256 -> label
        self.waiting: list[Path] = []

    def __enter__(self) -> Intake:
        self.guard.start()  # while the caller loads its model
        return self

    def __exit__(self, *_: object) -> None:
        self.guard.close()
        self.members.close()

    def announce(self, items: Sequence[Item]) -> None:
        """Tell what will be opened, in order, so that LibreOffice need not start for each file."""
        self.waiting = [item for item in items if isinstance(item, Path) and _is_office(item)]

    def open(self, item: Item) -> Iterator[Opened]:
        """Yield the report that an item is, or those that it holds; errors as results, never raised."""
        name, label = _names(item)
        try:
            for found in self._found(item, label):
                if isinstance(found, Source):
                    yield from self._new(replace(found, name=name), label)
                elif isinstance(found, ReadError):
                    yield Opened(f"{name}{str(found.value).removeprefix(label)}", str(found.value), found)
                else:
                    yield from self._member(found, f"{name}{found.name.removeprefix(label)}")
        except ReadError as error:
            yield Opened(name, label, error)
        except (CchcError, OSError, ValueError, RecursionError, MemoryError) as error:
            yield Opened(name, label, ReadError("E004", label, type(error).__name__))

    def _found(self, item: Item, label: str) -> Iterator[Source | Member | ReadError]:
        """Yield what the guard finds in an item, nothing where its content was read before."""
        if isinstance(item, ReadError):
            raise item
        data = load(item, self.max_bytes) if isinstance(item, Path) else _stdin(self.max_bytes)
        if item == STDIN or not self._is_known(data, label):
            self._prepare(item)
            yield from self.guard.open(data, label, self.max_bytes)

    def _member(self, member: Member, name: str) -> Iterator[Opened]:
        if self._is_known(member.data, member.name):
            return
        try:
            source = self.members.read(member.data, member.name, self.max_bytes)
            yield from self._new(replace(source, name=name), member.name, member.data)
        except ReadError as error:
            yield Opened(name, member.name, error)

    def _new(self, source: Source, label: str, data: bytes | None = None) -> Iterator[Opened]:
        if label != STDIN_NAME:
            self.seen[source.sha256] = label
        yield Opened(source.name, label, source, data)

    def _is_known(self, data: bytes, label: str) -> bool:
        """Tell, and note, whether the same content was read before."""
        first = self.seen.get(hashlib.sha256(data).hexdigest())
        if first is not None:
            same = say(f"trùng nội dung với {first}; chỉ đọc một lần", f"same content as {first}; read once")
            self.note(f"{label}: W020: {same}")
        return first is not None

    def _prepare(self, item: Path | str) -> None:
        """Convert the files for LibreOffice that stand next in the queue, this one first."""
        if item not in self.waiting[:1]:
            self.waiting = [path for path in self.waiting if path != item]
            return
        batch: list[tuple[str, bytes]] = []
        size = 0
        while self.waiting and len(batch) < _BATCH and size < _BATCH_BYTES:
            path = self.waiting.pop(0)
            try:
                data = load(path, self.max_bytes)
            except ReadError:
                continue  # told when its turn comes
            batch.append((str(path), data))
            size += len(data)
        if len(batch) > 1:
            self.guard.prepare(batch)


def _is_office(path: Path) -> bool:
    return path.suffix.lower() in OFFICE_SUFFIXES


def _names(item: Item) -> tuple[str, str]:
    """Return the name for records and the label for messages."""
    if isinstance(item, ReadError):
        return Path(str(item.value)).name or str(item.value), str(item.value)
    return (item.name, str(item)) if isinstance(item, Path) else (STDIN_NAME, STDIN_NAME)


def _stdin(max_bytes: int) -> bytes:
    """Read standard input, one byte beyond the limit at most; Python has none where the shell closed it."""
    if sys.stdin is None:
        raise ReadError("E007", STDIN_NAME, say("đầu vào chuẩn đã đóng", "standard input is closed"))
    return sys.stdin.buffer.read(max_bytes + 1)
