"""A reviewer's work: the least certain statements first, one statement with its boundaries, what was corrected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from cchc.index import Query as Search
from cchc.index.types import Change, Correction, Hit
from cchc.web.around import REACH, around
from cchc.web.asked import Asked, AskedFor, address, own_path
from cchc.web.choices import choices
from cchc.web.desk import Desk, desk
from cchc.web.render import page
from cchc.web.visitors import Visitor, address_of, reviewer
from corpora.annotated import STANCES
from nlp.errors import StoreError

router = APIRouter()
At = Annotated[Desk, Depends(desk)]
Who = Annotated[Visitor, Depends(reviewer)]
_Short = Annotated[str, Form(max_length=200)]
_Long = Annotated[str, Form(max_length=4000)]
_Offset = Annotated[int | None, Form(ge=0, lt=2**31)]
_NEXT: Final = 4  # statements of the queue that are shown ahead
_DEEPEST: Final = 2000  # statements that may be skipped
_KEYS: Final = {"A": "k", "L": "h", "C": "n", "T": "v", "P": "i", "N": "x"}  # letters on the keyboard, by stance
# (value of the form, stance, sub-label, key)
CHOICES: Final = tuple((f"{stance}:{sub or ''}", stance, sub, _KEYS[code]) for code, (stance, sub) in STANCES.items())


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form of a statement brings."""

    area: _Short = ""
    label: _Short = ""
    first: _Offset = None
    last: _Offset = None
    seen: _Long = ""
    next: _Long = ""
    action: Literal["save", "confirm"] = "save"

    def change(self, hit: Hit) -> Change:
        """Return what it wants of a statement; "confirm" leaves everything as it is."""
        if self.action == "confirm":
            return Change(hit.area, hit.stance, hit.sub)
        stance, _, sub = (self.label or f"{hit.stance}:{hit.sub or ''}").partition(":")
        first = None if self.first == hit.start else self.first
        last = None if self.last == hit.end else self.last
        return Change(self.area or hit.area, stance, sub or None, first, last)


def chosen(
    area: _Short = "",
    label: _Short = "",
    first: _Offset = None,
    last: _Offset = None,
    seen: _Long = "",
    next: _Long = "",
    action: Annotated[Literal["save", "confirm"], Form()] = "save",
) -> Chosen:
    """Return what the form brings."""
    return Chosen(area, label, first, last, seen, next, action)


@router.get("/sua-nhan")
def queue(
    request: Request,
    _: Who,
    at: At,
    query: AskedFor,
    bo_qua: Annotated[int, Query(ge=0, le=_DEEPEST)] = 0,
    da: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
) -> Response:
    """Show the least certain statement that nobody has looked at."""
    filters = replace(query.filters, corrected=False, min_confidence=0.0)
    found = at.index.search(Search("", filters, (), 1))
    hits = at.index.uncertain(filters, _NEXT, bo_qua)
    context = {
        "query": Asked("", replace(filters, corrected=None)), "skipped": bo_qua, "total": found.total,
        "offered": choices(at.index, query), "notices": found.notices, "hits": hits, "deepest": _DEEPEST,
        "saved": _saved(at, da),
    }  # fmt: skip
    if not hits:
        return page(request, "review.html", context)
    back = address("/sua-nhan", query, bo_qua=bo_qua or None)
    return page(request, "review.html", context | _form(at, hits[0], back))


def _saved(at: Desk, number: int | None) -> Correction | None:
    """Return the correction that was just made, as the address tells; none where it was taken back."""
    if number is None:
        return None
    try:
        correction = at.index.correction(number)
    except StoreError:
        return None
    return None if correction.undone else correction


def _form(at: Desk, hit: Hit, back: str, mine: Chosen | None = None, reach: int = REACH) -> dict[str, Any]:
    """Return what the form of a statement shows; `mine` is what somebody chose before."""
    taken = mine.change(hit) if mine else Change()
    stance, sub = (taken.stance, taken.sub) if mine else (hit.stance, hit.sub)
    return {
        "hit": hit, "seen": at.index.seen(hit.id), "back": back, "around": around(at.index, hit, reach),
        "choices": CHOICES,
        "area": taken.area or hit.area, "label": f"{stance}:{sub or ''}",
        "first": hit.start if taken.start is None else taken.start, "last": hit.end if taken.end is None else taken.end,
    }  # fmt: skip


