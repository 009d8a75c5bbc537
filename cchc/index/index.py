"""The index as its users see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from cchc.index import citing, editing, figures, history, listing, originals, overview, reading, repeats
from cchc.index.list_types import (
    DocumentRow,
    FacetValues,
    KindCount,
    MentionRow,
    Outdated,
    Page,
    Place,
    ReportCount,
    ReportRow,
    UnitPeriod,
    UnitRow,
)
from cchc.index.paging import read_page, walk
from cchc.index.searching import every, search
from cchc.index.status import read_status
from cchc.index.store import Store
from cchc.index.types import (
    Added,
    Cell,
    Change,
    Correction,
    Filters,
    Hit,
    Limitation,
    Query,
    Record,
    ReportView,
    Results,
    SectionNode,
    Status,
    TrendPoint,
)
from cchc.index.writing import add_records, remove_reports
from nlp.errors import StoreError


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
    StoreError
        E050 no index there and `create` is false; E051 the database cannot be reached; E052 it is damaged;
        E053 made by a newer version.
    """
    return Index(Store(Path(folder), database, create))


class Index:
    """An open index; a context manager. Safe for threads: each call takes its own connection."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = store.folder

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give connections back."""
        self.store.close()

    def add(self, records: Iterable[Record | Added]) -> Iterator[Added]:
        """Add tagged reports; yields each outcome once it is recorded for good.

        Parameters
        ----------
        records : iterable of dict
            Objects of the output contract `cchc/1`; further keys `model` (version) and `origin` (path) are kept.
        """
        return add_records(self.store, records)

    def remove(self, reports: Sequence[str]) -> int:
        """Remove reports by id; returns how many there were."""
        return remove_reports(self.store, reports)

    def status(self, check: bool = False) -> Status:
        """Tell what the index holds; `check` reads every page of the database (seconds for a large one)."""
        return read_status(self.store, check)

    def refresh(self) -> bool:
        """Take over what another process wrote. Cheap: call it before a request.

        True where a writer was killed and what it left over had to be applied.
        """
        self.store.files.reload()
        return self.store.catch_up()

    def search(self, query: Query) -> Results:
        """Return a page of hits with facet counts; no text is an error of syntax."""
        return search(self.store, query)

    def every(self, query: Query) -> Iterator[Hit]:
        """Yield all hits of a query in order, for exports."""
        return every(self.store, query)

    def version(self) -> str:
        """Return what changes with every writing, for caches: what is asked afterwards is at least as new."""
        return self.store.version()

    def reports(self, filters: Filters | None = None) -> list[ReportRow]:
        """Return all the reports that a filter of unit, level, province, period leaves, the latest first."""
        with self.store.engine.connect() as connection:
            return list(walk(connection, listing.report_list(connection, filters or Filters())))

    def reports_page(
        self, filters: Filters | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[ReportRow]:
        """Return a page of `reports`; E058 for a cursor of another list, here as for all pages."""
        with self.store.engine.connect() as connection:
            return read_page(connection, listing.report_list(connection, filters or Filters()), limit, cursor)

    def report_counts(self, filters: Filters | None = None) -> list[ReportCount]:
        """Count reports by period and level, the latest period first."""
        with self.store.engine.connect() as connection:
            return overview.report_counts(connection, filters or Filters())

    def kind_counts(self, filters: Filters | None = None) -> list[KindCount]:
        """Count documents by kind: reports, plans, letters …; None where the kind is not known."""
        with self.store.engine.connect() as connection:
            return overview.kind_counts(connection, filters or Filters())

    def facet_values(self) -> FacetValues:
        """Return the provinces, levels, kinds, periods, document types and issuers that occur, with counts."""
        with self.store.engine.connect() as connection:
            return overview.facet_values(connection)

    def named(self, name: str) -> list[str]:
        """Return the ids of the reports of a file name or an id."""
        with self.store.engine.connect() as connection:
            return reading.reports_named(connection, name)

    def original(self, report: str) -> bytes | None:
        """Return the file that a report was read from, None where it is not kept; E054 for no report."""
        return originals.original(self.store, report)

    def keep_original(self, data: bytes) -> str:
        """Keep the bytes of a file handed in; returns their SHA-256, by which reports find them."""
        return originals.keep_original(self.folder, data)

    def has_original(self, report: str) -> bool:
        """Tell whether `original` is likely to give something; looks, but does not read. E054 for no report."""
        return originals.has_original(self.store, report)

    def forget_original(self, sha256: str) -> bool:
        """Remove the bytes that `keep_original` kept where no report is of them any more; True where it did."""
        return originals.forget_original(self.store, sha256)

    def facts(self, report: str) -> Record:
        """Return what a report tells of itself (`ReportView.facts`), without its text; raises E054."""
        with self.store.engine.connect() as connection:
            return reading.report_facts(connection, report)

    def report(self, report: str) -> ReportView:
        """Return a report; raises E054 where there is none of this id."""
        with self.store.engine.connect() as connection:
            return reading.view_report(connection, report)

    def text(self, report: str) -> str | None:
        """Return a report's text alone, None where it was added without; raises E054."""
        with self.store.engine.connect() as connection:
            return reading.text_of(connection, report)

    def sections(self, report: str) -> tuple[SectionNode, ...]:
        """Return a report's outline as a tree."""
        with self.store.engine.connect() as connection:
            return reading.section_tree(connection, reading.number_of(connection, report))

    def statement(self, statement: int) -> Hit:
        """Return a statement; raises E054 where there is none of this id."""
        with self.store.engine.connect() as connection:
            return reading.load_statement(connection, statement)

    def place_of(self, statement: int) -> Place:
        """Return a statement's report and offset, which stay when its id changes; raises E054."""
        with self.store.engine.connect() as connection:
            return reading.place_of(connection, statement)

    def statement_at(self, report: str, start: int) -> Hit:
        """Return the statement that begins at an offset of a report, else the one around it; raises E054."""
        with self.store.engine.connect() as connection:
            return reading.statement_at(connection, report, start)

    def citations(self, statement: int) -> list[Record]:
        """Return the citations in a statement as in the output contract, with `document_id` and status."""
        with self.store.engine.connect() as connection:
            return reading.citations_of(connection, statement)

    def documents(
        self,
        filters: Filters | None = None,
        *,
        type: str | None = None,
        issuer: str | None = None,
        status: str | None = None,
        limit: int | None = None,
    ) -> list[DocumentRow]:
        """Return cited documents, the most cited first; filters keep those cited by the reports and statements left."""
        wanted = {"type": type, "issuer": issuer, "status": status}
        with self.store.engine.connect() as connection:
            return list(islice(walk(connection, citing.document_list(connection, filters or Filters(), wanted)), limit))

    def documents_page(
        self,
        filters: Filters | None = None,
        *,
        type: str | None = None,
        issuer: str | None = None,
        status: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[DocumentRow]:
        """Return a page of `documents`."""
        wanted = {"type": type, "issuer": issuer, "status": status}
        with self.store.engine.connect() as connection:
            return read_page(connection, citing.document_list(connection, filters or Filters(), wanted), limit, cursor)

    def document(self, number: str) -> list[DocumentRow]:
        """Return the documents of a number in any spelling, or of an id ("#12")."""
        return self.documents(Filters(document=(number,)))

    def most_cited(self, filters: Filters | None = None, n: int = 10) -> list[DocumentRow]:
        """Return the documents cited most under filters."""
        return self.documents(filters, limit=n)

    def outdated_documents(self, filters: Filters | None = None, n: int = 10) -> list[Outdated]:
        """Return the documents cited though replaced at the citing report's date, those in most reports first."""
        with self.store.engine.connect() as connection:
            return citing.outdated_documents(connection, filters or Filters(), n)

    def mentions_page(
        self, document: int, filters: Filters | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[MentionRow]:
        """Return a page of the citations of a document, those of the latest report first."""
        with self.store.engine.connect() as connection:
            return read_page(connection, citing.mention_list(connection, document, filters or Filters()), limit, cursor)

    def units(self, filters: Filters | None = None) -> list[UnitRow]:
        """Return the units that report; those of a filter of name, level, province, period."""
        with self.store.engine.connect() as connection:
            return list(walk(connection, listing.unit_list(connection, filters or Filters())))

    def units_page(
        self, filters: Filters | None = None, limit: int = 50, cursor: str | None = None, *, most: bool = False
    ) -> Page[UnitRow]:
        """Return a page of `units`, by province and name, or with `most` those with the most limitations first."""
        with self.store.engine.connect() as connection:
            return read_page(connection, listing.unit_list(connection, filters or Filters(), most), limit, cursor)

    def missing_units(
        self, period: str, filters: Filters | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[UnitRow]:
        """Return a page of the units with reports, but none of this period; raises E056 where it is none."""
        with self.store.engine.connect() as connection:
            return read_page(connection, listing.missing_list(connection, period, filters or Filters()), limit, cursor)

    def unit(self, unit: int) -> UnitRow:
        """Return a unit; raises E054 where there is none of this id."""
        found = self.units(Filters(unit=(str(unit),)))
        if not found:
            raise StoreError("E054", unit, "unit")
        return found[0]

    def unit_history(self, unit: int) -> list[UnitPeriod]:
        """Return a unit's reports, counts and limitations (repeated ones marked) by period, the latest first."""
        with self.store.engine.connect() as connection:
            return history.unit_history(connection, unit)

    def matrix(self, query: Query | None = None) -> tuple[Cell, ...]:
        """Count statements by area and stance under a query."""
        return figures.matrix(self.store, query or Query())

    def trend(self, query: Query | None = None) -> tuple[TrendPoint, ...]:
        """Count statements by area and period under a query (limitations: set `Filters.stance`)."""
        return figures.trend(self.store, query or Query())

    def limitations(self, filters: Filters | None = None, text: str = "") -> Iterator[Limitation]:
        """Yield limitations by area, unit, period; what repeats one of the unit's period before is marked."""
        return repeats.limitations(self.store, filters or Filters(), text)

    def limitations_page(
        self, filters: Filters | None = None, text: str = "", limit: int = 50, cursor: str | None = None
    ) -> Page[Limitation]:
        """Return a page of limitations in the order of a search, repeated ones marked."""
        return repeats.limitations_page(self.store, filters or Filters(), text, limit, cursor)

    def uncertain(self, filters: Filters | None = None, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Return the least certain statements that nobody has corrected: the reviewer's queue."""
        return repeats.least_certain(self.store, filters or Filters(), limit, offset)

    def correct(self, statement: int, change: Change, reviewer: str, seen: str | None = None) -> Correction:
        """Correct a statement; the correction wins over the model and survives a new model and a new version.

        The labels as they are may be given, too: that confirms them. With `seen`, what `seen` gave when the reviewer
        looked, E092 is raised where somebody was faster.
        """
        return editing.correct(self.store, statement, change, reviewer, seen)

    def seen(self, statement: int) -> str:
        """Return what changes when anybody changes a statement's labels or boundaries."""
        with self.store.engine.connect() as connection:
            return editing.seen(connection, statement)

    def corrections(self, statement: int | None = None, *, undone: bool = False) -> list[Correction]:
        """Return corrections, the newest first; with `undone` those taken back too."""
        with self.store.engine.connect() as connection:
            return list(walk(connection, listing.correction_list(statement, undone)))

    def corrections_page(
        self, statement: int | None = None, *, undone: bool = False, limit: int = 50, cursor: str | None = None
    ) -> Page[Correction]:
        """Return a page of `corrections`."""
        with self.store.engine.connect() as connection:
            return read_page(connection, listing.correction_list(statement, undone), limit, cursor)

    def correction(self, correction: int) -> Correction:
        """Return a correction; raises E054 where there is none of this id."""
        with self.store.engine.connect() as connection:
            return editing.find_correction(connection, correction)

    def undo(self, correction: int, reviewer: str) -> Correction:
        """Take a correction back: what stood before it stands again."""
        return editing.undo(self.store, correction, reviewer)

    def export_corrections(self) -> Iterator[Record]:
        """Yield the corrections that stand, in the format of `corpora.corrections`."""
        with self.store.engine.connect() as connection:
            yield from editing.export_corrections(connection)
