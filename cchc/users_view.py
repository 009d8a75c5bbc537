"""What the commands over accounts print on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.accounts import AuditRow, User
from cchc.language import say


def print_users(users: Sequence[User], console: Console) -> None:
    """Print accounts, a row each."""
    titles = (say("Tên", "Name"), say("Vai trò", "Role"), say("Tạo lúc", "Created"), say("Đang dùng", "Active"))
    rows = [(user.name, user.role, user.created, say("có", "yes") if user.active else "–") for user in users]
    console.print(_table(titles, rows))


def print_audit(rows: Sequence[AuditRow], console: Console) -> None:
    """Print lines of the audit log, a row each."""
    titles = (say("Lúc", "At"), say("Ai", "Who"), say("Việc", "Action"), say("Chi tiết", "Detail"), say("Từ", "From"))
    cells = [(row.at, row.user or "–", row.action, row.detail, row.address or "–") for row in rows]
    console.print(_table(titles, cells))


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table()
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    return table


def _shown(text: str) -> str:
    """Return a text without signs that steer a terminal: strangers can put theirs into the log."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
