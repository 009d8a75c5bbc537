"""The filters of a page: their values with counts, those chosen, and which of them could be let go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from cchc.index import Bucket, Index, Results
from cchc.index.asking import ask, whole_phrase
from cchc.index.telling import told_value
from cchc.language import say
from cchc.names import DOCUMENT_KIND_NAMES, LEVEL_NAMES, facet_name
from cchc.web.asked import Asked
from cchc.web.render import percent
from corpora.scheme import AREAS, STANCES, SUBS

SHOWN: Final = 8  # values of a facet that need no further click
_COUNTED: Final = 5  # chosen values that the most frequent do not hold, each a search
_ORDER: Final = {
    "area": AREAS,
    "stance": STANCES,
    "sub": SUBS,
    "level": tuple(LEVEL_NAMES),
    "kind": tuple(DOCUMENT_KIND_NAMES),
    "corrected": ("true", "false"),
}
_COMPLETE: Final = ("area", "stance", "corrected")  # shown whole, so that the column stays as it is
TYPED: Final = ("unit", "province", "period")  # there may be thousands: a value can be typed, too


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter; `count` is None where it was not counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values: `top` are shown at once and hold all that are chosen."""

    name: str
    top: tuple[Choice, ...]
    rest: tuple[Choice, ...]

    @property
    def typed(self) -> bool:
        """Whether a value can be typed."""
        return self.name in TYPED

    @property
    def chosen(self) -> bool:
        """Whether one is chosen."""
        return any(choice.chosen for choice in self.top)


@dataclass(frozen=True, slots=True)
class Way:
    """Another question, and how many statements it finds."""

    label: str
    asked: Asked
    count: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the question without it."""

    name: str
    label: str
    asked: Asked


def total(index: Index, asked: Asked) -> int:
    """Return how many statements a question finds."""
    return index.search(asked.query(limit=0)).total


def make_facets(index: Index, asked: Asked, found: Results) -> tuple[Facet, ...]:
    """Return the facets of a page of results.

    Values of one filter are alternatives. So a filter that is set is counted as if it were not: the counts tell what
    another value would add.
    """
    return tuple(_facet(index, asked, name, buckets) for name, buckets in _buckets(index, asked, found).items())


def _buckets(index: Index, asked: Asked, found: Results) -> dict[str, Sequence[Bucket]]:
    set_ = {name for name, _ in asked.pairs()}
    alone = {name: asked.free(name).query((name,), 0) for name in found.facets if name in set_}
    return {
        name: index.search(alone[name]).facets[name] if name in alone else buckets
        for name, buckets in found.facets.items()
    }


def _facet(index: Index, asked: Asked, name: str, buckets: Sequence[Bucket]) -> Facet:
    counts = {bucket.value: bucket for bucket in buckets}
    values = list(counts) if name not in _COMPLETE else list(_ORDER[name])
    chosen = [value for key, value in asked.pairs() if key == name]
    extra = [value for value in chosen if value not in values]
    choices = [_choice(index, name, value, counts.get(value), value in chosen) for value in values]
    choices.sort(key=_sorting(name), reverse=name == "period")
    choices = [*_uncounted(index, asked, name, extra), *choices]
    top = tuple(choice for place, choice in enumerate(choices) if choice.chosen or place < SHOWN)
    return Facet(name, top, tuple(choice for choice in choices if choice not in top))


def _sorting(name: str) -> Callable[[Choice], int | str]:
    """Return by what values stand: labels as the scheme has them, periods by time, others the most frequent first."""
    if name == "period":
        return lambda choice: choice.value
    order = _ORDER.get(name, ())
    return lambda choice: order.index(choice.value) if choice.value in order else len(order)


def _choice(index: Index, name: str, value: str, bucket: Bucket | None, chosen: bool) -> Choice:
    label = bucket.label if bucket and name == "unit" else told_value(index, name, value)
    return Choice(value, label, bucket.count if bucket else 0, chosen)


def _uncounted(index: Index, asked: Asked, name: str, values: Sequence[str]) -> list[Choice]:
    """Return chosen values that are typed names, or not among the most frequent."""
    return [
        Choice(
            value,
            told_value(index, name, value),
            total(index, asked.only(**{name: value})) if place < _COUNTED else None,
            chosen=True,
        )
        for place, value in enumerate(values)
    ]


def make_chips(index: Index, asked: Asked) -> list[Chip]:
    """Return what is asked, a piece at a time, each with the question without it."""
    return [Chip(name, _told(index, name, value), asked.without(name, value)) for name, value in asked.pairs()]


def _told(index: Index, name: str, value: str) -> str:
    if name == "min_confidence":
        return percent(float(value))
    return f"“{value}”" if name == "q" else told_value(index, name, value)


def looser(index: Index, asked: Asked) -> list[Way]:
    """Return questions that ask for less and find something, the most first."""
    names = dict.fromkeys(name for name, _ in asked.pairs())
    ways = [(say("bỏ", "without") + f" “{facet_name(name)}”", asked.free(name)) for name in names]
    words = whole_phrase(ask(asked.q).node)
    if len(words) > 1:
        either = Asked(" OR ".join(words), asked.filters)
        ways.append((say("tìm câu có ít nhất một trong các từ", "with any one of the words"), either))
    if len(names) > 2:
        ways.append((say("bỏ mọi bộ lọc", "without any filter"), Asked(asked.q)))
    found = [Way(label, less, total(index, less)) for label, less in ways]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)
