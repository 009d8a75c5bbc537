"""What learning from corrections changed, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cchc.language import say
from cchc.training import Learnt
from evaluation.learning import Agreement, changed_labels
from evaluation.runs import MEAN

_SCORES = ("area_strict", "area_lenient", "stance_accuracy")


def print_learnt(learnt: Learnt) -> None:
    """Print how many corrections are followed and what became of the sample reports, before and after."""
    if left := learnt.corrections.left_out:
        click.echo(
            say(
                f"{left} khuyến nghị không ghi sub (task, proposal): không học được",
                f"{left} recommendations without a sub-label (task, proposal): not learnt from",
            )
        )
    before, after = learnt.agreements
    click.echo(
        say(
            f"Sửa nhãn gán đúng (trên {after.count}), trước → sau: {_told(before)} → {_told(after)}",
            f"Corrections labelled as corrected (of {after.count}), before → after: {_told(before)} → {_told(after)}",
        )
    )
    for line in _samples(learnt):
        click.echo(line)


def _told(found: Agreement) -> str:
    return say(
        f"{found.both} (lĩnh vực {found.area}, loại {found.stance})",
        f"{found.both} (area {found.area}, stance {found.stance})",
    )


def _samples(learnt: Learnt) -> Iterator[str]:
    before, after = learnt.runs
    for name, mode in after.modes.items():
        old = before.modes[name]
        changed, count = changed_labels(old, mode), len(mode.statements)
        shown = say(*{"outline": ("dùng đề mục", "with outline")}.get(name, ("không đề mục", "without")))
        yield say(
            f"Báo cáo mẫu, {shown}: {changed} trên {count} nhãn thay đổi",
            f"Sample reports, {shown}: {changed} of {count} labels changed",
        )
        for key in _SCORES:
            yield f"    {key} {old.scores[MEAN][key]:.4f} → {mode.scores[MEAN][key]:.4f}"
