"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import documents, overview, programs, signing, units

ALL: Final[tuple[APIRouter, ...]] = (
    documents.router,
    overview.router,
    programs.router,
    signing.router,
    units.router,
)
