"""Names of units before and after they were merged or renamed, from the gazetteer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from nlp.places.gazetteer import Unit, load_gazetteer, type_word
from nlp.tables import load_csv

_TYPE = re.compile(
    r"(?:ubnd\s+)?(?P<type>tỉnh|thành phố|tp\.?|quận|huyện|thị xã|tx\.?|thị trấn|tt\.?|phường|xã|đặc khu)\s+"
    r"(?P<name>.+)",
    re.IGNORECASE,
)


def other_names(typed: str, level: str | None = None) -> list[str]:
    """Return the names of the units that came before and after the one typed.

    Parameters
    ----------
    typed : str
        With or without its type word. Without, only provinces are looked up, since communes share their names.
    level : str, optional
        Only units of this level.
    """
    match = _TYPE.fullmatch(typed.strip())
    name = match["name"] if match else typed.strip()
    kind = type_word(match["type"]) if match else None
    found = [unit for unit in load_gazetteer().named(name) if _fits(unit, kind, level)]
    names = dict.fromkeys(name for unit in found for name in _names(unit, level))
    return [other for other in names if other.lower() != typed.strip().lower()]


def _fits(unit: Unit, kind: str | None, level: str | None) -> bool:
    if level:
        return unit.level == level
    return unit.type == kind if kind else unit.level == "province"


def _names(unit: Unit, level: str | None) -> Iterator[str]:
    gazetteer = load_gazetteer()
    for other in (*unit.successors, *_predecessors().get(unit.id, ())):
        yield gazetteer[other].name if level else gazetteer[other].full_name


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    """Return the units that each one was made from."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in load_csv("units"):
        for successor in filter(None, row["successor"].split(";")):
            found[successor] += (row["id"],)
    return dict(found)
