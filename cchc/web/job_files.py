"""What was handed in: the files of a job beside its state, in a folder of its own under the index.

Files get names made here; the name that the sender's machine gave is kept as data only. The state is one JSON file,
replaced as a whole, so that a server that is killed finds it again.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from corpora.names import CONTAINER_SUFFIXES, SUFFIXES
from nlp.errors import WebError

FOLDER: Final = "uploads"
STATE: Final = "job.json"
TAKEN: Final = tuple(sorted((*SUFFIXES, *CONTAINER_SUFFIXES), key=len, reverse=True))  # ".tar.gz" before ".gz"
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_LONGEST: Final = 150  # characters of a name
_CONTROLS: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # with the marks that turn writing round (bidi)
_STALE: Final = 86_400.0  # seconds after which a folder without a state is the rest of a broken upload
_PATIENCE: Final = 0.05  # seconds: Windows does not replace what somebody is reading


@dataclass(slots=True)
class Result:
    """What became of one report; `error` is told in both languages."""

    name: str
    outcome: str
    report: str | None = None
    statements: int = 0
    error: tuple[str, str] | None = None


@dataclass(slots=True)
class Handed:
    """A file handed in.

    Attributes
    ----------
    name : str
        As the sender called it, cleaned.
    stored : str
        Its name in the job's folder; "" where it was refused at the door.
    size : int
        Bytes.
    state : {"waiting", "reading", "done"}
    tries : int
        How often reading was begun: a file that ends the whole server is not read for ever.
    results : list of Result
        Several for an archive.
    """

    name: str
    stored: str
    size: int
    state: str = "waiting"
    tries: int = 0
    results: list[Result] = field(default_factory=list)

    def settle(self, *results: Result) -> None:
        """Take the results as final."""
        self.state, self.results = "done", [*self.results, *results]


@dataclass(slots=True)
class Job:
    """An upload; times are ISO 8601 in UTC, `finished` None while there is something to do."""

    id: str
    user: str
    made: str
    files: list[Handed]
    finished: str | None = None

    def counts(self) -> Counter[str]:
        """Count reports by outcome, and files by state."""
        return Counter(one.outcome for file in self.files for one in file.results) + Counter(
            f.state for f in self.files
        )

    def statements(self) -> int:
        """Return the number of statements written."""
        return sum(one.statements for file in self.files for one in file.results)


def now() -> str:
    """Return the present time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def printable(name: str) -> str:
    r"""Return a name in NFC without control characters and marks that turn the direction of writing.

    Examples
    --------
    >>> printable("bao\u202ecao\x00.docx")
    'baocao.docx'
    """
    kept = (one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in _CONTROLS)
    return " ".join("".join(kept).split())


def base_name(name: str) -> str:
    r"""Return the last part of a client's file name, cleaned and no longer than 150 characters with its ending.

    Examples
    --------
    >>> base_name("..\\..\\etc/passwd.txt"), base_name("../")
    ('passwd.txt', '?')
    """
    tidy = printable(re.split(r"[\\/]", name)[-1])
    ending = ending_of(tidy)
    stem = tidy[: len(tidy) - len(ending)]
    return stem[: _LONGEST - len(ending)] + ending if stem.strip(". ") else f"?{ending}"


def ending_of(name: str) -> str:
    """Return the ending of a name where files of this kind are read, "" for others.

    Examples
    --------
    >>> ending_of("Báo cáo.DOCX"), ending_of("kho.tar.gz"), ending_of("a.exe")
    ('.DOCX', '.tar.gz', '')
    """
    found = next((ending for ending in TAKEN if name.lower().endswith(ending)), "")
    return name[len(name) - len(found) :]


class Shelf:
    """The folder of all jobs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, user: str) -> Job:
        """Make a job's folder; the job is there for others once it is saved."""
        job = Job(f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}", user, now(), [])
        (self.folder / job.id).mkdir(parents=True)
        return job

    def put(self, job: Job, name: str, stream: IO[bytes], size: int) -> Handed:
        """Store one file of a job."""
        tidy = base_name(name)
        file = Handed(tidy, f"{len(job.files) + 1:04}{ending_of(tidy).lower()}", size)
        with (self.folder / job.id / file.stored).open("xb") as target:
            shutil.copyfileobj(stream, target)
        job.files.append(file)
        return file

    def place(self, job: Job, file: Handed) -> Path:
        """Return where a file lies."""
        return self.folder / job.id / file.stored

    def forget(self, job: Job, file: Handed | None = None) -> None:
        """Remove a file that is done with, or the whole job."""
        if file is None:
            shutil.rmtree(self.folder / job.id, ignore_errors=True)
        elif file.stored:
            self.place(job, file).unlink(missing_ok=True)

    def save(self, job: Job) -> None:
        """Write the state, all of it or nothing."""
        place = self.folder / job.id / STATE
        part = place.with_suffix(".part")
        part.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
        for _ in range(20):
            try:
                part.replace(place)
                return
            except PermissionError:
                time.sleep(_PATIENCE)
        part.replace(place)

    def load(self, uid: str) -> Job:
        """Return a job.

        Raises
        ------
        WebError
            E075 where there is none of this id.
        """
        if not _ID.fullmatch(uid):
            raise WebError("E075", status=404)
        try:
            return _job(json.loads((self.folder / uid / STATE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise WebError("E075", status=404) from error

    def page(self, limit: int, before: str | None = None) -> list[Job]:
        """Return jobs, the newest first, those made before another where it is named."""
        found: list[Job] = []
        for uid in self._ids():
            if len(found) == limit:
                break
            if before is None or uid < before:
                found += self._whole(uid)
        return found

    def count(self) -> int:
        """Return how many jobs there are."""
        return len(self._ids())

    def unfinished(self) -> Iterator[Job]:
        """Yield the jobs with something to do, the oldest first."""
        for uid in reversed(self._ids()):
            yield from (job for job in self._whole(uid) if job.finished is None)

    def sweep(self) -> None:
        """Remove what broken uploads left."""
        for uid in self._ids():
            folder = self.folder / uid
            if not (folder / STATE).exists() and time.time() - folder.stat().st_mtime > _STALE:
                shutil.rmtree(folder, ignore_errors=True)

    def _whole(self, uid: str) -> Sequence[Job]:
        try:
            return [self.load(uid)]
        except WebError:
            return []  # still being handed in

    def _ids(self) -> list[str]:
        names = (place.name for place in self.folder.iterdir()) if self.folder.is_dir() else ()
        return sorted((name for name in names if _ID.fullmatch(name)), reverse=True)


def _job(state: dict[str, Any]) -> Job:
    files = [_file(one) for one in state.pop("files")]
    return Job(files=files, **state)


def _file(state: dict[str, Any]) -> Handed:
    results = [Result(**(one | {"error": one["error"] and tuple(one["error"])})) for one in state.pop("results")]
    return Handed(results=results, **state)
