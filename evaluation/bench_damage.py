"""The table of what repair is worth on the sample reports; nothing of them is in the language model.

Run as ``python -m evaluation.bench_damage`` (``make bench-damage``). Labels are scored on the clean, the damaged and
the repaired text.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evaluation.damage import LAYERS, label_scores, try_repair, wrong_numbers
from evaluation.report import sample_gold
from evaluation.scoring import Gold
from models.tagging import Tagger
from nlp.repair import repair

_COLUMNS = (
    "report",
    "fonts",
    "syllables",
    "likeliest",
    "precision",
    "letters",
    "restored",
    "area",
    "stance",
    "numbers wrong",
    "chars/s",
)


def rows_for(gold: Gold, tagger: Tagger) -> list[tuple[str, ...]]:
    """Return a row for each kind of damage."""
    clean, clean_report = label_scores(tagger, gold)
    rows: list[tuple[str, ...]] = []
    for layers in LAYERS:
        outcome = try_repair(gold.text, layers)
        labels, report = label_scores(tagger, gold, layers)
        rows.append(
            (
                gold.name,
                layers,
                f"{outcome.before:.3f} → {outcome.after:.3f}",
                f"{outcome.likely:.3f}",
                f"{outcome.precision:.4f}",
                f"{outcome.characters:.4f}",
                f"{outcome.restored:.3f}",
                f"{clean['area_lenient']:.3f} → {labels['area_lenient']:.3f}",
                f"{clean['stance_accuracy']:.3f} → {labels['stance_accuracy']:.3f}",
                str(len(wrong_numbers(clean_report, report))),
                f"{len(gold.text) / outcome.seconds:,.0f}",
            )
        )
    return rows


def print_bench(gold: Sequence[Gold], console: Console) -> None:
    """Print the table, and how many characters of the clean texts the repair would change."""
    for layers in LAYERS:  # compiled once, outside the timing
        try_repair(gold[0].text, layers)
    table = Table(title="damaged → repaired (labels: clean → repaired)", title_justify="left", box=None)
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column in ("report", "fonts") else "right", no_wrap=True)
    tagger = Tagger()
    for own in gold:
        for row in rows_for(own, tagger):
            table.add_row(*row)
    console.print(table)
    console.print(f"clean reports that the repair would change: {sum(repair(own.text).damaged for own in gold)}")


def main() -> None:
    """Print the table over the sample reports."""
    print_bench(sample_gold(), Console(width=160))


if __name__ == "__main__":
    main()
