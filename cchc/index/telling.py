"""What a query asked, in the reader's words: for covers of files and for the filters that a page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Final

from cchc.index.filtering import row_id
from cchc.index.index import Index
from cchc.index.types import Filters, Query
from cchc.language import AREA_NAMES, STANCE_NAMES, area_name, stance_name
from cchc.names import document_kind_name, document_name, facet_name, flag_name, level_name, period_name, sub_name
from nlp.errors import StoreError

_SIMPLE: Final[dict[str, Callable[[str], str]]] = {
    "area": lambda value: area_name(value) if value in AREA_NAMES else value,
    "stance": lambda value: stance_name(value) if value in STANCE_NAMES else value,
    "sub": sub_name,
    "level": level_name,
    "kind": document_kind_name,
    "period": period_name,
    "corrected": lambda value: flag_name(value.lower()),
}


def told_value(index: Index, name: str, value: str) -> str:
    """Return what a value of a filter is called; an id is told by the name that the index has for it."""
    if name in _SIMPLE:
        return _SIMPLE[name](value)
    looked_up = {"unit": _unit, "document": _document, "report": _report}.get(name)
    return (looked_up(index, value) if looked_up else None) or value


def _unit(index: Index, value: str) -> str | None:
    if not value.isdecimal():
        return None
    try:
        unit = index.unit(row_id(value))
    except StoreError:
        return None
    return f"{unit.name}, {unit.province}" if unit.province and unit.province not in unit.name else unit.name


def _document(index: Index, value: str) -> str | None:
    found = index.document(value) if value.startswith("#") else []
    return document_name(found[0].type, found[0].number, found[0].title) if found else None


def _report(index: Index, value: str) -> str | None:
    found = index.reports_page(Filters(report=(value,)), 1).items
    return found[0].title or found[0].source if found else None


def told_filters(index: Index, query: Query) -> list[tuple[str, str]]:
    """Return what was asked, name and value, for a cover."""
    told = [(facet_name("q"), query.text)] if query.text else []
    for one in fields(Filters):
        value = getattr(query.filters, one.name)
        if value is not False and not value:
            continue
        values = value if isinstance(value, tuple) else (str(value),)
        told.append((facet_name(one.name), ", ".join(told_value(index, one.name, each) for each in values)))
    return told
