"""A reader's view of a tagged report: the outline with each statement's area and stance, in colour on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cchc.language import area_name, say, stance_name
from cchc.restored import legend, places_of, places_within, signed, styled

_COLOURS = {"achievement": "green", "limitation": "red", "recommendation": "cyan", "none": "dim"}
_LABEL_WIDTH = 44  # the longest area name, two spaces and the longest sub-label name


def print_report(record: dict[str, Any], console: Console, mended: str = "") -> None:
    """Print one report: facts, outline, statements.

    Parameters
    ----------
    record : dict
        A report after the output contract.
    console : rich.console.Console
        Colours are left out where it does not write to a terminal.
    mended : str, optional
        The source's text after repair, so that restored letters can be marked.
    """
    _print_facts(record, console)
    restored = places_of(record["repaired"]) if mended else frozenset()
    if restored:
        console.print(Text(legend(len(restored), styled=console.is_terminal), style="dim"))
    inside: dict[str | None, list[dict[str, Any]]] = {}
    for statement in record["statements"]:
        inside.setdefault(statement["section"], []).append(_with_restored(statement, mended, restored))
    _print_statements(inside.get(None, []), 0, console)
    for section in record["sections"]:
        if section["role"] in ("front", "back", "annex") and not section["title"]:
            continue
        _print_heading(section, console)
        _print_statements(inside.get(section["id"], []), section["level"], console)
    for notice in record["warnings"]:
        console.print(Text(f"! {notice['code']} {notice['message']}", style="yellow"))
    console.print()


def _with_restored(statement: dict[str, Any], mended: str, restored: frozenset[int]) -> dict[str, Any]:
    """Return a statement with the restored places of its text."""
    start, end = statement["start"], statement["end"]
    found = places_within(statement["text"], mended, start, end, restored) if restored else set()
    return statement | {"restored": found}


def _print_facts(record: dict[str, Any], console: Console) -> None:
    report = record["report"]
    console.print(Text(report["title"] or report["source"], style="bold"))
    period = f"{report['period_start']} – {report['period_end']}" if report["period_start"] else None
    facts = [_part(report), report["issuer"], report["number"], report["date"]]
    facts.append(period and say("kỳ ", "period ") + period)
    known = [fact for fact in facts if fact]
    console.print(Text("  ".join([report["source"], *known]), style="dim"))
    console.print()


def _part(report: dict[str, Any]) -> str | None:
    part = report.get("part")
    return f"{say('văn bản', 'paper')} {part['number']}/{part['of']}" if part else None


def _print_heading(section: dict[str, Any], console: Console) -> None:
    indent = "  " * (section["level"] - 1)
    title = " ".join(part for part in (section["number"], section["title"]) if part)
    tags = [area_name(section["area"])] if section["area"] else []
    line = Text(f"{indent}{title}", style="bold")
    if tags:
        line.append(f"  [{tags[0]}]", style="dim")
    console.print(line, soft_wrap=not console.is_terminal)


def _print_statements(statements: list[dict[str, Any]], depth: int, console: Console) -> None:
    if not statements:
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LABEL_WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    for statement in statements:
        table.add_row(_label(statement), _body(statement))
    if console.is_terminal:
        console.print(Padding(table, (0, 0, 0, 2 * depth)))
        return
    for statement in statements:
        label, text = _label(statement).plain, signed(statement["text"], statement["restored"])
        # As Text: a report's own brackets are no mark-up.
        console.print(Text(f"{'  ' * depth}{label:<{_LABEL_WIDTH}} {text}"), soft_wrap=True)


def _label(statement: dict[str, Any]) -> Text:
    area, stance = ("?" if name in statement["uncertain"] else "" for name in ("area", "stance"))
    name = f"{area_name(statement['area'])}{area}  {stance_name(statement['stance'], statement['sub'])}{stance}"
    return Text(name, style=_COLOURS[statement["stance"]])


def _body(statement: dict[str, Any]) -> Text:
    page = f"  ({say('tr.', 'p.')} {statement['page']})" if statement["page"] else ""
    return styled(statement["text"], statement["restored"]).append(page)
