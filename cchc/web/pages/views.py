"""Saved views: an address under a name, of one account or, without accounts, of this machine."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from cchc.language import say
from cchc.web.desk import Desk, desk
from cchc.web.pages.signing import own_path
from cchc.web.visitors import Visitor, address_of, viewer
from nlp.errors import WebError

router = APIRouter()
_MOST: Final = 200  # views of one person
_HOME: Final = "/tim-kiem"


@router.post("/da-luu")
def save_view(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    name: Annotated[str, Form(max_length=120)],
    path: Annotated[str, Form(max_length=8000)],
) -> Response:
    """Keep an address of this desk."""
    kept = own_path(path)
    if not name.strip():
        raise WebError("E078", detail=say("hãy đặt tên cho mục cần lưu", "give the view a name"), status=422)
    if len(at.accounts.views(who.user)) >= _MOST:
        raise WebError("E078", detail=say(f"nhiều nhất {_MOST} mục", f"{_MOST} views at most"), status=422)
    at.accounts.save_view(name.strip(), kept, who.user)
    at.accounts.note("view saved", who.name, name.strip(), address_of(request))
    return RedirectResponse(kept, 303)


@router.post("/da-luu/{number}/xoa")
def drop_view(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    number: int,
    back: Annotated[str, Form(max_length=8000)] = _HOME,
) -> Response:
    """Forget a view of one's own."""
    if at.accounts.drop_view(number, who.user):
        at.accounts.note("view removed", who.name, str(number), address_of(request))
    return RedirectResponse(own_path(back), 303)
