"""Fine-tune a network with `transformers.Trainer`: seeded, stopped early by held-out reports, resumable."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# No run looks anything up; both are read when the libraries are first imported.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from transformers import (
    EarlyStoppingCallback,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainerState,
    TrainingArguments,
)
from transformers.utils import logging as hf_logging

from models.encoder.data import Encoded, PairTokenizer
from models.encoder.network import IGNORE, TwoHeads
from models.examples import Example
from models.training import AREAS, STANCES
from nlp.errors import ModelError

CHECKPOINTS = "checkpoints"
_RUN_FILE = "run.json"
Tell = Callable[[dict[str, float]], None]


@dataclass(frozen=True, slots=True)
class EncoderOptions:
    """Options of fine-tuning.

    `batch` is in statements, `max_length` in tokens; `bare_share` is the share of statements learnt without the titles
    above them, `held_out` the share of reports kept for early stopping, calibration and the stacking weights;
    `patience` counts epochs without gain.
    """

    epochs: int = 8
    seed: int = 13
    batch: int = 16
    learning_rate: float = 3e-5
    max_length: int = 256
    bare_share: float = 0.3
    held_out: float = 0.17
    patience: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as the network learns it."""

    tokens: Encoded
    area: int
    stance: int


def make_rows(examples: Sequence[Example], tokens: PairTokenizer, bare: float, seed: int) -> list[Row]:
    """Return the rows of examples, the share `bare` of them without titles, so that it learns to do without."""
    chance = random.Random(seed)
    plain = [chance.random() < bare for _ in examples]
    settings = [example.setting for example in examples]
    views = tokens.encode(settings, True), tokens.encode(settings, False)
    return [
        Row(views[off][index], _class(AREAS, example.areas[:1]), _class(STANCES, (example.stance,)))
        for index, (example, off) in enumerate(zip(examples, plain, strict=True))
    ]


def _class(classes: Sequence[str], labels: Sequence[str]) -> int:
    """Return the index of a label; an unknown one is ignored by the loss."""
    return classes.index(labels[0]) if labels and labels[0] in classes else IGNORE


def fit(
    network: TwoHeads,
    rows: tuple[list[Row], list[Row]],
    tokens: PairTokenizer,
    output: Path,
    options: EncoderOptions,
    resume: bool = False,
    tell: Tell | None = None,
) -> float:
    """Fine-tune a network in place; it ends with the weights of its best epoch.

    Parameters
    ----------
    network : TwoHeads
    rows : pair of lists of Row
        To learn from, and held out.
    tokens : PairTokenizer
    output : Path
        Checkpoints go to ``checkpoints`` inside; a run that does not resume removes old ones.
    options : EncoderOptions
    resume : bool
    tell : callable, optional
        Gets the figures of each epoch.

    Returns
    -------
    float
        The epochs done, those before a resumption included.

    Raises
    ------
    ModelError
        E045 where there is nothing to resume, or it was begun from another base or seed.
    """
    last = _checkpoint(output, tokens, options, resume)
    trainer = Trainer(
        model=network,
        args=_arguments(output / CHECKPOINTS, options),
        train_dataset=_Rows(rows[0]),
        eval_dataset=_Rows(rows[1]),
        data_collator=lambda batch: collate(batch, tokens),
        callbacks=[EarlyStoppingCallback(options.patience), _Teller(tell)],
    )
    trainer.remove_callback(PrinterCallback)
    trainer.train(resume_from_checkpoint=last)
    return float(trainer.state.epoch or 0.0)


def prepare(seed: int) -> None:
    """Seed everything, the new heads included, and silence the libraries."""
    from transformers import set_seed

    hf_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    hf_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    set_seed(seed)


def _arguments(folder: Path, options: EncoderOptions) -> TrainingArguments:
    gpu = torch.cuda.is_available()
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=options.epochs,
        per_device_train_batch_size=options.batch,
        per_device_eval_batch_size=2 * options.batch,
        learning_rate=options.learning_rate,
        weight_decay=0.01,
        warmup_steps=0.1,  # a share of all steps
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,  # the best and the last
        load_best_model_at_end=True,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        label_names=["area_label", "stance_label"],
        remove_unused_columns=False,
        seed=options.seed,
        data_seed=options.seed,
        bf16=gpu and torch.cuda.is_bf16_supported(),
        dataloader_pin_memory=gpu,
        report_to="none",
        disable_tqdm=True,
        log_level="error",
    )


def collate(batch: Sequence[Row], tokens: PairTokenizer) -> dict[str, torch.Tensor]:
    """Return the padded inputs and the labels of a batch."""
    arrays = tokens.pad([row.tokens for row in batch])
    inputs = {name: torch.from_numpy(array) for name, array in arrays.items()}
    labels = {"area_label": [row.area for row in batch], "stance_label": [row.stance for row in batch]}
    return inputs | {name: torch.tensor(values) for name, values in labels.items()}


def _checkpoint(output: Path, tokens: PairTokenizer, options: EncoderOptions, resume: bool) -> str | None:
    """Return the last checkpoint to resume from; make room for new ones otherwise.

    The base and whatever decides which reports are held out must be those of before, or held-out reports would have
    been learnt from.
    """
    folder = output / CHECKPOINTS
    same = {key: asdict(options)[key] for key in ("seed", "held_out", "bare_share", "max_length", "batch")}
    run = {"base_sha256": tokens.config.base_sha256, "word_segmented": tokens.config.word_segmented} | same
    if not resume:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / _RUN_FILE).write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
        return None
    whole = [path for path in folder.glob("checkpoint-*") if (path / "trainer_state.json").is_file()]
    try:
        before = json.loads((folder / _RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("E045", str(output), CHECKPOINTS) from error
    if before != run or not whole:
        changed = [key for key in run if before.get(key) != run[key]]
        raise ModelError("E045", str(output), ", ".join(changed) or CHECKPOINTS)
    return str(max(whole, key=lambda path: int(path.name.rpartition("-")[2])))


class _Rows(torch.utils.data.Dataset[Row]):
    """Rows as a dataset."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> Row:
        return self.rows[index]


class _Teller(TrainerCallback):
    """Passes the figures of each epoch on."""

    def __init__(self, tell: Tell | None) -> None:
        self.tell = tell

    def on_evaluate(self, args: TrainingArguments, state: TrainerState, control: Any, **kwargs: Any) -> None:
        """Tell the epoch and its held-out loss."""
        if self.tell:
            loss = round(kwargs["metrics"]["eval_loss"], 4)
            self.tell({"epoch": round(float(state.epoch or 0), 2), "held_out_loss": loss})
