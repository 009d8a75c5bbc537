"""Saved views, and what a question finds as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from cchc.accounts import SavedView
from cchc.language import say
from cchc.web import keeping
from cchc.web.api.shapes import OPTIONS, NewView, Removed
from cchc.web.asked import AskedFor, own_path
from cchc.web.desk import Desk, desk
from cchc.web.exporting import Format, export_file
from cchc.web.visitors import Visitor, address_of, viewer
from nlp.errors import StoreError, WebError

router = APIRouter(**OPTIONS)
At = Annotated[Desk, Depends(desk)]
Viewer = Annotated[Visitor, Depends(viewer)]


@router.get("/views", tags=["views"])
def views(at: At, who: Viewer) -> list[SavedView]:
    """List one's own saved views by name."""
    return at.accounts.views(who.user)


@router.post("/views", status_code=201, tags=["views"])
def save(request: Request, at: At, who: Viewer, view: NewView) -> SavedView:
    """Keep an address of the desk under a name."""
    if own_path(view.path) != view.path:
        told = say("chỉ lưu được địa chỉ của trang này", "only addresses of this desk can be kept")
        raise WebError("E078", detail=told, status=422)
    return keeping.save_view(at, who, view.name, view.path, address_of(request))


@router.delete("/views/{view}", tags=["views"])
def drop(request: Request, at: At, who: Viewer, view: Annotated[int, Path(ge=1, lt=2**31)]) -> Removed:
    """Forget a view of one's own."""
    if not keeping.drop_view(at, who, view, address_of(request)):
        raise StoreError("E054", view, "view")
    return Removed(removed=1)


@router.get("/export", tags=["statements"], response_class=Response)
def export(request: Request, at: At, who: Viewer, asked: AskedFor, format: Format = "xlsx") -> Response:
    """Return what a question finds as a file: xlsx, docx, csv, parquet or jsonl."""
    return export_file(at, who.name, asked, format, address_of(request))
