"""Corrections by users: labels that a person changed, one JSON object a line.

======================  ================================================================================
key                     holds
======================  ================================================================================
`text`                  the statement; required
`area`, `stance`        the right labels, ids of the output contract; required
`sub`                   the right sub-label: `limitation`, `cause`, `task`, `proposal`; null otherwise
`headings`              the headings above it as printed, outermost first; a list of strings
`report`                which report it stands in: its id or file name
`reviewer`              who corrected it
`at`                    when, ISO 8601 ("2026-03-02T09:15:00+07:00")
`before`                the labels that were wrong: {"area": …, "stance": …}
======================  ================================================================================

Further keys are let be, so that an exporter may add its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from corpora.json_lines import Record, objects
from corpora.rows import Refuse, Row, refuse_all
from corpora.scheme import AREAS, STANCES, check_label, check_sub
from nlp.errors import CchcError
from nlp.outline import heading_area, heading_role
from nlp.statements import lead_in
from nlp.text.markers import find_marker


def read_corrections(path: Path, refuse: Refuse = refuse_all) -> Iterator[Row]:
    """Yield the corrections of a file; section role and area are read from the headings.

    Parameters
    ----------
    path : Path
    refuse : callable
        Gets the error of each bad line; by default the first is raised.

    Raises
    ------
    CchcError
        E021 for a line that is none of the format's, E022 for an unknown label; both name file and line.
    """
    for place, line, record in objects(path, refuse):
        try:
            yield _row(record, place, f"{path.stem}#{line}")
        except CchcError as error:
            refuse(error)


def _row(record: Record, place: str, name: str) -> Row:
    text = _string(record, "text", place)
    if not text:
        raise CchcError("E021", place, '"text"')
    area = check_label("area", record.get("area"), AREAS, place)
    stance = check_label("stance", record.get("stance"), STANCES, place)
    headings = _headings(record, place)
    before_area, before_stance = _before(record, place)
    return Row(
        name,
        place,
        text,
        area,
        stance,
        check_sub(stance, record.get("sub"), place),
        areas=(area,),
        headings=headings,
        role=_nearest_role(headings),
        section_area=_nearest_area(headings),
        lead_in=lead_in(text[find_marker(text).length :]),
        report=_string(record, "report", place),
        kind="correction",
        reviewer=_string(record, "reviewer", place),
        at=_time(record, place),
        before_area=before_area,
        before_stance=before_stance,
    )


def _string(record: Record, key: str, place: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise CchcError("E021", place, f'"{key}"')
    return value.strip() if value is not None else None


def _headings(record: Record, place: str) -> tuple[str, ...]:
    value = record.get("headings") or []
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise CchcError("E021", place, '"headings"')
    return tuple(value)


def _before(record: Record, place: str) -> tuple[str | None, str | None]:
    value = record.get("before") or {}
    if not isinstance(value, dict):
        raise CchcError("E021", place, '"before"')
    area, stance = value.get("area"), value.get("stance")
    return (
        None if area is None else check_label("before.area", area, AREAS, place),
        None if stance is None else check_label("before.stance", stance, STANCES, place),
    )


def _time(record: Record, place: str) -> str | None:
    told = _string(record, "at", place)
    try:
        return None if told is None else datetime.fromisoformat(told).isoformat()
    except ValueError as error:
        raise CchcError("E021", place, f'"at": "{told}" (ISO 8601)') from error


def _titles(headings: tuple[str, ...]) -> list[str]:
    """Return the headings without their numbers, the nearest first."""
    return [text[find_marker(text).length :] for text in reversed(headings)]


def _nearest_role(headings: tuple[str, ...]) -> str | None:
    return next(filter(None, map(heading_role, _titles(headings))), None)


def _nearest_area(headings: tuple[str, ...]) -> str | None:
    return next((area for area, _ in map(heading_area, _titles(headings)) if area), None)
