"""From the paths a user names to sources, one after the other; what fails costs itself only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc.language import say
from corpora.readers import find_reports, read, read_bytes
from nlp.errors import CchcError, ReadError
from nlp.source import Source

STDIN = "-"
STDIN_NAME = "<stdin>"


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
        return read_bytes(_stdin(max_bytes), STDIN_NAME, max_bytes=max_bytes)
    except ReadError:
        raise
    except (CchcError, OSError, ValueError, RecursionError, MemoryError) as error:
        raise ReadError("E004", str(item), type(error).__name__) from error


def _stdin(max_bytes: int) -> bytes:
    """Read standard input, one byte beyond the limit at most; Python has none where the shell closed it."""
    if sys.stdin is None:
        raise ReadError("E007", STDIN_NAME, say("đầu vào chuẩn đã đóng", "standard input is closed"))
    return sys.stdin.buffer.read(max_bytes + 1)
