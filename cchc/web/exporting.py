"""Files of what a question finds, for pages and programs."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Query, Response
from fastapi.responses import StreamingResponse

from cchc.index import Index
from cchc.index import Query as Question
from cchc.index.export import WRITERS, json_lines, text_lines
from cchc.language import say
from cchc.web.asked import Asked
from cchc.web.desk import Desk
from cchc.web.facets import total
from cchc.web.render import number
from nlp.errors import WebError
from nlp.text.fold import fold

Lines = Callable[[Index, Question], Iterator[str]]
FORMATS: Final = ("xlsx", "docx", "csv", "parquet", "jsonl")
Format = Annotated[str, Query(pattern="^(xlsx|docx|csv|parquet|jsonl)$")]
# Statements of one file: Excel and Word files are made in memory, and Word itself is slow with long ones.
MOST: Final = {"xlsx": 50_000, "docx": 10_000, "csv": 200_000, "parquet": 200_000, "jsonl": 200_000}
_LINES: Final[dict[str, Lines]] = {"csv": text_lines, "jsonl": json_lines}
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson; charset=utf-8",
}
_AT_ONCE: Final = 500  # lines that are sent together
_BUSY: Final = threading.BoundedSemaphore(2)  # files made in memory at a time


def export_file(at: Desk, user: str, asked: Asked, format: str, address: str | None) -> Response:
    """Return what a question finds as a file, and note in the audit log who took it.

    Raises
    ------
    WebError
        E086 more statements than a file of this kind takes; E078 where too many files are being made.
    """
    count = total(at.index, asked)
    check_count(count, MOST[format])
    question = asked.query(limit=0)
    if format in _LINES:
        response: Response = StreamingResponse(chunks(_LINES[format](at.index, question)), media_type=TYPES[format])
    else:
        with one_of_few():
            response = Response(WRITERS[f".{format}"](at.index, question), media_type=TYPES[format])
    at.accounts.note("export", user, told(asked, format, count), address)
    return as_file(response, file_name(asked, format))


def check_count(count: int, most: int) -> None:
    """Refuse more statements than a file takes.

    Raises
    ------
    WebError
        E086.
    """
    if count > most:
        raise WebError("E086", detail=f"{number(count)} > {number(most)}", status=413)


def as_file(response: Response, name: str) -> Response:
    """Let a browser save a response under a name; it never shows it."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def told(asked: Asked, format: str, count: int, what: str = "") -> str:
    """Return what the audit log holds of a file: its kind, its statements, the question."""
    kind = f"{what} {format}" if what else format
    return f"{kind}, {count}: {urlencode(list(asked.pairs()))}"


@contextmanager
def one_of_few() -> Iterator[None]:
    """Let few files be made at a time, or the machine's memory could run out."""
    if not _BUSY.acquire(timeout=30):
        told = say("máy chủ đang xuất tệp khác; hãy thử lại sau", "other files are being made; try again later")
        raise WebError("E078", detail=told, status=503)
    try:
        yield
    finally:
        _BUSY.release()


def chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield lines as they are sent, many together."""
    while chunk := "".join(islice(lines, _AT_ONCE)):
        yield chunk.encode("utf-8", "backslashreplace")


def file_name(asked: Asked, format: str, what: str = "") -> str:
    """Return a name that every system takes: letters without accents, digits, the day.

    Examples
    --------
    >>> file_name(Asked('Chậm muộn "hồ sơ"/../'), "csv")[:22]
    'cchc-cham-muon-ho-so-2'
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(asked.q)).strip("-")[:40].strip("-")
    return "-".join(part for part in ("cchc", what, words, f"{datetime.now(UTC):%Y-%m-%d}") if part) + f".{format}"
