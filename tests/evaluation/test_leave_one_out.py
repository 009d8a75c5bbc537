"""Leaving reports out: the one that is tested is not among those trained on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora.annotated import authored
from evaluation import leave_one_out
from evaluation.leave_one_out import gold_examples, without_each
from evaluation.report import sample_gold
from evaluation.runs import RunOptions, make_run
from evaluation.scoring import Gold
from models.examples import Example
from models.store import Model, load
from nlp.errors import CchcError

TEXT = "II. CẢI CÁCH THỂ CHẾ\n\n- Đã rà soát 12 văn bản.\n\n- Việc kiểm tra còn chậm so với kế hoạch.\n"


def report(name: str, text: str = TEXT, sub: str | None = "limitation") -> Gold:
    units = []
    for line, stance, own in (("- Đã rà soát", "achievement", None), ("- Việc kiểm tra", "limitation", sub)):
        start = text.index(line)
        labels = {"area": "institutions", "alt": ["steering"], "stance": stance, "sub": own}
        units.append({"kind": "statement", "start": start, "end": text.index("\n", start), **labels})
    return Gold(name, text, units, [])


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Replace training by the shipped model, the authored text by two reports; return the reports of each training."""
    trainings: list[set[str]] = []
    few = authored()[:2]
    monkeypatch.setattr(leave_one_out, "authored", lambda: few)

    def train(examples: Sequence[Example]) -> Model:
        trainings.append({example.report for example in examples})
        return load()

    monkeypatch.setattr(leave_one_out, "train", train)
    return trainings


def test_the_report_left_out_is_not_trained_on(seen: list[set[str]]) -> None:
    gold = sample_gold()[:3]
    names = {own.name for own in gold}
    left = [own.name for own, _ in without_each(gold, lambda name: None)]
    assert left == [own.name for own in gold]
    for name, trained in zip(left, seen, strict=True):
        assert trained & names == names - {name}
        assert {report.name for report in authored()[:2]} < trained  # the authored text besides


def test_copies_of_the_report_are_left_out_with_it(seen: list[set[str]]) -> None:
    gold = [report("a"), report("b"), report("c", TEXT.replace("12", "13"))]
    assert len(list(without_each(gold, lambda name: None))) == 3
    assert [trained & {"a", "b", "c"} for trained in seen] == [{"c"}, {"c"}, {"a", "b"}]


@pytest.mark.parametrize("gold", [[], [report("a")], [report("a"), report("b")]], ids=["none", "one", "copies"])
def test_too_few_reports(gold: list[Gold]) -> None:
    with pytest.raises(CchcError, match="at least two different labelled reports") as caught:
        list(without_each(gold, lambda name: None))
    assert caught.value.code == "E024"


def test_models_are_thrown_away(seen: list[set[str]]) -> None:
    folders: list[Path] = []
    for _, folder in without_each([report("a"), report("c", TEXT.replace("12", "13"))], lambda name: None):
        assert (folder / "model.json").exists()
        folders.append(folder)
    assert not any(folder.exists() for folder in folders)


def test_a_run_tests_each_report_once(seen: list[set[str]]) -> None:
    gold, told = [report("a"), report("c", TEXT.replace("12", "13"))], []
    run = make_run(gold, RunOptions(outlines=(True, False), leave_one_out=True), "", told.append)
    assert told == ["a", "c"] and len(seen) == 2
    assert all(list(mode.scores) == ["a", "c", "MEAN"] for mode in run.modes.values())
    assert [row["report"] for row in run.modes["outline"].statements] == ["a", "a", "c", "c"]
    assert run.about["leave_one_out"]


def test_examples_of_a_labelled_report() -> None:
    first, second = gold_examples(report("a"))
    assert (first.areas, first.stance, first.report) == (("institutions", "steering"), "achievement", "a")
    assert (second.stance, second.group) == ("limitation", first.group)
    assert first.setting.stack[-1].area == "institutions"


def test_what_has_no_class_is_no_example() -> None:
    gold = report("a")
    gold.units[1]["stance"], gold.units[1]["sub"] = "recommendation", None
    assert [example.stance for example in gold_examples(gold)] == ["achievement"]
    assert gold_examples(Gold("a", TEXT, [], [])) == []
