"""What an encoder reads: the statement as first segment, what stands above it as second; and which reports it learns.

Training and tagging go through the same functions, so that both see the same tokens.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.encoder.config import TOKENIZER_FILE, EncoderConfig
from models.examples import Example
from models.features import Setting
from nlp.errors import ModelError

Pair = tuple[str, str]
Arrays = dict[str, npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The token ids of a pair and the segment (0 or 1) of each."""

    ids: list[int]
    types: list[int]


def pair_of(setting: Setting, outline: bool, segmented: bool) -> Pair:
    """Return the two segments of a statement.

    The second holds the lead-in and the titles above, nearest first: what a long stack loses by truncation is then
    what tells least. Without outline only the lead-in is left of it.
    """
    titles = [section.title for section in reversed(setting.stack) if section.title] if outline else []
    context = [part for part in (setting.lead_in, *titles) if part]
    if not segmented:
        return setting.text, ". ".join(context)
    return " ".join(word.replace(" ", "_") for word in setting.words), " . ".join(segment(part) for part in context)


@lru_cache(maxsize=4096)
def segment(text: str) -> str:
    """Return a text with the syllables of each word joined by "_", as PhoBERT was trained (VnCoreNLP's convention)."""
    from underthesea import word_tokenize

    return str(word_tokenize(text, format="text"))


class PairTokenizer:
    """Turns pairs into token ids with the ``tokenizer.json`` of a folder.

    Parameters
    ----------
    folder : Path
    config : EncoderConfig
    """

    def __init__(self, folder: Path, config: EncoderConfig) -> None:
        from tokenizers import Tokenizer

        self.config = config
        self.tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(config.max_length)

    def encode(self, settings: Sequence[Setting], outline: bool) -> list[Encoded]:
        """Return the tokens of statements, with or without the titles above them."""
        pairs = [pair_of(setting, outline, self.config.word_segmented) for setting in settings]
        found = self.tokenizer.encode_batch(pairs)
        known, unknown = self.config.vocab_size, self.config.unk_id
        return [Encoded([i if i < known else unknown for i in one.ids], list(one.type_ids)) for one in found]

    def pad(self, rows: Sequence[Encoded]) -> Arrays:
        """Return the inputs of the network, each of shape (rows, longest row)."""
        longest = max(len(row.ids) for row in rows)
        ids = np.full((len(rows), longest), self.config.pad_id, dtype=np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for index, row in enumerate(rows):
            ids[index, : len(row.ids)] = row.ids
            mask[index, : len(row.ids)] = 1
            types[index, : len(row.ids)] = row.types
        inputs = {"input_ids": ids, "attention_mask": mask}
        return inputs | {"token_type_ids": types} if self.config.type_ids else inputs


def split_reports(examples: Sequence[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from and those held out: whole reports, drawn by `seed`.

    Parameters
    ----------
    examples : sequence of Example
    share : float
        The share of reports held out; at least one is, and at least one is learnt from.
    seed : int

    Raises
    ------
    ModelError
        E046 where there are fewer than two reports.
    """
    reports = sorted({example.report for example in examples})
    if len(reports) < 2:
        raise ModelError("E046", "", str(len(reports)))
    count = min(max(round(len(reports) * share), 1), len(reports) - 1)
    held = set(random.Random(seed).sample(reports, count))
    return [e for e in examples if e.report not in held], [e for e in examples if e.report in held]
