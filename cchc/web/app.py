"""The application: pages, API, what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from cchc import __version__
from cchc.web import api, faults, pages
from cchc.web.desk import Desk, Settings
from cchc.web.render import STATIC
from cchc.web.shield import Shield
from cchc.web.visitors import own_form


class _Static(StaticFiles):
    """Own files; an address with the mark of the content may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if scope["query_string"] else "no-cache"
        response.headers["Cache-Control"] = kept
        return response


class _App(FastAPI):
    """Describes pairs of numbers as lists of two: many programs that read a description know no `prefixItems`."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = _without_prefixes(super().openapi())
        return self.openapi_schema


def _without_prefixes(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_prefixes(one) for one in part]
    if not isinstance(part, dict):
        return part
    first, *others = part.get("prefixItems", [None])
    alike = first is not None and all(other == first for other in others)
    plain = {key: _without_prefixes(value) for key, value in part.items() if not (alike and key == "prefixItems")}
    return plain | {"items": first} if alike else plain


def create_app(settings: Settings) -> FastAPI:
    """Return the application; it opens the index at once and closes it with the server.

    Raises
    ------
    StoreError
        The index cannot be opened.
    """

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk.jobs.resume()
        yield
        app.state.desk.close()

    app = _App(
        title="cchc",
        version=__version__,
        lifespan=running,
        docs_url=None,  # its page would fetch scripts from elsewhere; `/api` lists the same
        redoc_url=None,
        openapi_url="/api/openapi.json",
        dependencies=[Depends(own_form)],
    )
    app.state.desk = Desk(settings)
    app.mount("/static", _Static(directory=str(STATIC)), name="static")
    for router in pages.ALL:
        app.include_router(router, include_in_schema=False)
    for router in api.ALL:
        app.include_router(router)
    faults.install(app)
    app.add_middleware(Shield, settings=settings, refusal=faults.refusal)
    return app
