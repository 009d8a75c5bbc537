"""What the filters of lists may be set to: what occurs in the index, and what the address asks for already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cchc.index import Bucket, Index
from cchc.names import LEVEL_NAMES, document_kind_name, level_name, period_kind, period_name
from cchc.web.asked import Asked

_NAMES: Final[dict[str, Callable[[str], str]]] = {
    "period": period_name,
    "province": str,
    "level": level_name,
    "kind": document_kind_name,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter may be set to."""

    value: str
    name: str


def choices(index: Index, chosen: Asked) -> dict[str, list[Choice]]:
    """Return the values of the filters that reports have: periods from the latest, and the years they lie in."""
    held = index.facet_values()
    present = {bucket.value for bucket in held.levels}
    found = {
        "period": _periods(bucket.value for bucket in held.periods),
        "province": sorted(bucket.value for bucket in held.provinces),
        "kind": [bucket.value for bucket in held.kinds],
        "level": [level for level in LEVEL_NAMES if level in present],
    }
    asked = {name: getattr(chosen.filters, name) for name in found}
    return {
        name: [Choice(value, _NAMES[name](value)) for value in dict.fromkeys([*values, *asked[name]])]
        for name, values in found.items()
    }


def _periods(held: Iterable[str]) -> list[str]:
    """Return periods, the latest year first, in a year the whole first."""
    labels = set(held)
    labels |= {label[:4] for label in labels}
    return sorted(labels, key=lambda label: (label[:4], period_kind(label) == "year", label), reverse=True)


def offered(buckets: Sequence[Bucket], chosen: str) -> list[Choice]:
    """Return values as the index names them, and the chosen one where it is none of them."""
    found = [Choice(bucket.value, bucket.label) for bucket in buckets]
    extra = chosen and chosen not in {choice.value for choice in found}
    return [*found, Choice(chosen, chosen)] if extra else found
