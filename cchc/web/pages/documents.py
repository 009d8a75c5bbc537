"""Văn bản: the index of cited documents, and each with its mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from cchc.index import DocumentRow, Filters
from cchc.names import STATUS_NAMES, status_name
from cchc.web.asked import LONGEST, AskedFor
from cchc.web.choices import Choice, choices, offered
from cchc.web.desk import Desk, desk
from cchc.web.facets import make_chips
from cchc.web.render import page
from cchc.web.visitors import viewer
from nlp.errors import StoreError

router = APIRouter(dependencies=[Depends(viewer)])
At = Annotated[Desk, Depends(desk)]
Cursor = Annotated[str | None, Query(max_length=8000)]
_Word = Annotated[str, Query(max_length=LONGEST)]
_ROWS = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """What documents are narrowed down to besides the shared filters."""

    type: str
    issuer: str
    status: str


def kind(type: _Word = "", issuer: _Word = "", status: _Word = "") -> Kind:
    """Return what the address asks."""
    return Kind(type.strip(), issuer.strip(), status.strip())


@router.get("/van-ban")
def documents(
    request: Request, at: At, asked: AskedFor, wanted: Annotated[Kind, Depends(kind)], cursor: Cursor = None
) -> Response:
    """List cited documents, the most cited first."""
    found = at.index.documents_page(
        asked.filters,
        type=wanted.type or None,
        issuer=wanted.issuer or None,
        status=wanted.status or None,
        limit=_ROWS,
        cursor=cursor,
    )
    held = at.index.facet_values()
    context = {"found": found, "asked": asked, "wanted": wanted, "choices": choices(at.index, asked)}
    context["chips"] = make_chips(at.index, asked)
    context |= {"types": offered(held.types, wanted.type), "issuers": offered(held.issuers, wanted.issuer)}
    return page(
        request,
        "documents.html",
        context | {"statuses": [Choice(one, status_name(one)) for one in STATUS_NAMES], "first": cursor is None},
    )


@router.get("/van-ban/{number}")
def document(
    request: Request, at: At, number: Annotated[int, Path(ge=1, lt=2**31)], asked: AskedFor, cursor: Cursor = None
) -> Response:
    """Show a document with its mentions, those of the latest report first."""
    found = at.index.document(f"#{number}")
    if not found:
        raise StoreError("E054", number, "document")
    mentions = at.index.mentions_page(number, asked.filters, _ROWS, cursor)
    context = {"document": found[0], "mentions": mentions, "asked": asked, "by": _successors(at, found[0])}
    return page(request, "document.html", context | {"first": cursor is None})


def _successors(at: Desk, document: DocumentRow) -> list[tuple[str, int | None]]:
    """Return the numbers of what changed a document, with their own pages where the index knows them."""
    found: list[tuple[str, int | None]] = []
    for number in document.status_by:
        known = at.index.documents(Filters(document=(number,)), limit=1)
        found.append((number, known[0].id if known else None))
    return found
