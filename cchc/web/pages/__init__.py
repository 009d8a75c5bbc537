"""The pages, one module each."""

from typing import Final

from fastapi import APIRouter

from cchc.web.pages import review, signing, uploads

ALL: Final[tuple[APIRouter, ...]] = (signing.router, review.router, uploads.router)
