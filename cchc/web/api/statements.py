"""Statements: search, counts, limitations, the reviewer's queue."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Response
from fastapi import Query as Parameter

from cchc.index import FACETS, Cell, Hit, Limitation, Place, Query, Record, TrendPoint
from cchc.index.paging import decode, encode
from cchc.language import say
from cchc.web.api.shapes import OPTIONS, Cursor, Found, Limit, Page, as_json, page_of
from cchc.web.asked import AskedFor
from cchc.web.desk import Desk, desk
from cchc.web.visitors import viewer
from nlp.errors import StoreError

router = APIRouter(**OPTIONS | {"dependencies": [*OPTIONS["dependencies"], Depends(viewer)]}, tags=["statements"])
At = Annotated[Desk, Depends(desk)]
_QUEUE: Final = "queue"
_DEEPEST: Final = 100_000  # statements: the search files sort as many for the page behind them
StatementId = Annotated[int, Path(ge=1, lt=2**31)]
_FACETS = Parameter(description=f"Counts by these: {', '.join(FACETS)}", max_length=len(FACETS))


@router.get("/statements", response_model=Found)
def search(
    at: At,
    asked: AskedFor,
    facet: Annotated[list[str], _FACETS] = [],  # noqa: B006 - FastAPI copies defaults
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Search statements; without `q` the latest reports' come first."""
    found = at.index.search(asked.query(facet, limit, cursor))
    facets = {name: list(buckets) for name, buckets in found.facets.items()}
    notices = [say(told.vietnamese, told.english) for told in found.notices]
    made = Found(items=list(found.hits), cursor=found.cursor, total=found.total, facets=facets, notices=notices)
    return as_json(made)


@router.get("/statements/{statement}")
def one(at: At, statement: StatementId) -> Hit:
    """Return a statement. Its id changes when its report is replaced: `/place` gives an address that stays."""
    return at.index.statement(statement)


@router.get("/statements/{statement}/place")
def place(at: At, statement: StatementId) -> Place:
    """Return a statement's report and offset."""
    return at.index.place_of(statement)


@router.get("/statements/{statement}/citations")
def citations(at: At, statement: StatementId) -> list[Record]:
    """Return the citations in a statement, as in the output contract."""
    return at.index.citations(statement)


@router.get("/matrix")
def matrix(at: At, asked: AskedFor) -> list[Cell]:
    """Count statements by area and stance."""
    return list(at.index.matrix(asked.query()))


@router.get("/trend")
def trend(at: At, asked: AskedFor) -> list[TrendPoint]:
    """Count statements by area and period; limitations with `stance=limitation`."""
    return list(at.index.trend(asked.query()))


@router.get("/limitations")
def limitations(at: At, asked: AskedFor, limit: Limit = 50, cursor: Cursor = None) -> Page[Limitation]:
    """List limitations, each with the one of the unit's period before that it repeats."""
    return page_of(at.index.limitations_page(asked.filters, asked.q, limit, cursor))


@router.get("/queue")
def queue(at: At, asked: AskedFor, limit: Limit = 50, cursor: Cursor = None) -> Page[Hit]:
    """List the least certain statements that nobody has corrected; who corrects while paging begins anew."""
    begin = decode(_QUEUE, cursor, [int])[0] if cursor is not None else 0
    if not 0 <= begin <= _DEEPEST:
        raise StoreError("E058", begin)
    filters = replace(asked.filters, corrected=False)
    total = at.index.search(Query("", filters, (), 1)).total
    end = begin + limit
    following = encode(_QUEUE, [end]) if end < total and end <= _DEEPEST else None
    return Page(items=at.index.uncertain(filters, limit, begin), cursor=following, total=total)
