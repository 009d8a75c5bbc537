"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import documents, programs, signing

ALL: Final[tuple[APIRouter, ...]] = (documents.router, programs.router, signing.router)
