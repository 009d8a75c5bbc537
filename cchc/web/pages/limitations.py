"""Limitations by area and unit, and which of them a unit had reported the period before."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from cchc.index import Filters, Index, Limitation
from cchc.index import Query as Question
from cchc.index.export_limitations import LINES, WRITERS
from cchc.web.asked import Asked, AskedFor
from cchc.web.desk import Desk, desk
from cchc.web.exporting import TYPES, as_file, check_count, chunks, file_name, one_of_few, told
from cchc.web.facets import make_chips, total
from cchc.web.pages.search import find, form_context
from cchc.web.render import page
from cchc.web.visitors import Visitor, address_of, viewer

router = APIRouter()
SHOWN: Final = 500
IN_FILES: Final = 20_000  # are compared for a file
Repeated = Annotated[str, Query(pattern="^(|0|1|true|false)$")]
_YES: Final = ("1", "true")
MOST: Final = 2_000  # are sorted and compared for a page; a larger question has to be narrowed first
_HIDDEN: Final = ("stance", "sub")  # the page itself says what they are
_Group = list[tuple[str, list[tuple[Limitation, list[Limitation]]]]]


@router.get("/han-che/xuat")
def export(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    asked: AskedFor,
    repeated: Repeated = "",
    format: Annotated[str, Query(pattern="^(xlsx|docx|csv|jsonl)$")] = "xlsx",
) -> Response:
    """Send limitations with what they repeat; who took what stands in the audit log."""
    wanted, only = only_limitations(asked.free("stance").free("sub")), repeated in _YES
    count = total(at.index, wanted)
    check_count(count, IN_FILES)
    response = _file(at.index, wanted.query(limit=0), only, format)
    at.accounts.note("export", who.name, told(wanted, format, count, "han-che"), address_of(request))
    return as_file(response, file_name(wanted, format, "han-che"))


def _file(index: Index, question: Question, only: bool, format: str) -> Response:
    if format in LINES:
        return StreamingResponse(chunks(LINES[format](index, question, only)), media_type=TYPES[format])
    with one_of_few():
        return Response(WRITERS[format](index, question, only), media_type=TYPES[format])


@router.get("/han-che")
def limitations(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    asked: AskedFor,
    repeated: Repeated = "",
) -> Response:
    """List limitations."""
    asked = asked.free("stance").free("sub")
    only = repeated in _YES
    found, fault = find(at.index, only_limitations(asked))
    rows = _rows(at.index, asked, only) if 0 < found.total <= MOST else []
    context = form_context(at.index, only_limitations(asked), found) | form_chips(at.index, asked)
    context |= {
        "found": found, "fault": fault, "only": only, "shown": len(rows), "full": len(rows) == SHOWN, "most": MOST,
        "groups": grouped(rows), "wanted": only_limitations(asked), "too_many": found.total > MOST,
        "in_files": IN_FILES, "causes": _causes(at.index, asked) if found.total else 0,
    }  # fmt: skip
    context["facets"] = [facet for facet in context["facets"] if facet.name not in _HIDDEN]
    return page(request, "limitations.html", context, 422 if fault else 200)


def _causes(index: Index, asked: Asked) -> int:
    """Return how many causes of limitations the same question finds; other pages count them among limitations."""
    return total(index, replace(asked, filters=replace(asked.filters, stance=("limitation",), sub=("cause",))))


def only_limitations(asked: Asked) -> Asked:
    """Return a question for limitations; what caused them is none."""
    wanted: Filters = replace(asked.filters, stance=("limitation",), sub=("limitation",))
    return replace(asked, filters=wanted)


def form_chips(index: Index, asked: Asked) -> dict[str, object]:
    """Return what the form shows as asked."""
    return {"asked": asked, "chips": make_chips(index, asked)}


def _rows(index: Index, asked: Asked, only: bool) -> list[Limitation]:
    found = index.limitations(asked.filters, asked.q)
    return list(islice((one for one in found if one.repeats or not only), SHOWN))


def grouped(rows: list[Limitation]) -> _Group:
    """Return limitations under their area, and there under unit and period; a group's first stands for it."""
    return [
        (area, [(group[0], group) for _, each in groupby(of_area, key=_unit) if (group := list(each))])
        for area, of_area in groupby(rows, key=lambda one: one.hit.area)
    ]


def _unit(one: Limitation) -> tuple[str, str | None, str | None]:
    return one.hit.unit or one.hit.source, one.hit.province, one.hit.period
