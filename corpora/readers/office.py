"""Word's old .doc, OpenDocument and RTF: LibreOffice turns them into .docx, which is then read like any other.

LibreOffice runs without a window, with a profile of its own (an open window of the user's is not disturbed, nor are
its settings used), without macros, within a time limit, and ends with all it started.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import tempfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from corpora.names import OFFICE_SUFFIXES as SUFFIXES
from corpora.readers import docx, sniff
from corpora.readers.docx_package import check_sizes
from nlp.errors import ReadError
from nlp.source import Source

__all__ = ["SUFFIXES", "convert_to", "find_program", "prepare", "read"]

PROGRAM_VARIABLE: Final = "CCHC_SOFFICE"  # names the program; empty, it tells to do without
_PROGRAMS: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SECONDS: Final = 90.0  # for one start; below the time that `corpora.guard` gives a file
_MEMORY: Final = 3_000_000_000  # bytes of address space, most of it shared libraries; far less is resident
_IN_WORKER: Final = multiprocessing.parent_process() is not None  # `corpora.guard` ends its whole group
_KEPT: Final = 32  # converted files that wait for being read


class _Kind(NamedTuple):
    """A kind of file: its suffix, the import filter, which keeps LibreOffice from guessing, its name, its target."""

    suffix: str
    import_filter: str
    shown: str
    target: str = "docx:MS Word 2007 XML"


_KINDS: Final[Mapping[str, _Kind]] = {
    sniff.DOC: _Kind(".doc", "MS Word 97", ".doc"),
    sniff.ODT: _Kind(".odt", "writer8", ".odt"),
    sniff.RTF: _Kind(".rtf", "Rich Text Format", ".rtf"),
}
# Macros never run, links are never followed nor updated: registrymodifications.xcu of the profile.
_SETTINGS: Final = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
_PROFILE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{}</oor:items>\n'
_ITEM: Final = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'

_converted: OrderedDict[str, bytes] = OrderedDict()  # SHA-256 of a file -> .docx


def read(data: bytes, name: str) -> Source:
    """Read a .doc, .odt or .rtf as the .docx that LibreOffice makes of it.

    Raises
    ------
    ReadError
        E010 without LibreOffice, E004 where LibreOffice makes nothing of the file, E006 where the file would unpack to
        too much, E011 beyond the time.
    """
    key, media_type = hashlib.sha256(data).hexdigest(), sniff.sniff(data, name)
    if key not in _converted:
        _convert([data], name, media_type)
    if key not in _converted:
        raise ReadError("E004", name, f"{_KINDS[media_type].shown}, LibreOffice")
    return docx.read(_converted.pop(key), name)


def prepare(files: Sequence[tuple[str, bytes]]) -> None:
    """Convert (name, data) pairs beforehand, those of a kind in one start, which takes longer than a conversion.

    What cannot be converted is left out: reading it tells why.

    Raises
    ------
    ReadError
        E011 where it took too long.
    """
    kinds: dict[str, list[bytes]] = {}
    for name, data in files[:_KEPT]:
        with contextlib.suppress(ReadError):
            kinds.setdefault(sniff.sniff(data, name), []).append(data)
    for media_type, batch in kinds.items():
        if media_type in _KINDS:
            _prepare_kind(batch, media_type)


def _prepare_kind(batch: Sequence[bytes], media_type: str) -> None:
    try:
        _convert(batch, "", media_type)
    except ReadError as error:
        if error.code == "E011":
            raise


def convert_to(data: bytes, suffix: str) -> bytes:
    """Return a .docx as another kind (".odt", ".doc", ".rtf"): what samples and tests are made with.

    Raises
    ------
    ReadError
        E004 where LibreOffice makes nothing of it, E010 without LibreOffice, E011 beyond the time.
    """
    program = find_program()
    if program is None:
        raise ReadError("E010", "", suffix)
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(data)
        _run(program, _Kind(".docx", "MS Word 2007 XML", ".docx", suffix.lstrip(".")), [path], Path(folder), "")
        result = path.with_suffix(suffix)
        if not result.exists():
            raise ReadError("E004", "", "LibreOffice")
        return result.read_bytes()


def find_program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    named = os.environ.get(PROGRAM_VARIABLE)
    if named is not None:
        return shutil.which(named) if named else None
    return next(filter(None, map(shutil.which, (*_PROGRAMS, *_PLACES))), None)


def _convert(batch: Sequence[bytes], name: str, media_type: str) -> None:
    """Convert files of one kind and keep the results by content."""
    kind, program = _KINDS[media_type], find_program()
    if program is None:
        raise ReadError("E010", name, kind.shown)
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder, f"{number}{kind.suffix}") for number in range(len(batch))]
        for path, data in zip(paths, batch, strict=True):
            if media_type == sniff.ODT:
                check_sizes(data, name)
            path.write_bytes(data)
        _run(program, kind, paths, Path(folder), name)
        for path, data in zip(paths, batch, strict=True):
            result = path.with_suffix(".docx")
            if result.exists():
                _keep(data, result.read_bytes())


def _keep(data: bytes, converted: bytes) -> None:
    _converted[hashlib.sha256(data).hexdigest()] = converted
    while len(_converted) > _KEPT:
        _converted.popitem(last=False)


def _run(program: str, kind: _Kind, paths: Sequence[Path], folder: Path, name: str) -> None:
    """Run LibreOffice over files; a failed one shows by its missing result."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += [f"--infilter={kind.import_filter}", "--convert-to", kind.target, "--outdir", str(folder)]
    process = subprocess.Popen(  # noqa: S603 - no shell; the program is the user's own, the names are ours
        [*command, *map(str, paths)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ
        | {"HOME": str(folder), "TMPDIR": str(folder), "no_proxy": "", "http_proxy": "http://127.0.0.1:9"},
        preexec_fn=_prepare_process if os.name == "posix" else None,  # noqa: PLW1509 - no threads hold locks here
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError("E011", name, f"{_SECONDS:g}") from error
    finally:
        _end(process)


def _prepare_process() -> None:
    """Give LibreOffice limits of its own, and a group of its own unless a worker's group holds it already."""
    import resource

    if not _IN_WORKER:
        os.setpgid(0, 0)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all it started; in a worker, what is left ends with the worker."""
    if os.name == "posix" and not _IN_WORKER:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
