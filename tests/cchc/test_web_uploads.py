"""Handing in reports: what is taken, what becomes of it, what a killed server leaves, what an attack costs."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_helpers import accessible, browser, csrf, desk_client, keep, needs_chromium, served, sign_in

from cchc.accounts import Accounts
from cchc.index import Index, open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.web import Settings
from cchc.web.job_files import Job, Shelf, base_name, ending_of

WAIT = 120.0  # seconds; the machine may be busy
REPORT = (SAMPLES / "so-2020.md").read_bytes()
PASSWORD = "một mật khẩu dài"


def send(client: TestClient, *files: tuple[str, bytes]) -> Any:
    """Hand in files as the page's form does."""
    return client.post("/nap", data={"csrf": csrf(client)}, files=[("files", one) for one in files])


def ended(client: TestClient, response: Any) -> Job:
    """Wait until a job is through."""
    assert response.status_code == 303, response.text
    shelf: Shelf = client.app.state.desk.jobs.shelf  # type: ignore[attr-defined]
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        job = shelf.load(response.headers["location"].removeprefix("/nap/"))
        if job.finished:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def outcomes(job: Job) -> list[tuple[str, str]]:
    """Return names and outcomes of a job's reports."""
    return [(one.name, one.outcome) for file in job.files for one in file.results]


def index_of(client: TestClient) -> Index:
    """Return the index of a client's desk."""
    index: Index = client.app.state.desk.index  # type: ignore[attr-defined]
    return index


