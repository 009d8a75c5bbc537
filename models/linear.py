"""A linear classifier over named features: NumPy and SciPy only, so that tagging does not load a learning library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from models.features import Features

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Vocabulary:
    """Feature names with their columns and, for text features, their inverse document frequency.

    `cue_scale` weighs the cues against the normed text features.
    """

    columns: dict[str, int]
    idf: npt.NDArray[np.float32]
    cue_scale: float

    def matrix(self, rows: Sequence[Features]) -> sparse.csr_matrix:
        """Return the feature matrix, shape (len(rows), len(columns)); unknown features are left out."""
        indices: list[int] = []
        values: list[npt.NDArray[np.float32]] = []
        edges = [0]
        for row in rows:
            text = [column for name in row.text if (column := self.columns.get(name)) is not None]
            cues = [column for name in row.cues if (column := self.columns.get(name)) is not None]
            weights = self.idf[text]
            norm = float(np.sqrt((weights * weights).sum())) or 1.0
            values += [weights / norm, np.full(len(cues), self.cue_scale, dtype=np.float32)]
            indices += text + cues
            edges.append(len(indices))
        data = np.concatenate(values) if values else np.zeros(0, dtype=np.float32)
        return sparse.csr_matrix((data, indices, edges), shape=(len(rows), len(self.columns)))


@dataclass(slots=True)
class Head:
    """One linear classifier: weights (classes x columns), intercepts, and the temperature that calibrates it."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    intercepts: npt.NDArray[np.float32]
    temperature: float = 1.0

    def scores(self, matrix: sparse.csr_matrix | Floats) -> Floats:
        """Return calibrated log-probabilities, shape (rows, classes)."""
        raw = np.asarray(matrix @ self.weights.T, dtype=np.float64) + self.intercepts
        return log_softmax(raw / self.temperature)


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a named heading is: a logistic curve over the log-odds that place and words together give its area."""

    intercept: float
    slope: float

    def confidence(self, probability: float) -> float:
        """Return the chance in (0, 1) that the heading's area is right, given its probability by the classifier."""
        odds = self.intercept + self.slope * log_odds(probability)
        return float(1 / (1 + np.exp(-odds)))


@dataclass(slots=True)
class Reader:
    """The two readings of one label: what the words say, and what their place makes of it.

    `stay` is the log-odds with which a label supports the same label of the next statement of its section. `steps`, of
    shape (2, classes, classes), are those between any two labels where no heading tells, in a new paragraph and in the
    same one: reports go through the areas in the order of the ministry, and a paragraph keeps to its subject. `trust`
    says how sure a heading is that names the label.
    """

    words: Head
    place: Head
    stay: float = 0.0
    steps: Floats | None = None
    trust: Trust | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, in the order of all scores."""
        return self.words.classes


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, bounded so that certainty stays finite."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(clipped / (1 - clipped)))


def log_softmax(scores: Floats) -> Floats:
    """Return row-wise log-probabilities."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
