"""Base rates of real reports and headings that decide: what they do to probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from models.base_rates import base_rates, importance, shifted
from models.features import Setting
from models.headings import follow_headings, named_columns
from models.linear import Head, Trust
from nlp.outline import Section

CLASSES = ("achievement", "limitation", "cause", "task", "proposal", "none")


def test_the_table_holds_shares():
    assert {rate.role for rate in base_rates()} >= {"results", "achievements", "limitations", "tasks"}
    assert all(0 < rate.share < 1 for rate in base_rates())


def test_statements_count_as_in_real_reports():
    roles = ["results"] * 100
    labels = ["limitation"] * 25 + ["achievement"] * 75
    weights = importance(roles, labels)
    share = weights[:25].sum() / weights.sum()
    rate = next(rate.share for rate in base_rates() if rate.role == "results")
    assert share == pytest.approx(rate, rel=0.05)
    assert weights.sum() == pytest.approx(100, rel=0.02)
    assert importance(["none"] * 3, ["limitation"] * 3).tolist() == [1.0, 1.0, 1.0]


def test_the_intercept_of_a_role_moves_by_the_log_odds():
    head = Head(CLASSES, np.zeros((6, 2), dtype=np.float32), np.zeros(6, dtype=np.float32))
    roles, labels = ["results"] * 40, ["limitation"] * 10 + ["achievement"] * 30
    moved = shifted(head, {"results": 0, "tasks": 1}, roles, labels)
    assert moved.weights[1, 0] == moved.weights[2, 0] < -2
    assert moved.weights[0, 0] == 0
    assert not moved.weights[:, 1].any()  # no statement of that role: nothing is known of its share
    assert not head.weights.any()


def section(area: str | None, named: bool) -> Section:
    """Return a section of an area."""
    return Section(0, None, 0, 9, 9, 1, "1.", "Cải cách", "dec1", area, "results", named)


def test_a_named_heading_keeps_its_label_and_loses_confidence():
    settings = [Setting("a", [], (section("procedures", True),)), Setting("b", [], (section("procedures", False),))]
    classes = ("steering", "procedures", "none")
    columns = named_columns(settings, classes)
    assert columns == [1, None]
    posterior = np.array([[0.7, 0.2, 0.1], [0.7, 0.2, 0.1]])
    found = follow_headings(posterior, columns, Trust(2.0, 1.0))
    assert found.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert found[0, 1] == pytest.approx(1 / (1 + np.exp(-(2.0 + np.log(0.2 / 0.8)))))
    assert found[0, 0] / found[0, 2] == pytest.approx(7)
    assert found[1].tolist() == posterior[1].tolist()
    assert follow_headings(posterior, columns, None).tolist() == posterior.tolist()


def test_words_that_agree_make_a_heading_surer():
    trust = Trust(2.0, 1.0)
    assert trust.confidence(0.05) < trust.confidence(0.5) < trust.confidence(0.999) < 1
