"""Rows from whole labelled reports: annotated ones, and folders with `reports/` and `gold/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpora.annotated import AnnotatedReport, render
from corpora.json_lines import Record, objects
from corpora.placing import Placing, lead_ins, place_text
from corpora.rows import Refuse, Row, refuse_all
from corpora.scheme import AREAS, STANCES, check_label, check_sub
from nlp.errors import CchcError, ReadError


@dataclass(frozen=True, slots=True)
class _Unit:
    """A labelled statement: source offsets [start, end), its labels, the line it was read from."""

    start: int
    end: int
    line: int
    areas: tuple[str, ...]
    stance: str
    sub: str | None


def annotated_rows(report: AnnotatedReport) -> list[Row]:
    """Return the statements of an annotated report in order."""
    rendered = render(report)
    units = [
        _Unit(p.start, p.end, p.item.line, p.item.areas, p.item.stance, p.item.sub)
        for p in rendered.placed
        if p.item.kind == "statement"
    ]
    facts = [report.keys.get(key) for key in ("kind", "level", "unit", "period", "era")]
    kind, level, unit, period, era = facts
    base = Row("", f"{report.name}.acr", "", "", "", report=report.name, kind=kind, level=level, unit=unit)
    base = replace(base, period=period, era=era)
    rows = _placed_rows(place_text(rendered.text), units, base)
    return [_unplaced(row) for row in rows] if report.loose else rows


def _unplaced(row: Row) -> Row:
    """Take away the place of a statement that stands in no order and under no headings."""
    lone = replace(row, headings=(), role=None, section_area=None)
    return replace(lone, previous=None, next=None, position=None)


def folder_rows(folder: Path, refuse: Refuse = refuse_all) -> list[Row]:
    """Return the statements of a folder with `reports/NAME.txt` and `gold/NAME.units.jsonl`.

    Each line of a units file is an object with `start` and `end` (code points of the text), `kind`, and for
    statements `area`, `alt` (more accepted areas), `stance` and `sub`. `gold/reports.json`, where there is one, tells
    facts by report: `level`, `issuer`, `period_start`, `period_end`.

    Parameters
    ----------
    folder : Path
    refuse : callable
        Gets the error of each bad line; by default the first is raised.

    Raises
    ------
    ReadError
        E009 where the folder holds no labelled report.
    CchcError
        E021, E022: a line that is none of the format's, an unknown label.
    """
    files = sorted((folder / "gold").glob("*.units.jsonl"))
    if not files:
        raise ReadError("E009", str(folder))
    facts = _report_facts(folder / "gold" / "reports.json")
    return [row for path in files for row in _gold_rows(path, facts, refuse)]


def _report_facts(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CchcError("E021", str(path), f"JSON: {error}") from error
    return facts


def _gold_rows(path: Path, facts: dict[str, Any], refuse: Refuse) -> list[Row]:
    name = path.name.removesuffix(".units.jsonl")
    report = path.parents[1] / "reports" / f"{name}.txt"
    if not report.exists():
        raise ReadError("E007", str(report), "reports/")
    text = _text(report)
    placing = place_text(text)
    units = list(_gold_units(path, len(text), refuse))
    own = facts.get(name, {})
    period = "..".join(filter(None, (own.get("period_start"), own.get("period_end"))))
    base = Row("", path.name, "", "", "", report=name, kind="report", level=own.get("level"))
    return _placed_rows(placing, units, replace(base, unit=own.get("issuer"), period=period or None))


def _text(path: Path) -> str:
    """Return a text with its line ends as they are, for the offsets count them."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CchcError("E021", str(path), "UTF-8") from error


def _gold_units(path: Path, length: int, refuse: Refuse) -> Iterator[_Unit]:
    for place, line, record in objects(path, refuse):
        if record.get("kind") == "statement":
            try:
                yield _gold_unit(record, length, place, line)
            except CchcError as error:
                refuse(error)


def _gold_unit(record: Record, length: int, place: str, line: int) -> _Unit:
    start, end = record.get("start"), record.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        raise CchcError("E021", place, '"start", "end"')
    named = [record.get("area"), *(record.get("alt") or [])]
    areas = tuple(check_label("area", name, AREAS, place) for name in named)
    stance = check_label("stance", record.get("stance"), STANCES, place)
    return _Unit(start, end, line, areas, stance, check_sub(stance, record.get("sub"), place))


def _placed_rows(placing: Placing, units: Sequence[_Unit], base: Row) -> list[Row]:
    """Return rows with their places; `base` holds what all share, its `where` the file."""
    spans = [placing.span(unit.start, unit.end) for unit in units]
    texts = [placing.view.text[start:end].strip() for start, end in spans]
    leads = lead_ins(texts, [_same_paragraph(placing, spans, i) for i in range(len(spans))])
    rows = []
    for index, unit in enumerate(units):
        section = placing.section(spans[index][0])
        row = replace(
            base,
            id=f"{base.report}#{index + 1}",
            where=f"{base.where}:{unit.line}",
            text=texts[index],
            area=unit.areas[0],
            areas=unit.areas,
            stance=unit.stance,
            sub=unit.sub,
            headings=placing.headings(section),
            role=section.role if section else None,
            section_area=section.area if section else None,
            lead_in=leads[index],
        )
        rows.append(row)
    return in_order(rows)


def _same_paragraph(placing: Placing, spans: Sequence[tuple[int, int]], index: int) -> bool:
    return index > 0 and "\n" not in placing.view.text[spans[index - 1][1] : spans[index][0]].strip(" ")


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one report with their position and their neighbours."""
    listed = list(rows)
    before = [None, *(row.text for row in listed[:-1])]
    after = [*(row.text for row in listed[1:]), None]
    return [replace(row, position=index, previous=before[index], next=after[index]) for index, row in enumerate(listed)]
