"""`cchc train`: the shipped model from the repository's own annotated reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpora.annotated import authored
from models.examples import report_examples
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
    examples = [example for report in authored() for example in report_examples(report)]
    model = train(examples)
    folder = output or Path(str(default_model()))
    save(model, folder)
    return folder, model.card
