"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import documents, exports, limitations, programs, search, signing, views

ALL: Final[tuple[APIRouter, ...]] = (
    signing.router,
    search.router,
    views.router,
    exports.router,
    limitations.router,
    documents.router,
    programs.router,
)
