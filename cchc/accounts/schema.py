"""The tables of the accounts, beside those of the index: the same database, metadata and migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table
from sqlalchemy import Text as LongText

from cchc.index.schema import metadata

__all__ = ["audit_log", "metadata", "saved_views", "sessions", "tokens", "users"]


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _user(nullable: bool) -> Column[int]:
    return Column("user_id", Integer, ForeignKey("users.id", ondelete="CASCADE"), nullable=nullable, index=True)


def _time(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, String(25), nullable=nullable)  # ISO 8601 in UTC to the second: sorts as text


users = Table(
    "users",
    metadata,
    _id(),
    Column("name", LongText, nullable=False),
    Column("key", LongText, nullable=False, unique=True),  # the name without case: "Lan" and "lan" are one person
    Column("role", String(20), nullable=False),
    Column("password", LongText, nullable=False),  # Argon2's own notation, with its parameters and salt
    _time("created"),
    Column("active", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the token
    _user(nullable=True),  # none before the login
    _time("created"),
    _time("expires"),
)
Index("ix_sessions_expires", sessions.c.expires)

tokens = Table(
    "tokens",
    metadata,
    _id(),
    Column("digest", String(64), nullable=False, unique=True),
    _user(nullable=False),
    Column("label", LongText, nullable=False),
    _time("created"),
    _time("expires", nullable=True),  # none: never
    _time("last_used", nullable=True),
    sqlite_autoincrement=True,
)

# Names, not references: the log outlives the accounts it tells of.
audit_log = Table(
    "audit_log",
    metadata,
    _id(),
    _time("at"),
    Column("user", LongText),
    Column("action", LongText, nullable=False),
    Column("detail", LongText, nullable=False),
    Column("address", LongText),
    sqlite_autoincrement=True,
)

saved_views = Table(
    "saved_views",
    metadata,
    _id(),
    Column("name", LongText, nullable=False),
    Column("path", LongText, nullable=False),
    _user(nullable=True),
    _time("created"),
    sqlite_autoincrement=True,
)
