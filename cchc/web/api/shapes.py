"""What the API gives and takes; the rest are the index's own values."""

from __future__ import annotations

from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Depends, Query, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field, TypeAdapter

from cchc.index import Bucket, Hit, ReportView
from cchc.index import Page as IndexPage
from cchc.index.paging import MOST
from cchc.language import say
from cchc.web.keeping import LONGEST_NAME, LONGEST_PATH

T = TypeVar("T")


class Fault(BaseModel):
    """What went wrong."""

    code: str = Field(description="As in the table of docs/reference.md", examples=["E054"])
    message: str
    details: list[Any] = []


class FaultBody(BaseModel):
    """Every answer that is no success has this shape."""

    error: Fault


class Page(BaseModel, Generic[T]):
    """Some of a list; `cursor` leads to the next page and is null on the last."""

    items: list[T]
    cursor: str | None
    total: int


class Found(Page[Hit]):
    """A page of a search."""

    facets: dict[str, list[Bucket]]
    notices: list[str] = Field(description="What was not understood, or names that nothing has")


class Labels(BaseModel):
    """A correction: null leaves a label as it is; offsets move the boundaries."""

    area: str | None = Field(None, max_length=40)
    stance: str | None = Field(None, max_length=40)
    sub: str | None = Field(None, max_length=40)
    start: int | None = Field(None, ge=0, lt=2**31)
    end: int | None = Field(None, ge=0, lt=2**31)


class Removed(BaseModel):
    """How many were removed."""

    removed: int


class ReportText(BaseModel):
    """The text that all offsets of a report point into, in code points; null where it was added without."""

    text: str | None


class ResultRow(BaseModel):
    """What became of one report of an upload."""

    name: str
    outcome: str = Field(description="added, unchanged, replaced, failed")
    report: str | None = Field(description="Its id")
    statements: int
    error: str | None


class FileRow(BaseModel):
    """A file handed in; an archive has several results."""

    name: str
    size: int = Field(description="Bytes")
    state: str = Field(description="waiting, reading, done")
    results: list[ResultRow]


class Upload(BaseModel):
    """Files handed in together; times are ISO 8601 in UTC."""

    id: str
    user: str
    made: str
    finished: str | None = Field(description="null while there is something to do")
    counts: dict[str, int] = Field(description="Reports by outcome, and files by state")
    statements: int


class UploadFiles(Upload):
    """An upload file by file."""

    files: list[FileRow]


class NewView(BaseModel):
    """An address of the desk to be kept under a name."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    path: str = Field(max_length=LONGEST_PATH, pattern="^/", examples=["/tim-kiem?q=chậm"])


class Me(BaseModel):
    """Who asks."""

    name: str
    role: str


def page_of(page: IndexPage[T]) -> Page[T]:
    """Return a page of the index for the API."""
    return Page(items=list(page.items), cursor=page.cursor, total=page.total)


_WRITTEN: Final[dict[type, TypeAdapter[Any]]] = {Found: TypeAdapter(Found), ReportView: TypeAdapter(ReportView)}


def as_json(value: Found | ReportView) -> Response:
    """Return a response made where it is called, in the reader's thread: FastAPI would check the value once more."""
    return Response(_WRITTEN[type(value)].dump_json(value), media_type="application/json")


Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page")]
Cursor = Annotated[str | None, Query(max_length=8000, description="What the page before gave")]

_bearer = HTTPBearer(auto_error=False, description=say("Mã API của tài khoản", "An account's API token"))
FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": FaultBody} for code in (400, 401, 403, 404, 413, 414, 422, 503)
}
OPTIONS: Final[dict[str, Any]] = {"prefix": "/api", "responses": FAULTS, "dependencies": [Depends(_bearer)]}
