"""Behaviour tests: the tables are well-formed, noise does what it says, and the shipped model keeps its rates."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import Counter
from importlib.resources import files
from random import Random

import pytest
from conftest import Run
from rich.console import Console

from evaluation.behaviour import NOISES, Case, Expected, Outcome, Passage, load_cases, pass_rates, print_rates, run
from evaluation.behaviour.cases import AREAS, SUBS, parse_case
from evaluation.behaviour.noise import add_noise
from nlp.errors import CchcError

SENTENCE = "Huyện đã số hóa, ký số và ủy quyền trả kết quả cho 12 xã; còn lại đang làm."
# Measured with the shipped model, less 0.03 or one case. The aim, 0.93 overall and 0.9 for negation and contrast, is
# NOT reached: 0.84 overall. The files named "_blind" were written by people who had not seen the program, and nobody
# tuned to them. What fails most: sentences without any heading whose contrast or negation no cue of the tables tells,
# and plain shortcomings under a heading of results, where real reports hold hardly any. A better model raises these.
FLOORS: dict[str, float] = {
    "bare_area_blind": 0.77,
    "causes": 0.75,
    "contrast": 0.78,
    "contrast_blind": 0.64,
    "figures": 0.84,
    "foreign_words": 0.66,
    "limits_in_tasks": 0.83,
    "mode": 0.66,
    "mode_blind": 0.77,
    "negation": 0.79,
    "negation_blind": 0.69,
    "proposals": 0.66,
    "role_blind": 0.72,
    "section_role": 0.78,
    "swapped_figures": 0.93,
    "noise:no_accents": 0.86,
    "noise:few_accents": 0.83,
    "noise:misread": 0.92,
    "noise:lost_letters": 0.72,
    "noise:merged_words": 0.76,
    "noise:decomposed": 0.97,
    "noise:small_letters": 0.97,
    "noise:capital_opening": 0.97,
    "noise:wide_spaces": 0.97,
    "noise:dashes": 0.97,
    "noise:bullet": 0.92,
    "noise:no_full_stop": 0.95,
    "noise:new_tones": 0.75,
    "noise:old_tones": 0.97,
    "overall": 0.81,
}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_cases()


@pytest.fixture(scope="module")
def authored(cases: list[Case]) -> list[Case]:
    return [case for case in cases if not case.capability.startswith("noise:")]


@pytest.fixture(scope="module")
def outcomes(cases: list[Case]) -> list[Outcome]:
    return run(cases=cases)


def test_there_are_enough_authored_cases_for_each_capability(authored: list[Case]) -> None:
    counts = Counter(case.capability for case in authored)
    assert sum(counts.values()) >= 360
    assert min(counts.values()) >= 30


def test_cases_are_unique(cases: list[Case], authored: list[Case]) -> None:
    assert max(Counter(case.id for case in cases).values()) == 1
    assert max(Counter((case.first, case.second) for case in authored).values()) == 1
    sentences = Counter(case.first for case in authored)
    assert [passage for passage, count in sentences.items() if count > 1] == []


def test_labels_are_valid_and_each_case_asks_for_something(authored: list[Case]) -> None:
    for case in authored:
        for expected in (case.expected, case.changed):
            assert expected.area in (*AREAS, "") and expected.sub in SUBS[expected.stance], case.id
        assert case.kind == "INV" or case.expected != Expected(), case.id


def test_pairs_differ(cases: list[Case]) -> None:
    for case in cases:
        assert (case.second is None) == (case.kind == "MFT"), case.id
        assert case.first != case.second, case.id
        assert case.kind != "DIR" or case.expected != case.changed, case.id


def test_id_tells_the_capability(authored: list[Case]) -> None:
    assert [case.id for case in authored if not case.id.startswith(f"{case.capability}-")] == []


@pytest.mark.parametrize(
    "fault",
    [{"kind": "XXX"}, {"area": "finance"}, {"stance": "achievement", "sub": "cause"}, {"text": ""}, {"changed": "Có."}],
)
def test_faulty_rows_are_refused(fault: dict[str, str]) -> None:
    names = "id kind headings text area stance sub changed_headings changed changed_area changed_stance changed_sub"
    row = dict.fromkeys([*names.split(), "capability"], "") | {"id": "x-1", "kind": "MFT", "text": "Không có."}
    assert parse_case(row).first == Passage((), "Không có.")
    with pytest.raises(CchcError, match="x-1") as caught:
        parse_case(row | fault)
    assert caught.value.code == "E021"


def test_confusions_are_no_identities() -> None:
    with (files("evaluation.behaviour") / "confusions.csv").open("r", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            assert row["read_as"] and row["letter"] not in row["read_as"].split()


@pytest.mark.parametrize("name", NOISES)
def test_noise_is_the_same_each_time(name: str) -> None:
    assert add_noise(name, SENTENCE) == add_noise(name, SENTENCE)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("no_accents", "Huyen da so hoa, ky so va uy quyen tra ket qua cho 12 xa; con lai dang lam."),
        ("lost_letters", "Huyện đã số hóa".replace("ệ", " ").replace("đ", " ")),
        ("decomposed", unicodedata.normalize("NFD", SENTENCE)),
        ("old_tones", SENTENCE),
        ("new_tones", "Huyện đã số hoá, ký số và uỷ quyền trả kết quả cho 12 xã; còn lại đang làm."),
        ("small_letters", SENTENCE.lower()),
        ("capital_opening", "HUYỆN ĐÃ SỐ HÓA, ký số và"),
        ("dashes", "Huyện đã số hóa – ký số"),
        ("bullet", f"- {SENTENCE}"),
        ("no_full_stop", SENTENCE[:-1]),
    ],
)
def test_noise_without_chance(name: str, changed: str) -> None:
    assert add_noise(name, SENTENCE).startswith(changed)


def test_lost_letters_keep_the_length() -> None:
    changed = add_noise("lost_letters", SENTENCE)
    assert len(changed) == len(SENTENCE)
    assert all(new in (old, " ") for old, new in zip(SENTENCE, changed, strict=True))


def test_merged_words_and_wide_spaces_keep_the_letters() -> None:
    for name in ("merged_words", "wide_spaces"):
        changed = add_noise(name, SENTENCE)
        assert "".join(changed.split()) == "".join(SENTENCE.split())
    assert add_noise("merged_words", SENTENCE).count(" ") < SENTENCE.count(" ")
    assert len(add_noise("wide_spaces", SENTENCE)) > len(SENTENCE)


def test_few_accents_leaves_most_words() -> None:
    pairs = list(zip(SENTENCE.split(), add_noise("few_accents", SENTENCE).split(), strict=True))
    changed = [new for old, new in pairs if old != new]
    assert 0 < len(changed) <= len(pairs) / 3
    assert all(word.isascii() for word in changed)


def test_misreading_changes_some_letters() -> None:
    changed = NOISES["misread"]("đ" * 100, Random(1))
    assert changed.count("d") == 6 and changed.count("đ") == 94
    assert NOISES["misread"]("???", Random(1)) == "???"


def test_a_pair_passes_only_where_both_are_right() -> None:
    good = Passage(("II. KẾT QUẢ", "1. Cải cách thủ tục hành chính"), "Đã trả đúng hẹn 100% hồ sơ cho người dân.")
    right, wrong = Expected("procedures", "achievement"), Expected("public_finance", "recommendation")
    made = [
        Case("a", "x", "MFT", good, right),
        Case("b", "x", "DIR", good, right, good, wrong),
        Case("c", "x", "INV", good, Expected(), good),
        Case("d", "x", "INV", good, wrong, good),
        Case("e", "x", "MFT", Passage((), "I. KẾT QUẢ"), Expected("none")),  # a heading: no statement
    ]
    assert [outcome.passed for outcome in run(cases=made)] == [True, False, True, False, False]


def test_failures_are_told_in_the_users_language(outcomes: list[Outcome]) -> None:
    failing = [outcome for outcome in outcomes if not outcome.passed][:2]
    for language, word in (("vi", "Ca không đạt"), ("en", "Failing cases")):
        console = Console(width=200)
        with console.capture() as capture:
            print_rates(failing, console, language)
        assert word in capture.get() and failing[0].case.id in capture.get()


def test_rates_do_not_fall(outcomes: list[Outcome]) -> None:
    rates = {name: rate.shares()["rate"] or 0.0 for name, rate in pass_rates(outcomes).items()}
    assert rates.keys() == FLOORS.keys()
    assert {name: rate for name, rate in rates.items() if rate < FLOORS[name]} == {}


def test_command(run: Run) -> None:
    done = run("evaluate", "--behaviour", "--json")
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert rows["rates"]["overall"]["cases"] - rows["rates"]["overall"]["passed"] == len(rows["failures"])
    assert run("evaluate", "--behaviour", "--no-outline").returncode == 2
