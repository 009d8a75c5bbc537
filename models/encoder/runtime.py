"""Run an exported encoder with onnxruntime and tokenizers only, and stack it on the default text reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.encoder.bases import need
from models.encoder.config import HEADS, MODEL_FILE, TOKENIZER_FILE, EncoderConfig, sha256
from models.encoder.data import PairTokenizer
from models.features import Setting
from models.linear import Floats, log_softmax
from models.place import Reading
from nlp.errors import ModelError

_BATCH = 16


class Encoder:
    """An exported encoder.

    Parameters
    ----------
    config : EncoderConfig
    tokens : PairTokenizer
    session : onnxruntime.InferenceSession
    """

    def __init__(self, config: EncoderConfig, tokens: PairTokenizer, session: Any) -> None:
        self.config = config
        self.tokens = tokens
        self.session = session

    def logits(self, settings: Sequence[Setting], outline: bool) -> dict[str, Floats]:
        """Return the raw scores of both heads, each of shape (n, classes of the head)."""
        rows = self.tokens.encode(settings, outline)
        # Rows of like length share a batch, so that little padding is computed.
        order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
        found = {head: np.zeros((len(rows), len(self.config.labels[head]))) for head in HEADS}
        for low in range(0, len(order), _BATCH):
            batch = order[low : low + _BATCH]
            outputs = self.session.run(list(HEADS), self.tokens.pad([rows[index] for index in batch]))
            for head, scores in zip(HEADS, outputs, strict=True):
                found[head][batch] = scores
        return found

    def scores(self, settings: Sequence[Setting], outline: bool) -> dict[str, Floats]:
        """Return calibrated log-probabilities of both heads."""
        return self.calibrated(self.logits(settings, outline))

    def calibrated(self, raw: Mapping[str, Floats]) -> dict[str, Floats]:
        """Return raw scores as log-probabilities under the temperatures of the heads."""
        return {head: log_softmax(raw[head] / self.config.temperatures[head]) for head in HEADS}

    def stack(self, reading: Reading, settings: Sequence[Setting], outline: bool) -> Reading:
        """Return the reading of the default model's words with this encoder's mixed in by its learned weights."""
        if not any(self.config.weights.values()):
            return reading  # held-out reports gave it no say: what would not count is not computed
        return mix(reading, self.scores(settings, outline), self.config.weights)


def mix(reading: Reading, scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Reading:
    """Average two readings in log space: a weight of 0 leaves the words as they are, 1 leaves the encoder alone.

    Parameters
    ----------
    reading : Reading
        What the words of the default model say; titles are passed on.
    scores : mapping
        "area" and "stance": log-probabilities in the same shapes.
    weights : mapping
        "area" and "stance": the encoder's share in [0, 1].
    """
    words = {"area": reading.area, "stance": reading.stance}
    mixed = {head: log_softmax((1.0 - weights[head]) * words[head] + weights[head] * scores[head]) for head in HEADS}
    return replace(reading, area=mixed["area"], stance=mixed["stance"])


def open_encoder(folder: Path) -> Encoder:
    """Load an exported encoder.

    Raises
    ------
    ModelError
        E043 where onnxruntime or tokenizers is missing, E044 where a file is missing, damaged, or of another encoder.
    """
    need("encoder-run", "onnxruntime", "tokenizers")
    try:
        config = EncoderConfig.load(folder)
        missing = [name for name in (MODEL_FILE, TOKENIZER_FILE) if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(missing[0])
        if sha256(folder / MODEL_FILE) != config.model_sha256:
            raise ValueError(f"{MODEL_FILE} ≠ sha256")
        return Encoder(config, PairTokenizer(folder, config), open_session(folder / MODEL_FILE))
    except Exception as error:  # onnxruntime and tokenizers raise plain exceptions
        told = str(error).splitlines() or [""]
        raise ModelError("E044", str(folder), f"{type(error).__name__}: {told[0]}") from error


def open_session(path: Path) -> Any:
    """Return an onnxruntime session on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only: users read standard error
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
