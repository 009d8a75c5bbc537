"""Saved views: an address under a name, of one account or, without accounts, of this machine."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from cchc.web import keeping
from cchc.web.asked import own_path
from cchc.web.desk import Desk, desk
from cchc.web.visitors import Visitor, address_of, viewer

router = APIRouter()
_HOME: Final = "/tim-kiem"


@router.post("/da-luu")
def save_view(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    name: Annotated[str, Form(max_length=keeping.LONGEST_NAME)],
    path: Annotated[str, Form(max_length=keeping.LONGEST_PATH)],
) -> Response:
    """Keep an address of this desk."""
    kept = own_path(path)
    keeping.save_view(at, who, name, kept, address_of(request))
    return RedirectResponse(kept, 303)


@router.post("/da-luu/{number}/xoa")
def drop_view(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    number: int,
    back: Annotated[str, Form(max_length=keeping.LONGEST_PATH)] = _HOME,
) -> Response:
    """Forget a view of one's own."""
    keeping.drop_view(at, who, number, address_of(request))
    return RedirectResponse(own_path(back), 303)
