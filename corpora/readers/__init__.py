"""Readers: a report's file in, a `Source` out. The only place where files are opened and third-party errors end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from corpora.legacy import convert_source
from corpora.names import OFFICE_SUFFIXES, SUFFIXES, is_wanted
from corpora.readers import sniff
from nlp.errors import ReadError
from nlp.source import Source

__all__ = ["MAX_BYTES", "OFFICE_SUFFIXES", "SUFFIXES", "find_reports", "load", "read", "read_bytes"]

MAX_BYTES: Final = 64_000_000
_MEGABYTE: Final = 1_000_000

#: Modules, each loaded with the first file of its kind: what reads PDFs and scans takes half a second to load.
_READERS: Final = {
    sniff.PLAIN: "text",
    sniff.MARKDOWN: "text",
    sniff.HTML: "html",
    sniff.DOCX: "docx",
    sniff.PDF: "pdf",
    sniff.DOC: "office",
    sniff.ODT: "office",
    sniff.RTF: "office",
    sniff.PNG: "scan",
    sniff.JPEG: "scan",
    sniff.TIFF: "scan",
}


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read one report.

    Parameters
    ----------
    path : Path
        A .txt, .md, .html, .docx, .doc, .odt, .rtf or .pdf file, or a scan (.png, .jpg, .tif); the content decides,
        not the suffix.
    max_bytes : int
        A larger file is refused before it is loaded.

    Returns
    -------
    Source

    Raises
    ------
    ReadError
        E001 to E007, E010, E011 and E012, with `path` as the value.
    """
    path = Path(path)
    return _read(load(path, max_bytes), path.name, path)


def read_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read one report from memory, such as standard input; `name` stands for the path in errors.

    Raises
    ------
    ReadError
        As `read`.
    """
    _check_size(len(data), max_bytes, name)
    return _read(data, Path(name).name, name)


def load(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    ReadError
        E006 where it is larger than `max_bytes`, E007 where it cannot be read.
    """
    try:
        return _load(path, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError("E007", path, getattr(error, "strerror", None) or str(error)) from error


def find_reports(path: Path) -> list[Path]:
    """Return the reports and archives of a folder and its subfolders, sorted; a file stands for itself.

    Hidden files and folders and the lock files of Office (`~$…`) are skipped, symbolic links to folders not followed.

    Raises
    ------
    ReadError
        E007 where `path` is missing or a folder cannot be listed, E009 where the folder holds no report.
    """
    path = Path(path)
    try:
        path.stat()
    except (OSError, ValueError) as error:
        raise ReadError("E007", path, getattr(error, "strerror", None) or str(error)) from error
    if not path.is_dir():
        return [path]
    found = sorted(_walk(path))
    if not found:
        raise ReadError("E009", path)
    return found


def _walk(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise ReadError("E007", error.filename or folder, error.strerror or str(error)) from error

    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in files if is_wanted(name)]
    return found


def _load(path: Path, max_bytes: int) -> bytes:
    _check_size(path.stat().st_size, max_bytes, path)
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)  # a pipe or a growing file tells no true size beforehand
    _check_size(len(data), max_bytes, path)
    return data


def _check_size(size: int, max_bytes: int, value: object) -> None:
    if size > max_bytes:
        raise ReadError("E006", value, f"{size / _MEGABYTE:.1f} MB > {max_bytes / _MEGABYTE:.1f} MB")


def _read(data: bytes, name: str, value: object) -> Source:
    """Sniff and read; every error gets `value`, and whatever a parser throws at a damaged file becomes E004."""
    try:
        media_type = sniff.sniff(data, name)
        source = convert_source(_reader(media_type)(data, name))
    except ReadError as error:
        raise ReadError(error.code, value, error.detail) from error
    except MemoryError as error:
        raise ReadError("E012", value) from error
    except ImportError as error:  # what reads it could not be loaded: no fault of the file
        raise ReadError("E007", value, str(error)) from error
    except Exception as error:
        raise ReadError("E004", value, f"{type(error).__name__}: {error}"[:200]) from error
    if not source.text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\f\v\xa0"):
        raise ReadError("E001", value)
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, source.text, media_type, digest, source.pages, source.marks, source.warnings)


def _reader(media_type: str) -> Callable[[bytes, str], Source]:
    return cast(Callable[[bytes, str], Source], import_module(f"corpora.readers.{_READERS[media_type]}").read)
