"""What a change gained and lost: two runs over the same labelled statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from scipy.stats import binomtest

from evaluation.measures import headline
from evaluation.runs import Mode, Run
from evaluation.scoring import Row

Target = Literal["area", "stance"]
TARGETS: tuple[Target, ...] = ("area", "stance")
# Figures of which less is better.
LESS_IS_BETTER = ("spurious", "ece_area", "ece_stance")


@dataclass(frozen=True, slots=True)
class Delta:
    """A headline figure before and after; None where a run lacks it."""

    key: str
    old: float | None
    new: float | None

    @property
    def difference(self) -> float | None:
        """Return new less old."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def better(self) -> bool | None:
        """Whether the change is for the better; None where there is none to speak of."""
        if self.difference is None or abs(self.difference) < 5e-5:
            return None
        return (self.difference < 0) == (self.key in LESS_IS_BETTER)


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement that became right or wrong: the row of the new run, and what the old one said."""

    target: Target
    gained: bool
    row: Row
    old: str | None
    new: str | None


@dataclass(slots=True)
class ModeChanges:
    """One pass compared: figures, turned statements, how many statements both runs hold, and how many labels differ."""

    deltas: list[Delta] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    common: int = 0
    only_old: int = 0
    only_new: int = 0
    relabelled: int = 0

    def count(self, target: Target, gained: bool) -> int:
        """Return how many statements turned right, or wrong."""
        return sum(turn.target == target and turn.gained == gained for turn in self.turns)

    def chance(self, target: Target) -> float:
        """Return McNemar's exact two-sided p: how likely so uneven a split is if the change were worth nothing."""
        gained, lost = self.count(target, True), self.count(target, False)
        return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def compare_runs(old: Run, new: Run) -> dict[str, ModeChanges]:
    """Compare the passes that both runs have.

    Statements are the same where report, start and end are; each is right or wrong by the labels of its own run.
    Figures are those of each run as a whole: where the runs hold different statements, that alone makes them differ.
    """
    return {name: _compare(old.modes[name], mode) for name, mode in new.modes.items() if name in old.modes}


def _compare(old: Mode, new: Mode) -> ModeChanges:
    before, after = _by_place(old), _by_place(new)
    common = [place for place in after if place in before]
    first, second = headline(old), headline(new)
    return ModeChanges(
        [Delta(key, first.get(key), second.get(key)) for key in dict.fromkeys([*second, *first])],
        [turn for place in common for turn in _turns(before[place], after[place])],
        len(common),
        len(before) - len(common),
        len(after) - len(common),
        sum(before[place]["gold"] != after[place]["gold"] for place in common),
    )


def _by_place(mode: Mode) -> dict[tuple[str, int, int], Row]:
    return {(row["report"], row["start"], row["end"]): row for row in mode.statements}


def _turns(old: Row, new: Row) -> Iterator[Turn]:
    for target in TARGETS:
        if target == "stance" and "none" in (old["gold"]["stance"], new["gold"]["stance"]):
            continue
        first, second = (row["found"][target] if row["found"] else None for row in (old, new))
        was, now = old["gold"][target] == first, new["gold"][target] == second
        if was != now:
            yield Turn(target, now, new, first, second)
