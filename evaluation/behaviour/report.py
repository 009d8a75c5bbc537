"""Pass rates by capability and the failing cases: for people, and as rows for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evaluation.behaviour.cases import Expected, Passage
from evaluation.behaviour.check import FIELDS, Outcome
from models.labeller import Label

# Vietnamese and English.
_TEXTS = {
    "title": ("Tỷ lệ đạt theo năng lực", "Pass rate by capability"),
    "capability": ("năng lực", "capability"),
    "cases": ("số ca", "cases"),
    "rate": ("đạt", "pass"),
    "area": ("lĩnh vực", "area"),
    "stance": ("loại", "stance"),
    "sub": ("loại con", "sub"),
    "failing": ("Ca không đạt", "Failing cases"),
    "expected": ("cần", "expected"),
    "found": ("được", "found"),
    "same": ("như câu đầu", "as the first"),
    "nothing": ("không thấy câu", "no statement"),
}
OVERALL = "overall"


@dataclass(slots=True)
class Rate:
    """How many cases of a capability passed; for each label, [right, asked for]."""

    cases: int = 0
    passed: int = 0
    labels: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})

    def add(self, outcome: Outcome) -> None:
        """Count one more case."""
        self.cases += 1
        self.passed += outcome.passed
        for name, right in outcome.right.items():
            self.labels[name][0] += right
            self.labels[name][1] += 1

    def shares(self) -> dict[str, float | None]:
        """Return the shares in [0, 1] of cases that passed and of right labels; None where none was asked for."""
        counts = {"rate": [self.passed, self.cases]} | self.labels
        return {name: right / asked if asked else None for name, (right, asked) in counts.items()}


def pass_rates(outcomes: Sequence[Outcome]) -> dict[str, Rate]:
    """Return the rates of each capability and, last, of all cases."""
    rates: dict[str, Rate] = {}
    for outcome in outcomes:
        for name in (outcome.case.capability, OVERALL):
            rates.setdefault(name, Rate()).add(outcome)
    overall = rates.pop(OVERALL, Rate())
    return rates | {OVERALL: overall}


def to_rows(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the rates and the failing cases as plain values; shares are in [0, 1]."""
    rates = {
        name: {"cases": rate.cases, "passed": rate.passed} | rate.shares()
        for name, rate in pass_rates(outcomes).items()
    }
    return {"rates": rates, "failures": [_row(outcome) for outcome in outcomes if not outcome.passed]}


def _row(outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    row = {"id": case.id, "capability": case.capability, "kind": case.kind}
    return row | {"readings": [_reading(*reading) for reading in _readings(outcome)]}


def _readings(outcome: Outcome) -> Iterator[tuple[Passage, Expected, Label | None]]:
    case = outcome.case
    passages = [case.first] if case.second is None else [case.first, case.second]
    expected = [case.expected, case.changed][: len(passages)]
    return zip(passages, expected, outcome.found, strict=True)


def _reading(passage: Passage, expected: Expected, label: Label | None) -> dict[str, Any]:
    return {
        "headings": list(passage.headings),
        "text": passage.text,
        "expected": {"area": expected.area, "stance": expected.stance, "sub": expected.sub},
        "found": {"area": label.area, "stance": label.stance, "sub": label.sub, "why": label.why} if label else None,
    }


def print_rates(outcomes: Sequence[Outcome], console: Console, language: str = "vi") -> None:
    """Print a table of the rates, then each failing case with what was expected and what was found."""
    table = Table(box=None, padding=(0, 2, 0, 0), title=_text("title", language), title_justify="left")
    table.add_column(_text("capability", language))
    for key in ("cases", "rate", *FIELDS):
        table.add_column(_text(key, language), justify="right")
    for name, rate in pass_rates(outcomes).items():
        shares = ["–" if share is None else f"{share:.3f}" for share in rate.shares().values()]
        table.add_row(name, str(rate.cases), *shares, style="bold" if name == OVERALL else "")
    console.print(table)
    _print_failures([outcome for outcome in outcomes if not outcome.passed], console, language)


def _print_failures(failing: Sequence[Outcome], console: Console, language: str) -> None:
    if failing:
        console.print(f"\n[bold]{_text('failing', language)}[/bold] ({len(failing)})")
    for outcome in failing:
        console.print(f"{outcome.case.id} ({outcome.case.kind})", highlight=False)
        for passage, expected, label in _readings(outcome):
            line = " > ".join([*passage.headings, passage.text])
            wanted, found = _expected(expected, language), _found(label, language)
            told = f"{_text('expected', language)} {wanted}; {_text('found', language)} {found}"
            console.print(f"    {escape(line)}\n      {told}", highlight=False, soft_wrap=True)


def _expected(expected: Expected, language: str) -> str:
    stated = " ".join(filter(None, (expected.area, expected.stance, expected.sub)))
    return stated or _text("same", language)


def _found(label: Label | None, language: str) -> str:
    if label is None:
        return _text("nothing", language)
    return " ".join(filter(None, (label.area, label.stance, label.sub)))


def _text(key: str, language: str) -> str:
    return _TEXTS[key][language == "en"]
