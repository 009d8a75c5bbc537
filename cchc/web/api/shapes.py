"""What the API gives and takes; the rest are the index's own values."""

from __future__ import annotations

from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Depends, Query
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field

from cchc.index import Bucket, Hit
from cchc.index import Page as IndexPage
from cchc.index.paging import MOST
from cchc.language import say

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


class Me(BaseModel):
    """Who asks."""

    name: str
    role: str


def page_of(page: IndexPage[T]) -> Page[T]:
    """Return a page of the index for the API."""
    return Page(items=list(page.items), cursor=page.cursor, total=page.total)


Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page")]
Cursor = Annotated[str | None, Query(max_length=8000, description="What the page before gave")]

_bearer = HTTPBearer(auto_error=False, description=say("Mã API của tài khoản", "An account's API token"))
FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": FaultBody} for code in (400, 401, 403, 404, 413, 422, 503)
}
OPTIONS: Final[dict[str, Any]] = {"prefix": "/api", "responses": FAULTS, "dependencies": [Depends(_bearer)]}
