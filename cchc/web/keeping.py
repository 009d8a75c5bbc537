"""What pages and programs change alike: saved views, and reports that go."""

from __future__ import annotations

from typing import Final

from cchc.accounts import SavedView
from cchc.language import say
from cchc.web.desk import Desk
from cchc.web.visitors import Visitor
from nlp.errors import WebError

MOST_VIEWS: Final = 200  # of one person
LONGEST_NAME: Final = 120
LONGEST_PATH: Final = 8000


def save_view(at: Desk, who: Visitor, name: str, path: str, address: str | None) -> SavedView:
    """Keep an address of this desk under a name.

    Raises
    ------
    WebError
        E078 no name, or too many views.
    """
    if not name.strip():
        raise WebError("E078", detail=say("hãy đặt tên cho mục cần lưu", "give the view a name"), status=422)
    if len(at.accounts.views(who.user)) >= MOST_VIEWS:
        told = say(f"nhiều nhất {MOST_VIEWS} mục", f"{MOST_VIEWS} views at most")
        raise WebError("E078", detail=told, status=422)
    made = at.accounts.save_view(name.strip(), path, who.user)
    at.accounts.note("view saved", who.name, name.strip(), address)
    return made


def drop_view(at: Desk, who: Visitor, number: int, address: str | None) -> bool:
    """Forget a view of one's own; tells whether there was one."""
    gone = at.accounts.drop_view(number, who.user)
    if gone:
        at.accounts.note("view removed", who.name, str(number), address)
    return gone


def remove_report(at: Desk, who: Visitor, report: str, address: str | None) -> int:
    """Remove a report with its kept file and its pictures; returns how many there were. Raises E054."""
    facts = at.index.facts(report)
    count = at.index.remove([report])
    at.accounts.note("report removed", who.name, f"{report} {facts['source']}"[:200], address)
    at.index.forget_original(facts["sha256"])
    at.pictures.forget(facts["sha256"])
    return count
