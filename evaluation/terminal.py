"""A run, and what it gained and lost, as tables on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evaluation.bootstrap import Interval
from evaluation.measures import CLASSES, answers, class_scores, headline
from evaluation.run_changes import TARGETS, ModeChanges, Turn
from evaluation.runs import MEAN, Run
from evaluation.words import Words

_BY_REPORT = (
    "area_strict", "area_lenient", "stance_accuracy", "stance_macro_f1", "boundary_f1", "citation_f1", "facts",
)  # fmt: skip
Spans = dict[str, dict[str, Interval]]


def print_run(run: Run, spans: Mapping[str, Spans], console: Console, language: str = "vi") -> None:
    """Print the figures of each pass with their intervals, the scores of each report, and those of each class.

    Parameters
    ----------
    run : Run
    spans : mapping
        What `evaluation.page.all_intervals` returned.
    console : Console
    language : {"vi", "en"}
    """
    words = Words(language)
    for table in (_figures(run, spans, words), _reports(run, words), _classes(run, words), _speed(run, words)):
        console.print(table)
    if "sections" in spans:
        console.print(Text(words.say("few_reports").format(count=len(run.about["reports"]))))


def _table(title: str, *heads: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), title=Text(f"\n{title}", style="bold"), title_justify="left")
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if index else "left", no_wrap=True)
    return table


def _figures(run: Run, spans: Mapping[str, Spans], words: Words) -> Table:
    """Return a line a figure; the interval is over sections where there are few reports."""
    by = "sections" if "sections" in spans else "reports"
    figures = {name: headline(mode) for name, mode in run.modes.items()}
    heads = [head for name in run.modes for head in (words.say(name, "short"), "95 %")]
    title = f"{words.say('summary')} (95 %: {words.say(f'interval_{by}')})"
    table = _table(title, words.say("measure"), *heads)
    for key in dict.fromkeys(key for found in figures.values() for key in found):
        cells = [
            (words.figure(key, figures[name].get(key)), _span(spans[by][name].get(key), key, words)) for name in figures
        ]
        table.add_row(words.metric(key), *[cell for pair in cells for cell in pair])
    return table


def _span(span: Interval | None, key: str, words: Words) -> str:
    if span is None:
        return ""
    low, high = words.figure(key, span.low), words.figure(key, span.high)
    return f"{low.removesuffix(' %')}–{high.removesuffix(' %')}"


def _reports(run: Run, words: Words) -> Table:
    """Return a line a report; a second line without the outline."""
    first = next(iter(run.modes.values()))
    keys = [key for key in _BY_REPORT if key in first.scores[MEAN]]
    table = _table(
        f"{words.say('reports')} ({' / '.join(words.say(name) for name in run.modes)})",
        words.say("report"),
        *[words.say(key, "short") for key in keys],
    )
    for report in first.scores:
        cells = ["\n".join(_cell(run, name, report, key) for name in run.modes) for key in keys]
        table.add_row(Text(words.say("mean") if report == MEAN else report), *cells)
    return table


def _cell(run: Run, name: str, report: str, key: str) -> str:
    """Return a score with three digits; only labels differ without the outline."""
    value = run.modes[name].scores[report].get(key)
    repeated = name != next(iter(run.modes)) and not key.startswith(("area", "stance"))
    return "" if repeated else "–" if value is None else f"{value:.3f}"


def _classes(run: Run, words: Words) -> Table:
    name, mode = next(iter(run.modes.items()))
    heads = [words.say(key) for key in ("class", "precision", "recall", "f1", "support")]
    table = _table(f"{words.say('classes')} ({words.say(name)})", *heads)
    for target in ("area", "stance", "sub"):
        for row in class_scores(answers(mode.statements, target), CLASSES[target]):
            label = f"{words.say(f'target_{target}')}: {words.label(row.name, target)}"
            f1 = "–" if row.f1 is None else words.number(row.f1, 3)
            table.add_row(label, words.percent(row.precision), words.percent(row.recall), f1, str(row.support))
    return table


def _speed(run: Run, words: Words) -> Table:
    table = _table(
        words.say("speed"), words.say("series"), words.say("points_per_second"), words.say("statements_per_second")
    )
    for name, mode in run.modes.items():
        rates = [words.number(count / mode.seconds) if mode.seconds else "–" for count in (mode.points, mode.found)]
        table.add_row(words.say(name), *rates)
    return table


def print_changes(changes: Mapping[str, ModeChanges], console: Console, language: str = "vi") -> None:
    """Print what a change gained and lost: figures, totals, and each statement that turned right or wrong."""
    words = Words(language)
    if not changes:
        console.print(Text(words.say("no_common")))
    for name, change in changes.items():
        console.print(_deltas(name, change, words))
        for turn in change.turns:
            console.print(_turn(turn, words))
        console.print(_totals(change, words))


def _deltas(name: str, change: ModeChanges, words: Words) -> Table:
    heads = [words.say(key) for key in ("measure", "before", "after", "difference")]
    table = _table(f"{words.say('changes')}: {words.say(name)}", *heads)
    for delta in change.deltas:
        style = "" if delta.better is None else "green" if delta.better else "red"
        shown = Text(words.signed(delta.key, delta.difference), style=style)
        old, new = words.figure(delta.key, delta.old), words.figure(delta.key, delta.new)
        table.add_row(words.metric(delta.key), old, new, shown)
    return table


def _turn(turn: Turn, words: Words) -> Text:
    sign, style = ("+", "green") if turn.gained else ("-", "red")
    labels = [words.label(label, turn.target) for label in (turn.old, turn.new, turn.row["gold"][turn.target])]
    line = Text(f"{sign} {turn.row['report']}: {labels[0]} → {labels[1]}", style=style)
    heading = next((title for title in reversed(turn.row["headings"]) if title), "")
    return line.append(f" ({words.say('gold')}: {labels[2]}) [{heading:.60}] {turn.row['text']:.120}", style="default")


def _totals(change: ModeChanges, words: Words) -> Text:
    parts = [f"{change.common} {words.say('common')}"]
    counts = {"only_old": change.only_old, "only_new": change.only_new, "relabelled": change.relabelled}
    parts += [f"{count} {words.say(key)}" for key, count in counts.items() if count]
    for target in TARGETS:
        gained, lost = change.count(target, True), change.count(target, False)
        parts.append(
            f"{words.say(f'target_{target}')}: {gained} {words.say('newly_right')}, {lost} {words.say('newly_wrong')}"
            f" ({words.say('chance')} {words.number(change.chance(target), 3)})"
        )
    return Text("; ".join(parts))
