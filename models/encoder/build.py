"""From a base to a folder that tags: check, fine-tune, export, calibrate, learn the stacking weights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.encoder.bases import Base, need, open_base, write_tokenizer
from models.encoder.config import MODEL_FILE, EncoderConfig, sha256
from models.encoder.data import PairTokenizer, split_reports
from models.encoder.runtime import open_encoder
from models.examples import Example
from models.store import load

if TYPE_CHECKING:
    from models.encoder.training import EncoderOptions, Tell

_PACKAGES = ("torch", "transformers", "accelerate", "onnx", "onnxscript", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class EncoderRequest:
    """What a user asks for: the base, the folder to write, epochs and seed (None: the defaults), and how.

    `segmented` tells whether the base wants words joined by "_"; None leaves it to the base's own files.
    """

    base: Path
    output: Path
    epochs: int | None = None
    seed: int | None = None
    resume: bool = False
    segmented: bool | None = None


def train_encoder(examples: Iterable[Example], request: EncoderRequest, tell: Tell | None = None) -> EncoderConfig:
    """Fine-tune a base on labelled statements and export it to a folder that runs without torch.

    Parameters
    ----------
    examples : iterable of Example
        In report order, of two reports at least; taken only after the base has passed its checks.
    request : EncoderRequest
    tell : callable, optional
        Gets the figures of each epoch.

    Returns
    -------
    EncoderConfig
        As saved; its card tells the held-out scores with and without the encoder.

    Raises
    ------
    ModelError
        E040-E042 for a base that will not do, E043 for a missing package, E045 where nothing can be resumed, E046 for
        too few reports.
    """
    base = open_base(request.base, request.segmented)
    need("encoders", *_PACKAGES)
    from models.encoder.training import prepare

    options = _options(request)
    prepare(options.seed)
    request.output.mkdir(parents=True, exist_ok=True)
    inside, outside = split_reports(list(examples), options.held_out, options.seed)
    config = _config(base, request.output, options)
    config.card = {"statements": len(inside), "held_out_reports": sorted({e.report for e in outside})}
    config.card |= {"seed": options.seed, "epochs": _fit_and_export(config, inside, outside, request, tell)}
    config.model_sha256 = sha256(request.output / MODEL_FILE)
    config.save(request.output)
    return _calibrated(request.output, inside, outside)


def _options(request: EncoderRequest) -> EncoderOptions:
    from models.encoder.training import EncoderOptions

    chosen = {"epochs": request.epochs, "seed": request.seed}
    return EncoderOptions(**{name: value for name, value in chosen.items() if value is not None})


def _config(base: Base, output: Path, options: EncoderOptions) -> EncoderConfig:
    from models.training import AREAS, STANCES

    return EncoderConfig(
        base=base.folder.resolve().name,
        base_sha256=base.sha256,
        word_segmented=base.word_segmented,
        max_length=base.most_tokens(options.max_length),
        pad_id=base.about.get("pad_token_id") or 0,
        unk_id=write_tokenizer(base, output),
        vocab_size=int(base.about["vocab_size"]),
        type_ids=base.about.get("type_vocab_size", 0) > 1,
        labels={"area": list(AREAS), "stance": list(STANCES)},
    )


def _fit_and_export(
    config: EncoderConfig, inside: list[Example], outside: list[Example], request: EncoderRequest, tell: Tell | None
) -> float:
    """Fine-tune and write the ONNX files; return the epochs done."""
    from models.encoder.export import export
    from models.encoder.network import build_network
    from models.encoder.training import fit, make_rows

    options, tokens = _options(request), PairTokenizer(request.output, config)
    rows = [make_rows(part, tokens, options.bare_share, options.seed) for part in (inside, outside)]
    network = build_network(str(request.base), len(config.labels["area"]), len(config.labels["stance"]))
    epochs = fit(network, (rows[0], rows[1]), tokens, request.output, options, request.resume, tell)
    export(network, tokens.pad([row.tokens for row in rows[1][:2]]), request.output)
    return epochs


def _calibrated(folder: Path, inside: list[Example], outside: list[Example]) -> EncoderConfig:
    """Calibrate what will really run, the int8 form, and save what was learned."""
    from models.encoder.stacking import calibrate, read_held_out

    encoder = open_encoder(folder)
    encoder.config.card["held_out"] = calibrate(encoder, read_held_out(inside, outside, load()))
    encoder.config.save(folder)
    return encoder.config
