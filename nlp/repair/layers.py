"""Which letters are missing, and where: a hidden Markov model whose states are the fonts of the document.

Each font (layer) shows a character with some probability and leaves a blank otherwise; layer 0 shows all. What the
layers lose is learnt from the document by expectation maximisation (Baum and others 1970), how many layers there are is
told by the Bayesian information criterion (Schwarz 1978). One layer means that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.repair.compiled import compiled
from nlp.repair.model import FloatArray, IntArray

ROUNDS: Final = 40
MORE_ROUNDS: Final = 10  # once the text was read
STAY: Final = 0.98  # chance at first that the next character is of the same font; a run of text has dozens
PRIOR: Final = 0.5  # characters shown and lost that every estimate begins with
INTACT: Final = 1 - 1e-5  # chance that the whole font shows a character
JUDGED: Final = 8.0  # characters expected; what is rarer is not counted as a parameter
LEGIBLE: Final = 0.2  # share of its letters that a layer must show; a layer of blanks is white space, not a font
KEPT: Final = 0.5  # chance from which a layer counts as showing a letter like the intact one
GONE: Final = 0.1  # chance below which a layer counts as never showing a letter
LOST: Final = 0.03  # share of running text that the small letters never shown must make up


@dataclass(frozen=True, slots=True)
class Layers:
    """The fonts of a text.

    Attributes
    ----------
    shown : ndarray, shape (layers, characters)
        Probability that a layer shows a character.
    share : ndarray, shape (text length, layers)
        Posterior probability of each layer at each place.
    """

    shown: FloatArray
    share: FloatArray

    def lost(self, places: IntArray) -> FloatArray:
        """Return the probability, for each place and character, that the font there loses the character."""
        return np.asarray(self.share[places] @ (1 - self.shown))


BoolArray = NDArray[np.bool_]
Fit = tuple[Layers, float]  # layers and their log likelihood


def estimate(symbols: IntArray, frequency: FloatArray, blank: float, small: BoolArray) -> Layers | None:
    """Return the layers of a text, or None where one intact layer explains it best.

    Parameters
    ----------
    symbols : ndarray of int, shape (length,)
        The index of each character in the alphabet; `len(frequency)` for a blank, one more for what is not judged.
    frequency : ndarray, shape (characters,)
        How frequent the characters are in clean text.
    blank : float
        Share of blanks in clean text.
    small : ndarray of bool, shape (characters,)
        Which characters are small letters.
    """
    seen = np.bincount(symbols, minlength=len(frequency) + 2)[: len(frequency)]
    intact = _fit(symbols, np.empty((0, len(frequency))), frequency, blank)
    fits = [_fit(symbols, start, frequency, blank) for start in _starts(seen, frequency)]
    least = _criterion(intact, frequency)
    broken = [fit for fit in fits if _credible(fit[0], frequency, small) and _criterion(fit, frequency) < least]
    return min(broken, key=lambda fit: _criterion(fit, frequency))[0] if broken else None


def _starts(seen: IntArray, frequency: FloatArray) -> list[FloatArray]:
    """Return first guesses of what one and two broken layers show.

    A letter that all broken fonts lose is far rarer than usual, one that only the worst font loses is about half as
    frequent as usual; the usual frequency is scaled by the letters that are most present.
    """
    ratio = (seen + 0.5) / (frequency + 1e-9)
    scale = np.quantile(ratio[frequency > 2e-3], 0.9)
    present = np.minimum(ratio / scale, 1.0)
    some, most = (np.where(present < bar, 0.05, 0.95) for bar in (0.75, 0.25))
    return [some[None, :], most[None, :], np.stack([most, some])]


def _criterion(fit: Fit, frequency: FloatArray) -> float:
    """Return the Bayesian information criterion of a fit.

    The parameters are the letters lost and the moves between layers. The likelihood is that of layers which show all
    other letters as the intact one does: a topic that uses some letters less must not pass for a font.
    """
    layers, likelihood = fit
    length, count = layers.share.shape
    judged = frequency * length > JUDGED
    return float((int((layers.shown[1:, judged] < KEPT).sum()) + count * (count - 1)) * np.log(length) - 2 * likelihood)


def _credible(layers: Layers, frequency: FloatArray, small: BoolArray) -> bool:
    """Tell whether each broken layer is a font: legible, and with small letters that it never shows.

    A stretch of white space shows nothing; a topic may do without digits and capitals, but not without small letters.
    """
    broken = layers.shown[1:]
    shown = broken @ frequency / frequency.sum()
    gone = (broken < GONE) @ (frequency * small)
    return bool((shown > LEGIBLE).all() and (gone > LOST).all())


def refine(layers: Layers, symbols: IntArray, frequency: FloatArray) -> Layers:
    """Return the layers as the letters that were read in the blanks tell them.

    Parameters
    ----------
    layers : Layers
    symbols : ndarray of int, shape (length,)
        As in `estimate`, but `len(frequency) + 2 + i` for a blank that was read as character `i`; a blank that was
        read as a space tells nothing and is one of what is not judged.
    frequency : ndarray, shape (characters,)
    """
    shown, moves = _learn(symbols, layers.shown, frequency, 0.0, MORE_ROUNDS)
    share, _, _ = _forward_backward(symbols, _emissions(shown, frequency, 0.0), moves)
    return Layers(shown, share)


def _emissions(shown: FloatArray, frequency: FloatArray, blank: float) -> FloatArray:
    """Return the chance of each symbol in each layer: a character, a blank, what is not judged, a letter known lost."""
    lost = (1 - shown) * frequency
    return np.column_stack([shown * frequency, blank + lost.sum(axis=1), np.full(len(shown), 1e-2), lost])


def _fit(symbols: IntArray, start: FloatArray, frequency: FloatArray, blank: float) -> tuple[Layers, float]:
    """Return the layers after expectation maximisation from a first guess, and their log likelihood (`_criterion`)."""
    shown, moves = _learn(symbols, np.vstack([np.full((1, len(frequency)), INTACT), start]), frequency, blank, ROUNDS)
    plain = np.where(shown < KEPT, shown, INTACT)
    share, _, likelihood = _forward_backward(symbols, _emissions(plain, frequency, blank), moves)
    return Layers(shown, share), likelihood


def _learn(
    symbols: IntArray, shown: FloatArray, frequency: FloatArray, blank: float, rounds: int
) -> tuple[FloatArray, FloatArray]:
    """Return how often each layer shows each character, and the chances to move between layers."""
    count = len(shown)
    moves = np.full((count, count), (1 - STAY) / max(count - 1, 1))
    np.fill_diagonal(moves, STAY if count > 1 else 1.0)
    for _ in range(rounds if count > 1 else 0):
        table = _emissions(shown, frequency, blank)
        share, steps, _ = _forward_backward(symbols, table, moves)
        moves = (steps + 1.0) / (steps + 1.0).sum(axis=1, keepdims=True)
        shown = _shown(symbols, share, table, shown, frequency)
    return shown, moves


def _shown(
    symbols: IntArray, share: FloatArray, table: FloatArray, shown: FloatArray, frequency: FloatArray
) -> FloatArray:
    """Return how often each layer shows each character, given where the layers are; the intact one stays."""
    size = len(frequency)
    seen = np.stack([np.bincount(symbols, weights=row, minlength=2 * size + 2) for row in share.T])
    lost = (seen[:, size] / table[:, size])[:, None] * frequency * (1 - shown) + seen[:, size + 2 :]
    found = (seen[:, :size] + PRIOR) / (seen[:, :size] + lost + 2 * PRIOR)
    found[0] = INTACT
    return np.asarray(found)


@compiled
def _forward_backward(
    symbols: NDArray[Any], table: NDArray[Any], moves: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], float]:
    """Return layer posteriors, expected moves between layers, and the log likelihood (Rabiner 1989, scaled)."""
    length, count = len(symbols), len(table)
    forward = np.empty((length, count))
    scale = np.empty(length)
    before = np.full(count, 1.0 / count)
    for place in range(length):
        total = 0.0
        for layer in range(count):
            reached = 0.0
            for source in range(count):
                reached += before[source] * moves[source, layer]
            forward[place, layer] = reached * table[layer, symbols[place]]
            total += forward[place, layer]
        scale[place] = total
        for layer in range(count):
            forward[place, layer] /= total
            before[layer] = forward[place, layer]
    steps = np.zeros((count, count))
    after = np.ones(count)
    for place in range(length - 2, -1, -1):
        now = np.zeros(count)
        for source in range(count):
            for layer in range(count):
                weight = moves[source, layer] * table[layer, symbols[place + 1]] * after[layer] / scale[place + 1]
                steps[source, layer] += forward[place, source] * weight
                now[source] += weight
        for layer in range(count):
            forward[place + 1, layer] *= after[layer]
            after[layer] = now[layer]
    for layer in range(count):
        forward[0, layer] *= after[layer]
    return forward, steps, np.log(scale).sum()
