"""The first page: what the index holds, in figures and pictures, under filters of period, province and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from markupsafe import Markup

from cchc.index import Filters, Index
from cchc.index import Query as Search
from cchc.language import area_name, say
from cchc.names import KIND_NAMES, LEVEL_NAMES, document_kind_name, level_name, period_name
from cchc.names import period_kind as kind_of_period
from cchc.web.asked import Asked, AskedFor, address, search_address
from cchc.web.charts import Bar, Panel, heat, meter, small_multiples, stacked_bars
from cchc.web.choices import choices
from cchc.web.desk import Desk, desk
from cchc.web.facets import make_chips
from cchc.web.render import page
from cchc.web.visitors import Visitor, viewer
from corpora.scheme import AREAS, STANCES

router = APIRouter()
LISTED: Final = 8  # rows of a short list
_PLACES: Final = 12  # periods of a chart
_KINDS: Final = "year|half|nine|quarter|other"
Counts = Mapping[tuple[str | None, str | None], int]  # reports by period and level, the latest period first


def of_reports(asked: Asked) -> Asked:
    """Return the filters that reports have; an overview is of reports, not of single statements."""
    filters = asked.filters
    return Asked("", Filters(period=filters.period, province=filters.province, level=filters.level, kind=filters.kind))


@router.get("/")
def overview(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: Annotated[Desk, Depends(desk)],
    asked: AskedFor,
    period_kind: Annotated[str, Query(pattern=f"^(|{_KINDS})$")] = "",
) -> Response:
    """Show the overview; a first step where the index is empty."""
    index, narrowed = at.index, of_reports(asked)
    counts = {(one.period, one.level): one.count for one in index.report_counts(narrowed.filters)}
    context: dict[str, Any] = {"asked": narrowed, "choices": choices(index, narrowed), "reports": sum(counts.values())}
    context["held"] = [(document_kind_name(one.kind), one.count) for one in index.kind_counts(narrowed.filters)]
    context["chips"] = make_chips(index, narrowed)
    if counts:
        context |= _figures(index, narrowed) | _late(index, narrowed, counts)
        context |= {"by_period": _by_period(counts, narrowed)} | _trend(index, narrowed, counts, period_kind)
    return page(request, "overview.html", context)


def _figures(index: Index, asked: Asked) -> dict[str, Any]:
    """Return the counts of statements, and the documents cited most."""
    cells = {(cell.area, cell.stance): cell.count for cell in index.matrix(asked.query())}
    documents = index.documents_page(asked.filters, limit=LISTED)
    return {
        "cells": cells,
        "most": max(cells.values(), default=0),
        "heat": heat,
        "meter": meter,
        "of_area": {area: sum(cells.get((area, stance), 0) for stance in STANCES) for area in AREAS},
        "of_stance": {stance: sum(cells.get((area, stance), 0) for area in AREAS) for stance in STANCES},
        "units": index.units_page(asked.filters, limit=1).total,
        "documents": documents,
        "outdated": index.outdated_documents(asked.filters, LISTED),
    }


def _late(index: Index, asked: Asked, counts: Counts) -> dict[str, Any]:
    """Return the units without a report in the period asked for, else in the latest year of which there is one."""
    latest = next((period for period, _ in counts if period), None)
    period = next(iter(asked.filters.period), latest[:4] if latest else None)
    if period is None:
        return {"missing": None, "missing_of": None}
    any_time = replace(asked.filters, period=())
    return {"missing": index.missing_units(period, any_time, LISTED), "missing_of": period}


def _by_period(counts: Counts, asked: Asked) -> Markup:
    present = {level for _, level in counts}
    levels = [level for level in (*LEVEL_NAMES, None) if level in present]
    periods = list(dict.fromkeys(period for period, _ in counts))
    bars = [
        Bar(
            period_name(period),
            period_name(period, short=True),
            [counts.get((period, level), 0) for level in levels],
            address("/bao-cao", asked.only(period=period)) if period else "",
        )
        for period in periods
    ]
    title = say("Báo cáo theo kỳ và cấp", "Reports by period and level")
    names = [level_name(level) for level in levels]
    return stacked_bars("by-period", title, names, bars, say("Kỳ báo cáo", "Period"), most=_PLACES)


def _trend(index: Index, asked: Asked, counts: Counts, kind: str) -> dict[str, Any]:
    """Return the chart of limitations over periods of one kind: a year's reports tell more than a quarter's."""
    held = Counter[str]()
    for (period, _), count in counts.items():
        held[period or ""] += count
    del held[""]
    kinds = Counter[str]()
    for period, count in held.items():
        kinds[kind_of_period(period)] += count
    shown = kind or max(KIND_NAMES, key=lambda one: kinds[one])
    axis = [period for period in reversed(held) if kind_of_period(period) == shown][-_PLACES:]
    offered = [(one, say(*name)) for one, name in KIND_NAMES.items() if kinds[one]]
    drawn = _panels(index, asked, axis, held) if axis else None
    return {"trend": drawn, "kinds": offered, "kind": shown}


def _panels(index: Index, asked: Asked, axis: Sequence[str], held: Mapping[str, int]) -> Markup:
    limited = asked.only(stance="limitation")
    search = Search(filters=limited.filters)
    told = {(point.area, point.period): point.count for point in index.trend(search)}
    panels = []
    for area in AREAS:
        counts = [told.get((area, period), 0) for period in axis]
        means = [count / held[period] for count, period in zip(counts, axis, strict=True)]
        panels.append(Panel(area_name(area), means, counts, search_address(limited.only(area=area))))
    heads = (say("Lĩnh vực", "Area"), say("hạn chế mỗi báo cáo", "limitations per report"), say("tổng số", "count"))
    title = say("Hạn chế theo lĩnh vực qua các kỳ", "Limitations by area over periods")
    return small_multiples("trend", title, [period_name(period, short=True) for period in axis], panels, heads)
