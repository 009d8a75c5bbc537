"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import programs, signing

ALL: Final[tuple[APIRouter, ...]] = (programs.router, signing.router)
