"""How often each stance stands under each kind of heading in real reports.

Authored text teaches what limitations look like by holding many of them; in real reports hardly two of a hundred
statements under results are limitations. A classifier that believes in the authored shares finds too many there. The
counts in `nlp/data/base_rates.csv` move its intercepts, and weigh the examples on which confidences are calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from models.linear import Floats, Head
from nlp.tables import load_csv

GROUPS = {"limitation": ("limitation", "cause"), "recommendation": ("task", "proposal")}
_PRIOR = 0.5  # statements added to each side of a count, so that "none of 101" is rare and not impossible


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of a group of stance classes under headings of one role, in (0, 1)."""

    role: str
    classes: tuple[str, ...]
    share: float


@cache
def base_rates() -> tuple[Rate, ...]:
    """Return the shares counted in real reports, smoothed."""
    return tuple(
        Rate(
            row["role"],
            GROUPS[row["class"]],
            (int(row["count"]) + _PRIOR) / (int(row["statements"]) + 2 * _PRIOR),
        )
        for row in load_csv("base_rates")
    )


def importance(roles: Sequence[str], labels: Sequence[str]) -> Floats:
    """Return for each training statement as how many it counts among statements of real reports.

    Parameters
    ----------
    roles, labels : sequences of length n
        Role of the section above each statement; class of its stance.

    Returns
    -------
    array of shape (n,)
        The same sum for each role as the number of its statements.
    """
    weights = np.ones(len(roles))
    for rate in base_rates():
        inside = np.array([role == rate.role for role in roles])
        grouped = inside & np.array([label in rate.classes for label in labels])
        share = _share(inside, grouped)
        weights[grouped] = rate.share / share
        weights[inside & ~grouped] = (1 - rate.share) / (1 - share)
    return weights


def shifted(
    head: Head, columns: dict[str, int], roles: Sequence[str], labels: Sequence[str], weight: float = 1.0
) -> Head:
    """Return a head whose log-odds under each role are those of real reports instead of the training text's.

    Parameters
    ----------
    head : Head
        Over features of which `columns` names the one that is 1 under each role.
    columns : dict of str to int
    roles, labels : sequences of length n
        Of the statements that the head was fitted on.
    weight : float
        In [0, 1]; how far the log-odds move.
    """
    weights = head.weights.copy()
    for rate in base_rates():
        inside = np.array([role == rate.role for role in roles])
        if inside.any() and rate.role in columns:
            share = _share(inside, inside & np.array([label in rate.classes for label in labels]))
            step = _log_odds(rate.share) - _log_odds(share)
            rows = [head.classes.index(name) for name in rate.classes]
            weights[rows, columns[rate.role]] += np.float32(weight * step)
    return replace(head, weights=weights)


def _share(inside: np.ndarray, grouped: np.ndarray) -> float:
    return float((grouped.sum() + _PRIOR) / (inside.sum() + 2 * _PRIOR))


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
