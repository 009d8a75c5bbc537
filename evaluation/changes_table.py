"""Show what a comparison of two versions found, to be read line by line."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evaluation.changes import FIELDS, Change, Changes, Kind

_HEADS: dict[Kind, str] = {"citation": "Citations", "label": "Labels"}
_SIGNS = {"gained": ("+ gained", "green"), "lost": ("- lost", "red"), "changed": ("~ changed", "yellow")}


def print_changes(found: Changes, console: Console, title: str) -> None:
    """Print notes, a table of changed citations, one of changed labels, and totals."""
    for note in found.notes:
        console.print(Text(f"Note: {note}"))
    for kind, head in _HEADS.items():
        rows = [change for change in found.changes if change.kind == kind]
        if rows:
            console.print(_changes_table(rows, head))
    console.print(_totals(found, title))


def _changes_table(rows: list[Change], head: str) -> Table:
    table = Table(title=head, title_justify="left", show_lines=True)
    table.add_column("report", overflow="fold", ratio=2)
    table.add_column("", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=4)
    table.add_column("context", overflow="fold", ratio=6)
    for row in rows:
        sign, colour = _SIGNS[row.sort]
        table.add_row(Text(row.report), Text(sign, style=colour), Text(describe(row)), Text(row.context))
    return table


def describe(change: Change) -> str:
    """Return what was gained or lost, or each changed field with its old and new value."""
    old, new = change.old, change.new
    if old is not None and new is not None:
        return "\n".join(f"{name}: {_value(old[name])} → {_value(new[name])}" for name in change.fields)
    row = new or old or {}
    return " · ".join(_value(row.get(name)) for name in FIELDS[change.kind])


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"{value[0]}-{value[1]}"
    return "null" if value is None else str(value)


def _totals(found: Changes, title: str) -> Table:
    table = Table(title=f"Totals: {title}", title_justify="left")
    table.add_column("")
    for sort in (*_SIGNS, "same"):
        table.add_column(sort, justify="right")
    for kind, head in _HEADS.items():
        counts = [str(found.count(kind, sort)) for sort in _SIGNS]
        table.add_row(head.lower(), *counts, str(found.same[kind]))
    return table
