"""The overview: figures that agree with the index, filters that all follow, cells that lead to their statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from index_helpers import changed, citation, citing, document, fill, texts
from web_helpers import accessible, browser, desk_client, fill_samples, keep, needs_chromium, served, sign_in

from cchc.accounts import Accounts
from cchc.index import Filters, Query, Record, open_index
from cchc.names import period_kind, period_name
from cchc.web import Settings
from cchc.web.render import STATIC
from corpora.scheme import AREAS, STANCES

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    fill_samples(tmp_path)
    with desk_client(tmp_path) as client:
        yield client


def made(name: str, unit: str, start: str, end: str, *sentences: str, **facts: object) -> Record:
    """Return a report of a unit and a period."""
    return texts(name, *sentences, issuer=unit, period_start=start, period_end=end, title=name, **facts)


def figure(page: str, name: str) -> int:
    """Return a key figure of the page."""
    found = re.search(rf"<b>([\d.]+)</b> <a[^>]*>{name}</a>", page)
    assert found, name
    return int(found[1].replace(".", ""))


def test_an_empty_index_shows_the_first_step(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        page = client.get("/").text
    assert "Chưa có báo cáo nào" in page
    assert 'class="button" href="/nap"' in page
    assert "<svg" not in page


def test_who_may_only_read_is_not_sent_to_the_upload(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        Accounts(index.store.engine).add("thanh tra", "viewer", "một mật khẩu dài")
    with desk_client(tmp_path) as client:
        assert client.get("/").headers["location"].startswith("/dang-nhap")
        sign_in(client, "thanh tra", "một mật khẩu dài")
        page = client.get("/").text
    assert "Chưa có báo cáo nào" in page
    assert "/nap" not in page


def test_key_figures_are_those_of_the_index(client: TestClient) -> None:
    page, index = client.get("/").text, client.app.state.desk.index
    status = index.status()
    limitations = index.search(Query("", Filters(stance=("limitation",)))).total
    assert figure(page, "báo cáo") == status.reports == 6
    assert figure(page, "đơn vị") == status.units
    assert figure(page, "nhận định") == status.statements
    assert figure(page, "hạn chế") == limitations
    assert figure(page, "văn bản được dẫn") == status.documents


def test_cells_of_the_heat_map_lead_to_as_many_statements(client: TestClient) -> None:
    page = client.get("/?province=V%C4%A9nh+Long").text
    links = re.findall(r'href="/tim-kiem\?area=(\w+)&amp;stance=(\w+)&amp;province=V%C4%A9nh\+Long">(\d+)<', page)
    index = client.app.state.desk.index
    for area, stance, count in links:
        found = index.search(Query("", Filters(area=(area,), stance=(stance,), province=("Vĩnh Long",)))).total
        assert found == int(count) > 0
    zeros = page.count('<td class="n h0">0</td>')
    assert len(links) + zeros == len(AREAS) * len(STANCES)
    assert "h9" in page


def test_everything_follows_the_filters(client: TestClient) -> None:
    page = client.get("/?level=commune&period=2022").text
    assert figure(page, "báo cáo") == figure(page, "đơn vị") == 1
    assert '<option value="2022" selected>Năm 2022</option>' in page
    assert '<option value="commune" selected>' in page
    assert "UBND xã Đức Trọng" in page.partition('id="h-missing"')[2]
    assert "Quảng Ngãi" not in page.partition("</form>")[2].partition("<main")[2].partition("</form>")[2]
    assert "/van-ban?level=commune&amp;period=2022" in page


@pytest.mark.parametrize(
    "asked", ["level=ministry", "province=Kh%C3%B4ng+c%C3%B3", "period=1999", "level=%3Cscript%3E"]
)
def test_filters_that_leave_nothing(client: TestClient, asked: str) -> None:
    response = client.get(f"/?{asked}")
    assert response.status_code == 200
    assert "Không có báo cáo nào như vậy" in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("asked", ["period=h%C3%B4m+nay", "period_kind=week"])
def test_what_is_no_period_is_told(client: TestClient, asked: str) -> None:
    assert client.get(f"/?{asked}").status_code == 422


def test_only_periods_of_one_kind_are_compared(client: TestClient) -> None:
    years, halves = client.get("/").text, client.get("/?period_kind=half").text
    assert years.count('class="dot"') == len(AREAS) * 3
    assert halves.count('class="dot"') == len(AREAS)
    assert 'aria-current="true">6 tháng</a>' in halves
    assert "Không có báo cáo nào của loại kỳ này" in client.get("/?period_kind=quarter").text


def test_the_trend_is_per_report(tmp_path: Path) -> None:
    years = ("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")
    one = [made(f"{n}.docx", f"UBND xã {n}", *years[0], "Hồ sơ trễ hạn.", "Thiếu người.") for n in range(2)]
    with open_index(tmp_path, create=True) as index:
        fill(index, *one, made("c.docx", "UBND xã 0", *years[1], "Hồ sơ trễ hạn."))
    with desk_client(tmp_path) as client:
        page = client.get("/").text
    assert "Thủ tục hành chính · 2021: 2,0 (4)" in page
    assert "Thủ tục hành chính · 2022: 1,0 (1)" in page


def test_units_without_a_report_of_the_period(tmp_path: Path) -> None:
    records = [made(f"{n}.docx", f"UBND xã Số {n}", "2021-01-01", "2021-12-31", "Hồ sơ trễ.") for n in range(30)]
    records += [made("mới.docx", "UBND xã Số 7", "2022-01-01", "2022-12-31", "Hồ sơ trễ.")]
    with open_index(tmp_path, create=True) as index:
        fill(index, *records)
    with desk_client(tmp_path) as client:
        late = client.get("/").text.partition('id="h-missing"')[2]
        assert "Năm 2022" in late and "29 đơn vị có báo cáo kỳ khác" in late
        assert late.count("<li>") == 8
        assert 'href="/don-vi?period=2022&amp;missing=1"' in late
        assert "Mọi đơn vị đã có báo cáo" in client.get("/?period=2021").text
        assert client.get("/don-vi?period=2022&missing=1").text.count('<th scope="row"') == 29


def test_documents_cited_though_replaced(tmp_path: Path) -> None:
    record = citing("a.docx")
    record["documents"][0] |= {"status": "replaced", "status_by": ["9/NQ-CP"]}
    with open_index(tmp_path, create=True) as index:
        fill(index, record)
    with desk_client(tmp_path) as client:
        late = client.get("/").text.partition('id="h-outdated"')[2].partition("</section>")[0]
    assert "Nghị quyết 76/NQ-CP" in late and "9/NQ-CP" in late


def test_what_reports_say_is_text(tmp_path: Path) -> None:
    record = texts("a.docx", "Hồ sơ trễ.", issuer=f"UBND {HOSTILE}", province=HOSTILE, title=HOSTILE)
    record["statements"][0]["citations"] = ["c1"]
    record["citations"] = [citation(1, HOSTILE, HOSTILE, "Nghị quyết", "d1")]
    record["documents"] = [document(1, HOSTILE, "Nghị quyết", ["c1"], "replaced")]
    with open_index(tmp_path, create=True) as index:
        fill(index, record, changed(texts("b.docx", "Hồ sơ."), issuer="UBND xã B", period_end="2024-12-31"))
    with desk_client(tmp_path) as client:
        for path in ("/", "/?period=2024H2", "/don-vi", "/don-vi/1", "/don-vi/2"):
            page = client.get(path)
            assert page.status_code == 200
            assert "<script>alert" not in page.text
        assert "&lt;script&gt;" in client.get("/").text


def test_english(client: TestClient) -> None:
    page = client.get("/?lang=en").text
    assert "Limitations by area over periods" in page and "Procedures" in page


def test_names_of_periods() -> None:
    labels = {"2023": "year", "2023H2": "half", "2023Q3": "quarter", "2025-9M": "nine", "2021-01..2023-06": "other"}
    assert {label: period_kind(label) for label in labels} == labels
    assert period_name("2025-9M") == "9 tháng năm 2025"
    assert period_name("2021-01..2023-06") == "01/2021–06/2023"
    assert period_name("<b>") == "<b>"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_step_of_the_heat_map_is_legible(theme: int) -> None:
    sheet = (STATIC / "figures.css").read_text("utf-8")
    colours = {name: found[theme] for name in [f"h{n}" for n in range(1, 10)] + ["h-ink", "h-ink-most"]
               if (found := re.findall(rf"--{name}: (#\w{{6}})", sheet))}  # fmt: skip
    for step in range(1, 10):
        pair = luminance(colours[f"h{step}"]), luminance(colours["h-ink" if step < 6 else "h-ink-most"])
        assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5


@needs_chromium
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_in_a_browser(tmp_path: Path, width: int, scheme: str) -> None:
    fill_samples(tmp_path)
    with (
        served(Settings(tmp_path)) as base,
        browser(viewport={"width": width, "height": 800}, color_scheme=scheme) as page,
    ):
        page.goto(base)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("[...document.querySelectorAll('svg.chart')].every(one => one.clientWidth > 60)")
        keep(page, f"overview-{width}-{scheme}")
        page.locator("details.data summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.data table").first.is_visible()
        accessible(page)


@needs_chromium
def test_by_keyboard_only(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with served(Settings(tmp_path)) as base, browser(java_script_enabled=False) as page:
        page.goto(base)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # skips to the content
        page.keyboard.press("Tab")
        assert page.locator("#f-period:focus").count() == 1
        periods = page.locator("#f-period option").evaluate_all("all => all.map(one => one.value)")
        for _ in range(periods.index("2022")):
            page.keyboard.press("ArrowDown")
        for _ in range(4):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?period=2022*")
        assert page.locator("ul.figures b").first.inner_text() == "1"
        page.locator(".heat td.h9 a").first.focus()
        assert "period=2022" in page.locator(".heat a:focus").get_attribute("href")
