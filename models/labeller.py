"""Label the statements of a report: area, stance, sub-label, confidences, and what decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from models.decode import smooth
from models.features import Setting, describe
from models.linear import Floats, Head
from models.store import Model

# The classes of the stance head that are sub-labels, and the stance each belongs to.
STANCE_OF = {
    "limitation": ("limitation", "limitation"),
    "cause": ("limitation", "cause"),
    "task": ("recommendation", "task"),
    "proposal": ("recommendation", "proposal"),
}
_GROUPS = {
    "sec": "section",
    "named": "section",
    "role": "section",
    "sec_role": "section",
    "style_role": "section",
    "head": "heading",
    "above": "heading",
    "head_area": "heading",
    "above_area": "heading",
    "lead_area": "lead",
    "lead_role": "lead",
    "cue": "cue",
    "cues": "cue",
    "opens": "cue",
    "before": "neighbour",
    "after": "neighbour",
    "w": "word",
    "ww": "word",
    "ss": "word",
    "sss": "word",
    "but": "but",
}
_SHOWN = 2  # how many pieces of evidence `why` names for each label


@dataclass(frozen=True, slots=True)
class Label:
    """The labels of a statement with calibrated confidences in [0, 1]."""

    area: str
    area_confidence: float
    stance: str
    stance_confidence: float
    sub: str | None
    why: str


class Labeller:
    """Labels the statements of one report at a time.

    Parameters
    ----------
    model : Model
    outline : bool
        Whether the section stack may be used; False shows what the text alone is worth.
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
        matrix = self.model.vocabulary.matrix([describe(setting, self.outline) for setting in settings])
        areas = self._posterior(self.model.area, matrix, groups)
        stances = self._posterior(self.model.stance, matrix, groups)
        return [self._label(matrix, row, areas[row], stances[row]) for row in range(len(settings))]

    def _posterior(self, head: Head, matrix: sparse.csr_matrix, groups: Sequence[object]) -> Floats:
        scores = head.scores(matrix)
        return smooth(scores, groups if self.outline else list(range(len(groups))), head.stay)

    def _label(self, matrix: sparse.csr_matrix, row: int, areas: Floats, stances: Floats) -> Label:
        area = int(areas.argmax())
        stance, confidence, name = self._stance(stances)
        why = f"area<{self._evidence(self.model.area, matrix, row, area)}; "
        why += f"stance<{self._evidence(self.model.stance, matrix, row, self.model.stance.classes.index(name))}"
        return Label(
            self.model.area.classes[area],
            round(float(areas[area]), 4),
            stance,
            round(confidence, 4),
            STANCE_OF.get(name, ("", None))[1],
            why,
        )

    def _stance(self, posterior: Floats) -> tuple[str, float, str]:
        """Sum the sub-labels of a stance, take the likeliest stance, and in it the likeliest sub-label."""
        sums: dict[str, float] = {}
        for name, share in zip(self.model.stance.classes, posterior, strict=True):
            stance = STANCE_OF.get(name, (name, None))[0]
            sums[stance] = sums.get(stance, 0.0) + float(share)
        best = max(sums, key=lambda stance: sums[stance])
        inside = [
            (float(share), name)
            for name, share in zip(self.model.stance.classes, posterior, strict=True)
            if STANCE_OF.get(name, (name, None))[0] == best
        ]
        return best, sums[best], max(inside)[1]

    def _evidence(self, head: Head, matrix: sparse.csr_matrix, row: int, label: int) -> str:
        """Name the features that spoke most for a label against the mean of the others."""
        low, high = matrix.indptr[row], matrix.indptr[row + 1]
        columns, values = matrix.indices[low:high], matrix.data[low:high]
        weights = head.weights[:, columns]
        gain = (weights[label] - (weights.sum(axis=0) - weights[label]) / (len(head.classes) - 1)) * values
        found: list[str] = []
        for index in np.argsort(-gain)[: 8 * _SHOWN]:
            shown = self._show(self.names[columns[index]])
            if gain[index] > 0 and shown and shown not in found:
                found.append(shown)
            if len(found) == _SHOWN:
                break
        return ",".join(found)

    @staticmethod
    def _show(name: str) -> str:
        group, _, value = name.partition("=")
        return f"{_GROUPS[group]}:{value}" if group in _GROUPS and "None" not in value else ""
