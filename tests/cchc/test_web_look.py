"""What all pages of the desk share: names of things in the reader's language, times, filters that stay, exports."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from web_helpers import browser, desk_client, fill_samples, needs_chromium, served

from cchc.index.periods import parse_period
from cchc.web import Settings
from cchc.web.render import environment, moment


def test_times_are_those_of_vietnam() -> None:
    assert moment("2026-11-21T16:59:30Z") == "21/11/2026 23:59"
    assert moment("2026-12-31T20:00:00+00:00") == "01/01/2027 03:00"
    assert moment(None) == ""


def test_a_constant_name_follows_the_reader_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    template = environment().from_string("{{ 'period'|facet }}")
    told = []
    for language in ("en", "vi"):
        monkeypatch.setattr("cchc.names.say", lambda vi, en, chosen=language: en if chosen == "en" else vi)
        told.append(template.render())
    assert told == ["Period", "Kỳ báo cáo"]


@pytest.mark.parametrize(
    "typed", ["2024H1", "6 tháng đầu năm 2024", "6 THANG 2024", "First half of 2024", "01/2024–06/2024"]
)
def test_a_period_is_understood_by_its_name(typed: str) -> None:
    assert parse_period(typed) == ("2024-01-01", "2024-06-30")


def test_limitations_go_out_with_what_they_repeat(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with desk_client(tmp_path) as client:
        asked = "/han-che/xuat?area=procedures&level=district&period=2024H1"
        lines = client.get(f"{asked}&format=csv").text.lstrip("\ufeff").splitlines()
        assert {"repeats", "repeats_period", "similarity"} <= set(lines[0].split(","))
        word = Document(io.BytesIO(client.get(f"{asked}&format=docx").content))
        text = [paragraph.text for paragraph in word.paragraphs]
        assert "UBND huyện Mang Thít, Vĩnh Long – 6 tháng đầu năm 2024" in text
        assert client.get(f"{asked}&format=xlsx").content[:2] == b"PK"
        assert "Không có" in client.get("/han-che?repeated=1").text


def test_pages_lead_to_units_and_documents(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with desk_client(tmp_path) as client:
        found = client.get("/tim-kiem?q=76/NQ-CP").text
        assert "Xem ai dẫn và dẫn để làm gì" in found and 'class="unit" href="/don-vi/' in found
        assert "6 tháng đầu năm 2024" in client.get("/bao-cao").text and "2024H1<" not in client.get("/bao-cao").text


@needs_chromium
def test_a_chosen_period_stays_though_its_field_is_empty(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with served(Settings(tmp_path)) as base, browser() as page:
        page.goto(f"{base}/han-che")
        page.locator(".facet label", has_text="6 tháng đầu năm 2024").click()
        page.wait_for_url("**/han-che?period=2024H1")
        assert page.locator("input[value='2024H1']").is_checked()


@needs_chromium
def test_what_is_printed_is_what_was_found(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with served(Settings(tmp_path)) as address, browser() as page:
        page.emulate_media(media="print")
        for path in ("/", "/tim-kiem?q=ho+so", "/han-che?area=procedures", "/van-ban"):
            page.goto(address + path)
            for sign in ("header.top", "main form", "main aside", "main [type=search]", "main .menu"):
                assert not [one for one in page.locator(sign).all() if one.is_visible()], (path, sign)
            assert any(one.is_visible() for one in page.locator("main h2, main td").all())
