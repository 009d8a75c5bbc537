"""What a question finds, as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from cchc.web.asked import AskedFor
from cchc.web.desk import Desk, desk
from cchc.web.exporting import Format, export_file
from cchc.web.visitors import Visitor, address_of, viewer

router = APIRouter()


@router.get("/xuat")
def export(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    asked: AskedFor,
    format: Format = "xlsx",
) -> Response:
    """Send what a question finds; who took what stands in the audit log."""
    return export_file(at, who.name, asked, format, address_of(request))
