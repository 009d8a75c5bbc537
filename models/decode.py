"""Decode labels over a report: neighbours in one section support each other, a change needs evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.linear import Floats


def smooth(scores: Floats, groups: Sequence[object], links: Floats | float) -> Floats:
    """Return posterior probabilities under a chain over the statements of each group.

    Parameters
    ----------
    scores : array of shape (n, classes)
        Log-probabilities of each statement alone.
    groups : sequence of length n
        Statements that follow each other with equal groups stand in one section.
    links : array of shape (n, classes, classes), or float
        For each statement the log-odds with which each label of the statement before it (rows) speaks for each of its
        own (columns); a number is those for the same label, with 0 for another.

    Returns
    -------
    array of shape (n, classes)
        Rows sum to one. Forward-backward, linear in n.
    """
    classes = scores.shape[1]
    same = np.tile(np.eye(classes), (len(scores), 1, 1))
    table = np.exp(same * links if isinstance(links, float | int) else links)
    posterior = np.empty_like(scores)
    low = 0
    for high in range(1, len(scores) + 1):
        if high == len(scores) or groups[high] != groups[low]:
            posterior[low:high] = _chain(np.exp(scores[low:high]), table[low:high])
            low = high
    return posterior


def _chain(likelihood: Floats, links: Floats) -> Floats:
    """Forward-backward over one run."""
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    forward[0] = likelihood[0] / likelihood[0].sum()
    for i in range(1, len(likelihood)):
        row = likelihood[i] * (forward[i - 1] @ links[i])
        forward[i] = row / row.sum()
    for i in range(len(likelihood) - 2, -1, -1):
        row = links[i + 1] @ (likelihood[i + 1] * backward[i + 1])
        backward[i] = row / row.sum()
    joint = forward * backward
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))
