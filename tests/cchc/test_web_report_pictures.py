"""Pictures of a report's pages, and its page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from web_helpers import accessible, browser, fill_with_origins, keep, needs_chromium, served

from cchc.index import open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.web import Settings
from cchc.web.finding import find_sentence
from cchc.web.pictures import Pictures
from corpora.page_pictures import PagePicture
from nlp.errors import ReadError


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path_factory.mktemp("cache")))


def test_pictures_are_kept_and_failures_remembered(tmp_path: Path) -> None:
    data = (Path(SAMPLES) / "huyen-2024-6thang.pdf").read_bytes()
    digest, asked = "0" * 64, []
    pictures = Pictures(tmp_path)
    try:
        drawn = pictures.page(digest, 2, "a.pdf", lambda: data)
        assert pictures.page(digest, 2, "a.pdf", lambda: pytest.fail("it is kept")) == drawn
        for _ in range(2):
            with pytest.raises(ReadError, match="damaged"):
                pictures.page("1" * 64, 1, "b.pdf", lambda: asked.append(1) or b"%PDF")
        assert pictures.page("../../x", 1, "c.pdf", lambda: data) is None
        pictures.forget(digest)
    finally:
        pictures.close()
    assert asked == [1]
    assert list(tmp_path.iterdir()) == []


def test_a_sentence_is_found_over_lines_and_hyphens() -> None:
    letters = "hosotrehancontonnhieuhosotrehan"
    boxes = tuple((10 * (n % 8), 20 * (n // 8), 10 * (n % 8) + 9, 20 * (n // 8) + 15) for n in range(len(letters)))
    picture = PagePicture(b"", 100, 100, letters, boxes)
    text = "Hồ sơ trễ-\nhạn còn tồn nhiều. Hồ sơ trễ hạn"
    assert find_sentence(picture, text, 0, 14) == ((0, 0, 79, 15), (0, 20, 19, 35))
    assert find_sentence(picture, text, 30, len(text))[0][1] == 40  # the second of two equal ones
    assert find_sentence(picture, "không có", 0, 8) == ()


@needs_chromium
def test_in_a_browser_by_keyboard(tmp_path: Path) -> None:
    fill_with_origins(tmp_path)
    with open_index(tmp_path) as index:
        (uid,) = index.named("huyen-2024-6thang.pdf")
        hit = next(hit for hit in index.report(uid).statements if hit.stance == "limitation")
    with served(Settings(tmp_path)) as base, browser(viewport={"width": 1400, "height": 900}) as page:
        page.goto(f"{base}/bao-cao")
        accessible(page)
        keep(page, "bao-cao-danh-sach")
        page.goto(f"{base}/bao-cao/{uid}?cau={hit.start}#c{hit.start}")
        accessible(page)
        box = page.locator(f"#c{hit.start} .sign").bounding_box()
        assert 0 < box["y"] < 900  # the jump brought the sentence into view
        keep(page, "bao-cao-cau")
        page.keyboard.press("h")
        page.wait_for_url(lambda url: f"cau={hit.start}&" not in url and f"cau={hit.start}#" not in url)
        page.keyboard.press("p")
        page.wait_for_load_state()
        page.locator(".switches .right a").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".print rect", state="attached")
        accessible(page)
        keep(page, "bao-cao-trang-goc")
        page.set_viewport_size({"width": 360, "height": 740})
        for address in ("/bao-cao", f"/bao-cao/{uid}", f"/bao-cao/{uid}?cau={hit.start}&trang={hit.page}#c{hit.start}"):
            page.goto(base + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            accessible(page)
        keep(page, "bao-cao-hep")


@needs_chromium
def test_without_scripts(tmp_path: Path) -> None:
    fill_with_origins(tmp_path)
    with open_index(tmp_path) as index:
        (uid,) = index.named("xa-2022.docx")
    with served(Settings(tmp_path)) as base, browser(java_script_enabled=False) as page:
        page.goto(f"{base}/bao-cao/{uid}")
        page.locator(".switches a.limitation").first.click()
        page.locator(".s.limitation .sign").nth(2).click()
        assert page.locator(".s.chosen").count() == 1
        assert page.locator("#chi-tiet h2").inner_text().startswith("Nhận định")
