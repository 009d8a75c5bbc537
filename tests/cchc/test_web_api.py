"""The REST API: the filters of the pages, pages by cursor, one shape of error, nothing that makes it fail."""

from __future__ import annotations

import hashlib
import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from
from index_helpers import fill, fresh_database, texts
from web_helpers import csrf, desk_client, fill_samples, fill_with_origins
from web_places import BODIES, parameters

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.web.desk import Desk

PASSWORD = "một mật khẩu dài"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("index")
    databases = fresh_database() if request.param == "postgresql" else iter([None])
    database = next(databases)
    fill_samples(folder, database)
    with desk_client(folder, database) as made:
        yield made
    next(databases, None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """Give a desk with accounts, and the API tokens of a viewer and a reviewer."""
    fill_samples(tmp_path)
    with open_index(tmp_path) as index:
        accounts = Accounts(index.store.engine)
        users = {role: accounts.add(role, role, PASSWORD) for role in ("viewer", "reviewer", "admin")}
        tokens = {role: accounts.make_token(user, "test")[1] for role, user in users.items()}
    with desk_client(tmp_path) as made:
        yield made, tokens


def bearer(token: str) -> dict[str, str]:
    """Return the header that brings a token."""
    return {"authorization": f"Bearer {token}"}


def test_search_with_filters_and_counts(client: TestClient) -> None:
    found = client.get(
        "/api/statements", params={"q": "ho so", "stance": "limitation", "facet": ["area"], "limit": 1000}
    )
    told = found.json()
    assert told["total"] == len(told["items"]) > 0
    assert {item["stance"] for item in told["items"]} == {"limitation"}
    assert sum(bucket["count"] for bucket in told["facets"]["area"]) == told["total"]


def test_pages_hold_everything_once(client: TestClient) -> None:
    for path in ("statements", "reports", "documents", "units"):
        ids, cursor = [], None
        while True:
            page = client.get(f"/api/{path}", params={"limit": 7} | ({"cursor": cursor} if cursor else {})).json()
            ids += [item["id"] for item in page["items"]]
            if not (cursor := page["cursor"]):
                break
        assert len(ids) == len(set(ids)) == page["total"] > 0, path


def test_a_report_with_its_parts(client: TestClient) -> None:
    report = client.get("/api/reports").json()["items"][0]["id"]
    whole = client.get(f"/api/reports/{report}").json()
    text = client.get(f"/api/reports/{report}/text").json()["text"]
    assert text == whole["text"]
    assert client.get(f"/api/reports/{report}/sections").json() == whole["sections"]
    first = whole["statements"][0]
    assert client.get(f"/api/statements/{first['id']}").json()["text"] == first["text"]
    assert client.get(f"/api/statements/{first['id']}/place").json() == {"report": report, "start": first["start"]}


def test_documents_and_their_mentions(client: TestClient) -> None:
    document = client.get("/api/documents", params={"document": "76 nq cp"}).json()["items"][0]
    assert document["number"] == "76/NQ-CP"
    assert client.get(f"/api/documents/{document['id']}").json() == document
    mentions = client.get(f"/api/documents/{document['id']}/mentions").json()
    assert mentions["total"] == document["mentions"]


def test_counts_agree_with_the_search(client: TestClient) -> None:
    cells = client.get("/api/matrix").json()
    total = client.get("/api/statements", params={"limit": 1}).json()["total"]
    assert sum(cell["count"] for cell in cells) == total
    limited = client.get("/api/limitations").json()
    same = client.get("/api/statements", params={"stance": "limitation", "sub": "limitation", "limit": 1}).json()
    assert limited["total"] == same["total"]


def test_units_and_what_is_missing(client: TestClient) -> None:
    unit = client.get("/api/units").json()["items"][0]
    history = client.get(f"/api/units/{unit['id']}/history").json()
    assert sum(len(period["reports"]) for period in history) == unit["reports"]
    assert client.get("/api/units/missing", params={"of": "1999"}).json()["total"] > 0


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/reports/r-khong", 404, "E054"),
        ("/api/statements/99999999", 404, "E054"),
        ("/api/statements/99999999999999", 422, "E078"),
        ("/api/statements?area=mua", 422, "E022"),
        ("/api/statements?period=mua", 422, "E056"),
        ("/api/statements?limit=0", 422, "E078"),
        ("/api/statements?cursor=x", 422, "E058"),
        ("/api/reports?cursor=x", 422, "E058"),
        ("/api/statements?facet=mua", 404, "E054"),
        ("/api/nothing", 404, "E075"),
    ],
)
def test_one_shape_of_error(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "%", "_", '"; DROP TABLE reports; --', "\x00", "a\\", "🙂", "đ" * 900, "²", "9" * 900]
)
@pytest.mark.parametrize("name", ["q", "province", "unit", "document", "report", "type", "issuer", "status"])
def test_filters_are_values_never_sql(client: TestClient, name: str, value: str) -> None:
    for path in ("statements", "reports", "documents", "units", "limitations"):
        answer = client.get(f"/api/{path}", params={name: value})
        assert answer.status_code == 200, (path, answer.text)
    assert client.get("/api/reports").json()["total"] == 6


