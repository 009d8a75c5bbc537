"""The model card: what a model learnt from and what it is worth, as values for `model.json` and as Markdown.

It holds no date and no timing, so that the same text gives the same bytes again. Source of the form: Mitchell et al.,
"Model Cards for Model Reporting", FAT* 2019.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from corpora.annotated import AnnotatedReport
from evaluation.behaviour import Outcome, pass_rates
from evaluation.bootstrap import LEVEL, ROUNDS, intervals
from evaluation.measures import CLASSES, answers, class_scores, headline
from evaluation.runs import Mode, Run

NAME: Final = "CARD.md"
MODEL_FILES: Final = ("weights.npz", "model.json")
_DIGITS: Final = 4
_WEAK_CLASSES: Final = 5  # classes of lowest F1 that the card names
_WEAK_CAPABILITIES: Final = 5
_TARGETS: Final = ("area", "stance", "sub")


def about_data(reports: Sequence[AnnotatedReport]) -> dict[str, Any]:
    """Return the digest of labelled reports, and their statements by level and by era (the period's vocabulary)."""
    return {"sha256": _digest(reports)} | {key: _counts(reports, key) for key in ("level", "era")}


def _digest(reports: Sequence[AnnotatedReport]) -> str:
    """Return the SHA-256 of all keys, texts and labels; the lines they stand at do not count."""
    listed = [[report.name, report.keys, [asdict(item) | {"line": 0} for item in report.items]] for report in reports]
    return sha256(json.dumps(listed, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _counts(reports: Sequence[AnnotatedReport], key: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for report in reports:
        found[report.keys.get(key, "")] += sum(item.kind == "statement" for item in report.items)
    return {name: found[name] for name in sorted(found)}


def measured(run: Run, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return what a model is worth as plain values.

    Parameters
    ----------
    run : Run
        On the sample reports, with and without the outline.
    outcomes : sequence of Outcome
        Of the behaviour tests.

    Returns
    -------
    dict
        `samples`: of each pass the figures as [value, low, high], low and high None where there is no interval;
        `classes`: [F1, labelled statements] of each class of the first pass; `behaviour`: [passed, cases].
    """
    first = next(iter(run.modes.values()))
    return {
        "samples": {name: _figures(mode) for name, mode in run.modes.items()},
        "classes": {target: _class_f1(first, target) for target in _TARGETS},
        "behaviour": {name: [rate.passed, rate.cases] for name, rate in pass_rates(outcomes).items()},
    }


def _figures(mode: Mode) -> dict[str, list[float | None]]:
    spans = intervals(mode, "reports")
    found: dict[str, list[float | None]] = {}
    for key, value in headline(mode).items():
        span = spans.get(key)
        bounds = [None, None] if span is None else [round(span.low, _DIGITS), round(span.high, _DIGITS)]
        found[key] = [round(value, _DIGITS), *bounds]
    return found


def _class_f1(mode: Mode, target: str) -> dict[str, list[float | None]]:
    scores = class_scores(answers(mode.statements, target), CLASSES[target])
    return {s.name: [None if s.f1 is None else round(s.f1, _DIGITS), s.support] for s in scores}


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the files of a saved model."""
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in MODEL_FILES}


def model_card(card: Mapping[str, Any], files: Mapping[str, str]) -> str:
    """Return the card as Markdown.

    Parameters
    ----------
    card : mapping
        The counts and held-out scores of training, `version`, `data` of `about_data`, and what `measured` returned;
        `corrections` where the model learnt from users'.
    files : mapping
        SHA-256 by file name, of `digests`.
    """
    # Markdown, not HTML: nothing in it comes from users' texts.
    environment = Environment(  # noqa: S701
        loader=PackageLoader("evaluation"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    weak = {"classes": _weak_classes(card["classes"]), "behaviour": _weak_capabilities(card["behaviour"])}
    return environment.get_template("model_card.md").render(
        card=card, files=files, weak=weak, rounds=ROUNDS, level=f"{LEVEL:.0%}"
    )


def _weak_classes(classes: Mapping[str, Mapping[str, Sequence[Any]]]) -> list[tuple[str, str, float, int]]:
    """Return target, class, F1 and support of the labelled classes of lowest F1, the lowest first."""
    found = [
        (target, name, f1, support)
        for target, scores in classes.items()
        for name, (f1, support) in scores.items()
        if f1 is not None and support
    ]
    return sorted(found, key=lambda row: (row[2], row[0], row[1]))[:_WEAK_CLASSES]


def _weak_capabilities(rates: Mapping[str, Sequence[int]]) -> list[tuple[str, int, int]]:
    """Return capability, passed and cases of the lowest pass rates below 1, the lowest first."""
    found = [(name, passed, cases) for name, (passed, cases) in rates.items() if passed < cases and name != "overall"]
    return sorted(found, key=lambda row: (row[1] / row[2], row[0]))[:_WEAK_CAPABILITIES]
