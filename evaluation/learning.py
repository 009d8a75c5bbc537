"""What learning from users' corrections changed: how many of them a model labels as corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.runs import Mode
from evaluation.scoring import Row
from models.examples import Example, joint_stance
from models.labeller import Label, Labeller
from models.store import load


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of `count` corrections got the corrected area, the corrected stance with its sub-label, and both."""

    count: int
    area: int
    stance: int
    both: int


def agreement(folder: Path | None, examples: Sequence[Example]) -> Agreement:
    """Label corrections with a model, each by itself.

    Parameters
    ----------
    folder : Path or None
        A saved model; the shipped one for None.
    examples : sequence of Example
        Of `models.examples.correction_examples`.

    Raises
    ------
    ModelError
        E020 where the model cannot be loaded.
    """
    labeller = Labeller(load(folder))
    rights = [_right(labeller.label([example.setting], [0])[0], example) for example in examples]
    areas, stances = [area for area, _ in rights], [stance for _, stance in rights]
    return Agreement(len(examples), sum(areas), sum(stances), sum(map(all, rights)))


def _right(label: Label, example: Example) -> tuple[bool, bool]:
    return label.area == example.areas[0], joint_stance(label.stance, label.sub) == example.stance


def changed_labels(old: Mode, new: Mode) -> int:
    """Return how many labelled statements got another area, stance or sub-label; both passes over the same reports."""
    return sum(_said(before) != _said(after) for before, after in zip(old.statements, new.statements, strict=True))


def _said(row: Row) -> tuple[str | None, ...]:
    found = row["found"] or {}
    return found.get("area"), found.get("stance"), found.get("sub")
