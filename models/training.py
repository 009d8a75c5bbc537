"""Train the labeller from annotated reports.

Two levels. The words of a statement are read by sparse logistic regressions. Their held-out readings (from folds that
keep reports together) and the place of the statement train a second, dense one, so that it learns how far words can be
trusted where a heading tells and where none does. Both see each statement with and without its outline. Weights of
examples count where the two levels are fitted; features, temperatures, the steps between neighbours and the held-out
scores are those of statements as they are, so that confidences stay honest for reports and not for corrections.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from models.base_rates import importance, shifted
from models.decode import smooth
from models.examples import Example
from models.features import Features, Setting, describe, is_cue
from models.headings import follow_headings, named_columns
from models.linear import Floats, Head, Reader, Trust, Vocabulary, log_odds, log_softmax
from models.noise import noisy
from models.place import (
    PLACES,
    ROLES,
    Dense,
    Reading,
    area_features,
    area_of,
    link_table,
    place_of,
    role_of,
    stance_features,
)
from models.store import Model
from models.titles import read_titles

AREAS = (
    "steering",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "none",
)
STANCES = ("achievement", "limitation", "cause", "task", "proposal", "none")
Truth = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """Options of training.

    `strength` and `stance_strength` are scikit-learn's C of the words' two heads, `place_strength` and
    `stance_place_strength` those of the place's; `rare` the fewest statements a feature must stand in, `cue_scale` the
    weight of a cue against the normed words, `stance_cues` how many times more a cue weighs for the stance, `stays` the
    supports tried in decoding. `rate_weight` is how far intercepts move to the base rates of real reports (the held-out
    loss is flat from 0.5 to 1, and a limitation missed costs more than one to look at), `foreign` the share of
    statements under a heading that are shown once more with another statement's words, `step_prior` the statements that
    chance weighs in the steps between areas, `step_weights` their weights tried.
    """

    strength: float = 8.0
    stance_strength: float = 2.0
    place_strength: float = 0.3
    stance_place_strength: float = 1.0
    rate_weight: float = 0.6
    rare: int = 2
    cue_scale: float = 0.15
    stance_cues: float = 3.3
    folds: int = 6
    stays: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2)
    foreign: float = 0.25
    noise_every: int = 4
    step_prior: float = 10.0
    step_weights: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Words:
    """The first level: a vocabulary and the two heads over it."""

    vocabulary: Vocabulary
    area: Head
    stance: Head


def train(examples: Sequence[Example], options: TrainingOptions | None = None) -> Model:
    """Train a labeller; deterministic.

    Parameters
    ----------
    examples : sequence of Example
        In report order, the statements of one run behind each other.
    options : TrainingOptions, optional

    Returns
    -------
    Model
        Its card tells the counts and the held-out scores.
    """
    options = options or TrainingOptions()
    # One thread: sums in the same order give the same weights again.
    with threadpool_limits(limits=1):
        rows = [describe(example.setting) for example in examples]
        truth = {"area": truth_of(examples, "area"), "stance": truth_of(examples, "stance")}
        raw = _held_out(examples, rows, options)
        words = fit_words(examples, rows, options)
        words.area.temperature = least_loss_temperature(raw["area"], truth["area"])
        words.stance.temperature = least_loss_temperature(raw["stance"], truth["stance"])
        reading = Reading(
            log_softmax(raw["area"] / words.area.temperature),
            log_softmax(raw["stance"] / words.stance.temperature),
            read_titles(words.vocabulary, words.area, [example.setting for example in examples]),
        )
        area, area_scores = _second_level("area", examples, reading, truth["area"], words.area, options)
        stance, stance_scores = _second_level("stance", examples, reading, truth["stance"], words.stance, options)
    card = {"statements": len(examples), "reports": len({example.report for example in examples})}
    return Model(words.vocabulary, area, stance, card | {"held_out": area_scores | stance_scores})


def truth_of(examples: Sequence[Example], target: str) -> Truth:
    """Return the classes of examples as indices: of `AREAS` for "area", of `STANCES` for "stance"."""
    classes = AREAS if target == "area" else STANCES
    return np.array([classes.index(e.areas[0] if target == "area" else e.stance) for e in examples])


def fit_words(examples: Sequence[Example], rows: Sequence[Features], options: TrainingOptions) -> Words:
    """Fit the first level on examples and their features `rows`; its heads are not calibrated yet.

    Every `noise_every`th example is shown once more as a scan or a broken font would print it.
    """
    vocabulary = build_vocabulary(rows, options)
    again = examples[:: options.noise_every]
    shown = [*examples, *again]
    matrix = vocabulary.matrix([*rows, *(describe(noisy(own.setting, index)) for index, own in enumerate(again))])
    weights = weights_of(shown)
    area = fit_head(matrix, truth_of(shown, "area"), AREAS, options.strength, weights)
    stance = _fit_stance(vocabulary, matrix, truth_of(shown, "stance"), options, weights)
    return Words(vocabulary, area, stance)


def _fit_stance(
    vocabulary: Vocabulary, matrix: sparse.csr_matrix, truth: Truth, options: TrainingOptions, weights: Floats | None
) -> Head:
    """Fit the stance of words with heavier cues: a negator or "tuy nhiên" says more of it than a dozen words.

    The weight is moved into the coefficients, so that one matrix serves both heads.
    """
    heavier = np.where([is_cue(name) for name in vocabulary.columns], options.stance_cues, 1.0).astype(np.float32)
    head = fit_head(matrix @ sparse.diags(heavier), truth, STANCES, options.stance_strength, weights)
    head.weights = head.weights * heavier
    return head


def weights_of(examples: Sequence[Example]) -> Floats | None:
    """Return the weights of examples, None where all are 1: the fit is then the same to the bit as without weights."""
    weights = np.array([example.weight for example in examples])
    return None if (weights == 1.0).all() else weights


def build_vocabulary(rows: Sequence[Features], options: TrainingOptions) -> Vocabulary:
    """Return the vocabulary of features that stand in at least `rare` statements."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.text)
        counts.update(row.cues)
    names = sorted(name for name, count in counts.items() if count >= options.rare)
    idf = np.array([np.log(len(rows) / counts[name]) + 1.0 for name in names], dtype=np.float32)
    return Vocabulary({name: column for column, name in enumerate(names)}, idf, options.cue_scale)


