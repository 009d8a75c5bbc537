"""Evaluate a model on a folder of labelled reports and print the scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpora.readers import read
from evaluation.scoring import Gold, score
from models.record import to_record
from models.tagging import Tagger
from nlp.errors import ReadError

Scores = dict[str, dict[str, float]]


def load_gold(folder: Path) -> list[Gold]:
    """Read labelled reports from a folder with `reports/NAME.txt` and `gold/NAME.units.jsonl`.

    Raises
    ------
    ReadError
        E009 where the folder holds none.
    """
    facts_file = folder / "gold" / "reports.json"
    facts = json.loads(facts_file.read_text(encoding="utf-8")) if facts_file.exists() else {}
    found = []
    for units in sorted((folder / "gold").glob("*.units.jsonl")):
        name = units.name.removesuffix(".units.jsonl")
        text = (folder / "reports" / f"{name}.txt").read_bytes().decode("utf-8")
        citations = _rows(units.with_name(f"{name}.citations.jsonl"))
        found.append(Gold(name, text, _rows(units), citations, facts.get(name)))
    if not found:
        raise ReadError("E009", str(folder))
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def evaluate_folder(
    folder: Path, model: str | None = None, outlines: Sequence[bool] = (True, False)
) -> dict[str, Scores]:
    """Score a model on a folder of labelled reports.

    Parameters
    ----------
    folder : Path
    model : str, optional
        Folder of a model; the shipped one by default.
    outlines : sequence of bool
        Whether labels may use the outline; one run each.

    Returns
    -------
    dict
        "outline" and "no_outline" with the scores by report and their "MEAN".
    """
    gold = load_gold(folder)
    runs = {}
    for outline in outlines:
        tagger = Tagger(model, outline=outline)
        scores = {
            own.name: score(to_record(tagger.tag(read(folder / "reports" / f"{own.name}.txt"))), own) for own in gold
        }
        runs["outline" if outline else "no_outline"] = scores | {"MEAN": _mean(list(scores.values()))}
    return runs


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: sum(row[key] for row in rows if key in row) / sum(key in row for row in rows) for key in keys}


def print_scores(runs: dict[str, Scores], console: Console) -> None:
    """Print one table: a line for each score, a column for each report, with and without the outline."""
    table = Table(title="Scores (no outline in brackets)", title_justify="left")
    first = next(iter(runs.values()))
    table.add_column("score")
    for name in first:
        table.add_column(name, justify="right")
    for key in first["MEAN"]:
        table.add_row(key, *[_cell(runs, name, key) for name in first])
    console.print(table)


def _cell(runs: dict[str, Scores], name: str, key: str) -> str:
    values = [run[name].get(key) for run in runs.values()]
    shown = [f"{value:.4f}" if value is not None else "–" for value in values]
    if len(shown) < 2 or not key.startswith(("area", "stance")):
        return shown[0]
    return f"{shown[0]} ({shown[1]})"
