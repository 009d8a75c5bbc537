"""What an exported encoder is: the three files of its folder, and its ``config.json``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = "cchc-encoder/1"
CONFIG_FILE = "config.json"
MODEL_FILE = "model.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
HEADS = ("area", "stance")


@dataclass(slots=True)
class EncoderConfig:
    """Everything that running an encoder needs beside its two other files.

    Attributes
    ----------
    base, base_sha256 : str
        The name of the base's folder and the hash of its weights.
    model_sha256 : str
        The hash of ``model.int8.onnx``.
    labels : dict
        The classes of each head, in the order of its scores.
    temperatures, weights : dict
        For each head: what its scores are divided by, and its share in [0, 1] when stacked on the text reading.
    word_segmented : bool
        Whether the base wants the syllables of a word joined by "_" (PhoBERT).
    max_length : int
        The longest input, in tokens.
    pad_id, unk_id, vocab_size : int
        Tokens from `vocab_size` on are unknown to the base and become `unk_id`.
    type_ids : bool
        Whether the base tells the two segments apart by token types.
    card : dict
        How it was trained and what it scored on held-out reports.
    """

    base: str
    base_sha256: str
    word_segmented: bool
    max_length: int
    pad_id: int
    unk_id: int
    vocab_size: int
    type_ids: bool
    labels: dict[str, list[str]]
    temperatures: dict[str, float] = field(default_factory=lambda: dict.fromkeys(HEADS, 1.0))
    weights: dict[str, float] = field(default_factory=lambda: dict.fromkeys(HEADS, 0.0))
    model_sha256: str = ""
    card: dict[str, Any] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write ``config.json``."""
        text = json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False, indent=1)
        (folder / CONFIG_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> EncoderConfig:
        """Read ``config.json``.

        Raises
        ------
        ValueError, TypeError, KeyError, OSError
            Where the file is missing, damaged, or of another format.
        """
        meta = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        found = meta.pop("format", None)
        if found != FORMAT:
            raise ValueError(f"{found} ≠ {FORMAT}")
        config = cls(**meta)
        for head in HEADS:
            if config.temperatures[head] <= 0 or not 0 <= config.weights[head] <= 1 or not config.labels[head]:
                raise ValueError(f"{CONFIG_FILE}: {head}")
        return config


def is_encoder(folder: Path) -> bool:
    """Return whether a folder holds an exported encoder, whole or damaged, rather than a model of `models.store`."""
    return any((folder / name).is_file() for name in (CONFIG_FILE, MODEL_FILE)) and not (folder / "model.json").exists()


def sha256(*paths: Path) -> str:
    """Return the hash of files, one after the other."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
