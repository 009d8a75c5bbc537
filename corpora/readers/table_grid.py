"""Tables drawn with lines: from rules on a page to the cells between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

_NEAR: Final = 3.0  # points: lines this close meet
_SHORT: Final = 6.0  # points: a shorter stroke is no rule
_MOST: Final = 2500  # rules on a page; more is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis of the upright page: where it stands, and from where to where, in points."""

    horizontal: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table.

    Attributes
    ----------
    xs, ys : tuple of float
        Edges of the columns from the left, of the rows from the bottom, in points.
    owners : dict of (int, int) to (int, int)
        For each cell (row from the top, column) the upper left cell of those it is one with.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: dict[tuple[int, int], tuple[int, int]]

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.xs) - 1

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the cell of a point within the table."""
        column = sum(edge < x for edge in self.xs[1:-1])
        row = sum(edge > y for edge in self.ys[1:-1])
        return self.owners[row, column]


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """Return the tables that the rules of a page draw, from the top; at least two rows and two columns each."""
    joined = _join(rules)
    if len(joined) > _MOST:
        return []
    grids = [grid for group in _groups(joined) if (grid := _grid(group))]
    return sorted(grids, key=lambda grid: -grid.ys[-1])


def _join(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch; short ones that stay alone go."""
    joined: list[Rule] = []
    for horizontal in (True, False):
        ranked = sorted((rule for rule in rules if rule.horizontal is horizontal), key=lambda r: (r.at, r.low))
        for line in _on_one_line(ranked):
            joined += _touching(sorted(line, key=lambda r: r.low))
    return [rule for rule in joined if rule.high - rule.low >= _SHORT]


def _on_one_line(ranked: Sequence[Rule]) -> list[list[Rule]]:
    lines: list[list[Rule]] = []
    for rule in ranked:
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def _touching(line: Sequence[Rule]) -> list[Rule]:
    found: list[Rule] = []
    for rule in line:
        if found and rule.low - found[-1].high <= _NEAR:
            last = found.pop()
            rule = Rule(rule.horizontal, last.at, last.low, max(last.high, rule.high))
        found.append(rule)
    return found


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the sets of rules that hang together."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [n for n, rule in enumerate(rules) if rule.horizontal]
    upward = [n for n, rule in enumerate(rules) if not rule.horizontal]
    for a in across:
        for b in upward:
            if _meet(rules[a], rules[b]):
                parent[root(a)] = root(b)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _meet(across: Rule, upward: Rule) -> bool:
    return (
        across.low - _NEAR <= upward.at <= across.high + _NEAR
        and upward.low - _NEAR <= across.at <= upward.high + _NEAR
    )


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """Return the grid of rules that hang together, None where they make no table."""
    across = [rule for rule in rules if rule.horizontal]
    upward = [rule for rule in rules if not rule.horizontal]
    if not across or not upward:
        return None
    # A table may be open at its sides: then the long rules tell where they are.
    xs = _edges([rule.at for rule in upward] + [min(r.low for r in across), max(r.high for r in across)])
    ys = _edges([rule.at for rule in across] + [min(r.low for r in upward), max(r.high for r in upward)])
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Grid(xs, ys, _owners(xs, ys, across, upward))


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return tuple(found)


def _owners(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], upward: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Find the cells that no rule parts."""
    tops = list(pairwise(reversed(ys)))  # (top, bottom) of each row
    columns = list(pairwise(xs))
    owners = {(row, column): (row, column) for row in range(len(tops)) for column in range(len(columns))}
    for (row, column), (other, aside) in _neighbours(len(tops), len(columns)):
        if row == other:
            open_ = not _has_rule(upward, columns[aside][0], sum(tops[row]) / 2)
        else:
            open_ = not _has_rule(across, tops[other][0], sum(columns[column]) / 2)
        if open_:
            _unite(owners, (row, column), (other, aside))
    return owners


def _neighbours(rows: int, columns: int) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns:
                yield (row, column), (row, column + 1)
            if row + 1 < rows:
                yield (row, column), (row + 1, column)


def _has_rule(rules: Sequence[Rule], at: float, along: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low - _NEAR <= along <= rule.high + _NEAR for rule in rules)


def _unite(owners: dict[tuple[int, int], tuple[int, int]], first: tuple[int, int], second: tuple[int, int]) -> None:
    kept, gone = sorted((owners[first], owners[second]))
    if kept != gone:
        for cell, owner in owners.items():
            if owner == gone:
                owners[cell] = kept


def overlaps(grids: Sequence[Grid]) -> bool:
    """Tell whether two tables lie over each other: a table within a table."""
    return any(
        a.xs[0] < b.xs[-1] and b.xs[0] < a.xs[-1] and a.ys[0] < b.ys[-1] and b.ys[0] < a.ys[-1]
        for a, b in combinations(grids, 2)
    )
