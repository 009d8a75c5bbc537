"""Taking files that are handed in, by a page's form or by a program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from cchc.web.desk import Desk
from cchc.web.job_files import Job, base_name, ending_of
from cchc.web.jobs import refuse
from cchc.web.visitors import Visitor, reviewer
from nlp.errors import ReadError, WebError

MOST: Final = 200  # files of one upload
_LONGEST: Final = 2000  # characters of the audit log's detail
_MB: Final = 1_000_000


async def handed_in(request: Request, _: Annotated[Visitor, Depends(reviewer)]) -> AsyncIterator[list[UploadFile]]:
    """Give the files of a request; read only once its sender is known and may hand in."""
    async with request.form(max_files=MOST + 1) as form:
        yield [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]


Files = Annotated[list[UploadFile], Depends(handed_in)]


def take(at: Desk, user: str, files: list[UploadFile], address: str | None) -> Job:
    """Keep files as a job, which is read behind the answer's back.

    Raises
    ------
    WebError
        E090 no file; E091 more than `MOST`.
    """
    if not files:
        raise WebError("E090", status=422)
    if len(files) > MOST:
        raise WebError("E091", detail=str(MOST), status=413)
    job = _stored(at, user, files)
    names = ", ".join(file.name for file in job.files)
    at.accounts.note("upload", user, f"{job.id}: {names}"[:_LONGEST], address)
    at.jobs.start()
    return job


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
