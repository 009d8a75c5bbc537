"""The kind of a document: lists and counts tell reports from plans, letters, news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BEFORE = ["province_id", "level", "period_start", "period_end", "size", "limitations"]
_AFTER = ["province_id", "level", "kind", "period_start", "period_end", "size", "limitations"]
_INDEXES = (("ix_reports_until", ["until", "unit_id"]), ("ix_reports_unit", ["unit_id", "until"]))


def _index(listed: list[str]) -> None:
    for name, first in _INDEXES:
        op.create_index(name, "reports", [*first, *listed])


def _drop() -> None:
    for name, _ in _INDEXES:
        op.drop_index(name, table_name="reports")


def upgrade() -> None:
    """Add the column; it stays null until a report is labelled anew."""
    op.add_column("reports", sa.Column("kind", sa.String(20), nullable=True))
    _drop()
    _index(_AFTER)


def downgrade() -> None:
    """Take the column out again."""
    _drop()
    _index(_BEFORE)
    op.drop_column("reports", "kind")
