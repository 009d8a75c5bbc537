"""Files that no reader should trust: mutations of real ones, and bombs made on purpose."""

from __future__ import annotations

import gzip
import io
import lzma
import random
import re
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from typing import Final

Mutation = Callable[[bytes, random.Random], bytes]
_HUGE: Final = (0xFFFFFFFF, 0x7FFFFFFF, 0xFFFFFFF0, 10_000_000_000 & 0xFFFFFFFF)
_DEEP: Final = 20_000  # elements within elements
_ENTITIES: Final = 9  # levels of a "billion laughs"
_NUMBER: Final = re.compile(rb"\d{1,10}")
_ZEROS: Final = bytes(20_000_000)


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    """Flip one to 64 bits."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 64)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Keep the beginning only."""
    return data[: chance.randrange(len(data))]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """Lose a stretch in the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 4096) :]


def splice(data: bytes, chance: random.Random) -> bytes:
    """Repeat a stretch elsewhere, up to a thousand times."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    stretch = data[start : start + chance.randint(1, 200)] * chance.choice((1, 2, 1000))
    return data[:place] + stretch + data[place:]


def overwrite(data: bytes, chance: random.Random) -> bytes:
    """Write a declared size of about four thousand million over four bytes, at up to eight places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed))
        changed[place : place + 4] = chance.choice(_HUGE).to_bytes(4, chance.choice(("little", "big")))
    return bytes(changed)


def inflate_numbers(data: bytes, chance: random.Random) -> bytes:
    """Make some of the numbers written in digits huge: lengths, offsets and counts of PDF and XML."""
    numbers = list(_NUMBER.finditer(data))
    changed = data
    for match in sorted(chance.sample(numbers, min(len(numbers), 6)), key=lambda m: -m.start()):
        changed = changed[: match.start()] + chance.choice((b"4294967295", b"-1", b"0")) + changed[match.end() :]
    return changed


def mutate_inside(data: bytes, chance: random.Random) -> bytes:
    """Mutate a member of a zip and pack it again, so that the damage passes the checksum; other files as they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return splice(data, chance)
    name = chance.choice([name for name, part in parts.items() if part])
    parts[name] = chance.choice(SIMPLE)(parts[name], chance)
    return zipped(parts)


SIMPLE: Final[Sequence[Mutation]] = (flip_bits, cut, cut_out, splice, overwrite, inflate_numbers)
MUTATIONS: Final[Sequence[Mutation]] = (*SIMPLE, mutate_inside, mutate_inside)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(parts: Mapping[str, bytes]) -> bytes:
    """Return a tar."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def mailed(parts: Mapping[str, bytes]) -> bytes:
    """Return a mail with attachments."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.vn", "b@example.vn", "Báo cáo"
    mail.set_content("Kính gửi.")
    for name, data in parts.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


# --- Bombs ----------------------------------------------------------------------------------------------------------


def bombs(word: bytes) -> dict[str, bytes]:
    """Return files that declare, nest or unpack to too much, by name.

    Parameters
    ----------
    word : bytes
        A .docx whose parts are replaced.
    """
    return {
        "10gb.zip": declared_zip(10_000_000_000),
        "10gb.tar": declared_tar(10_000_000_000),
        "10gb.tar.gz": gzip.compress(declared_tar(10_000_000_000)),
        "khong.tar.gz": _zeros_in_gzip(30),
        "khong.txt.xz": lzma.compress(_ZEROS),
        "long-nhau.zip": nested_zip(40),
        "nhieu.zip": zipped({f"{number}.txt": b"a" for number in range(12_000)}),
        "khong.docx": _with_document(word, _ZEROS),
        "thuc-the.docx": _with_document(word, _laughs()),
        "sau.docx": _with_document(word, _deep_word()),
        "sau.html": b"<html><body>" + b"<div>" * _DEEP + b"x" + b"</div>" * _DEEP,
        "danh-sach.html": b"<html><body>" + b"<ul><li>" * _DEEP + b"x",
        "bang.html": b"<html><body>" + b"<table><tr><td>" * (_DEEP // 10) + b"x",
        "sau.eml": _nested_mail(400),
        "sau.rtf": b"{\\rtf1" + b"{" * _DEEP + b"x" + b"}" * _DEEP + b"}",
        "trang.pdf": _declared_pdf(),
    }


def declared_zip(size: int) -> bytes:
    """Return a small zip whose three entries declare `size` bytes together."""
    data = zipped({f"{number}.txt": b"x" for number in range(3)})
    pieces = data.split(b"PK\x01\x02")
    share = min(size // 3, 0xFFFFFFFE).to_bytes(4, "little")
    return b"PK\x01\x02".join([pieces[0], *(piece[:20] + share + piece[24:] for piece in pieces[1:])])


def declared_tar(size: int) -> bytes:
    """Return a tar whose only member declares `size` bytes."""
    info = tarfile.TarInfo("a.txt")
    info.size = size
    return info.tobuf() + bytes(tarfile.BLOCKSIZE)


def _zeros_in_gzip(times: int) -> bytes:
    """Return many zeros, never held at once: a worker's peak memory counts from that of the process that starts it."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as stream:
        for _ in range(times):
            stream.write(_ZEROS)
    return packed.getvalue()


def nested_zip(depth: int) -> bytes:
    """Return a zip in a zip, `depth` deep."""
    data = zipped({"a.txt": b"x"})
    for _ in range(depth):
        data = zipped({"b.zip": data})
    return data


def _with_document(word: bytes, document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"word/document.xml": document})


_WORD_NAMES: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _laughs() -> bytes:
    """Return a document whose entities expand to 10^9 letters."""
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, _ENTITIES + 1))
    head = b'<!DOCTYPE w [<!ENTITY e0 "x">' + levels + b"]>"
    inner = b"<w:p><w:r><w:t>&e%d;</w:t></w:r></w:p>" % _ENTITIES
    return head + b"<w:document " + _WORD_NAMES + b"><w:body>" + inner + b"</w:body></w:document>"


def _deep_word() -> bytes:
    inner = b"<w:sdt><w:sdtContent>" * _DEEP + b"</w:sdtContent></w:sdt>" * _DEEP
    return b"<w:document " + _WORD_NAMES + b"><w:body>" + inner + b"</w:body></w:document>"


def _nested_mail(depth: int) -> bytes:
    head = b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return head + parts + b"Content-Type: text/plain\n\nx\n"


def _declared_pdf() -> bytes:
    """Return a PDF that declares four thousand million pages."""
    objects = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 2000000000/Kids[3 0 R 2 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]>>endobj\n"
    )
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Size 4294967295>>\n%%EOF\n"
