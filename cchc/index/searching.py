"""Search: the search files find and count, the record gives the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import tantivy
from sqlalchemy import Connection, null, select

from cchc.index.asking import Node, ask
from cchc.index.codes import TABLES, name
from cchc.index.compiling import found, ranked
from cchc.index.filtering import documents_of, resolve
from cchc.index.folding import plain
from cchc.index.hits import load_hits
from cchc.index.periods import label_of_code
from cchc.index.schema import provinces, units
from cchc.index.snippets import snippet
from cchc.index.store import Store
from cchc.index.types import FACETS, Bucket, Hit, Query, Results, Told
from nlp.errors import StoreError

MOST_HITS: Final = 1000  # of a page
_BUCKETS: Final = {
    "area": 8,
    "stance": 4,
    "sub": 5,
    "level": 6,
    "kind": 9,
    "province": 100,
    "unit": 50,
    "period": 100,
    "corrected": 2,
}
_AT_ONCE = 500  # hits whose text is loaded together for an export
_NAMED: Final = {"province": provinces, "unit": units}


@dataclass(frozen=True, slots=True)
class _Understood:
    """A query ready for the search files."""

    node: Node | None
    found: tantivy.Query
    ranked: tantivy.Query
    notices: tuple[Told, ...]
    empty: bool


def understand(store: Store, connection: Connection, query: Query) -> _Understood:
    """Parse a query and resolve its filters."""
    schema = store.files.schema
    asked = ask(query.text, partial(documents_of, connection))
    filters = resolve(connection, schema, query.filters)
    empty = asked.node is None and bool(asked.notices)
    what = tantivy.Query.empty_query() if empty else found(schema, asked.node, filters.queries)
    order = what if empty or asked.node is None else ranked(schema, asked.node, filters.queries)
    return _Understood(asked.node, what, order, (*asked.notices, *filters.notices), empty)


def search(store: Store, query: Query) -> Results:
    """Return a page of hits with facet counts."""
    offset, limit = _offset(query.cursor), min(max(query.limit, 0), MOST_HITS)
    searcher = store.files.searcher()
    with store.engine.connect() as connection:
        asked = understand(store, connection, query)
        ids, scores, total = _page(searcher, asked, min(offset, searcher.num_docs), limit)
        cut = partial(snippet, node=asked.node)
        hits = load_hits(connection, ids, cut, scores)
        facets = count_facets(connection, searcher, asked.found, query.facets)
    more = offset + limit < total and limit
    return Results(tuple(hits), facets, total, str(offset + limit) if more else None, asked.notices)


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise StoreError("E058", plain(cursor[:20]))
    return int(cursor)


def _page(
    searcher: tantivy.Searcher, asked: _Understood, offset: int, limit: int
) -> tuple[list[int], dict[int, float], int]:
    """Return the ids of a page with their scores, and how many there are in all; the newest first without words."""
    if not limit:
        return [], {}, _total(searcher, asked.found)
    order: dict[str, Any] = {"order_by_field": "end"} if asked.node is None else {}
    result = searcher.search(asked.ranked, limit, count=True, offset=offset, **order)
    places = [place for _, place in result.hits]
    ids = ids_of(searcher, places)
    scores = {number: float(score) for number, (score, _) in zip(ids, result.hits, strict=True)} if not order else {}
    return ids, scores, _count(result)


def _total(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return _count(searcher.search(query, 1, count=True))


def _count(result: tantivy.SearchResult) -> int:
    return int(getattr(result, "count", None) or 0)


def ids_of(searcher: tantivy.Searcher, places: Sequence[tantivy.DocAddress]) -> list[int]:
    """Return the statements at some places of the search files."""
    return [int(number or 0) for number in searcher.fast_field_values("id", list(places))] if places else []


def every(store: Store, query: Query) -> Iterator[Hit]:
    """Yield all hits in order, the text of some at a time."""
    searcher = store.files.searcher()
    with store.engine.connect() as connection:
        asked = understand(store, connection, query)
        total = _total(searcher, asked.found)
        ids, scores, _ = _page(searcher, asked, 0, max(total, 1))
        for start in range(0, len(ids), _AT_ONCE):
            yield from load_hits(connection, ids[start : start + _AT_ONCE], partial(snippet, node=asked.node), scores)


def count_facets(
    connection: Connection, searcher: tantivy.Searcher, query: tantivy.Query, wanted: Sequence[str]
) -> dict[str, tuple[Bucket, ...]]:
    """Return the counts of some facets, the most frequent value first.

    Raises
    ------
    StoreError
        E054 for a facet that there is none of.
    """
    if unknown := [facet for facet in wanted if facet not in FACETS]:
        raise StoreError("E054", unknown[0], f"facet ({', '.join(FACETS)})")
    if not wanted:
        return {}
    asked = {facet: {"terms": {"field": facet, "size": _BUCKETS[facet]}} for facet in wanted}
    told = searcher.aggregate(query, asked)
    names = {facet: _names(connection, facet, told[facet]["buckets"]) for facet in wanted if facet in _NAMED}
    return {facet: tuple(_buckets(facet, told[facet]["buckets"], names)) for facet in wanted}


def _names(connection: Connection, facet: str, told: Sequence[Mapping[str, Any]]) -> Mapping[int, str]:
    """Return the names of a facet's values; units that share theirs are told apart by their province."""
    table = _NAMED[facet]
    where = table.c.province if facet == "unit" else null()
    ids = [int(bucket["key"]) for bucket in told]
    asked = select(table.c.id, table.c.name, where.label("province")).where(table.c.id.in_(ids))
    rows = connection.execute(asked).all()
    held = Counter(row.name for row in rows)
    return {row.id: f"{row.name}, {row.province}" if held[row.name] > 1 and row.province else row.name for row in rows}


def _buckets(facet: str, told: Sequence[Mapping[str, Any]], names: Mapping[str, Mapping[int, str]]) -> Iterator[Bucket]:
    """Yield the values of a facet; statements that have none (no sub-label, an unknown unit) are not a value."""
    for bucket in told:
        number = int(bucket["key"])
        value, label = _value(facet, number, names)
        if value:
            yield Bucket(value, label, int(bucket["doc_count"]))


def _value(facet: str, number: int, names: Mapping[str, Mapping[int, str]]) -> tuple[str, str]:
    if facet in TABLES:
        return name(facet, number), name(facet, number)
    if facet == "period":
        label = label_of_code(number) or ""
        return label, label
    if facet == "corrected":
        return ("true", "true") if number else ("false", "false")
    label = names[facet].get(number, "")
    return (str(number) if facet == "unit" and label else label), label
