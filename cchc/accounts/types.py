"""What the accounts give: plain values, without any secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal["viewer", "reviewer", "admin"]
ROLES: Final[tuple[str, ...]] = get_args(Role)  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class User:
    """A person who can log in; `created` is ISO 8601 in UTC, here and below. One not `active` is locked out."""

    id: int
    name: str
    role: str
    created: str
    active: bool

    def may(self, role: str) -> bool:
        """Tell whether the person may do what a role may.

        Examples
        --------
        >>> lan = User(1, "lan", "reviewer", "2026-01-02T03:04:05+00:00", True)
        >>> lan.may("viewer"), lan.may("reviewer"), lan.may("admin")
        (True, True, False)
        """
        return self.active and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session, of nobody before the login."""

    user: User | None
    created: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a program that acts as `user` (a name); `last_used` lags by up to ten minutes."""

    id: int
    user: str
    label: str
    created: str
    last_used: str | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line of the audit log; `user` is a name, of an account that may be gone."""

    id: int
    at: str
    user: str | None
    action: str
    detail: str
    address: str | None


@dataclass(frozen=True, slots=True)
class SavedView:
    """An address of the web desk kept under a name ("/tim-kiem?q=…"); `user` is None where nobody logs in."""

    id: int
    name: str
    path: str
    user: str | None
    created: str
