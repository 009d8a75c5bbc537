"""Plain values of lists, pages and overviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from cchc.index.types import Bucket, Cell, Limitation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list.

    Attributes
    ----------
    items : tuple
    cursor : str or None
        For the next page; None on the last.
    total : int
        Rows of the whole list.
    """

    items: tuple[T, ...]
    cursor: str | None
    total: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list."""

    id: str
    source: str
    title: str | None
    unit: str | None
    unit_id: int | None
    level: str | None
    province: str | None
    number: str | None
    date: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    statements: int
    model: str | None
    added: str
    limitations: int = 0
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A cited document; `status` is that in its last citing report, `outdated` counts reports after its replacement.

    Attributes
    ----------
    mentions, reports : int
        How often, and in how many reports, it is cited.
    """

    id: int
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    status: str
    status_by: tuple[str, ...]
    mentions: int
    reports: int
    outdated: int


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One citation of a document; `statement` is the id of the statement it stands in, None outside the narrative."""

    document_id: int
    report: str
    source: str
    unit: str | None
    unit_id: int | None
    period: str | None
    date: str | None
    page: int | None
    start: int
    end: int
    text: str
    pinpoint: str | None
    relation: str | None
    own: bool
    status: str
    statement: int | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that reports, with counts of its reports, statements and limitations, and its latest period."""

    id: int
    name: str
    level: str | None
    province: str | None
    reports: int
    statements: int
    limitations: int
    latest: str | None


@dataclass(frozen=True, slots=True)
class ReportCount:
    """Reports of a period and level; None where they tell none."""

    period: str | None
    level: str | None
    count: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """Documents of a kind ("report", "plan", …); None where the kind is not known."""

    kind: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """A document cited though it had been replaced.

    Attributes
    ----------
    reports, mentions : int
        Those that cite it after its replacement, under the filters asked for.
    by : tuple of str
        Numbers of what had replaced it.
    """

    document: DocumentRow
    reports: int
    mentions: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetValues:
    """What filters may be set to; counts are reports of provinces to periods, and cited documents of the rest."""

    provinces: tuple[Bucket, ...]
    levels: tuple[Bucket, ...]
    kinds: tuple[Bucket, ...]
    periods: tuple[Bucket, ...]
    types: tuple[Bucket, ...]
    issuers: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: it keeps this address when its report is replaced and its id changes."""

    report: str
    start: int


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """What a unit reported of a period.

    Attributes
    ----------
    period : str or None
    cells : tuple of Cell
        Areas and stances that occur, in the order of the scheme.
    limitations : tuple of Limitation
        In the order of the areas; `repeats` is the one of the unit's period before.
    """

    period: str | None
    reports: tuple[ReportRow, ...]
    cells: tuple[Cell, ...]
    limitations: tuple[Limitation, ...]
