"""Every error of a pass as one list, in report order: what a person reads to learn what to mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evaluation.runs import Mode
from evaluation.scoring import Row

# The kinds of errors, in the order in which a filter offers them.
KINDS = ("area", "alternative", "stance", "sub", "missed", "extra", "boundary", "citation", "fact")


@dataclass(frozen=True, slots=True)
class Error:
    """One place where labels and predictions differ.

    Attributes
    ----------
    kinds : tuple of str
        Keys of `KINDS`; "alternative" is an accepted area other than the main one, wrong in strict scores only.
    report, text, before, after : str
    start, end : int
        Code points of the source; 0 for a fact.
    headings : tuple of str
        Top down.
    gold, found : dict or None
        The labels, and what was found.
    fields : tuple of str
        The wrong fields of a citation, or the fact.
    """

    kinds: tuple[str, ...]
    report: str
    text: str
    before: str = ""
    after: str = ""
    start: int = 0
    end: int = 0
    headings: tuple[str, ...] = ()
    gold: Row | None = None
    found: Row | None = None
    fields: tuple[str, ...] = field(default=())


def list_errors(mode: Mode) -> list[Error]:
    """Return the errors of a pass, by report and place."""
    order = {name: index for index, name in enumerate(mode.scores)}
    found = [*_statement_errors(mode), *_extra(mode), *_citations(mode), *_facts(mode)]
    return sorted(found, key=lambda error: (order.get(error.report, len(order)), error.start, error.end))


def error_kinds(row: Row) -> tuple[str, ...]:
    """Return what is wrong with a row of `statement_rows`: none where all is right."""
    gold, found = row["gold"], row["found"]
    if found is None:
        return ("missed",)
    kinds = []
    if found["area"] != gold["area"]:
        kinds.append("alternative" if found["area"] in gold["alt"] else "area")
    if gold["stance"] not in ("none", found["stance"]):
        kinds.append("stance")
    elif gold["sub"] is not None and gold["sub"] != found["sub"]:
        kinds.append("sub")
    if found["text"] is not None:
        kinds.append("boundary")
    return tuple(kinds)


def _statement_errors(mode: Mode) -> Iterator[Error]:
    for row in mode.statements:
        if kinds := error_kinds(row):
            yield _error(kinds, row, row["gold"], row["found"])


def _error(
    kinds: tuple[str, ...], row: Row, gold: Row | None, found: Row | None, fields: tuple[str, ...] = ()
) -> Error:
    around = (row["before"], row["after"], row["start"], row["end"])
    return Error(kinds, row["report"], row["text"], *around, tuple(row.get("headings", ())), gold, found, fields)


def _extra(mode: Mode) -> Iterator[Error]:
    for row in mode.extra:
        yield _error(("extra",), row, None, row["found"], (row["kind"],) if row["kind"] else ())


def _citations(mode: Mode) -> Iterator[Error]:
    for row in mode.citations:
        yield _error(("citation",), row, row["gold"], row["found"], (row["kind"], *row["fields"]))


def _facts(mode: Mode) -> Iterator[Error]:
    for row in mode.facts:
        yield Error(
            ("fact",),
            row["report"],
            row["fact"],
            gold={"value": row["gold"]},
            found={"value": row["found"]},
            fields=(row["fact"],),
        )
