"""Archives and mails: the reports inside, one by one, from bytes to bytes.

Nothing is unpacked to the disk, so that no name in an archive can lead anywhere; sizes, counts, ratio and nesting are
limited, what is declared before anything is unpacked and what comes out while it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from corpora.archives import Budget, Entry, Limits, seven_zip, tar, zip_file
from corpora.mail import is_mail, mail
from corpora.names import CONTAINER_SUFFIXES
from corpora.readers.sniff import is_office_zip
from nlp.errors import ReadError

__all__ = ["Limits", "Member", "members", "sniff_container"]

_MAGIC: Final = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TAR_MAGIC: Final = slice(257, 262)  # POSIX ustar header
_UNPACKERS: Final[dict[str, Callable[[bytes, str, Budget], Iterator[Entry]]]] = {
    "zip": zip_file,
    "7z": seven_zip,
    "tar": tar,
    "gzip": tar,
    "xz": tar,
    "bzip2": tar,
    "mail": mail,
}


class Member(NamedTuple):
    """A report in an archive: its name, such as `kho.zip/xa/a.docx`, and its content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the nesting an archive stands."""

    budget: Budget
    depth: int = 1


def sniff_container(data: bytes, name: str) -> str | None:
    """Return the kind of an archive or mail by its content, None for anything else; a Word file is none."""
    if data.startswith(_ZIP):
        return None if name.lower().endswith((".docx", ".odt")) or is_office_zip(data) else "zip"
    if data[_TAR_MAGIC] == b"ustar":
        return "tar"
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return found or ("mail" if is_mail(data, name) else None)


def members(data: bytes, name: str, limits: Limits | None = None) -> Iterator[Member | ReadError]:
    """Yield the reports of an archive or mail, those of archives inside it too.

    Parameters
    ----------
    data : bytes
    name : str
        Heads the members' names.
    limits : Limits, optional

    Yields
    ------
    Member or ReadError
        An error for a member that cannot be read; the others follow.

    Raises
    ------
    ReadError
        E003 with a password, E004 where the archive is damaged, E009 where it holds no report, E013 beyond the limits,
        E014 where the optional part that reads it is missing.
    """
    found = False
    for item in _walk(data, name, _Place(Budget(limits or Limits()))):
        found = True
        yield item
    if not found:
        raise ReadError("E009", name)


def _walk(data: bytes, name: str, place: _Place) -> Iterator[Member | ReadError]:
    kind = sniff_container(data, name)
    if place.depth > place.budget.limits.depth:
        raise ReadError("E013", name, f"> {place.budget.limits.depth} lớp/levels")
    for entry in _entries(kind or "", data, name, place.budget):
        shown = f"{name}/{_shown(entry.name)}"
        if entry.error:
            yield ReadError(entry.error, shown, entry.detail)
        elif entry.name.lower().endswith(CONTAINER_SUFFIXES):
            yield from _inner(entry.data, shown, place)
        else:
            yield Member(shown, entry.data)


def _inner(data: bytes, name: str, place: _Place) -> Iterator[Member | ReadError]:
    """Yield the reports of an archive in an archive; a broken one costs itself only, a limit all that follows."""
    if sniff_container(data, name) is None:
        yield ReadError("E004", name, PurePosixPath(name).suffix)
        return
    try:
        yield from _walk(data, name, _Place(place.budget, place.depth + 1))
    except ReadError as error:
        yield error


def _entries(kind: str, data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    """Yield the entries that are wanted; whatever a library throws at a damaged archive becomes E004."""
    try:
        yield from _UNPACKERS[kind](data, name, budget)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # the libraries share no base class
        raise ReadError("E004", name, f"{type(error).__name__}: {error}"[:120]) from error


def _shown(name: str) -> str:
    """Return a member's name for people: parts that lead elsewhere and signs that move the cursor are dropped."""
    parts = [part for part in re.split(r"[\\/]", name) if part not in ("", ".", "..")]
    return "".join(char if char.isprintable() else "\ufffd" for char in "/".join(parts))
