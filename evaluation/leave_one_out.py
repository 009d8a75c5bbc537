"""Test each labelled report with a model that has seen the others: what more labelled reports would be worth.

The models are thrown away with the test. None is shipped: the shipped model learns from the authored text alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpora.annotated import authored
from evaluation.scoring import Gold, Row, overlapping
from models.component import load_pipeline, statement_settings
from models.examples import Example, joint_stance, report_examples
from models.store import save
from models.training import train
from nlp.errors import CchcError
from nlp.source import Source
from nlp.tokenizer import make_doc


def without_each(gold: Sequence[Gold], tell: Callable[[str], None]) -> Iterator[tuple[Gold, Path]]:
    """Yield each report with the folder of a model trained without it; the folder lives until the next is asked for.

    Raises
    ------
    CchcError
        E024 where there are fewer than two different texts.
    """
    if len({own.text for own in gold}) < 2:
        raise CchcError("E024", "", str(len({own.text for own in gold})))
    ours = [example for report in authored() for example in report_examples(report)]
    labelled = {own.name: gold_examples(own) for own in gold}
    for own in gold:
        tell(own.name)
        # A second copy of the same text under another name is left out, too.
        others = [example for other in gold if other.text != own.text for example in labelled[other.name]]
        with tempfile.TemporaryDirectory(prefix="cchc-without-") as folder:
            save(train([*ours, *others]), Path(folder))
            yield own, Path(folder)


def gold_examples(gold: Gold) -> list[Example]:
    """Return a report's labelled statements as training examples.

    A statement as the pipeline cuts it takes the labels of the labelled one that it shares most with, so that training
    sees the settings that tagging sees. What the labels do not cover, or leave without a sub-label, is left out.
    """
    pipeline = load_pipeline()
    doc = pipeline(make_doc(pipeline.vocab, Source(f"{gold.name}.txt", gold.text)))
    statements, view = doc._.statements, doc._.view
    settings = statement_settings(doc, statements, doc._.outline)
    units = [unit for unit in gold.units if unit["kind"] == "statement"]
    examples = []
    for statement, setting in zip(statements, settings, strict=True):
        start, end = view.to_source(statement.start, statement.end)
        unit = _nearest(units, {"start": start, "end": end})
        if unit is not None and _told(unit):
            group = (gold.name, -1 if statement.section is None else statement.section)
            stance = joint_stance(unit["stance"], unit.get("sub"))
            examples.append(Example(setting, (unit["area"], *unit["alt"]), stance, gold.name, group))
    return examples


def _nearest(units: Sequence[Row], span: Row) -> Row | None:
    shared = overlapping(units, span)
    return max(shared, key=lambda u: min(u["end"], span["end"]) - max(u["start"], span["start"]), default=None)


def _told(unit: Row) -> bool:
    """Whether the labels name one of the classes that are learnt; a bare "recommendation" is none."""
    return unit["stance"] != "recommendation" or unit.get("sub") is not None
