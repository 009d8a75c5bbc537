"""Templates: everything is escaped, both languages stand side by side, numbers are written in the reader's way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from cchc import __version__
from cchc.index import DocumentRow, Hit
from cchc.language import area_name, language, say, stance_name
from cchc.names import (
    LEVEL_NAMES,
    account_role_name,
    action_name,
    document_name,
    facet_name,
    level_name,
    period_name,
    relation_name,
    status_name,
    sub_name,
)
from cchc.web.asked import address, search_address, statement_address
from cchc.web.visitors import set_cookie
from corpora.scheme import AREAS, STANCES

VIETNAM: Final = timezone(timedelta(hours=7))  # no summer time
STATIC: Final = files("cchc.web") / "static"


@cache
def static_address(name: str) -> str:
    """Return the address of an own file with a mark of its content, so that browsers may keep it."""
    return f"/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"


def number(value: float, digits: int = 0) -> str:
    """Return a number as Vietnamese (1.234,5) or English (1,234.5) writes it."""
    text = f"{value:,.{digits}f}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def document(row: DocumentRow) -> str:
    """Return what a document is called."""
    return document_name(row.type, row.number, row.title)


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{number(100 * share)} %" if language() == "vi" else f"{number(100 * share)}%"


def day(iso: str | None) -> str:
    """Return an ISO date as dd/mm/yyyy; in English as it is."""
    if not iso or language() == "en" or len(iso) < 10:
        return iso or ""
    year, month, date = iso[:10].split("-")
    return f"{date}/{month}/{year}"


def moment(iso: str | None) -> str:
    """Return a time of the record, which is UTC, as clocks in Vietnam show it: 21/11/2026 23:39."""
    if not iso:
        return ""
    local = datetime.fromisoformat(iso.replace("Z", "+00:00")).replace(tzinfo=UTC).astimezone(VIETNAM)
    return f"{day(local.date().isoformat())} {local:%H:%M}"


def marked(hit: Hit) -> Markup:
    """Return a snippet with what was looked for between <mark>."""
    parts, place = [Markup("")], 0
    for start, end in hit.marks:
        parts += [escape(hit.snippet[place:start]), Markup("<mark>"), escape(hit.snippet[start:end]), Markup("</mark>")]
        place = end
    return Markup("").join([*parts, escape(hit.snippet[place:])])


def told(function: Callable[..., object]) -> Callable[..., object]:
    """Return a filter that runs for each page: what is constant Jinja takes once, in its first reader's language."""

    @pass_context
    def filtered(_: Context, *values: object, **named: object) -> object:
        return function(*values, **named)

    return filtered


_FILTERS: Final[dict[str, Callable[..., object]]] = {
    "area": area_name, "stance": stance_name, "level": level_name, "status": status_name,
    "relation": relation_name, "document": document, "facet": facet_name, "period": period_name, "sub": sub_name,
    "number": number, "percent": percent, "day": day, "moment": moment, "marked": marked,
    "role": account_role_name, "action": action_name,
}  # fmt: skip


@cache
def environment() -> Environment:
    """Return the templates."""
    made = Environment(
        loader=PackageLoader("cchc.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "t": say, "language": language, "version": __version__, "static": static_address, "areas": AREAS,
        "stances": STANCES, "levels": LEVEL_NAMES, "address": address, "search_address": search_address,
        "statement_address": statement_address,
    }  # fmt: skip
    made.filters |= {name: told(function) for name, function in _FILTERS.items()}
    return made


def page(request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    """Return a page; `visitor`, its form token's field `csrf()` and the path are there for the frame."""
    who = getattr(request.state, "visitor", None)
    frame = {"visitor": who, "path": request.url.path, "here": _here(request), "csrf": lambda: _csrf(who)}
    html = environment().get_template(template).render(frame | dict(context or {}))
    response = HTMLResponse(html, status)
    if who is not None and who.fresh and not who.bearer:
        set_cookie(response, request.app.state.desk, who.token)
    return response


def _csrf(who: Any) -> Markup:
    """Return the hidden field that every form carries."""
    token = who.csrf if who is not None else ""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token)


def _here(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