@router.get("/sua-nhan/da-sua")
def corrected(
    request: Request, _: Who, at: At, cursor: Annotated[str | None, Query(max_length=1000)] = None
) -> Response:
    """Show all corrections, the newest first."""
    found = at.index.corrections_page(undone=True, cursor=cursor)
    return page(request, "corrections.html", {"found": found, "cursor": cursor})


@router.get("/sua-nhan/xuat.jsonl")
def export(request: Request, who: Who, at: At) -> Response:
    """Give the corrections that stand as training data."""
    lines = [json.dumps(record, ensure_ascii=False) for record in at.index.export_corrections()]
    at.accounts.note("export", who.name, f"{len(lines)} corrections", address_of(request))
    head = {"Content-Disposition": 'attachment; filename="sua-nhan.jsonl"'}
    return Response("".join(f"{line}\n" for line in lines), media_type="application/x-ndjson", headers=head)


@router.get("/sua-nhan/cau/{number}")
def by_number(_: Who, at: At, number: int) -> Response:
    """Lead to a statement by the id that it has at present."""
    place = at.index.place_of(number)
    return RedirectResponse(_address(place.report, place.start), 303)


def _address(report: str, start: int) -> str:
    return f"/sua-nhan/{report}/{start}"


@router.post("/sua-nhan/hoan-tac/{number}")
def undo(request: Request, who: Who, at: At, number: int, next: _Long = "/sua-nhan/da-sua") -> Response:
    """Take a correction back; what stood before it stands again."""
    correction = at.index.undo(number, who.name)
    at.accounts.note("correction undone", who.name, f"{number}: {_words(correction)}", address_of(request))
    return RedirectResponse(own_path(next), 303)


def _words(correction: Correction) -> str:
    return f"{correction.report} {_labels(correction.before)} -> {_labels(correction.after)}"


def _labels(labels: Mapping[str, Any]) -> str:
    return "/".join(str(labels[name]) for name in ("area", "stance", "sub") if labels.get(name))


@router.get("/sua-nhan/{uid}/{start}")
def one(
    request: Request, _: Who, at: At, uid: str, start: int, da: Annotated[int | None, Query(ge=1, lt=2**31)] = None
) -> Response:
    """Show one statement with its history."""
    return _one(request, at, at.index.statement_at(uid, start), _saved(at, da))


def _one(request: Request, at: Desk, hit: Hit, saved: Correction | None = None, mine: Chosen | None = None) -> Response:
    here = _address(hit.report, hit.start)
    history = at.index.corrections_page(hit.id, undone=True, limit=100)
    context = {"history": history.items, "saved": saved, "mine": mine, "here_path": here}
    back = mine.next if mine and mine.next else here
    return page(request, "review_one.html", context | _form(at, hit, back, mine, 2 * REACH), 409 if mine else 200)


@router.post("/sua-nhan/{uid}/{start}")
def correct(
    request: Request, who: Who, at: At, uid: str, start: int, mine: Annotated[Chosen, Depends(chosen)]
) -> Response:
    """Keep what a reviewer chose; where somebody was faster both are shown."""
    hit = at.index.statement_at(uid, start)
    try:
        made = at.index.correct(hit.id, mine.change(hit), who.name, mine.seen or None)
    except StoreError as error:
        if error.code != "E092":
            raise
        return _one(request, at, hit, mine=mine)
    at.accounts.note("correction", who.name, f"{made.id}: {_words(made)}", address_of(request))
    return RedirectResponse(_after(mine.next, hit, made), 303)


def _after(next: str, hit: Hit, made: Correction) -> str:
    """Return where to go on: the queue, or the statement where it now begins."""
    path, _, query = own_path(next).partition("?")
    if not path.startswith("/sua-nhan") or path == _address(hit.report, hit.start):
        path = _address(hit.report, made.after.get("start", hit.start))
    return f"{path}?{query}&da={made.id}" if query else f"{path}?da={made.id}"
