"""What changes something: corrections, removal; and who asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from cchc.accounts import AuditRow
from cchc.index import Change, Correction
from cchc.web.api.shapes import OPTIONS, Cursor, Labels, Limit, Me, Page, Removed, page_of
from cchc.web.desk import Desk, desk
from cchc.web.keeping import remove_report
from cchc.web.visitors import Visitor, address_of, admin, reviewer, viewer

router = APIRouter(**OPTIONS)
At = Annotated[Desk, Depends(desk)]
Viewer = Annotated[Visitor, Depends(viewer)]
Reviewer = Annotated[Visitor, Depends(reviewer)]
Admin = Annotated[Visitor, Depends(admin)]
RowId = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("/me", tags=["accounts"])
def me(who: Viewer) -> Me:
    """Tell who asks."""
    return Me(name=who.name, role=who.user.role if who.user else "admin")


@router.get("/audit", tags=["accounts"])
def audit(
    at: At, who: Admin, limit: Limit = 100, before: Annotated[int | None, Query(ge=1, lt=2**31)] = None
) -> list[AuditRow]:
    """List who did what, the newest first; `before` is the id of the last one seen."""
    return at.accounts.audit(limit, before)


@router.get("/corrections", tags=["corrections"])
def corrections(
    at: At,
    who: Viewer,
    statement: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
    undone: bool = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Correction]:
    """List corrections, the newest first; with `undone` those taken back, too."""
    return page_of(at.index.corrections_page(statement, undone=undone, limit=limit, cursor=cursor))


@router.get("/corrections.jsonl", tags=["corrections"], response_class=Response)
def training_data(request: Request, at: At, who: Reviewer) -> StreamingResponse:
    """Return the corrections that stand as training data, an object a line: `cchc train --add` takes it."""
    at.accounts.note("export", who.name, "corrections.jsonl", address_of(request))
    return StreamingResponse(_lines(at), media_type="application/x-ndjson")


def _lines(at: Desk) -> Iterator[str]:
    for record in at.index.export_corrections():
        yield json.dumps(record, ensure_ascii=False) + "\n"


@router.post("/statements/{statement}/corrections", status_code=201, tags=["corrections"])
def correct(request: Request, at: At, who: Reviewer, statement: RowId, labels: Labels) -> Correction:
    """Correct a statement; the correction wins over the model and survives a new one."""
    made = at.index.correct(statement, Change(**labels.model_dump()), who.name)
    at.accounts.note("correction", who.name, f"{made.report} #{made.id}", address_of(request))
    return made


@router.delete("/corrections/{correction}", tags=["corrections"])
def undo(request: Request, at: At, who: Reviewer, correction: RowId) -> Correction:
    """Take a correction back."""
    made = at.index.undo(correction, who.name)
    at.accounts.note("correction undone", who.name, f"{made.report} #{made.id}", address_of(request))
    return made


@router.delete("/reports/{report}", tags=["reports"])
def remove(request: Request, at: At, who: Admin, report: Annotated[str, Path(max_length=80)]) -> Removed:
    """Remove a report with all that was found in it and its kept file; corrections wait for it to come back."""
    return Removed(removed=remove_report(at, who, report, address_of(request)))
