"""Train the labeller: two linear heads, calibrated and decoded, from annotated reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from models.decode import smooth
from models.examples import Example
from models.features import Features, describe
from models.linear import Floats, Head, Vocabulary, log_softmax

STANCE_CLASSES = ("achievement", "limitation", "cause", "task", "proposal", "none")
AREA_CLASSES = (
    "steering",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "none",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Training settings. `strength` is scikit-learn's C; `rare` the fewest statements a feature must stand in."""

    strength: float = 4.0
    rare: int = 2
    place_scale: float = 0.35
    folds: int = 6
    stays: tuple[float, ...] = (0.0, 0.4, 0.8, 1.2, 1.6)


def build_vocabulary(rows: Sequence[Features], settings: Settings) -> Vocabulary:
    """Return the vocabulary of features that stand in at least `rare` statements."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.text)
        counts.update(row.place)
    names = sorted(name for name, count in counts.items() if count >= settings.rare)
    idf = np.array([np.log(len(rows) / counts[name]) + 1.0 for name in names], dtype=np.float32)
    return Vocabulary({name: column for column, name in enumerate(names)}, idf, settings.place_scale)


def fit_head(
    matrix: sparse.csr_matrix, labels: Sequence[str], classes: Sequence[str], settings: Settings
) -> Head:
    """Fit one multinomial logistic regression; deterministic."""
    model = LogisticRegression(C=settings.strength, max_iter=400, tol=1e-4)
    # One thread: sums in the same order give the same weights on every machine of a kind.
    with threadpool_limits(limits=1):
        model.fit(matrix, np.asarray(labels))
    order = [list(model.classes_).index(name) for name in classes]
    return Head(tuple(classes), model.coef_[order].astype(np.float32), model.intercept_[order].astype(np.float32))


def both_views(examples: Sequence[Example]) -> tuple[list[Features], list[int]]:
    """Describe each example with and without outline, so that the model does not lean on headings alone."""
    rows = [describe(example.setting, outline) for outline in (True, False) for example in examples]
    return rows, [*range(len(examples)), *range(len(examples))]


@dataclass(slots=True)
class Trained:
    """A trained labeller and what cross-validation said of it."""

    vocabulary: Vocabulary
    area: Head
    stance: Head
    scores: dict[str, float]


def train(examples: Sequence[Example], settings: Settings | None = None) -> Trained:
    """Train on examples; temperatures and neighbours' support come from folds that keep reports together.

    Parameters
    ----------
    examples : sequence of Example
        In report order.
    settings : Settings, optional
    """
    settings = settings or Settings()
    held_out = _cross_validate(examples, settings)
    vocabulary, area, stance = _fit(examples, settings)
    scores: dict[str, float] = {}
    for name, head, target in (("area", area, _area_target), ("stance", stance, _stance_target)):
        truth = np.array([head.classes.index(target(example)) for example in examples])
        raw, bare = held_out[name]
        head.temperature = _temperature(raw, truth)
        head.stay = _best_stay(raw, truth, examples, settings, head.temperature)
        posterior = smooth(log_softmax(raw / head.temperature), [e.group for e in examples], head.stay)
        scores[name] = float((posterior.argmax(axis=1) == truth).mean())
        scores[f"{name}_no_outline"] = float((bare.argmax(axis=1) == truth).mean())
    return Trained(vocabulary, area, stance, scores)


def _area_target(example: Example) -> str:
    return example.areas[0]


def _stance_target(example: Example) -> str:
    return example.stance


def _fit(examples: Sequence[Example], settings: Settings) -> tuple[Vocabulary, Head, Head]:
    rows, owners = both_views(examples)
    vocabulary = build_vocabulary(rows, settings)
    matrix = vocabulary.matrix(rows)
    areas = [_area_target(examples[owner]) for owner in owners]
    stances = [_stance_target(examples[owner]) for owner in owners]
    return (
        vocabulary,
        fit_head(matrix, areas, AREA_CLASSES, settings),
        fit_head(matrix, stances, STANCE_CLASSES, settings),
    )


def _cross_validate(examples: Sequence[Example], settings: Settings) -> dict[str, tuple[Floats, Floats]]:
    """Return raw scores of every example by a model that has not seen its report, with and without outline."""
    reports = sorted({example.report for example in examples})
    fold_of = {report: index % settings.folds for index, report in enumerate(reports)}
    found = {
        "area": (np.zeros((len(examples), len(AREA_CLASSES))), np.zeros((len(examples), len(AREA_CLASSES)))),
        "stance": (np.zeros((len(examples), len(STANCE_CLASSES))), np.zeros((len(examples), len(STANCE_CLASSES)))),
    }
    for fold in range(settings.folds):
        inside = [example for example in examples if fold_of[example.report] != fold]
        outside = [index for index, example in enumerate(examples) if fold_of[example.report] == fold]
        if not outside or not inside:
            continue
        vocabulary, area, stance = _fit(inside, settings)
        for view, outline in enumerate((True, False)):
            matrix = vocabulary.matrix([describe(examples[index].setting, outline) for index in outside])
            found["area"][view][outside] = area.scores(matrix)
            found["stance"][view][outside] = stance.scores(matrix)
    return found


def _temperature(raw: Floats, truth: np.ndarray) -> float:  # type: ignore[type-arg]
    """Return the temperature that makes held-out probabilities most honest (least log loss)."""

    def loss(log_temperature: float) -> float:
        scores = log_softmax(raw / np.exp(log_temperature))
        return float(-scores[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def _best_stay(
    raw: Floats, truth: np.ndarray, examples: Sequence[Example], settings: Settings, temperature: float  # type: ignore[type-arg]
) -> float:
    """Return the neighbours' support with the least held-out log loss."""
    groups = [example.group for example in examples]
    scores = log_softmax(raw / temperature)

    def loss(stay: float) -> float:
        posterior = smooth(scores, groups, stay)
        return float(-np.log(posterior[np.arange(len(truth)), truth] + 1e-9).mean())

    return min(settings.stays, key=loss)


Progress = Callable[[str], None]
