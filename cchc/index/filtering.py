"""Filters as a user gives them, resolved to the numbers of the search files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from sqlalchemy import ColumnElement, Connection, or_, select
from tantivy import FieldType, Query

from cchc.index.codes import TABLES, code
from cchc.index.folding import folded, number_key, plain
from cchc.index.naming import other_names
from cchc.index.periods import day_code, parse_period
from cchc.index.schema import documents, provinces, reports, units
from cchc.index.types import Filters, Told
from corpora.scheme import check_label

_DIGITS = 9  # of an id: it stays within 32 bits
_PLACE = "--{}"  # where a bad label stands, in the error's line


def row_id(number: int | str) -> int:
    """Return an id as the database takes it; -1, which no row has, for what none can have.

    Examples
    --------
    >>> row_id("17"), row_id(10**12), row_id("x")
    (17, -1, -1)
    """
    text = str(number)
    small = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if small else -1


@dataclass(frozen=True, slots=True)
class Resolved:
    """Filters as queries; `notices` tell of names that nothing in the index has."""

    queries: tuple[Query, ...]
    notices: tuple[Told, ...]


def resolve(connection: Connection, schema: tantivy.Schema, filters: Filters) -> Resolved:
    """Resolve filters.

    Raises
    ------
    LabelError
        E022 for a label that the scheme does not hold.
    StoreError
        E056 for what is no period.
    """
    notices: list[Told] = []
    queries = list(_labels(schema, filters))
    for field, found in _named(connection, filters, notices):
        queries.append(any_of(schema, field, found))
    if filters.period:
        queries.append(_periods(schema, filters.period))
    if filters.min_confidence > 0:
        least = round(1000 * filters.min_confidence)
        queries.append(Query.range_query(schema, "confidence", FieldType.Integer, least, 1000))
    if filters.corrected is not None:
        queries.append(Query.term_query(schema, "corrected", int(filters.corrected)))
    return Resolved(tuple(queries), tuple(notices))


def any_of(schema: tantivy.Schema, field: str, values: Sequence[int]) -> Query:
    """Return the query for what has one of some values.

    A set of terms reads all that each term has before the first hit, a single term only what the rarest part of the
    query leaves: several times as fast on a large index.
    """
    if len(values) == 1:
        return Query.term_query(schema, field, values[0])
    return Query.term_set_query(schema, field, list(values)) if values else Query.empty_query()


def _labels(schema: tantivy.Schema, filters: Filters) -> Iterator[Query]:
    for field, names in TABLES.items():
        wanted = [name if name != "none" or field in ("area", "stance") else "" for name in getattr(filters, field)]
        for name in wanted:
            check_label(field, name, names, _PLACE.format(field))
        if wanted:
            yield any_of(schema, field, [code(field, name) for name in wanted])


def _periods(schema: tantivy.Schema, typed: Sequence[str]) -> Query:
    either = []
    for text in typed:
        first, last = (day_code(day) for day in parse_period(text))
        begun = Query.range_query(schema, "start", FieldType.Integer, first, last)
        ended = Query.range_query(schema, "end", FieldType.Integer, first, last)
        both = Query.boolean_query([(tantivy.Occur.Must, begun), (tantivy.Occur.Must, ended)])
        either.append((tantivy.Occur.Should, both))
    return Query.boolean_query(either)


def _named(connection: Connection, filters: Filters, notices: list[Told]) -> Iterator[tuple[str, list[int]]]:
    """Yield each field that is filtered by name, with the ids that the names have."""
    ways = (
        ("province", filters.province, province_ids),
        ("unit", filters.unit, unit_ids),
        ("cite", filters.document, document_ids),
        ("report", filters.report, report_ids),
    )
    for field, names, ids in ways:
        if names:
            found = [ids(connection, name) for name in names]
            notices += [_nothing(name) for name, some in zip(names, found, strict=True) if not some]
            yield field, sorted({one for some in found for one in some})


def _nothing(name: str) -> Told:
    return Told(f"trong chỉ mục không có “{name}”", f"the index holds nothing named “{name}”")


def province_ids(connection: Connection, name: str) -> list[int]:
    """Return the provinces of a name; where no report has it, those that it was made from or became part of."""
    rows = connection.execute(select(provinces)).all()
    for names in ([name], other_names(name, "province")):
        keys = set(map(folded, names))
        if found := [row.id for row in rows if folded(row.name) in keys]:
            return found
    return []


def unit_ids(connection: Connection, name: str) -> list[int]:
    """Return the units whose name holds the words typed, or those of the unit's former or later names; or of an id.

    Units that share a name are told apart by their province behind a comma: "UBND xã Tân Lập, Thái Nguyên".
    """
    if name.isdecimal():
        return [row.id for row in connection.execute(select(units.c.id).where(units.c.id == row_id(name)))]
    own, comma, province = name.rpartition(",")
    return _units_named(connection, name) or (_units_named(connection, own, folded(province)) if comma else [])


def _units_named(connection: Connection, name: str, province: str = "") -> list[int]:
    names = {folded(name), *map(folded, other_names(name))} - {""}
    if not names:
        return []
    like = or_(*(units.c.key.like(f"%{one}%") for one in names))
    rows = connection.execute(select(units.c.id, units.c.key).where(like))
    keys = ((row.id, *row.key.partition("|")[::2]) for row in rows)
    return [number for number, own, place in keys if province in ("", place) and any(_holds(own, one) for one in names)]


def _holds(name: str, words: str) -> bool:
    return f" {words} " in f" {name} "


def document_ids(connection: Connection, number: str) -> list[int]:
    """Return the documents of a number in any spelling, with or without its type; or of an id ("#12")."""
    if number.startswith("#") and number[1:].isdecimal():
        same = documents.c.id == row_id(number[1:])
    else:
        key = number_key(number)
        same = or_(documents.c.number_key == key, documents.c.name_key == key)
    return [row.id for row in connection.execute(select(documents.c.id).where(same))]


def documents_of(connection: Connection, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Return the documents of some keys of numbers."""
    found: dict[str, tuple[int, ...]] = {}
    rows = select(documents.c.number_key, documents.c.id).where(documents.c.number_key.in_(set(keys) - {""}))
    for key, number in connection.execute(rows):
        found[key] = (*found.get(key, ()), number)
    return found


def report_ids(connection: Connection, uid: str) -> list[int]:
    """Return the report of an id."""
    return [row.id for row in connection.execute(select(reports.c.id).where(reports.c.uid == plain(uid)))]


def report_conditions(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """Return the conditions of SQL for the filters that reports have: level, kind, province, unit, period, report."""
    conditions: list[ColumnElement[bool]] = []
    if filters.level:
        conditions.append(reports.c.level.in_([plain(level) for level in filters.level]))
    if filters.kind:
        conditions.append(reports.c.kind.in_([plain(kind) for kind in filters.kind]))
    if filters.province:
        found = [number for name in filters.province for number in province_ids(connection, name)]
        conditions.append(reports.c.province_id.in_(found))
    if filters.unit:
        found = [number for name in filters.unit for number in unit_ids(connection, name)]
        conditions.append(reports.c.unit_id.in_(found))
    if filters.report:
        conditions.append(reports.c.uid.in_([plain(uid) for uid in filters.report]))
    if filters.period:
        conditions.append(or_(*map(_within, filters.period)))
    return conditions


def _within(typed: str) -> ColumnElement[bool]:
    first, last = parse_period(typed)
    return (reports.c.period_start >= first) & (reports.c.period_end <= last)
