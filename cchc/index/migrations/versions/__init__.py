"""Alembic's migrations of the index's record."""
