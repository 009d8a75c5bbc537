"""Searching statements: what is asked, what could be asked besides, and what is found."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from cchc.index import FACETS, Index, Results
from cchc.language import language
from cchc.web.asked import Asked, AskedFor
from cchc.web.desk import Desk, desk
from cchc.web.exporting import FORMATS, MOST
from cchc.web.facets import looser, make_chips, make_facets
from cchc.web.reasons import reasons
from cchc.web.render import page
from cchc.web.visitors import Visitor, viewer
from nlp.errors import CchcError

router = APIRouter()
PER_PAGE: Final = 20
SURE: Final = ("0.5", "0.7", "0.8", "0.9", "0.95", "0.99")  # confidences to choose from
_FILTERS: Final = ("E022", "E056")  # an unknown label, no period: told on the page, where it can be mended


@router.get("/tim-kiem")
def search(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    asked: AskedFor,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Show what a question finds."""
    found, fault = find(at.index, asked, cursor)
    context: dict[str, Any] = form_context(at.index, asked, found) | {
        "found": found, "fault": fault, "cursor": cursor, "views": at.accounts.views(who.user), "formats": FORMATS,
        "most": MOST, "reasons": reasons, "ways": [] if found.total or fault else looser(at.index, asked),
        "empty": not found.total and not any(asked.pairs()),
    }  # fmt: skip
    return page(request, "search.html", context, 422 if fault else 200)


def find(index: Index, asked: Asked, cursor: str | None = None) -> tuple[Results, str | None]:
    """Return what is found; a filter that nothing can fulfil finds nothing, and its fault is told."""
    try:
        return index.search(asked.query(FACETS, PER_PAGE, cursor)), None
    except CchcError as error:
        if error.code not in _FILTERS:
            raise
        return Results((), {}, 0, None), error.message(language())


def form_context(index: Index, asked: Asked, found: Results) -> dict[str, Any]:
    """Return what the form of filters shows."""
    sure = str(asked.filters.min_confidence)
    return {
        "asked": asked,
        "facets": make_facets(index, asked, found),
        "chips": make_chips(index, asked),
        "sure": sorted({*SURE, sure} - {"0.0"}, key=float),
    }
