"""Units: found, sorted, paged; each with its periods side by side and the course of its limitations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from index_helpers import Record, fill, fresh_database, open_at, report, statement, texts
from web_helpers import accessible, browser, desk_client, keep, needs_chromium, served

from cchc.index import Filters, open_index
from cchc.web import Settings
from cchc.web.comparing import courses

LATE = "Hồ sơ đất đai trễ hạn còn nhiều, xin lỗi chưa nghiêm"
STAFF = "Bộ phận một cửa cấp xã thiếu người làm chuyên trách"
MONEY = "Kinh phí cho chuyển đổi số chưa được bố trí kịp thời"


def yearly(year: int, *sentences: str, unit: str = "UBND xã Thanh Vân", **facts: object) -> Record:
    return texts(
        f"{unit}-{year}.docx", *sentences, issuer=unit, level="commune", province="Vĩnh Phúc",
        title=f"Báo cáo năm {year}", number=f"{year - 2000}/BC-UBND", date=f"{year}-12-20",
        period_start=f"{year}-01-01", period_end=f"{year}-12-31", **facts,
    )  # fmt: skip


def story() -> list[Record]:
    """Return three years of one unit: a limitation comes back, one goes, one is new."""
    return [
        yearly(2020, f"{LATE} 12 hồ sơ."),
        yearly(2021, f"{LATE} 34 hồ sơ.", f"{STAFF}."),
        yearly(2022, f"{LATE} 56 hồ sơ.", f"{MONEY}."),
    ]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with open_index(tmp_path, create=True) as index:
        fill(index, *story())
    with desk_client(tmp_path) as client:
        yield client


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    yield from fresh_database() if request.param == "postgresql" else iter((None,))


def many(count: int) -> list[Record]:
    return [yearly(2022, *[f"Câu {k}." for k in range(n % 7)], unit=f"UBND xã Số {n:03}") for n in range(count)]


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="/don-vi/\d+">([^<]+)</a>', page)


def walked(client: TestClient, path: str) -> list[str]:
    """Return the names of all pages of a list."""
    found: list[str] = []
    while path:
        page = client.get(path).text
        found += names(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    return found


def test_the_list_is_paged_and_sorted(tmp_path: Path, url: str | None) -> None:
    with open_at(tmp_path, url) as index:
        fill(index, *many(120))
    with desk_client(tmp_path, url) as client:
        assert len(names(client.get("/don-vi").text)) == 50
        assert walked(client, "/don-vi") == [f"UBND xã Số {n:03}" for n in range(120)]
        most = walked(client, "/don-vi?sort=limitations")
    wanted = sorted(range(120), key=lambda n: (-(n % 7), n))
    assert most == [f"UBND xã Số {n:03}" for n in wanted]


def test_the_list_is_filtered(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *story(), *many(3), yearly(2022, "Câu.", unit="UBND huyện Tam Dương"))
    with desk_client(tmp_path) as client:
        assert names(client.get("/don-vi?unit=thanh+van").text) == ["UBND xã Thanh Vân"]
        assert len(names(client.get("/don-vi?period=2020").text)) == 1
        assert len(names(client.get("/don-vi?period=2020&missing=1").text)) == 4
        assert names(client.get("/don-vi?level=district").text) == []
        assert "Không có đơn vị nào như vậy" in client.get("/don-vi?province=Hu%E1%BA%BF").text
        assert client.get("/don-vi?unit=thanh+van").text.count('value="thanh van"') == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/don-vi?cursor=xyz", 422), ("/don-vi?sort=x", 422), ("/don-vi?period=x", 422), ("/don-vi/99", 404),
        ("/don-vi/0", 422), ("/don-vi/x", 422), ("/don-vi/99999999999999999999", 404), ("/don-vi/1?period=1999", 404),
    ],
)  # fmt: skip
def test_bad_addresses_are_told(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_an_empty_index(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert "Chưa có đơn vị nào" in client.get("/don-vi").text


def test_limitations_come_back_go_and_are_new(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *story())
        last, middle, first = courses(index.unit_history(1))
    assert (last.repeated, last.new, [hit.text for hit in last.gone]) == (1, 1, [f"{STAFF}."])
    assert (middle.repeated, middle.new, middle.gone) == (1, 1, ())
    assert last.before is middle.period and middle.before is first.period
    assert (first.before, first.new, first.repeated, first.gone) == (None, 0, 0, ())


def test_a_half_year_is_not_before_its_own_year(tmp_path: Path) -> None:
    half = texts("h.docx", f"{STAFF}.", issuer="UBND xã Thanh Vân", province="Vĩnh Phúc", level="commune",
                 period_start="2022-01-01", period_end="2022-06-30")  # fmt: skip
    unknown = texts("k.docx", f"{STAFF}.", issuer="UBND xã Thanh Vân", province="Vĩnh Phúc", level="commune",
                    period_start=None, period_end=None, date=None)  # fmt: skip
    with open_index(tmp_path, create=True) as index:
        fill(index, *story(), half, unknown)
        found = {one.period.period: one for one in courses(index.unit_history(1))}
    assert found["2022"].before is found["2021"].period
    assert found["2022H1"].before is found["2021"].period
    assert found[None].before is None
    with desk_client(tmp_path) as client:
        assert "Không rõ kỳ" in client.get("/don-vi/1?period=-").text


def test_the_page_tells_the_course(client: TestClient) -> None:
    page = client.get("/don-vi/1").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "Năm 2022 so với năm 2021: 1 lặp lại, 1 mới, 1 không còn nêu." in text
    assert "Câu kỳ trước (Năm 2021)" in text and "34 hồ sơ" in text
    assert "không có kỳ trước để so" in client.get("/don-vi/1?period=2020").text
    assert re.search(r'href="/bao-cao/r-\w+\?cau=200#c200">Hồ sơ đất đai', page)


def test_periods_stand_side_by_side(client: TestClient, tmp_path: Path) -> None:
    page = client.get("/don-vi/1").text
    side = page.partition('class="periods"')[2].partition("</table>")[0]
    assert re.findall(r'colgroup"[^>]*><a[^>]*>([^<]+)', side) == ["Năm 2020", "Năm 2021", "Năm 2022"]
    assert "22/BC-UBND (20/12/2022)" in side
    cells = re.findall(r'class="tag limitation" href="/tim-kiem\?([^"]+)">(\d+)<', side)
    assert [count for _, count in cells] == ["1", "2", "2"]
    assert all("area=procedures&amp;stance=limitation&amp;report=r-" in query for query, _ in cells)


def test_of_many_periods_the_latest_are_shown(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *(yearly(year, f"{LATE} {year}.") for year in range(2010, 2026)))
    with desk_client(tmp_path) as client:
        page, every = client.get("/don-vi/1").text, client.get("/don-vi/1?every=1").text
    assert page.count('scope="colgroup"') == 5 and "Năm 2025</a>" in page
    assert "Xem đủ 16 kỳ" in page
    assert every.count('scope="colgroup"') == 16


def test_a_report_without_limitations(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, report("a.docx", [statement(1, "Đã giải quyết 99 % hồ sơ.", stance="achievement")]))
    with desk_client(tmp_path) as client:
        page = client.get("/don-vi/1").text
    assert "Kỳ này không nêu hạn chế nào" in page
    assert "Không dẫn văn bản nào" in page


def test_the_sorted_list_counts_under_its_filters(tmp_path: Path, url: str | None) -> None:
    other = [yearly(2021, "Một.", unit="UBND xã B"), yearly(2022, "Một.", "Hai.", unit="UBND xã A")]
    with open_at(tmp_path, url) as index:
        fill(index, *other, yearly(2021, "Một.", "Hai.", "Ba.", unit="UBND xã C"), yearly(2022, unit="UBND xã C"))
        rows = index.units_page(Filters(period=("2022",)), most=True).items
        everything = index.units_page(most=True).items
    assert [(row.name, row.limitations) for row in rows] == [("UBND xã A", 2), ("UBND xã C", 0)]
    assert [row.name for row in everything] == ["UBND xã C", "UBND xã A", "UBND xã B"]


@needs_chromium
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_in_a_browser(tmp_path: Path, width: int, scheme: str) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *story(), *many(60))
    with (
        served(Settings(tmp_path)) as base,
        browser(viewport={"width": width, "height": 800}, color_scheme=scheme) as page,
    ):
        for name, path in (("units", "/don-vi"), ("unit", "/don-vi/1")):
            page.goto(base + path)
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            keep(page, f"{name}-{width}-{scheme}")


@needs_chromium
def test_by_keyboard_only(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *story(), *many(60))
    with served(Settings(tmp_path)) as base, browser(java_script_enabled=False) as page:
        page.goto(f"{base}/don-vi")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # skips to the content
        page.keyboard.press("Tab")
        page.keyboard.type("thanh vân")
        page.keyboard.press("Enter")
        page.wait_for_url("**/don-vi?unit=*")
        page.get_by_role("link", name="UBND xã Thanh Vân", exact=True).press("Enter")
        page.wait_for_url("**/don-vi/*")
        page.get_by_label("Kỳ", exact=True).get_by_role("link", name="Năm 2021").press("Enter")
        page.wait_for_url("**period=2021*")
        assert "1 lặp lại" in page.locator("#h-course ~ p").first.inner_text()
        page.locator(".course summary").first.press("Enter")
        assert page.locator(".course details p").first.is_visible()
