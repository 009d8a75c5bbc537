"""Handing in reports, and how far their reading is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from cchc.web.desk import Desk, desk
from cchc.web.job_files import TAKEN, Job, base_name, ending_of
from cchc.web.jobs import refuse
from cchc.web.render import page
from cchc.web.visitors import Visitor, address_of, reviewer
from corpora.names import CONTAINER_SUFFIXES, SUFFIXES
from nlp.errors import ReadError, WebError

router = APIRouter()
At = Annotated[Desk, Depends(desk)]
Who = Annotated[Visitor, Depends(reviewer)]
MOST: Final = 200  # files of one upload
_SHOWN: Final = 20  # jobs of a page
_PARTS: Final = 100  # reports of a long job on a page
_LONGEST: Final = 2000  # characters of the audit log's detail
_MB: Final = 1_000_000
_OUTCOMES: Final = {
    "added": ("đã nạp", "added"),
    "unchanged": ("không đổi", "unchanged"),
    "replaced": ("thay bản cũ", "replaced"),
    "failed": ("lỗi", "failed"),
    "waiting": ("đang chờ", "waiting"),
    "reading": ("đang đọc", "being read"),
}


async def handed_in(request: Request, _: Who) -> AsyncIterator[list[UploadFile]]:
    """Give the files of a request; read only once its sender is known and may hand in."""
    async with request.form(max_files=MOST + 1) as form:
        yield [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]


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
def hand_in(request: Request, who: Who, at: At, files: Annotated[list[UploadFile], Depends(handed_in)]) -> Response:
    """Take files; they are read behind the page's back."""
    if not files:
        raise WebError("E090", status=422)
    if len(files) > MOST:
        raise WebError("E091", detail=str(MOST), status=413)
    job = _stored(at, who.name, files)
    names = ", ".join(file.name for file in job.files)
    at.accounts.note("upload", who.name, f"{job.id}: {names}"[:_LONGEST], address_of(request))
    at.jobs.start()
    return RedirectResponse(f"/nap/{job.id}", 303)


def _stored(at: Desk, user: str, files: list[UploadFile]) -> Job:
    """Put files into a job of their own; a full disk leaves none."""
    shelf = at.jobs.shelf
    job = shelf.open(user)
    try:
        for file in files:
            _take(at, job, file)
        shelf.save(job)
    except OSError as error:
        shelf.forget(job)
        raise ReadError("E007", "", type(error).__name__) from error
    return job


def _take(at: Desk, job: Job, file: UploadFile) -> None:
    name, size = base_name(file.filename or ""), file.size or 0
    if not ending_of(name):
        refuse(job, name, size, ReadError("E002", "", name.rpartition(".")[2][:20]))
    elif size > at.settings.max_bytes:
        refuse(job, name, size, ReadError("E006", "", f"{size / _MB:.0f} MB > {at.settings.max_bytes // _MB} MB"))
    else:
        at.jobs.shelf.put(job, file.filename or "", file.file, size)


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
