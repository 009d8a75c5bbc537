"""The index as its users see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from cchc.index.types import (
    Added,
    Cell,
    Change,
    Correction,
    DocumentRow,
    Filters,
    Hit,
    Limitation,
    MentionRow,
    Query,
    Record,
    ReportRow,
    ReportView,
    Results,
    SectionNode,
    Status,
    TrendPoint,
    UnitRow,
)


def open_index(folder: Path | str, database: str | None = None, *, create: bool = False) -> Index:
    """Open an index; what a killed run left over is finished first.

    Parameters
    ----------
    folder : Path
        Holds the record (`record.sqlite`) and the search files (`search/`).
    database : str, optional
        "postgresql://user@host/name": the record is there, the folder holds the search files only.
    create : bool
        Make it where there is none.

    Raises
    ------
    IndexError_
        E050 no index there and `create` is false; E051 the database cannot be reached; E052 it is damaged;
        E053 made by a newer version.
    """
    raise NotImplementedError


class Index:
    """An open index; a context manager. Safe for threads: each call takes its own connection."""

    folder: Path

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give connections and locks back."""

    def add(self, records: Iterable[Record], progress: Callable[[Added], None] | None = None) -> Iterator[Added]:
        """Add tagged reports; yields each outcome once it is recorded for good.

        Parameters
        ----------
        records : iterable of dict
            Objects of the output contract `cchc/1`; further keys `model` (version) and `origin` (path) are kept.
        """
        raise NotImplementedError

    def remove(self, reports: Sequence[str]) -> int:
        """Remove reports by id; returns how many there were."""
        raise NotImplementedError

    def status(self, check: bool = False) -> Status:
        """Tell what the index holds; `check` reads every page of the database (seconds for a large one)."""
        raise NotImplementedError

    def refresh(self) -> bool:
        """Take over what another process wrote; True where there was something. Cheap: call it before a request."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        """Return a page of hits with facet counts; no text is an error of syntax."""
        raise NotImplementedError

    def every(self, query: Query) -> Iterator[Hit]:
        """Yield all hits of a query in order, for exports."""
        raise NotImplementedError

    def reports(self, filters: Filters | None = None) -> list[ReportRow]:
        """Return the reports that a filter of unit, level, province, period leaves, the latest period first."""
        raise NotImplementedError

    def report(self, report: str) -> ReportView:
        """Return a report; raises E054 where there is none of this id."""
        raise NotImplementedError

    def sections(self, report: str) -> tuple[SectionNode, ...]:
        """Return a report's outline as a tree."""
        raise NotImplementedError

    def statement(self, statement: int) -> Hit:
        """Return a statement; raises E054 where there is none of this id."""
        raise NotImplementedError

    def documents(
        self,
        filters: Filters | None = None,
        *,
        type: str | None = None,
        issuer: str | None = None,
        status: str | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> list[DocumentRow]:
        """Return cited documents, the most cited first; filters keep those cited by the reports and statements left."""
        raise NotImplementedError

    def document(self, number: str) -> list[DocumentRow]:
        """Return the documents of a number in any spelling, or of an id ("#12")."""
        raise NotImplementedError

    def mentions(self, document: int, limit: int = 1000, offset: int = 0) -> list[MentionRow]:
        """Return the citations of a document, by unit and period."""
        raise NotImplementedError

    def units(self, filters: Filters | None = None) -> list[UnitRow]:
        """Return the units that report; those of a filter of name, level, province, period."""
        raise NotImplementedError

    def unit(self, unit: int) -> UnitRow:
        """Return a unit; raises E054 where there is none of this id."""
        raise NotImplementedError

    def matrix(self, query: Query | None = None) -> tuple[Cell, ...]:
        """Count statements by area and stance under a query."""
        raise NotImplementedError

    def trend(self, query: Query | None = None) -> tuple[TrendPoint, ...]:
        """Count statements by area and period under a query (limitations: set `Filters.stance`)."""
        raise NotImplementedError

    def limitations(self, filters: Filters | None = None, text: str = "") -> Iterator[Limitation]:
        """Yield limitations by area, then unit, then period; those repeated from the unit's period before are marked."""
        raise NotImplementedError

    def uncertain(self, filters: Filters | None = None, limit: int = 50) -> list[Hit]:
        """Return the least certain statements that nobody has corrected: the reviewer's queue."""
        raise NotImplementedError

    def correct(self, statement: int, change: Change, reviewer: str) -> Correction:
        """Correct a statement; the correction wins over the model and survives a new model and a new version."""
        raise NotImplementedError

    def corrections(self, statement: int | None = None, *, undone: bool = False) -> list[Correction]:
        """Return corrections, the newest first."""
        raise NotImplementedError

    def undo(self, correction: int, reviewer: str) -> Correction:
        """Take a correction back: what stood before it stands again."""
        raise NotImplementedError

    def export_corrections(self) -> Iterator[Record]:
        """Yield the corrections that stand, in the format of `corpora.corrections`."""
        raise NotImplementedError
