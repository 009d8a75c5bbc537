"""Reviewing labels: the queue, a statement with its boundaries and history, two reviewers at once, training data."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from index_helpers import fill, report, statement
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
from cchc.index import Index, open_index
from cchc.index.types import Change, Hit
from cchc.web import Settings
from cchc.web.around import words
from corpora.corrections import read_corrections

PASSWORD = "một mật khẩu dài"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    fill_samples(tmp_path)
    with desk_client(tmp_path) as client:
        yield client


def index_of(client: TestClient) -> Index:
    """Return the index of a client's desk."""
    index: Index = client.app.state.desk.index  # type: ignore[attr-defined]
    return index


def path_of(hit: Hit) -> str:
    """Return the address of a statement."""
    return f"/sua-nhan/{hit.report}/{hit.start}"


def fields(client: TestClient, page: str) -> dict[str, str]:
    """Return what the form of a page sends as it stands."""
    form = page.partition('id="labels"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    chosen = dict(re.findall(r'type="radio" name="(\w+)" value="([^"]*)"[^>]* checked', form))
    return hidden | chosen | {"next": hidden["next"].replace("&amp;", "&"), "csrf": csrf(client)}


def save(client: TestClient, hit: Hit, **changes: str | int) -> Any:
    """Open a statement and send its form with changes."""
    return client.post(path_of(hit), data=fields(client, client.get(path_of(hit)).text) | changes)


def least(client: TestClient) -> Hit:
    """Return the least certain statement."""
    return index_of(client).uncertain(limit=1)[0]


def test_the_queue_goes_on_after_a_correction(tmp_path: Path, database: str | None) -> None:
    fill_samples(tmp_path, database)
    with desk_client(tmp_path, database) as client:
        first, second = index_of(client).uncertain(limit=2)
        shown = client.get("/sua-nhan")
        assert f'action="{path_of(first)}"' in shown.text
        sent = fields(client, shown.text) | {"area": "digital_government", "label": "limitation:cause"}
        response = client.post(path_of(first), data=sent)
        assert (response.status_code, response.headers["location"]) == (303, "/sua-nhan?da=1")
        after = client.get("/sua-nhan?da=1").text
        assert f'action="{path_of(second)}"' in after
        assert "/sua-nhan/hoan-tac/1" in after
        hit = index_of(client).statement(first.id)
        assert (hit.area, hit.stance, hit.sub, hit.corrected) == ("digital_government", "limitation", "cause", True)
        client.post("/sua-nhan/hoan-tac/1", data={"csrf": csrf(client), "next": "/sua-nhan"})
        assert index_of(client).statement(first.id) == first
        assert f'action="{path_of(first)}"' in client.get("/sua-nhan").text


def test_confirming_leaves_the_queue_and_counts_as_training_data(client: TestClient) -> None:
    hit = least(client)
    total = index_of(client).uncertain(limit=1000)
    assert save(client, hit, action="confirm", area="none", label="none:").status_code == 303
    now = index_of(client).statement(hit.id)
    assert (now.area, now.stance, now.sub, now.corrected) == (hit.area, hit.stance, hit.sub, True)
    assert len(index_of(client).uncertain(limit=1000)) == len(total) - 1
    assert [one["area"] for one in index_of(client).export_corrections()] == [hit.area]


def test_skipping_and_filters(client: TestClient) -> None:
    index = index_of(client)
    hits = index.uncertain(limit=2)
    assert f'action="{path_of(hits[1])}"' in client.get("/sua-nhan?bo_qua=1").text
    wanted = client.get("/sua-nhan?stance=recommendation&area=procedures&period=2021").text
    (found,) = re.findall(r'id="labels" action="/sua-nhan/([^"]+)/(\d+)"', wanted)
    hit = index.statement_at(found[0], int(found[1]))
    assert (hit.stance, hit.area, hit.period) == ("recommendation", "procedures", "2021")
    assert "stance=recommendation" in fields(client, wanted)["next"]
    assert "/sua-nhan?area=procedures&amp;stance=recommendation&amp;period=2021&amp;bo_qua=1" in wanted
    assert "Xem lại từ đầu" in client.get("/sua-nhan?bo_qua=1999").text
    assert "không còn nhận định nào" in client.get("/sua-nhan?period=1999").text.lower()


