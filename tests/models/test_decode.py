"""Smoothing over the statements of a section: exact against all paths of small chains, and its limits."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from models.decode import smooth

LIKELY = np.log(np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.1, 0.8], [0.5, 0.25, 0.25]]))


def by_all_paths(scores: np.ndarray, stay: float) -> np.ndarray:
    """Return the posterior of one run by summing over every path of labels."""
    length, classes = scores.shape
    sums = np.zeros_like(scores)
    for path in product(range(classes), repeat=length):
        weight = sum(scores[i, label] for i, label in enumerate(path))
        weight += stay * sum(a == b for a, b in pairwise(path))
        for i, label in enumerate(path):
            sums[i, label] += np.exp(weight)
    return sums / sums.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("stay", [0.0, 0.4, 1.2, 5.0])
@pytest.mark.parametrize("length", [1, 2, 4])
def test_one_run_is_exact(length: int, stay: float) -> None:
    scores = LIKELY[:length]
    assert np.allclose(smooth(scores, ["h1"] * length, stay), by_all_paths(scores, stay))


@pytest.mark.parametrize(
    ("groups", "runs"),
    [
        ([1, 1, 2, 2], [(0, 2), (2, 4)]),
        ([1, 2, 1, 2], [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ([None, None, None, 0], [(0, 3), (3, 4)]),
        (["a", "b", "b", "b"], [(0, 1), (1, 4)]),
    ],
)
def test_only_neighbours_of_one_section_support_each_other(groups: list[object], runs: list[tuple[int, int]]) -> None:
    parts = [by_all_paths(LIKELY[low:high], 0.8) for low, high in runs]
    assert np.allclose(smooth(LIKELY, groups, 0.8), np.vstack(parts))


def test_without_support_nothing_changes() -> None:
    assert np.allclose(smooth(LIKELY, [1, 1, 1, 1], 0.0), np.exp(LIKELY))


def test_neighbours_turn_an_undecided_statement_but_not_a_certain_one() -> None:
    sure, undecided, certain = [0.98, 0.02], [0.45, 0.55], [0.0001, 0.9999]
    groups = [1, 1, 1]
    assert smooth(np.log([sure, undecided, sure]), groups, 1.0)[1].argmax() == 0
    assert smooth(np.log([sure, certain, sure]), groups, 1.0)[1].argmax() == 1


def test_a_long_run_neither_underflows_nor_loses_its_sum() -> None:
    scores = np.tile(np.log([[1e-12, 1.0 - 1e-12], [1.0 - 1e-12, 1e-12]]), (2000, 1))
    posterior = smooth(scores, [0] * len(scores), 1.0)
    assert np.isfinite(posterior).all()
    assert np.allclose(posterior.sum(axis=1), 1.0)
    assert (posterior.argmax(axis=1) == scores.argmax(axis=1)).all()


def test_the_scores_stay_as_they_were() -> None:
    scores = LIKELY.copy()
    smooth(scores, [1, 1, 2, 2], 0.8)
    assert (scores == LIKELY).all()


def test_no_statements() -> None:
    assert smooth(np.zeros((0, 3)), [], 0.8).shape == (0, 3)
