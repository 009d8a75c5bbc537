"""`cchc read`: what a person and a machine see of a file as read."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from cli_helpers import REPORT, Run, complaints, lines, write

from cchc.reading import to_lines, to_object
from cchc.reading_page import render_page
from corpora.readers import read
from corpora.sample_writers.old_encodings import to_tcvn3
from nlp.notices import NOTICES, WARNINGS, explain, make_notice
from nlp.source import Mark, Notice, PageSpan, Source

REFERENCE = Path(__file__).parents[2] / "docs" / "reference.md"


def test_text_with_pages_and_footnotes(sample_folder: Path) -> None:
    source = read(sample_folder / "huyen-2024-6thang.pdf")
    told = to_lines(source)
    assert told[0].startswith("=== huyen-2024-6thang.pdf  application/pdf  9 trang  chất lượng chữ 100%")
    shown = "\n".join(told)
    assert re.findall(r"^--- trang (\d+) ---$", shown, re.MULTILINE) == [str(n) for n in range(1, 10)]
    assert shown.count("[chú thích] ") == sum(mark.kind == "footnote" for mark in source.marks) > 0
    signs = r"--- trang \d+ ---|\[chú thích\] |\s"
    assert re.sub(signs, "", "".join(told[1:])) == re.sub(r"\s", "", source.text).replace("\f", "")


def test_object_holds_the_text_that_its_offsets_point_into() -> None:
    source = Source(
        "a.txt",
        "Một\n\fHai1\n\n1 Chú\n",
        pages=(PageSpan(1, 0, 4), PageSpan(2, 4, 18)),
        marks=(Mark("footnote", 11, 16),),
    )
    found = to_object(source)
    assert [found["text"][page["start"] : page["end"]] for page in found["pages"]] == ["Một\n", "\fHai1\n\n1 Chú\n"]
    assert [found["text"][mark["start"] : mark["end"]] for mark in found["marks"]] == ["1 Chú"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_warnings_come_with_their_mend(run: Run, tmp_path: Path, lang: str) -> None:
    path = write(tmp_path, "a.txt", to_tcvn3(REPORT).encode("cp1252"))
    process = run("read", path, "--lang", lang)
    assert process.returncode == 0
    shown = process.stdout.decode("utf-8")
    assert "! W002 " in shown and "TCVN3" in shown
    assert explain(Notice("W002", ""), lang)[1] in shown
    assert "Việc rà soát văn bản ở xã Bình Phước còn chậm" in shown


def test_json_lines_and_errors(run: Run, tmp_path: Path) -> None:
    good, bad = write(tmp_path, "a.txt"), write(tmp_path, "b.txt", b"")
    process = run("read", good, bad, "--format", "json")
    assert process.returncode == 1
    first, second = lines(process.stdout)
    assert (first["schema"], first["text"]) == ("cchc-read/1", REPORT)
    assert second["error"]["code"] == "E001-empty"
    assert len(complaints(process)) == 1


def test_page_is_whole_and_escaped(run: Run, tmp_path: Path) -> None:
    evil = REPORT.replace("12 văn bản", "12 <script>alert(1)</script> & văn bản").replace("QUẢ", "QUẢ\x01")
    page = tmp_path / "xem.html"
    process = run("read", write(tmp_path, "a<b>.txt", evil), "--html", page)
    assert (process.returncode, process.stdout) == (0, b"")
    shown = page.read_text(encoding="utf-8")
    assert "<script" not in shown and "&lt;script&gt;" in shown and "a&lt;b&gt;.txt" in shown
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import", shown)
    assert "I. CẢI CÁCH THỂ CHẾ</a>" in shown and "Thể chế" in shown
    targets = re.findall(r'href="#([^"]+)"', shown)
    assert targets and all(shown.count(f'id="{target}"') == 1 for target in targets)


def test_page_marks_what_was_restored() -> None:
    record = {
        "report": {"source": "a.pdf", "title": None, "issuer": None, "number": None, "date": None, "text_quality": 0.8},
        "sections": [],
        "statements": [],
        "warnings": [{"code": "W010", "message": "mất chữ", "mend": ""}],
        "text": "th c hi n\fhai 1 chú",
        "pages": [{"number": 1, "start": 0, "end": 9}, {"number": 2, "start": 9, "end": 19}],
        "footnotes": [[14, 19]],
        "repaired": [[2, 3], [7, 8]],
        "letters": {2: "ự", 7: "ệ"},
    }
    shown = render_page([record], "vi")
    plain = re.sub(
        r"<[^>]+>",
        "",
        re.sub(r'<span class="page">[^<]*</span>', "", shown.split('class="text">')[1].split("</div>")[0]),
    )
    assert plain == "thực hiệnhai 1 chú"
    assert re.findall(r"<mark[^>]*>(.)</mark>", shown) == ["ự", "ệ"]
    assert '<span class="note">1 chú</span>' in shown
    assert "2 chữ được khôi phục" in shown


@pytest.mark.skipif(not REFERENCE.exists(), reason="the wheel is tested without its pages")
@pytest.mark.parametrize("code", sorted(WARNINGS))
def test_every_warning_stands_in_the_reference(code: str) -> None:
    assert f"| {code} |" in REFERENCE.read_text(encoding="utf-8")


DOUBTS = ("paper_unlabelled", "paper_along", "narrative_behind")


def test_every_warning_that_readers_give_has_a_mend() -> None:
    parts = [Path(str(files(part))) for part in ("corpora", "models", "cchc")]
    code = "".join(path.read_text(encoding="utf-8") for part in parts for path in part.rglob("*.py"))
    doubts = {f"{doubt}{page}" for doubt in DOUBTS for page in ("", "_page")}  # by line, by page of a paged file
    assert set(re.findall(r'make_notice\("(\w+)"', code)) | doubts == set(NOTICES)
    assert not re.search(r'[^_]Notice\("', code)  # none in one language only
    assert {told[0] for told in NOTICES.values()} <= set(WARNINGS)
    assert explain(Notice("W999", "?")) == ("?", "")
    assert explain(Notice("W001", "x"), "en")[0].endswith("(x)")


@pytest.mark.parametrize("kind", NOTICES)
def test_every_warning_is_told_in_both_languages(kind: str) -> None:
    _, vietnamese, english = NOTICES[kind]
    fields = re.findall(r"{(\w+)}", vietnamese)
    assert sorted(fields) == sorted(re.findall(r"{(\w+)}", english)) and english.isascii()
    notice = make_notice(kind, **dict.fromkeys(fields, "7"))
    assert notice.told("vi") == explain(notice)[0] != notice.told("en") == explain(notice, "en")[0]


@pytest.mark.parametrize(("lang", "told"), [("vi", "văn bản dùng bảng mã cũ"), ("en", "the text is in an encoding")])
def test_warnings_speak_the_users_language(run: Run, tmp_path: Path, lang: str, told: str) -> None:
    path = write(tmp_path, "a.txt", to_tcvn3(REPORT).encode("cp1252"))
    (tagged,) = lines(run("tag", path, "--lang", lang).stdout)
    (shown,) = lines(run("read", path, "--format", "json", "--lang", lang).stdout)
    for warnings in (tagged["warnings"], shown["warnings"]):
        assert ("W002", told) in [(row["code"], row["message"][: len(told)]) for row in warnings]
