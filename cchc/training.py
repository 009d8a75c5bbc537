"""`cchc train`: the shipped model, or a fine-tuned encoder, from the repository's own annotated reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cchc.language import say
from corpora.annotated import authored
from models.encoder.build import EncoderRequest, train_encoder
from models.encoder.config import EncoderConfig
from models.examples import Example, report_examples
from models.store import default_model, save
from models.training import train


def train_model(output: Path | None = None) -> tuple[Path, dict[str, Any]]:
    """Train on the authored reports and save the model.

    Parameters
    ----------
    output : Path, optional
        The folder to write; the shipped model's own by default.

    Returns
    -------
    folder : Path
    card : dict
        Counts and held-out scores.
    """
    model = train(list(_examples()))
    folder = output or Path(str(default_model()))
    save(model, folder)
    return folder, model.card


def train_encoder_model(request: EncoderRequest) -> EncoderConfig:
    """Fine-tune an encoder on the authored reports; each epoch's figures go to standard error as they come."""
    return train_encoder(_examples(), request, _tell_epoch)


def _examples() -> Iterator[Example]:
    return (example for report in authored() for example in report_examples(report))


def _tell_epoch(figures: dict[str, float]) -> None:
    epoch, loss = figures["epoch"], figures["held_out_loss"]
    told = say(f"vòng {epoch:g}: tổn thất kiểm tra {loss:.4f}", f"epoch {epoch:g}: held-out loss {loss:.4f}")
    click.echo(told, err=True)
