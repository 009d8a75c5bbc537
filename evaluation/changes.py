"""Compare two runs over the same reports: what was gained, lost, changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Record = dict[str, Any]
Row = dict[str, Any]
Kind = Literal["citation", "label"]

_KEYS: dict[Kind, str] = {"citation": "citations", "label": "statements"}
FIELDS: dict[Kind, tuple[str, ...]] = {
    "citation": ("number", "type", "date", "issuer"),
    "label": ("span", "area", "stance", "sub"),
}
_AROUND = 40  # code points of context before and after


@dataclass(frozen=True, slots=True)
class Change:
    """One citation or statement that differs: `old` is None where it was gained, `new` where it was lost.

    `fields` names what differs where both are there; `context` holds the words around it, the place between ⟦ and ⟧.
    """

    report: str
    kind: Kind
    old: Row | None
    new: Row | None
    fields: tuple[str, ...]
    context: str

    @property
    def sort(self) -> str:
        """Return "gained", "lost" or "changed"."""
        return "gained" if self.old is None else "lost" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes by report and place, how many citations and labels stayed, and what makes the comparison unsure."""

    changes: tuple[Change, ...]
    same: dict[Kind, int]
    notes: tuple[str, ...] = ()

    def count(self, kind: Kind, sort: str) -> int:
        """Return how many changes of a kind were gained, lost or changed."""
        return sum(change.kind == kind and change.sort == sort for change in self.changes)


def compare(old_records: Sequence[Record], new_records: Sequence[Record]) -> Changes:
    """Compare the records of the same reports, in the same order, from two versions.

    Parameters
    ----------
    old_records, new_records : sequence of dict
        After the output contract; the record of an error holds nothing. `text` is needed for contexts only.

    Returns
    -------
    Changes

    Raises
    ------
    ValueError
        Where the numbers of reports differ.

    Notes
    -----
    Citations, and statements, are the same where their offsets overlap; of several that overlap, those that share most
    are paired, one with one. A field that one version does not know at all is not compared.

    Examples
    --------
    >>> row = {"start": 0, "end": 9, "number": "76/NQ-CP", "date": None}
    >>> found = compare([{"citations": [row]}], [{"citations": [row | {"date": "2021-07-15"}]}])
    >>> [(change.sort, change.fields) for change in found.changes]
    [('changed', ('date',))]
    """
    changes: list[Change] = []
    same: dict[Kind, int] = dict.fromkeys(_KEYS, 0)
    notes: list[str] = []
    for old, new in zip(old_records, new_records, strict=True):
        notes += _notes(old, new)
        for kind in _KEYS:
            pairs = _pairs(_rows(old, kind), _rows(new, kind))
            found = [change for pair in pairs if (change := _change(kind, old, new, *pair))]
            same[kind] += len(pairs) - len(found)
            changes += found
    return Changes(tuple(changes), same, tuple(notes))


def _rows(record: Record, kind: Kind) -> list[Row]:
    """Return the citations or statements in text order; a statement's span counts among its fields."""
    rows = sorted(record.get(_KEYS[kind], []), key=lambda row: (row["start"], row["end"]))
    return [row | {"span": (row["start"], row["end"])} for row in rows]


def _name(record: Record) -> str:
    return str(record.get("report", record).get("source", ""))


def _notes(old: Record, new: Record) -> Iterator[str]:
    name = _name(new)
    if ("error" in old) != ("error" in new):
        reason = (old if "error" in old else new)["error"].get("message", "")
        yield f"{name}: {'the old' if 'error' in old else 'the new'} version cannot read it: {reason}"
    elif old.get("text") != new.get("text"):
        yield f"{name}: the two versions read different text, so offsets, and pairs by offset, need not agree"


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pair rows that overlap, most shared first; what is left over stands alone. In text order."""
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_overlaps(old, new), key=lambda found: (-found[0], found[1], found[2])):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    pairs = [(row, new[matched[i]] if i in matched else None) for i, row in enumerate(old)]
    alone = [(None, row) for j, row in enumerate(new) if j not in taken]
    return sorted([*pairs, *alone], key=lambda pair: int((pair[1] or pair[0] or {})["start"]))


def _overlaps(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Yield (shared code points, index in old, index in new); each list is in text order without overlaps: linear."""
    i = j = 0
    while i < len(old) and j < len(new):
        shared = min(old[i]["end"], new[j]["end"]) - max(old[i]["start"], new[j]["start"])
        if shared > 0:
            yield shared, i, j
        if old[i]["end"] <= new[j]["end"]:
            i += 1
        else:
            j += 1


def _change(kind: Kind, old: Record, new: Record, before: Row | None, after: Row | None) -> Change | None:
    fields: tuple[str, ...] = ()
    if before is not None and after is not None:
        known = [name for name in FIELDS[kind] if name in before and name in after]
        fields = tuple(name for name in known if before[name] != after[name])
        if not fields:
            return None
    text, place = (new, after) if after is not None else (old, before or {})
    return Change(_name(new), kind, before, after, fields, _context(text.get("text", ""), place))


def _context(text: str, row: Row) -> str:
    """Return the row's words with those around it on one line; of long statements the two ends."""
    start, end = row["start"], row["end"]
    words = text[start:end] or str(row.get("text", ""))
    if len(words) > 4 * _AROUND:
        words = f"{words[: 2 * _AROUND]} … {words[-_AROUND:]}"
    return " ".join(f"{text[max(0, start - _AROUND) : start]}⟦{words}⟧{text[end : end + _AROUND]}".split())
