"""The REST API: what the pages show, for programs; one shape of error, pages by cursor, the pages' filters."""

from typing import Final

from fastapi import APIRouter

from cchc.web.api import changing, handing, keeping, lists, statements

ALL: Final[tuple[APIRouter, ...]] = (
    statements.router,
    lists.router,
    changing.router,
    handing.router,
    keeping.router,
)
