"""What every request works with: the index, the accounts, the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import Request
from itsdangerous import BadSignature, URLSafeSerializer
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from cchc.accounts import Accounts
from cchc.accounts.passwords import key_of
from cchc.index import Index, open_index
from cchc.index.intake import Options
from cchc.web.jobs import Jobs
from cchc.web.pictures import Pictures

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]", "::1")
_SIGN_INS: Final = (parse("5/minute"), parse("30/hour"))  # failed ones, of one name from one address
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How the desk is served.

    Attributes
    ----------
    folder : Path
        Of the index.
    database : str, optional
        "postgresql://…" instead of the folder's SQLite file.
    model : str, optional
        Folder of another model for uploads.
    names : tuple of str
        Host names that requests may ask for; "*" for any. Another name is refused: a page of somebody else's could
        otherwise have its name lead to this machine (DNS rebinding).
    local : bool
        Only this machine can reach the server, so that without accounts its user may do everything.
    https : bool
        Browsers reach the server by https (a proxy before it): cookies are sent by https only.
    max_bytes, max_request : int
        Of one uploaded file, and of one request.
    timeout : float
        Seconds that reading one file may take.
    hours : float
        That a sign-in lasts.
    """

    folder: Path
    database: str | None = None
    model: str | None = None
    names: tuple[str, ...] = LOOPBACK
    local: bool = True
    https: bool = False
    max_bytes: int = 64 * _MB
    max_request: int = 512 * _MB
    timeout: float = 120
    hours: float = 12


class Desk:
    """An open index with accounts; closed with the server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.index: Index = open_index(settings.folder, settings.database, create=True)
        self.accounts = Accounts(self.index.store.engine)
        self.accounts.purge()  # nothing else deletes what has expired
        self.pictures = Pictures()
        self.key = self.accounts.signing_key()
        self.signer = URLSafeSerializer(self.key, salt="cchc-cookie")
        self.jobs = Jobs(self.index, Options(settings.model, 1, settings.max_bytes, settings.timeout))
        self._failures = MovingWindowRateLimiter(MemoryStorage())

    def close(self) -> None:
        """Stop reading uploads, end the workers, give the index back."""
        self.jobs.close()
        self.pictures.close()
        self.index.close()

    def sign(self, token: str) -> str:
        """Return a cookie's value for a token."""
        signed = self.signer.dumps(token)
        return signed if isinstance(signed, str) else signed.decode("ascii")

    def unsign(self, cookie: str | None) -> str | None:
        """Return the token of a cookie; None where this desk did not sign it."""
        try:
            token = self.signer.loads(cookie) if cookie else None
        except BadSignature:
            return None
        return token if isinstance(token, str) else None

    def failed_sign_in(self, name: str, address: str) -> None:
        """Count a failed sign-in."""
        for limit in _SIGN_INS:
            self._failures.hit(limit, key_of(name), address)

    def wait(self, name: str, address: str, now: float) -> int:
        """Return the seconds until this name may be tried again from this address; 0 for at once."""
        return max(self._wait(limit, key_of(name), address, now) for limit in _SIGN_INS)

    def _wait(self, limit: RateLimitItem, name: str, address: str, now: float) -> int:
        if self._failures.test(limit, name, address):
            return 0
        return max(1, round(self._failures.get_window_stats(limit, name, address).reset_time - now))


def desk(request: Request) -> Desk:
    """Return the desk of a request; what other processes wrote to the index is taken over."""
    found: Desk = request.app.state.desk
    found.index.refresh()
    return found
