"""`cchc train`: the shipped model, or a fine-tuned encoder, from the repository's own annotated reports.

Corrections by users may be added; they and the model made from them stay on the machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from cchc import __version__
from cchc.language import say
from corpora.annotated import AnnotatedReport, authored
from corpora.corrections import read_corrections
from corpora.rows import Row
from evaluation.behaviour import run as run_behaviour
from evaluation.card import NAME, about_data, digests, measured, model_card
from evaluation.learning import Agreement, agreement
from evaluation.report import sample_gold
from evaluation.runs import Run, RunOptions, make_run
from models.encoder.build import EncoderRequest, train_encoder
from models.encoder.config import EncoderConfig
from models.examples import Example, correction_examples, correction_report, is_learnt, report_examples
from models.store import Model, default_model, save
from models.training import train
from nlp.errors import CchcError, ModelError

WEIGHT = 5.0


@dataclass(frozen=True, slots=True)
class Corrections:
    """Users' corrections to learn from: those that name a learnt class, how many do not, what each counts."""

    rows: Sequence[Row] = ()
    left_out: int = 0
    weight: float = WEIGHT

    @property
    def examples(self) -> list[Example]:
        """Return them as training examples."""
        return correction_examples(self.rows, self.weight)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What learning changed: agreement with the corrections and runs on the samples, [before, after]."""

    corrections: Corrections
    agreements: tuple[Agreement, Agreement]
    runs: tuple[Run, Run]


@dataclass(slots=True)
class Trained:
    """A trained model's folder and card; what changed, where corrections were learnt from."""

    folder: Path
    card: dict[str, Any] = field(default_factory=dict)
    learnt: Learnt | None = None


def read_all_corrections(paths: Sequence[Path], weight: float = WEIGHT) -> Corrections:
    """Read the corrections of files.

    Raises
    ------
    CchcError
        E007, E021, E022 as `read_corrections` does, E048 where there is none to learn from.
    """
    rows = [row for path in paths for row in read_corrections(path)]
    known = [row for row in rows if is_learnt(row)]
    if paths and not known:
        raise CchcError("E048", ", ".join(map(str, paths)))
    return Corrections(known, len(rows) - len(known), weight)


def train_model(output: Path | None = None, corrections: Corrections | None = None) -> Trained:
    """Train on the authored reports, and on corrections where there are some; save the model and its card.

    Parameters
    ----------
    output : Path, optional
        The folder to write; the shipped model's own by default.
    corrections : Corrections, optional

    Raises
    ------
    ModelError
        E047 where the folder cannot be written, E020 where it holds a model that cannot be compared with.
    """
    corrections = corrections or Corrections()
    folder = output or Path(str(default_model()))
    _check_writable(folder)
    before = _Before(folder, corrections) if corrections.rows else None
    model = train([*_examples(), *corrections.examples])
    with tempfile.TemporaryDirectory(prefix="cchc-model-") as made:
        save(model, Path(made))
        run, agreed = _run(Path(made)), agreement(Path(made), corrections.examples)
        outcomes = run_behaviour(made)
    model.card |= _about(corrections) | measured(run, outcomes)
    _save(model, folder)
    return Trained(folder, model.card, before.learnt(run, agreed) if before else None)


def _check_writable(folder: Path) -> None:
    """Refuse before training what could not be written after it, such as a packaged installation."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ModelError("E047", str(folder), error.strerror or type(error).__name__) from error


class _Before:
    """What the model in the folder, or else the shipped one, says before training replaces it."""

    def __init__(self, folder: Path, corrections: Corrections) -> None:
        own = folder if (folder / "model.json").exists() else None
        self.corrections = corrections
        self.agreement = agreement(own, corrections.examples)
        self.run = _run(own)

    def learnt(self, run: Run, agreed: Agreement) -> Learnt:
        return Learnt(self.corrections, (self.agreement, agreed), (self.run, run))


def _run(folder: Path | None) -> Run:
    return make_run(sample_gold(), RunOptions(str(folder) if folder else None), __version__)


def _about(corrections: Corrections) -> dict[str, Any]:
    """Return what the card tells of the data; of corrections their number and digest, never their text."""
    reports: Iterable[AnnotatedReport] = (*authored(), *map(correction_report, corrections.rows))
    about: dict[str, Any] = {"version": __version__, "data": about_data(list(reports))}
    if corrections.rows:
        about["corrections"] = {"statements": len(corrections.rows), "weight": corrections.weight}
    return about


def _save(model: Model, folder: Path) -> None:
    save(model, folder)
    (folder / NAME).write_text(model_card(model.card, digests(folder)), encoding="utf-8", newline="\n")


def train_encoder_model(request: EncoderRequest) -> EncoderConfig:
    """Fine-tune an encoder on the authored reports; each epoch's figures go to standard error as they come."""
    return train_encoder(_examples(), request, _tell_epoch)


def _examples() -> Iterator[Example]:
    return (example for report in authored() for example in report_examples(report))


def _tell_epoch(figures: dict[str, float]) -> None:
    epoch, loss = figures["epoch"], figures["held_out_loss"]
    told = say(f"vòng {epoch:g}: tổn thất kiểm tra {loss:.4f}", f"epoch {epoch:g}: held-out loss {loss:.4f}")
    click.echo(told, err=True)