def fit_head(
    matrix: sparse.csr_matrix | Floats,
    truth: Truth,
    classes: Sequence[str],
    strength: float,
    weights: Floats | None = None,
) -> Head:
    """Fit one multinomial logistic regression; classes that no example has get no weight and no chance."""
    model = LogisticRegression(C=strength, max_iter=1000, tol=1e-4).fit(matrix, truth, sample_weight=weights)
    learnt = np.zeros((len(classes), matrix.shape[1]), dtype=np.float32)
    intercepts = np.full(len(classes), -20.0, dtype=np.float32)
    slopes, offsets = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn then gives the log-odds of the second class alone
        slopes, offsets = np.vstack([np.zeros_like(slopes), slopes]), np.append(0.0, offsets)
    learnt[model.classes_] = slopes
    intercepts[model.classes_] = offsets
    return Head(tuple(classes), learnt, intercepts)


def _folds(examples: Sequence[Example], count: int) -> list[tuple[list[int], list[int]]]:
    """Split examples into (inside, outside) index lists that keep reports together."""
    reports = sorted({example.report for example in examples})
    fold_of = {report: index % count for index, report in enumerate(reports)}
    splits = []
    for fold in range(min(count, len(reports))):
        outside = [i for i, example in enumerate(examples) if fold_of[example.report] == fold]
        splits.append(([i for i, example in enumerate(examples) if fold_of[example.report] != fold], outside))
    return splits


def _held_out(examples: Sequence[Example], rows: Sequence[Features], options: TrainingOptions) -> dict[str, Floats]:
    """Return the uncalibrated scores of each example by words that have not seen its report."""
    raw = {"area": np.zeros((len(examples), len(AREAS))), "stance": np.zeros((len(examples), len(STANCES)))}
    for inside, outside in _folds(examples, options.folds):
        words = fit_words([examples[i] for i in inside], [rows[i] for i in inside], options)
        matrix = words.vocabulary.matrix([rows[i] for i in outside])
        raw["area"][outside] = words.area.scores(matrix)
        raw["stance"][outside] = words.stance.scores(matrix)
    return raw


