"""Labelled documents of other kinds, apart by their outline, and what changes when they are written otherwise.

The documents in `evaluation/trials` were written by people who had not seen the program, for measuring alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from corpora.annotated import AnnotatedReport, Rendered, load_folder, render
from evaluation.report import gold_of
from evaluation.scoring import Row, macro_f1, match_statements
from evaluation.variants import VARIANTS
from models.record import to_record
from models.tagging import Tagger
from nlp.source import Source

OUTLINES = ("usual", "unusual", "none")
Pair = tuple[Row, Row | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in [0, 1] over the statements of some documents; None over nothing."""

    statements: int
    area_strict: float | None
    area_lenient: float | None
    stance_f1: float | None
    limitation_precision: float | None
    limitation_recall: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """How many labels of a variant differ from those of the plain document, in [0, 1]."""

    variant: str
    area: float
    stance: float
    lost: float


@dataclass(slots=True)
class Trials:
    """Figures by kind of outline, figures of limitations by role of their section, and changes by variant."""

    by_outline: dict[str, Figures] = field(default_factory=dict)
    by_role: dict[str, Figures] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@cache
def trial_reports() -> tuple[AnnotatedReport, ...]:
    """Return the documents for measuring; nothing is trained on them."""
    return tuple(load_folder(files("evaluation") / "trials"))


def run_trials(tagger: Tagger, reports: Sequence[AnnotatedReport] | None = None) -> Trials:
    """Measure a tagger on documents of other kinds and on their variants.

    Parameters
    ----------
    tagger : Tagger
    reports : sequence of AnnotatedReport, optional
        With the key `outline`, one of `OUTLINES`; the documents of `evaluation/trials` by default.
    """
    reports = trial_reports() if reports is None else reports
    tagged = [(report, _tag(tagger, report.name, render(report))) for report in reports]
    trials = Trials()
    for outline in OUTLINES:
        pairs = [pair for report, (found, _) in tagged if report.keys.get("outline") == outline for pair in found]
        trials.by_outline[outline] = figures(pairs)
    trials.by_outline["all"] = figures([pair for _, (found, _) in tagged for pair in found])
    roles = [
        (pair, roles.get(pair[1]["section"]) if pair[1] else None) for _, (found, roles) in tagged for pair in found
    ]
    for role in dict.fromkeys(role or "none" for _, role in roles):
        trials.by_role[role] = figures([pair for pair, own in roles if (own or "none") == role])
    trials.changes = [
        _change(tagger, name, [(r, found) for r, (found, _) in tagged]) for name in VARIANTS if name != "plain"
    ]
    return trials


def _tag(tagger: Tagger, name: str, rendered: Rendered) -> tuple[list[Pair], dict[str, str | None]]:
    """Return the labelled statements of a document with what was found, and the role of each section."""
    gold = gold_of(name, rendered)
    record = to_record(tagger.tag(Source(f"{name}.txt", gold.text)))
    roles = {section["id"]: section["role"] for section in record["sections"]}
    return match_statements(record["statements"], gold), roles


def figures(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of labelled statements with what was found."""
    areas = [(own["area"], {own["area"], *own["alt"]}, row["area"] if row else None) for own, row in pairs]
    stances = [(own["stance"], row["stance"] if row else None) for own, row in pairs if own["stance"] != "none"]
    hits = sum(own == found == "limitation" for own, found in stances)
    return Figures(
        len(pairs),
        _share(own == found for own, _, found in areas),
        _share(found in accepted for _, accepted, found in areas),
        macro_f1(stances) if stances else None,
        _ratio(hits, sum(found == "limitation" for _, found in stances)),
        _ratio(hits, sum(own == "limitation" for own, _ in stances)),
    )


def _change(tagger: Tagger, name: str, plain: Sequence[tuple[AnnotatedReport, list[Pair]]]) -> Change:
    """Compare the labels of one variant of all documents with those of the documents themselves."""
    before: dict[tuple[str, str], Row | None] = {}
    after: dict[tuple[str, str], Row | None] = {}
    for report, found in plain:
        before |= {(report.name, own["text"]): row for own, row in found}
        pairs, _ = _tag(tagger, report.name, VARIANTS[name](report))
        after |= {(report.name, own["text"]): row for own, row in pairs}
    both = [(before[key], row) for key, row in after.items() if key in before and before[key] is not None]
    kept = [(old, new) for old, new in both if old and new]
    return Change(
        name,
        _share(old["area"] != new["area"] for old, new in kept) or 0.0,
        _share(old["stance"] != new["stance"] for old, new in kept) or 0.0,
        1 - len(kept) / len(both) if both else 0.0,
    )


def _share(flags: Iterable[bool]) -> float | None:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
