"""The measure of repair, and what it says on a sample report that the language model has not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpora.build_language_model import ORDER, Tally, automaton, prune, write
from evaluation.bench_damage import rows_for
from evaluation.damage import MILD, Outcome, compare, damage, label_scores, try_repair, wrong_numbers
from evaluation.report import sample_gold
from models.tagging import Tagger
from nlp.repair import Repaired

GOLD = sample_gold()[2]
TEXT = GOLD.text[:8000]


def test_damage_leaves_a_blank_for_each_lost_letter() -> None:
    damaged = damage(TEXT, "A")
    assert len(damaged) == len(TEXT)
    assert all(seen == (" " if own in MILD else own) for own, seen in zip(TEXT, damaged, strict=True))
    assert damage(TEXT, "AB") == damage(TEXT, "AB") != damage(TEXT, "AB", seed=1)


def test_compare_counts_by_place() -> None:
    clean, damaged = "Các quan nhà n", "C c qu n nh  n"
    repaired = Repaired(damaged, "Các quan nhe n", ((1, 2), (6, 7), (11, 12)))
    third = pytest.approx(2 / 3)
    assert compare(clean, damaged, repaired, 1.0) == Outcome(0.25, 0.75, third, third, third, 1.0, 0.75)


@pytest.mark.parametrize(
    ("layers", "before", "after", "precision"), [("A", 0.66, 0.97, 0.995), ("AB", 0.36, 0.79, 0.98)]
)
def test_repair_of_a_sample(layers: str, before: float, after: float, precision: float) -> None:
    outcome = try_repair(TEXT, layers)
    assert outcome.before < before
    assert outcome.after > after
    assert outcome.precision > precision and outcome.characters > precision


def test_labels_after_repair_are_those_of_the_clean_text() -> None:
    tagger = Tagger()
    clean, report = label_scores(tagger, GOLD)
    mended = {}
    for layers in ("A", "AB"):
        labels, repaired = label_scores(tagger, GOLD, layers)
        mended[layers] = labels["area_lenient"] + labels["stance_accuracy"]
        assert labels["area_lenient"] > clean["area_lenient"] - 0.03
        # A guessed letter may turn a negator ("chưa" read as "chứa"), and negators weigh much: 3 statements of 55.
        assert labels["stance_accuracy"] > clean["stance_accuracy"] - 0.06
        assert wrong_numbers(report, repaired) == []
        for statement in repaired.statements:
            shown = repaired.repaired.text[statement.start : statement.end]
            assert "".join(statement.text.split()) == "".join(shown.split())
    left, _ = label_scores(Tagger(mend=False), GOLD, "A")
    assert left["area_lenient"] + left["stance_accuracy"] < mended["A"]


def test_table_has_a_row_for_each_kind() -> None:
    rows = rows_for(replace(GOLD, text=TEXT[:3000]), Tagger())
    assert [row[1] for row in rows] == ["A", "AB"]


def test_model_file_is_the_same_each_time(tmp_path) -> None:
    for name in ("a", "b"):
        tally = Tally(["báo", "cáo", "kết", "quả"])
        tally.add("Báo cáo kết quả, báo cáo", 1.0)
        prune(tally.ngrams)
        assert len(tally.ngrams) == ORDER
        write(tmp_path / name, automaton(tally.ngrams, tally.size))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
