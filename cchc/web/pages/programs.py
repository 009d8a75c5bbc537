"""`/api`: what programs can ask, read off the OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from cchc.web.render import page
from cchc.web.visitors import Visitor, viewer

router = APIRouter()


@router.get("/api")
def api_page(request: Request, who: Annotated[Visitor, Depends(viewer)]) -> Response:
    """List the operations of the API."""
    return page(request, "api.html", {"groups": _groups(request.app.openapi())})


def _groups(described: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the operations under their tags."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for operation in _operations(described):
        groups.setdefault(operation["tag"], []).append(operation)
    return groups


def _operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            names = [parameter["name"] for parameter in one.get("parameters", ()) if parameter["in"] == "query"]
            yield {
                "method": method.upper(),
                "path": path,
                "tag": one["tags"][0],
                "told": one.get("description", ""),
                "names": names,
            }
