"""Plain values that the index takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Record = dict[str, Any]

FACETS: Final = ("area", "stance", "sub", "level", "kind", "province", "unit", "period", "corrected")
Outcome = Literal["added", "unchanged", "replaced", "failed"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a statement must fulfil; values within one field are alternatives, fields are joined by AND.

    Attributes
    ----------
    area, stance, sub, level : tuple of str
        Ids of the output contract; `level` is "commune", "district", "province", "department", "ministry".
    kind : tuple of str
        Kinds of documents: "report", "plan", "directive", … as `cchc.names.DOCUMENT_KIND_NAMES` has them.
    province, unit : tuple of str
        Names, with or without accents, old or new; a unit also by its id as text ("17").
    period : tuple of str
        "2023", "2023H1" (or "2023-6T"), "2023Q3", "2023-01..2023-09", or a year and month; reports whose period lies
        within it.
    document : tuple of str
        Numbers of cited documents in any spelling ("76 nq cp"), or an id of the documents table as "#12".
    report : tuple of str
        Ids of reports ("r-…").
    min_confidence : float
        In [0, 1]; the less sure of area and stance.
    corrected : bool or None
        Corrected by a person, not corrected, either.
    """

    area: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    sub: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    min_confidence: float = 0.0
    corrected: bool | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A search over statements.

    Attributes
    ----------
    text : str
        Words, "phrases", AND OR NOT (VÀ HOẶC KHÔNG), prefix*, NEAR(a b, 5), document numbers; empty finds all.
    filters : Filters
    facets : tuple of str
        Members of `FACETS` to count.
    limit : int
        Hits of a page, at most 1000.
    cursor : str or None
        What the page before gave; None for the first page.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    facets: tuple[str, ...] = ()
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement with its place in its report.

    Attributes
    ----------
    id : int
        Of the statement; it changes when the report is replaced.
    text : str
        As printed in the report.
    snippet : str
        The stretch of the text to show; the whole where it is short.
    marks : tuple of (int, int)
        [start, end) of what was looked for, in code points of `snippet`.
    start, end : int
    section : str or None
        Its id ("h3"); `headings` are the titles above it, outermost first.
    model : str or None
        Version of the model that labelled it; None where a tagged file did not tell.
    period : str or None
        Label of the report's period: "2023", "2023H1" …
    """

    id: int
    report: str
    text: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int
    page: int | None
    section: str | None
    headings: tuple[str, ...]
    area: str
    area_confidence: float
    areas: Mapping[str, float]
    stance: str
    stance_confidence: float
    sub: str | None
    uncertain: tuple[str, ...]
    why: str
    corrected: bool
    model: str | None
    unit: str | None
    unit_id: int | None
    level: str | None
    province: str | None
    source: str
    title: str | None
    period: str | None
    period_start: str | None
    period_end: str | None
    date: str | None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """A value of a facet with its count of statements; `value` goes back into `Filters`, `label` is to be shown."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the index tells of a query besides its hits, in both languages."""

    vietnamese: str
    english: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits.

    Attributes
    ----------
    hits : tuple of Hit
    facets : dict of str to tuple of Bucket
        The most frequent first.
    total : int
        Statements found in all.
    cursor : str or None
        For the next page; None on the last.
    notices : tuple of Told
        What could not be parsed and was searched as words; names that nothing has.
    """

    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Bucket, ...]]
    total: int
    cursor: str | None
    notices: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A heading with what stands under it; offsets are code points of the report's text."""

    id: str
    start: int
    end: int
    level: int
    number: str | None
    title: str | None
    area: str | None
    role: str | None
    children: tuple[SectionNode, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report for reading.

    Attributes
    ----------
    facts : dict
        `report` of the output contract, with `model`, `added`, `unit_id`, `period` and count of `statements`.
    text : str or None
        None where the report was added from tagged lines without their text. Of one of several papers in a file
        (`facts["span"]`) blanks stand for those before it: offsets are the file's.
    sections : tuple of SectionNode
        The tops of the tree.
    statements : tuple of Hit
        In the order of the text.
    citations, documents : tuple of dict
        As in the output contract; `document_id` leads into the index's documents.
    repaired : tuple of (int, int)
    warnings : tuple of dict
    pages : tuple of (int, int, int)
        Number and span of each page; empty where the reader told none.
    footnotes : tuple of (int, int)
    """

    facts: Mapping[str, Any]
    text: str | None
    sections: tuple[SectionNode, ...]
    statements: tuple[Hit, ...]
    citations: tuple[Record, ...]
    documents: tuple[Record, ...]
    repaired: tuple[tuple[int, int], ...]
    warnings: tuple[Record, ...]
    pages: tuple[tuple[int, int, int], ...] = ()
    footnotes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Statements of one area and stance."""

    area: str
    stance: str
    count: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Statements of an area in a period, with the reports of that period they stand in."""

    area: str
    period: str
    count: int
    reports: int


@dataclass(frozen=True, slots=True)
class Limitation:
    """A limitation; `repeats` is the one of the unit's period before that says the same, None where it is new."""

    hit: Hit
    repeats: Hit | None
    similarity: float


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer wants: None leaves a label as it is; `start` and `end` move the boundaries."""

    area: str | None = None
    stance: str | None = None
    sub: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as kept; `before` and `after` hold area, stance, sub, start, end, text.

    `statement` is None while no report of the index holds the sentence, `undone` the time it was taken back.
    """

    id: int
    report: str
    statement: int | None
    text: str
    reviewer: str
    at: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one record; `error` is the line for the user where it failed."""

    name: str
    outcome: Outcome
    report: str | None = None
    statements: int = 0
    error: Told | None = None


@dataclass(slots=True)
class Summary:
    """Counts over an addition."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: int = 0
    statements: int = 0

    def count(self, added: Added) -> None:
        """Count one outcome; statements are those written."""
        setattr(self, added.outcome, getattr(self, added.outcome) + 1)
        self.statements += added.statements


@dataclass(frozen=True, slots=True)
class Status:
    """What the index holds; `models` counts reports by model version, `bytes` all its files (0 for PostgreSQL's own).

    `reports` counts documents of all kinds; `kinds` tells how many are of which, "" where the kind is not known.

    `pending` are reports recorded whose text is not yet in the search files, `whole` tells that the checks passed.
    """

    reports: int
    statements: int
    citations: int
    documents: int
    units: int
    corrections: int
    pending: int
    models: Mapping[str, int]
    kinds: Mapping[str, int]
    database: str
    bytes: int
    format: int
    whole: bool
    faults: tuple[Told, ...] = ()
