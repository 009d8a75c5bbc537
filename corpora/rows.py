"""One labelled statement of a corpus, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.errors import CchcError

Refuse = Callable[[CchcError], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled statement and where it stands; None is what its source does not tell.

    Attributes
    ----------
    id : str
        The report and the statement's number in it, from 1: "xa-2023-nam#12".
    where : str
        File and line: "xa-2023-nam.acr:33".
    text : str
        The statement in the cleaned view.
    area, stance, sub : str
        Ids of `corpora.scheme`.
    areas : tuple of str
        The accepted areas, the main one first.
    headings : tuple of str
        The headings above it as printed, outermost first.
    role, section_area : str or None
        What its section tells: `results`, `limitations`, `tasks` …; the area its headings name.
    lead_in : str
        The words before the first colon that hold for it, empty where there are none.
    previous, next : str or None
        The statements beside it; None at the ends and where statements stand in no order.
    position : int or None
        Its place in the report, from 0; None where statements stand in no order.
    report, kind, level, unit, period, era : str or None
        The report's id and the facts of it, as the keys in `corpora/authored/README.md`.
    reviewer, at : str or None
        Who corrected it, and when (ISO 8601); corrections only.
    before_area, before_stance : str or None
        The labels that were corrected; corrections only.
    area_confidence, stance_confidence : float or None
        In [0, 1]; tagged history only, whose labels are the model's.
    """

    id: str
    where: str
    text: str
    area: str
    stance: str
    sub: str | None = None
    areas: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    role: str | None = None
    section_area: str | None = None
    lead_in: str = ""
    previous: str | None = None
    next: str | None = None
    position: int | None = None
    report: str | None = None
    kind: str | None = None
    level: str | None = None
    unit: str | None = None
    period: str | None = None
    era: str | None = None
    reviewer: str | None = None
    at: str | None = None
    before_area: str | None = None
    before_stance: str | None = None
    area_confidence: float | None = None
    stance_confidence: float | None = None


def refuse_all(error: CchcError) -> None:
    """Raise the first error; a check that lists them all gives another function."""
    raise error
