"""Searching on the desk: filters with counts, what could be loosened, saved views, files; by keyboard, on a phone."""

from __future__ import annotations

import copy
import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from web_helpers import (
    accessible,
    browser,
    csrf,
    desk_client,
    fill_samples,
    keep,
    needs_chromium,
    samples,
    served,
    sign_in,
)

from cchc.accounts import Accounts
from cchc.index import Query, open_index
from cchc.web import Settings, exporting
from cchc.web.asked import Asked
from cchc.web.pages import limitations

PASSWORD = "một mật khẩu dài"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("desk")
    fill_samples(made)
    return made


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with desk_client(folder) as client:
        yield client


def text_of(html: str) -> str:
    """Return what a page says, without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def box(html: str, name: str, value: str) -> str:
    """Return the item of a filter's value."""
    found = re.search(rf'<li[^>]*><label[^>]*><input[^>]*name="{name}" value="{value}".*?</li>', html)
    assert found, (name, value)
    return found[0]


def test_results_tell_words_labels_and_source(client: TestClient, folder: Path) -> None:
    html = client.get("/tim-kiem", params={"q": "ho so cham", "lang": "vi"}).text
    with open_index(folder) as index:
        hit = index.search(Query("ho so cham")).hits[0]
    assert f'href="/bao-cao/{hit.report}?cau={hit.start}#c{hit.start}"' in html
    start, end = hit.marks[0]
    assert f"<mark>{hit.snippet[start:end]}</mark>" in html
    assert hit.unit is not None and hit.unit in text_of(html)
    assert " › ".join(hit.headings) in text_of(html)


def test_counts_tell_what_another_value_would_add(client: TestClient, folder: Path) -> None:
    with open_index(folder) as index:
        counts = {one.value: one.count for one in index.search(Query("hồ sơ", facets=("area",))).facets["area"]}
    html = client.get("/tim-kiem", params={"q": "hồ sơ", "area": "steering"}).text
    assert "checked" in box(html, "area", "steering")
    other = box(html, "area", "procedures")
    assert "checked" not in other and f">{counts['procedures']}<" in other
    assert f"{counts['steering']} nhận định" in text_of(html)


def test_a_chosen_value_stays_where_it_counts_nothing(client: TestClient) -> None:
    html = client.get("/tim-kiem", params={"q": "hồ sơ", "province": "Hà Nội", "unit": "999"}).text
    for name, value in (("province", "Hà Nội"), ("unit", "999")):
        assert "checked" in box(html, name, value) and ">0<" in box(html, name, value)
    assert "trong chỉ mục không có “Hà Nội”" in text_of(html)


def test_nothing_found_tells_what_could_be_loosened(client: TestClient, folder: Path) -> None:
    asked = {"q": "hồ sơ", "period": "1999", "area": "procedures"}
    html = client.get("/tim-kiem", params=asked).text
    with open_index(folder) as index:
        found = index.search(Asked("hồ sơ").only(area="procedures").query()).total
    assert f"bỏ “Kỳ báo cáo” : {found} nhận định" in text_of(html)
    link = re.search(r'<a href="([^"]+)">bỏ “Kỳ báo cáo”', html)
    assert link and f"{found} nhận định" in text_of(client.get(unescape(link[1])).text)
    either = text_of(client.get("/tim-kiem", params={"q": "hồ zzz"}).text)
    assert "ít nhất một trong các từ" in either


def test_chips_lead_to_the_question_without_them(client: TestClient) -> None:
    html = client.get("/tim-kiem?q=h%E1%BB%93&area=procedures&area=steering&min_confidence=0.9&corrected=false").text
    chips = re.search(r'<ul class="chips".*?</ul>', html, re.DOTALL)
    assert chips
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', chips[0])]
    assert "/tim-kiem?q=h%E1%BB%93&area=steering&min_confidence=0.9&corrected=false" in links
    assert len(links) == 5


def test_a_filter_that_cannot_be_is_told_where_it_can_be_mended(client: TestClient) -> None:
    for asked, told in (("period=mai", "mai"), ("area=procedure", "Lĩnh vực: procedure")):
        response = client.get(f"/tim-kiem?{asked}")
        assert response.status_code == 422
        assert told in text_of(response.text) and 'id="q"' in response.text
    assert client.get("/tim-kiem?cursor=x").status_code in (404, 422)


