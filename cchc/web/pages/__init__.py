"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import overview, signing, units

ALL: Final[tuple[APIRouter, ...]] = (signing.router, overview.router, units.router)
