"""Who may do what, route by route; what no other site's page can have a browser do; sessions and sign-ins."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web_helpers import csrf, desk_client, fill_with_origins, sign_in
from web_places import BODIES, FORMS, Route, real, routes

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.web import Settings, create_app

PASSWORD = "một mật khẩu dài"
RANK = ("anyone", "viewer", "reviewer", "admin")
VIEWER = """
GET / | GET /tim-kiem | GET /han-che | GET /xuat | GET /han-che/xuat
GET /api | GET /bao-cao | GET /bao-cao/{uid} | GET /don-vi
GET /bao-cao/{uid}/trang/{number}.png | GET /bao-cao/{uid}/van-ban.txt | GET /bao-cao/{uid}/tep-goc | GET /don-vi/{unit}
GET /van-ban | GET /van-ban/{number} | GET /tai-khoan | POST /tai-khoan/mat-khau | POST /tai-khoan/ma-api
POST /tai-khoan/ma-api/{number}/huy | POST /da-luu | POST /da-luu/{number}/xoa | GET /api/statements | GET /api/matrix
GET /api/statements/{statement} | GET /api/statements/{statement}/place | GET /api/statements/{statement}/citations
GET /api/trend | GET /api/limitations | GET /api/queue | GET /api/reports | GET /api/reports/{report} | GET /api/me
GET /api/reports/{report}/text | GET /api/reports/{report}/sections | GET /api/reports/{report}/original
GET /api/reports/{report}/pages/{number}.png | GET /api/report-counts | GET /api/documents | GET /api/documents/outdated
GET /api/documents/{document} | GET /api/documents/{number}/mentions | GET /api/units | GET /api/units/missing
GET /api/units/{unit} | GET /api/units/{unit}/history | GET /api/facets | GET /api/status | GET /api/corrections
GET /api/views | POST /api/views | DELETE /api/views/{view} | GET /api/export
"""
REVIEWER = """
GET /nap | POST /nap | GET /nap/{uid} | GET /sua-nhan | GET /sua-nhan/da-sua | GET /sua-nhan/xuat.jsonl
GET /sua-nhan/cau/{number} | POST /sua-nhan/hoan-tac/{number} | GET /sua-nhan/{uid}/{start} | GET /api/uploads
POST /sua-nhan/{uid}/{start} | GET /api/corrections.jsonl | POST /api/statements/{statement}/corrections
DELETE /api/corrections/{correction} | POST /api/uploads | GET /api/uploads/{upload}
"""
ADMIN = (
    "GET /bao-cao/{uid}/xoa | POST /bao-cao/{uid}/xoa | GET /nhat-ky | GET /api/audit | DELETE /api/reports/{report}"
)
ANYONE = """
GET /dang-nhap | POST /dang-nhap | POST /dang-xuat | GET /ngon-ngu/{language} | GET /api/openapi.json
"""


def least() -> dict[Route, str]:
    """Return the role that each route asks at least."""
    lists = dict(zip(RANK, (ANYONE, VIEWER, REVIEWER, ADMIN), strict=True))
    entries = ((role, entry) for role, told in lists.items() for entry in told.replace("\n", "|").split("|"))
    return {(entry.split()[0], entry.split()[1]): role for role, entry in entries if entry.strip()}


LEAST = least()
# What is refused for another reason: a wrong password, somebody else's view.
REFUSED = {
    ("POST", "/dang-nhap"): 401,
    ("POST", "/tai-khoan/mat-khau"): 400,
    ("DELETE", "/api/views/{view}"): 404,
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """Give a desk with an account of each role, and their API tokens."""
    folder = tmp_path_factory.mktemp("office")
    fill_with_origins(folder)
    with open_index(folder) as index:
        accounts = Accounts(index.store.engine)
        users = [(role, accounts.add(role, role, PASSWORD)) for role in RANK[1:]]
        accounts.make_token(users[0][1], "để hủy")  # the first, which the table's own request revokes
        tokens = {role: accounts.make_token(user, "thử")[1] for role, user in users}
    with desk_client(folder) as client:
        yield client, tokens


def ask(client: TestClient, route: Route, headers: dict[str, str], token: str = "") -> Any:
    """Send what a route takes, with a form token where one is given."""
    method, path = route
    address = real(client.app.state.desk, method, path)  # type: ignore[attr-defined]
    given = headers | ({"x-csrf-token": token} if token else {})
    if "uploads" in path or path == "/nap":
        files = [("files", ("a.exe", b"x"))] if method == "POST" else None
        return client.request(method, address, headers=given, files=files)
    body = None if method == "GET" else BODIES.get(path)
    return client.request(method, address, headers=given, json=body, data=None if method == "GET" else FORMS.get(path))


def test_the_table_knows_every_route(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path))
    app.state.desk.close()
    assert set(LEAST) == set(routes(app))


@pytest.mark.parametrize("route", sorted(LEAST), ids=" ".join)
def test_who_may(office: tuple[TestClient, dict[str, str]], route: Route) -> None:
    client, tokens = office
    client.cookies.clear()
    nobody = ask(client, route, {}, csrf(client))
    needed = RANK.index(LEAST[route])
    if needed:
        leads = nobody.headers.get("location", "").startswith("/dang-nhap?next=") and "/api/" not in route[1]
        assert nobody.status_code == 401 or (nobody.status_code == 303 and leads), nobody.text
    client.cookies.clear()
    for rank, role in enumerate(RANK[1:], 1):
        status = ask(client, route, {"authorization": f"Bearer {tokens[role]}"}).status_code
        if rank < needed:
            assert status == 403, role
        elif route != ("POST", "/dang-nhap"):
            assert status < 400 or REFUSED.get(route) == status, (role, status)
    if needed:
        assert ask(client, route, {"authorization": "Bearer cchc_x"}).status_code in (401, 303)


@pytest.mark.parametrize("route", sorted(one for one in LEAST if one[0] != "GET"), ids=" ".join)
def test_only_the_desk_s_own_pages_change_anything(office: tuple[TestClient, dict[str, str]], route: Route) -> None:
    client, _ = office
    client.cookies.clear()
    desk = client.app.state.desk  # type: ignore[attr-defined]
    user = desk.accounts.get("admin")
    client.cookies.set("cchc", desk.sign(desk.accounts.open_session(user, 1)))
    token = csrf(client)
    assert ask(client, route, {}).status_code == 403
    assert ask(client, route, {}, "0" * 64).status_code == 403
    for headers in (
        {"origin": "https://xau.example"}, {"origin": "null"}, {"origin": "http://testserver.xau.example"},
        {"origin": "https://testserver:444"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ):  # fmt: skip
        assert ask(client, route, headers, token).status_code == 403, headers
    own = ask(client, route, {"origin": "http://testserver"}, token).status_code
    assert own < 400 or REFUSED.get(route) == own
    client.cookies.clear()
    assert ask(client, route, {"origin": "http://testserver"}).status_code == 403  # nor a browser without any cookie
    nobody = ask(client, route, {}).status_code
    assert nobody == (401 if route[1].startswith("/api/") else 403)  # a program is told to bring a token


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_out_of_reach(tmp_path: Path, https: bool) -> None:
    with open_index(tmp_path, create=True) as index:
        Accounts(index.store.engine).add("admin", "admin", PASSWORD)
    with desk_client(tmp_path, https=https) as client:
        first = client.get("/dang-nhap").headers["set-cookie"].lower()
        client.cookies.clear()
        if https:
            client.base_url = "https://testserver"
        signed = sign_in(client, "admin", PASSWORD).headers["set-cookie"].lower()
        for told in (first, signed):
            assert "httponly" in told and "samesite=lax" in told and "domain" not in told
            assert ("secure" in told) == https
        assert first.partition(";")[0] != signed.partition(";")[0]


def test_a_session_that_somebody_else_set_is_not_signed_in(office: tuple[TestClient, dict[str, str]]) -> None:
    client, _ = office
    client.cookies.clear()
    csrf(client)
    planted = client.cookies["cchc"]
    assert sign_in(client, "reviewer", PASSWORD).status_code == 303
    signed = client.cookies["cchc"]
    for cookie, status in ((planted, 303), (signed, 200), (signed + "x", 303), ("x", 303), ('"\\', 303)):
        client.cookies.clear()
        assert client.get("/tai-khoan", headers={"cookie": f"cchc={cookie}"}).status_code == status


@pytest.mark.parametrize("spelt", ["LÂN", " lân ", unicodedata.normalize("NFD", "lân"), "l\x00ân", "lâ\x00n"])
def test_guessing_is_slowed_down_however_a_name_is_spelt(tmp_path: Path, spelt: str) -> None:
    with open_index(tmp_path, create=True) as index:
        Accounts(index.store.engine).add("lân", "admin", PASSWORD)
    with desk_client(tmp_path) as client:
        assert [sign_in(client, "lân", f"sai {n}").status_code for n in range(5)] == [401] * 5
        assert sign_in(client, spelt, PASSWORD).status_code == 429
