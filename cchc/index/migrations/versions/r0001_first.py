"""The first tables of the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _report(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    """Return the column for the report that a row is of, with its reference: rows go when the report goes."""
    name = op.f(f"fk_{table}_report_id")
    reference = sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=name, ondelete="CASCADE")
    return sa.Column("report_id", sa.Integer(), nullable=False), reference


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "corrections",
        _id(),
        sa.Column("report_uid", sa.String(length=80), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.Text(), nullable=False),
        sa.Column("headings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone", sa.String(length=25), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_corrections_identity"), "corrections", ["identity"], unique=False)
    op.create_index(op.f("ix_corrections_report_uid"), "corrections", ["report_uid"], unique=False)
    op.create_index(op.f("ix_corrections_statement_id"), "corrections", ["statement_id"], unique=False)
    op.create_table(
        "documents",
        _id(),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_mentions", "documents", ["mentions"], unique=False)
    op.create_index(op.f("ix_documents_name_key"), "documents", ["name_key"], unique=False)
    op.create_index(op.f("ix_documents_number_key"), "documents", ["number_key"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "pending",
        _id(),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "provinces",
        _id(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provinces")),
        sa.UniqueConstraint("name", name=op.f("uq_provinces_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "units",
        _id(),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("key", name=op.f("uq_units_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reports",
        _id(),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("period_start", sa.String(length=10), nullable=True),
        sa.Column("period_end", sa.String(length=10), nullable=True),
        sa.Column("text_quality", sa.Float(), nullable=True),
        sa.Column("model", sa.String(length=80), nullable=True),
        sa.Column("added", sa.String(length=25), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("layout", sa.LargeBinary(), nullable=True),
        sa.Column("extra", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["provinces.id"], name=op.f("fk_reports_province_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reports_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("uid", name=op.f("uq_reports_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_identity"), "reports", ["identity"], unique=False)
    op.create_index(op.f("ix_reports_origin"), "reports", ["origin"], unique=False)
    op.create_index(op.f("ix_reports_unit_id"), "reports", ["unit_id"], unique=False)
    op.create_table(
        "cited",
        *_report("cited"),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_by", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_cited_document_id")),
        sa.PrimaryKeyConstraint("report_id", "document_id", name=op.f("pk_cited")),
    )
    op.create_index(op.f("ix_cited_document_id"), "cited", ["document_id"], unique=False)
    op.create_table(
        "sections",
        *_report("sections"),
        sa.Column("ord", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=20), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("area", sa.String(length=20), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("report_id", "ord", name=op.f("pk_sections")),
    )
    op.create_table(
        "statements",
        _id(),
        *_report("statements"),
        sa.Column("uid", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column("area_confidence", sa.Float(), nullable=False),
        sa.Column("areas", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("stance", sa.String(length=20), nullable=False),
        sa.Column("stance_confidence", sa.Float(), nullable=False),
        sa.Column("sub", sa.String(length=20), nullable=True),
        sa.Column("uncertain", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("units", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("own", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_statements_report_id"), "statements", ["report_id"], unique=False)
    op.create_table(
        "citations",
        _id(),
        *_report("citations"),
        sa.Column("uid", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("form", sa.String(length=20), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("pinpoint", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(length=20), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_citations_document_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_citations_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_citations_document_id"), "citations", ["document_id"], unique=False)
    op.create_index(op.f("ix_citations_report_id"), "citations", ["report_id"], unique=False)
    op.create_index(op.f("ix_citations_statement_id"), "citations", ["statement_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_citations_statement_id"), table_name="citations")
    op.drop_index(op.f("ix_citations_report_id"), table_name="citations")
    op.drop_index(op.f("ix_citations_document_id"), table_name="citations")
    op.drop_table("citations")
    op.drop_index(op.f("ix_statements_report_id"), table_name="statements")
    op.drop_table("statements")
    op.drop_table("sections")
    op.drop_index(op.f("ix_cited_document_id"), table_name="cited")
    op.drop_table("cited")
    op.drop_index(op.f("ix_reports_unit_id"), table_name="reports")
    op.drop_index(op.f("ix_reports_origin"), table_name="reports")
    op.drop_index(op.f("ix_reports_identity"), table_name="reports")
    op.drop_table("reports")
    op.drop_table("units")
    op.drop_table("provinces")
    op.drop_table("pending")
    op.drop_table("meta")
    op.drop_index(op.f("ix_documents_number_key"), table_name="documents")
    op.drop_index(op.f("ix_documents_name_key"), table_name="documents")
    op.drop_index("ix_documents_mentions", table_name="documents")
    op.drop_table("documents")
    op.drop_index(op.f("ix_corrections_statement_id"), table_name="corrections")
    op.drop_index(op.f("ix_corrections_report_uid"), table_name="corrections")
    op.drop_index(op.f("ix_corrections_identity"), table_name="corrections")
    op.drop_table("corrections")
