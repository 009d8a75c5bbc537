"""The page: whole, alone, escaped, in two languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from rich.console import Console
from run_helpers import row, run_of

from evaluation.page import all_intervals, render_page
from evaluation.run_changes import compare_runs
from evaluation.runs import Run
from evaluation.terminal import print_changes, print_run
from evaluation.words import Words, _table

EVIL = '<script>alert("x")</script><img src=x onerror=y>" onmouseover="z'
VOID = {"meta", "line", "polyline", "circle", "rect", "input", "br", "img", "link"}
LOADING = {"src", "srcset", "action", "data", "poster", "background", "formaction", "xlink:href"}


class Reader(HTMLParser):
    """Checks that tags nest, and gathers what tests ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()

    def handle_data(self, data: str) -> None:
        self.shown += data if not {"script", "style"} & set(self.open) else ""


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def evil_run() -> Run:
    bad = row(
        20, "steering limitation", "institutions achievement", text=EVIL, before=EVIL, after=EVIL, headings=[EVIL]
    )
    bad["found"] |= {"why": EVIL, "text": EVIL}
    missed = row(40, "procedures achievement", None, report=EVIL)
    citation = {"report": "a", "start": 5, "end": 9, "text": EVIL, "before": EVIL, "after": EVIL, "kind": "field"}
    citation |= {"fields": ["issuer"], "found": None}
    citation["gold"] = {"number": EVIL, "type": None, "date": None, "issuer": EVIL}
    fact = {"report": "a", "fact": "issuer", "gold": EVIL, "found": None}
    return run_of(
        row(0, "steering achievement", "steering achievement"), bad, missed, citations=[citation], facts=[fact]
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_text_of_reports_is_escaped(language: str) -> None:
    run = evil_run()
    old = run_of(row(20, "steering limitation", "steering limitation", text=EVIL))
    page = render_page(run, language, old)
    reader = read(page)
    assert reader.shown.count(EVIL) > 10
    assert [tag for tag, _ in reader.tags].count("script") == 1 and "img" not in {tag for tag, _ in reader.tags}
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_is_loaded_from_elsewhere(language: str) -> None:
    page = render_page(evil_run(), language, evil_run())
    for tag, attributes in read(page).tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert not LOADING & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|https?://|fetch\(|XMLHttp", page)


def test_targets_of_links_and_names_are_there() -> None:
    tags = read(render_page(evil_run())).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tags:
        assert (attributes.get("href") or "#")[1:] in ["", *ids]
        assert set((attributes.get("aria-labelledby") or "").split()) <= set(ids)
        if tag == "svg":
            assert attributes.get("role") == "img" or attributes.get("aria-hidden") == "true"


def test_readable_without_script() -> None:
    page = render_page(evil_run())
    hidden = [tag for tag, attributes in read(page).tags if "hidden" in attributes]
    assert hidden == ["form"]


def test_filters_find_labels_of_both_sides() -> None:
    cards = [a for tag, a in read(render_page(evil_run())).tags if tag == "article" and "data-error" in a]
    card = next(one for one in cards if "stance" in (one["data-kinds"] or "").split())
    assert card["data-area"] == "steering institutions" and card["data-stance"] == "limitation achievement"


def test_in_the_language_asked_for() -> None:
    run = evil_run()
    vi, en = read(render_page(run, "vi")), read(render_page(run, "en"))
    assert "Lĩnh vực" in vi.shown and "Every error" not in vi.shown
    assert "Every error in its context" in en.shown and "Lĩnh vực" not in en.shown
    assert (vi.tags[0][1]["lang"], en.tags[0][1]["lang"]) == ("vi", "en")


def test_few_reports_are_told_to_be_few() -> None:
    few = evil_run()
    many = run_of(*[row(0, "steering achievement", "steering achievement", report=name) for name in "abcde"])
    told = "mean little"
    assert told in read(render_page(few, "en")).shown and "sections" in all_intervals(few)
    assert told not in read(render_page(many, "en")).shown and "sections" not in all_intervals(many)


def test_a_run_without_errors_and_without_statements() -> None:
    assert "No errors." in read(render_page(run_of(row(0, "steering none", "steering none")), "en")).shown
    assert "No errors." in read(render_page(run_of(), "en")).shown


def test_terminal_shows_report_text_as_it_is() -> None:
    run, console = evil_run(), Console(width=200, record=True, file=None, quiet=False)
    odd = row(20, "steering limitation", "steering limitation", text="[red]a[/red]", headings=["[b]x"])
    with console.capture() as capture:
        print_run(run, all_intervals(run), console, "en")
        print_changes(compare_runs(run, run_of(odd)), console, "en")
    shown = capture.get()
    assert "[b]x] [red]a[/red]" in shown and "1 newly right, 0 newly wrong" in shown
    assert "50.0 %" in shown


def test_each_text_stands_in_two_languages() -> None:
    for section in _table().values():
        for key, texts in section.items():
            assert len(texts) == 2 and all(texts), key


@pytest.mark.parametrize(
    ("language", "expected"),
    [("vi", ("93,5 %", "12.345", "−0,014", "+1,0 %")), ("en", ("93.5 %", "12,345", "−0.014", "+1.0 %"))],
)
def test_numbers(language: str, expected: tuple[str, ...]) -> None:
    words = Words(language)
    shown = (words.percent(0.935), words.number(12345), words.signed("ece_area", -0.014), words.signed("facts", 0.01))
    assert shown == expected
