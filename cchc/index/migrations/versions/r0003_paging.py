"""Counters, keys and indexes of the lists: a page costs no more in a large index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("reports", sa.Column("until", sa.String(10), nullable=False, server_default="")),
    ("reports", sa.Column("limitations", sa.Integer(), nullable=False, server_default="0")),
    ("documents", sa.Column("status", sa.String(20), nullable=False, server_default="unknown")),
    ("documents", sa.Column("status_by", sa.JSON(none_as_null=True), nullable=True)),
    ("documents", sa.Column("status_day", sa.String(10), nullable=False, server_default="")),
    ("documents", sa.Column("outdated", sa.Integer(), nullable=False, server_default="0")),
    ("cited", sa.Column("day", sa.String(10), nullable=False, server_default="")),
)
_LISTED = ["province_id", "level", "period_start", "period_end", "size", "limitations"]
_OLD = (
    ("ix_reports_unit_id", "reports", ["unit_id"]),
    ("ix_cited_document_id", "cited", ["document_id"]),
    ("ix_citations_document_id", "citations", ["document_id"]),
    ("ix_citations_statement_id", "citations", ["statement_id"]),
)
_NEW = (
    ("ix_reports_until", "reports", ["until", "unit_id", *_LISTED]),
    ("ix_reports_unit", "reports", ["unit_id", "until", *_LISTED]),
    ("ix_cited_day", "cited", ["document_id", "day", "report_id", "mentions"]),
    ("ix_cited_status", "cited", ["status", "document_id", "report_id", "mentions"]),
    ("ix_statements_labels", "statements", ["area", "stance", "sub"]),
    ("ix_citations_statement", "citations", ["statement_id", "document_id", "report_id"]),
    ("ix_citations_document", "citations", ["document_id", "report_id", "start"]),
)
_FILL = (  # before the indexes are made: what they hold changes here
    "UPDATE reports SET until = coalesce(period_end, date, ''), limitations = (SELECT count(*) FROM statements"
    " WHERE report_id = reports.id AND stance = 'limitation')",
    "UPDATE cited SET day = (SELECT coalesce(date, period_end, '') FROM reports WHERE id = report_id)",
)
_FILL_DOCUMENTS = """
UPDATE documents SET
    outdated = (SELECT count(*) FROM cited WHERE document_id = documents.id AND status = 'replaced'),
    status = coalesce(
        (SELECT status FROM cited WHERE document_id = documents.id ORDER BY day DESC, report_id DESC LIMIT 1), 'unknown'
    ),
    status_by = (SELECT status_by FROM cited WHERE document_id = documents.id
        ORDER BY day DESC, report_id DESC LIMIT 1),
    status_day = coalesce((SELECT max(day) FROM cited WHERE document_id = documents.id), '')
"""


def upgrade() -> None:
    """Add the columns, fill them from what is there, change the indexes."""
    for table, column in _COLUMNS:
        op.add_column(table, column)
    for sentence in _FILL:
        op.execute(sentence)
    for name, table, _ in _OLD:
        op.drop_index(name, table_name=table)
    for name, table, columns in _NEW:
        op.create_index(name, table, columns)
    op.execute(_FILL_DOCUMENTS)


def downgrade() -> None:
    """Take the columns out and bring the former indexes back."""
    for name, table, _ in _NEW:
        op.drop_index(name, table_name=table)
    for name, table, columns in _OLD:
        op.create_index(name, table, columns)
    for table, column in reversed(_COLUMNS):
        op.drop_column(table, str(column.name))
