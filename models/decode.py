"""Decode labels over a report: neighbours in one section support each other, a change needs evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.linear import Floats


def smooth(scores: Floats, groups: Sequence[object], stay: float) -> Floats:
    """Return posterior probabilities under a chain that favours staying with a label inside a group.

    Parameters
    ----------
    scores : array of shape (n, classes)
        Log-probabilities of each statement alone.
    groups : sequence of length n
        Statements that follow each other with equal groups stand in one section.
    stay : float
        Log-odds in favour of the same label; 0 leaves the scores as they are.

    Returns
    -------
    array of shape (n, classes)
        Rows sum to one. Forward-backward, linear in n.
    """
    posterior = np.empty_like(scores)
    low = 0
    for high in range(1, len(scores) + 1):
        if high == len(scores) or groups[high] != groups[low]:
            posterior[low:high] = _chain(np.exp(scores[low:high]), stay)
            low = high
    return posterior


def _chain(likelihood: Floats, stay: float) -> Floats:
    """Forward-backward over one run; the transition is uniform but for the bonus on the diagonal."""
    bonus = np.exp(stay) - 1.0
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    forward[0] = likelihood[0] / likelihood[0].sum()
    for i in range(1, len(likelihood)):
        row = likelihood[i] * (1.0 + bonus * forward[i - 1])
        forward[i] = row / row.sum()
    for i in range(len(likelihood) - 2, -1, -1):
        ahead = likelihood[i + 1] * backward[i + 1]
        row = ahead.sum() + bonus * ahead
        backward[i] = row / row.sum()
    joint = forward * backward
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))
