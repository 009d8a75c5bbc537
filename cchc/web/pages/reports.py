"""The list of reports, and a report: text, outline, statements, the original's pages, downloads, removal."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from cchc.index import Filters, Hit, ReportView
from cchc.language import language
from cchc.web.asked import Asked, AskedFor
from cchc.web.choices import choices
from cchc.web.desk import Desk, desk
from cchc.web.facets import make_chips
from cchc.web.finding import find_sentence
from cchc.web.keeping import remove_report
from cchc.web.render import page
from cchc.web.report_text import Shown, path_of, report_markup, sign_link
from cchc.web.report_view import KINDS, by_section, find_statement, labels_told, make_details, view_context
from cchc.web.sheets import PDF, existing_picture, picture_of
from cchc.web.visitors import Visitor, address_of, admin, viewer
from corpora.page_pictures import Box, PagePicture
from nlp.errors import CchcError, StoreError

router = APIRouter()
PER_PAGE: Final = 50
_LARGEST: Final = 2**31 - 1  # of an offset or a page's number
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"*:<>?|\ud800-\udfff]')

At = Annotated[Desk, Depends(desk)]
Reader = Annotated[Visitor, Depends(viewer)]
Uid = Annotated[str, Path(max_length=200)]
Number = Annotated[int, Path(ge=1, le=_LARGEST)]


@router.get("/bao-cao")
def list_reports(
    request: Request, who: Reader, at: At, asked: AskedFor, cursor: Annotated[str | None, Query(max_length=8000)] = None
) -> Response:
    """Show the reports that filters leave, a page at a time."""
    asked_of = asked.filters
    shared = {name: getattr(asked_of, name) for name in ("unit", "level", "kind", "province", "period")}
    filters = Filters(**shared)
    own = Asked("", filters)
    fault, found = None, None
    try:
        found = at.index.reports_page(filters, PER_PAGE, cursor)
    except CchcError as error:
        if error.code != "E056":
            raise
        fault = error.message(language())
    context: dict[str, Any] = {"found": found, "fault": fault, "asked": own, "cursor": cursor}
    context |= {"chips": make_chips(at.index, own), "choices": choices(at.index, own)}
    return page(request, "reports.html", context, 422 if fault else 200)


@router.get("/bao-cao/{uid}")
def show_report(
    request: Request,
    who: Reader,
    at: At,
    uid: Uid,
    cau: Annotated[int | None, Query(ge=0, le=_LARGEST)] = None,
    loai: Annotated[str, Query(max_length=40)] = "",
    trang: Annotated[int | None, Query(ge=1, le=_LARGEST)] = None,
) -> Response:
    """Show a report; `cau` is the offset of the statement looked at, `loai` what stands out, `trang` the page shown."""
    view = at.index.report(uid)
    chosen = find_statement(view, cau)
    shown = Shown(uid, chosen, loai if loai in KINDS else "", trang)
    stored = at.index.has_original(uid)
    context = view_context(view, shown) | {
        "details": make_details(view, chosen, at.index.corrections(chosen.id, undone=True)) if chosen else None,
        "text": report_markup(view, shown) if view.text is not None else None,
        "parts": by_section(view) if view.text is None else [],
        "missing": cau is not None and chosen is None,
        "stored": stored,
        "drawable": stored and view.facts["media_type"] == PDF,
        "sheet": _sheet(at, view, shown) if trang and stored else None,
        "sign_link": sign_link, "labels_told": labels_told, "path_of": path_of,
    }  # fmt: skip
    return page(request, "report.html", context)


def _sheet(at: Desk, view: ReportView, shown: Shown) -> dict[str, Any]:
    """Return a page of the original with the boxes of the chosen statement, or why there is none."""
    number = shown.page or 1
    told: dict[str, Any] = {"number": number, "last": view.facts["pages"], "picture": None, "boxes": (), "fault": None}
    try:
        picture = picture_of(at, view.facts, number)
    except CchcError as error:
        return told | {"fault": error.message(language())}
    boxes = _boxes(view, shown.chosen, picture, number) if picture and shown.chosen else ()
    return told | {"picture": picture, "boxes": boxes}


def _boxes(view: ReportView, hit: Hit, picture: PagePicture, number: int) -> tuple[Box, ...]:
    """Return where a statement stands on a page: that part of it which the page holds."""
    if view.text is None:
        return find_sentence(picture, hit.text, 0, len(hit.text)) if hit.page in (None, number) else ()
    first, last = next(((start, end) for page, start, end in view.pages if page == number), (0, len(view.text)))
    start, end = max(hit.start, first), min(hit.end, last)
    return find_sentence(picture, view.text, start, end, first) if start < end else ()


@router.get("/bao-cao/{uid}/trang/{number}.png")
def page_picture(who: Reader, at: At, uid: Uid, number: Number) -> Response:
    """Give the picture of a page of the original."""
    return Response(existing_picture(at, uid, number).png, media_type="image/png")


@router.get("/bao-cao/{uid}/van-ban.txt")
def plain_text(who: Reader, at: At, uid: Uid) -> Response:
    """Give the text as read; where only statements are held, those, one a line."""
    view = at.index.report(uid)
    text = "\n".join(hit.text for hit in view.statements) if view.text is None else view.text
    if view.text is not None and view.facts["span"]:
        text = text[view.facts["span"][0] :]
    return Response(text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")


@router.get("/bao-cao/{uid}/tep-goc")
def original_file(request: Request, who: Reader, at: At, uid: Uid) -> Response:
    """Give the file that the report was read from: to be saved, never to be opened on this site."""
    facts = at.index.facts(uid)
    data = at.index.original(uid)
    if data is None:
        raise StoreError("E054", str(facts["source"]), "tệp gốc/original")
    at.accounts.note("original fetched", who.name, uid, address_of(request))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name(facts['source']), safe='')}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def file_name(source: str) -> str:
    r"""Return a name to save under: without folders, signs that systems do not take, dots at its ends.

    Examples
    --------
    >>> file_name("kho.zip/../xa/a\tb.docx"), file_name("..")
    ('a_b.docx', 'bao-cao')
    """
    last = re.split(r"[/\\]", source)[-1]
    return _NOT_IN_NAMES.sub("_", last).strip(". ")[:150] or "bao-cao"


@router.get("/bao-cao/{uid}/xoa")
def confirm_removal(request: Request, who: Annotated[Visitor, Depends(admin)], at: At, uid: Uid) -> Response:
    """Ask before a report is removed."""
    return page(request, "report_removal.html", {"facts": at.index.facts(uid), "path_of": path_of})


@router.post("/bao-cao/{uid}/xoa")
def remove(request: Request, who: Annotated[Visitor, Depends(admin)], at: At, uid: Uid) -> Response:
    """Remove a report with its kept file and its pictures."""
    remove_report(at, who, uid, address_of(request))
    return RedirectResponse("/bao-cao", 303)
