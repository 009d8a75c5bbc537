"""Labelled reports, read from a folder or taken from the samples, and a model's scores on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpora.annotated import AnnotatedReport, Rendered, render, samples
from evaluation.runs import RunOptions, make_run
from evaluation.scoring import Gold
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


def sample_gold() -> list[Gold]:
    """Return the project's sample reports with their labels, as plain text."""
    return [_annotated_gold(report) for report in samples()]


def _annotated_gold(report: AnnotatedReport) -> Gold:
    facts: dict[str, Any] = {key: report.keys.get(key) for key in ("issuer", "level", "province", "number", "date")}
    start, _, end = report.keys.get("period", "").partition("..")
    facts |= {"period_start": start or None, "period_end": end or None}
    return replace(gold_of(report.name, render(report)), facts=facts)


def gold_of(name: str, rendered: Rendered) -> Gold:
    """Return the labels of a rendered document, each unit with its text; without citations and facts."""
    units = [
        {
            "kind": placed.item.kind,
            "start": placed.start,
            "end": placed.end,
            "text": placed.item.text,
            "area": placed.item.areas[0] if placed.item.areas else "none",
            "alt": list(placed.item.areas[1:]),
            "stance": placed.item.stance or "none",
            "sub": placed.item.sub,
        }
        for placed in rendered.placed
    ]
    return Gold(name, rendered.text, units, [])


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
    return make_run(gold, RunOptions(model, tuple(outlines))).scores
