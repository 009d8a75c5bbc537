"""Plain text and Markdown: the file itself, decoded, nothing else changed."""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from corpora.legacy import convert_paragraphs
from nlp.notices import make_notice
from nlp.source import Notice, PageSpan, Source

# Words of every report; a decoding that shows none of them is not Vietnamese.
_COMMON = re.compile(r"\b(?:của|và|các|được|chính|nhân|huyện|tỉnh|công|thực|hiện|báo|cáo)\b", re.IGNORECASE)
# One broken byte in this many leaves the rest of a UTF-8 file worth reading as UTF-8.
_BYTES_PER_FLAW = 100


def read(data: bytes, name: str) -> Source:
    """Read plain text or Markdown.

    The text of a UTF-8 file is exactly ``open(path, encoding="utf-8", newline="").read()``: line ends and byte-order
    mark are kept, so that offsets (code points) are those of the file. Another encoding is decoded with notice W001.
    """
    text, notices = decode(data)
    return Source(name, text, pages=form_feed_pages(text), warnings=notices)


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """Decode bytes to text, with a notice where they are not UTF-8.

    Parameters
    ----------
    data : bytes
    declared : str
        An encoding that the file itself names; tried after UTF-8, which cannot be mistaken for anything else.
    """
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text, encoding = _decode_other(data, declared)
    return text, (make_notice("encoding", encoding=encoding),)


def form_feed_pages(text: str) -> tuple[PageSpan, ...]:
    """Return the pages that form feeds separate; none where there is no form feed. A page keeps its form feed."""
    ends = [match.end() for match in re.finditer("\f", text)]
    if not ends:
        return ()
    if text[ends[-1] :].strip():
        ends.append(len(text))
    ends[-1] = len(text)  # white space after the last form feed is no page
    starts = [0, *ends[:-1]]
    return tuple(PageSpan(n, start, end) for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1))


def _decode_other(data: bytes, declared: str) -> tuple[str, str]:
    """Return (text, encoding) of bytes that are not clean UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), "UTF-16"
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") * _BYTES_PER_FLAW <= len(data) and _looks_vietnamese(damaged):
        return damaged, "UTF-8 (có byte hỏng)"
    for encoding in (declared, "cp1258"):
        text = _try(data, encoding)
        if text is not None and (encoding == declared or _looks_vietnamese(text)):
            return text, encoding
    western = _western(data)
    if any(convert_paragraphs(western).encodings):  # the bytes of TCVN3 or VNI, which a later step converts
        return western, "cp1252"
    return _guess(data)


def _western(data: bytes) -> str:
    """Decode as Windows' Western code page, in which old fonts kept their letters; its few gaps as in Latin-1."""
    return _try(data, "cp1252") or data.decode("latin-1")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeError):
        return None


def _guess(data: bytes) -> tuple[str, str]:
    """Let charset-normalizer decide; Latin-1, which loses no byte, where it cannot."""
    best = charset_normalizer.from_bytes(data).best()
    text = _try(data, best.encoding) if best else None
    if best is None or text is None:
        return data.decode("latin-1"), "latin-1"
    return text, best.encoding


def _looks_vietnamese(text: str) -> bool:
    sample = unicodedata.normalize("NFC", text[:20_000])
    return len(_COMMON.findall(sample)) * 60 >= len(sample.split())
