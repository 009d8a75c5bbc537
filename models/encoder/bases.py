"""The base: a local Hugging Face folder with an encoder and its tokenizer, checked before anything is trained."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from models.encoder import phobert
from models.encoder.config import TOKENIZER_FILE, sha256
from nlp.errors import ModelError

_TOKENIZER_FILES = (TOKENIZER_FILE, "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model")
_UNKNOWN = ("<unk>", "[UNK]")


@dataclass(frozen=True, slots=True)
class Base:
    """A checked base: its folder, its ``config.json``, the hash of its weights, whether it wants words joined."""

    folder: Path
    about: dict[str, Any]
    sha256: str
    word_segmented: bool

    def most_tokens(self, wanted: int) -> int:
        """Return the longest input in tokens; RoBERTa's positions begin behind the padding id, hence the two less."""
        return min(wanted, int(self.about.get("max_position_embeddings", wanted + 2)) - 2)


def need(extra: str, *packages: str) -> None:
    """Make sure that optional packages are there.

    Raises
    ------
    ModelError
        E043 with the first missing one and the extra that brings it.
    """
    for package in packages:
        try:
            import_module(package)
        except ImportError as error:
            raise ModelError("E043", package, extra) from error


def open_base(folder: Path, segmented: bool | None = None) -> Base:
    """Check a base.

    Parameters
    ----------
    folder : Path
    segmented : bool, optional
        Whether it wants words joined by "_"; told by its own files by default.

    Raises
    ------
    ModelError
        E040 where the folder is missing, E041 where it holds no encoder, E042 where it has no tokenizer.
    """
    if not folder.is_dir():
        raise ModelError("E040", str(folder))
    about = _about(folder)
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        raise ModelError("E041", str(folder), "*.safetensors")
    if not any((folder / name).is_file() for name in _TOKENIZER_FILES):
        raise ModelError("E042", str(folder), ", ".join(_TOKENIZER_FILES))
    return Base(folder, about, sha256(*weights), _wants_words(folder, about) if segmented is None else segmented)


def _about(folder: Path) -> dict[str, Any]:
    """Return ``config.json`` of an encoder that Transformers knows; decoders read one way only."""
    try:
        about = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kind = str(about["model_type"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError("E041", str(folder), "config.json") from error
    need("encoders", "transformers")
    from transformers.models.auto.modeling_auto import MODEL_FOR_MASKED_LM_MAPPING_NAMES

    if kind not in MODEL_FOR_MASKED_LM_MAPPING_NAMES or about.get("is_decoder") or about.get("is_encoder_decoder"):
        raise ModelError("E041", str(folder), f"config.json: model_type={kind}")
    return dict(about)


def _wants_words(folder: Path, about: dict[str, Any]) -> bool:
    """Return whether the base is PhoBERT or made from it: by its name, or its tokenizer's class or files."""
    told = [about.get("tokenizer_class"), about.get("_name_or_path"), folder.name]
    with contextlib.suppress(OSError, ValueError, AttributeError):  # the file is optional
        told.append(json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8")).get("tokenizer_class"))
    return (folder / phobert.MERGES_FILE).is_file() or any("phobert" in str(name).lower() for name in told)


def write_tokenizer(base: Base, output: Path) -> int:
    """Write the base's tokenizer as ``tokenizer.json``, the one form that runs without Transformers.

    Returns
    -------
    int
        The id of its unknown token; the padding's where it has none.

    Raises
    ------
    ModelError
        E042 where the tokenizer cannot be read or has no such form.
    """
    try:
        tokenizer = _tokenizer(base.folder)
        tokenizer.save(str(output / TOKENIZER_FILE))
    except Exception as error:  # tokenizers raises plain exceptions
        raise ModelError("E042", str(base.folder), f"{type(error).__name__}: {error}".splitlines()[0]) from error
    known = [tokenizer.token_to_id(name) for name in _UNKNOWN]
    return next((found for found in known if found is not None), base.about.get("pad_token_id") or 0)


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    if (folder / TOKENIZER_FILE).is_file():
        return Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    if (folder / phobert.MERGES_FILE).is_file():
        return phobert.convert(folder)
    from transformers import AutoTokenizer

    found = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    return found.backend_tokenizer
