"""`cchc evaluate --trials`: documents by kind of outline, limitations by role, and what changes when headings do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

import click
from rich.table import Table
from rich.text import Text

from cchc.language import say
from cchc.screen import Screen
from evaluation.trials import Figures, Trials, run_trials
from models.tagging import Tagger


def print_trials(model: str | None, as_json: bool) -> None:
    """Measure a model on the trials and print what came out."""
    trials = run_trials(Tagger(model))
    if as_json:
        click.echo(json.dumps(asdict(trials), ensure_ascii=False, indent=1))
        return
    screen = Screen()
    for table in _tables(trials):
        screen.print(table)


def _tables(trials: Trials) -> list[Table]:
    outlines = {"usual": say("đề mục thường gặp", "usual"), "unusual": say("đề mục khác lạ", "unusual")}
    outlines |= {"none": say("không có đề mục", "none"), "all": say("tất cả", "all")}
    by_outline = {outlines.get(name, name): found for name, found in trials.by_outline.items()}
    return [
        _figures(say("Theo đề mục của văn bản", "By outline"), by_outline),
        _figures(say("Theo vai trò của mục", "By role of the section"), trials.by_role),
        _changes(trials),
    ]


def _figures(title: str, rows: Mapping[str, Figures]) -> Table:
    heads = [
        "",
        say("số câu", "statements"),
        say("lĩnh vực", "area"),
        say("kể cả lĩnh vực chấp nhận", "area, accepted"),
        say("loại (F1)", "stance F1"),
        say("hạn chế: đúng", "limitations: precision"),
        say("hạn chế: đủ", "recall"),
    ]
    table = _table(title, heads)
    for name, found in rows.items():
        shares = list(asdict(found).values())[1:]
        table.add_row(name, str(found.statements), *["–" if share is None else f"{share:.3f}" for share in shares])
    return table


def _changes(trials: Trials) -> Table:
    heads = ["", say("lĩnh vực đổi", "area changed"), say("loại đổi", "stance changed"), say("mất câu", "lost")]
    table = _table(say("Viết lại: nhãn đổi so với bản gốc", "Written otherwise: labels changed"), heads)
    for change in trials.changes:
        table.add_row(change.variant, *[f"{share:.3f}" for share in (change.area, change.stance, change.lost)])
    return table


def _table(title: str, heads: list[str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), title=Text(f"\n{title}", style="bold"), title_justify="left")
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if index else "left", no_wrap=True)
    return table
