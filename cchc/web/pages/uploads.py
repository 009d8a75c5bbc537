"""Handing in reports, and how far their reading is."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from cchc.web.desk import Desk, desk
from cchc.web.handing import MOST, Files, take
from cchc.web.job_files import TAKEN
from cchc.web.render import page
from cchc.web.visitors import Visitor, address_of, reviewer
from corpora.names import CONTAINER_SUFFIXES, SUFFIXES

router = APIRouter()
At = Annotated[Desk, Depends(desk)]
Who = Annotated[Visitor, Depends(reviewer)]
_SHOWN: Final = 20  # jobs of a page
_PARTS: Final = 100  # reports of a long job on a page
_MB: Final = 1_000_000
_OUTCOMES: Final = {
    "added": ("đã nạp", "added"),
    "unchanged": ("không đổi", "unchanged"),
    "replaced": ("thay bản cũ", "replaced"),
    "failed": ("lỗi", "failed"),
    "waiting": ("đang chờ", "waiting"),
    "reading": ("đang đọc", "being read"),
}


@router.get("/nap")
def choose_files(
    request: Request, _: Who, at: At, before: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """Show the form and what was handed in before."""
    jobs = at.jobs.shelf.page(_SHOWN + 1, before)
    more = jobs[_SHOWN - 1].id if len(jobs) > _SHOWN else None
    return page(request, "uploads.html", {"jobs": jobs[:_SHOWN], "more": more, "before": before} | _limits(at))


def _limits(at: Desk) -> dict[str, object]:
    settings = at.settings
    return {
        "most": MOST,
        "taken": TAKEN,
        "kinds": [ending.removeprefix(".") for ending in SUFFIXES],
        "containers": [ending.removeprefix(".") for ending in CONTAINER_SUFFIXES],
        "max_mb": settings.max_bytes // _MB,
        "request_mb": settings.max_request // _MB,
        "outcomes": _OUTCOMES,
    }


@router.post("/nap")
def hand_in(request: Request, who: Who, at: At, files: Files) -> Response:
    """Take files; they are read behind the page's back."""
    return RedirectResponse(f"/nap/{take(at, who.name, files, address_of(request)).id}", 303)


@router.get("/nap/{uid}")
def progress(request: Request, uid: str, _: Who, at: At, part: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """Show how far a job is; a long one in parts."""
    job = at.jobs.shelf.load(uid)
    if job.finished is None:
        at.jobs.start()
    rows = [(file, one) for file in job.files for one in (*file.results, *([] if file.results else [None]))]
    shown = rows[(part - 1) * _PARTS : part * _PARTS]
    ended = sum(file.state == "done" for file in job.files)
    context = {"job": job, "rows": shown, "part": part, "parts": -(-len(rows) // _PARTS), "ended": ended}
    return page(request, "upload.html", context | {"outcomes": _OUTCOMES})
