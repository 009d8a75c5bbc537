"""The behaviour tests on the command line."""

from __future__ import annotations

import json

import click

from cchc.language import language, say
from cchc.screen import Screen


def print_behaviour(model: str | None, as_json: bool, alone: bool = True) -> None:
    """Run the behaviour tests and print the pass rates with the failing cases.

    Parameters
    ----------
    model : str or None
        Folder of a model; the shipped one by default.
    as_json : bool
    alone : bool
        Whether neither a folder nor `--no-outline` was given: the cases bring their own texts and headings.

    Raises
    ------
    click.UsageError
        Where it is not alone.
    """
    from evaluation.behaviour import print_rates, run, to_rows

    if not alone:
        raise click.UsageError(
            say(
                "--behaviour không đi cùng FOLDER hoặc --no-outline: các ca thử có sẵn câu và đề mục.",
                "--behaviour takes no FOLDER and no --no-outline: the cases bring their own text and headings.",
            )
        )
    outcomes = run(model)
    if as_json:
        click.echo(json.dumps(to_rows(outcomes), ensure_ascii=False, indent=1))
    else:
        print_rates(outcomes, Screen(), language())
