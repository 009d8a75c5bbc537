"""What a labelled report and a tagged one say of the same place, row by row: the ground of every measure and list.

Rows are plain objects, so that a run can be saved as JSON and read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.scoring import BOUNDARY_TOLERANCE, FREE_FORMS, Gold, Row, match_statements, overlapping, same_document

_AROUND = 160  # code points of context on either side of a citation
_LABELS = ("area", "area_confidence", "stance", "stance_confidence", "sub", "why")
_CITED = ("number", "type", "date", "issuer")


def statement_rows(record: Row, gold: Gold) -> list[Row]:
    """Return one row for each labelled statement: its place and surroundings, its labels, what was found there.

    Parameters
    ----------
    record : dict
        A report after the output contract.
    gold : Gold

    Returns
    -------
    list of dict
        `report`, `start`, `end` (code points of the source), `text`, `before`, `after` (its neighbours), `headings`
        (top down), `gold` (area, alt, stance, sub), `found` (None where no prediction covers half of its ink).
    """
    pairs = match_statements(record["statements"], gold)
    texts = [gold.text[unit["start"] : unit["end"]] for unit, _ in pairs]
    rows = []
    for index, (unit, found) in enumerate(pairs):
        row = _place(record, gold.name, unit, texts, index)
        row["gold"] = {key: unit.get(key) for key in ("area", "alt", "stance", "sub")}
        row["found"] = _found(found, unit) if found is not None else None
        rows.append(row)
    return rows


def _place(record: Row, name: str, unit: Row, texts: Sequence[str], index: int) -> Row:
    return {
        "report": name,
        "start": unit["start"],
        "end": unit["end"],
        "text": texts[index],
        "before": texts[index - 1] if index else "",
        "after": texts[index + 1] if index + 1 < len(texts) else "",
        "headings": heading_stack(record.get("sections", []), unit["start"]),
    }


def _found(found: Row, unit: Row) -> Row:
    """Return the prediction's labels; `text` only where its ends are not the labelled ones."""
    near = all(abs(found[key] - unit[key]) <= BOUNDARY_TOLERANCE for key in ("start", "end"))
    labels = {key: found.get(key) for key in _LABELS}
    return {"start": found["start"], "end": found["end"], **labels, "text": None if near else found.get("text")}


def heading_stack(sections: Sequence[Row], place: int) -> list[str]:
    """Return the headings above a place, top down, with their numbers; "" for a section without a title."""
    by_id = {section["id"]: section for section in sections}
    inside = [section for section in sections if section["start"] <= place < section["end"]]
    stack: list[str] = []
    section = inside[-1] if inside else None
    while section is not None:
        stack.append(" ".join(part for part in (section["number"], section["title"]) if part))
        section = by_id.get(section["parent"] or "")
    return stack[::-1]


def extra_rows(record: Row, gold: Gold) -> Iterator[Row]:
    """Yield the predicted statements where the labels hold none; `kind` is that of the unit they cover, if any."""
    statements = [unit for unit in gold.units if unit["kind"] == "statement"]
    others = [unit for unit in gold.units if unit["kind"] != "statement"]
    texts = [row.get("text", "") for row in record["statements"]]
    for index, row in enumerate(record["statements"]):
        if not overlapping(statements, row):
            covered = overlapping(others, row)
            place = _place(record, gold.name, row, texts, index)
            yield place | {"kind": covered[0]["kind"] if covered else None, "found": _found(row, row)}


def citation_rows(record: Row, gold: Gold) -> Iterator[Row]:
    """Yield the citations that are missed, invented, or wrong in a field that the labels tell.

    `kind` is "missed", "extra" or "field"; `fields` names what is wrong. Reports without labelled citations give none.
    """
    if not gold.citations:
        return
    predicted, good = record["citations"], set()
    for own in gold.citations:
        hits = overlapping(predicted, own)
        free = own["form"] in FREE_FORMS
        good |= {row["id"] for row in hits if free or same_document(row, own)}
        right = next((row for row in hits if same_document(row, own)), None)
        wrong = _wrong_fields(right, own) if right else ["number"]
        if not free and wrong:
            near = right or next(iter(hits), None)
            yield _citation(gold, own, "field" if right else "missed", wrong, own, near)
    for row in predicted:
        if row["id"] not in good:
            yield _citation(gold, row, "extra", [], None, row)


def _wrong_fields(found: Row, own: Row) -> list[str]:
    fields = [key for key in _CITED[1:] if own[key] is not None]
    return [key for key in fields if (found[key] or "").casefold() != own[key].casefold()]


def _citation(gold: Gold, place: Row, kind: str, fields: list[str], own: Row | None, found: Row | None) -> Row:
    start, end = place["start"], place["end"]
    return {
        "report": gold.name,
        "start": start,
        "end": end,
        "text": gold.text[start:end],
        "before": gold.text[max(start - _AROUND, 0) : start],
        "after": gold.text[end : end + _AROUND],
        "kind": kind,
        "fields": fields,
        "gold": {key: own.get(key) for key in _CITED} if own else None,
        "found": {key: found.get(key) for key in _CITED} if found else None,
    }


def fact_rows(record: Row, gold: Gold) -> list[dict[str, Any]]:
    """Return the facts of a report that differ from the labelled ones."""
    facts = gold.facts or {}
    found = record["report"]
    return [
        {"report": gold.name, "fact": key, "gold": value, "found": found.get(key)}
        for key, value in facts.items()
        if found[key] != value
    ]
