"""What stands before every page: names of the host, sizes, headers, the reader's language. Plain ASGI, no database."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cchc.language import LANGUAGES, choose
from cchc.web.desk import Settings
from nlp.errors import WebError

LANGUAGE_COOKIE: Final = "cchc_lang"
# Nothing from elsewhere, nothing inline: what a report's text holds cannot run.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # pages hold the form token and what only accounts may see
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


Refusal = Callable[[Scope, WebError], ASGIApp]


class Shield:
    """Middleware around the whole application.

    Parameters
    ----------
    app : ASGI application
    settings : Settings
    refusal : callable
        Makes the response that tells an error.
    """

    def __init__(self, app: ASGIApp, settings: Settings, refusal: Refusal) -> None:
        self.app, self.settings, self.refusal = app, settings, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        choose(_language(scope, headers))
        error = self._refused(headers)
        app = self.refusal(scope, error) if error else self.app
        await app(scope, _Counted(receive, self.settings.max_request), _with_headers(send))

    def _refused(self, headers: Headers) -> WebError | None:
        """Return why a request is refused at once; a page tells it."""
        if not self._is_named(headers.get("host", "")):
            return WebError("E076", headers.get("host", "")[:80], status=400)
        declared = headers.get("content-length", "0")
        if not declared.isascii() or not declared.isdigit() or int(declared[:18]) > self.settings.max_request:
            return too_large(self.settings.max_request)
        return None

    def _is_named(self, host: str) -> bool:
        name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
        return "*" in self.settings.names or name.lower() in self.settings.names


def too_large(limit: int) -> WebError:
    """Return the error of a request over the limit of bytes."""
    return WebError("E073", detail=f"{limit / 1_000_000:.0f} MB", status=413)


class _Counted:
    """Receives a body and stops where it is longer than it may be, whatever its head declared."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left, self.limit = receive, limit, limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise too_large(self.limit)
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _language(scope: Scope, headers: Headers) -> str | None:
    """Return the language that the address asks for, or else the cookie."""
    asked: str = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(LANGUAGE_COOKIE)
    except CookieError:
        return None
    return str(morsel.value) if morsel else None
