"""The units that report: a list, and each unit's reports side by side over periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from markupsafe import Markup

from cchc.index import Filters, UnitPeriod
from cchc.language import say
from cchc.names import period_name
from cchc.web.asked import Asked, AskedFor, address
from cchc.web.charts import Bar, stacked_bars
from cchc.web.choices import choices
from cchc.web.comparing import Course, courses
from cchc.web.desk import Desk, desk
from cchc.web.facets import make_chips
from cchc.web.render import page
from cchc.web.visitors import Visitor, viewer
from nlp.errors import StoreError

router = APIRouter()
At = Annotated[Desk, Depends(desk)]
ROWS: Final = 50  # of a page of the list
SHOWN: Final = 5  # periods side by side, until all are asked for
CITED: Final = 12  # documents of a unit
_COMPARED: Final = ("achievement", "limitation", "recommendation")
_OWN: Final = ("unit", "period", "province", "level", "kind")  # filters of the list
_NO_PERIOD: Final = "-"  # in an address: the reports that tell no period


@router.get("/don-vi")
def unit_list(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: At,
    asked: AskedFor,
    sort: Annotated[str, Query(pattern="^(|name|limitations)$")] = "",
    missing: Annotated[str, Query(pattern="^(|0|1)$")] = "",
    cursor: Annotated[str | None, Query(max_length=8000)] = None,
) -> Response:
    """Show the units that filters leave, or with `missing` those without a report of the period."""
    filters = asked.filters
    own = Asked("", Filters(**{name: getattr(filters, name) for name in _OWN}))
    absent, most = missing == "1" and bool(filters.period), sort == "limitations"
    if absent:
        found = at.index.missing_units(filters.period[0], replace(own.filters, period=()), ROWS, cursor)
    else:
        found = at.index.units_page(own.filters, ROWS, cursor, most=most)
    more = {"missing": "1" if absent else None, "sort": sort}
    context = {
        "asked": own,
        "chips": make_chips(at.index, own),
        "choices": choices(at.index, own),
        "units": found,
        "absent": absent,
        "most": most,
    }
    context |= {"more": more, "first": cursor is None}
    return page(request, "units.html", context)


@router.get("/don-vi/{unit}")
def unit_page(
    request: Request,
    who: Annotated[Visitor, Depends(viewer)],
    at: At,
    unit: Annotated[int, Path(ge=1)],
    period: Annotated[str, Query(max_length=40)] = "",
    every: Annotated[str, Query(pattern="^(|0|1)$")] = "",
) -> Response:
    """Show a unit: counts by period, what it lacks and whether that comes back, what it cites."""
    row, history = at.index.unit(unit), at.index.unit_history(unit)
    course, shown = courses(history), history if every == "1" else history[:SHOWN]
    context: dict[str, Any] = {
        "unit": row,
        "asked": Asked("", Filters(unit=(str(unit),))),
        "history": history,
        "columns": [_column(one) for one in reversed(shown)],
        "compared": _COMPARED,
        "every": every == "1",
        "chosen": _chosen(course, period),
        "periods": [(one.period or _NO_PERIOD, period_name(one.period)) for one in history],
        "chart": _chart(unit, course),
        "documents": at.index.documents_page(Filters(unit=(str(unit),)), limit=CITED),
    }
    return page(request, "unit.html", context)


def _chosen(course: Sequence[Course], period: str) -> Course:
    """Return the period asked for, else the latest; raises E054 where the unit has no such period."""
    for one in course:
        if period in ("", one.period.period or _NO_PERIOD):
            return one
    raise StoreError("E054", period, say("kỳ", "period"))


def _column(period: UnitPeriod) -> dict[str, Any]:
    """Return a column of the table: a cell leads to the statements of these very reports."""
    counts = {(cell.area, cell.stance): cell.count for cell in period.cells}
    return {
        "period": period.period,
        "reports": period.reports,
        "counts": counts,
        "of_stance": {stance: sum(n for (_, s), n in counts.items() if s == stance) for stance in _COMPARED},
        "asked": Asked("", Filters(report=tuple(report.id for report in period.reports))),
        "place": period.period or _NO_PERIOD,
    }


def _chart(unit: int, course: Sequence[Course]) -> Markup:
    """Return a bar for each period that can be compared with one before: limitations told again, and new ones."""
    series = (say("Lặp lại kỳ trước", "Told before"), say("Mới", "New"), say("Chưa có kỳ trước để so", "None before"))
    bars = [
        Bar(
            period_name(one.period.period),
            period_name(one.period.period, short=True),
            (one.repeated, one.new, 0 if one.before else len(one.period.limitations)),
            address(f"/don-vi/{unit}", period=one.period.period or _NO_PERIOD),
        )
        for one in course
    ]
    title = say("Hạn chế mới và lặp lại", "Limitations new and told again")
    return stacked_bars("course", title, series, bars, say("Kỳ báo cáo", "Period"), colours=("r1", "r2", "r3"))
