"""Tagged history as Parquet: years of tagged reports, one statement a row, read quickly by many programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpora.json_lines import Record, objects
from corpora.rows import Refuse, Row, refuse_all
from corpora.scheme import AREAS, SCHEMA, STANCES, check_label, check_sub
from corpora.sources import in_order
from nlp.errors import CchcError, ReadError

if TYPE_CHECKING:  # pyarrow takes half a second
    import pyarrow

_LISTS: Final = ("areas", "headings")
_FLOATS: Final = ("area_confidence", "stance_confidence")
_BATCH: Final = 20_000  # rows written at once
_NEEDED: Final = {"text", "area", "stance"}
_MALFORMED: Final = (KeyError, TypeError, AttributeError, ValueError)


def tagged_to_parquet(tagged: Path, target: Path) -> int:
    """Write the statements of tagged reports (JSON lines of `cchc/1`) as Parquet, one report after the other.

    Labels are written as their ids, so that other programs read them as they are. Lines of files that could not be
    read hold no statement. The file appears when it is whole.

    Returns
    -------
    int
        How many statements were written.

    Raises
    ------
    CchcError
        E021, with file and line, for a line that is none of the output contract's.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    part = target.with_name(f"{target.name}.part")
    count = 0
    try:
        with pq.ParquetWriter(part, _schema(), compression="zstd") as writer:
            rows = (_cells(row) for report in _tagged_reports(tagged) for row in report)
            while batch := list(islice(rows, _BATCH)):
                writer.write_table(pa.Table.from_pylist(batch, _schema()))
                count += len(batch)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def _schema() -> pyarrow.Schema:
    import pyarrow as pa

    kinds = dict.fromkeys(_LISTS, pa.list_(pa.string())) | dict.fromkeys(_FLOATS, pa.float32())
    kinds["position"] = pa.int32()
    return pa.schema([(field.name, kinds.get(field.name, pa.string())) for field in fields(Row)])


def _cells(row: Row) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(Row)}


def _tagged_reports(path: Path) -> Iterator[list[Row]]:
    for place, _, record in objects(path, refuse_all):
        try:
            if record["schema"] != SCHEMA:
                raise CchcError("E021", place, f'"schema": "{record["schema"]}"')
            rows = [] if "error" in record else in_order(_tagged_rows(record, place))
        except _MALFORMED as error:
            raise CchcError("E021", place, f"{type(error).__name__}: {error}") from error
        if rows:
            yield rows


def _tagged_rows(record: Record, place: str) -> Iterator[Row]:
    report = record["report"]
    sections = {section["id"]: section for section in record["sections"]}
    period = "..".join(filter(None, (report["period_start"], report["period_end"])))
    for statement in record["statements"]:
        section = sections.get(statement["section"], {})
        area = check_label("area", statement["area"], AREAS, place)
        stance = check_label("stance", statement["stance"], STANCES, place)
        yield Row(
            f"{report['id']}#{statement['id']}",
            f"{report['source']}:{statement['start']}",
            statement["text"],
            area,
            stance,
            check_sub(stance, statement["sub"], place),
            areas=(area,),
            headings=_headings(section, sections),
            role=section.get("role"),
            section_area=section.get("area"),
            report=report["id"],
            kind="report",
            level=report["level"],
            unit=report["issuer"],
            period=period or None,
            area_confidence=statement["area_confidence"],
            stance_confidence=statement["stance_confidence"],
        )


def _headings(section: Record, sections: dict[str, Record]) -> tuple[str, ...]:
    """Return the headings down to a section; a parent stands before its child, so that this ends."""
    found: list[str] = []
    seen: set[str] = set()
    while section and section["id"] not in seen:
        seen.add(section["id"])
        if section["title"]:
            found.append(f"{section['number'] or ''} {section['title']}".strip())
        section = sections.get(section["parent"], {})
    return tuple(reversed(found))


def read_parquet(path: Path, refuse: Refuse = refuse_all) -> Iterator[Row]:
    """Yield the rows of a Parquet file that `tagged_to_parquet` wrote, or of one with at least text, area and stance.

    Raises
    ------
    ReadError
        E004 where it is no Parquet file.
    CchcError
        E021 where a column is missing, E022 for an unknown label; the line is the row's number.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise ReadError("E004", str(path), "Parquet") from error
    with table:
        missing = sorted(_NEEDED - set(table.schema_arrow.names))
        if missing:
            raise CchcError("E021", str(path), ", ".join(missing))
        number = 0
        for batch in table.iter_batches():
            for cells in batch.to_pylist():
                number += 1
                try:
                    yield _row(cells, f"{path}:{number}", f"{path.stem}#{number}")
                except CchcError as error:
                    refuse(error)


def _row(cells: dict[str, Any], place: str, name: str) -> Row:
    area = check_label("area", cells["area"], AREAS, place)
    stance = check_label("stance", cells["stance"], STANCES, place)
    checked = {"area": area, "stance": stance, "sub": check_sub(stance, cells.get("sub"), place)}
    known = {field.name: cells[field.name] for field in fields(Row) if cells.get(field.name) is not None}
    known |= {key: tuple(known.get(key, ())) for key in _LISTS}
    known["areas"] = tuple(check_label("areas", each, AREAS, place) for each in known["areas"] or (area,))
    return Row(**({"id": name, "where": place, "text": ""} | known | checked))
