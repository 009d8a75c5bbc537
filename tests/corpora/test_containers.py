"""Archives and mails: what is inside, under which name, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from reader_helpers import SENTENCE, simple_word

from corpora.containers import Limits, Member, members, sniff_container
from evaluation.hostile import declared_tar, tarred
from nlp.errors import ReadError

TEXT = SENTENCE.encode()
FILES = {"xã A/a.txt": TEXT, "b.md": b"# " + TEXT, "anh.gif": b"x", ".an.txt": b"x", "__MACOSX/._a.txt": b"x"}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def seven_zipped(files: dict[str, bytes], password: str | None = None) -> bytes:
    py7zr = pytest.importorskip("py7zr")
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w", password=password) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return packed.getvalue()


def mailed(files: dict[str, bytes], letter: str = "Kính gửi phòng Nội vụ.", charset: str = "utf-8") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.vn", "b@example.vn", "Báo cáo tháng"
    mail.set_content(letter, charset=charset)
    for name, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def found(data: bytes, name: str = "kho", limits: Limits | None = None) -> dict[str, bytes | str]:
    items = list(members(data, name, limits))
    return {
        item.name if isinstance(item, Member) else str(item.value): item.data if isinstance(item, Member) else item.code
        for item in items
    }


def refused(data: bytes, code: str, name: str = "kho", limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        list(members(data, name, limits))
    assert (caught.value.code, caught.value.value) == (code, name)
    return caught.value


@pytest.mark.parametrize(
    "pack",
    [
        zipped,
        seven_zipped,
        tarred,
        lambda files: gzip.compress(tarred(files)),
        lambda files: lzma.compress(tarred(files)),
        lambda files: bz2.compress(tarred(files)),
    ],
    ids=["zip", "7z", "tar", "tar.gz", "tar.xz", "tar.bz2"],
)
def test_reports_inside(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    assert found(pack(FILES)) == {"kho/xã A/a.txt": TEXT, "kho/b.md": b"# " + TEXT}


def test_nothing_comes_before_it_is_asked_for() -> None:
    broken = zipped({"a.txt": TEXT, "b.txt": b"y" * 99}, zipfile.ZIP_STORED).replace(b"y" * 99, b"z" * 99)
    items = members(broken, "kho.zip")
    assert next(items) == Member("kho.zip/a.txt", TEXT)
    second = next(items)
    assert isinstance(second, ReadError) and (second.code, second.value) == ("E004", "kho.zip/b.txt")


def test_archives_in_archives() -> None:
    data = zipped({"con.tar.gz": gzip.compress(tarred({"trong/thu.eml": mailed({"a.txt": TEXT})})), "hong.zip": b"PK"})
    assert found(data, "kho.zip") == {
        "kho.zip/con.tar.gz/trong/thu.eml/a.txt": TEXT,
        "kho.zip/hong.zip": "E004",
    }


def test_mail_attachments_else_the_letter() -> None:
    assert found(mailed({"Báo cáo xã.txt": TEXT, "ảnh.gif": b"x"}), "t.eml") == {"t.eml/Báo cáo xã.txt": TEXT}
    assert found(mailed({"anh.gif": b"x"}), "t.eml") == {"t.eml/thu.txt": "Kính gửi phòng Nội vụ.\n".encode()}
    assert found(mailed({}, "Đơn vi\u0323", "cp1258"), "t.eml") == {"t.eml/thu.txt": "Đơn vi\u0323\n".encode()}


@pytest.mark.parametrize(
    "inner",
    ["../../etc/a.txt", "/etc/a.txt", "..\\..\\etc\\a.txt", "etc/./a.txt", "etc/\x1b[31ma.txt"],
)
def test_no_name_leads_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inner: str) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for data in (zipped({inner: TEXT}), tarred({inner: TEXT})):
        (name,) = found(data)
        assert name.replace("\ufffd[31m", "") == "kho/etc/a.txt"
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "a.txt"), (tarfile.LNKTYPE, "b.txt"), (tarfile.FIFOTYPE, "c.txt")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("d.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert found(packed.getvalue()) == {"kho/d.txt": TEXT}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "cp437"])
def test_names_in_other_encodings(encoding: str) -> None:
    name = {"utf-8": "Báo cáo tổng kết.txt", "cp1258": "Báo cáo năm Đồng.txt", "cp437": "Ünï½.txt"}[encoding]
    written = name.replace("ồ", "ô\u0300") if encoding == "cp1258" else name
    raw = written.encode(encoding)
    data = zipped({"x" * len(raw): TEXT}).replace(b"x" * len(raw), raw)
    assert found(data) == {f"kho/{name}": TEXT}


def test_documents_that_are_zips_are_no_archives(tmp_path: Path) -> None:
    word = simple_word(tmp_path / "a.docx").read_bytes()
    assert sniff_container(word, "a.zip") is None
    assert sniff_container(zipped({"[Content_Types].xml": b"<a/>", "a.txt": TEXT}), "a.xlsx") is None
    assert sniff_container(zipped({"a.docx": word}), "a") == "zip"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (b"Subject: x\n\nabc", "a.eml", "mail"),
        (b"From: a\nTo: b\nSubject: c\n\nabc", "a", "mail"),
        ("Nơi nhận: x\n\nFrom: a\nTo: b\nDate: c".encode(), "a.txt", None),
        (b"abc", "a.eml", None),
    ],
)
def test_mails_are_told_by_their_headers(text: bytes, name: str, kind: str | None) -> None:
    assert sniff_container(text, name) == kind


# --- Limits ---------------------------------------------------------------------------------------------------------


def declaring(size: int) -> bytes:
    """Return a zip whose only entry declares a size."""
    data = bytearray(zipped({"a.txt": TEXT}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = size.to_bytes(4, "little")
    return bytes(data)


def test_ten_declared_gigabytes_are_refused_at_once() -> None:
    assert "4294.0 MB" in refused(declaring(4_294_000_000), "E013").detail
    assert "10000.0 MB" in refused(declared_tar(10_000_000_000), "E013").detail
    assert "10000.0 MB" in refused(gzip.compress(declared_tar(10_000_000_000)), "E013").detail


def test_what_comes_out_is_limited_too() -> None:
    """A tar tells nothing of its members before they come, a compressed file nothing at all."""
    limits = Limits(member_bytes=900_000, total_bytes=1_000_000)
    many = tarred({f"{n}.txt": os.urandom(90_000) for n in range(20)})
    refused(many, "E013", limits=limits)
    assert found(gzip.compress(bytes(950_000)), "a.txt.gz", limits) == {"a.txt.gz/a.txt": "E006"}
    refused(gzip.compress(bytes(5_000_000)), "E013", "a.txt.gz", Limits(2_000_000, 1_000_000))


def test_large_members_cost_themselves_only() -> None:
    files = {"to.txt": os.urandom(2000), "a.txt": b"a"}
    for pack in (zipped, tarred, seven_zipped, mailed):
        assert found(pack(files), limits=Limits(member_bytes=1000)) == {"kho/to.txt": "E006", "kho/a.txt": b"a"}


def test_counts_ratio_and_nesting() -> None:
    refused(zipped({f"{n}.txt": b"a" for n in range(12)}), "E013", limits=Limits(count=11))
    refused(zipped({"a.txt": bytes(5_000_000)}), "E013")
    data = zipped({"a.txt": TEXT})
    for _ in range(4):
        data = zipped({"b.zip": data})
    assert found(data) == {"kho/b.zip/b.zip/b.zip/b.zip": "E013"}
    assert found(data, limits=Limits(depth=5)) == {"kho/b.zip/b.zip/b.zip/b.zip/a.txt": TEXT}


def test_an_archive_of_archives_shares_one_budget() -> None:
    inner = zipped({"a.txt": os.urandom(40_000)}, zipfile.ZIP_STORED)
    data = zipped({f"{n}.zip": inner for n in range(9)}, zipfile.ZIP_STORED)
    with pytest.raises(ReadError) as caught:
        list(members(data, "kho.zip", Limits(total_bytes=500_000)))
    assert caught.value.code == "E013"


def test_passwords() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert found(bytes(data)) == {"kho/a.txt": "E003"}
    refused(seven_zipped({"a.txt": TEXT}, "bi-mat"), "E003")


@pytest.mark.parametrize("pack", [zipped, tarred, seven_zipped, lambda files: gzip.compress(tarred(files))])
def test_no_report_inside(pack: Callable[[dict[str, bytes]], bytes]) -> None:
    refused(pack({"anh.gif": b"x" * 600}), "E009")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("pack", [seven_zipped, lambda files: gzip.compress(tarred(files))], ids=["7z", "tar.gz"])
def test_damaged_archives(pack: Callable[[dict[str, bytes]], bytes], cut: float) -> None:
    data = pack({"a.txt": os.urandom(3000)})
    refused(data[: int(len(data) * cut)], "E004")


def test_seven_zip_without_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py7zr", None)
    assert "cchc[archives]" in refused(b"7z\xbc\xaf\x27\x1c" + bytes(50), "E014").message("vi")