def test_pages_follow_each_other(client: TestClient, folder: Path) -> None:
    seen: list[str] = []
    link = "/tim-kiem?q=h%E1%BB%93+s%C6%A1"
    while link:
        html = client.get(link).text
        seen += re.findall(r'class="to" href="([^"]+)"', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        link = unescape(following[1]) if following else ""
    with open_index(folder) as index:
        assert len(set(seen)) == len(seen) == index.search(Query("hồ sơ")).total


def test_what_is_doubtful_tells_why(client: TestClient, folder: Path) -> None:
    with open_index(folder) as index:
        hit = index.uncertain(limit=1)[0]
    html = client.get("/tim-kiem", params={"report": hit.report, "q": f'"{hit.text.split(", ")[0][:60]}"'}).text
    assert "chưa chắc" in html and "; vì " in html
    sure = client.get("/tim-kiem?min_confidence=0.99").text
    assert 'class="hit' in sure and "chưa chắc" not in sure


@pytest.mark.parametrize("path", ["/tim-kiem", "/han-che"])
def test_an_empty_index_is_told(tmp_path: Path, path: str) -> None:
    with desk_client(tmp_path) as client:
        response = client.get(path)
    assert response.status_code == 200
    assert "Không có hạn chế" in response.text or "Chưa có báo cáo nào" in response.text


def hostile(folder: Path) -> None:
    """Make an index whose report means harm."""
    record = copy.deepcopy(next(one for one in samples() if one["statements"]))
    record["report"] |= {"title": f"{EVIL} 100%", "issuer": f"UBND xã {EVIL}"}
    record["statements"][0] |= {"text": f"=cmd|'/c calc'!A1 {EVIL} lừa", "stance": "limitation", "sub": "limitation"}
    with open_index(folder, create=True) as index:
        assert [added.outcome for added in index.add([record])] == ["added"]


def test_reports_and_addresses_cannot_run(tmp_path: Path) -> None:
    hostile(tmp_path)
    with desk_client(tmp_path) as client:
        for path in (
            "/tim-kiem?q=l%E1%BB%ABa",
            "/han-che?q=l%E1%BB%ABa",
            f"/tim-kiem?q={EVIL}&unit={EVIL}&document={EVIL}",
        ):
            html = client.get(path).text
            assert "alert(1)" in html and "<script>alert" not in html, path
        rows = client.get("/xuat?format=csv&q=l%E1%BB%ABa").text
        assert "'=cmd|" in rows
        name = client.get("/xuat", params={"format": "csv", "q": '../../"\r\nX-A: b'}).headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="cchc-[a-z0-9-]+\.csv"', name)


def test_views_are_saved_for_their_owner(folder: Path) -> None:
    with desk_client(folder) as client:
        kept = "/tim-kiem?q=h%E1%BB%93+s%C6%A1&area=procedures"
        refused = client.post("/da-luu", data={"name": "x", "path": kept}, headers={"Origin": "http://testserver"})
        assert refused.status_code == 403
        sent = {"csrf": csrf(client), "name": f"của tôi {EVIL}", "path": kept}
        assert client.post("/da-luu", data=sent).headers["location"] == kept
        away = client.post("/da-luu", data=sent | {"path": "//example.org/x"})
        assert away.headers["location"] == "/"
        html = client.get(kept).text
        assert f'<a href="{kept.replace("&", "&amp;")}">của tôi &lt;script&gt;' in html
        for number in re.findall(r"/da-luu/(\d+)/xoa", html):
            client.post(f"/da-luu/{number}/xoa", data={"csrf": csrf(client), "back": kept})
        assert "của tôi" not in client.get(kept).text
        assert client.post("/da-luu", data=sent | {"name": "  "}).status_code == 422


def test_views_of_one_account_are_not_another_s(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        accounts = Accounts(index.store.engine)
        for name in ("an", "bình"):
            accounts.add(name, "viewer", PASSWORD)
        view = accounts.save_view("riêng của an", "/tim-kiem?q=a", "an")
    with desk_client(tmp_path) as client:
        assert client.get("/tim-kiem").headers["location"].startswith("/dang-nhap")
        assert client.get("/xuat").status_code == 303
        sign_in(client, "bình", PASSWORD)
        assert "riêng của an" not in client.get("/tim-kiem").text
        client.post(f"/da-luu/{view.id}/xoa", data={"csrf": csrf(client)})
        sign_in(client, "an", PASSWORD)
        assert "riêng của an" in client.get("/tim-kiem").text


@pytest.mark.parametrize("format", exporting.FORMATS)
def test_a_file_of_every_kind(client: TestClient, folder: Path, format: str) -> None:
    asked = {"q": "hồ sơ", "stance": "limitation", "format": format}
    response = client.get("/xuat", params=asked)
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith('attachment; filename="cchc-ho-so-2')
    with open_index(folder) as index:
        hits = index.search(Asked("hồ sơ").only(stance="limitation").query(limit=1000)).hits
    data = response.content
    if format == "jsonl":
        assert [json.loads(line)["text"] for line in data.decode().splitlines()] == [hit.text for hit in hits]
    elif format == "csv":
        assert data.startswith(b"\xef\xbb\xbfid,text,") and data.count(b"\r\n") == len(hits) + 1
    elif format == "parquet":
        import pyarrow.parquet as pq

        assert pq.read_table(io.BytesIO(data)).num_rows == len(hits)
    else:
        assert data.startswith(b"PK")


@pytest.mark.parametrize(
    ("lang", "told"), [("vi", ("Bìa", "Loại nhận định", "Hạn chế")), ("en", ("Cover", "Stance", "Limitation"))]
)
def test_the_cover_speaks_the_reader_s_language(
    client: TestClient, folder: Path, lang: str, told: tuple[str, str, str]
) -> None:
    data = client.get("/xuat", params={"stance": "limitation", "unit": "1", "format": "xlsx", "lang": lang}).content
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        words = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        assert f'name="{told[0]}"' in book.read("xl/workbook.xml").decode()
    cells = [text.text for text in words.iter() if text.tag.endswith("}t")]
    names, values = (cells.index(name) for name in (("Mục", "Giá trị") if lang == "vi" else ("Item", "Value")))
    assert cells[values + cells.index(told[1]) - names] == told[2]  # the cover is written first, a column at a time
    with open_index(folder) as index:
        assert index.unit(1).name in cells and "1" not in cells


def test_exports_are_noted_and_limited(client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/xuat?format=csv&area=procedures")
    with open_index(folder) as index:
        row = Accounts(index.store.engine).audit(1)[0]
    assert row.action == "export" and re.fullmatch(r"csv, \d+: area=procedures", row.detail)
    monkeypatch.setitem(exporting.MOST, "csv", 3)
    response = client.get("/xuat?format=csv")
    assert response.status_code == 413 and "E086" in response.text
    assert "nhiều nhất 3" in text_of(client.get("/tim-kiem").text)
    assert client.get("/xuat?format=exe").status_code == 422


def twice(folder: Path) -> None:
    """Make an index of a unit that reports the same limitation in two years."""
    with open_index(folder, create=True) as index:
        for year in (2022, 2023):
            record = copy.deepcopy(next(one for one in samples() if one["statements"]))
            record["report"] |= {
                "id": f"r-{year}", "sha256": f"{year:064x}", "issuer": "UBND xã Lặp", "title": f"Báo cáo năm {year}",
                "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
            }  # fmt: skip
            label = {"area": "procedures", "stance": "limitation", "sub": "limitation"}
            record["statements"] = [
                record["statements"][0]
                | label
                | {"text": f"Còn {year - 2010} hồ sơ đất đai giải quyết chậm so với quy định."}
            ]
            record["citations"], record["documents"], record["text"] = [], [], None
            assert [added.outcome for added in index.add([record | {"origin": str(year)}])] == ["added"]


def test_limitations_that_come_back_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice(tmp_path)
    with desk_client(tmp_path) as client:
        told = text_of(client.get("/han-che").text)
        assert "2 hạn chế" in told and "UBND xã Lặp" in told and "↻ lặp lại Năm 2022" in told
        only = text_of(client.get("/han-che?repeated=1").text)
        assert "1 hạn chế lặp lại" in only and "Còn 13 hồ sơ" in only
        assert 'href="/han-che?repeated=1"' in client.get("/han-che?repeated=1&area=procedures").text
        monkeypatch.setattr(limitations, "MOST", 1)
        many = text_of(client.get("/han-che").text)
        assert "Quá nhiều để so" in many and "Còn 13 hồ sơ" not in many


@needs_chromium
def test_in_a_browser(folder: Path) -> None:
    with served(Settings(folder)) as address, browser(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{address}/tim-kiem")
        page.keyboard.press("/")
        page.keyboard.type("ho so")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem?q=ho+so")
        page.get_by_label("Thủ tục hành chính").check()
        page.wait_for_url("**/tim-kiem?q=ho+so&area=procedures")
        assert page.evaluate("document.activeElement.value") == "procedures"
        page.evaluate("document.activeElement.blur()")
        for _ in range(2):
            page.keyboard.press("j")
        assert page.evaluate("document.activeElement === document.querySelectorAll('.hit a.to')[1]")
        accessible(page)
        keep(page, "search")
        page.get_by_text("Đã lưu").click()
        page.get_by_role("button", name="Lưu").click()
        page.get_by_text("Đã lưu").click()
        accessible(page)
        keep(page, "search-saved")
        page.get_by_role("button", name="xóa").first.click()
        with page.expect_download() as loading:
            page.get_by_text("Xuất", exact=True).click()
            page.get_by_role("link", name="CSV").click()
        assert loading.value.suggested_filename.startswith("cchc-ho-so-")
        page.goto(f"{address}/han-che?area=procedures")
        accessible(page)
        keep(page, "limitations")


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(folder: Path, scheme: str) -> None:
    options = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    with served(Settings(folder)) as address, browser(**options) as page:
        for name, path in (
            ("search", "/tim-kiem?q=h%E1%BB%93&level=commune"),
            ("none", "/tim-kiem?q=zzz+h%E1%BB%93&area=steering"),
            ("limitations", "/han-che"),
        ):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            accessible(page)
            keep(page, f"{name}-360-{scheme}")
        page.goto(f"{address}/tim-kiem?q=h%E1%BB%93")
        page.get_by_text("Bộ lọc").first.click()
        assert page.get_by_label("Thủ tục hành chính").is_visible()
        accessible(page)


@needs_chromium
def test_without_scripts(folder: Path) -> None:
    with served(Settings(folder)) as address, browser(java_script_enabled=False) as page:
        page.goto(f"{address}/tim-kiem?q=h%E1%BB%93")
        page.get_by_label("Thủ tục hành chính").check()
        page.get_by_role("button", name="Lọc", exact=True).click()
        assert "area=procedures" in page.url and page.get_by_label("Thủ tục hành chính").is_checked()
