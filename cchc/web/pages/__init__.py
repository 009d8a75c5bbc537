"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import reports, signing

ALL: Final[tuple[APIRouter, ...]] = (signing.router, reports.router)
