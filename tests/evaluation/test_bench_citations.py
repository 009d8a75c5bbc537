"""The race with eyecite is fair: same length, same number of citations. How fast is not tested, machines differ."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from evaluation import bench_citations
from evaluation.bench_citations import english_text, print_race, race

TEXT = (
    "Xã thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021. "
    + "Hồ sơ được trả đúng hạn, người dân không phải đi lại nhiều lần. " * 4
) * 8


@pytest.mark.parametrize(("length", "citations"), [(500, 0), (500, 1), (4000, 12), (20000, 50)])
def test_english_text_has_the_length_and_the_citations(length: int, citations: int) -> None:
    eyecite = pytest.importorskip("eyecite")
    text = english_text(length, citations)
    assert (len(text), len(eyecite.get_citations(text))) == (length, citations)


def test_too_many_citations_are_refused() -> None:
    with pytest.raises(ValueError, match="9 citations do not fit into 100 code points"):
        english_text(100, 9)


def test_all_runners_find_as_many() -> None:
    pytest.importorskip("eyecite")
    runners = race([TEXT, TEXT + TEXT], rounds=1)
    assert {runner.citations for runner in runners.values()} == {24}
    screen = io.StringIO()
    print_race(runners, 3 * len(TEXT), Console(file=screen, width=100))
    assert screen.getvalue().count("the aim of 20 × is") == 2


def test_without_eyecite_it_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_citations, "find_spec", lambda name: None)
    bench_citations.main()
    assert capsys.readouterr().out.startswith("eyecite is not installed: .venv/bin/pip install")
