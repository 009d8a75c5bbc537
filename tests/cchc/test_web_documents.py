"""The pages of cited documents: filters, status, mentions; hostile texts stay texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from index_helpers import citing, fill
from web_helpers import accessible, browser, desk_client, fill_samples, keep, needs_chromium, served

from cchc.index import open_index
from cchc.names import document_name
from cchc.web import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("index")
    fill_samples(made)
    return made


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with desk_client(folder) as made:
        yield made


def numbers(html: str) -> list[str]:
    """Return the documents named in the table's first column."""
    return [part.partition("</a>")[0].partition(">")[2].strip() for part in html.split('<a href="/van-ban/')[1:]]


def links(html: str) -> list[str]:
    """Return the documents linked to; several have one number."""
    return re.findall(r'href="(/van-ban/\d+)"', html)


def test_the_most_cited_stand_first(client: TestClient) -> None:
    with open_index(Path(client.app.state.desk.settings.folder)) as index:  # type: ignore[attr-defined]
        rows = index.documents(limit=50)
    shown = numbers(client.get("/van-ban").text)
    assert shown == [document_name(row.type, row.number, row.title) for row in rows]


def test_a_number_in_any_spelling(client: TestClient) -> None:
    assert numbers(client.get("/van-ban?document=76%20nq%20cp").text) == ["Nghị quyết 76/NQ-CP"]


@pytest.mark.parametrize("query", ["status=replaced", "type=Nghị quyết", "period=2023", "status=replaced&type=Luật"])
def test_filters_agree_with_the_api(client: TestClient, query: str) -> None:
    told = client.get(f"/api/documents?{query}").json()
    page = client.get(f"/van-ban?{query}").text
    assert len(numbers(page)) == min(told["total"], 50)


def test_pages_follow_one_another(client: TestClient) -> None:
    first = client.get("/van-ban").text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert following
    assert not set(links(first)) & set(links(client.get(following).text))


def test_a_document_with_its_mentions(client: TestClient) -> None:
    document = client.get("/api/documents?document=76/NQ-CP").json()["items"][0]
    mentions = client.get(f"/api/documents/{document['id']}/mentions").json()["items"]
    page = client.get(f"/van-ban/{document['id']}").text
    assert page.count('href="/bao-cao/') == len(mentions)


def test_no_such_document(client: TestClient) -> None:
    assert client.get("/van-ban/999999").status_code == 404
    assert client.get("/van-ban/0").status_code == 422
    assert client.get("/van-ban/x").status_code == 422


def test_scripts_stay_text(tmp_path: Path) -> None:
    record = citing("hostile")
    attack = '<script>alert("x")</script>'
    record["documents"][0] |= {"title": attack, "issuer": attack}
    record["statements"][0]["text"] = attack
    record["report"]["issuer"] = f'"{attack}'
    with open_index(tmp_path, create=True) as index:
        fill(index, record)
    with desk_client(tmp_path) as client:
        for path in ("/van-ban", "/van-ban/1", f"/van-ban?type={attack}&document={attack}"):
            page = client.get(path).text
            assert "<script>alert" not in page
            assert "&lt;script&gt;" in page


def test_an_empty_index(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert "Không có văn bản nào" in client.get("/van-ban").text


@needs_chromium
@pytest.mark.parametrize("width", [1280, 360])
def test_in_a_browser(folder: Path, width: int) -> None:
    with served(Settings(folder)) as address, browser(viewport={"width": width, "height": 800}) as page:
        page.goto(f"{address}/van-ban")
        accessible(page)
        keep(page, f"van-ban-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("Hiệu lực").select_option("replaced")
        page.wait_for_url("**status=replaced**")
        page.get_by_role("link", name="Nghị").first.click()
        page.wait_for_url("**/van-ban/*")
        accessible(page)
        keep(page, f"van-ban-mot-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
