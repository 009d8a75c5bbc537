"""From the paths a user names to sources, one after the other; what fails costs itself only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpora.readers import find_reports, read, read_bytes
from nlp.errors import CchcError, ReadError
from nlp.source import Source

STDIN = "-"


def expand(paths: Sequence[str]) -> Iterator[Path | str | ReadError]:
    """Yield files, "-" for standard input, and an error for each path that names no report."""
    for path in paths:
        if path == STDIN:
            yield STDIN
            continue
        try:
            yield from find_reports(Path(path))
        except ReadError as error:
            yield error


def open_source(item: Path | str, max_bytes: int) -> Source:
    """Read one file or standard input.

    Raises
    ------
    ReadError
        Where it cannot be read; never another exception.
    """
    try:
        if isinstance(item, Path):
            return read(item, max_bytes=max_bytes)
        return read_bytes(sys.stdin.buffer.read(max_bytes + 1), "<stdin>", max_bytes=max_bytes)
    except ReadError:
        raise
    except (CchcError, OSError, ValueError, RecursionError, MemoryError) as error:
        raise ReadError("E004", str(item), type(error).__name__) from error
