"""Who may: signing in and out, form tokens, roles, hosts; nothing is let in that a page did not send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_helpers import csrf, desk_client, sign_in

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.web.asked import own_path

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with open_index(tmp_path, create=True) as index:
        accounts = Accounts(index.store.engine)
        accounts.add("thanh tra", "viewer", PASSWORD)
        accounts.add("trưởng phòng", "admin", PASSWORD)
    with desk_client(tmp_path) as client:
        yield client


def put(client: TestClient, cookie: str) -> None:
    """Give the browser another session cookie."""
    client.cookies.clear()
    client.cookies.set("cchc", cookie)


def test_pages_lead_to_the_sign_in_and_back(client: TestClient) -> None:
    response = client.get("/tai-khoan?x=1")
    assert (response.status_code, response.headers["location"]) == (303, "/dang-nhap?next=%2Ftai-khoan%3Fx%3D1")
    assert sign_in(client, "thanh tra", PASSWORD).headers["location"] == "/"
    assert client.get("/tai-khoan").status_code == 200


def test_the_session_is_new_after_signing_in(client: TestClient) -> None:
    csrf(client)
    before = client.cookies["cchc"]
    sign_in(client, "thanh tra", PASSWORD)
    assert client.cookies["cchc"] != before
    put(client, before)
    assert client.get("/tai-khoan").status_code == 303


def test_the_cookie_is_out_of_reach(client: TestClient) -> None:
    told = sign_in(client, "thanh tra", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told


def test_a_forged_cookie_is_nobody(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    put(client, client.cookies["cchc"][:-2] + "xx")
    assert client.get("/tai-khoan").status_code == 303


def test_signing_out_ends_the_session_on_the_server(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    kept = client.cookies["cchc"]
    client.post("/dang-xuat", data={"csrf": csrf(client)})
    put(client, kept)
    assert client.get("/tai-khoan").status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "đ"])
def test_a_form_without_its_token_is_refused(client: TestClient, token: str) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    assert client.post("/tai-khoan/ma-api", data={"label": "x", "csrf": token}).status_code == 403
    assert "x" not in client.get("/tai-khoan").text.partition("<tbody>")[2]


def test_another_site_is_refused_even_with_the_token(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    for headers in ({"origin": "https://xau.example"}, {"sec-fetch-site": "cross-site"}):
        made = client.post("/tai-khoan/ma-api", data={"label": "x", "csrf": csrf(client)}, headers=headers)
        assert made.status_code == 403


def test_guessing_is_slowed_down(client: TestClient) -> None:
    assert [sign_in(client, "thanh tra", f"sai {n}").status_code for n in range(6)] == [401] * 5 + [429]
    assert sign_in(client, "thanh tra", PASSWORD).status_code == 429
    assert sign_in(client, "trưởng phòng", PASSWORD).status_code == 303


def test_roles(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    assert client.get("/nhat-ky").status_code == 403
    sign_in(client, "trưởng phòng", PASSWORD)
    page = client.get("/nhat-ky")
    assert page.status_code == 200
    assert "đăng nhập" in page.text.partition("<tbody>")[2]


def test_tokens_are_shown_once(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    made = client.post("/tai-khoan/ma-api", data={"label": "máy in", "csrf": csrf(client)}).text
    secret = made.partition("<code>cchc_")[2].partition("</code>")[0]
    assert secret
    assert secret not in client.get("/tai-khoan").text
    assert "máy in" in client.get("/tai-khoan").text


def test_changing_the_password_ends_other_sessions(client: TestClient) -> None:
    sign_in(client, "thanh tra", PASSWORD)
    old = client.cookies["cchc"]
    new = {"old": PASSWORD, "new": "một mật khẩu khác", "csrf": csrf(client)}
    assert client.post("/tai-khoan/mat-khau", data=new).status_code == 303
    assert client.get("/tai-khoan").status_code == 200
    put(client, old)
    assert client.get("/tai-khoan").status_code == 303


@pytest.mark.parametrize("host", ["xau.example", "localhost.xau.example", "", "127.0.0.1.nip.io:80"])
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/dang-nhap", headers={"host": host})
    assert response.status_code == 400
    assert "E076" in response.text


def test_without_accounts_only_this_machine(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert client.get("/nhat-ky").status_code == 200
    with desk_client(tmp_path, local=False) as client:
        assert client.get("/nhat-ky").status_code == 303


def test_a_browser_needs_the_token_without_accounts_too(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        client.get("/tai-khoan")
        assert client.post("/dang-xuat").status_code == 403
        assert client.post("/dang-xuat", data={"csrf": csrf(client)}).status_code == 303


def test_headers(client: TestClient) -> None:
    response = client.get("/dang-nhap")
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("declared", ["999999999999", "-1", "x"])
def test_a_body_that_is_too_long_is_not_read(client: TestClient, declared: str) -> None:
    response = client.post("/dang-nhap", content=b"x", headers={"content-length": declared})
    assert response.status_code == 413


def test_a_body_that_lied_of_its_length(tmp_path: Path) -> None:
    with desk_client(tmp_path, max_request=1000) as client:
        token = csrf(client)
        chunks = (b"csrf=" + token.encode() + b"&name=" + b"x" * 400 for _ in range(5))
        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/dang-nhap", content=chunks, headers=kind).status_code == 413


@pytest.mark.parametrize(
    "path", ["//xau.example", "/\\xau.example", "https://xau.example", "javascript:1", "", "/a\nb"]
)
def test_a_sign_in_leads_nowhere_else(path: str) -> None:
    assert own_path(path) == "/"


def test_both_languages(client: TestClient) -> None:
    assert 'lang="vi"' in client.get("/dang-nhap").text
    assert "Sign in" in client.get("/dang-nhap?lang=en").text
    client.get("/ngon-ngu/en?next=/dang-nhap")
    assert "Sign in" in client.get("/dang-nhap").text
    assert client.get("/ngon-ngu/xx?next=//xau.example").headers["location"] == "/"


@pytest.mark.parametrize("https", [True, False])
def test_cookies_keep_to_https_where_it_is_used(tmp_path: Path, https: bool) -> None:
    with desk_client(tmp_path, https=https) as client:
        for path in ("/", "/ngon-ngu/en"):
            assert ("secure" in client.get(path).headers["set-cookie"].lower()) == https


def test_no_such_page(client: TestClient) -> None:
    assert client.get("/khong-co").status_code == 404
    answer = client.get("/api/khong-co")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "E075")
