"""Zip, 7z and tar: their entries in memory, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from corpora.names import is_wanted
from nlp.errors import ReadError

_UTF8_FLAG: Final = 0x800  # of a zip entry: its name is UTF-8
_LOCKED_FLAG: Final = 0x1
_SMALL: Final = 1_000_000  # bytes; below this no ratio is a danger
_TAR_BLOCK: Final = 512  # bytes
_VIETNAMESE: Final = re.compile(r"[\x20-\x7eÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—]+\Z")
# What the standard library raises at a damaged entry.
_DAMAGE: Final = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, zlib.error, lzma.LZMAError)
_OPENERS: Final[tuple[tuple[bytes, Callable[[IO[bytes]], Any]], ...]] = (
    (b"\x1f\x8b", lambda file: gzip.GzipFile(fileobj=file)),
    (b"\xfd7zXZ", lzma.LZMAFile),
    (b"BZh", bz2.BZ2File),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may be: sizes in bytes, levels of nesting, unpacked size over packed size."""

    member_bytes: int = 64_000_000
    total_bytes: int = 640_000_000
    count: int = 10_000
    ratio: int = 200
    depth: int = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its data, or the code of the error that takes its place."""

    name: str
    data: bytes = b""
    error: str = ""
    detail: str = ""


@dataclass(slots=True)
class Budget:
    """What the limits leave to an archive and all archives inside it."""

    limits: Limits
    unpacked: int = 0
    seen: int = field(default=0)

    def declare(self, name: str, sizes: list[int], packed: int) -> None:
        """Refuse, before anything is unpacked, an archive that declares too much.

        Raises
        ------
        ReadError
            E013.
        """
        total, self.seen = sum(sizes), self.seen + len(sizes)
        if self.seen > self.limits.count:
            raise ReadError("E013", name, f"{self.seen} > {self.limits.count} tệp/files")
        if total > max(_SMALL, self.limits.ratio * packed):
            raise ReadError("E013", name, f"{packed / 1e6:.1f} MB -> {total / 1e6:.1f} MB")
        if self.unpacked + total > self.limits.total_bytes:
            raise ReadError("E013", name, f"{total / 1e6:.1f} MB > {self.limits.total_bytes / 1e6:.1f} MB")

    def spend(self, name: str, size: int) -> None:
        """Count what was really unpacked.

        Raises
        ------
        ReadError
            E013 where it is more than the limit.
        """
        self.unpacked += size
        if self.unpacked > self.limits.total_bytes:
            raise ReadError("E013", name, f"> {self.limits.total_bytes / 1e6:.1f} MB")

    def refusal(self, name: str, size: int) -> Entry | None:
        """Return the error that takes the place of a member that is too large."""
        if size <= self.limits.member_bytes:
            return None
        return Entry(name, error="E006", detail=f"{size / 1e6:.1f} MB > {self.limits.member_bytes / 1e6:.1f} MB")


def zip_file(data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    """Yield the wanted entries of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        budget.declare(name, [info.file_size for info in infos], len(data))
        for info in infos:
            shown = zip_name(info)
            if not info.is_dir() and is_wanted(shown):
                yield _zip_entry(archive, info, shown, budget)


def _zip_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, budget: Budget) -> Entry:
    if info.flag_bits & _LOCKED_FLAG:
        return Entry(shown, error="E003")
    refusal = budget.refusal(shown, info.file_size)
    if refusal:
        return refusal
    try:
        data = archive.read(info)  # never more than the size that the entry declares
    except _DAMAGE as error:
        return Entry(shown, error="E004", detail=f"{error}"[:120])
    budget.spend(shown, len(data))
    return Entry(shown, data)


def zip_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name, decoded as it was meant.

    Without the flag for UTF-8 the standard says code page 437, which Python applies; yet many programs write UTF-8
    without the flag, and Windows with a Vietnamese locale its own code page 1258.

    Examples
    --------
    >>> zip_name(zipfile.ZipInfo("báo cáo.txt".encode().decode("cp437")))
    'báo cáo.txt'
    """
    name = info.filename
    if info.flag_bits & _UTF8_FLAG or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # decoded from elsewhere, such as an extra field
        return name
    return _decoded(raw) or name


def _decoded(raw: bytes) -> str | None:
    """Return bytes as UTF-8 or as Vietnamese in code page 1258, None where they are neither."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
        return text if _VIETNAMESE.match(text) else None


