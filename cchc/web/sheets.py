"""Pages of a report's original as pictures, where it is a PDF that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cchc.web.desk import Desk
from corpora.page_pictures import PagePicture
from nlp.errors import ReadError, StoreError

PDF: Final = "application/pdf"


def picture_of(at: Desk, facts: Mapping[str, Any], number: int) -> PagePicture | None:
    """Return the picture of a page; None where the report's file is no PDF or not there."""
    if facts["media_type"] != PDF or not at.index.has_original(facts["id"]):
        return None
    if facts["pages"] and number > facts["pages"]:
        raise StoreError("E054", number, "page")
    return at.pictures.page(facts["sha256"], number, str(facts["source"]), lambda: at.index.original(facts["id"]))


def existing_picture(at: Desk, report: str, number: int) -> PagePicture:
    """Return the picture of a page; raises E054 where there is none."""
    try:
        picture = picture_of(at, at.index.facts(report), number)
    except ReadError as error:
        if error.code != "E054":
            raise
        raise StoreError("E054", number, "page") from error
    if picture is None:
        raise StoreError("E054", number, "page")
    return picture
