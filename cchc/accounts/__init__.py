"""Who may use the web desk: accounts, sessions, tokens of programs, the audit log, saved views.

All of it lies in the database of the index (`Index.store.engine`); no password, token or session is kept as it is.
"""

from cchc.accounts.accounts import Accounts
from cchc.accounts.types import ROLES, AuditRow, Role, SavedView, Session, Token, User

__all__ = ["ROLES", "Accounts", "AuditRow", "Role", "SavedView", "Session", "Token", "User"]
