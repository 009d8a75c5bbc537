"""What an address asks for: a query with filters, and back into an address that can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Depends
from fastapi import Query as Parameter

from cchc.index import Filters, Query

LONGEST: Final = 1000  # code points of one value
MOST: Final = 50  # values of one filter
_Text = Annotated[str, Parameter(max_length=LONGEST)]
_Several = Annotated[list[_Text], Parameter(max_length=MOST)]
_LISTS: Final = ("area", "stance", "sub", "level", "kind", "province", "unit", "period", "document", "report")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the address gave it.

    Attributes
    ----------
    q : str
        What was typed.
    filters : Filters
    """

    q: str = ""
    filters: Filters = field(default_factory=Filters)

    def query(self, facets: Sequence[str] = (), limit: int = 20, cursor: str | None = None) -> Query:
        """Return it for the index."""
        return Query(self.q, self.filters, tuple(facets), limit, cursor)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield names and values for an address; what filters nothing is left out."""
        if self.q:
            yield "q", self.q
        yield from chosen(self.filters)

    def without(self, name: str, value: str = "") -> Asked:
        """Return it without one value of a filter, or without what was typed."""
        if name == "q":
            return replace(self, q="")
        empty: Any = {"min_confidence": 0.0, "corrected": None}
        left = empty[name] if name in empty else tuple(v for v in getattr(self.filters, name) if v != value)
        return self._set(name, left)

    def free(self, name: str) -> Asked:
        """Return it without any value of a filter, or without what was typed."""
        empty: Any = {"q": "", "min_confidence": 0.0, "corrected": None}
        return replace(self, q="") if name == "q" else self._set(name, empty.get(name, ()))

    def with_(self, name: str, value: str) -> Asked:
        """Return it with one more value of a filter."""
        if name == "corrected":
            return self._set(name, value in ("true", "1"))
        before = getattr(self.filters, name)
        return self if value in before else self._set(name, (*before, value))

    def _set(self, name: str, value: Any) -> Asked:
        return replace(self, filters=replace(self.filters, **{name: value}))

    def only(self, **values: str) -> Asked:
        """Return it with some filters set to one value each, such as a cell of a table."""
        wanted: dict[str, Any] = {name: (value,) for name, value in values.items()}
        return replace(self, filters=replace(self.filters, **wanted))

    def has(self, name: str, value: str) -> bool:
        """Tell whether a value is filtered by."""
        return (name, value) in set(self.pairs())


def chosen(filters: Filters) -> Iterator[tuple[str, str]]:
    """Yield the filters that are set, one value at a time."""
    for one in fields(filters):
        value = getattr(filters, one.name)
        if isinstance(value, tuple):
            yield from ((one.name, each) for each in value)
        elif value is False or value:  # not corrected is a filter, no least confidence is none
            yield one.name, str(value).lower()


async def asked(
    q: Annotated[str, Parameter(max_length=LONGEST)] = "",
    area: _Several = [],  # noqa: B006 - FastAPI copies defaults
    stance: _Several = [],  # noqa: B006
    sub: _Several = [],  # noqa: B006
    level: _Several = [],  # noqa: B006
    kind: _Several = [],  # noqa: B006
    province: _Several = [],  # noqa: B006
    unit: _Several = [],  # noqa: B006
    period: _Several = [],  # noqa: B006
    document: _Several = [],  # noqa: B006
    report: _Several = [],  # noqa: B006
    min_confidence: Annotated[str, Parameter(pattern=r"^(|0|1|[01]?\.\d{1,6})$")] = "",
    corrected: Annotated[str, Parameter(pattern=r"^(|true|false|0|1)$")] = "",
) -> Asked:
    """Return what the address asks; empty values, as forms send them, filter nothing.

    It waits for nothing: a plain function would go to a thread of its own and queue behind other readers' searches.
    """
    lists = (area, stance, sub, level, kind, province, unit, period, document, report)
    kept = {name: _kept(values) for name, values in zip(_LISTS, lists, strict=True)}
    sure = min(float(min_confidence or 0), 1.0)
    return Asked(q.strip(), Filters(**kept, min_confidence=sure, corrected=_flag(corrected)))


def _kept(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value.strip()))


def _flag(text: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(text)


AskedFor = Annotated[Asked, Depends(asked)]


def address(path: str, query: Asked | None = None, **more: str | int | None) -> str:
    """Return an address with a query and further parameters; those that are None or empty are left out."""
    pairs = list(query.pairs()) if query else []
    pairs += [(name, str(value)) for name, value in more.items() if value not in (None, "")]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def search_address(query: Asked | None = None, **more: str | int | None) -> str:
    """Return the address of a search."""
    return address("/tim-kiem", query, **more)


def statement_address(report: str, start: int) -> str:
    """Return the address of a statement on its report's page; its offset stays when the report is labelled anew."""
    return f"/bao-cao/{quote(report, safe='')}?cau={start}#c{start}"


def own_path(path: str) -> str:
    r"""Return a path of this desk; what leads elsewhere ("//host", "\\host", "https:…") becomes the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"
