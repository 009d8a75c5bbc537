"""`cchc evaluate`: test a model on labelled reports, print, and write the page and the run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click

from cchc import __version__
from cchc.app import output_stream
from cchc.language import language, say
from cchc.screen import Screen
from evaluation.page import all_intervals, render_page
from evaluation.report import load_gold, sample_gold
from evaluation.run_changes import compare_runs
from evaluation.runs import Run, RunOptions, dump, make_run
from evaluation.terminal import print_changes, print_run
from nlp.errors import CchcError


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is to be written: the page, the saved run; the run to compare with; JSON instead of tables."""

    html: Path | None = None
    save: Path | None = None
    old: Run | None = None
    as_json: bool = False


def test_model(folder: Path | None, options: RunOptions, outputs: Outputs) -> None:
    """Test a model on a folder of labelled reports, or on the samples.

    Raises
    ------
    CchcError
        E009, E021 for the labelled reports, E020 for the model, E024 for too few reports to leave one out.
    """
    try:
        gold = load_gold(folder) if folder else sample_gold()
        run = make_run(gold, options, __version__, _tell)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError) as error:
        raise CchcError("E021", str(folder), f"{type(error).__name__}: {error}") from error
    if outputs.save:
        with output_stream(outputs.save) as stream:
            stream.write(dump(run))
    _show(run, outputs)


def _show(run: Run, outputs: Outputs) -> None:
    if outputs.as_json:
        click.echo(json.dumps(run.scores, ensure_ascii=False, indent=1))
        if not outputs.html:
            return
    spans = all_intervals(run)
    if outputs.html:
        with output_stream(outputs.html) as stream:
            stream.write(render_page(run, language(), outputs.old, spans))
    if not outputs.as_json:
        print_run(run, spans, Screen(), language())
        if outputs.old:
            print_changes(compare_runs(outputs.old, run), Screen(), language())


def _tell(name: str) -> None:
    click.echo(say(f"Đang huấn luyện không có {name} …", f"Training without {name} …"), err=True)