def test_messages_in_the_readers_language(client: TestClient) -> None:
    told = client.get("/api/reports/x", params={"lang": "en"}).json()["error"]["message"]
    assert "the index holds no such" in told


def test_who_may(office: tuple[TestClient, dict[str, str]]) -> None:
    client, tokens = office
    assert client.get("/api/statements").status_code == 401
    assert client.get("/api/statements", headers=bearer("cchc_x")).status_code == 401
    client.cookies.clear()
    nobody = client.delete("/api/corrections/1")  # a program that forgot its token, no page with an old form
    assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "E070")
    viewer, reviewer, admin = (bearer(tokens[role]) for role in ("viewer", "reviewer", "admin"))
    found = client.get("/api/statements", headers=viewer).json()["items"][0]
    path = f"/api/statements/{found['id']}/corrections"
    assert client.post(path, json={"area": "none"}, headers=viewer).status_code == 403
    assert client.post(path, json={"area": "none"}, headers=reviewer).status_code == 201
    assert client.get("/api/audit", headers=reviewer).status_code == 403
    actions = [row["action"] for row in client.get("/api/audit", headers=admin).json()]
    assert "correction" in actions
    assert client.get("/api/me", headers=viewer).json() == {"name": "viewer", "role": "viewer"}


def test_correct_and_take_back(office: tuple[TestClient, dict[str, str]]) -> None:
    client, tokens = office
    headers = bearer(tokens["admin"])
    found = client.get("/api/statements", params={"stance": "achievement"}, headers=headers).json()["items"][0]
    path = f"/api/statements/{found['id']}"
    made = client.post(f"{path}/corrections", json={"stance": "limitation"}, headers=headers).json()
    assert client.get(path, headers=headers).json()["stance"] == "limitation"
    lines = client.get("/api/corrections.jsonl", headers=headers).text.splitlines()
    assert [json.loads(line)["stance"] for line in lines] == ["limitation"]
    assert client.delete(f"/api/corrections/{made['id']}", headers=headers).status_code == 200
    assert client.get(path, headers=headers).json()["stance"] == "achievement"


def test_remove_a_report(office: tuple[TestClient, dict[str, str]]) -> None:
    client, tokens = office
    headers = bearer(tokens["admin"])
    report = client.get("/api/reports", headers=headers).json()["items"][0]["id"]
    assert client.delete(f"/api/reports/{report}", headers=bearer(tokens["reviewer"])).status_code == 403
    assert client.delete(f"/api/reports/{report}", headers=headers).json() == {"removed": 1}
    assert client.delete(f"/api/reports/{report}", headers=headers).status_code == 404


def test_a_page_of_another_site_cannot_correct(client: TestClient) -> None:
    found = client.get("/api/statements").json()["items"][0]
    path = f"/api/statements/{found['id']}/corrections"
    foreign = {"origin": "https://xau.example", "x-csrf-token": csrf(client)}
    assert client.post(path, json={"area": "none"}, headers=foreign).status_code == 403
    own = {"origin": "http://testserver"}
    assert client.post(path, json={"area": "none"}, headers=own).status_code == 403


