"""The kind of a file, told from its content; the name only settles Markdown against plain text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from nlp.errors import ReadError

PLAIN: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
DOC: Final = "application/msword"
ODT: Final = "application/vnd.oasis.opendocument.text"
RTF: Final = "application/rtf"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TIFF: Final = "image/tiff"

# Word writes word/document.xml; its web edition sometimes word/document2.xml.
DOCUMENT_PART: Final = re.compile(r"word/document\d*\.xml\Z")
# What a document that is a zip inside holds at its top, and an archive of reports does not.
_DOCUMENT_ENTRIES: Final = frozenset({"mimetype", "[Content_Types].xml", "META-INF/MANIFEST.MF"})

_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY: Final = (
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
)
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"

_PREFACE = r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
_PAGE = re.compile(_PREFACE + r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(_PREFACE + r"<(?:div|p|table|h[1-6]|meta|center|article|section|main|style)\b", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|div|table|h[1-6]|body|html)\s*>", re.IGNORECASE)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6} +\S|\*\*[^*\n]+\*\*\s*$)", re.MULTILINE)


def sniff(data: bytes, name: str) -> str:
    """Return the media type of a file.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name; `.md` makes text Markdown, `.html` lets a fragment without an <html> element pass.

    Raises
    ------
    ReadError
        E001 for nothing but white space, E002 for a kind that is not read, E003 for an encrypted Office file, E004 for
        a broken archive.
    """
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf"):
        raise ReadError("E001", name)
    if data.startswith(_OLE):
        return _sniff_ole(data, name)
    if data.startswith(_ZIP):
        return _sniff_zip(data, name)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"{\\rtf"):
        return RTF
    for magic, kind in _PICTURES:
        if data.startswith(magic):
            return kind
    _refuse_binary(data, name)
    return _sniff_text(data, name.lower())


def is_office_zip(data: bytes) -> bool:
    """Tell the documents that are zips inside (Word, Excel, OpenDocument, e-books) from archives of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return bool(names & _DOCUMENT_ENTRIES) or any(DOCUMENT_PART.match(part) for part in names)


def _sniff_ole(data: bytes, name: str) -> str:
    """Tell a legacy .doc from the other compound files by the name of its main stream."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("E003", name)
    if "WordDocument".encode("utf-16-le") in data or name.lower().endswith((".doc", ".dot")):
        return DOC
    raise ReadError("E002", name, "OLE")


def _sniff_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.open("mimetype").read(_HEAD) if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        raise ReadError("E004", name, "zip") from error
    if mimetype.strip() == ODT.encode():
        return ODT
    if any(DOCUMENT_PART.match(part) for part in names):
        return DOCX
    if name.lower().endswith((".docx", ".odt")):
        raise ReadError("E004", name, "word/document.xml" if name.lower().endswith(".docx") else "mimetype")
    raise ReadError("E002", name, "zip")


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise ReadError("E002", name, kind)
    if data.startswith(_UTF16):
        return
    # A text may hold a stray NUL (a letter lost by a PDF tool); VISCII puts a few capitals into the control codes.
    nuls, controls = data.count(0), len(data) - len(data.translate(None, _CONTROLS))
    if nuls * 100 > len(data) or controls * 20 > len(data):
        raise ReadError("E002", name, "binary")


def _sniff_text(data: bytes, name: str) -> str:
    head = _decode_head(data[:_HEAD])
    if _is_html(data, head, name):
        return HTML
    if name.endswith((".md", ".markdown")):
        return MARKDOWN
    unnamed = not name.endswith(".txt")
    return MARKDOWN if unnamed and len(_MARKDOWN_LINE.findall(head)) > 1 else PLAIN


def _is_html(data: bytes, head: str, name: str) -> bool:
    """Tell HTML from text with some mark-up: Markdown and converted PDFs hold <sup>, <b> and even <table>."""
    if _PAGE.match(head):
        return True
    if name.endswith((".md", ".markdown", ".txt")):
        return False
    if _FRAGMENT.match(head) and _BLOCK_END.search(head):
        return True
    return name.endswith((".html", ".htm")) and bool(_BLOCK_END.search(_decode_head(data)))


def _decode_head(data: bytes) -> str:
    """Decode enough to see tags, which are ASCII in every encoding but UTF-16."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    return data.removeprefix(_UTF8_BOM).decode("latin-1")
