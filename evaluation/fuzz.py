"""Does any file bring the reading down? Mutated sample files and bombs, read as `cchc` reads what users give it.

Run as ``python -m evaluation.fuzz [--count N] [--seed N]``. Told are the outcomes by format, the slowest file, the
peak memory of the workers; the exit status is 1 where an error escaped, a limit did not hold or a file was left behind.
"""

from __future__ import annotations

import argparse
import gzip
import io
import lzma
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from corpora.build_samples import FOLDER
from corpora.containers import Member
from corpora.guard import Guard
from corpora.readers import MAX_BYTES, office
from evaluation.hostile import MUTATIONS, bombs, mailed, tarred, zipped
from nlp.errors import ReadError
from nlp.source import Source

TIMEOUT: Final = 20.0  # seconds a file; far more than any of the samples takes
MEMORY_LIMIT: Final = 1_000_000_000  # bytes
_OFFICE_SHARE: Final = 50  # each kind that starts LibreOffice is one file in so many
_SLACK: Final = 15.0  # seconds beyond the limits: ending a worker, starting another on a busy machine


@dataclass(slots=True)
class Figures:
    """What a run showed: outcomes by (format, outcome), errors that escaped, seconds and bytes at the worst."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    escaped: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    peak: int = 0
    seconds: float = 0.0

    @property
    def files(self) -> int:
        """How many files were read."""
        return sum(self.outcomes.values())

    @property
    def passed(self) -> bool:
        """Whether everything held: no error escaped, no limit was passed, no file was left."""
        return not (self.escaped or self.late or self.left) and self.peak < MEMORY_LIMIT


def seeds() -> dict[str, bytes]:
    """Return a whole file of each format, by a name with its suffix; .doc, .odt and .rtf where LibreOffice is there."""
    samples = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.is_file()}
    few = {name: data for name, data in samples.items() if not name.endswith(".pdf")}
    packed = tarred(few)
    found = samples | {
        "kho.zip": zipped(few),
        "kho.tar.gz": gzip.compress(packed),
        "kho.tar.xz": lzma.compress(packed),
        "thu.eml": mailed(few),
    }
    if find_spec("py7zr"):
        found["kho.7z"] = _seven_zipped(few)
    return found | _office_seeds(samples["xa-2022.docx"])


def _seven_zipped(parts: dict[str, bytes]) -> bytes:
    import py7zr

    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(data, name)
    return packed.getvalue()


def _office_seeds(word: bytes) -> dict[str, bytes]:
    if office.find_program() is None:
        return {}
    return {f"xa-2022{kind}": office.convert_to(word, kind) for kind in (".doc", ".odt", ".rtf")}


def fuzz(count: int, seed: int = 1, timeout: float = TIMEOUT) -> Figures:
    """Read `count` hostile files.

    Parameters
    ----------
    count : int
    seed : int
        The same files come for the same seed.
    timeout : float
        Seconds that a file may take.

    Returns
    -------
    Figures
    """
    figures, started, before = Figures(), time.monotonic(), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        tempfile.tempdir = folder
        try:
            _run(figures, count, random.Random(seed), timeout)
        finally:
            tempfile.tempdir = before
        figures.left = [str(path) for path in Path(folder).rglob("*")]
    figures.seconds = time.monotonic() - started
    return figures


def _run(figures: Figures, count: int, chance: random.Random, timeout: float) -> None:
    whole = seeds()
    cheap = [name for name in whole if not name.endswith(office.SUFFIXES)]
    dear = [name for name in whole if name.endswith(office.SUFFIXES)]
    made = bombs(whole["xa-2022.docx"])
    with Guard(timeout) as opener, Guard(timeout) as reader:
        for name, data in list(made.items())[:count]:
            _read(figures, opener, reader, name, data)
        for number in range(count - len(made)):
            turn = number % _OFFICE_SHARE
            name = dear[turn] if turn < len(dear) else chance.choice(cheap)
            _read(figures, opener, reader, name, chance.choice(MUTATIONS)(whole[name], chance))


def _read(figures: Figures, opener: Guard, reader: Guard, name: str, data: bytes) -> None:
    """Read a file with all that is in it, and note how it ended."""
    started, steps = time.monotonic(), 1
    try:
        outcome = "empty"
        for item in opener.open(data, name, MAX_BYTES):
            steps += 1
            outcome = _outcome(figures, reader, item)
    except ReadError as error:
        outcome = _told(figures, error)
    except Exception as error:
        outcome = "escaped"
        figures.escaped.append(f"{name}: {type(error).__name__}: {error}")
    seconds = time.monotonic() - started
    figures.outcomes[name[name.index(".") :], outcome] += 1
    figures.slowest = max(figures.slowest, (seconds, name))
    figures.peak = max(figures.peak, opener.peak_memory(), reader.peak_memory())
    if seconds > steps * opener.timeout + _SLACK:
        figures.late.append(f"{name}: {seconds:.1f} s")


def _outcome(figures: Figures, reader: Guard, item: Source | Member | ReadError) -> str:
    """Return how a source, or a member of an archive, ended."""
    if isinstance(item, Source):
        return "read"
    if isinstance(item, ReadError):
        return _told(figures, item)
    try:
        reader.read(item.data, item.name, MAX_BYTES)
    except ReadError as error:
        return _told(figures, error)
    return "read"


def _told(figures: Figures, error: ReadError) -> str:
    if error.detail.startswith(("SIG", "reader: ")):
        figures.deaths.append(error.message("en"))
    error.message("vi")  # an error that cannot be told would escape
    return error.code


def print_figures(figures: Figures, console: Console) -> None:
    """Print outcomes by format, and what went wrong."""
    columns = sorted({outcome for _, outcome in figures.outcomes})
    table = Table("định dạng / format", *columns, title_justify="left")
    for kind in sorted({kind for kind, _ in figures.outcomes}):
        table.add_row(kind, *(str(figures.outcomes[kind, outcome] or "") for outcome in columns))
    console.print(table)
    seconds, name = figures.slowest
    console.print(
        f"{figures.files} tệp/files, {figures.seconds:.0f} s; chậm nhất/slowest {seconds:.1f} s ({name}); "
        f"bộ nhớ/peak {figures.peak / 1e6:.0f} MB; reader deaths {len(figures.deaths)}"
    )
    for line in (*figures.escaped, *figures.late, *figures.left, *sorted(set(figures.deaths))):
        console.print(line, markup=False, style="red")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.fuzz", description="Read hostile files.")
    parser.add_argument("--count", type=int, default=5000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the mutations (default: %(default)s)")
    options = parser.parse_args(arguments)
    figures = fuzz(options.count, options.seed)
    print_figures(figures, Console())
    if not figures.passed:
        sys.exit(1)


if __name__ == "__main__":
    main()
