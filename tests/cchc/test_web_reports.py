"""The pages of reports: list, text with its marks, the original's pages, downloads, removal; and attacks on them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from index_helpers import fill, open_at, report, statement, texts
from web_helpers import csrf, desk_client, fill_with_origins, sign_in

from cchc.accounts import Accounts
from cchc.index import Change, open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.web.pages.reports import file_name
from cchc.web.report_text import Shown, report_markup, restored_letters

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
PASSWORD = "một mật khẩu dài"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    fill_with_origins(tmp_path)
    with desk_client(tmp_path) as client:
        yield client


def index_of(client: TestClient) -> Any:
    return client.app.state.desk.index  # type: ignore[attr-defined]


def pdf_of(client: TestClient) -> str:
    (uid,) = index_of(client).named("huyen-2024-6thang.pdf")
    return str(uid)


def first(client: TestClient, uid: str, stance: str = "limitation") -> Any:
    return next(hit for hit in index_of(client).report(uid).statements if hit.stance == stance)


def visible(html: str) -> str:
    """Return the words of the report's own text on a page, without signs, margins and page marks."""
    body = html.partition('<div class="reading" lang="vi">')[2].partition("</section>")[0].rpartition("</div>")[0]
    body = re.sub(r'<a class="sign[^>]*>[^<]*</a>|<span class="(?:margin|page)"[^>]*>[^<]*</span>', "", body)
    return unescape(re.sub(r"<[^>]+>", "", body)).strip()


def test_the_list_tells_each_report(client: TestClient) -> None:
    shown = client.get("/bao-cao").text
    for row in index_of(client).reports():
        assert f'href="/bao-cao/{row.id}"' in shown
        assert row.unit in shown
    assert "6 báo cáo" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("unit=mang+thit", 1),
        ("level=commune", 2),
        ("period=2024", 1),
        ("province=hoa+binh&level=province", 1),
        ("unit=la", 0),
    ],
)
def test_the_list_is_filtered(client: TestClient, query: str, found: int) -> None:
    shown = client.get(f"/bao-cao?{query}").text
    assert len(re.findall(r'<th scope="row"><a href="/bao-cao/r-', shown)) == found
    assert "Bỏ lọc" in shown


def test_no_period_and_no_cursor_are_told(client: TestClient) -> None:
    response = client.get("/bao-cao?period=hôm+qua")
    assert (response.status_code, "không phải kỳ báo cáo" in response.text) == (422, True)
    assert client.get("/bao-cao?cursor=xyz").status_code == 422


