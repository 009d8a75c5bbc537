"""Runs: measures worked out by hand, saving and reading, comparison, errors, intervals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from run_helpers import Row, row, run_of

from evaluation.alignment import citation_rows, extra_rows, heading_stack, statement_rows
from evaluation.bootstrap import intervals
from evaluation.errors import list_errors
from evaluation.measures import answers, class_scores, confusion, headline
from evaluation.report import evaluate, sample_gold
from evaluation.run_changes import compare_runs
from evaluation.runs import MEAN, RunError, RunOptions, dump, load_run, make_run
from evaluation.scoring import Gold, score
from models.record import to_record
from models.tagging import Tagger
from nlp.source import Source

ROWS = [
    row(0, "steering achievement", "steering achievement"),
    row(20, "steering limitation", "institutions achievement"),
    row(40, "institutions limitation", "institutions limitation"),
    row(60, "procedures none", None),
]


# --- measures ---------------------------------------------------------------------------------------------------


def test_classes_by_hand() -> None:
    found = {one.name: one for one in class_scores(answers(ROWS, "area"), ("steering", "institutions", "procedures"))}
    assert (found["steering"].precision, found["steering"].recall, found["steering"].support) == (1.0, 0.5, 2)
    assert (found["institutions"].precision, found["institutions"].recall) == (0.5, 1.0)
    assert found["institutions"].f1 == pytest.approx(2 / 3)
    assert (found["procedures"].precision, found["procedures"].recall, found["procedures"].f1) == (None, 0.0, 0.0)


def test_confusion_has_a_column_for_missed_statements() -> None:
    classes = ("steering", "institutions", "procedures")
    assert confusion(answers(ROWS, "area"), classes) == [[1, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1]]


def test_an_answer_outside_the_classes() -> None:
    rows = [row(0, "steering achievement", "steering none")]
    assert confusion(answers(rows, "stance"), ("achievement",)) == [[0, 1, 0]]


def test_statements_without_a_stance_are_not_asked() -> None:
    assert [answer.gold for answer in answers(ROWS, "stance")] == ["achievement", "limitation", "limitation"]


def test_lenient_areas() -> None:
    alternative = row(0, "steering achievement", "institutions achievement")
    alternative["gold"]["alt"] = ["institutions"]
    assert [answers([alternative], target)[0].right for target in ("area", "area_lenient")] == [False, True]


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [("cause", "cause", [True]), ("cause", "limitation", [False]), (None, "cause", [])],
)
def test_sub_labels(gold: str | None, found: str, expected: list[bool]) -> None:
    one = row(0, "steering limitation", "steering limitation")
    one["gold"]["sub"], one["found"]["sub"] = gold, found
    assert [answer.right for answer in answers([one], "sub")] == expected


def test_headline_counts_a_missed_statement_as_unsure_and_wrong() -> None:
    rows = [row(20 * i, "steering achievement", "steering achievement") for i in range(4)]
    figures = headline(run_of(*rows, row(80, "steering achievement", None)).modes["outline"])
    assert figures["precision80_area"] == 1.0  # four of five
    assert figures["ece_area"] == pytest.approx(0.1)  # the missed one has no confidence: sure at 0.9, all right


# --- rows -------------------------------------------------------------------------------------------------------


def test_rows_carry_their_surroundings() -> None:
    text = "I. MỤC\nmột hai ba\nbốn năm sáu\n"
    units: list[Row] = [
        {"kind": "heading", "start": 0, "end": 6},
        {"kind": "statement", "start": 7, "end": 17, "area": "none", "alt": [], "stance": "achievement"},
        {"kind": "statement", "start": 18, "end": 29, "area": "none", "alt": [], "stance": "achievement"},
    ]
    section = {"id": "h1", "parent": None, "start": 0, "end": 30, "number": "I", "title": "MỤC"}
    said = {"start": 7, "end": 12, "text": "một h", "area": "none", "stance": "achievement"}
    extra = said | {"start": 0, "end": 6, "text": "I. MỤC"}
    record = {"sections": [section], "statements": [extra, said], "citations": []}
    gold = Gold("a", text, units, [])
    first, second = statement_rows(record, gold)
    assert (first["text"], first["before"], first["after"]) == ("một hai ba", "", "bốn năm sáu")
    assert first["headings"] == ["I MỤC"] and second["found"] is None
    assert first["found"]["text"] == "một h"  # its end is five code points off
    (spurious,) = extra_rows(record, gold)
    assert (spurious["kind"], spurious["start"]) == ("heading", 0)


def test_heading_stack_is_the_innermost_from_the_top() -> None:
    sections = [
        {"id": "h1", "parent": None, "start": 0, "end": 90, "number": "I", "title": "A"},
        {"id": "h2", "parent": "h1", "start": 10, "end": 50, "number": None, "title": "B"},
        {"id": "h3", "parent": "h1", "start": 50, "end": 90, "number": "2", "title": None},
    ]
    assert [heading_stack(sections, place) for place in (5, 20, 60, 99)] == [["I A"], ["I A", "B"], ["I A", "2"], []]


def cited(start: int, number: str, **more: Any) -> Row:
    row = {"id": f"c{start}", "start": start, "end": start + 5, "number": number, "type": None, "date": None}
    return row | {"issuer": None, "form": "full"} | more


def test_citations_missed_invented_and_wrong_in_a_field() -> None:
    gold = Gold(
        "a", "x" * 60, [], [cited(0, "1/QĐ"), cited(20, "2/QĐ", date="2024-01-02"), cited(50, "9", form="self")]
    )
    record = {"citations": [cited(20, "2/QĐ", date="2024-01-03"), cited(40, "3/QĐ"), cited(50, "x")]}
    found = {(one["kind"], one["start"], *one["fields"]) for one in citation_rows(record, gold)}
    assert found == {("missed", 0, "number"), ("field", 20, "date"), ("extra", 40)}


# --- runs -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold() -> list[Gold]:
    return sample_gold()[:2]


def test_a_run_keeps_the_scores_as_they_are(gold: list[Gold], tagger: Tagger) -> None:
    runs = evaluate(gold, outlines=(True,))
    for own in gold:
        assert runs["outline"][own.name] == score(to_record(tagger.tag(Source(f"{own.name}.txt", own.text))), own)


def test_headline_agrees_with_the_scores(gold: list[Gold]) -> None:
    mode = make_run(gold[:1], RunOptions(outlines=(True,))).modes["outline"]
    given = answers(mode.statements, "area")
    assert sum(answer.right for answer in given) / len(given) == mode.scores[MEAN]["area_strict"]
    assert mode.points == len(gold[0].text) and mode.seconds > 0


def test_saved_and_read_again(gold: list[Gold], tmp_path: Path) -> None:
    run = make_run(gold[:1], RunOptions(outlines=(False,)))
    (tmp_path / "run.json").write_text(dump(run), encoding="utf-8")
    assert load_run(tmp_path / "run.json") == run


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", '{"about": {"schema": "cchc/1"}, "modes": {}}', "null", b"\xff"]
    + [
        json.dumps({"about": {"schema": "cchc-evaluation/1"}, "modes": {"outline": modes}})
        for modes in ({}, [], {"x": 1})
    ]
    + [dump(run_of(row(0, "steering none", None)))[:-90]],
)
def test_what_is_no_saved_run(tmp_path: Path, data: str | bytes) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(RunError, match=r"run\.json: not a run saved") as caught:
        load_run(path)
    assert caught.value.code == "E025"


# --- comparison -------------------------------------------------------------------------------------------------


def test_what_a_change_gained_and_lost() -> None:
    old = run_of(
        row(0, "steering achievement", "steering achievement"),
        row(20, "steering limitation", "institutions limitation"),
        row(40, "steering limitation", None),
        row(60, "steering none", "steering achievement"),
        row(80, "steering none", None),
    )
    new = run_of(
        row(0, "steering achievement", "steering limitation"),
        row(20, "steering limitation", "steering limitation"),
        row(40, "steering limitation", "steering limitation"),
        row(60, "steering none", "steering limitation"),
        row(99, "steering none", None),
    )
    change = compare_runs(old, new)["outline"]
    turned = {(turn.row["start"], turn.target, turn.gained, turn.old, turn.new) for turn in change.turns}
    assert turned == {
        (0, "stance", False, "achievement", "limitation"),
        (20, "area", True, "institutions", "steering"),
        (40, "area", True, None, "steering"),
        (40, "stance", True, None, "limitation"),
    }
    assert (change.common, change.only_old, change.only_new, change.relabelled) == (4, 1, 1, 0)
    assert change.chance("area") == pytest.approx(0.5)  # two of two: 2 · (1/2)²
    delta = {delta.key: delta for delta in change.deltas}["area_strict"]
    assert (delta.old, delta.new, delta.better) == (0.4, 0.8, True)


def test_less_calibration_error_is_better() -> None:
    old = run_of(row(0, "steering none", "institutions none"))
    delta = {
        one.key: one for one in compare_runs(old, run_of(row(0, "steering none", "steering none")))["outline"].deltas
    }
    assert delta["ece_area"].difference == pytest.approx(-0.8) and delta["ece_area"].better
    assert compare_runs(old, old)["outline"].turns == []


def test_runs_without_a_common_pass() -> None:
    old, new = run_of(ROWS[0]), run_of(ROWS[0])
    new.modes = {"no_outline": new.modes.pop("outline")}
    assert compare_runs(old, new) == {}


# --- errors and intervals ---------------------------------------------------------------------------------------


def test_every_error_is_listed_once_in_order() -> None:
    alternative = row(80, "steering achievement", "institutions achievement")
    alternative["gold"]["alt"] = ["institutions"]
    cut = row(100, "steering achievement", "steering achievement")
    cut["found"]["text"] = "câu"
    mode = run_of(*ROWS, alternative, cut, facts=[{"report": "a", "fact": "level", "gold": 1, "found": 2}]).modes[
        "outline"
    ]
    kinds = [(error.start, error.kinds) for error in list_errors(mode)]
    expected = [
        (0, ("fact",)),
        (20, ("area", "stance")),
        (60, ("missed",)),
        (80, ("alternative",)),
        (100, ("boundary",)),
    ]
    assert kinds == expected


@pytest.mark.parametrize("by", ["reports", "sections"])
def test_intervals_hold_the_figure_and_stay_the_same(by: Any) -> None:
    rows = [one | {"report": name, "headings": [str(i)]} for name in "abc" for i, one in enumerate(ROWS * 5)]
    rows += [row(900 + i, "steering achievement", "steering achievement", report="a") for i in range(20)]
    mode = run_of(*rows).modes["outline"]
    first = intervals(mode, by, rounds=100, seed=3)
    assert first == intervals(mode, by, rounds=100, seed=3)
    assert first["area_strict"].low < mode.scores[MEAN]["area_strict"] < first["area_strict"].high
    assert intervals(mode, by, rounds=100, seed=4) != first


def test_intervals_over_one_report_are_a_point() -> None:
    mode = run_of(*ROWS).modes["outline"]
    span = intervals(mode, "reports", rounds=20)["area_strict"]
    assert span.low == span.high == 0.5


def test_scores_of_a_whole_report_have_intervals_over_reports_only() -> None:
    run = run_of(*ROWS, *[one | {"report": "b"} for one in ROWS])
    mode = run.modes["outline"]
    mode.scores["a"]["boundary_f1"], mode.scores["b"]["boundary_f1"], mode.scores[MEAN]["boundary_f1"] = 0.0, 1.0, 0.5
    assert (intervals(mode, "reports", 99)["boundary_f1"].low, intervals(mode, "reports", 99)["boundary_f1"].high) == (
        0,
        1,
    )
    assert "boundary_f1" not in intervals(mode, "sections", 9)


def test_bootstrap_of_nothing() -> None:
    assert intervals(run_of().modes["outline"], "reports", rounds=5) == {}
