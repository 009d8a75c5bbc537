"""Evaluate a model on a folder of labelled reports and print the scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from corpora.annotated import AnnotatedReport, render, samples
from evaluation.scoring import Gold, score
from models.record import to_record
from models.tagging import Tagger
from nlp.errors import ReadError
from nlp.source import Source

Scores = dict[str, dict[str, float]]
# Column heads: strict and lenient area, accuracy and macro-F1 of stance, boundaries, spurious share, citations.
_SHORT = {
    "area_strict": "area",
    "area_lenient": "lenient",
    "stance_accuracy": "stance",
    "stance_macro_f1": "macroF1",
    "boundary_f1": "bounds",
    "spurious": "spur.",
    "citation_f1": "cit.",
    "citation_type": "type",
    "citation_date": "date",
    "citation_issuer": "issuer",
}


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


def sample_gold() -> list[Gold]:
    """Return the project's sample reports with their labels, as plain text."""
    return [_annotated_gold(report) for report in samples()]


def _annotated_gold(report: AnnotatedReport) -> Gold:
    rendered = render(report)
    units = [
        {
            "kind": placed.item.kind,
            "start": placed.start,
            "end": placed.end,
            "area": placed.item.areas[0] if placed.item.areas else "none",
            "alt": list(placed.item.areas[1:]),
            "stance": placed.item.stance or "none",
        }
        for placed in rendered.placed
    ]
    facts: dict[str, Any] = {key: report.keys.get(key) for key in ("issuer", "level", "province", "number", "date")}
    start, _, end = report.keys.get("period", "").partition("..")
    facts |= {"period_start": start or None, "period_end": end or None}
    return Gold(report.name, rendered.text, units, [], facts)


def evaluate(
    gold: Sequence[Gold], model: str | None = None, outlines: Sequence[bool] = (True, False)
) -> dict[str, Scores]:
    """Score a model on labelled reports.

    Parameters
    ----------
    gold : sequence of Gold
    model : str, optional
        Folder of a model; the shipped one by default.
    outlines : sequence of bool
        Whether labels may use the outline; one run each.

    Returns
    -------
    dict
        "outline" and "no_outline" with the scores by report and their "MEAN".
    """
    runs = {}
    for outline in outlines:
        tagger = Tagger(model, outline=outline)
        scores = {own.name: score(to_record(tagger.tag(Source(f"{own.name}.txt", own.text))), own) for own in gold}
        runs["outline" if outline else "no_outline"] = scores | {"MEAN": _mean(list(scores.values()))}
    return runs


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: sum(row[key] for row in rows if key in row) / sum(key in row for row in rows) for key in keys}


def print_scores(runs: dict[str, Scores], console: Console) -> None:
    """Print one table: a line for each report, a column for each score; without the outline in a second line."""
    first = next(iter(runs.values()))
    keys = list(first["MEAN"])
    table = Table(box=None, padding=(0, 1, 0, 0), title="second line: without the outline", title_justify="left")
    table.add_column("report", no_wrap=True)
    for key in keys:
        table.add_column(_SHORT.get(key, key), justify="right", no_wrap=True)
    for name in first:
        table.add_row(name, *[_cell(runs, name, key) for key in keys], style="bold" if name == "MEAN" else "")
    console.print(table)


def _cell(runs: dict[str, Scores], name: str, key: str) -> str:
    values = [run[name].get(key) for run in runs.values()]
    shown = [f"{value:.3f}" if value is not None else "–" for value in values]
    if len(shown) < 2 or not key.startswith(("area", "stance")):
        return shown[0]
    return "\n".join(shown)
