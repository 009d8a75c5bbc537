"""Signing in and out, one's own account, the audit log."""

from __future__ import annotations

import time
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from cchc.accounts import User
from cchc.language import LANGUAGES, say
from cchc.web.asked import own_path
from cchc.web.desk import Desk, desk
from cchc.web.render import page
from cchc.web.shield import LANGUAGE_COOKIE
from cchc.web.visitors import Asking, Visitor, address_of, admin, set_cookie, viewer
from nlp.errors import CchcError, WebError

_YEAR: Final = 365 * 86_400  # seconds
router = APIRouter()
At = Annotated[Desk, Depends(desk)]
_Short = Annotated[str, Form(max_length=200)]


@router.get("/dang-nhap")
def sign_in_form(request: Request, who: Asking, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Show the form, or go on where somebody is signed in or nobody need be."""
    if who.user or who.local:
        return RedirectResponse(own_path(next), 303)
    return page(request, "sign_in.html", {"next": own_path(next), "fault": None, "name": ""})


@router.post("/dang-nhap")
def sign_in(request: Request, who: Asking, at: At, name: _Short, password: _Short, next: _Short = "/") -> Response:
    """Check name and password; the session gets a new token, so that one set before cannot be used (fixation)."""
    try:
        user = _checked(at, name.strip(), password, address_of(request) or "")
    except WebError as error:
        context = {"next": own_path(next), "fault": error.message(_lang()), "name": name}
        return page(request, "sign_in.html", context, error.status)
    at.accounts.note("sign-in", user.name, address=address_of(request))
    response = RedirectResponse(own_path(next), 303)
    set_cookie(response, at, at.accounts.open_session(user, at.settings.hours))
    return response


def _lang() -> str:
    return say("vi", "en")


def _checked(at: Desk, name: str, password: str, address: str) -> User:
    wait = at.wait(name, address, time.time())
    if wait:
        raise WebError("E074", detail=str(wait), status=429)
    user = at.accounts.check(name, password)
    if user is None:
        at.failed_sign_in(name, address)
        at.accounts.note("sign-in refused", name[:80], address=address)
        raise WebError("E079", status=401)
    return user


@router.post("/dang-xuat")
def sign_out(request: Request, who: Asking, at: At) -> Response:
    """End the session on the server, too."""
    at.accounts.close_session(who.token)
    if who.user:
        at.accounts.note("sign-out", who.user.name, address=address_of(request))
    response = RedirectResponse("/dang-nhap", 303)
    response.delete_cookie("cchc")
    return response


@router.get("/ngon-ngu/{language}")
def switch_language(language: str, at: At, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Remember a language for this browser."""
    response = RedirectResponse(own_path(next), 303)
    if language in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax", secure=at.settings.https
        )
    return response


@router.get("/tai-khoan")
def own_account(request: Request, who: Annotated[Visitor, Depends(viewer)], at: At) -> Response:
    """Show the visitor's own account: password, API tokens."""
    return _account(request, who, at)


def _account(
    request: Request,
    who: Visitor,
    at: Desk,
    *,
    secret: str | None = None,
    fault: str | None = None,
) -> Response:
    tokens = at.accounts.tokens(who.user) if who.user else []
    context = {"tokens": tokens, "secret": secret, "fault": fault}
    return page(request, "account.html", context, 400 if fault else 200)


def _user(who: Visitor) -> User:
    if who.user is None:
        raise WebError("E075", status=404)
    return who.user


@router.post("/tai-khoan/mat-khau")
def change_password(
    request: Request, who: Annotated[Visitor, Depends(viewer)], at: At, old: _Short, new: _Short
) -> Response:
    """Set a new password; every session ends, this browser gets a new one."""
    user = _user(who)
    try:
        _checked(at, user.name, old, address_of(request) or "")
        at.accounts.set_password(user.name, new)
    except CchcError as error:
        return _account(request, who, at, fault=error.message(_lang()))
    at.accounts.note("password changed", user.name, address=address_of(request))
    response = RedirectResponse("/tai-khoan", 303)
    set_cookie(response, at, at.accounts.open_session(user, at.settings.hours))
    return response


@router.post("/tai-khoan/ma-api")
def make_token(request: Request, who: Annotated[Visitor, Depends(viewer)], at: At, label: _Short) -> Response:
    """Make an API token; its secret is shown this once."""
    user = _user(who)
    token, secret = at.accounts.make_token(user, label)
    at.accounts.note("token made", user.name, token.label, address_of(request))
    return _account(request, who, at, secret=secret)


@router.post("/tai-khoan/ma-api/{number}/huy")
def revoke_token(request: Request, who: Annotated[Visitor, Depends(viewer)], at: At, number: int) -> Response:
    """Revoke one of the visitor's own tokens."""
    user = _user(who)
    at.accounts.revoke(number, user)
    at.accounts.note("token revoked", user.name, str(number), address_of(request))
    return RedirectResponse("/tai-khoan", 303)


@router.get("/nhat-ky")
def audit_log(
    request: Request, who: Annotated[Visitor, Depends(admin)], at: At, before: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """Show who did what, the newest first."""
    rows = at.accounts.audit(100, before)
    return page(
        request,
        "audit.html",
        {"rows": rows, "more": rows[-1].id if len(rows) == 100 else None, "first": before is None},
    )
