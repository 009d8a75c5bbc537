"""What rows of labelled statements add up to: classes, confusions, and the headline figures of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.calibration import calibration_error, precision_at
from evaluation.runs import MEAN, Mode
from evaluation.scoring import STANCES, Row
from models.names import AREA_NAMES, SUB_NAMES

MISSED = "missed"
COVERAGE = 0.8
CLASSES = {
    "area": tuple(AREA_NAMES),
    "area_lenient": tuple(AREA_NAMES),
    "stance": STANCES,
    "sub": tuple(SUB_NAMES),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One labelled statement under one question: the label, what was found (None if missed), how sure (0 if missed)."""

    gold: str
    found: str | None
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the label was found."""
        return self.gold == self.found


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall, F1 of one class in [0, 1], None over nothing; `support` counts its labelled statements."""

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    support: int


def answers(rows: Sequence[Row], target: str) -> list[Answer]:
    """Return what was asked and answered.

    Parameters
    ----------
    rows : sequence of dict
        Rows of `evaluation.alignment.statement_rows`.
    target : {"area", "area_lenient", "stance", "sub"}
        Lenient: an accepted alternative counts as the label. Statements without a stance are not asked for one, those
        without a labelled sub-label not for it; in `sub` an achievement is a label of its own.
    """
    asked = [(row, gold) for row in rows if (gold := _gold(row, target)) is not None]
    return [Answer(gold, *_answer(row, target)) for row, gold in asked]


def _gold(row: Row, target: str) -> str | None:
    gold, found = row["gold"], row["found"]
    if target == "area_lenient" and found and found["area"] in gold["alt"]:
        return str(found["area"])
    if target.startswith("area"):
        return str(gold["area"])
    if gold["stance"] == "none":
        return None
    if target == "stance" or gold["stance"] == "achievement":
        return str(gold["stance"])
    return None if gold["sub"] is None else str(gold["sub"])


def _answer(row: Row, target: str) -> tuple[str | None, float]:
    found = row["found"]
    if found is None:
        return None, 0.0
    if target.startswith("area"):
        return str(found["area"]), float(found["area_confidence"] or 0.0)
    label = found["sub"] or found["stance"] if target == "sub" else found["stance"]
    return str(label), float(found["stance_confidence"] or 0.0)


def class_scores(given: Sequence[Answer], classes: Sequence[str]) -> list[ClassScore]:
    """Return the scores of each class in the order given; a class that nobody names is left out."""
    hits = Counter(answer.gold for answer in given if answer.right)
    labelled = Counter(answer.gold for answer in given)
    claimed = Counter(answer.found for answer in given)
    return [
        ClassScore(
            name,
            _ratio(hits[name], claimed[name]),
            _ratio(hits[name], labelled[name]),
            _ratio(2 * hits[name], labelled[name] + claimed[name]),
            labelled[name],
        )
        for name in classes
        if labelled[name] or claimed[name]
    ]


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def confusion(given: Sequence[Answer], classes: Sequence[str]) -> list[list[int]]:
    """Return counts of shape (classes, classes + 2): a row a label; the last columns are other answers, and missed."""
    columns = {name: index for index, name in enumerate(classes)}
    counts = [[0] * (len(classes) + 2) for _ in classes]
    for answer in given:
        if answer.gold in columns:
            other = len(classes) + (answer.found is None)
            counts[columns[answer.gold]][columns.get(answer.found or "", other)] += 1
    return counts


def headline(mode: Mode) -> dict[str, float]:
    """Return the figures that a run is known by: the mean scores over reports, then those over all statements.

    `sub_accuracy`, `ece_*` (expected calibration error) and `precision80_*` (precision over the 80 % of statements that
    the model is surest of) are over the statements of all reports together.
    """
    found = dict(mode.scores[MEAN])
    subs = answers(mode.statements, "sub")
    if subs:
        found["sub_accuracy"] = sum(answer.right for answer in subs) / len(subs)
    for target in ("area", "stance"):
        given = answers(mode.statements, target)
        if given:
            found[f"ece_{target}"] = calibration_error(*sureness(given))
    for target in ("area", "area_lenient", "stance"):
        given = answers(mode.statements, target)
        if given:
            flags = [answer.right for answer in given]
            found[f"precision80_{target}"] = precision_at([answer.confidence for answer in given], flags, COVERAGE)
    return found


def sureness(given: Sequence[Answer]) -> tuple[list[float], list[bool]]:
    """Return confidences and whether each was right, of the statements that were found: a missed one has none."""
    told = [answer for answer in given if answer.found is not None]
    return [answer.confidence for answer in told], [answer.right for answer in told]
