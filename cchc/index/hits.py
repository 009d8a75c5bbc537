"""From rows of the record to hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from cchc.index.periods import period_label
from cchc.index.schema import provinces, reports, sections, statements, units
from cchc.index.types import Hit

_AT_ONCE = 500  # ids of one statement of SQL
_OF_REPORT = ("uid", "source", "title", "model", "date", "period_start", "period_end")
_PLAIN = (
    "id", "text", "start", "end", "page", "section", "area", "area_confidence", "stance", "stance_confidence", "sub",
    "why", "corrected", "level", "unit", "unit_id", "province", "source", "title", "model", "date", "period_start",
    "period_end",
)  # fmt: skip

Cutter = Callable[[str], tuple[str, tuple[tuple[int, int], ...]]]


def whole(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Show a text as it is."""
    return text, ()


def select_hits() -> Select[Any]:
    """Return the question for statements with what their report tells."""
    columns: list[Any] = [statements, reports.c.level, *(reports.c[name] for name in _OF_REPORT if name != "uid")]
    columns += [
        reports.c.unit_id,
        reports.c.uid.label("report"),
        units.c.name.label("unit"),
        provinces.c.name.label("province"),
    ]
    joined = statements.join(reports, reports.c.id == statements.c.report_id)
    joined = joined.outerjoin(units, units.c.id == reports.c.unit_id)
    joined = joined.outerjoin(provinces, provinces.c.id == reports.c.province_id)
    return select(*columns).select_from(joined)


def load_hits(
    connection: Connection, ids: Sequence[int], cut: Cutter = whole, scores: Mapping[int, float] | None = None
) -> list[Hit]:
    """Return the statements of some ids in their order; ids that are gone are left out."""
    found: dict[int, Hit] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(select_hits().where(statements.c.id.in_(ids[start : start + _AT_ONCE])))
        found |= {hit.id: hit for hit in make_hits(connection, rows.mappings().all(), cut, scores)}
    return [found[number] for number in ids if number in found]


def make_hits(
    connection: Connection,
    rows: Iterable[RowMapping],
    cut: Cutter = whole,
    scores: Mapping[int, float] | None = None,
) -> list[Hit]:
    """Return hits for rows of `select_hits`, with the headings above them."""
    rows = list(rows)
    trees = load_trees(connection, {row["report_id"] for row in rows})
    return [_hit(row, trees.get(row["report_id"], {}), cut, (scores or {}).get(row["id"], 0.0)) for row in rows]


def load_trees(connection: Connection, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the parent, number and title of the sections of reports, by id."""
    names = ("report_id", "uid", "parent", "number", "title")
    found = select(*(sections.c[name] for name in names)).where(sections.c.report_id.in_(list(numbers)))
    trees: dict[int, dict[str, Any]] = {}
    for report, uid, *heading in connection.execute(found).all():
        trees.setdefault(report, {})[uid] = heading
    return trees


def headings_above(tree: Mapping[str, Any], section: str | None) -> tuple[str, ...]:
    """Return the titles above a place, the outermost first."""
    titles: list[str] = []
    while section is not None and section in tree and len(titles) < len(tree):
        section, number, title = tree[section]
        titles.append(" ".join(part for part in (number, title) if part))
    return tuple(reversed(titles))


def _hit(row: RowMapping, tree: Mapping[str, Any], cut: Cutter, score: float) -> Hit:
    shown, marks = cut(row["text"])
    return Hit(
        **{name: row[name] for name in _PLAIN},
        report=row["report"],
        snippet=shown,
        marks=marks,
        headings=headings_above(tree, row["section"]),
        areas=row["areas"] or {row["area"]: 1.0},
        uncertain=tuple(row["uncertain"] or ()),
        period=period_label(row["period_start"], row["period_end"]),
        score=score,
    )
