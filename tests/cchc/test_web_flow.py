"""From a file to an answer in a browser: upload, search, sentence, correction, export, log; every page looked at."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from index_helpers import fresh_database
from web_helpers import accessible, browser, desk_client, fill_with_origins, keep, needs_chromium, served
from web_places import real, routes

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.web import Settings

PASSWORD = "một mật khẩu dài"
WAIT = 120_000  # milliseconds; the machine may be busy
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
FILES = ("xa-2022.docx", "huyen-2024-6thang.pdf")


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Give an empty desk with one account that may do everything."""
    databases = fresh_database() if request.param == "postgresql" else iter([None])
    settings = Settings(tmp_path / "index", next(databases))
    with open_index(settings.folder, settings.database, create=True) as index:
        Accounts(index.store.engine).add("lan", "admin", PASSWORD)
    yield settings
    next(databases, None)


def enter(page: Any, base: str) -> None:
    """Sign in by keyboard."""
    page.goto(f"{base}/nap")
    press_to(page, "#name")
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/nap")


def press_to(page: Any, selector: str, most: int = 400) -> None:
    """Press Tab until what is looked for has the focus: nobody could reach it otherwise."""
    for _ in range(most):
        if page.evaluate("s => document.activeElement !== null && document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of the keyboard's reach")


def opened(data: bytes, part: str) -> str:
    """Return a part of an Office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode("utf-8")


def exported(page: Any, format: str) -> bytes:
    """Fetch a file by the link of the search page."""
    with page.expect_download() as loading:
        page.locator(f'.menu a[href*="format={format}"]').click()
    return Path(loading.value.path()).read_bytes()


@needs_chromium
def test_from_a_file_to_an_answer(desk: Settings) -> None:
    with served(desk) as base, browser(viewport=WIDE) as page:
        enter(page, base)
        page.set_input_files("#files", [str(SAMPLES / name) for name in FILES])  # the only thing a test cannot type
        press_to(page, "form.upload button")
        page.keyboard.press("Enter")
        page.wait_for_selector("#progress")
        page.wait_for_selector("#progress:not([data-running])", timeout=WAIT)
        assert page.locator("table.files a[href^='/bao-cao/']").count() == len(FILES)
        keep(page, "flow-1-uploaded")

        press_to(page, "table.files a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/bao-cao/r-*")
        assert page.locator(".reading .s").count() > 10
        sentence = page.locator(".reading .s.limitation").first.inner_text()
        phrase = " ".join(re.findall(r"[^\W\d_]+", sentence.partition(". ")[2] or sentence)[3:8])

        press_to(page, "#quick")
        page.keyboard.type(f'"{phrase}"')
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem?**")
        assert page.locator(".hit mark").count() >= 1, phrase
        found = page.url
        keep(page, "flow-2-found")
        press_to(page, ".hit a.to")
        page.keyboard.press("Enter")
        page.wait_for_url("**/bao-cao/**cau=**")
        assert page.locator(".s.chosen").count() == 1
        box = page.locator(".s.chosen .sign").first.bounding_box()
        assert box is not None and 0 < box["y"] < WIDE["height"]
        keep(page, "flow-3-sentence")

        press_to(page, "a[href^='/sua-nhan/r-']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sua-nhan/r-**")
        press_to(page, "input[name=area]")
        while page.evaluate("document.activeElement.value") != "digital_government":
            page.keyboard.press("ArrowDown")
        press_to(page, "button[value=save]")
        page.keyboard.press("Space")
        page.wait_for_selector(".saved")
        keep(page, "flow-4-corrected")

        page.goto(f"{found}&area=digital_government&corrected=true")
        assert page.locator(".hit").count() == 1
        assert "đã sửa" in page.inner_text(".hit")
        press_to(page, ".menu summary")
        page.keyboard.press("Space")
        book, word = exported(page, "xlsx"), exported(page, "docx")
        assert opened(book, "xl/sharedStrings.xml").count("Chính quyền số") >= 1
        assert phrase in " ".join(opened(book, "xl/sharedStrings.xml").split())
        assert phrase in " ".join(opened(word, "word/document.xml").split())

        page.goto(f"{base}/nhat-ky")
        log = page.inner_text("table")
        noted = ("đăng nhập", "nạp báo cáo", "sửa nhãn", "xlsx, 1", "docx, 1")
        assert [name for name in noted if name not in log] == []
        assert all(name in log for name in FILES)
        keep(page, "flow-5-log")


@needs_chromium
def test_on_a_phone(desk: Settings) -> None:
    with served(desk) as base, browser(viewport=NARROW, color_scheme="dark") as page:
        enter(page, base)
        page.set_input_files("#files", str(SAMPLES / "so-2020.md"))
        page.get_by_role("button", name="Nạp").click()
        page.wait_for_selector("#progress:not([data-running])", timeout=WAIT)
        page.get_by_role("link", name="Mở báo cáo").click()
        page.goto(f"{base}/tim-kiem?q=cham&stance=limitation")
        page.locator(".hit a.to").first.click()
        page.get_by_role("link", name="Sửa nhãn nhận định này").click()
        page.get_by_role("button", name="Đúng rồi").click()
        page.wait_for_selector(".saved")
        fits(page)
        keep(page, "flow-phone")


def fits(page: Any) -> None:
    """Fail where the page as a whole scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Give a filled desk, and an address of every route that shows a page."""
    folder = tmp_path_factory.mktemp("shown")
    fill_with_origins(folder)
    with desk_client(folder) as client:
        state = client.app.state.desk  # type: ignore[attr-defined]
        found = [real(state, method, path) for method, path in routes(client.app) if method == "GET"]
        return folder, [one for one in found if is_page(client, one)]


def is_page(client: TestClient, address: str) -> bool:
    """Tell whether an address shows a page of its own."""
    answer = client.get(address)
    return answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(shown: tuple[Path, list[str]], scheme: str) -> None:
    folder, addresses = shown
    assert len(addresses) >= 15
    with served(Settings(folder)) as base, browser(viewport=WIDE, color_scheme=scheme) as page:
        for address in addresses:
            page.set_viewport_size(WIDE)
            page.goto(base + address)
            accessible(page)
            keep(page, f"page-{name_of(address)}-{scheme}")
            page.set_viewport_size(NARROW)
            fits(page)


@needs_chromium
def test_the_account_s_pages_are_accessible(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        accounts = Accounts(index.store.engine)
        accounts.make_token(accounts.add("lan", "admin", PASSWORD), "máy in của phòng một cửa")
    with served(Settings(tmp_path)) as base, browser(viewport=NARROW, color_scheme="dark") as page:
        page.goto(f"{base}/dang-nhap")
        accessible(page)
        enter(page, base)
        for address in ("/tai-khoan", "/nhat-ky"):
            page.goto(base + address)
            accessible(page)
            fits(page)
            keep(page, f"page-{name_of(address)}-narrow")


def name_of(address: str) -> str:
    """Return a file's name for an address."""
    return re.sub(r"[^a-z]+", "-", re.sub(r"r-\w+|\d+", "", address.partition("?")[0])).strip("-") or "tong-quan"
