"""The cases as data: tables of hand-written sentences with the labels that the labelling guide gives them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from evaluation.behaviour.noise import CONFUSIONS, NOISES, add_noise
from nlp.errors import CchcError

AREAS: Final = (
    "steering",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "none",
)
# The sub-labels that each stance may have; an empty one is not asked for.
SUBS: Final = {
    "achievement": ("",),
    "limitation": ("", "limitation", "cause"),
    "recommendation": ("", "task", "proposal"),
    "none": ("",),
    "": ("",),
}
KINDS: Final = ("MFT", "INV", "DIR")
NOISE_TABLE: Final = "noise.csv"  # sentences that noise is added to; it states no labels
_STACK: Final = " > "  # between the headings of a stack, outermost first


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence under its headings, outermost first; none where the report names no section."""

    headings: tuple[str, ...]
    text: str

    def report(self) -> str:
        """Return the small report that the sentence stands at the end of."""
        return "\n\n".join([*self.headings, self.text]) + "\n"


@dataclass(frozen=True, slots=True)
class Expected:
    """The labels that a sentence must get; an empty one is not asked for."""

    area: str = ""
    stance: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    Attributes
    ----------
    id, capability : str
    kind : str
        MFT: one sentence has the expected labels. DIR: a pair of which each has its own. INV: a pair that must be
        given the same area and stance, whichever they are, and the expected ones where some are stated.
    first, second : Passage
        The sentence, and the changed one; `second` is None for MFT.
    expected, changed : Expected
        What each of the two must get.
    """

    id: str
    capability: str
    kind: str
    first: Passage
    expected: Expected
    second: Passage | None = None
    changed: Expected = Expected()


def load_cases() -> list[Case]:
    """Return all cases: those of the tables, then each sentence of the noise table under each noise.

    Raises
    ------
    CchcError
        E021 where a row is no case.
    """
    tables = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".csv")]
    found: list[Case] = []
    for table in sorted(tables, key=lambda entry: (entry.name == NOISE_TABLE, entry.name)):
        rows = _rows(table)
        if table.name == NOISE_TABLE:
            found += [case for row in rows for case in _noisy(row)]
        elif table.name != CONFUSIONS:
            found += [parse_case(row) for row in rows]
    return found


def _rows(table: Traversable) -> list[dict[str, str]]:
    with table.open("r", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def parse_case(row: dict[str, str]) -> Case:
    """Return the case that a row of a table states.

    Raises
    ------
    CchcError
        E021 where the kind, a label or a text is missing or wrong.
    """
    _check(row)
    second = _passage(row["changed_headings"], row["changed"]) if row["kind"] != "MFT" else None
    return Case(
        row["id"],
        row["capability"],
        row["kind"],
        _passage(row["headings"], row["text"]),
        _expected(row, ""),
        second,
        _expected(row, "changed_"),
    )


def _check(row: dict[str, str]) -> None:
    for prefix in ("", "changed_"):
        stance, sub = row[f"{prefix}stance"], row[f"{prefix}sub"]
        if row[f"{prefix}area"] not in (*AREAS, "") or sub not in SUBS.get(stance, ()):
            raise CchcError("E021", row["id"], f"{row['id']}: {row[f'{prefix}area']} {stance} {sub}")
    if row["kind"] not in KINDS or not row["text"] or (row["kind"] == "MFT") == bool(row["changed"]):
        raise CchcError("E021", row["id"], f"{row['id']}: {row['kind']}")


def _passage(headings: str, text: str) -> Passage:
    return Passage(tuple(headings.split(_STACK)) if headings else (), text)


def _expected(row: dict[str, str], prefix: str) -> Expected:
    return Expected(row[f"{prefix}area"], row[f"{prefix}stance"], row[f"{prefix}sub"])


def _noisy(row: dict[str, str]) -> Iterator[Case]:
    """Yield the sentence under each noise that changes it: not every sentence has a dash or "hoà"."""
    first = _passage(row["headings"], row["text"])
    for name in NOISES:
        changed = add_noise(name, first.text)
        if changed != first.text:
            second = Passage(first.headings, changed)
            yield Case(f"{row['id']}:{name}", f"noise:{name}", "INV", first, Expected(), second)
