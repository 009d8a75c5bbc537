"""Limitations grouped by area and unit, and which of them a unit had reported in its period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

import tantivy
from rapidfuzz import fuzz, process
from sqlalchemy import Connection, func, select

from cchc.index.filtering import resolve
from cchc.index.folding import folded
from cchc.index.hits import load_hits, make_hits, select_hits
from cchc.index.list_types import Page
from cchc.index.schema import reports, statements, units
from cchc.index.searching import every, ids_of, search
from cchc.index.store import Store
from cchc.index.types import Filters, Hit, Limitation, Query
from corpora.scheme import AREAS

# Token-set similarity of folded sentences (0 to 100) from which one repeats the other: figures and a few words differ
# from year to year, while what is lacking is told in the same words.
SAME: Final = 85.0
PLAIN_LIMITATION: Final = ("limitation",)  # of the sub-labels: causes are none
_FEWEST = 5  # words; shorter sentences are alike by chance
_ORDER = {area: place for place, area in enumerate(AREAS)}


def limitations(store: Store, filters: Filters, text: str) -> Iterator[Limitation]:
    """Yield limitations by area, unit and period; causes are none."""
    wanted = replace(filters, stance=("limitation",), sub=filters.sub or PLAIN_LIMITATION)
    hits = sorted(every(store, Query(text, wanted)), key=_place)
    with store.engine.connect() as connection:
        for _, group in groupby(hits, key=_same_list):
            yield from _marked(connection, list(group))


def limitations_page(store: Store, filters: Filters, text: str, limit: int, cursor: str | None) -> Page[Limitation]:
    """Return a page of limitations in the order of a search: the best hit first, without words the latest."""
    wanted = replace(filters, stance=("limitation",), sub=filters.sub or PLAIN_LIMITATION)
    found = search(store, Query(text, wanted, (), limit, cursor))
    marked: dict[int, Limitation] = {}
    with store.engine.connect() as connection:
        for _, group in groupby(sorted(found.hits, key=_place), key=_same_list):
            marked |= {one.hit.id: one for one in _marked(connection, list(group))}
    return Page(tuple(marked[hit.id] for hit in found.hits), found.cursor, found.total)


def _same_list(hit: Hit) -> tuple[str, str | None, str | None, str | None]:
    return hit.area, hit.unit, hit.province, hit.period


def _place(hit: Hit) -> tuple[int, str, str, str, str, int]:
    return _ORDER[hit.area], hit.province or "", hit.unit or "", hit.period_end or "", hit.report, hit.start


def _marked(connection: Connection, hits: Sequence[Hit]) -> Iterator[Limitation]:
    """Yield the limitations of one unit, area and period beside those of its period before."""
    yield from compare(hits, _before(connection, hits[0]))


def compare(hits: Sequence[Hit], before: Sequence[Hit]) -> Iterator[Limitation]:
    """Yield limitations with the one of the period before, of the same unit and area, that says the same."""
    keys = [folded(hit.text) for hit in before]
    for hit in hits:
        key = folded(hit.text)
        found = process.extractOne(key, keys, scorer=fuzz.token_set_ratio, score_cutoff=SAME) if _long(key) else None
        known = found is not None and _long(keys[found[2]])
        yield Limitation(hit, before[found[2]] if known and found else None, found[1] if known and found else 0.0)


def _long(key: str) -> bool:
    return key.count(" ") + 1 >= _FEWEST


def _before(connection: Connection, hit: Hit) -> list[Hit]:
    """Return the limitations of the unit's last period that ended before this one began, in the same area."""
    if not hit.unit or not hit.period_start:
        return []
    of_unit = units.c.id == select(reports.c.unit_id).where(reports.c.uid == hit.report).scalar_subquery()
    joined = reports.join(units, units.c.id == reports.c.unit_id)
    ended = select(func.max(reports.c.period_end)).select_from(joined)
    last = connection.execute(ended.where(of_unit, reports.c.period_end < hit.period_start)).scalar()
    same = (reports.c.period_end == last, of_unit, statements.c.area == hit.area, statements.c.stance == "limitation")
    found = connection.execute(select_hits().where(*same)).mappings().all() if last else []
    return make_hits(connection, found)


def least_certain(store: Store, filters: Filters, limit: int, offset: int = 0) -> list[Hit]:
    """Return the least certain statements that nobody corrected, without the first ones where `offset` says so."""
    searcher = store.files.searcher()
    with store.engine.connect() as connection:
        queries = resolve(connection, store.files.schema, replace(filters, corrected=False)).queries
        what = tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
        order = tantivy.Order.Asc
        result = searcher.search(what, max(limit, 1) + offset, count=False, order_by_field="confidence", order=order)
        places = [place for _, place in result.hits][offset:]
        return load_hits(connection, ids_of(searcher, places))
