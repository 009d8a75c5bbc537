"""Calibration and coverage, each against figures worked out by hand."""

from __future__ import annotations

import pytest

from evaluation.calibration import calibration_error, coverage_curve, precision_at, reliability

# Five statements; two bins of equal mass hold the three least sure and the two surest.
SURE = [0.5, 0.6, 0.7, 0.8, 1.0]
RIGHT = [True, False, False, True, True]


def test_bins_of_equal_mass() -> None:
    low, high = reliability(SURE, RIGHT, bins=2)
    assert (low.confidence, low.accuracy, low.count) == (pytest.approx(0.6), pytest.approx(1 / 3), 3)
    assert (high.confidence, high.accuracy, high.count) == (pytest.approx(0.9), 1.0, 2)


def test_calibration_error_by_hand() -> None:
    expected = 3 / 5 * abs(0.6 - 1 / 3) + 2 / 5 * abs(0.9 - 1.0)  # 0.2
    assert calibration_error(SURE, RIGHT, bins=2) == pytest.approx(expected)
    assert calibration_error([1.0, 1.0], [False, False]) == 1.0
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0.0


@pytest.mark.parametrize("bins", [1, 2, 3, 10])
def test_order_makes_no_difference(bins: int) -> None:
    sure, right = [0.9, 0.9, 0.9, 0.6, 0.6], [True, True, False, True, False]
    pairs = list(zip(sure, right, strict=True))
    for turned in (pairs[::-1], pairs[2:] + pairs[:2]):
        again = calibration_error([a for a, _ in turned], [b for _, b in turned], bins)
        assert again == pytest.approx(calibration_error(sure, right, bins))


def test_ten_bins_of_twenty_statements() -> None:
    parts = reliability([i / 20 for i in range(20)], [True] * 20)
    assert [part.count for part in parts] == [2] * 10
    assert parts[0].confidence == pytest.approx(0.025)


def test_fewer_statements_than_bins() -> None:
    assert [part.count for part in reliability([0.2, 0.4], [True, False])] == [1, 1]
    assert (reliability([], []), calibration_error([], []), coverage_curve([], [])) == ([], 0.0, [])


def test_coverage_by_hand() -> None:
    curve = coverage_curve(SURE, RIGHT)
    assert [point.coverage for point in curve] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert [point.precision for point in curve] == pytest.approx([1, 1, 2 / 3, 1 / 2, 3 / 5])
    assert [point.confidence for point in curve] == [1.0, 0.8, 0.7, 0.6, 0.5]


@pytest.mark.parametrize(
    ("coverage", "expected"), [(0.2, 1.0), (0.4, 1.0), (0.5, 2 / 3), (0.8, 1 / 2), (1.0, 3 / 5), (0.0, 1.0)]
)
def test_precision_at_coverage(coverage: float, expected: float) -> None:
    assert precision_at(SURE, RIGHT, coverage) == pytest.approx(expected)


def test_the_cut_may_fall_among_equals() -> None:
    assert precision_at([0.9, 0.5, 0.5], [True, True, False], 2 / 3) == pytest.approx((1 + 1 / 2) / 2)
