"""Label the statements of a report: area, stance, sub-label, confidences, and what decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from models.decode import smooth
from models.features import Setting, describe
from models.headings import follow_headings, named_columns
from models.linear import Floats, Head, Reader
from models.place import Dense, Reading, area_features, link_table, role_of, stance_features
from models.store import Model
from models.titles import read_titles

# The classes of the stance reader that are sub-labels, and the stance each belongs to.
STANCE_OF = {
    "limitation": ("limitation", "limitation"),
    "cause": ("limitation", "cause"),
    "task": ("recommendation", "task"),
    "proposal": ("recommendation", "proposal"),
}
_WORD_GROUPS = {"w": "", "ww": "", "ss": "", "sss": "", "but": "tuy nhiên … ", "cue": "#", "opens": "^#"}
_BESIDE = 0.2  # weight from which an area stands beside the main one
_SHOWN = 3  # how many words `why` names for each label


@dataclass(frozen=True, slots=True)
class Label:
    """The labels of a statement with calibrated confidences in [0, 1], and what decided.

    `areas` are the areas that the statement is about, its own first, with weights that sum to one: a sentence on the
    files settled online stands under procedures and speaks of digital government too.
    """

    area: str
    area_confidence: float
    stance: str
    stance_confidence: float
    sub: str | None
    why: str
    areas: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class _Decision:
    """One reader's posterior for a report and the features it came from."""

    reader: Reader
    dense: Dense
    posterior: Floats
    named: Sequence[int | None] = ()

    def chosen(self, row: int) -> int:
        """Return the column of a statement's label: that of a heading which names it, else the likeliest."""
        column = self.named[row] if self.named else None
        return int(self.posterior[row].argmax()) if column is None else column


