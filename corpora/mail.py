"""Mails (.eml): their attachments, and the letter itself where nothing is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final

from corpora.archives import Budget, Entry
from corpora.names import is_wanted

_HEADERS: Final = re.compile(
    rb"^(?:from|to|date|subject|received|return-path|message-id|mime-version|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD: Final = 4096  # bytes
_FEW: Final = 3  # headers that a text does not begin with by chance
_BODIES: Final = {"plain": "thu.txt", "html": "thu.html"}


def is_mail(data: bytes, name: str) -> bool:
    """Tell a mail by its headers, which stand before the first blank line."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD].lstrip(), maxsplit=1)[0]
    found = {match.group().lower() for match in _HEADERS.finditer(head)}
    return len(found) >= (1 if name.lower().endswith(".eml") else _FEW)


def mail(data: bytes, name: str, budget: Budget) -> Iterator[Entry]:
    """Yield the attached reports and archives, those of forwarded mails too; the body where there are none."""
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    budget.declare(name, [0] * len(parts), len(data))  # counts; a mail is larger than what it holds
    found = False
    for part in parts:
        entry = _attachment(part, budget)
        if entry is not None:
            found = True
            yield entry
    if not found:
        yield from _body(message, budget)


def _attachment(part: Message, budget: Budget) -> Entry | None:
    file = part.get_filename()
    if not file or not is_wanted(file):
        return None
    data = _content(part)
    budget.spend(file, len(data))
    return budget.refusal(file, len(data)) or Entry(file, data)


def _body(message: Message, budget: Budget) -> Iterator[Entry]:
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    data = _content(body)
    budget.spend("", len(data))
    charset = body.get_content_charset() or "utf-8"
    if body.get_content_subtype() == "plain" and charset != "utf-8":
        data = _decoded(data, charset)
    yield Entry(_BODIES.get(body.get_content_subtype(), "thu.txt"), data)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(data: bytes, charset: str) -> bytes:
    """Return text as UTF-8, the bytes themselves where the mail names its encoding wrongly."""
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
