"""What is known of the central documents that reports cite: since when in force, amended or replaced by what.

The facts stand in ``nlp/data/documents.csv``, each with its source. An empty cell is a fact that nobody has made sure
of; what depends on it is answered by None or "unknown", never by a guess.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from nlp.citations.numbers import NUMBER, find_number, normalise
from nlp.citations.vocabulary import organs
from nlp.tables import load_csv
from nlp.text.fold import fold

StatusValue = Literal["in_force", "amended", "replaced", "not_yet", "unknown"]

# That nothing has replaced a document since can be said only as far as the table was followed: for the documents in
# force before 2025 until the two-level reform (1 July 2025 changed most of them), for those of that year until its end.
FOLLOWED_UNTIL: Final = "2025-06-30"
RECENT_SINCE: Final = "2025-01-01"
RECENT_FOLLOWED_UNTIL: Final = "2025-12-31"

_NUMBER_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_NATIONAL = frozenset({"central", "party"})


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the table; dates are ISO, None or () where the fact is not known.

    `issuer` holds several names, with ";" between, for a joint document. `replaced_from` is the day from which
    `replaced_by` stands in its place.
    """

    number: str
    type: str
    issuer: str | None
    date: str | None
    title: str | None
    in_force_from: str | None
    replaced_by: tuple[str, ...]
    replaced_from: str | None
    amended_by: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a document is worth on a day; `by` are the numbers of the documents that amended or replaced it."""

    value: StatusValue
    by: tuple[str, ...] = ()


def load_known(extra: Iterable[Mapping[str, str]] | None = None) -> tuple[Known, ...]:
    """Return the documents of the table, and after them those of a user's own rows, which take the place of its rows.

    Parameters
    ----------
    extra : iterable of mappings, optional
        Rows as `csv.DictReader` gives them, with the columns of ``documents.csv``; a missing column is an empty cell.

    Raises
    ------
    ValueError
        A row has no number or type, or a date that is no ISO day; the message names both.

    Examples
    --------
    >>> own = {"number": "9999/QĐ- BNV", "type": "Quyết định", "source": "the document itself"}
    >>> load_known([own])[-1].number
    '9999/QĐ-BNV'
    """
    own = tuple(_read(row) for row in extra or ())
    return (*(known for known in _table() if not any(_is_same(known, row) for row in own)), *own)


def _is_same(known: Known, row: Known) -> bool:
    """Tell whether a user's row is about a document of the table; numbers without a year need the date."""
    dates = {date for date in (known.date, row.date) if date}
    return (known.number.upper(), known.type) == (row.number.upper(), row.type) and len(dates) <= 1


@cache
def _table() -> tuple[Known, ...]:
    return tuple(_read(row) for row in load_csv("documents"))


