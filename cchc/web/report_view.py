"""What the page of a report shows beside its text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from cchc.index import Correction, Hit, Record, ReportView, SectionNode
from cchc.language import area_name, language, role_name, stance_name
from cchc.names import document_name
from cchc.web.asked import Asked, search_address
from cchc.web.reasons import Reason, reasons
from cchc.web.report_text import SIGNS, Shown, flat, is_kind
from corpora.scheme import AREAS, STANCES, SUBS_OF
from nlp.notices import explain
from nlp.source import Notice

KINDS: Final = ("achievement", "limitation", "cause", "recommendation", "task", "proposal", "none")
_OPEN: Final = 2  # levels of the outline that are open at first


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the outline; `target` is where it leads within the page, `limitations` are those under it."""

    target: str | None
    title: str
    told: tuple[str, ...]
    limitations: int
    open: bool
    children: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A switch of the legend."""

    id: str
    name: str
    sign: tuple[str, str] | None
    stance: str
    count: int


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of the statement looked at.

    `before`, `after` and `limitation` are the statements to go to; `reasons` tell what decided area and stance.
    """

    hit: Hit
    number: int
    before: Hit | None
    after: Hit | None
    limitation: Hit | None
    reasons: tuple[Reason, ...]
    citations: tuple[Record, ...]
    corrections: tuple[Correction, ...]
    similar: str


def find_statement(view: ReportView, start: int | None) -> Hit | None:
    """Return the statement that begins at an offset, else the one around it."""
    if start is None:
        return None
    place = bisect_right(view.statements, start, key=lambda hit: hit.start) - 1
    if place < 0:
        return None
    hit = view.statements[place]
    return hit if hit.start == start or start < hit.end else None


def make_details(view: ReportView, hit: Hit, corrections: Sequence[Correction]) -> Details:
    """Return what is told of a statement; `corrections` are its own."""
    number = next(place for place, one in enumerate(view.statements) if one is hit)
    rest = view.statements[number + 1 :]
    documents = {document["id"]: document for document in view.documents}
    cited = [one for one in view.citations if one["statement_id"] == hit.id]
    return Details(
        hit,
        number + 1,
        view.statements[number - 1] if number else None,
        rest[0] if rest else None,
        first_limitation(rest),
        tuple(reasons(replace(hit, uncertain=("area", "stance")))),
        tuple(one | _document(documents.get(one["document"], {}), one["text"]) for one in cited),
        tuple(corrections),
        _similar(view, hit),
    )


def _document(document: Record, text: str) -> Record:
    """Return what a cited document is called, and its status at the report's date."""
    number, title = document.get("number"), document.get("title")
    name = document_name(document.get("type"), number, title) if number or title else text
    return {"name": name, "status": document.get("status") or "unknown"}


def first_limitation(hits: Sequence[Hit]) -> Hit | None:
    """Return the first limitation of some statements."""
    return next((hit for hit in hits if hit.stance == "limitation"), None)


def _similar(view: ReportView, hit: Hit) -> str:
    """Return the search for what the unit reports of this kind in this area, in all its reports."""
    unit = view.facts["unit_id"]
    asked = Asked().only(area=hit.area, stance=hit.stance)
    return search_address(asked.only(unit=str(unit)) if unit else asked)


def labels_told(labels: Record) -> str:
    """Return the labels of a correction in words."""
    area, stance = labels.get("area"), labels.get("stance")
    names = [area_name(area)] if area in AREAS else []
    return " · ".join([*names, stance_name(stance, labels.get("sub"))] if stance in STANCES else names)


def make_kinds(view: ReportView) -> list[Kind]:
    """Return the switches of the legend: stances and sub-labels that occur."""
    made = []
    for kind in KINDS:
        count = sum(is_kind(hit, kind) for hit in view.statements)
        stance = kind if kind in STANCES else next(one for one in STANCES if kind in SUBS_OF[one])
        name = stance_name(kind) if kind in STANCES else stance_name(stance, kind)
        if count:
            made.append(Kind(kind, name, SIGNS.get(kind), stance, count))
    return made


def make_table(view: ReportView) -> list[tuple[str, list[int]]]:
    """Return the areas that occur with their statements of each stance but none."""
    counts = Counter((hit.area, hit.stance) for hit in view.statements)
    rows = [(area, [counts[area, stance] for stance in STANCES[:3]]) for area in AREAS]
    return [row for row in rows if any(row[1])]


def make_outline(view: ReportView, chosen: Hit | None) -> tuple[Entry, ...]:
    """Return the outline; the way to the chosen statement is open."""
    limits = Counter(hit.section for hit in view.statements if hit.stance == "limitation")
    firsts = {hit.section: f"c{hit.start}" for hit in reversed(view.statements)} if view.text is None else None
    return tuple(_entry(node, 1, _Known(limits, firsts, chosen)) for node in view.sections)


@dataclass(frozen=True, slots=True)
class _Known:
    """Limitations by section, the first statement of each where there is no text to lead into, what is looked at."""

    limits: Counter[str | None]
    firsts: dict[str | None, str] | None
    chosen: Hit | None

    def target(self, node: SectionNode, children: Sequence[Entry]) -> str | None:
        if self.firsts is None:
            return f"m-{node.id}"
        return self.firsts.get(node.id) or next((one.target for one in children if one.target), None)


def _entry(node: SectionNode, depth: int, known: _Known) -> Entry:
    children = tuple(_entry(child, depth + 1, known) for child in node.children)
    title = " ".join(part for part in (node.number, node.title) if part)
    told = [area_name(node.area)] if node.area in AREAS else []
    if node.role and node.role != node.area:
        told.append(role_name(node.role))
    holds = known.chosen is not None and node.start <= known.chosen.start < node.end
    own = known.limits[node.id] + sum(child.limitations for child in children)
    shown, tags = (title, told) if title else (told[0] if told else "–", told[1:])
    return Entry(known.target(node, children), shown, tuple(tags), own, depth < _OPEN or holds, children)


def warnings_of(view: ReportView) -> list[tuple[str, str, str]]:
    """Return code, message and mend of each warning."""
    found = [Notice(str(row["code"]), str(row["message"])) for row in view.warnings]
    return [(notice.code, *explain(notice, language())) for notice in found]


def by_section(view: ReportView) -> list[tuple[tuple[str, ...], list[Hit]]]:
    """Return the statements of a report without its text, with the headings above them."""
    return [(path, list(hits)) for path, hits in groupby(view.statements, key=lambda hit: hit.headings)]


def view_context(view: ReportView, shown: Shown) -> dict[str, Any]:
    """Return what the template needs besides the text and the chosen statement's details."""
    return {
        "facts": view.facts,
        "shown": shown,
        "kinds": make_kinds(view),
        "table": make_table(view),
        "entries": make_outline(view, shown.chosen),
        "warnings": warnings_of(view),
        "first": view.statements[0] if view.statements else None,
        "limitation": first_limitation(view.statements),
        "headings": sum(1 for _ in flat(view.sections)),
    }