def _second_level(
    target: str,
    examples: Sequence[Example],
    reading: Reading,
    truth: Truth,
    words: Head,
    options: TrainingOptions,
) -> tuple[Reader, dict[str, float]]:
    """Fit the place head, its temperature and the neighbours' support; return held-out scores beside."""
    settings, groups = [e.setting for e in examples], [e.group for e in examples]
    # Each statement in its report and alone, as in a spreadsheet's column; under its headings and without any.
    shown = [
        dense(target, settings, groups, reading, outline, lone) for lone in (False, True) for outline in (True, False)
    ]
    views = [features.matrix for features in shown]
    foreign = _foreign_words(target, settings, views[0], truth, options)
    weights = weights_of(examples)
    rates = _Rates(target, settings, truth, words.classes, shown[0].first_column("role"), options.rate_weight)
    inside_all = np.arange(len(examples))
    head = rates.apply(_fit_place(views, foreign, truth, words.classes, inside_all, options, weights), inside_all)
    raw = [np.zeros((len(examples), len(words.classes))) for _ in views]
    for inside, outside in _folds(examples, options.folds):
        fold = _fit_place(views, foreign, truth, words.classes, np.array(inside), options, weights)
        fold = rates.apply(fold, np.array(inside))
        for view, found in zip(views, raw, strict=True):
            found[outside] = fold.scores(view[outside])
    head.temperature = least_loss_temperature(raw[0], truth, rates.weights)
    scores = log_softmax(raw[0] / head.temperature)
    stay = _best_stay(scores, groups, truth, options, rates.weights)
    steps = _best_steps(scores, settings, groups, truth, stay, options) if target == "area" else None
    posterior = smooth(scores, groups, link_table(settings, stay, steps, len(words.classes)))
    trust = None
    if target == "area":
        columns = named_columns(settings, words.classes)
        trust = fit_trust(posterior, columns, truth)
        posterior = follow_headings(posterior, columns, trust)
    accuracies = {target: _accuracy(posterior, truth), f"{target}_no_outline": _accuracy(raw[1], truth)}
    return Reader(words, head, stay, steps, trust), accuracies


@dataclass(frozen=True, slots=True)
class _Rates:
    """The base rates of real reports, applied to the stance head; the area head is left as it is.

    `first` is the column of the first of `ROLES` among the head's features, `weight` how far the intercepts move.
    """

    target: str
    settings: Sequence[Setting]
    truth: Truth
    classes: Sequence[str]
    first: int
    weight: float

    @property
    def weights(self) -> Floats | None:
        """As how many statements of real reports each counts; None for the area."""
        if self.target != "stance":
            return None
        return importance(self._roles(np.arange(len(self.truth))), [self.classes[label] for label in self.truth])

    def apply(self, head: Head, inside: Truth) -> Head:
        """Return a head fitted on the statements `inside` with the log-odds of real reports."""
        if self.target != "stance":
            return head
        labels = [self.classes[self.truth[index]] for index in inside]
        columns = {role: self.first + index for index, role in enumerate(ROLES)}
        return shifted(head, columns, self._roles(inside), labels, self.weight)

    def _roles(self, inside: Truth) -> list[str]:
        return [role_of(self.settings[index], True) for index in inside]


def fit_trust(posterior: Floats, columns: Sequence[int | None], truth: Truth) -> Trust | None:
    """Fit how sure named headings are on held-out statements; None where no statement contradicts its heading."""
    rows = [(posterior[row, column], column == truth[row]) for row, column in enumerate(columns) if column is not None]
    if len({right for _, right in rows}) < 2:
        return None
    odds = np.array([[log_odds(float(probability))] for probability, _ in rows])
    model = LogisticRegression(C=10.0).fit(odds, [right for _, right in rows])
    return Trust(float(model.intercept_[0]), float(model.coef_[0, 0]))


def _fit_place(
    views: Sequence[Floats],
    foreign: tuple[Floats, Truth],
    truth: Truth,
    classes: Sequence[str],
    inside: Truth,
    options: TrainingOptions,
    weights: Floats | None = None,
) -> Head:
    """Fit the place head on some statements in all views, and on those among them with foreign words."""
    rows, picked = foreign
    shown = np.isin(picked, inside)
    matrix = np.vstack([*(view[inside] for view in views), rows[shown]])
    chosen = np.concatenate([*[inside] * len(views), picked[shown]])
    strength = options.stance_place_strength if classes == STANCES else options.place_strength
    return fit_head(matrix, truth[chosen], classes, strength, None if weights is None else weights[chosen])