def tar(data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    """Yield the wanted regular files of a tar, compressed or not; a compressed single file is its own entry."""
    stream = _unpacked(data, name, budget)
    head = stream.read(_TAR_BLOCK)
    rest = _Joined(head, stream)
    if len(head) < _TAR_BLOCK or tarfile.BLOCKSIZE != _TAR_BLOCK or head[257:262] != b"ustar":
        yield from _single(name, rest, budget)
        return
    with tarfile.open(fileobj=rest, mode="r|") as archive:
        for info in archive:
            budget.declare(name, [info.size], len(data))
            yield from _tar_entry(archive, info, budget)


def _tar_entry(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Iterator[Entry]:
    file = archive.extractfile(info) if info.isreg() and is_wanted(info.name) else None
    if file is not None:
        yield budget.refusal(info.name, info.size) or Entry(_surrogates(info.name), file.read())


def _surrogates(name: str) -> str:
    """Return a tar member's name with bytes that are no UTF-8 decoded."""
    raw = name.encode("utf-8", "surrogateescape")
    return _decoded(raw) or raw.decode("cp437")


def _single(name: str, stream: _Joined, budget: Budget) -> Iterator[Entry]:
    inner = re.sub(r"\.(?:gz|xz|bz2)\Z", "", name.rsplit("/", 1)[-1], flags=re.IGNORECASE)
    data = stream.read(budget.limits.member_bytes + 1)
    if is_wanted(inner):
        yield budget.refusal(inner, len(data)) or Entry(inner, data)


def _unpacked(data: bytes, name: str, budget: Budget) -> _Capped:
    """Return the stream behind the compression, which ends with E013 where it grows beyond the limit."""
    raw = io.BytesIO(data)
    opener = next((opener for magic, opener in _OPENERS if data.startswith(magic)), None)
    return _Capped(opener(raw) if opener else raw, name, budget)


class _Capped(io.RawIOBase):
    """A stream that counts what it gives against the budget and its ratio."""

    def __init__(self, stream: Any, name: str, budget: Budget) -> None:
        self.stream, self.name, self.budget = stream, name, budget

    def read(self, size: int = -1) -> bytes:
        """Return bytes, `size` of them at most."""
        data: bytes = self.stream.read(size)
        self.budget.spend(self.name, len(data))
        return data


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: _Capped) -> None:
        self.head, self.rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """Return bytes, `size` of them at most."""
        if not self.head:
            return self.rest.read(size)
        count = len(self.head) if size < 0 else size
        data, self.head = self.head[:count], self.head[count:]
        return data + self.rest.read(size - len(data) if size >= 0 else -1)


def seven_zip(data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    """Yield the wanted entries of a 7z, all unpacked in one pass: its files are compressed together.

    Raises
    ------
    ReadError
        E003 with a password, E014 without py7zr, an optional part.
    """
    try:
        import py7zr
    except ImportError as error:
        raise ReadError("E014", name, "pip install 'cchc[archives]'") from error
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            yield from _seven_zip_entries(archive, data, name, budget)
    except py7zr.exceptions.PasswordRequired as error:
        raise ReadError("E003", name) from error


def _seven_zip_entries(archive: Any, data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    from py7zr.io import BytesIOFactory

    infos = archive.list()
    budget.declare(name, [info.uncompressed or 0 for info in infos], len(data))
    wanted = [info for info in infos if not info.is_directory and is_wanted(info.filename)]
    yield from filter(None, (budget.refusal(info.filename, info.uncompressed) for info in wanted))
    small = [info.filename for info in wanted if info.uncompressed <= budget.limits.member_bytes]
    factory = BytesIOFactory(budget.limits.member_bytes)
    archive.extract(targets=small, factory=factory)
    for inner, product in factory.products.items():
        product.seek(0)
        content = product.read()
        budget.spend(inner, len(content))
        yield Entry(inner, content)
