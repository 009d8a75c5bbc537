"""Who asks: signed in by cookie or by token, or the one user of this machine; and whether the form is our own."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from cchc.accounts import User
from cchc.language import say
from cchc.web.desk import Desk, Settings, desk
from nlp.errors import WebError

COOKIE: Final = "cchc"
_SIGN_IN_BYTES: Final = 20_000
_SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes
    ----------
    user : User or None
    token : str
        Of the browser's session, new where it had none; never shown.
    csrf : str
        What a form of this browser must bring.
    local : bool
        There are no accounts, and only this machine is served.
    bearer : bool
        By an API token: no browser sends that of itself, so no form token is needed.
    fresh : bool
        The browser has no cookie yet.
    """

    user: User | None
    token: str
    csrf: str
    local: bool = False
    bearer: bool = False
    fresh: bool = False

    @property
    def name(self) -> str:
        """The name under which actions are noted."""
        return self.user.name if self.user else say("máy này", "this machine")

    def may(self, role: str) -> bool:
        """Tell whether the visitor has a role or a higher one."""
        return self.local or (self.user is not None and self.user.may(role))


def csrf_of(key: bytes, token: str) -> str:
    """Return the form token that belongs to a session."""
    return hmac.new(key, b"csrf:" + token.encode("utf-8"), sha256).hexdigest()


def visitor(request: Request, at: Annotated[Desk, Depends(desk)]) -> Visitor:
    """Return who asks; kept in `request.state.visitor` for the page's frame."""
    found = _by_token(request, at) or _by_cookie(request, at)
    request.state.visitor = found
    return found


def _by_token(request: Request, at: Desk) -> Visitor | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    user = at.accounts.by_token(secret.strip())
    if user is None:
        raise WebError("E070", status=401)
    return Visitor(user, "", "", bearer=True)


def _by_cookie(request: Request, at: Desk) -> Visitor:
    known = at.unsign(request.cookies.get(COOKIE))
    token = known or secrets.token_urlsafe(32)
    session = at.accounts.session(token) if known else None
    user = session.user if session else None
    local = user is None and at.settings.local and not at.accounts.any()
    return Visitor(user, token, csrf_of(at.key, token), local=local, fresh=known is None)


def set_cookie(response: Response, at: Desk, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        COOKIE,
        at.sign(token),
        httponly=True,
        samesite="lax",
        secure=at.settings.https,
        max_age=round(3600 * at.settings.hours),
    )


Asking = Annotated[Visitor, Depends(visitor)]


async def viewer(who: Asking) -> Visitor:
    """Let in who may read."""
    return _with_role(who, "viewer")


async def reviewer(who: Asking) -> Visitor:
    """Let in who may correct and upload."""
    return _with_role(who, "reviewer")


async def admin(who: Asking) -> Visitor:
    """Let in who may see the audit log and remove reports."""
    return _with_role(who, "admin")


def _with_role(who: Visitor, role: str) -> Visitor:
    if who.may(role):
        return who
    if who.user is None:
        raise WebError("E070", status=401)
    raise WebError("E071", who.user.name, role, status=403)


async def own_form(request: Request, who: Asking) -> None:
    """Refuse what changes something and does not come from a page of this desk.

    A browser tells by `Origin` and `Sec-Fetch-Site` where a request comes from; its form token must fit, too. A program
    without cookies has neither, and needs none: nobody can make another's program send a request. Where there are
    accounts it brings an API token instead; one that does not is told so.
    """
    if request.method in _SAFE or who.bearer:
        return
    if not who.user and not _is_browser(request):
        if who.local:
            return
        if request.url.path.startswith("/api/"):
            raise WebError("E070", status=401)
    if who.fresh or not _same_origin(request):
        raise WebError("E072", status=403)
    if who.user is None and not who.local and not _is_small(request):
        raise WebError("E070", status=401)
    brought = request.headers.get("x-csrf-token") or await _from_form(request)
    if not hmac.compare_digest(brought.encode("utf-8", "replace"), who.csrf.encode("ascii")):
        raise WebError("E072", status=403)


def _is_small(request: Request) -> bool:
    """Tell whether a body is short enough to be read of somebody unknown: a sign-in form is."""
    declared = request.headers.get("content-length", "")
    return declared.isdecimal() and int(declared) <= _SIGN_IN_BYTES


def _is_browser(request: Request) -> bool:
    return any(name in request.headers for name in ("origin", "sec-fetch-site", "cookie"))


def _same_origin(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


async def _from_form(request: Request) -> str:
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return ""
    brought = (await request.form()).get("csrf")
    return brought if isinstance(brought, str) else ""


def address_of(request: Request) -> str | None:
    """Return the address that a request came from."""
    return request.client.host if request.client else None


def check_settings(settings: Settings, accounts: bool) -> None:
    """Refuse to serve other machines without accounts.

    Raises
    ------
    WebError
        E077.
    """
    if not settings.local and not accounts:
        raise WebError("E077")