def test_the_list_has_pages(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        fill(index, *(texts(f"bc-{n}.txt", "Hồ sơ trễ hạn.", title=f"Báo cáo {n}") for n in range(60)))
    with desk_client(tmp_path) as client:
        seen: list[str] = []
        address: str | None = "/bao-cao?level=district"
        while address:
            shown = client.get(address).text
            seen += re.findall(r'<th scope="row"><a href="/bao-cao/(r-[^"]+)"', shown)
            following = re.search(r'rel="next" href="([^"]+)"', shown)
            address = unescape(following[1]) if following else None
        assert len(seen) == len(set(seen)) == 60


def test_an_empty_index(tmp_path: Path) -> None:
    with desk_client(tmp_path) as client:
        assert "Chưa có báo cáo nào" in client.get("/bao-cao").text


def test_the_text_is_all_there(client: TestClient) -> None:
    for row in index_of(client).reports():
        view = index_of(client).report(row.id)
        shown = client.get(f"/bao-cao/{row.id}").text
        assert visible(shown) == view.text.replace("\f", "").replace("\r\n", "\n").strip()
        for hit in view.statements:
            assert shown.count(f'id="c{hit.start}"') == 1
        for number in {document["document_id"] for document in view.documents}:
            assert f'href="/van-ban/{number}"' in shown


def test_outline_pages_and_footnotes(client: TestClient) -> None:
    shown = client.get(f"/bao-cao/{pdf_of(client)}").text
    targets = re.findall(r'href="#(m-[^"]+)"', shown)
    assert targets
    assert all(shown.count(f'id="{target}"') == 1 for target in targets)
    assert [int(n) for n in re.findall(r'id="trang-(\d+)"', shown)] == list(range(1, 10))
    assert 'class="note"' in shown


def test_a_sentence_is_chosen(client: TestClient) -> None:
    uid = pdf_of(client)
    hit = first(client, uid)
    for start in (hit.start, hit.start + 5):  # its beginning, or a place within it
        shown = client.get(f"/bao-cao/{uid}?cau={start}").text
        assert re.search(rf'<span class="s limitation chosen" id="c{hit.start}"[^>]* aria-current="true">', shown)
    assert f'href="/sua-nhan/{uid}/{hit.start}"' in shown
    assert "Vì sao máy gán nhãn này" in shown
    after = re.search(r'rel="next" data-key="n"', shown) and re.search(r'href="([^"]+)" rel="next"', shown)
    assert after
    following = client.get(unescape(after[1]).partition("#")[0]).text
    assert f'id="c{hit.start}"' in following
    assert f'chosen" id="c{hit.start}"' not in following


def test_a_place_without_a_statement_is_told(client: TestClient) -> None:
    shown = client.get(f"/bao-cao/{pdf_of(client)}?cau=999999")
    assert (shown.status_code, "Không có câu nhận định nào ở vị trí này" in shown.text) == (200, True)


def test_one_kind_stands_out(client: TestClient) -> None:
    uid = pdf_of(client)
    hits = index_of(client).report(uid).statements
    shown = client.get(f"/bao-cao/{uid}?loai=limitation").text
    assert len(re.findall(r'class="s [a-z]+ faded"', shown)) == sum(hit.stance != "limitation" for hit in hits)
    assert "faded" not in client.get(f"/bao-cao/{uid}?loai=x").text


def test_corrections_are_told(client: TestClient) -> None:
    uid = pdf_of(client)
    hit = first(client, uid)
    index_of(client).correct(hit.id, Change(area="public_finance"), "chị Hoa")
    shown = client.get(f"/bao-cao/{uid}?cau={hit.start}").text
    assert "chị Hoa" in shown
    assert "Tài chính công · Hạn chế" in shown


def test_a_report_without_its_text(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        made = texts("a.jsonl", "Hồ sơ trễ hạn còn nhiều.", "Thiếu người ở bộ phận một cửa.")
        fill(index, made)
    with desk_client(tmp_path) as client:
        shown = client.get(f"/bao-cao/{made['report']['id']}?cau=400").text
        assert "không kèm văn bản" in shown
        assert "III. ĐÁNH GIÁ CHUNG › 2. Tồn tại, hạn chế" in shown
        assert re.search(r'chosen" id="c400"', shown)
        plain = client.get(f"/bao-cao/{made['report']['id']}/van-ban.txt")
        assert plain.text.splitlines() == ["Hồ sơ trễ hạn còn nhiều.", "Thiếu người ở bộ phận một cửa."]


def test_restored_letters_are_marked(tmp_path: Path) -> None:
    text = "1. K t quả\n\nĐã th c hi n1 tốt."
    made = report("a.pdf", [statement(1, "Đã thực hiện tốt.", start=12, end=31)])
    made["sections"] = [made["sections"][0] | {"number": "1.", "title": "Kết quả", "start": 0, "end": len(text)}]
    made |= {"text": text, "repaired": [[4, 5], [17, 18], [22, 23]]}
    with open_index(tmp_path, create=True) as index:
        fill(index, made)
        view = index.report(made["report"]["id"])
    assert restored_letters(view) == {4: "ế", 17: "ự", 22: "ệ"}
    marked = re.findall(r'<mark class="repaired" title="[^"]+">(.)</mark>', report_markup(view, Shown("r")))
    assert marked == ["ế", "ự", "ệ"]


def test_a_long_report_with_spans_that_overlap_is_quick(tmp_path: Path) -> None:
    sentence = "Hồ sơ trễ hạn còn nhiều ở các xã, thị trấn. "
    text = sentence * 7000  # 308,000 code points
    made = report("dai.txt", [statement(n, sentence.strip(), start=44 * n, end=44 * n + 400) for n in range(6900)])
    made["text"] = text
    with open_index(tmp_path, create=True) as index:
        fill(index, made)
        view = index.report(made["report"]["id"])
    begin = time.process_time()
    shown = report_markup(view, Shown("r"))
    assert time.process_time() - begin < 2  # seconds of CPU; a cost that grows with the square takes far longer
    assert len(re.findall(r'id="c\d+"', shown)) == 6900


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    text = f"{EVIL}\n\nHồ sơ {EVIL} trễ.\ud800\x01"
    made = report(
        f"{EVIL}.pdf", [statement(1, f"Hồ sơ {EVIL} trễ.", start=len(EVIL) + 2, end=len(text) - 2)], title=EVIL
    )
    made["sections"][0] |= {"id": EVIL, "title": EVIL, "number": EVIL, "end": 10**9}
    made["sections"][1] |= {"parent": EVIL, "start": -5}
    made["statements"][0] |= {"section": EVIL, "why": f"area<title:{EVIL}; stance<{EVIL}"}
    made["warnings"] = [{"code": EVIL, "message": EVIL}]
    made |= {"text": text, "model": EVIL, "repaired": [[3, 99999], [9, 2]]}
    made["report"] |= {"issuer": EVIL, "number": EVIL, "province": EVIL, "media_type": EVIL}
    with open_index(tmp_path, create=True) as index:
        fill(index, made)
        (row,) = index.reports()
    with desk_client(tmp_path) as client:
        for path in (
            "/bao-cao",
            f"/bao-cao/{row.id}",
            f"/bao-cao/{row.id}?cau={len(EVIL) + 2}",
            f"/bao-cao/{row.id}/xoa",
        ):
            response = client.get(path)
            assert response.status_code == 200
            assert "<script>alert" not in response.text
            assert "<img src=x" not in response.text
        assert client.get(f"/bao-cao/{row.id}/van-ban.txt").headers["content-type"] == "text/plain; charset=utf-8"


def test_headings_without_end_are_shown(tmp_path: Path) -> None:
    made = texts("sau.txt", "Hồ sơ trễ hạn.")
    ids: list[str | None] = [None, *(f"x{n}" for n in range(3000))]
    made["sections"] = [made["sections"][0] | {"id": own, "parent": above} for above, own in pairwise(ids)]
    with open_index(tmp_path, create=True) as index:
        fill(index, made)
    with desk_client(tmp_path) as client:
        assert client.get(f"/bao-cao/{made['report']['id']}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "r-khong-co", "..%2f..%2fetc%2fpasswd", "%00", "r-'%20OR%201=1--", "x" * 300, "r-1/trang/1.png", "r-1/tep-goc",
        "r-1/van-ban.txt", "r-1/xoa", "..%2f/trang/1.png",
    ],
)  # fmt: skip
def test_unknown_reports(client: TestClient, path: str) -> None:
    assert client.get(f"/bao-cao/{path}").status_code in (404, 422)


@pytest.mark.parametrize("number", ["0", "-1", "10", "999999999", "9" * 30, "9" * 5000, "1e3", "x", "../1"])
def test_absurd_pages(client: TestClient, number: str) -> None:
    assert client.get(f"/bao-cao/{pdf_of(client)}/trang/{number}.png").status_code in (404, 422)
    assert client.get(f"/bao-cao/{pdf_of(client)}", params={"trang": number}).status_code in (200, 422)
    assert client.get(f"/bao-cao/{pdf_of(client)}", params={"cau": number}).status_code in (200, 422)


def test_the_page_of_a_sentence_marks_it(client: TestClient) -> None:
    uid = pdf_of(client)
    view = index_of(client).report(uid)
    found = 0
    for hit in view.statements:
        shown = client.get(f"/bao-cao/{uid}?cau={hit.start}&trang={hit.page}").text
        found += "<rect" in shown
    assert found == len(view.statements)
    picture = client.get(f"/bao-cao/{uid}/trang/1.png")
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_a_word_file_has_no_picture(client: TestClient) -> None:
    (uid,) = index_of(client).named("xa-2022.docx")
    assert "Xem trang gốc" not in client.get(f"/bao-cao/{uid}").text
    assert client.get(f"/bao-cao/{uid}/trang/1.png").status_code == 404


def test_a_pdf_that_cannot_be_drawn_costs_its_picture_only(tmp_path: Path) -> None:
    with open_index(tmp_path, create=True) as index:
        made = texts("hong.pdf", "Hồ sơ trễ hạn.", media_type="application/pdf")
        made["report"]["sha256"] = index.keep_original(b"%PDF-1.4 nothing")
        fill(index, made)
    with desk_client(tmp_path) as client:
        shown = client.get(f"/bao-cao/{made['report']['id']}?trang=1")
        assert (shown.status_code, "tệp hỏng" in shown.text) == (200, True)
        assert client.get(f"/bao-cao/{made['report']['id']}/trang/1.png").status_code == 400


def test_the_original_is_saved_not_opened(client: TestClient) -> None:
    uid = pdf_of(client)
    response = client.get(f"/bao-cao/{uid}/tep-goc")
    assert response.content == (Path(SAMPLES) / "huyen-2024-6thang.pdf").read_bytes()
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''huyen-2024")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "tải tệp gốc" in client.get("/nhat-ky").text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1", "..\\..\\a.pdf", "...", "\ud800.pdf", 'a";x']
)
def test_names_to_save_under_are_harmless(name: str) -> None:
    made = file_name(name)
    assert made
    assert not set('/\\\r\n"\ud800') & set(made)
    assert made.strip(".") == made


