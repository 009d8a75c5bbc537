"""How far a figure may be chance: percentile bootstrap over reports, or over sections within their reports.

Statements of one section share a heading, an author and a subject, so they are drawn together. Drawing reports tells
what other reports might give, but means little with a handful of them; drawing sections tells how sure the figure is
for these reports and takes them for granted. Source: Efron, Tibshirani, "An Introduction to the Bootstrap" (1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from evaluation.calibration import calibration_error, precision_at
from evaluation.measures import COVERAGE
from evaluation.runs import MEAN, Mode
from evaluation.scoring import STANCES, Row

ROUNDS = 1000
LEVEL = 0.95
FEW = 5  # reports below which drawing them means little
By = Literal["reports", "sections"]
Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds between which 95 % of the drawn figures lie."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Statements as columns of length n: right or wrong, confidences (0 where missed), stances (-1: none, missed)."""

    area: Floats
    lenient: Floats
    area_sure: Floats
    stance: Ints
    stance_found: Ints
    stance_sure: Floats
    found: npt.NDArray[np.bool_]


def intervals(mode: Mode, by: By, rounds: int = ROUNDS, seed: int = 0) -> dict[str, Interval]:
    """Return the interval of each headline figure that can be drawn; deterministic for a seed.

    Parameters
    ----------
    mode : Mode
    by : {"reports", "sections"}
        What is drawn with replacement. Scores that belong to a report as a whole (boundaries, citations, facts) have
        an interval over reports only.
    """
    columns = _columns(mode.statements)
    reports = [name for name in mode.scores if name != MEAN]
    clusters = _clusters(mode.statements, reports)
    random = np.random.default_rng(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds if columns.area.size else 0):
        chosen = random.integers(len(reports), size=len(reports)) if by == "reports" else np.arange(len(reports))
        groups = [_draw(clusters[index], by, random) for index in chosen]
        held = [group for group in groups if group.size]
        found = _figures(columns, held) if held else {}
        if by == "reports":
            found |= _whole(mode, [reports[index] for index in chosen])
        for key, value in found.items():
            drawn.setdefault(key, []).append(value)
    tail = (1 - LEVEL) / 2
    return {key: Interval(*map(float, np.quantile(values, [tail, 1 - tail]))) for key, values in drawn.items()}


def _clusters(rows: Sequence[Row], reports: Sequence[str]) -> list[list[Ints]]:
    """Return for each report the indices of its statements, by section."""
    found: dict[str, dict[tuple[str, ...], list[int]]] = {name: {} for name in reports}
    for index, row in enumerate(rows):
        found[row["report"]].setdefault(tuple(row["headings"]), []).append(index)
    return [[np.array(part) for part in found[name].values()] for name in reports]


def _draw(sections: list[Ints], by: By, random: np.random.Generator) -> Ints:
    if not sections:
        return np.array([], dtype=np.intp)
    if by == "reports":
        return np.concatenate(sections)
    return np.concatenate([sections[index] for index in random.integers(len(sections), size=len(sections))])


def _columns(rows: Sequence[Row]) -> _Columns:
    codes = {name: index for index, name in enumerate(STANCES)}
    labels, found = [row["gold"] for row in rows], [row["found"] or {} for row in rows]
    both = list(zip(labels, found, strict=True))
    return _Columns(
        np.array([float(own["area"] == said.get("area")) for own, said in both]),
        np.array([float(said.get("area") in (own["area"], *own["alt"])) for own, said in both]),
        np.array([float(said.get("area_confidence") or 0) for said in found]),
        np.array([codes.get(own["stance"], -1) for own in labels], dtype=np.intp),
        np.array([codes.get(said.get("stance", ""), -1) for said in found], dtype=np.intp),
        np.array([float(said.get("stance_confidence") or 0) for said in found]),
        np.array([bool(said) for said in found]),
    )


def _figures(columns: _Columns, groups: list[Ints]) -> dict[str, float]:
    """Return the figures of one drawing: means over its reports, calibration over all its statements."""
    every = np.concatenate(groups)
    asked = every[columns.stance[every] >= 0]
    right = columns.stance == columns.stance_found
    stanced = [group[columns.stance[group] >= 0] for group in groups]
    told, told_stance = every[columns.found[every]], asked[columns.found[asked]]
    return {
        "area_strict": float(np.mean([columns.area[group].mean() for group in groups])),
        "area_lenient": float(np.mean([columns.lenient[group].mean() for group in groups])),
        "stance_accuracy": float(np.mean([right[group].mean() if group.size else 0.0 for group in stanced])),
        "stance_macro_f1": float(np.mean([_macro_f1(columns, group) for group in stanced])),
        "ece_area": calibration_error(columns.area_sure[told], columns.area[told]),
        "ece_stance": calibration_error(columns.stance_sure[told_stance], right[told_stance]),
        "precision80_area": precision_at(columns.area_sure[every], columns.area[every], COVERAGE),
        "precision80_area_lenient": precision_at(columns.area_sure[every], columns.lenient[every], COVERAGE),
        "precision80_stance": precision_at(columns.stance_sure[asked], right[asked], COVERAGE),
    }


def _macro_f1(columns: _Columns, group: Ints) -> float:
    """Return what `scoring.macro_f1` returns, from codes."""
    gold, found = columns.stance[group], columns.stance_found[group]
    hit = np.bincount(gold[gold == found], minlength=len(STANCES))
    labelled = np.bincount(gold, minlength=len(STANCES))
    claimed = np.bincount(found[found >= 0], minlength=len(STANCES))
    held = labelled > 0
    return float((2 * hit[held] / (labelled + claimed)[held]).mean()) if held.any() else 0.0


def _whole(mode: Mode, names: Sequence[str]) -> dict[str, float]:
    """Return the mean of the scores that belong to a report as a whole."""
    found = {}
    for key in mode.scores[MEAN]:
        values = [mode.scores[name][key] for name in names if key in mode.scores[name]]
        if not key.startswith(("area", "stance")) and values:
            found[key] = float(np.mean(values))
    return found
