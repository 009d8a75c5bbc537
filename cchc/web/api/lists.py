"""Reports, cited documents, units, and what filters may be set to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from cchc.index import (
    DocumentRow,
    FacetValues,
    MentionRow,
    Outdated,
    ReportCount,
    ReportRow,
    ReportView,
    SectionNode,
    Status,
    UnitPeriod,
    UnitRow,
)
from cchc.web.api.shapes import OPTIONS, Cursor, Limit, Page, ReportText, as_json, page_of
from cchc.web.asked import LONGEST, AskedFor
from cchc.web.desk import Desk, desk
from cchc.web.sheets import existing_picture
from cchc.web.visitors import Visitor, address_of, viewer
from nlp.errors import StoreError

router = APIRouter(**OPTIONS | {"dependencies": [*OPTIONS["dependencies"], Depends(viewer)]})
At = Annotated[Desk, Depends(desk)]
Uid = Annotated[str, Path(max_length=80, description="Such as r-0a1f08e59bb1320f")]
RowId = Annotated[int, Path(ge=1, lt=2**31)]
Word = Annotated[str | None, Query(max_length=LONGEST)]


@router.get("/reports", tags=["reports"])
def reports(at: At, asked: AskedFor, limit: Limit = 50, cursor: Cursor = None) -> Page[ReportRow]:
    """List reports, the latest period first; filters: level, province, unit, period, report."""
    return page_of(at.index.reports_page(asked.filters, limit, cursor))


@router.get("/reports/{report}", tags=["reports"], response_model=ReportView)
def report(at: At, report: Uid) -> Response:
    """Return a report with text, sections, statements, citations, documents, repaired spans, warnings."""
    return as_json(at.index.report(report))


@router.get("/reports/{report}/text", tags=["reports"])
def text(at: At, report: Uid) -> ReportText:
    """Return the text of a report."""
    return ReportText(text=at.index.report(report).text)


@router.get("/reports/{report}/sections", tags=["reports"])
def sections(at: At, report: Uid) -> list[SectionNode]:
    """Return the outline of a report."""
    return list(at.index.sections(report))


@router.get("/reports/{report}/original", tags=["reports"], response_class=Response)
def original(request: Request, who: Annotated[Visitor, Depends(viewer)], at: At, report: Uid) -> Response:
    """Return the file that a report was read from, where it is kept."""
    data = at.index.original(report)
    if data is None:
        raise StoreError("E054", report, "original")
    at.accounts.note("original fetched", who.name, report, address_of(request))
    headers = {"Content-Disposition": "attachment"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/reports/{report}/pages/{number}.png", tags=["reports"], response_class=Response)
def page_picture(at: At, report: Uid, number: RowId) -> Response:
    """Return the picture of a page of a PDF that is kept."""
    return Response(existing_picture(at, report, number).png, media_type="image/png")


@router.get("/report-counts", tags=["reports"])
def report_counts(at: At, asked: AskedFor) -> list[ReportCount]:
    """Count reports by period and level."""
    return at.index.report_counts(asked.filters)


@router.get("/documents", tags=["documents"])
def documents(
    at: At,
    asked: AskedFor,
    type: Word = None,
    issuer: Word = None,
    status: Word = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DocumentRow]:
    """List cited documents, the most cited first."""
    filters = asked.filters
    page = at.index.documents_page(filters, type=type, issuer=issuer, status=status, limit=limit, cursor=cursor)
    return page_of(page)


@router.get("/documents/outdated", tags=["documents"])
def outdated(at: At, asked: AskedFor, limit: Limit = 20) -> list[Outdated]:
    """List documents that are cited though something had replaced them."""
    return at.index.outdated_documents(asked.filters, limit)


@router.get("/documents/{document}", tags=["documents"])
def document(at: At, document: RowId) -> DocumentRow:
    """Return a document."""
    found = at.index.document(f"#{document}")
    if not found:
        raise StoreError("E054", document, "document")
    return found[0]


@router.get("/documents/{number}/mentions", tags=["documents"])
def mentions(at: At, number: RowId, asked: AskedFor, limit: Limit = 50, cursor: Cursor = None) -> Page[MentionRow]:
    """List the citations of a document, those of the latest report first."""
    return page_of(at.index.mentions_page(number, asked.filters, limit, cursor))


@router.get("/units", tags=["units"])
def units(at: At, asked: AskedFor, limit: Limit = 50, cursor: Cursor = None) -> Page[UnitRow]:
    """List units that report, by province and name."""
    return page_of(at.index.units_page(asked.filters, limit, cursor))


@router.get("/units/missing", tags=["units"])
def missing(
    at: At, asked: AskedFor, of: Annotated[str, Query(max_length=40)], limit: Limit = 50, cursor: Cursor = None
) -> Page[UnitRow]:
    """List units with reports but none of the period `of`."""
    return page_of(at.index.missing_units(of, asked.filters, limit, cursor))


@router.get("/units/{unit}", tags=["units"])
def unit(at: At, unit: RowId) -> UnitRow:
    """Return a unit."""
    return at.index.unit(unit)


@router.get("/units/{unit}/history", tags=["units"])
def history(at: At, unit: RowId) -> list[UnitPeriod]:
    """Return what a unit reported, by period; repeated limitations are marked."""
    return at.index.unit_history(unit)


@router.get("/facets", tags=["index"])
def facets(at: At) -> FacetValues:
    """List what filters may be set to."""
    return at.index.facet_values()


@router.get("/status", tags=["index"])
def status(at: At) -> Status:
    """Tell what the index holds."""
    return at.index.status()