def _read(row: Mapping[str, str]) -> Known:
    number, type_name = _cell(row, "number"), _cell(row, "type")
    if not number or not type_name:
        raise ValueError(f"a known document needs a number and a type: {dict(row)}")
    return Known(
        number=normalise(number),
        type=type_name,
        issuer=_cell(row, "issuer") or None,
        date=_day(row, "date"),
        title=_cell(row, "title") or None,
        in_force_from=_day(row, "in_force_from"),
        replaced_by=_numbers(row, "replaced_by"),
        replaced_from=_day(row, "replaced_from"),
        amended_by=_numbers(row, "amended_by"),
        source=_cell(row, "source"),
    )


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _numbers(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(normalise(part) for part in _cell(row, column).split(";") if part.strip())


def _day(row: Mapping[str, str], column: str) -> str | None:
    cell = _cell(row, column)
    return _iso(cell, f"{_cell(row, 'number')}, {column}") if cell else None


def _iso(text: str, where: str) -> str:
    """Days are compared as text, so that only the one shape YYYY-MM-DD may pass."""
    try:
        if datetime.date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ValueError(f"{where}: {text!r} is no ISO date (YYYY-MM-DD)")


def find_known(
    number: str,
    type: str | None = None,
    date: str | None = None,
    issuer: str | None = None,
    table: Sequence[Known] | None = None,
) -> Known | None:
    """Return the one document of the table that fits, None where none or several do.

    Parameters
    ----------
    number : str
        In any spelling that `normalise` reads.
    type, date, issuer : str, optional
        What else the mention tells; what the table does not know of a document never contradicts it. Numbers without
        a year come back every year: give the date wherever there is one.
    table : sequence of Known, optional
        What `load_known` gave, for a table with rows of the user's own.

    Notes
    -----
    A number of a local organ (25/KH-UBND, 12-NQ/TU) is another document in every place, and is never found.

    Examples
    --------
    >>> find_known("61/2018/NĐ- CP").date, find_known("25/KH-UBND"), find_known("27-NQ/TW")
    ('2018-04-23', None, None)
    >>> find_known("27-NQ/TW", date="2022-11-09").title
    'Xây dựng Nhà nước pháp quyền xã hội chủ nghĩa'
    """
    organ = _organ(number)
    if organ is None:
        return None
    fitting = [
        known
        for known in _same_number(number, _table() if table is None else table)
        if (not type or fold(type) == fold(known.type))
        and (not date or not known.date or date == known.date)
        and (not issuer or _fits_issuer(issuer, known, organ))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _organ(number: str) -> str | None:
    """Return the name that the number gives its issuer, None where it is no organ of the State's or Party's centre."""
    match = NUMBER.search(number)
    found = find_number(match, sure=True) if match else None
    organ = organs().get(found.organ or "") if found else None
    return organ.issuer if organ and organ.scope in _NATIONAL else None


def _same_number(number: str, table: Sequence[Known]) -> list[Known]:
    key = normalise(number).upper()
    if table is _table():
        return _rows_by_number().get(key, [])
    return [known for known in table if known.number.upper() == key]


@cache
def _rows_by_number() -> dict[str, list[Known]]:
    rows: dict[str, list[Known]] = {}
    for known in _table():
        rows.setdefault(known.number.upper(), []).append(known)
    return rows


def _fits_issuer(issuer: str, known: Known, organ: str) -> bool:
    """A name that only repeats the number's organ ("Trung ương Đảng" of 18-NQ/TW) tells nothing, and fits."""
    names = [fold(name) for name in (known.issuer or "").split(";")]
    return not known.issuer or fold(issuer) in (fold(organ), *names)


def status_at(known: Known, date: str, table: Sequence[Known] | None = None) -> Status:
    """Tell what a document was worth on a day, as far as the table tells.

    Parameters
    ----------
    known : Known
        A document of `table`.
    date : str
        ISO day, say a report's date or the end of its period.
    table : sequence of Known, optional
        Where the documents that amend or replace it are looked up.

    Returns
    -------
    Status
        "replaced" and "amended" with the documents that did it; "unknown" where a fact is missing: a replacement
        whose day is not known, no day of coming into force, or a day after the table was last followed.

    Raises
    ------
    ValueError
        `date` is no ISO day.

    Examples
    --------
    >>> decree = find_known("61/2018/NĐ-CP")
    >>> status_at(decree, "2018-05-01").value, status_at(decree, "2020-12-31").value
    ('not_yet', 'in_force')
    >>> status_at(decree, "2023-12-31")
    Status(value='amended', by=('107/2021/NĐ-CP',))
    >>> status_at(decree, "2026-03-31")
    Status(value='replaced', by=('118/2025/NĐ-CP',))
    """
    table = _table() if table is None else table
    day = _iso(date, known.number)
    if day < max(known.date or "", known.in_force_from or ""):
        return Status("not_yet")
    if known.replaced_by:
        start = known.replaced_from or _last_start(known.replaced_by, table)
        if start is None:
            return Status("unknown")
        if day >= start:
            return Status("replaced", known.replaced_by)
    elif day > _followed_until(known):
        return Status("unknown")
    return _amended(known, day, table)


def cited_status(
    number: str | None,
    type: str | None,
    date: str | None,
    issuer: str | None,
    day: str | None,
    table: Sequence[Known] | None = None,
) -> Status:
    """Return the status on `day` of a document as a report cites it; "unknown" where it or the day is not known.

    Examples
    --------
    >>> cited_status("43/2011/NĐ-CP", "Nghị định", None, None, "2023-12-31")
    Status(value='replaced', by=('42/2022/NĐ-CP',))
    >>> cited_status("43/2011/NĐ-CP", "Nghị định", None, None, None)
    Status(value='unknown', by=())
    """
    known = find_known(number, type, date, issuer, table) if number and day else None
    return status_at(known, day, table) if known and day else Status("unknown")


def _followed_until(known: Known) -> str:
    recent = (known.in_force_from or "") >= RECENT_SINCE
    return RECENT_FOLLOWED_UNTIL if recent else FOLLOWED_UNTIL


def _amended(known: Known, day: str, table: Sequence[Known]) -> Status:
    starts = {number: _start(number, table) for number in known.amended_by}
    done = tuple(number for number, start in starts.items() if start and start <= day)
    if done:
        return Status("amended", done)
    open_ends = (number for number, start in starts.items() if start is None)
    if not known.in_force_from or any(_may_have_begun(number, day, table) for number in open_ends):
        return Status("unknown")
    return Status("in_force")


def _start(number: str, table: Sequence[Known]) -> str | None:
    """The day a document came into force, where the table has it once and knows the day."""
    rows = _same_number(number, table)
    return rows[0].in_force_from if len(rows) == 1 else None


def _last_start(numbers: Sequence[str], table: Sequence[Known]) -> str | None:
    """The day from which all of several documents stood: only then is what they share out replaced."""
    starts = [start for number in numbers if (start := _start(number, table))]
    return max(starts) if len(starts) == len(numbers) else None


def _may_have_begun(number: str, day: str, table: Sequence[Known]) -> bool:
    """No document is in force before it is issued: its date, else the year of its number, rules out earlier days."""
    rows = _same_number(number, table)
    issued = [row.date for row in rows if row.date]
    if rows and len(issued) == len(rows):
        return min(issued) <= day
    year = _NUMBER_YEAR.search(number)
    return year is None or year[1] <= day[:4]
