"""How fast citations are found, beside eyecite's `get_citations`, in one run.

Run as ``python -m evaluation.bench_citations [FILE ...]``; without files the sample reports are used. eyecite reads
American law, so each library gets its own language: for every report an English text of the same number of code points
with the same number of citations. The English sentences and cases are invented. eyecite runs with its own defaults.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpora.annotated import render, samples
from evaluation.bench import ROUNDS, measure
from nlp.citations import extract
from nlp.text import make_view

AIM = 20.0  # times eyecite's code points per second
MISSING = "eyecite is not installed: .venv/bin/pip install -c constraints.txt -e '.[dev]' (make test does it)"
# Sentences with one citation each: {v} volume, {p} page, {y} year.
_CITING = (
    "The court held in Smith v. Jones, {v} U.S. {p} ({y}), that an owner must be told before the road is moved. ",
    "A later panel took the same view, Harbour Mills Co. v. Lane, {v} F.3d {p} (9th Cir. {y}), and closed the case. ",
    "Costs stay where they fell. Orchard Bank v. Pine County, {v} F. Supp. 2d {p} (S.D.N.Y. {y}). ",
    "The rule is older than the act, see Reed v. Town of Alder, {v} N.E.2d {p} (Mass. {y}), and nobody doubts it. ",
    "Two judges relied on Carter v. Willow Rail, {v} P.2d {p} (Cal. {y}), for the measure of the loss. ",
)
_PLAIN = (
    "The board heard both parties on the first day and closed the record a week later. ",
    "Nothing in the file shows that the notice was late, and the clerk who sent it said so under oath. ",
    "By the end of the year 214 of 230 requests had been answered, 9 of them after the date that the rules set. ",
    "The committee therefore asks each office to name one person who answers for the list. ",
)


# eyecite looks a lower court's name up in a list of thousands, by far its dearest step; the Supreme Court needs none.
# How often it must do so decides the outcome, so both ends are shown.
_KINDS = {"five courts": _CITING, "Supreme Court only": _CITING[:1]}


@dataclass(slots=True)
class Runner:
    """One row of the race: citations found and seconds spent on all texts."""

    citations: int = 0
    seconds: float = 0.0


def english_text(length: int, citations: int, citing: Sequence[str] = _CITING) -> str:
    """Return an English text of exactly `length` code points with `citations` full citations, evenly spread.

    Raises
    ------
    ValueError
        Where so many citations do not fit.
    """
    plain = cycle(_PLAIN)
    text = ""
    for i in range(citations):
        text += citing[i % len(citing)].format(v=100 + i % 400, p=11 + 37 * i % 900, y=1985 + i % 30)
        while len(text) < length * (i + 1) // citations - 200:  # room for the next citing sentence
            text += next(plain)
        text += "\n"
    if len(text) > length:
        raise ValueError(f"{citations} citations do not fit into {length} code points")
    while len(text) < length:
        text += next(plain)
    return text[:length]


def race(texts: Sequence[str], rounds: int = ROUNDS) -> dict[str, Runner]:
    """Time `extract` ("cchc") and `get_citations` on the English twins, by turns on every text.

    The best round of each text counts. The race is fair where all runners find as many citations.
    """
    runners = {name: Runner() for name in ("cchc", *_KINDS)}
    for text in texts:
        steps = _steps(make_view(text).text)
        for name, seconds in measure(steps, rounds).items():
            runners[name].seconds += seconds
            runners[name].citations += len(steps[name]())
    return runners


def _steps(text: str) -> dict[str, Callable[[], Sequence[object]]]:
    """Return the runners on a text and on its twins."""
    from eyecite import get_citations

    count = len(extract(text))
    steps: dict[str, Callable[[], Sequence[object]]] = {"cchc": partial(extract, text)}
    for name, citing in _KINDS.items():
        steps[name] = partial(get_citations, english_text(len(text), count, citing))
    return steps


def print_race(runners: dict[str, Runner], length: int, console: Console) -> None:
    """Print what came out on `length` code points, and whether the aim is reached."""
    title = f"Citations beside eyecite {version('eyecite')}: {length:,} code points, best of {ROUNDS} rounds"
    table = Table(title=title, title_justify="left")
    for head in ("runner", "citations", "code points/s", "cchc is faster"):
        table.add_column(head, justify="left" if head == "runner" else "right")
    for name, runner in runners.items():
        ratio = f"{runner.seconds / runners['cchc'].seconds:.1f} ×"
        own = name == "cchc"
        label = "cchc nlp.citations.extract" if own else f"eyecite, {name}"
        speed = f"{length / runner.seconds:,.0f}"
        table.add_row(label, str(runner.citations), speed, "" if own else ratio)
    console.print(table)
    for name in _KINDS:
        reached = runners[name].seconds >= AIM * runners["cchc"].seconds
        console.print(f"{name}: the aim of {AIM:.0f} × is {'reached' if reached else 'missed'}", highlight=False)


def main() -> None:
    """Race on the files named, or on the sample reports; say how to install eyecite where it is missing."""
    console = Console(width=80)
    if find_spec("eyecite") is None:
        console.print(MISSING, highlight=False, markup=False, soft_wrap=True)
        return
    texts = [Path(name).read_bytes().decode("utf-8") for name in sys.argv[1:]]
    texts = texts or [render(report).text for report in samples()]
    print_race(race(texts), sum(len(make_view(text).text) for text in texts), console)


if __name__ == "__main__":
    main()
