"""How much an encoder may say beside the words: learned on reports that neither of them has seen.

The place head of the default model stays as it is: what decides between heading and text was learnt for calibrated
log-probabilities of the text, and the stacked reading is just that. The weight of each head is the one under which
the final decisions (place and neighbours included) have the least log loss, with and without the outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from models.decode import smooth
from models.encoder.config import HEADS
from models.encoder.runtime import Encoder, mix
from models.examples import Example
from models.features import describe
from models.linear import Floats, Reader
from models.place import Reading, link_table
from models.store import Model
from models.titles import read_titles
from models.training import TrainingOptions, Truth, dense, fit_words, least_loss_temperature, truth_of

WEIGHTS = tuple(step / 10 for step in range(11))
Scores = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Held-out examples as words that have not seen them read them, and the default model that decides."""

    examples: Sequence[Example]
    words: Reading
    model: Model

    def posterior(self, head: str, reading: Reading, outline: bool) -> Floats:
        """Return the final probabilities of one head, shape (n, classes)."""
        settings = [example.setting for example in self.examples]
        runs = [example.group for example in self.examples] if outline else list(range(len(self.examples)))
        reader = self.reader(head)
        links = link_table(settings, reader.stay, reader.steps, len(reader.classes))
        return smooth(reader.place.scores(dense(head, settings, runs, reading, outline).matrix), runs, links)

    def reader(self, head: str) -> Reader:
        """Return a head of the default model."""
        return self.model.area if head == "area" else self.model.stance


def read_held_out(inside: Sequence[Example], outside: Sequence[Example], model: Model) -> HeldOut:
    """Read held-out examples with words learnt from the others; temperatures are the default model's."""
    with threadpool_limits(limits=1):
        words = fit_words(inside, [describe(example.setting) for example in inside], TrainingOptions())
    words.area.temperature = model.area.words.temperature
    words.stance.temperature = model.stance.words.temperature
    settings = [example.setting for example in outside]
    matrix = words.vocabulary.matrix([describe(setting) for setting in settings])
    titles = read_titles(words.vocabulary, words.area, settings)
    return HeldOut(outside, Reading(words.area.scores(matrix), words.stance.scores(matrix), titles), model)


def calibrate(encoder: Encoder, held: HeldOut) -> dict[str, float]:
    """Set an encoder's temperatures and weights from held-out examples.

    Returns
    -------
    dict
        Held-out accuracies: ``HEAD`` as decided with the encoder, ``HEAD_default`` without it, ``HEAD_encoder`` of the
        encoder alone; each with ``_no_outline`` as well. The weights were chosen on the same reports.
    """
    settings = [example.setting for example in held.examples]
    truth = {head: truth_of(held.examples, head) for head in HEADS}
    raw = {outline: encoder.logits(settings, outline) for outline in (True, False)}
    for head in HEADS:
        encoder.config.temperatures[head] = least_loss_temperature(raw[True][head], truth[head])
    scores = {outline: encoder.calibrated(raw[outline]) for outline in raw}
    for head in HEADS:
        encoder.config.weights[head] = best_weight(head, held, scores, truth[head])
    found: dict[str, float] = {}
    for outline, own in scores.items():
        for head in HEADS:
            found |= _accuracies(head, held, own, truth[head], outline, encoder.config.weights[head])
    return found


def best_weight(head: str, held: HeldOut, scores: dict[bool, Scores], truth: Truth) -> float:
    """Return the weight with the least log loss of the decisions; the least of them where several are alike."""

    def loss(weight: float) -> float:
        return sum(
            _log_loss(held.posterior(head, mix(held.words, own, dict.fromkeys(HEADS, weight)), outline), truth)
            for outline, own in scores.items()
        )

    return min(WEIGHTS, key=loss)


def _log_loss(posterior: Floats, truth: Truth) -> float:
    return float(-np.log(posterior[np.arange(len(truth)), truth] + 1e-9).mean())


def _accuracies(
    head: str, held: HeldOut, scores: Scores, truth: Truth, outline: bool, weight: float
) -> dict[str, float]:
    stacked = held.posterior(head, mix(held.words, scores, dict.fromkeys(HEADS, weight)), outline)
    default = held.posterior(head, held.words, outline)
    suffix = "" if outline else "_no_outline"
    named = {"": stacked, "_default": default, "_encoder": scores[head]}
    return {f"{head}{name}{suffix}": _accuracy(found, truth) for name, found in named.items()}


def _accuracy(scores: Floats, truth: Truth) -> float:
    return round(float((scores.argmax(axis=1) == truth).mean()), 4)
