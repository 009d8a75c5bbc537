"""Errors as people and programs see them: a page, or `{"error": {"code", "message", "details"}}`; never a traceback."""

from __future__ import annotations

import contextlib
import logging
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.routing import compile_path
from starlette.types import ASGIApp, Scope

from cchc.language import language, say
from cchc.web.asked import address
from cchc.web.render import page
from cchc.web.shield import HEADERS
from cchc.web.visitors import visitor
from nlp.errors import CchcError, WebError

_log = logging.getLogger("cchc.web")
STATUS_OF: Final = {
    "E054": 404, "E056": 422, "E022": 422, "E030": 422, "E058": 422, "E057": 503, "E051": 503, "E052": 500, "E006": 413,
    "E092": 409,
}  # fmt: skip
_CODES: Final = {404: "E075", 405: "E075", 413: "E073"}


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(CchcError, _told)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _unforeseen)


def is_api(path: str) -> bool:
    """Tell whether programs ask here."""
    return path == "/api" or path.startswith("/api/")


def fault(request: Request, error: CchcError, status: int | None = None, details: list[Any] | None = None) -> Response:
    """Return the response that tells an error."""
    status = status or (error.status if isinstance(error, WebError) else STATUS_OF.get(error.code, 400))
    if is_api(request.url.path):
        body: dict[str, Any] = {"code": error.code, "message": error.message(language()), "details": details or []}
        return JSONResponse({"error": body}, status, _challenge(status))
    if status == 401 and request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address("/dang-nhap", next=f"{request.url.path}{query}"), 303)
    _recognise(request)
    return page(request, "fault.html", {"message": error.message(language()), "code": error.code}, status)


def _recognise(request: Request) -> None:
    """Find out who asks where no route did, so that the page has its frame."""
    if not hasattr(request.state, "visitor"):
        with contextlib.suppress(CchcError):
            visitor(request, request.app.state.desk)


def _challenge(status: int) -> dict[str, str] | None:
    return {"WWW-Authenticate": "Bearer"} if status == 401 else None


def refusal(scope: Scope, error: WebError) -> ASGIApp:
    """Return what answers a request that is not let in."""
    return fault(Request(scope), error)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, CchcError)
    return fault(request, error)


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors()]
    told = "; ".join(f"{one['field']}: {one['message']}" for one in found[:3])
    return fault(request, WebError("E078", detail=told), 422, found)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, CchcError):  # raised while the body was read
        return fault(request, error.__cause__)
    code = _CODES.get(error.status_code, "E078")
    response = fault(request, WebError(code, detail=str(error.detail)), error.status_code)
    response.headers.update(error.headers or {})
    if error.status_code == 405 and (allowed := _allowed(request)):
        response.headers["Allow"] = allowed
    return response


def _allowed(request: Request) -> str:
    """Return all methods of an address of the API; a route of its own knows but its own."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    here = (methods for path, methods in paths.items() if compile_path(path)[0].match(request.url.path))
    return ", ".join(sorted(method.upper() for methods in here for method in methods))


async def _unforeseen(request: Request, error: Exception) -> Response:
    """Tell nothing of the inside; the log has it."""
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    told = say("lỗi bên trong; xem nhật ký của máy chủ", "an internal error; see the server's log")
    response = fault(request, WebError("E078", detail=told), 500)
    response.headers.update(HEADERS)  # this answer is made outside of the shield
    return response
