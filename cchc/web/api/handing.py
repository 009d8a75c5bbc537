"""Handing in reports, and how far their reading is."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request

from cchc.index.paging import decode, encode
from cchc.language import language
from cchc.web.api.shapes import OPTIONS, Cursor, FileRow, Limit, Page, ResultRow, Upload, UploadFiles
from cchc.web.desk import Desk, desk
from cchc.web.handing import MOST, Files, take
from cchc.web.job_files import Handed, Job, Result
from cchc.web.visitors import Visitor, address_of, reviewer

router = APIRouter(**OPTIONS, tags=["uploads"])
At = Annotated[Desk, Depends(desk)]
Reviewer = Annotated[Visitor, Depends(reviewer)]
_LIST: Final = "uploads"
_FILES: Final = {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1, "maxItems": MOST}
_FORM: Final = {"schema": {"type": "object", "properties": {"files": _FILES}, "required": ["files"]}}
# The files are read by hand, after the sender is known: FastAPI cannot tell of them.
_BODY: Final[dict[str, Any]] = {"requestBody": {"required": True, "content": {"multipart/form-data": _FORM}}}


@router.post("/uploads", status_code=202, openapi_extra=_BODY)
def hand_in(request: Request, at: At, who: Reviewer, files: Files) -> UploadFiles:
    """Hand in files; they are read behind the answer's back, and `GET /api/uploads/{id}` tells how far that is."""
    return _whole(take(at, who.name, files, address_of(request)))


@router.get("/uploads")
def uploads(at: At, who: Reviewer, limit: Limit = 50, cursor: Cursor = None) -> Page[Upload]:
    """List what was handed in, the newest first."""
    before = decode(_LIST, cursor, [str])[0] if cursor is not None else None
    jobs = at.jobs.shelf.page(limit + 1, before)
    following = encode(_LIST, [jobs[limit - 1].id]) if len(jobs) > limit else None
    return Page(items=[_told(job) for job in jobs[:limit]], cursor=following, total=at.jobs.shelf.count())


@router.get("/uploads/{upload}")
def upload(at: At, who: Reviewer, upload: Annotated[str, Path(max_length=40)]) -> UploadFiles:
    """Tell how far the reading of an upload is, file by file."""
    job = at.jobs.shelf.load(upload)
    if job.finished is None:
        at.jobs.start()
    return _whole(job)


def _told(job: Job) -> Upload:
    return Upload(
        id=job.id,
        user=job.user,
        made=job.made,
        finished=job.finished,
        counts=dict(job.counts()),
        statements=job.statements(),
    )


def _whole(job: Job) -> UploadFiles:
    return UploadFiles(**_told(job).model_dump(), files=[_file(file) for file in job.files])


def _file(file: Handed) -> FileRow:
    return FileRow(name=file.name, size=file.size, state=file.state, results=[_result(one) for one in file.results])


def _result(one: Result) -> ResultRow:
    error = one.error and one.error[language() == "en"]
    return ResultRow(name=one.name, outcome=one.outcome, report=one.report, statements=one.statements, error=error)
