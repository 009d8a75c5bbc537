"""Save and load a labeller: NumPy arrays and JSON, nothing that can run code."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.encoder.config import is_encoder
from models.linear import Head, Reader, Trust, Vocabulary
from nlp.errors import ModelError

if TYPE_CHECKING:
    from models.encoder.runtime import Encoder

FORMAT = "cchc-model/2"
# What JSON, NumPy and zip archives raise at damaged files; RuntimeError covers encrypted archives and deep nesting.
_DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(slots=True)
class Model:
    """A labeller: vocabulary, the readers of area and stance, and what is known of its making.

    An `encoder`, where there is one, reads the text beside the words; both readings are stacked.
    """

    vocabulary: Vocabulary
    area: Reader
    stance: Reader
    card: dict[str, Any]
    encoder: Encoder | None = None


def default_model() -> Traversable:
    """Return the folder of the shipped model."""
    return files("models") / "default"


def save(model: Model, folder: Path) -> None:
    """Write a model into a folder: ``model.json`` and ``weights.npz``.

    Weights are kept in half precision: the loss is below the third digit of a probability.
    """
    folder.mkdir(parents=True, exist_ok=True)
    meta: dict[str, Any] = {"format": FORMAT, "card": model.card, "cue_scale": model.vocabulary.cue_scale}
    arrays: dict[str, Any] = {"idf": model.vocabulary.idf.astype(np.float16)}
    for name, reader in (("area", model.area), ("stance", model.stance)):
        meta[name] = {
            "classes": reader.classes,
            "stay": reader.stay,
            "temperatures": [reader.words.temperature, reader.place.temperature],
            "trust": [reader.trust.intercept, reader.trust.slope] if reader.trust else None,
        }
        arrays[f"{name}_words"] = reader.words.weights.astype(np.float16)
        arrays[f"{name}_words_intercepts"] = reader.words.intercepts
        arrays[f"{name}_place"] = reader.place.weights
        arrays[f"{name}_place_intercepts"] = reader.place.intercepts
        if reader.steps is not None:
            arrays[f"{name}_steps"] = reader.steps.astype(np.float32)
    meta["columns"] = list(model.vocabulary.columns)
    (folder / "model.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    np.savez_compressed(folder / "weights.npz", **arrays)


def load(folder: Traversable | Path | None = None) -> Model:
    """Load a model.

    Parameters
    ----------
    folder : Path, optional
        A folder that `save` wrote, or an exported encoder, which is stacked on the shipped model; the shipped model
        by default.

    Raises
    ------
    ModelError
        E020 where a file is missing, damaged, or of another format; E043, E044 where an encoder cannot be run.
    """
    if isinstance(folder, Path) and is_encoder(folder):
        return _with_encoder(load(), folder)
    place = folder or default_model()
    try:
        meta = json.loads((place / "model.json").read_text(encoding="utf-8"))
        if meta.get("format") != FORMAT:
            raise ModelError("E020", str(place), f"{meta.get('format')} ≠ {FORMAT}")
        with (place / "weights.npz").open("rb") as stream:
            arrays = dict(np.load(cast(Any, stream), allow_pickle=False))
        return _assemble(meta, arrays)
    except _DAMAGE as error:
        raise ModelError("E020", str(place), f"{type(error).__name__}: {error}") from error


def _with_encoder(model: Model, folder: Path) -> Model:
    """Stack an encoder on a model; their classes must be the same, in the same order."""
    from models.encoder.runtime import open_encoder

    encoder = open_encoder(folder)
    for head, reader in (("area", model.area), ("stance", model.stance)):
        if tuple(encoder.config.labels[head]) != reader.classes:
            raise ModelError("E044", str(folder), f"{head}: {', '.join(encoder.config.labels[head])}")
    return replace(model, encoder=encoder)


def _assemble(meta: dict[str, Any], arrays: dict[str, Any]) -> Model:
    columns = {name: index for index, name in enumerate(meta["columns"])}
    vocabulary = Vocabulary(columns, arrays["idf"].astype(np.float32), float(meta["cue_scale"]))
    readers = {name: _reader(name, meta[name], arrays) for name in ("area", "stance")}
    _check_shapes(vocabulary, list(readers.values()))
    return Model(vocabulary, readers["area"], readers["stance"], meta["card"])


def _check_shapes(vocabulary: Vocabulary, readers: list[Reader]) -> None:
    """Refuse files that do not belong together; found later they would end in a traceback."""
    columns = len(vocabulary.columns)
    fits = vocabulary.idf.shape == (columns,)
    for reader in readers:
        classes = len(reader.classes)
        fits = fits and reader.words.weights.shape == (classes, columns)
        fits = fits and reader.place.weights.ndim == 2 and len(reader.place.weights) == classes
        fits = fits and (reader.steps is None or reader.steps.shape == (2, classes, classes))
        fits = fits and all(head.intercepts.shape == (classes,) for head in (reader.words, reader.place))
    if not fits:
        raise ValueError("weights.npz does not fit model.json")


def _reader(name: str, about: dict[str, Any], arrays: dict[str, Any]) -> Reader:
    classes = tuple(about["classes"])
    words, place = (
        Head(classes, arrays[f"{name}_{level}"].astype(np.float32), arrays[f"{name}_{level}_intercepts"], temperature)
        for level, temperature in zip(("words", "place"), about["temperatures"], strict=True)
    )
    steps = arrays.get(f"{name}_steps")
    trust = Trust(*about["trust"]) if about["trust"] else None
    return Reader(words, place, about["stay"], None if steps is None else steps.astype(np.float64), trust)
