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
    review,
    search,
    signing,
    units,
    uploads,
    views,
)

ALL: Final[tuple[APIRouter, ...]] = (
    documents.router,
    exports.router,
    limitations.router,
    overview.router,
    programs.router,
    reports.router,
    review.router,
    search.router,
    signing.router,
    units.router,
    uploads.router,
    views.router,
)
