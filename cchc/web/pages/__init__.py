"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import (
    documents,
    exports,
    limitations,
    overview,
    programs,
    reports,
    search,
    signing,
    units,
    views,
)

ALL: Final[tuple[APIRouter, ...]] = (
    documents.router,
    exports.router,
    limitations.router,
    overview.router,
    programs.router,
    reports.router,
    search.router,
    signing.router,
    units.router,
    views.router,
)
