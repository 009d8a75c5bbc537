"""Lines of JSON, each with the place it stands at, for messages that name file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.rows import Refuse
from nlp.errors import CchcError, ReadError

Record = dict[str, Any]


def objects(path: Path, refuse: Refuse) -> Iterator[tuple[str, int, Record]]:
    """Yield place ("FILE:LINE"), line number (from 1) and object of each line that is not blank.

    Parameters
    ----------
    path : Path
    refuse : callable
        Gets E021 for each line that holds no JSON object.

    Raises
    ------
    ReadError
        E007 where the file cannot be opened.
    """
    try:
        lines = path.open("rb")
    except OSError as error:
        raise ReadError("E007", str(path), error.strerror or type(error).__name__) from error
    with lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                place = f"{path}:{number}"
                try:
                    record = _object(line, place)
                except CchcError as error:
                    refuse(error)
                else:
                    yield place, number, record


def _object(line: bytes, place: str) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CchcError("E021", place, "JSON") from error
    if not isinstance(record, dict):
        raise CchcError("E021", place, "JSON {…}")
    return record