def test_an_empty_index(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert "Không còn nhận định nào" in client.get("/sua-nhan").text
        assert "Chưa sửa nhận định nào" in client.get("/sua-nhan/da-sua").text
        assert client.get("/sua-nhan/xuat.jsonl").content == b""
        assert client.get("/sua-nhan/r-khong/0").status_code == 404
        assert client.get("/sua-nhan/cau/1").status_code == 404


def test_boundaries_move(client: TestClient) -> None:
    hit = least(client)
    text = index_of(client).text(hit.report) or ""
    inside = words(text, hit.start, hit.end)
    shown = client.get(path_of(hit)).text
    assert f'<option value="{inside[1].start}">' in shown
    response = save(client, hit, first=inside[1].start, last=inside[-2].end)
    assert response.headers["location"] == f"/sua-nhan/{hit.report}/{inside[1].start}?da=1"
    now = index_of(client).statement(hit.id)
    assert (now.start, now.end) == (inside[1].start, inside[-2].end)
    assert now.text == " ".join(text[now.start : now.end].split())
    assert hit.text in re.sub(r"\s+", " ", client.get(path_of(now)).text)  # the history tells what it was
    assert save(client, now, first=now.end, last=now.start).status_code == 422


def test_two_reviewers_at_once(client: TestClient) -> None:
    hit = least(client)
    opened = fields(client, client.get(path_of(hit)).text)
    index_of(client).correct(hit.id, Change(area="steering", stance="none"), "Lan")
    mine = opened | {"area": "public_finance", "label": "recommendation:proposal"}
    refused = client.post(path_of(hit), data=mine)
    assert refused.status_code == 409
    told = refused.text.partition('role="alert"')[2].partition("</div>\n")[2].partition("</dl>")[0]
    both = refused.text.partition('role="alert"')[2].partition("</dl>")[0] + told
    assert all(word in both for word in ("Lan", "Chỉ đạo, điều hành", "Tài chính công", "Kiến nghị"))
    assert index_of(client).statement(hit.id).area == "steering"
    again = fields(client, refused.text)
    assert (again["area"], again["label"]) == ("public_finance", "recommendation:proposal")
    assert client.post(path_of(hit), data=again).status_code == 303
    assert index_of(client).statement(hit.id).area == "public_finance"


@pytest.mark.parametrize("change", ["confirm", "undo"])
def test_what_leaves_the_labels_is_noticed_too(client: TestClient, change: str) -> None:
    hit, index = least(client), index_of(client)
    if change == "undo":
        index.correct(hit.id, Change(area=hit.area), "Lan")
    opened = fields(client, client.get(path_of(hit)).text)
    if change == "undo":
        index.undo(1, "Lan")
    else:
        index.correct(hit.id, Change(area=hit.area), "Lan")
    assert client.post(path_of(hit), data=opened).status_code == 409


@pytest.mark.parametrize("wrong", [{"area": "x"}, {"label": "x:"}, {"label": "limitation:task"}, {"action": "x"}])
def test_labels_that_there_are_not(client: TestClient, wrong: dict[str, str]) -> None:
    assert save(client, least(client), **wrong).status_code == 422
    assert index_of(client).corrections() == []


def test_a_form_leads_nowhere_else(client: TestClient) -> None:
    hit = least(client)
    for target in ("https://xau.example", "//xau.example", "/dang-xuat"):
        assert save(client, hit, next=target).headers["location"].startswith(path_of(hit))


def test_export_is_training_data_and_is_noted(client: TestClient, tmp_path: Path) -> None:
    hit = least(client)
    save(client, hit, area="institutions", label="achievement:")
    answer = client.get("/sua-nhan/xuat.jsonl")
    assert "attachment" in answer.headers["content-disposition"]
    place = tmp_path / "sua-nhan.jsonl"
    place.write_bytes(answer.content)
    (row,) = read_corrections(place)
    assert (row.text, row.area, row.stance) == (hit.text, "institutions", "achievement")
    assert json.loads(answer.text)["before"]["area"] == hit.area
    noted = [one.action for one in client.app.state.desk.accounts.audit(10)]  # type: ignore[attr-defined]
    assert noted[:2] == ["export", "correction"]


def test_all_corrections_by_pages(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, report("a.txt", [statement(n, f"Câu số {n} còn chậm.") for n in range(1, 61)]))
        for hit in index.uncertain(limit=60):
            index.correct(hit.id, Change(area="steering"), "Lan")
    with desk_client(tmp_path) as client:
        first = client.get("/sua-nhan/da-sua").text
        following = re.search(r'href="(/sua-nhan/da-sua\?cursor=[^"]+)"', first)
        assert following
        second = client.get(following[1]).text
        assert [len(re.findall(r"/sua-nhan/hoan-tac/", one)) for one in (first, second)] == [50, 10]
        lead = client.get("/sua-nhan/cau/1").headers["location"]
        assert client.get(lead).status_code == 200  # a report without its text
        assert client.get("/sua-nhan/da-sua?cursor=x").status_code == 422


def test_text_of_reports_is_escaped(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>"
    record = copy.deepcopy(samples()[0])
    record["report"] |= {"title": attack, "source": f"{attack}.txt"}
    one = record["statements"][0]
    record["text"] = (
        record["text"][: one["start"]] + attack.ljust(one["end"] - one["start"]) + record["text"][one["end"] :]
    )
    one |= {"text": attack, "area_confidence": 0.0, "why": attack}
    with open_index(tmp_path, create=True) as index:
        fill(index, record)
    with desk_client(tmp_path) as client:
        for path in ("/sua-nhan", path_of(least(client))):
            assert attack not in client.get(path).text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(path).text


def test_only_reviewers(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with open_index(tmp_path) as index:
        accounts = Accounts(index.store.engine)
        accounts.add("xem", "viewer", PASSWORD)
        accounts.add("soát", "reviewer", PASSWORD)
        index.correct(index.uncertain(limit=1)[0].id, Change(area="none"), "Lan")
    with desk_client(tmp_path) as client:
        hit = least(client)
        sign_in(client, "xem", PASSWORD)
        for path in ("/sua-nhan", "/sua-nhan/da-sua", "/sua-nhan/xuat.jsonl", "/sua-nhan/cau/1", path_of(hit)):
            assert client.get(path).status_code == 403
        for path in (path_of(hit), "/sua-nhan/hoan-tac/1"):
            assert client.post(path, data={"csrf": csrf(client)}).status_code == 403
        client.cookies.clear()
        sign_in(client, "soát", PASSWORD)
        for path in (path_of(hit), "/sua-nhan/hoan-tac/1"):
            assert client.post(path, data={"csrf": "x"}).status_code == 403
        save(client, hit, area="steering")
        assert index_of(client).corrections(hit.id)[0].reviewer == "soát"


def test_in_english(client: TestClient) -> None:
    assert "Save and next" in client.get("/sua-nhan?lang=en").text


@needs_chromium
def test_by_keyboard_only(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with open_index(tmp_path) as index:
        first, second, third = index.uncertain(limit=3)
    with served(Settings(tmp_path)) as base, browser(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{base}/sua-nhan")
        accessible(page)
        page.keyboard.press("7")
        page.keyboard.press("n")
        page.keyboard.press("Enter")
        page.wait_for_selector(".saved")
        assert path_of(second) in str(page.get_attribute("#labels", "action"))
        page.keyboard.press("d")
        page.wait_for_url("**/sua-nhan?da=2")
        assert path_of(third) in str(page.get_attribute("#labels", "action"))
        keep(page, "review")
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        keep(page, "review-narrow")
    with open_index(tmp_path) as index:
        now = index.statement(first.id)
        assert (now.area, now.stance, now.sub) == ("digital_government", "limitation", "cause")
        assert index.statement(second.id).corrected


@needs_chromium
def test_words_are_selected_in_the_text(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with open_index(tmp_path) as index:
        hit = index.uncertain(limit=1)[0]
        inside = words(index.text(hit.report) or "", hit.start, hit.end)
    with served(Settings(tmp_path)) as base, browser(viewport={"width": 1280, "height": 900}) as page:
        page.goto(base + path_of(hit))
        accessible(page)
        page.evaluate(
            """([first, last]) => {
              const text = document.querySelector("[data-around]");
              const find = (name, place) => text.querySelector(`[data-${name}="${place}"]`).firstChild;
              document.getSelection().setBaseAndExtent(find("s", first), 0, find("e", last), 1);
              text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
            }""",
            [inside[1].start, inside[3].end],
        )
        assert page.inner_text("[data-around] mark").split() == [word.text for word in inside[1:4]]
        page.click("#labels [value=save]")
        page.wait_for_selector(".history")
        accessible(page)
        keep(page, "review-one")
    with open_index(tmp_path) as index:
        assert (index.statement(hit.id).start, index.statement(hit.id).end) == (inside[1].start, inside[3].end)


@needs_chromium
def test_without_scripts(tmp_path: Path) -> None:
    fill_samples(tmp_path)
    with open_index(tmp_path) as index:
        hit = index.uncertain(limit=1)[0]
        inside = words(index.text(hit.report) or "", hit.start, hit.end)
    with served(Settings(tmp_path)) as base, browser(java_script_enabled=False) as page:
        page.goto(base + path_of(hit))
        page.select_option("#last", str(inside[-2].end))
        page.check("[name=area][value=none]")
        page.click("#labels [value=save]")
        page.wait_for_selector(".saved")
    with open_index(tmp_path) as index:
        assert (index.statement(hit.id).area, index.statement(hit.id).end) == ("none", inside[-2].end)
