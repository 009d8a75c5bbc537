"""Sessions of browsers, tokens of programs, the key that signs cookies. Of each only what cannot be used is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, delete, insert, or_, select, update

from cchc.accounts.schema import sessions, tokens, users
from cchc.accounts.types import Session, Token, User
from cchc.index.database import writing
from cchc.index.filtering import row_id
from cchc.index.folding import plain
from cchc.index.schema import meta

PREFIX: Final = "cchc_"  # tells scanners of repositories and logs what has leaked
DAYS: Final = 365  # that a token works unless told otherwise
_KEY: Final = "web_key"
_OCTETS: Final = 32  # of randomness
_NOTED: Final = timedelta(minutes=10)  # a token's use is written down this often: reading need not wait for writers
_PERSON: Final = (users.c.id, users.c.name, users.c.role, users.c.created, users.c.active)
_TOKEN: Final = (tokens.c.id, users.c.name.label("user"), tokens.c.label, tokens.c.created, tokens.c.last_used)


def user_of(row: RowMapping) -> User:
    """Return the person of a row of `users`."""
    return User(row["id"], row["name"], row["role"], row["created"], row["active"])


def moment(away: timedelta = timedelta()) -> str:
    """Return the time so far from now, ISO 8601 in UTC, to the second."""
    return (datetime.now(UTC) + away).isoformat(timespec="seconds")


def digest(secret: str) -> str:
    """Return the SHA-256 of a token: it is random, so that it needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def open_session(connection: Connection, user: User | None, hours: float) -> str:
    """Open a session and return its token."""
    token = secrets.token_urlsafe(_OCTETS)
    row = {"digest": digest(token), "user_id": user.id if user else None}
    times = {"created": moment(), "expires": moment(timedelta(hours=hours))}
    connection.execute(insert(sessions), row | times)
    return token


def find_session(connection: Connection, token: str) -> Session | None:
    """Return the session of a token: one read by the primary key, the person joined to it."""
    found = select(*_PERSON, sessions.c.user_id, sessions.c.created.label("opened")).outerjoin_from(sessions, users)
    found = found.where(sessions.c.digest == digest(token), sessions.c.expires > moment())
    row = connection.execute(found).mappings().first()
    if row is None or (row["user_id"] is not None and not row["active"]):
        return None
    user = user_of(row) if row["user_id"] is not None else None
    return Session(user, row["opened"])


def purge(connection: Connection) -> int:
    """Delete expired sessions and tokens; returns how many there were."""
    gone = (delete(table).where(table.c.expires <= moment()) for table in (sessions, tokens))
    return sum(connection.execute(statement).rowcount for statement in gone)


def make_token(connection: Connection, user: User, label: str, days: int | None) -> tuple[Token, str]:
    """Make a token; returns it and its secret."""
    secret = PREFIX + secrets.token_urlsafe(_OCTETS)
    expires = None if days is None else moment(timedelta(days=days))
    told = {"label": plain(label), "created": moment()}
    row = told | {"digest": digest(secret), "user_id": user.id, "expires": expires}
    made = connection.execute(insert(tokens).returning(tokens.c.id), row).scalar_one()
    return Token(made, user.name, last_used=None, **told), secret


def find_by_token(engine: Engine, secret: str) -> User | None:
    """Return whose token this is, and note that it was used."""
    found = select(*_PERSON, tokens.c.id.label("token"), tokens.c.last_used).join_from(tokens, users)
    with engine.connect() as connection:
        row = connection.execute(found.where(tokens.c.digest == digest(secret), _lives())).mappings().first()
    if row is None or not row["active"]:
        return None
    if (row["last_used"] or "") <= moment(-_NOTED):
        with writing(engine).begin() as connection:
            connection.execute(update(tokens).where(tokens.c.id == row["token"]).values(last_used=moment()))
    return user_of(row)


def list_tokens(connection: Connection, user: User) -> list[Token]:
    """Return the tokens of a person that have not expired, the newest first."""
    found = select(*_TOKEN).join_from(tokens, users).where(tokens.c.user_id == user.id, _lives())
    return [Token(**row) for row in connection.execute(found.order_by(tokens.c.id.desc())).mappings()]


def revoke(connection: Connection, number: int, user: User) -> bool:
    """Delete a token of a person; returns whether there was one."""
    gone = delete(tokens).where(tokens.c.id == row_id(number), tokens.c.user_id == user.id)
    return connection.execute(gone).rowcount > 0


def _lives() -> ColumnElement[bool]:
    return or_(tokens.c.expires.is_(None), tokens.c.expires > moment())


def signing_key(engine: Engine) -> bytes:
    """Return the key that signs cookies; made at the first call, the same for all processes."""
    found = select(meta.c.value).where(meta.c.key == _KEY)
    with engine.connect() as connection:
        kept = connection.execute(found).scalar()
    if kept is None:
        with writing(engine).begin() as connection:
            kept = connection.execute(found).scalar()  # another process may have been quicker
            if kept is None:
                kept = secrets.token_hex(_OCTETS)
                connection.execute(insert(meta).values(key=_KEY, value=kept))
    return bytes.fromhex(kept)