def test_removal(tmp_path: Path, database: str | None) -> None:
    with open_at(tmp_path, database) as index:
        made = texts("a.txt", "Hồ sơ trễ hạn.")
        made["report"]["sha256"] = index.keep_original(b"a file")
        fill(index, made, texts("b.txt", "Thiếu người."))
        accounts = Accounts(index.store.engine)
        accounts.add("đọc", "viewer", PASSWORD)
        accounts.add("sửa", "reviewer", PASSWORD)
        accounts.add("trưởng", "admin", PASSWORD)
    path = f"/bao-cao/{made['report']['id']}/xoa"
    with desk_client(tmp_path, database) as client:
        for name in ("đọc", "sửa"):
            sign_in(client, name, PASSWORD)
            assert client.get(path).status_code == 403
            assert client.post(path, data={"csrf": csrf(client)}).status_code == 403
            client.post("/dang-xuat", data={"csrf": csrf(client)})
        sign_in(client, "trưởng", PASSWORD)
        assert "Xóa báo cáo này?" in client.get(path).text
        assert client.post(path).status_code == 403  # without the form's token
        assert len(index_of(client).reports()) == 2
        assert client.post(path, data={"csrf": csrf(client)}).headers["location"] == "/bao-cao"
        assert [row.source for row in index_of(client).reports()] == ["b.txt"]
        assert not [p for p in (tmp_path / "originals").rglob("*") if p.is_file()]
        assert "xóa báo cáo" in client.get("/nhat-ky").text
        assert client.post(path, data={"csrf": csrf(client)}).status_code == 404


def test_reports_need_an_account(tmp_path: Path) -> None:
    fill_with_origins(tmp_path)
    with desk_client(tmp_path, local=False) as client:
        uid = pdf_of(client)
        for path in ("", f"/{uid}", f"/{uid}/tep-goc", f"/{uid}/van-ban.txt", f"/{uid}/trang/1.png", f"/{uid}/xoa"):
            assert client.get(f"/bao-cao{path}").headers["location"].startswith("/dang-nhap")


def test_english(client: TestClient) -> None:
    shown = client.get(f"/bao-cao/{pdf_of(client)}?lang=en").text
    assert "Show the original" in shown
    assert "Outline" in shown
