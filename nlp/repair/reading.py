"""What the decoder found: the lattice as arrays, its best way, and the posterior probability of each token on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.repair.compiled import compiled

TEMPERATURE = 1.5  # scores are divided by it before they are summed: the model is too sure of itself


class Edges(NamedTuple):
    """Edges of the lattice: source, target, token, class, start (integers) and score."""

    number: NDArray[Any]
    score: NDArray[Any]


class Slots(NamedTuple):
    """Hypotheses: state, class, end, next one at the same end, best edge (integers) and score; a hash table of them."""

    number: NDArray[Any]
    score: NDArray[Any]
    head: NDArray[Any]
    best: NDArray[Any]
    key: NDArray[Any]
    slot: NDArray[Any]
    used: NDArray[Any]  # slots, edges


@compiled
def read(slots: Slots, edges: Edges, length: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the best way and the posteriors of its tokens."""
    count = slots.used[1]
    way = np.empty(length + 1, np.int32)
    steps, slot, best = 0, slots.head[length], slots.head[length]
    while slot >= 0:
        if slots.score[slot] > slots.score[best]:
            best = slot
        slot = slots.number[slot, 3]
    if best < 0:
        return np.empty((0, 4), np.int32), np.empty((0, 2))
    edge = slots.number[best, 4]
    while edge >= 0:
        way[steps] = edge
        steps += 1
        edge = slots.number[edges.number[edge, 0], 4]
    chance = _chances(slots, edges.number[:count], edges.score[:count], length)
    return _tokens(slots, edges.number[:count], chance, way[:steps][::-1], length)


@compiled
def _chances(slots: Slots, number: NDArray[Any], score: NDArray[Any], length: int) -> NDArray[Any]:
    """Return the posterior of every edge; edges stand in an order in which sources come first."""
    used = slots.used[0]
    forward, backward = np.full(used, -1e18), np.full(used, -1e18)
    forward[0] = 0.0
    for edge in range(len(score)):
        source, target = number[edge, 0], number[edge, 1]
        forward[target] = _plus(forward[target], forward[source] + score[edge] / TEMPERATURE)
    total, slot = -1e18, slots.head[length]
    while slot >= 0:
        backward[slot] = 0.0
        total = _plus(total, forward[slot])
        slot = slots.number[slot, 3]
    chance = np.zeros(len(score))
    for edge in range(len(score) - 1, -1, -1):
        source, target = number[edge, 0], number[edge, 1]
        onward = backward[target] + score[edge] / TEMPERATURE
        backward[source] = _plus(backward[source], onward)
        chance[edge] = np.exp(min(forward[source] + onward - total, 0.0))
    return chance


@compiled
def _plus(left: float, right: float) -> float:
    """Return the logarithm of the sum of two numbers given by their logarithms."""
    high, low = max(left, right), min(left, right)
    return high if low < high - 40 else high + np.log1p(np.exp(low - high))


@compiled
def _tokens(
    slots: Slots, number: NDArray[Any], chance: NDArray[Any], way: NDArray[Any], length: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    tokens = np.empty((len(way), 4), np.int32)
    posterior = np.zeros((len(way), 2))
    at = np.full(length + 1, -1, np.int32)
    for index in range(len(way)):
        row = number[way[index]]
        tokens[index, 0], tokens[index, 1] = row[4], slots.number[row[1], 2]
        tokens[index, 2], tokens[index, 3] = row[2], row[3]
        at[row[4]] = index
    for edge in range(len(chance)):
        index = at[number[edge, 4]]
        if index >= 0 and number[edge, 2] == tokens[index, 2] and slots.number[number[edge, 1], 2] == tokens[index, 1]:
            posterior[index, 1] += chance[edge]
            if number[edge, 3] == tokens[index, 3]:
                posterior[index, 0] += chance[edge]
    return tokens, posterior
