"""Score tagged reports against labelled ones, by the rules of the labelling guide.

A labelled statement counts as found when the predicted statement that covers most of it covers at least half of its
ink. Boundaries agree within three code points. Citations agree when they overlap and carry the same number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nlp.text.fold import fold

Row = dict[str, Any]
STANCES = ("achievement", "limitation", "recommendation")
BOUNDARY_TOLERANCE = 3  # code points
FREE_FORMS = ("ambiguous", "self")  # citations neither required nor punished


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled report: its text, its units, its citations, and its facts where they are labelled."""

    name: str
    text: str
    units: Sequence[Row]
    citations: Sequence[Row]
    facts: Row | None = None


def score(record: Row, gold: Gold) -> dict[str, float]:
    """Return the scores of one report.

    Parameters
    ----------
    record : dict
        A report after the output contract.
    gold : Gold

    Returns
    -------
    dict
        Shares in [0, 1]; a share over nothing is left out.
    """
    pairs = match_statements(record["statements"], gold)
    found = _label_scores(pairs) | _boundary_scores(record["statements"], gold)
    if gold.citations:
        found |= _citation_scores(record["citations"], gold.citations)
    if gold.facts is not None:
        right = [record["report"][key] == value for key, value in gold.facts.items()]
        found["facts"] = sum(right) / len(right)
    return found


def mean_scores(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each score over the reports that have it."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: sum(row[key] for row in rows if key in row) / sum(key in row for row in rows) for key in keys}


def match_statements(predicted: Sequence[Row], gold: Gold) -> list[tuple[Row, Row | None]]:
    """Pair each labelled statement with the predicted one that covers at least half of its ink."""
    pairs: list[tuple[Row, Row | None]] = []
    for unit in gold.units:
        if unit["kind"] == "statement":
            best = max(overlapping(predicted, unit), key=lambda row: _overlap(row, unit), default=None)
            pairs.append((unit, best if best is not None and _covers_half(best, unit, gold.text) else None))
    return pairs


def _overlap(left: Row, right: Row) -> int:
    return int(min(left["end"], right["end"]) - max(left["start"], right["start"]))


def overlapping(rows: Iterable[Row], unit: Row) -> list[Row]:
    """Return the rows that share a code point with a unit, in their order."""
    return [row for row in rows if _overlap(row, unit) > 0]


def _ink(text: str, start: int, end: int) -> int:
    return sum(not c.isspace() for c in text[start:end])


def _covers_half(row: Row, unit: Row, text: str) -> bool:
    low, high = max(row["start"], unit["start"]), min(row["end"], unit["end"])
    return _ink(text, low, high) * 2 >= _ink(text, unit["start"], unit["end"])


def _label_scores(pairs: Sequence[tuple[Row, Row | None]]) -> dict[str, float]:
    areas = [(unit["area"], {unit["area"], *unit["alt"]}, row["area"] if row else None) for unit, row in pairs]
    stances = [(unit["stance"], row["stance"] if row else None) for unit, row in pairs if unit["stance"] != "none"]
    return {
        "area_strict": _share(own == found for own, _, found in areas),
        "area_lenient": _share(found in accepted for _, accepted, found in areas),
        "stance_accuracy": _share(own == found for own, found in stances),
        "stance_macro_f1": macro_f1(stances),
    }


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else 0.0


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Return the mean F1 of the three stances, of those that the labels hold."""
    scores = []
    for stance in STANCES:
        hit = sum(own == found == stance for own, found in pairs)
        labelled = sum(own == stance for own, _ in pairs)
        claimed = sum(found == stance for _, found in pairs)
        if labelled:
            scores.append(2 * hit / (labelled + claimed))
    return sum(scores) / len(scores) if scores else 0.0


def _boundary_scores(predicted: Sequence[Row], gold: Gold) -> dict[str, float]:
    own = sorted({u[key] for u in gold.units if u["kind"] == "statement" for key in ("start", "end")})
    found = sorted({row[key] for row in predicted for key in ("start", "end")})
    precision, recall = _share(_near(p, own) for p in found), _share(_near(p, found) for p in own)
    tagged = total = 0
    for unit in gold.units:
        if unit["kind"] in ("heading", "boilerplate", "table"):
            total += _ink(gold.text, unit["start"], unit["end"])
            tagged += sum(_ink_shared(row, unit, gold.text) for row in overlapping(predicted, unit))
    return {"boundary_f1": _f1(precision, recall), "spurious": tagged / total if total else 0.0}


def _near(point: int, points: Sequence[int]) -> bool:
    index = bisect_left(points, point - BOUNDARY_TOLERANCE)
    return index < len(points) and points[index] <= point + BOUNDARY_TOLERANCE


def _ink_shared(row: Row, unit: Row, text: str) -> int:
    return _ink(text, max(row["start"], unit["start"]), min(row["end"], unit["end"]))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def same_document(row: Row, own: Row) -> bool:
    """Tell whether a predicted citation names the labelled document."""
    if own["form"] == "title_only":
        return fold(row["type"] or "") in ("luat", "bo luat")
    return (row["number"] or "").upper() == (own["number"] or "").upper()


def _citation_scores(predicted: Sequence[Row], labelled: Sequence[Row]) -> dict[str, float]:
    good: set[str] = set()
    required = found = 0
    fields: dict[str, list[bool]] = {"type": [], "date": [], "issuer": []}
    for own in labelled:
        hits = overlapping(predicted, own)
        free = own["form"] in FREE_FORMS
        good |= {row["id"] for row in hits if free or same_document(row, own)}
        right = next((row for row in hits if same_document(row, own)), None)
        if free:
            continue
        required += 1
        if right is not None:
            found += 1
            for name, flags in fields.items():
                if own[name] is not None:
                    flags.append((right[name] or "").casefold() == own[name].casefold())
    precision, recall = len(good) / max(len(predicted), 1), found / max(required, 1)
    scores = {"citation_f1": _f1(precision, recall)}
    return scores | {f"citation_{name}": _share(flags) for name, flags in fields.items() if flags}
