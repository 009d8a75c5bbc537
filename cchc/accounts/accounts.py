"""The accounts as the web desk and the command line see them."""

from __future__ import annotations

import builtins
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from cchc.accounts import journal, keys
from cchc.accounts.passwords import Passwords, checked_name, checked_password, checked_role, key_of
from cchc.accounts.schema import sessions, users
from cchc.accounts.types import AuditRow, SavedView, Session, Token, User
from cchc.index.database import writing
from cchc.index.filtering import row_id
from nlp.errors import AccountError

_TOP = "admin"


class Accounts:
    """Accounts in an index's record. Safe for threads: each call takes its own connection.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Of the record: `Index.store.engine`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.passwords = Passwords()

    def any(self) -> bool:
        """Tell whether somebody can log in: without an account the web desk asks nobody who he is."""
        with self.engine.connect() as connection:
            return connection.execute(select(users.c.id).where(users.c.active).limit(1)).first() is not None

    def add(self, name: str, role: str, password: str) -> User:
        """Add an account.

        Raises
        ------
        AccountError
            E060 the name is taken, whatever its case; E061 it is no name; E062 a weak password; E063 no such role.
        """
        row = {"name": checked_name(name), "key": key_of(name), "role": checked_role(role), "active": True}
        kept = self.passwords.hash(checked_password(name, password))  # slow: before the lock is taken
        with writing(self.engine).begin() as connection:
            if _find(connection, name) is not None:
                raise AccountError("E060", name)
            connection.execute(insert(users), row | {"password": kept, "created": keys.moment()})
            return _person(connection, name)

    def list(self) -> builtins.list[User]:
        """Return all accounts by name."""
        with self.engine.connect() as connection:
            return [keys.user_of(row) for row in connection.execute(select(users).order_by(users.c.key)).mappings()]

    def get(self, name: str) -> User:
        """Return an account; raises E065 where there is none of this name."""
        with self.engine.connect() as connection:
            return _person(connection, name)

    def remove(self, name: str) -> None:
        """Delete an account with its sessions, tokens and saved views; the audit log keeps its name.

        Raises
        ------
        AccountError
            E064 where it is the last admin; E065 where there is none of this name.
        """
        with writing(self.engine).begin() as connection:
            user = _person(connection, name)
            _keep_an_admin(connection, user)
            connection.execute(delete(users).where(users.c.id == user.id))

    def set_role(self, name: str, role: str) -> None:
        """Give another role; raises E063, E064 where it would leave no admin, E065."""
        checked_role(role)
        with writing(self.engine).begin() as connection:
            user = _person(connection, name)
            if role != _TOP:
                _keep_an_admin(connection, user)
            _change(connection, user, role=role)

    def set_active(self, name: str, active: bool) -> None:
        """Lock an account out, ending its sessions, or let it in again; raises E064, E065."""
        with writing(self.engine).begin() as connection:
            user = _person(connection, name)
            if not active:
                _keep_an_admin(connection, user)
                _end_sessions(connection, user.id)
            _change(connection, user, active=active)

    def set_password(self, name: str, password: str) -> None:
        """Give another password and end all sessions of the account; raises E062, E065."""
        kept = self.passwords.hash(checked_password(name, password))
        with writing(self.engine).begin() as connection:
            user = _person(connection, name)
            _change(connection, user, password=kept)
            _end_sessions(connection, user.id)

    def check(self, name: str, password: str) -> User | None:
        """Return whose name and password these are; an unknown name costs as much as a wrong password."""
        with self.engine.connect() as connection:
            row = _find(connection, name)
        right = self.passwords.right(row["password"] if row else None, password)
        if row is None or not right or not row["active"]:
            return None
        if self.passwords.outdated(row["password"]):
            self._hash_anew(row, password)
        return keys.user_of(row)

    def _hash_anew(self, row: RowMapping, password: str) -> None:
        kept = self.passwords.hash(password)
        unchanged = (users.c.id == row["id"], users.c.password == row["password"])  # meanwhile, by another login
        with writing(self.engine).begin() as connection:
            connection.execute(update(users).where(*unchanged).values(password=kept))

    def open_session(self, user: User | None, hours: float = 12) -> str:
        """Open a session and return its token, which is not kept; raises E065 where the account is gone."""
        with writing(self.engine).begin() as connection:
            return keys.open_session(connection, _owner(connection, user), hours)

    def session(self, token: str) -> Session | None:
        """Return the session of a token; None where it is unknown, expired, or its account is locked out."""
        with self.engine.connect() as connection:
            return keys.find_session(connection, token)

    def close_session(self, token: str) -> None:
        """End a session."""
        with writing(self.engine).begin() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == keys.digest(token)))

    def purge(self) -> int:
        """Delete what has expired, sessions and tokens; returns how many there were."""
        with writing(self.engine).begin() as connection:
            return keys.purge(connection)

    def make_token(self, user: User | str, label: str, days: int | None = keys.DAYS) -> tuple[Token, str]:
        """Make a token for a program that acts as an account; returns it and its secret, which is not kept.

        Parameters
        ----------
        user : User or str
            The account, or its name.
        label : str
            What the token is for.
        days : int, optional
            How long it works; None: until it is revoked.
        """
        with writing(self.engine).begin() as connection:
            return keys.make_token(connection, _person(connection, user), label, days)

    def by_token(self, secret: str) -> User | None:
        """Return whose token this is; None where it is unknown, expired, or its account is locked out."""
        return keys.find_by_token(self.engine, secret)

    def tokens(self, user: User | str) -> builtins.list[Token]:
        """Return the tokens of an account that work, the newest first."""
        with self.engine.connect() as connection:
            return keys.list_tokens(connection, _person(connection, user))

    def revoke(self, id: int, user: User | str) -> bool:
        """Delete a token of an account; returns whether there was one."""
        with writing(self.engine).begin() as connection:
            return keys.revoke(connection, id, _person(connection, user))

    def signing_key(self) -> bytes:
        """Return the random key that signs cookies: 32 bytes, made once, kept in the record."""
        return keys.signing_key(self.engine)

    def note(self, action: str, user: str | None, detail: str = "", address: str | None = None) -> None:
        """Add a line to the audit log; `address` tells where the action came from."""
        with writing(self.engine).begin() as connection:
            journal.write(connection, action, user, detail, address)

    def audit(
        self, limit: int = 100, before: int | None = None, action: str | None = None, user: str | None = None
    ) -> builtins.list[AuditRow]:
        """Return lines of the audit log, the newest first.

        Parameters
        ----------
        limit : int
            How many at most.
        before : int, optional
            Only lines older than this id: the next page.
        action, user : str, optional
            Only this action; only this account.
        """
        with self.engine.connect() as connection:
            return journal.read(connection, limit, before, action, user)

    def save_view(self, name: str, path: str, user: User | str | None) -> SavedView:
        """Keep an address of the web desk under a name."""
        with writing(self.engine).begin() as connection:
            return journal.save_view(connection, name, path, _owner(connection, user))

    def views(self, user: User | str | None) -> builtins.list[SavedView]:
        """Return the views of an account by name; for None those saved while nobody logs in."""
        with self.engine.connect() as connection:
            return journal.list_views(connection, _owner(connection, user))

    def drop_view(self, id: int, user: User | str | None) -> bool:
        """Delete a view of an account; returns whether there was one."""
        with writing(self.engine).begin() as connection:
            return journal.drop_view(connection, id, _owner(connection, user))


def _find(connection: Connection, name: str) -> RowMapping | None:
    return connection.execute(select(users).where(users.c.key == key_of(name))).mappings().first()


def _person(connection: Connection, user: User | str) -> User:
    name = user.name if isinstance(user, User) else user
    row = _find(connection, name)
    if row is None:
        raise AccountError("E065", name)
    return keys.user_of(row)


def _owner(connection: Connection, user: User | str | None) -> User | None:
    return None if user is None else _person(connection, user)


def _keep_an_admin(connection: Connection, user: User) -> None:
    """Refuse where this is the last admin who can log in: nobody could make another."""
    admins = select(func.count()).where(users.c.role == _TOP, users.c.active)
    if user.may(_TOP) and connection.execute(admins).scalar_one() == 1:
        raise AccountError("E064", user.name)


def _change(connection: Connection, user: User, **values: Any) -> None:
    connection.execute(update(users).where(users.c.id == user.id).values(**values))


def _end_sessions(connection: Connection, number: int) -> None:
    connection.execute(delete(sessions).where(sessions.c.user_id == row_id(number)))
