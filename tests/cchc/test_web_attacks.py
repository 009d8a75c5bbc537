"""Attacks as data: text that means to run, formulas, paths, SQL, bodies and headers that no browser sends."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient
from index_helpers import citing, fill, texts
from lxml import html as parser
from web_helpers import browser, csrf, desk_client, fill_samples, keep, needs_chromium, served, sign_in
from web_places import _flat, parameters, real, routes

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.index.types import Change
from cchc.web import Settings
from cchc.web.job_files import Shelf
from cchc.web.jobs import refuse
from cchc.web.pages.reports import file_name
from nlp.errors import ReadError

PASSWORD = "một mật khẩu dài"
RUNS = "\"'></title></textarea></style><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}<!--"
FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "\uff1d1+1")
# What carries an attack into the pages; each must be seen on some page, or the test would look past it.
PLACES = ("title", "text", "heading", "unit", "file", "document", "reviewer", "view", "token", "upload", "why")


def evil(place: str) -> str:
    """Return text that means to run, with the name of its place."""
    return f"{place}!{RUNS}"


def hostile(folder: Path) -> None:
    """Make a desk where every text that people or files give means harm."""
    record = citing("hostile")
    facts = {"title": evil("title"), "issuer": evil("unit"), "source": f"{evil('file')}\r\nX-Evil: 1.txt"}
    record["report"] |= facts | {"province": evil("province"), "number": evil("number")}
    record["sections"][1]["title"] = evil("heading")
    record["documents"][0] |= {"title": evil("document"), "number": "76/NQ-CP"}
    sentence = f"Thực hiện Nghị quyết số 76/NQ-CP còn chậm, {evil('text')}."
    record["statements"][0] |= {"text": sentence, "uncertain": ["area"], "why": evil("why"), "end": 200 + len(sentence)}
    record["citations"][0] |= {"start": 210, "end": 232}
    record["text"] = ("x " * 100 + sentence).ljust(9000)
    with open_index(folder, create=True) as index:
        assert fill(index, record) == ["added"]
        hit = next(hit for hit in index.report(record["report"]["id"]).statements if "76/NQ-CP" in hit.text)
        index.correct(hit.id, Change(area="steering"), evil("reviewer"))
        index.undo(1, evil("reviewer"))
        accounts = Accounts(index.store.engine)
        user = accounts.add("quản trị", "admin", PASSWORD)
        accounts.save_view(evil("view"), f"/tim-kiem?q={quote(RUNS)}", user)
        accounts.make_token(user, evil("token"))
        accounts.note(evil("action"), evil("user"), evil("detail"), evil("address"))
    shelf = Shelf(folder / "uploads")
    job = shelf.open(evil("upload"))
    refuse(job, evil("upload"), 1, ReadError("E002", "", evil("detail")))
    job.finished = job.made
    shelf.save(job)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    hostile(made)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with desk_client(folder) as made:
        assert sign_in(made, "quản trị", PASSWORD).status_code == 303
        yield made


@pytest.fixture(scope="module")
def addresses(client: TestClient) -> list[str]:
    """Return every page of the desk, some of them with questions, for the hostile report."""
    desk = client.app.state.desk  # type: ignore[attr-defined]
    report = desk.index.reports()[0].id
    begun = desk.index.report(report).statements[0].start
    job = next(job for job in desk.jobs.shelf.page(9) if job.user != "thử")
    made = [real(desk, method, path) for method, path in routes(client.app) if method == "GET" and "/api/" not in path]
    asked = quote(RUNS, safe="")
    more = [f"{path}?q={asked}&unit={asked}&province={asked}&document={asked}" for path in made if "?" not in path]
    own = [f"/bao-cao/{report}?cau={begun}#c{begun}", f"/nap/{job.id}", f"/bao-cao/{asked}", f"/nap/{asked}"]
    return [*made, *more, *own, f"/sua-nhan/{report}/{begun}", f"/tim-kiem?q=cham&facet={asked}", f"/x{asked}"]


def harms(html: str) -> list[str]:
    """Return what a page holds that could run or leads elsewhere."""
    found = []
    for node in parser.document_fromstring(html.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8")).iter():
        if node.tag == "script" and not re.match(r"/static/\w+\.js\?", node.get("src", "")):
            found.append(f"script {node.text}")
        for name, value in node.attrib.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                found.append(f"{name}={value}")
            if name in ("href", "src", "action", "formaction") and not re.match(r"[/#](?![/\\])|[/#]$", value):
                found.append(f"{name}={value}")
    return found


def test_nothing_that_reports_or_people_write_can_run(client: TestClient, addresses: list[str]) -> None:
    seen = set()
    for address in addresses:
        response = client.get(address.partition("#")[0])
        if response.headers["content-type"].startswith("text/html"):
            assert harms(response.text) == [], address
            assert "<script>alert" not in response.text and "<img src=x" not in response.text, address
            told = parser.document_fromstring(response.content.decode("utf-8")).text_content()
            seen |= {place for place in PLACES if f"{place}!\"'></title>" in told}
    assert seen == set(PLACES)


@needs_chromium
def test_nothing_runs_in_a_browser(folder: Path, addresses: list[str]) -> None:
    with served(Settings(folder)) as base, browser(viewport={"width": 1200, "height": 900}) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran on {page.url}"))
        page.goto(f"{base}/dang-nhap")
        page.fill("#name", "quản trị")
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{base}/")
        found = [one for one in addresses if not re.search(r"xuat|\.png|\.txt|tep-goc|\.jsonl|^/x|%3C.*!--$", one)]
        for address in dict.fromkeys(one.partition("?q=")[0] for one in found):
            response = page.goto(base + address)
            assert response is None or response.status < 500, address
            assert page.evaluate("document.querySelectorAll('img[src=x], script:not([src])').length") == 0, address
        keep(page, "attacks")


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a desk whose report begins every text with a formula."""
    made = tmp_path_factory.mktemp("formulas")
    with open_index(made, create=True) as index:
        record = texts("formulas", *(f"{formula} hồ sơ" for formula in FORMULAS))
        record["report"] |= {"title": "=1+1", "issuer": "=cmd|'/c calc'!A1", "source": "@SUM(1).txt", "province": "+1"}
        record["sections"][1] |= {"number": None, "title": "-1+1"}
        assert fill(index, record) == ["added"]
    with desk_client(made) as client:
        yield client


