"""Runs made by hand, for the tests of what is computed from them."""

from __future__ import annotations

from typing import Any

from evaluation.runs import MEAN, SCHEMA, About, Mode, Run
from evaluation.scoring import mean_scores

Row = dict[str, Any]


def row(place: int, gold: str, found: str | None, **more: Any) -> Row:
    """Return a statement of ten code points; `gold` and `found` are "area stance"."""
    area, stance = gold.split()
    made = {
        "report": "a",
        "start": place,
        "end": place + 10,
        "text": f"câu {place}",
        "before": "câu trước",
        "after": "câu sau",
        "headings": ["I. KẾT QUẢ", "1. Thể chế"],
        "gold": {"area": area, "alt": [], "stance": stance, "sub": None},
        "found": None,
    }
    if found is not None:
        area, stance = found.split()
        labels = {"area": area, "stance": stance, "sub": None, "area_confidence": 0.9, "stance_confidence": 0.8}
        made["found"] = {"start": place, "end": place + 10, "text": None, "why": "area<words", **labels}
    return made | more


def run_of(*statements: Row, **more: Any) -> Run:
    """Return a run with one pass, "outline"; scores are the shares right."""
    names = dict.fromkeys(statement["report"] for statement in statements)
    scores = {name: _scores([one for one in statements if one["report"] == name]) for name in names}
    mode = Mode(scores | {MEAN: mean_scores(list(scores.values()))}, list(statements), points=100, seconds=0.5)
    for key, value in more.items():
        setattr(mode, key, value)
    about = About(schema=SCHEMA, version="1", model="default", leave_one_out=False, reports=dict.fromkeys(names, ""))
    return Run(about, {"outline": mode})


def _scores(rows: list[Row]) -> dict[str, float]:
    return {
        f"{label}_{rest}": sum(bool(one["found"]) and one["found"][label] == one["gold"][label] for one in rows)
        / len(rows)
        for label, rest in (("area", "strict"), ("stance", "accuracy"))
    }
