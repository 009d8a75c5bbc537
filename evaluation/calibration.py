"""How honest confidences are: expected calibration error, reliability, precision at coverage.

Sources: Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (2015) for the
error; El-Yaniv, Wiener, "On the Foundations of Noise-free Selective Classification" (2010) for coverage. Bins hold
equal numbers of statements, as Nixon et al., "Measuring Calibration in Deep Learning" (2019) advise where most
confidences are near 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

BINS = 10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Some statements of like confidence: mean confidence, share right (both in [0, 1]), how many."""

    confidence: float
    accuracy: float
    count: int


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """The share of statements answered, surest first, the precision over them, and the least confidence among them."""

    coverage: float
    precision: float
    confidence: float


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Return bins of equal mass (sizes differ by one at most), least sure first; fewer where statements are fewer.

    Examples
    --------
    >>> reliability([0.5, 0.7, 0.9, 0.9], [False, True, True, True], bins=2)
    [Bin(confidence=0.6, accuracy=0.5, count=2), Bin(confidence=0.9, accuracy=1.0, count=2)]
    """
    sure, share = _ranked(confidence, right)
    parts = [part for part in np.array_split(np.arange(len(sure)), bins) if len(part)]
    return [Bin(round(float(sure[part].mean()), 6), float(share[part].mean()), len(part)) for part in parts]


def calibration_error(
    confidence: Sequence[float] | npt.NDArray[Any], right: Sequence[bool] | npt.NDArray[Any], bins: int = BINS
) -> float:
    """Return the expected calibration error in [0, 1]: the mean distance of confidence from accuracy over the bins.

    Parameters
    ----------
    confidence, right : sequences of length n
        Confidences in [0, 1] and whether each was right.
    bins : int
        Of equal mass.

    Examples
    --------
    >>> round(calibration_error([0.5, 0.7, 0.9, 0.9], [False, True, True, True], bins=2), 6)
    0.1
    """
    sure, share = _ranked(confidence, right)
    if not len(sure):
        return 0.0
    gaps = [abs(float((sure[part] - share[part]).sum())) for part in np.array_split(np.arange(len(sure)), bins)]
    return sum(gaps) / len(sure)


def _ranked(
    confidence: Sequence[float] | npt.NDArray[Any], right: Sequence[bool] | npt.NDArray[Any]
) -> tuple[Floats, Floats]:
    """Return confidences in rising order, and how far each was right.

    Statements of one confidence each get the share of them that is right, so that their order makes no difference.
    """
    sure, flags = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    values, inverse, counts = np.unique(sure, return_inverse=True, return_counts=True)
    shares = np.bincount(inverse, weights=flags, minlength=len(values)) / np.maximum(counts, 1)
    return np.repeat(values, counts), np.repeat(shares, counts)


def coverage_curve(confidence: Sequence[float], right: Sequence[bool]) -> list[CoveragePoint]:
    """Return a point for each number of statements answered, surest first."""
    sure, share = (values[::-1] for values in _ranked(confidence, right))
    precision = np.cumsum(share) / np.arange(1, len(share) + 1)
    return [CoveragePoint((k + 1) / len(sure), float(precision[k]), float(sure[k])) for k in range(len(sure))]


def precision_at(
    confidence: Sequence[float] | npt.NDArray[Any], right: Sequence[bool] | npt.NDArray[Any], coverage: float
) -> float:
    """Return the precision over the surest share of statements, rounded up to whole ones.

    Examples
    --------
    >>> precision_at([0.9, 0.8, 0.7, 0.6], [True, True, False, True], 0.5)
    1.0
    """
    share = _ranked(confidence, right)[1][::-1]
    count = max(math.ceil(coverage * len(share) - 1e-9), 1)  # 0.8 · 5 is 4, whatever floats say
    return float(share[:count].mean()) if len(share) else 0.0