def _foreign_words(
    target: str, settings: Sequence[Setting], view: Floats, truth: Truth, options: TrainingOptions
) -> tuple[Floats, Truth]:
    """Return statements under headings that name an area, with the words of statements of another, and their indices.

    The report's own heading decides the area where it names one (the labelling rule). Authored sentences speak of their
    heading's area nearly always, so that from them alone the model would learn to follow the words.
    """
    told = np.array([index for index, setting in enumerate(settings) if area_of(setting)], dtype=np.intp)
    if target != "area" or not len(told):
        return view[:0], told[:0]
    chance = np.random.default_rng(0)
    picked = told[chance.random(len(told)) < options.foreign]
    other = chance.permutation(len(settings))[: len(picked)]
    differs = truth[picked] != truth[other]
    picked, other = picked[differs], other[differs]
    rows = view[picked].copy()
    # The words stand in the block of the place's kind, zeros in the others: the sum over the blocks is the words.
    count = len(AREAS)
    others = view[other, : len(PLACES) * count].reshape(len(other), len(PLACES), count).sum(axis=1)
    for row, index in enumerate(picked):
        block = PLACES.index(place_of(settings[index], True)) * count
        rows[row, block : block + count] = others[row]
    return rows, picked


def _best_steps(
    scores: Floats,
    settings: Sequence[Setting],
    groups: Sequence[object],
    truth: Truth,
    stay: float,
    options: TrainingOptions,
) -> Floats:
    """Return the log-odds between areas of neighbours where no heading tells, at the weight of least held-out loss."""
    steps = _steps(settings, groups, truth, options.step_prior)

    def loss(weight: float) -> float:
        posterior = smooth(scores, groups, link_table(settings, stay, steps * weight, scores.shape[1]))
        return float(-np.log(posterior[np.arange(len(truth)), truth] + 1e-9).mean())

    return np.asarray(steps * min(options.step_weights, key=loss))


def _steps(settings: Sequence[Setting], groups: Sequence[object], truth: Truth, prior: float) -> Floats:
    """Count how often each area follows each other one, in a new paragraph and in the same; against its share."""
    counts = np.zeros((2, len(AREAS), len(AREAS)))
    for index in range(1, len(truth)):
        if groups[index] == groups[index - 1] and not area_of(settings[index]):
            counts[int(settings[index].goes_on), truth[index - 1], truth[index]] += 1
    share = (counts.sum(axis=(0, 1)) + 1) / (counts.sum() + len(AREAS))
    chances = (counts + prior * share) / (counts.sum(axis=2, keepdims=True) + prior)
    return np.asarray(np.log(chances / share))


def dense(
    target: str,
    settings: Sequence[Setting],
    groups: Sequence[object],
    reading: Reading,
    outline: bool,
    lone: bool = False,
) -> Dense:
    """Return the dense features of one head."""
    if target == "area":
        return area_features(settings, groups, reading, AREAS, outline, lone)
    return stance_features(settings, groups, reading, outline, lone)


def least_loss_temperature(raw: Floats, truth: Truth, weights: Floats | None = None) -> float:
    """Return the temperature with the least held-out log loss: the most honest confidences."""

    def loss(log_temperature: float) -> float:
        scores = log_softmax(raw / np.exp(log_temperature))
        return -float(np.average(scores[np.arange(len(truth)), truth], weights=weights))

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def _best_stay(
    scores: Floats,
    groups: Sequence[object],
    truth: Truth,
    options: TrainingOptions,
    weights: Floats | None = None,
) -> float:
    """Return the neighbours' support with the least held-out log loss."""

    def loss(stay: float) -> float:
        posterior = smooth(scores, groups, stay)
        return -float(np.average(np.log(posterior[np.arange(len(truth)), truth] + 1e-9), weights=weights))

    return min(options.stays, key=loss)


def _accuracy(scores: Floats, truth: Truth) -> float:
    return round(float((scores.argmax(axis=1) == truth).mean()), 4)