def test_the_page_for_programs(client: TestClient) -> None:
    page = client.get("/api").text
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert path in page


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    for path, allowed in (("/api/reports/r-1", "DELETE, GET"), ("/api/views", "GET, POST"), ("/api/trend", "GET")):
        answer = client.put(path)
        assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_pairs_are_described_as_lists_of_two(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()["components"]["schemas"]["Hit"]["properties"]["marks"]["items"]
    assert told == {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    assert "prefixItems" not in client.get("/api/openapi.json").text


def test_the_queue_in_pages(client: TestClient) -> None:
    whole = client.get("/api/queue", params={"limit": 1000}).json()
    ids, cursor = [], None
    while True:
        page = client.get("/api/queue", params={"limit": 9} | ({"cursor": cursor} if cursor else {})).json()
        ids += [item["id"] for item in page["items"]]
        if not (cursor := page["cursor"]):
            break
    assert ids == [item["id"] for item in whole["items"]]
    assert len(ids) == whole["total"] > 0
    sure = [min(item["area_confidence"], item["stance_confidence"]) for item in whole["items"]]
    assert all(one <= following + 0.001 for one, following in itertools.pairwise(sure))  # thousandths are kept


def test_hand_in_and_follow(tmp_path: Path) -> None:
    files = [("files", ("Báo cáo.md", (SAMPLES / "so-2020.md").read_bytes())), ("files", ("a.exe", b"MZ"))]
    with desk_client(tmp_path) as client:
        made = client.post("/api/uploads", files=files)
        assert made.status_code == 202
        told = made.json()
        until = time.monotonic() + 120
        while told["finished"] is None and time.monotonic() < until:
            told = client.get(f"/api/uploads/{told['id']}").json()
            time.sleep(0.1)
        assert [one["outcome"] for file in told["files"] for one in file["results"]] == ["added", "failed"]
        assert "stored" not in told["files"][0] and str(tmp_path) not in json.dumps(told)
        assert client.get(f"/api/reports/{told['files'][0]['results'][0]['report']}").status_code == 200
        for _ in range(2):
            client.post("/api/uploads", files=files[1:])
        first = client.get("/api/uploads", params={"limit": 2}).json()
        rest = client.get("/api/uploads", params={"limit": 2, "cursor": first["cursor"]}).json()
        assert (first["total"], rest["cursor"]) == (3, None)
        assert [one["id"] for one in rest["items"]] == [told["id"]]
        assert client.post("/api/uploads", files=[("other", ("a.md", b"x"))]).json()["error"]["code"] == "E090"
        english = client.get(f"/api/uploads/{told['id']}?lang=en").json()["files"][1]["results"][0]["error"]
        assert english != told["files"][1]["results"][0]["error"]


def test_views_of_one_s_own(office: tuple[TestClient, dict[str, str]]) -> None:
    client, tokens = office
    viewer, reviewer = (bearer(tokens[role]) for role in ("viewer", "reviewer"))
    made = client.post("/api/views", json={"name": "chậm", "path": "/tim-kiem?q=a"}, headers=viewer).json()
    assert client.get("/api/views", headers=viewer).json() == [made]
    assert client.get("/api/views", headers=reviewer).json() == []
    assert client.delete(f"/api/views/{made['id']}", headers=reviewer).status_code == 404
    assert client.delete(f"/api/views/{made['id']}", headers=viewer).json() == {"removed": 1}
    for path in ("//xau.example", "https://xau.example", "javascript:alert(1)"):
        assert client.post("/api/views", json={"name": "x", "path": path}, headers=viewer).status_code == 422
    assert client.post("/api/views", json={"name": " ", "path": "/"}, headers=viewer).status_code == 422


def test_a_file_as_the_page_gives_it(client: TestClient) -> None:
    asked = {"q": "hồ sơ", "stance": "limitation", "format": "jsonl"}
    assert client.get("/api/export", params=asked).content == client.get("/xuat", params=asked).content != b""
    assert client.get("/api/export", params={"format": "../x"}).status_code == 422


def test_removing_takes_the_kept_file_along(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        index = client.app.state.desk.index  # type: ignore[attr-defined]
        data = b"report"
        record = texts("a.txt", "Hồ sơ còn chậm.", sha256=hashlib.sha256(data).hexdigest())
        fill(index, record)
        index.keep_original(data)
        path = f"/api/reports/{record['report']['id']}"
        assert client.get(f"{path}/original").content == data
        assert client.delete(path).status_code == 200
        kept = [place for place in tmp_path.rglob("*") if place.is_file() and place.read_bytes() == data]
        assert kept == []


def operations() -> list[str]:
    """Return every operation of the API."""
    with tempfile.TemporaryDirectory() as folder, desk_client(Path(folder)) as made:
        paths = made.get("/api/openapi.json").json()["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Desk]]:
    """Give the API of a desk with the samples, without accounts: nothing keeps its operations from being reached."""
    folder = tmp_path_factory.mktemp("fuzzed")
    fill_with_origins(folder)
    with desk_client(folder) as made:
        api = schemathesis.openapi.from_asgi("/api/openapi.json", made.app, headers={"host": "testserver"})
        yield api, made.app.state.desk  # type: ignore[attr-defined]


QUESTIONS: list[dict[str, Any]] = [
    {},
    {"q": "hồ sơ", "stance": ["limitation"]},
    {"limit": 1},
    {"area": ["procedures", "steering"], "level": ["commune"], "min_confidence": "0.5"},
    {"document": ["76/NQ-CP"], "period": ["2020..2025"], "corrected": "false"},
]


def lead_somewhere(case: schemathesis.Case, desk: Desk, question: dict[str, Any]) -> None:
    """Give a made-up request ids that exist, a question that can be answered, a body that is taken."""
    case.path_parameters = parameters(desk, case.method.upper(), case.path)
    case.query = question | ({"of": "2023"} if case.path == "/api/units/missing" else {})
    if case.method.upper() != "GET":
        case.body = BODIES.get(case.path, case.body)


@pytest.mark.parametrize("operation", operations())
def test_nothing_makes_it_fail(described: tuple[Any, Desk], operation: str) -> None:
    method, _, path = operation.partition(" ")
    api, desk = described
    reached = set()

    @given(
        case=api[path][method].as_strategy(),
        real=sampled_from([True, False]),  # half of them; the first that is tried is real
        question=sampled_from(QUESTIONS),
    )
    @settings(max_examples=settings().max_examples // 8, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case, real: bool, question: dict[str, Any]) -> None:
        case.headers.pop("Authorization", None)  # a made-up token would keep every request out
        if real:
            lead_somewhere(case, desk, question)
        response = case.call(headers={"host": "testserver"})
        assert response.status_code < 500, response.text
        reached.add(response.status_code)
        if response.status_code >= 400:
            assert set(json.loads(response.content)) == {"error"}

    ask()
    assert reached & {200, 201, 202}, reached
