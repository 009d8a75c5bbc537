"""What became of a unit's limitations from one period to the next: new, told again, told no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from cchc.index import Hit, Limitation, UnitPeriod
from cchc.index.repeats import compare


@dataclass(frozen=True, slots=True)
class Course:
    """Limitations of a period beside those of the unit's period before.

    Attributes
    ----------
    period : UnitPeriod
    before : UnitPeriod or None
        The unit's last period with limitations that ended before this one began; None where there is none to
        compare with: then nothing is called new.
    areas : tuple of (str, tuple of Limitation)
        In the order of the scheme.
    gone : tuple of Hit
        Limitations of `before` that this period does not tell again.
    """

    period: UnitPeriod
    before: UnitPeriod | None
    areas: tuple[tuple[str, tuple[Limitation, ...]], ...]
    gone: tuple[Hit, ...]

    @property
    def repeated(self) -> int:
        """Limitations told again."""
        return sum(one.repeats is not None for one in self.period.limitations)

    @property
    def new(self) -> int:
        """Limitations that the period before did not tell; 0 where there is none before."""
        return len(self.period.limitations) - self.repeated if self.before else 0


def courses(history: Sequence[UnitPeriod]) -> tuple[Course, ...]:
    """Return the course of each period, in the order of the history: the latest first."""
    return tuple(_course(period, history) for period in history)


def _course(period: UnitPeriod, history: Sequence[UnitPeriod]) -> Course:
    before = _before(period, history)
    by_area = groupby(period.limitations, key=lambda one: one.hit.area)
    areas = tuple((area, tuple(of_area)) for area, of_area in by_area)
    return Course(period, before, areas, _gone(period, before) if before else ())


def _before(period: UnitPeriod, history: Sequence[UnitPeriod]) -> UnitPeriod | None:
    start = period.reports[0].period_start
    ended = [one for one in history if start and one.limitations and (_end(one) or start) < start]
    return max(ended, key=lambda one: _end(one) or "", default=None)


def _end(period: UnitPeriod) -> str | None:
    return period.reports[0].period_end if period.period else None


def _gone(period: UnitPeriod, before: UnitPeriod) -> tuple[Hit, ...]:
    """Return what has no counterpart now; sentences are alike by the same measure as those told again."""
    repeated = {one.repeats.id for one in period.limitations if one.repeats}
    found: list[Hit] = []
    for area, group in groupby((one.hit for one in before.limitations), key=lambda hit: hit.area):
        now = [one.hit for one in period.limitations if one.hit.area == area]
        found += [one.hit for one in compare(list(group), now) if not one.repeats and one.hit.id not in repeated]
    return tuple(found)
