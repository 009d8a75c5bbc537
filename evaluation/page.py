"""The evaluation as one HTML page: nothing is loaded from elsewhere, and it can be read without JavaScript."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from evaluation.bootstrap import FEW, ROUNDS, By, Interval, intervals
from evaluation.charts import Chart, coverage_chart, reliability_chart, whisker_chart
from evaluation.errors import KINDS, Error, list_errors
from evaluation.measures import CLASSES, answers, class_scores, confusion, headline
from evaluation.run_changes import TARGETS, compare_runs
from evaluation.runs import MEAN, Mode, Run
from evaluation.words import Words
from models.names import AREA_NAMES, STANCE_NAMES

MAIN = ("area_strict", "area_lenient", "stance_accuracy", "stance_macro_f1")
TILES = ("area_strict", "stance_macro_f1", "boundary_f1", "citation_f1", "ece_area", "precision80_area")
Spans = dict[str, dict[str, Interval]]


def render_page(
    run: Run, language: str = "vi", old: Run | None = None, spans: Mapping[str, Spans] | None = None
) -> str:
    """Return the page of a run.

    Parameters
    ----------
    run : Run
    language : {"vi", "en"}
    old : Run, optional
        A run to compare with.
    spans : mapping, optional
        What `all_intervals` returned for the run, where that is known already.

    Returns
    -------
    str
        HTML; all text of reports is escaped.
    """
    words = Words(language)
    script = (files("evaluation") / "templates" / "filter.js").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context = _measures(run, words, spans or all_intervals(run)) | _error_context(run)
    return environment.get_template("evaluation.html").render(
        run=run,
        words=words,
        t=words.say,
        script=script,
        script_digest=base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        changes=compare_runs(old, run) if old else None,
        old=old,
        targets=TARGETS,
        mean=MEAN,
        **context,
    )


def all_intervals(run: Run) -> dict[str, Spans]:
    """Return the intervals of each pass by what is drawn: reports, and sections where there are few reports."""
    kinds: tuple[By, ...] = ("reports", "sections") if few_reports(run) else ("reports",)
    return {by: {name: intervals(mode, by) for name, mode in run.modes.items()} for by in kinds}


def few_reports(run: Run) -> bool:
    """Whether there are so few reports that drawing them means little."""
    return len(run.about["reports"]) < FEW


def _measures(run: Run, words: Words, spans: Mapping[str, Spans]) -> dict[str, Any]:
    figures = {name: headline(mode) for name, mode in run.modes.items()}
    first = next(iter(run.modes.values()))
    return {
        "figures": figures,
        "keys": list(dict.fromkeys(key for found in figures.values() for key in found)),
        "tiles": [key for key in TILES if key in next(iter(figures.values()))],
        "spans": spans,
        "few": few_reports(run),
        "rounds": ROUNDS,
        "whiskers": whisker_chart(figures, spans["sections" if few_reports(run) else "reports"], MAIN, words),
        "charts": _charts(run, words),
        "classes": {target: _class_rows(first, target) for target in ("area", "stance", "sub")},
        "confusions": {target: _confusion(first, target) for target in ("area", "stance")},
        "report_names": [name for name in first.scores if name != MEAN],
    }


def _charts(run: Run, words: Words) -> list[Chart]:
    makers = (reliability_chart, coverage_chart)
    return [make(run.modes, target, words) for make in makers for target in ("area", "stance")]


def _class_rows(mode: Mode, target: str) -> list[Any]:
    return list(class_scores(answers(mode.statements, target), CLASSES[target]))


def _confusion(mode: Mode, target: str) -> dict[str, Any]:
    """Return the counts, without classes that nobody names."""
    classes = CLASSES[target]
    counts = confusion(answers(mode.statements, target), classes)
    used = [i for i, row in enumerate(counts) if sum(row) or any(other[i] for other in counts)]
    last = [len(classes), len(classes) + 1]
    rows = [(classes[i], [counts[i][j] for j in (*used, *last)], sum(counts[i])) for i in used]
    return {"classes": [classes[i] for i in used], "rows": rows}


def _error_context(run: Run) -> dict[str, Any]:
    name, mode = next(iter(run.modes.items()))
    errors = list_errors(mode)
    return {
        "errors": errors,
        "errors_of": name,
        "kinds": [kind for kind in KINDS if any(kind in error.kinds for error in errors)],
        "areas": list(AREA_NAMES),
        "stances": list(STANCE_NAMES),
        "labels_of": _labels_of,
    }


def _labels_of(error: Error, key: str) -> str:
    """Return the labels of an error, both sides, for the filters."""
    return " ".join(dict.fromkeys(str(side[key]) for side in (error.gold, error.found) if side and side.get(key)))