class Labeller:
    """Labels the statements of one report at a time.

    Parameters
    ----------
    model : Model
    outline : bool
        Whether sections may be used; False shows what the text alone is worth.
    """

    def __init__(self, model: Model, *, outline: bool = True) -> None:
        self.model = model
        self.outline = outline
        self.names = list(model.vocabulary.columns)

    def label(self, settings: Sequence[Setting], groups: Sequence[object]) -> list[Label]:
        """Return a label for each statement.

        Parameters
        ----------
        settings : sequence of Setting
            The statements in report order.
        groups : sequence
            Of the same length; neighbours with equal groups stand in one section and support each other.
        """
        if not settings:
            return []
        model = self.model
        matrix = model.vocabulary.matrix([describe(setting) for setting in settings])
        titles = read_titles(model.vocabulary, model.area.words, settings)
        reading = Reading(model.area.words.scores(matrix), model.stance.words.scores(matrix), titles)
        if model.encoder:
            reading = model.encoder.stack(reading, settings, self.outline)
        runs = groups if self.outline else list(range(len(groups)))
        area_dense = area_features(settings, runs, reading, model.area.classes, self.outline)
        area = self._decide(model.area, area_dense, settings, runs)
        if self.outline:
            area.named = named_columns(settings, model.area.classes)
            area.posterior = follow_headings(area.posterior, area.named, model.area.trust)
        stance_dense = stance_features(settings, runs, reading, self.outline)
        stance = self._decide(model.stance, stance_dense, settings, runs)
        spoken = np.exp(reading.area)
        return [
            replace(self._label(setting, matrix, row, area, stance), areas=weighed(area, spoken[row], row))
            for row, setting in enumerate(settings)
        ]

    @staticmethod
    def _decide(reader: Reader, dense: Dense, settings: Sequence[Setting], runs: Sequence[object]) -> _Decision:
        links = link_table(settings, reader.stay, reader.steps, len(reader.classes))
        return _Decision(reader, dense, smooth(reader.place.scores(dense.matrix), runs, links))

    def _label(
        self, setting: Setting, matrix: sparse.csr_matrix, row: int, area: _Decision, stance: _Decision
    ) -> Label:
        best = area.chosen(row)
        name, confidence = best_stance(stance.reader.classes, stance.posterior[row])
        chosen = stance.reader.classes.index(name)
        place = self._place(setting)
        why = (
            f"area<{self._evidence(area, matrix, row, best, place)}; "
            f"stance<{self._evidence(stance, matrix, row, chosen, place)}"
        )
        return Label(
            area.reader.classes[best],
            round(float(area.posterior[row, best]), 4),
            STANCE_OF.get(name, (name, None))[0],
            round(confidence, 4),
            STANCE_OF.get(name, (name, None))[1],
            why,
        )

    def _place(self, setting: Setting) -> dict[str, str]:
        """Return what the place of a statement is called in `why`."""
        if not setting.stack or not self.outline:
            return {}
        own = setting.stack[-1]
        return {"section": own.area or "", "role": role_of(setting, True), "title": own.title[:60]}

    def _evidence(
        self, decision: _Decision, matrix: sparse.csr_matrix, row: int, label: int, place: dict[str, str]
    ) -> str:
        """Name what spoke most for a label: the section, its title, the neighbours, or the words themselves."""
        head, values = decision.reader.place, decision.dense.matrix[row]
        gain = against_others(head.weights, label) * values
        sums: dict[str, float] = {}
        for name, first, last in decision.dense.blocks:
            sums[name] = sums.get(name, 0.0) + float(gain[first:last].sum())
        if place.get("role", "none") == "none":  # no role is no evidence
            sums.pop("role", None)
        strongest = sorted(sums, key=lambda name: -sums[name])[:2]
        parts = []
        for name in strongest:
            if sums[name] > 0:
                shown = self._words(decision.reader.words, matrix, row, label) if name == "words" else ""
                shown = place.get(name, shown)
                parts.append(f"{name}:{shown}" if shown else name)
        return ",".join(parts)

    def _words(self, head: Head, matrix: sparse.csr_matrix, row: int, label: int) -> str:
        """Return the words and cue groups that spoke most for a label."""
        low, high = matrix.indptr[row], matrix.indptr[row + 1]
        columns = matrix.indices[low:high]
        gain = against_others(head.weights[:, columns], label) * matrix.data[low:high]
        found: list[str] = []
        for index in np.argsort(-gain)[:24]:
            group, _, value = self.names[columns[index]].partition("=")
            if gain[index] > 0 and group in _WORD_GROUPS:
                shown = _WORD_GROUPS[group] + value.removeprefix("stance:").removeprefix("area:")
                found += [shown] if not any(shown in other or other in shown for other in found) else []
            if len(found) == _SHOWN:
                break
        return "|".join(found)


def weighed(area: _Decision, spoken: Floats, row: int) -> tuple[tuple[str, float], ...]:
    """Return the areas of a statement with weights: the mean of what place and words together and words alone say."""
    own = area.chosen(row)
    weights = (area.posterior[row] + spoken / spoken.sum()) / 2
    kept = [own, *(i for i in np.argsort(-weights) if i != own and weights[i] >= _BESIDE)]
    total = float(weights[kept].sum())
    return tuple((area.reader.classes[i], round(float(weights[i]) / total, 3)) for i in kept)


def best_stance(classes: Sequence[str], posterior: Floats) -> tuple[str, float]:
    """Sum the sub-labels of each stance; return the likeliest class of the likeliest stance, and that stance's sum."""
    sums: dict[str, float] = {}
    for name, share in zip(classes, posterior, strict=True):
        stance = STANCE_OF.get(name, (name, None))[0]
        sums[stance] = sums.get(stance, 0.0) + float(share)
    best = max(sums, key=lambda stance: sums[stance])
    inside = [i for i, name in enumerate(classes) if STANCE_OF.get(name, (name, None))[0] == best]
    return classes[max(inside, key=lambda i: posterior[i])], sums[best]


def against_others(weights: npt.NDArray[Any], label: int) -> Floats:
    """Return a label's weights less the mean of the other labels' weights."""
    return np.asarray(weights[label] - (weights.sum(axis=0) - weights[label]) / (len(weights) - 1))
