"""Run the cases against a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.behaviour.cases import Case, Passage, load_cases
from models.component import load_pipeline
from models.labeller import Label

FIELDS = ("area", "stance", "sub")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what came of it.

    Attributes
    ----------
    case : Case
    found : tuple of Label or None
        The labels that its one or two sentences got; None where no statement was found.
    right : dict
        Whether area, stance and sub-label are as the case asks; what it does not ask for is left out.
    """

    case: Case
    found: tuple[Label | None, ...]
    right: dict[str, bool]

    @property
    def passed(self) -> bool:
        """Whether everything that the case asks for holds."""
        return all(self.right.values())


class _Reader:
    """Labels passages with one pipeline; a sentence that many cases share is read once."""

    def __init__(self, model: str | None) -> None:
        self.pipeline = load_pipeline(model)
        self.read: dict[Passage, Label | None] = {}

    def label(self, passage: Passage) -> Label | None:
        if passage not in self.read:
            self.read[passage] = self._label(passage)
        return self.read[passage]

    def _label(self, passage: Passage) -> Label | None:
        """Return the label of the statement that covers most of the sentence: noise may cut it in two."""
        report = passage.report()
        begin = report.rindex(passage.text)
        doc = self.pipeline(report)
        shares: list[tuple[int, Label]] = []
        for statement, label in zip(doc._.statements, doc._.labels, strict=True):
            start, end = doc._.view.to_source(statement.start, statement.end)
            shares.append((end - max(start, begin), label))
        best = max(shares, key=lambda share: share[0], default=(0, None))
        return best[1] if best[0] > 0 else None


def run(model: str | None = None, cases: Sequence[Case] | None = None) -> list[Outcome]:
    """Run cases against a model.

    Parameters
    ----------
    model : str, optional
        Folder of a model; the shipped one by default.
    cases : sequence of Case, optional
        All by default.

    Returns
    -------
    list of Outcome
        In the order of the cases.
    """
    reader = _Reader(model)
    outcomes = []
    for case in load_cases() if cases is None else cases:
        passages = [case.first] if case.second is None else [case.first, case.second]
        found = tuple(reader.label(passage) for passage in passages)
        outcomes.append(Outcome(case, found, _judge(case, found)))
    return outcomes


def _judge(case: Case, found: Sequence[Label | None]) -> dict[str, bool]:
    expected = [case.expected, case.changed][: len(found)]
    right = {}
    for name in FIELDS:
        got = [getattr(label, name) if label else None for label in found]
        own = [getattr(one, name) for one in expected]
        alike = case.kind == "INV" and name != "sub"
        if any(own) or alike:
            right[name] = None not in found and _fits(got, own, alike)
    return right


def _fits(got: Sequence[str | None], own: Sequence[str], alike: bool) -> bool:
    """Tell whether each asked-for value was given and, where they must be, both are alike."""
    return all(want in ("", value) for value, want in zip(got, own, strict=True)) and not (alike and got[0] != got[1])
