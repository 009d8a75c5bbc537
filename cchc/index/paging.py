"""Pages of lists by keyset: each begins behind the last row of the page before, however many came before it.

A cursor holds the list's name and the sort values of a row. It is no secret and grants nothing, so it is not signed;
what does not decode to values of the list's own kinds is refused.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, or_

from cchc.index.folding import plain
from cchc.index.list_types import Page
from nlp.errors import StoreError

TOTAL: Final = "total"
MOST: Final = 1000  # rows of a page
_LONGEST = 8000  # characters of a cursor
_LARGEST = 2**31

T = TypeVar("T")
Make = Callable[[Connection, Sequence[RowMapping]], Sequence[T]]


@dataclass(frozen=True, slots=True)
class Key:
    """A value that rows are sorted by; `kind` is that of its values, `descending` the largest first."""

    column: ColumnElement[Any]
    kind: type[str] | type[int]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list in the database.

    Attributes
    ----------
    name : str
        Cursors of one name are of no use for another.
    rows : Select
        The question, in no order.
    count : Select or None
        The question for its number of rows; None where each row tells it in its column `TOTAL`.
    keys : tuple of Key
        Together they are unique.
    make : callable
        Turns rows into what the list gives.
    """

    name: str
    rows: Select[Any]
    count: Select[Any] | None
    keys: tuple[Key, ...]
    make: Make[T]


def read_page(connection: Connection, listing: Listing[T], limit: int, cursor: str | None) -> Page[T]:
    """Return a page of a list.

    Raises
    ------
    StoreError
        E058 where the cursor is none of this list.
    """
    rows, following = _read(connection, listing, limit, cursor)
    if listing.count is None:
        total = rows[0][TOTAL] if rows else 0
    else:
        total = connection.execute(listing.count).scalar() or 0
    return Page(tuple(listing.make(connection, rows)), following, int(total))


def walk(connection: Connection, listing: Listing[T]) -> Iterator[T]:
    """Yield a whole list, a page at a time."""
    cursor: str | None = None
    while True:
        rows, cursor = _read(connection, listing, MOST, cursor)
        yield from listing.make(connection, rows)
        if cursor is None:
            return


def _read(
    connection: Connection, listing: Listing[Any], limit: int, cursor: str | None
) -> tuple[Sequence[RowMapping], str | None]:
    """Return the rows of a page and the cursor behind them."""
    limit = min(max(limit, 1), MOST)
    keys = listing.keys
    question = listing.rows.add_columns(*(key.column.label(f"key_{place}") for place, key in enumerate(keys)))
    if cursor is not None:
        question = question.where(_behind(keys, decode(listing.name, cursor, [key.kind for key in keys])))
    ordered = question.order_by(*(key.column.desc() if key.descending else key.column for key in keys))
    rows = connection.execute(ordered.limit(limit + 1)).mappings().all()
    more = len(rows) > limit
    last = [rows[limit - 1][f"key_{place}"] for place in range(len(keys))] if more else []
    return rows[:limit], encode(listing.name, last) if more else None


def _behind(keys: Sequence[Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition for rows behind one; the bound on the first key lets an index find the place."""
    key, value = keys[0], values[0]
    past: ColumnElement[bool] = key.column < value if key.descending else key.column > value
    if len(keys) == 1:
        return past
    bound: ColumnElement[bool] = key.column <= value if key.descending else key.column >= value
    return and_(bound, or_(past, _behind(keys[1:], values[1:])))


def encode(name: str, values: Sequence[str | int]) -> str:
    """Return the cursor of a row.

    Examples
    --------
    >>> decode("units", encode("units", ["Hà Tĩnh", 7]), [str, int])
    ['Hà Tĩnh', 7]
    """
    data = json.dumps([name, *values], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def decode(name: str, cursor: str, kinds: Sequence[type[str] | type[int]]) -> list[Any]:
    """Return the values of a cursor.

    Raises
    ------
    StoreError
        E058 where it is none of this list.
    """
    try:
        if len(cursor) > _LONGEST:
            raise ValueError(cursor)
        values: list[Any]
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        told, *values = json.loads(data.decode("utf-8"))
        if told != name or not all(_fits(value, kind) for value, kind in zip(values, kinds, strict=True)):
            raise ValueError(cursor)
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError("E058", plain(cursor[:20])) from error
    return values


def _fits(value: object, kind: type[str] | type[int]) -> bool:
    if kind is int:
        return type(value) is int and abs(value) < _LARGEST
    return isinstance(value, str) and plain(value) == value
