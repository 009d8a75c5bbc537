"""Names and passwords: what is allowed, how they are compared, what of them is kept."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from cchc.accounts.types import ROLES
from cchc.index.folding import plain
from corpora.scheme import nearest
from nlp.errors import AccountError

LEAST: Final = 10  # code points of a password; NIST SP 800-63B asks for eight
_LONGEST_NAME: Final = 64  # code points
_NAME: Final = re.compile(r"[^\W_]+(?:[ ._@+-][^\W_]+)*")  # words of letters and digits, one sign between two


def composed(text: str) -> str:
    """Return a text in NFC: keyboards type one Vietnamese letter in several ways."""
    return unicodedata.normalize("NFC", text)


def key_of(name: str) -> str:
    r"""Return what two spellings of one name share.

    Examples
    --------
    >>> key_of("Lân") == key_of("LA\u0302N") != key_of("Lan")
    True
    """
    return composed(composed(plain(name)).casefold())


def checked_name(name: str) -> str:
    """Return a name as it is kept; raises E061 where it is none."""
    kept = composed(name)
    if len(kept) > _LONGEST_NAME or not _NAME.fullmatch(kept):
        raise AccountError("E061", plain(name)[:_LONGEST_NAME], str(_LONGEST_NAME))
    return kept


def checked_role(role: str) -> str:
    """Return a role; raises E063, with the one most likely meant, where there is none of this name."""
    if role not in ROLES:
        raise AccountError("E063", plain(role), nearest(role, ROLES) or ", ".join(ROLES))
    return role


def checked_password(name: str, password: str) -> str:
    """Return a password; raises E062 where it has fewer than ten code points or is the name."""
    if len(composed(password)) < LEAST or key_of(password) == key_of(name):
        raise AccountError("E062", "", str(LEAST))
    return password


class Passwords:
    """Makes and verifies hashes (Argon2id with the parameters of argon2-cffi)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self.hasher.hash(_octets(password))

    def right(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the one kept; without one it takes as long, and the answer is no."""
        try:
            return self.hasher.verify(kept or self._nobody(), _octets(password))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self.hasher.check_needs_rehash(kept)

    def _nobody(self) -> str:
        """Return a hash that no password has, of today's cost: random bytes instead of a digest."""
        cost = f"m={self.hasher.memory_cost},t={self.hasher.time_cost},p={self.hasher.parallelism}"
        salt, digest = (_unpadded(secrets.token_bytes(size)) for size in (self.hasher.salt_len, self.hasher.hash_len))
        return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"


def _octets(password: str) -> bytes:
    return composed(password).encode("utf-8", "surrogatepass")


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).rstrip(b"=").decode("ascii")