def packed(*members: tuple[str, bytes]) -> bytes:
    """Return a zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def test_from_upload_to_report(tmp_path: Path, database: str | None) -> None:
    with desk_client(tmp_path, database) as client:
        files = (("Báo cáo.md", REPORT), ("Báo cáo bản hai.md", REPORT), ("hỏng.pdf", b"%PDF-1.4 x"), ("a.exe", b"MZ"))
        response = send(client, *files)
        job = ended(client, response)
        assert [outcome for _, outcome in outcomes(job)] == ["added", "unchanged", "failed", "failed"]
        report = job.files[0].results[0].report
        assert job.files[1].results[0].report == report
        view = index_of(client).report(str(report))
        assert (view.facts["source"], len(view.statements)) == ("Báo cáo.md", job.statements())
        assert index_of(client).original(str(report)) == REPORT
        shown = client.get(response.headers["location"]).text
        assert f"/bao-cao/{report}" in shown
        assert "hãy lấy lại bản gốc" in shown
        assert str(tmp_path) not in shown
        assert "noscript" not in shown
        assert sorted(path.name for path in (tmp_path / "uploads" / job.id).iterdir()) == ["job.json"]
        assert job.id in client.get("/nap").text


def test_a_new_version_replaces_and_the_same_changes_nothing(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert outcomes(ended(client, send(client, ("a.md", REPORT)))) == [("a.md", "added")]
        assert outcomes(ended(client, send(client, ("b.md", REPORT)))) == [("b.md", "unchanged")]
        newer = ended(client, send(client, ("c.md", REPORT + "\nThêm một dòng.\n".encode())))
        assert outcomes(newer) == [("c.md", "replaced")]
        assert len(index_of(client).reports()) == 1


def test_archives_name_each_report_and_keep_its_file(tmp_path: Path) -> None:
    data = packed(("xã/báo cáo.md", REPORT), ("trống.txt", b""))
    with desk_client(tmp_path) as client:
        job = ended(client, send(client, ("kho.zip", data)))
        assert outcomes(job) == [("kho.zip/xã/báo cáo.md", "added"), ("kho.zip/trống.txt", "failed")]
        report = job.files[0].results[0].report
        assert index_of(client).original(str(report)) == REPORT


def test_a_hostile_archive_costs_itself_only(tmp_path: Path) -> None:
    bomb = packed(("to.txt", bytes(60_000_000)), ("../../ngoai.md", b"x"))
    with desk_client(tmp_path, max_bytes=1_000_000) as client:
        job = ended(client, send(client, ("bom.zip", bomb), ("a.md", REPORT), ("lon.txt", b"x" * 1_000_001)))
        told = outcomes(job)
        assert told[-2:] == [("a.md", "added"), ("lon.txt", "failed")]
        assert {outcome for name, outcome in told if name.startswith("bom.zip")} == {"failed"}
        assert not (tmp_path.parent / "ngoai.md").exists()
        assert client.get(f"/nap/{job.id}").status_code == 200


def test_a_stopped_server_goes_on(tmp_path: Path) -> None:
    names = [f"{number}.md" for number in range(3)]
    with desk_client(tmp_path) as client:
        sent = send(client, *((name, REPORT + f"\nDòng {name}.\n".encode()) for name in names))
    with desk_client(tmp_path) as client:
        job = ended(client, sent)
        assert [name for name, _ in outcomes(job)] == names
        assert "failed" not in {outcome for _, outcome in outcomes(job)}
        assert len(index_of(client).reports()) == 1  # versions of one report


def test_a_file_that_ends_the_server_is_given_up(tmp_path: Path) -> None:
    open_index(tmp_path, create=True).close()
    shelf = Shelf(tmp_path / "uploads")
    job = shelf.open("ai đó")
    shelf.put(job, "a.md", io.BytesIO(REPORT), len(REPORT)).tries = 3
    shelf.save(job)
    with desk_client(tmp_path) as client:
        until = time.monotonic() + WAIT
        while shelf.load(job.id).finished is None and time.monotonic() < until:
            time.sleep(0.1)
        assert outcomes(shelf.load(job.id)) == [("a.md", "failed")]
        assert index_of(client).reports() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/báo cáo.txt", "báo cáo.txt"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("a\0b.txt", "ab.txt"),
        ("a\u202etxt.pdf", "atxt.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("..", "?"),
        (".txt", "?.txt"),
        ("báo cáo.md", "báo cáo.md"),
        ("x" * 400 + ".tar.gz", "x" * 143 + ".tar.gz"),
        ("a\r\nb.txt", "ab.txt"),
        ("", "?"),
    ],
)
def test_names_are_data_only(tmp_path: Path, given: str, kept: str) -> None:
    assert base_name(given) == kept
    shelf = Shelf(tmp_path)
    job = shelf.open("x")
    file = shelf.put(job, given, io.BytesIO(b"x"), 1)
    assert file.stored == f"0001{ending_of(kept)}"
    assert shelf.place(job, file).parent == tmp_path / job.id


def test_script_in_a_name_is_escaped(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        sent = send(client, ("<script>alert(1)</script>.md", b""), ("<b>.md", b""))
        ended(client, sent)
        for path in (sent.headers["location"], "/nap"):
            shown = client.get(path).text
            assert "<b>" not in shown
            assert "alert(1)</script>" not in shown


@pytest.mark.parametrize("uid", ["%2e%2e", "20260101-000000-00000000", "..%2f..%2frecord.sqlite", "x" * 300])
def test_no_such_job(tmp_path: Path, uid: str) -> None:
    with desk_client(tmp_path) as client:
        assert client.get(f"/nap/{uid}").status_code == 404


def test_limits(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert send(client, *((f"{n}.md", b"x") for n in range(201))).status_code == 413
        empty = client.post("/nap", data={"csrf": csrf(client)}, files=[("files", ("", b""))])
        assert (empty.status_code, "E090" in empty.text) == (422, True)
        big = client.post("/nap", content=b"x", headers={"content-length": "10000000000"})
        assert (big.status_code, "E073" in big.text) == (413, True)
        assert not (tmp_path / "uploads").exists()


def test_roles_tokens_and_the_audit_log(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        accounts = Accounts(index.store.engine)
        accounts.add("xem", "viewer", PASSWORD)
        accounts.add("soát", "reviewer", PASSWORD)
        _, secret = accounts.make_token("soát", "máy")
    with desk_client(tmp_path) as client:
        assert client.get("/nap").status_code == 303
        sign_in(client, "xem", PASSWORD)
        assert (client.get("/nap").status_code, send(client, ("a.md", b"x")).status_code) == (403, 403)
        client.cookies.clear()
        sign_in(client, "soát", PASSWORD)
        assert client.post("/nap", data={"csrf": "x"}, files=[("files", ("a.md", b"x"))]).status_code == 403
        ended(client, send(client, ("tên.md", b"")))
        client.cookies.clear()
        bearer = {"authorization": f"Bearer {secret}"}
        assert client.post("/nap", files=[("files", ("m.md", b""))], headers=bearer).status_code == 303
        found = [row for row in client.app.state.desk.accounts.audit(10) if row.action == "upload"]  # type: ignore[attr-defined]
        assert [(row.user, row.detail.partition(": ")[2]) for row in found] == [("soát", "m.md"), ("soát", "tên.md")]


@needs_chromium
def test_in_a_browser(tmp_path: Path) -> None:
    place = tmp_path / "Báo cáo sở.md"
    place.write_bytes(REPORT)
    with served(Settings(tmp_path / "index")) as base, browser(viewport={"width": 1200, "height": 800}) as page:
        page.goto(f"{base}/nap")
        accessible(page)
        page.set_input_files("#files", str(place))
        assert "Đã chọn 1 tệp" in page.inner_text("#chosen")
        keep(page, "upload")
        page.focus("form.upload button")
        page.keyboard.press("Enter")
        page.wait_for_selector("#progress")
        page.wait_for_selector("#progress:not([data-running])", timeout=WAIT * 1000)
        assert "đã nạp" in page.inner_text("table.files")
        accessible(page)
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        keep(page, "upload-done")


@needs_chromium
def test_without_scripts(tmp_path: Path) -> None:
    place = tmp_path / "a.md"
    place.write_bytes(REPORT)
    with served(Settings(tmp_path / "index")) as base, browser(java_script_enabled=False) as page:
        page.goto(f"{base}/nap")
        page.set_input_files("#files", str(place))
        page.click("form.upload button")
        page.get_by_text("Đã xong.").wait_for(timeout=WAIT * 1000)
        assert page.get_by_role("link", name="Mở báo cáo").count() == 1
