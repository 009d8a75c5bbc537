"""Save and load a labeller: NumPy arrays and JSON, nothing that can run code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import numpy as np

from models.linear import Head, Vocabulary
from nlp.errors import ModelError

FORMAT = "cchc-model/1"


@dataclass(slots=True)
class Model:
    """A labeller: vocabulary, the two heads, and what is known of its making."""

    vocabulary: Vocabulary
    area: Head
    stance: Head
    card: dict[str, Any]


def default_model() -> Traversable:
    """Return the folder of the shipped model."""
    return files("models") / "default"


def save(model: Model, folder: Path) -> None:
    """Write a model into a folder: ``model.json`` and ``weights.npz``."""
    folder.mkdir(parents=True, exist_ok=True)
    heads = {"area": model.area, "stance": model.stance}
    meta = {
        "format": FORMAT,
        "card": model.card,
        "place_scale": model.vocabulary.place_scale,
        "heads": {
            name: {"classes": head.classes, "temperature": head.temperature, "stay": head.stay}
            for name, head in heads.items()
        },
        "columns": list(model.vocabulary.columns),
    }
    (folder / "model.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0), encoding="utf-8")
    arrays: dict[str, Any] = {"idf": model.vocabulary.idf.astype(np.float16)}
    for name, head in heads.items():
        arrays[f"{name}_weights"] = head.weights.astype(np.float16)
        arrays[f"{name}_intercepts"] = head.intercepts
    np.savez_compressed(folder / "weights.npz", **arrays)


def load(folder: Traversable | Path | None = None) -> Model:
    """Load a model.

    Parameters
    ----------
    folder : Path, optional
        A folder that `save` wrote; the shipped model by default.

    Raises
    ------
    ModelError
        E020 where a file is missing, damaged, or of another format.
    """
    place = folder or default_model()
    try:
        meta = json.loads((place / "model.json").read_text(encoding="utf-8"))
        with (place / "weights.npz").open("rb") as stream:
            arrays = dict(np.load(cast(Any, stream), allow_pickle=False))
        if meta.get("format") != FORMAT:
            raise ModelError("E020", str(place), f"{meta.get('format')} ≠ {FORMAT}")
        return _assemble(meta, arrays)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("E020", str(place), f"{type(error).__name__}: {error}") from error


def _assemble(meta: dict[str, Any], arrays: dict[str, Any]) -> Model:
    columns = {name: index for index, name in enumerate(meta["columns"])}
    heads = {
        name: Head(
            tuple(about["classes"]),
            arrays[f"{name}_weights"].astype(np.float32),
            arrays[f"{name}_intercepts"],
            about["temperature"],
            about["stay"],
        )
        for name, about in meta["heads"].items()
    }
    vocabulary = Vocabulary(columns, arrays["idf"].astype(np.float32), meta["place_scale"])
    return Model(vocabulary, heads["area"], heads["stance"], meta["card"])
