"""The audit log, and the views that people save."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from cchc.accounts.keys import moment
from cchc.accounts.schema import audit_log, saved_views, users
from cchc.accounts.types import AuditRow, SavedView, User
from cchc.index.filtering import row_id
from cchc.index.folding import plain


def write(connection: Connection, action: str, user: str | None, detail: str, address: str | None) -> None:
    """Add a line to the audit log."""
    told = {"user": user, "address": address}
    texts = {name: None if value is None else plain(value) for name, value in told.items()}
    connection.execute(insert(audit_log), {"at": moment(), "action": plain(action), "detail": plain(detail)} | texts)


def read(
    connection: Connection, limit: int, before: int | None, action: str | None, user: str | None
) -> list[AuditRow]:
    """Return lines of the audit log, the newest first."""
    found = select(audit_log).order_by(audit_log.c.id.desc()).limit(limit)
    if before is not None:
        found = found.where(audit_log.c.id < row_id(before))
    for column, wanted in ((audit_log.c.action, action), (audit_log.c.user, user)):
        if wanted is not None:
            found = found.where(column == plain(wanted))
    return [AuditRow(**row) for row in connection.execute(found).mappings()]


def save_view(connection: Connection, name: str, path: str, user: User | None) -> SavedView:
    """Keep an address under a name."""
    kept = {"name": plain(name), "path": plain(path), "created": moment()}
    row = kept | {"user_id": user.id if user else None}
    made = connection.execute(insert(saved_views).returning(saved_views.c.id), row).scalar_one()
    return SavedView(made, kept["name"], kept["path"], user.name if user else None, kept["created"])


def list_views(connection: Connection, user: User | None) -> list[SavedView]:
    """Return a person's views by name; those saved without a login for None."""
    columns = (saved_views.c.id, saved_views.c.name, saved_views.c.path, users.c.name.label("user"))
    found = select(*columns, saved_views.c.created).outerjoin_from(saved_views, users)
    found = found.where(saved_views.c.user_id.is_not_distinct_from(user.id if user else None))
    rows = connection.execute(found.order_by(saved_views.c.name, saved_views.c.id)).mappings()
    return [SavedView(**row) for row in rows]


def drop_view(connection: Connection, number: int, user: User | None) -> bool:
    """Delete a view of a person; returns whether there was one."""
    gone = delete(saved_views).where(saved_views.c.id == row_id(number))
    owner = user.id if user else None
    return connection.execute(gone.where(saved_views.c.user_id.is_not_distinct_from(owner))).rowcount > 0