@pytest.mark.parametrize("path", ["/xuat", "/api/export"])
def test_no_cell_is_a_formula(formulas: TestClient, path: str) -> None:
    text = formulas.get(path, params={"format": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row.values() if not re.fullmatch(r"-?\d*\.?\d*", cell)]
    assert len(rows) == len(FORMULAS)
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"] == []
    assert sum(cell.startswith("'") for cell in cells) >= len(FORMULAS) + 3
    import zipfile

    book = zipfile.ZipFile(io.BytesIO(formulas.get(path, params={"format": "xlsx"}).content))
    sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert len(sheets) > 3 and not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    word = zipfile.ZipFile(io.BytesIO(formulas.get(path, params={"format": "docx"}).content))
    body = word.read("word/document.xml").decode()
    assert "fldSimple" not in body and "instrText" not in body and "cmd|" in body
    lines = formulas.get(path, params={"format": "jsonl"}).text.splitlines()
    assert {json.loads(line)["text"] for line in lines} >= {f"{FORMULAS[0]} hồ sơ"}  # no spreadsheet opens it: as it is


TRAVERSALS = (
    "../record.sqlite", "..%2frecord.sqlite", "%2e%2e/record.sqlite", "..%5crecord.sqlite", "....//record.sqlite",
    "%2fetc%2fpasswd", "..%252frecord.sqlite", "%00", "C:%5cWindows%5cwin.ini", "..%c0%afrecord.sqlite",
)  # fmt: skip


@pytest.mark.parametrize("attack", TRAVERSALS)
def test_no_path_leads_out(client: TestClient, attack: str) -> None:
    for path in (
        f"/static/{attack}", f"/static/%2e%2e/{attack}", f"/nap/{attack}", f"/api/uploads/{attack}",
        f"/bao-cao/{attack}", f"/bao-cao/{attack}/tep-goc", f"/bao-cao/{attack}/trang/1.png",
        f"/bao-cao/{attack}/van-ban.txt",
        f"/api/reports/{attack}/original", f"/api/reports/{attack}/pages/1.png", f"/xuat?format={attack}",
        f"/api/export?format={attack}", f"/sua-nhan/{attack}/1",
    ):  # fmt: skip
        response = client.get(path)
        assert response.status_code in (404, 422), path
        assert b"SQLite format" not in response.content and b"root:" not in response.content


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    names = [
        "../../a.txt",
        "..\\..\\a.txt",
        "/etc/a.txt",
        "C:\\a.txt",
        "a/../../b.txt",
        "CON.txt",
        "\u202etxt.exe",
        ".",
    ]
    with desk_client(tmp_path / "desk") as client:
        stop_reading(client)
        made = client.post("/api/uploads", files=[("files", (name, b"x")) for name in names])
        assert made.status_code == 202, made.text
        assert not any(re.search(r"[/\\\u202e]", file["name"]) for file in made.json()["files"])
    outside = {place.relative_to(tmp_path).parts[:2] for place in tmp_path.rglob("*.txt")}
    assert outside == {("desk", "uploads")}


def stop_reading(client: TestClient) -> None:
    """Let what is handed in lie."""
    client.app.state.desk.jobs._stop.set()  # type: ignore[attr-defined]


SQL = ("x' OR 1=1; DROP TABLE reports; --", "1); DELETE FROM statements; --", "%' UNION SELECT password FROM users --")
RAW = ("%00", "%ED%A0%80", "%FF%FE", "%F0%9F%98%80%CC%81", "%25_%5C", "x" * 1001, "-1", "9" * 30, "%0d%0aX-Evil:1")


def names_of(dependant: Any) -> list[str]:
    """Return the parameters that a route takes from its address."""
    return [one.alias for one in dependant.query_params] + [n for one in dependant.dependencies for n in names_of(one)]


def test_sql_and_strange_letters_in_every_parameter(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with desk_client(tmp_path) as client:
        desk = client.app.state.desk  # type: ignore[attr-defined]
        before = desk.index.status()
        asked = [one for one in _flat(client.app.routes) if "GET" in one.methods and hasattr(one, "dependant")]  # type: ignore[attr-defined]
        slow = ("/xuat", "/api/export")
        for route in (one for one in asked if one.path not in slow and "{language}" not in one.path):
            path = route.path.format(**parameters(desk, "GET", route.path))
            for place, name in enumerate(names_of(route.dependant)):
                for value in (quote(SQL[place % len(SQL)]), RAW[place % len(RAW)]):
                    answer = client.get(f"{path}?{name}={value}")
                    assert answer.status_code < 500, (path, name, value, answer.text)
                    assert "x-evil" not in answer.headers and "$argon2" not in answer.text
        for path in slow:
            for value in SQL:
                assert client.get(path, params={"format": "csv", "q": value, "unit": value}).status_code == 200
        after = desk.index.status()
        assert (after.reports, after.statements) == (before.reports, before.statements) and after.reports > 0


def status_of(client: TestClient, path: str, query: str) -> int:
    """Return what a question gets that no client would send: the client's own limits are passed by."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": headers, "http_version": "1.1", "scheme": "http", "server": ("testserver", 80), "root_path": "",
        "client": ("testclient", 50000), "state": {},
    }  # fmt: skip
    told: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.extend([message["status"]] if message["type"] == "http.response.start" else [])

    async def ask() -> None:
        await client.app(scope, receive, send)

    assert client.portal is not None
    client.portal.call(ask)
    return told[0]


@pytest.mark.parametrize("path", ["/", "/tim-kiem", "/bao-cao", "/api/statements", "/api/units", "/dang-nhap"])
def test_questions_without_end(client: TestClient, path: str) -> None:
    for query in (f"q={'x' * 10_000_000}", f"next={'y' * 10_000_000}", f"area={'%F0' * 100_000}"):
        assert status_of(client, path, query) < 500
    for query in ("&".join(f"area=a{n}" for n in range(1000)), "&".join(f"unit={n}" for n in range(1000))):
        assert status_of(client, path, query) in (200, 303, 422)
    assert status_of(client, path, "&".join(f"x{n}={n}" for n in range(20_000))) in (200, 303)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/nap", "multipart/form-data; boundary=x"),
        ("/api/uploads", "multipart/form-data; boundary=x"),
        ("/api/views", "application/json"),
        ("/da-luu", "application/x-www-form-urlencoded"),
        ("/dang-nhap", "text/plain"),
    ],
)
def test_bodies_that_are_too_long(tmp_path: Path, path: str, kind: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    with desk_client(tmp_path, max_request=1000) as client:
        for length in ("1001", "9" * 40, "-1", "x", "1e9"):
            response = client.post(path, content=b"x", headers={"content-type": kind, "content-length": length})
            assert response.status_code == 413, length
            assert "E073" in response.text
        headers = {"content-type": kind} | ({"x-csrf-token": csrf(client)} if path.startswith("/dang") else {})
        chunks = (head if n == 0 else b"x" * 400 for n in range(5))
        response = client.post(path, content=chunks, headers=headers)
        assert response.status_code in (413, 422, 400) and "Traceback" not in response.text
        assert not list((tmp_path / "uploads").glob("*")) if (tmp_path / "uploads").exists() else True


def test_bodies_that_are_no_bodies(tmp_path: Path) -> None:
    kinds = (
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json",
        "multipart/form-data; boundary=x",
    )
    bodies = (b"", b"\x00\xff", b"--x", b'{"name": ' * 2000, b"[" * 100_000, b'{"name": NaN, "path": 1e999}', b"null")
    with desk_client(tmp_path) as client:
        for path in ("/nap", "/api/uploads", "/api/views", "/da-luu", "/tai-khoan/ma-api"):
            for kind in kinds:
                for body in bodies:
                    answer = client.post(path, content=body, headers={"content-type": kind})
                    assert 400 <= answer.status_code < 500, (path, kind, body[:20], answer.text)


HOSTS = (
    "xau.example", "testserver.xau.example", "xau.example:80", "testserver@xau.example", "127.0.0.1.nip.io", "",
    "[::2]", "testserver.", "testserver,xau.example", "testserver/xau", "0x7f000001", "testserver:80:80", "localhost\t",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/api/statements", "/static/desk.css", "/dang-nhap"):
        response = client.get(path, headers={"host": host, "x-forwarded-host": "testserver"})
        assert response.status_code == 400, path


ELSEWHERE = (
    "//xau.example", "/\\xau.example", "https://xau.example", "\\\\xau.example", "javascript:alert(1)",
    "data:text/html,x", "/\t/xau.example", "/\n/xau.example", "http:xau.example", " //xau.example", "///xau.example",
    "xau.example", "\x00//xau.example", "/\u2028/xau.example", "%2f%2fxau.example",
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_leads_elsewhere(client: TestClient, target: str) -> None:
    token = {"csrf": csrf(client)}
    told = {"name": "x", "path": target, "back": target, "next": target}
    answers = [
        client.get("/dang-nhap", params={"next": target}),
        client.get("/ngon-ngu/vi", params={"next": target}),
        client.post("/da-luu", data=token | told),
        client.post("/da-luu/999/xoa", data=token | told),
        client.post("/dang-nhap", data=token | {"name": "quản trị", "password": PASSWORD, "next": target}),
    ]
    for answer in answers:
        location = answer.headers["location"]
        assert (answer.status_code, unquote(location)) == (303, "/"), target


def test_names_never_reach_a_header_s_line(client: TestClient, folder: Path) -> None:
    desk = client.app.state.desk  # type: ignore[attr-defined]
    row = desk.index.reports()[0]
    place = folder / "evil.txt"
    place.write_bytes(b"x")
    name = file_name(row.source)
    assert "\r" not in name and "\n" not in name and '"' not in name
    sources = ("a\r\nX-Evil: 1", 'a"; filename="b.exe', "a\x00b", "a\ud800b", "đ" * 500, "", "..", "a\u2028b")
    for source in sources:
        told = quote(file_name(source), safe="")
        assert re.fullmatch(r"[\w.%~-]+", told), source
    answer = client.get("/xuat", params={"format": "csv", "q": 'a"\r\nX-Evil: 1'})
    assert "x-evil" not in answer.headers
    assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+"', answer.headers["content-disposition"])


def test_headers_of_every_answer(client: TestClient) -> None:
    desk = client.app.state.desk  # type: ignore[attr-defined]
    asked = [(method, path) for method, path in routes(client.app) if method == "GET"]
    for method, path in [*asked, ("GET", "/khong-co"), ("GET", "/api/khong-co")]:
        answer = client.get(real(desk, method, path) if (method, path) in asked else path)
        assert_shielded(answer)


def assert_shielded(answer: Any) -> None:
    """Fail where an answer may be kept by a shared machine, or lets more in than it must."""
    assert answer.headers["cache-control"] == "no-store", answer.url
    assert answer.headers["x-content-type-options"] == "nosniff", answer.url
    assert answer.headers["x-frame-options"] == "DENY", answer.url
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy, answer.url


def test_an_error_inside_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"{tmp_path}/record.sqlite: SELECT password FROM users")

    with desk_client(tmp_path) as client:
        desk = client.app.state.desk  # type: ignore[attr-defined]
        for name in ("search", "report", "reports_page", "facet_values"):
            monkeypatch.setattr(desk.index, name, broken)
        for path in ("/tim-kiem", "/bao-cao/x", "/api/statements", "/api/reports", "/api/facets"):
            answer = client.get(path, headers={"accept-language": "en"})
            assert answer.status_code == 500, path
            assert "E078" in answer.text, path
            for secret in (str(tmp_path), "Traceback", "RuntimeError", "SELECT", ".py", "site-packages"):
                assert secret not in answer.text, (path, secret)
            assert_shielded(answer)
