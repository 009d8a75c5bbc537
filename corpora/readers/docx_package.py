"""A .docx as a package: its parts, opened with limits and parsed without entities."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from lxml import etree

from corpora.readers.sniff import DOCUMENT_PART
from nlp.errors import ReadError

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Documents saved as "strict Open XML" use names of their own for the same elements.
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MAX_UNPACKED: Final = 300_000_000  # bytes
_MAX_RATIO: Final = 200
_SMALL: Final = 1_000_000  # bytes; below this no ratio is a danger

Element = Any  # lxml carries no types


class Package:
    """The XML parts of a .docx.

    Raises
    ------
    ReadError
        E004 where the archive or its main part is broken, E006 where it would unpack to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise ReadError("E004", name, str(error)) from error
        _check_archive(self.archive, name)

    def part(self, pattern: str | re.Pattern[str]) -> Element | None:
        """Return the root of the first part whose name matches, None where there is none."""
        for part in self.archive.namelist():
            if re.match(pattern, part):
                return self._parse(part)
        return None

    def main(self) -> Element:
        """Return the body of the document."""
        root = self.part(DOCUMENT_PART)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise ReadError("E004", self.name, "w:body")
        return body

    def _parse(self, part: str) -> Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            data = self.archive.read(part).replace(_STRICT, _TRANSITIONAL)
            return etree.fromstring(data, parser)
        except Exception as error:  # zipfile, zlib and lxml share no base class
            raise ReadError("E004", self.name, f"{part}: {error}"[:120]) from error


def check_sizes(data: bytes, name: str) -> None:
    """Refuse a document in a zip that would unpack to too much, before another program opens it.

    Raises
    ------
    ReadError
        E004 where the archive is broken, E006 beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, name)
    except zipfile.BadZipFile as error:
        raise ReadError("E004", name, str(error)) from error


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_RATIO * max(packed, 1)):
        raise ReadError("E006", name, f"zip {packed / 1e6:.1f} MB -> {unpacked / 1e6:.1f} MB")


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """Return the attribute of the first element under `path` (such as "pPr/numPr/numId"), None where there is none."""
    found = child(element, path)
    return None if found is None else found.get(W + attribute)


def child(element: Element | None, path: str) -> Element | None:
    """Return the first element under `path`, names without prefix."""
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))


def integer(text: str | None) -> int | None:
    """Return an attribute's whole number, None where it holds none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


def is_on(element: Element | None, name: str) -> bool:
    """Tell whether a toggle such as `w:vanish` is set."""
    toggle = child(element, name)
    return toggle is not None and toggle.get(W + "val", "1") not in ("0", "false", "off", "none")
