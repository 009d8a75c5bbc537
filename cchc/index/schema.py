"""The tables of the record, the same for SQLite and PostgreSQL. `migrations/` makes them; a test compares the two."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy import Text as LongText

FORMAT: Final = 2  # of the search files: raise it when `cchc.index.engine` writes other fields
FOLDING: Final = 1  # raise it when `cchc.index.folding` folds otherwise

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: Any, **options: Any) -> Table:
    return Table(name, metadata, *columns, **options)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _report() -> Column[int]:
    return Column("report_id", Integer, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True))


VERSION: Final = "version"  # key of `meta`: a number that every writing raises
meta = _table("meta", Column("key", String(40), primary_key=True), Column("value", LongText, nullable=False))

units = _table(
    "units",
    _id(),
    Column("key", LongText, nullable=False, unique=True),  # folded name and province
    Column("name", LongText, nullable=False),
    Column("level", String(20)),
    Column("province", LongText),
    sqlite_autoincrement=True,
)

# The search files hold numbers for provinces; a former and a present province of one name are one here.
provinces = _table(
    "provinces",
    _id(),
    Column("name", LongText, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

reports = _table(
    "reports",
    _id(),
    Column("uid", String(80), nullable=False, unique=True),  # "r-…" of the output contract
    Column("sha256", String(64), nullable=False),
    Column("digest", String(64), nullable=False),  # of the tagged record: the same file may be labelled anew
    Column("identity", LongText, index=True),  # unit, period, title: another version of the report has the same
    Column("origin", LongText, index=True),  # where the file lay; never shown
    Column("source", LongText, nullable=False),
    Column("media_type", String(120)),
    Column("pages", Integer),
    Column("title", LongText),
    Column("unit_id", Integer, ForeignKey("units.id")),
    Column("province_id", Integer, ForeignKey("provinces.id")),
    Column("level", String(20)),
    Column("kind", String(20)),  # "report", "plan" …; null where unknown, and in rows of earlier versions
    Column("number", LongText),
    Column("date", String(10)),
    Column("period_start", String(10)),
    Column("period_end", String(10)),
    Column("text_quality", Float),
    Column("model", String(80)),
    Column("added", String(25), nullable=False),
    Column("until", String(10), nullable=False, server_default=""),  # end of the period, else the date: orders lists
    Column("size", Integer, nullable=False),  # statements
    Column("limitations", Integer, nullable=False, server_default="0"),
    Column("text", LargeBinary),  # zlib, UTF-8
    Column("layout", LargeBinary),  # zlib, JSON: pages and marks of the source, for labelling it anew
    Column("extra", LargeBinary, nullable=False),  # zlib, JSON: documents, repaired, warnings
    sqlite_autoincrement=True,
)
# Lists and counts read these instead of the rows, which hold whole texts.
_LISTED = ("province_id", "level", "kind", "period_start", "period_end", "size", "limitations")
Index("ix_reports_until", reports.c.until, reports.c.unit_id, *(reports.c[name] for name in _LISTED))
Index("ix_reports_unit", reports.c.unit_id, reports.c.until, *(reports.c[name] for name in _LISTED))

sections = _table(
    "sections",
    Column("report_id", Integer, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("ord", Integer, primary_key=True, autoincrement=False),
    Column("uid", String(20), nullable=False),
    Column("parent", String(20)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("number", LongText),
    Column("title", LongText),
    Column("area", String(20)),
    Column("role", String(20)),
)

statements = _table(
    "statements",
    _id(),
    _report(),
    Column("uid", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("section", String(20)),
    Column("text", LongText, nullable=False),
    Column("area", String(20), nullable=False),
    Column("area_confidence", Float, nullable=False),
    _json("areas"),  # null where it is one, with weight 1
    Column("stance", String(20), nullable=False),
    Column("stance_confidence", Float, nullable=False),
    Column("sub", String(20)),
    _json("uncertain"),
    _json("units"),
    Column("why", LongText, nullable=False),
    Column("corrected", Boolean, nullable=False),
    _json("own"),  # what the model said, where a person corrected it
    sqlite_autoincrement=True,
)

Index("ix_statements_labels", statements.c.area, statements.c.stance, statements.c.sub)

documents = _table(
    "documents",
    _id(),
    Column("key", LongText, nullable=False, unique=True),
    Column("number", LongText),
    Column("number_key", LongText, index=True),  # the number's letters and digits, folded
    Column("name_key", LongText, index=True),  # type and number, or title, folded
    Column("type", LongText),
    Column("issuer", LongText),
    Column("date", String(10)),
    Column("title", LongText),
    Column("mentions", Integer, nullable=False),  # kept on writing: counting two million takes a tenth of a second
    Column("reports", Integer, nullable=False),
    Column("status", String(20), nullable=False, server_default="unknown"),  # as in the last report that cites it
    _json("status_by"),
    Column("status_day", String(10), nullable=False, server_default=""),  # of that report
    Column("outdated", Integer, nullable=False, server_default="0"),  # reports that cite it after its replacement
    sqlite_autoincrement=True,
)
Index("ix_documents_mentions", documents.c.mentions)

cited = _table(
    "cited",  # a document in a report, with its status at the report's date
    Column("report_id", Integer, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("mentions", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    _json("status_by"),
    Column("day", String(10), nullable=False, server_default=""),  # the report's date, else the end of its period
)
Index("ix_cited_day", cited.c.document_id, cited.c.day, cited.c.report_id, cited.c.mentions)
Index("ix_cited_status", cited.c.status, cited.c.document_id, cited.c.report_id, cited.c.mentions)

citations = _table(
    "citations",
    _id(),
    _report(),
    Column("uid", String(20), nullable=False),
    Column("document_id", Integer, ForeignKey("documents.id"), nullable=False),
    Column("statement_id", Integer, ForeignKey("statements.id", ondelete="CASCADE")),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("section", String(20)),
    Column("text", LongText, nullable=False),
    Column("number", LongText),
    Column("type", LongText),
    Column("date", String(10)),
    Column("issuer", LongText),
    Column("form", String(20)),
    Column("title", LongText),
    Column("pinpoint", LongText),
    Column("relation", String(20)),
    Column("own", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_citations_statement", citations.c.statement_id, citations.c.document_id, citations.c.report_id)
Index("ix_citations_document", citations.c.document_id, citations.c.report_id, citations.c.start)

# Bound to the report's identity and the model's sentence, not to a row: corrections outlive the rows.
corrections = _table(
    "corrections",
    _id(),
    Column("report_uid", String(80), nullable=False, index=True),
    Column("identity", LongText, index=True),
    Column("statement_id", Integer, index=True),
    Column("text", LongText, nullable=False),
    Column("text_key", LongText, nullable=False),
    _json("headings"),
    Column("reviewer", LongText, nullable=False),
    Column("at", String(25), nullable=False),
    _json("before"),
    _json("after"),
    Column("undone", String(25)),
    Column("undone_by", LongText),
    sqlite_autoincrement=True,
)

# Reports whose rows changed and whose search files do not know it yet.
pending = _table("pending", _id(), Column("report_id", Integer, nullable=False), sqlite_autoincrement=True)
