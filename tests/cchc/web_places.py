"""Where every route leads: its method and path, ids that exist for its parameters, a body that it takes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from index_helpers import fill, texts

from cchc.index import Query
from cchc.index.types import Change
from cchc.web.desk import Desk
from cchc.web.handing import take

Maker = Callable[[Desk], Any]
Route = tuple[str, str]  # method, path
PDF_NAME = "huyen-2024-6thang.pdf"


def routes(app: Any) -> list[Route]:
    """Return the method and the path of every route of an application; mounted folders are left out."""
    return [(method, one.path) for one in _flat(app.routes) for method in sorted(one.methods) if method != "HEAD"]


def _flat(found: list[Any]) -> Iterator[Any]:
    for one in found:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            yield from _flat(inner.routes)
        elif getattr(one, "methods", None):
            yield one


def pdf_report(at: Desk) -> str:
    """Return the report that was read from a PDF, or any where there is none."""
    return next(iter(at.index.named(PDF_NAME)), None) or at.index.reports()[0].id


def spare_report(at: Desk) -> str:
    """Add a report that may be removed."""
    fill(at.index, texts(f"{uuid.uuid4().hex}.txt", "Hồ sơ của xã còn chậm."))
    return next(row.id for row in at.index.reports() if len(row.source) == 36)


def statement(at: Desk) -> int:
    """Return a statement that nobody has corrected."""
    return at.index.uncertain(limit=1)[0].id


def start(at: Desk) -> int:
    """Return where the first statement of `pdf_report` begins."""
    return at.index.report(pdf_report(at)).statements[0].start


def correction(at: Desk) -> int:
    """Make a correction."""
    return at.index.correct(statement(at), Change(area="steering"), "thử").id


def document(at: Desk) -> int:
    """Return a cited document."""
    return at.index.documents(limit=1)[0].id


def unit(at: Desk) -> int:
    """Return a unit with reports."""
    return at.index.units_page(limit=1).items[0].id


def view(at: Desk) -> int:
    """Save a view of this machine's user."""
    return at.accounts.save_view("thử", "/tim-kiem", None).id


def upload(at: Desk) -> str:
    """Hand in a file that is refused at the door: nothing need be read."""
    from io import BytesIO

    from starlette.datastructures import UploadFile

    return take(at, "thử", [UploadFile(BytesIO(b"x"), size=1, filename="a.exe")], None).id


def one(_: Desk) -> int:
    """Return the number of a first page, or of what is not there."""
    return 1


# The makers of a path's parameters; a path that is missing here fails the tests.
PARAMETERS: dict[str, dict[str, Maker]] = {
    "/van-ban/{number}": {"number": document},
    "/bao-cao/{uid}": {"uid": pdf_report},
    "/bao-cao/{uid}/trang/{number}.png": {"uid": pdf_report, "number": one},
    "/bao-cao/{uid}/van-ban.txt": {"uid": pdf_report},
    "/bao-cao/{uid}/tep-goc": {"uid": pdf_report},
    "GET /bao-cao/{uid}/xoa": {"uid": pdf_report},
    "POST /bao-cao/{uid}/xoa": {"uid": spare_report},
    "/sua-nhan/cau/{number}": {"number": statement},
    "/sua-nhan/hoan-tac/{number}": {"number": correction},
    "/sua-nhan/{uid}/{start}": {"uid": pdf_report, "start": start},
    "/ngon-ngu/{language}": {"language": lambda _: "en"},
    "/tai-khoan/ma-api/{number}/huy": {"number": one},
    "/don-vi/{unit}": {"unit": unit},
    "/nap/{uid}": {"uid": upload},
    "/da-luu/{number}/xoa": {"number": view},
    "/api/statements/{statement}": {"statement": statement},
    "/api/statements/{statement}/place": {"statement": statement},
    "/api/statements/{statement}/citations": {"statement": statement},
    "/api/statements/{statement}/corrections": {"statement": statement},
    "/api/corrections/{correction}": {"correction": correction},
    "GET /api/reports/{report}": {"report": pdf_report},
    "DELETE /api/reports/{report}": {"report": spare_report},
    "/api/reports/{report}/text": {"report": pdf_report},
    "/api/reports/{report}/sections": {"report": pdf_report},
    "/api/reports/{report}/original": {"report": pdf_report},
    "/api/reports/{report}/pages/{number}.png": {"report": pdf_report, "number": one},
    "/api/documents/{document}": {"document": document},
    "/api/documents/{number}/mentions": {"number": document},
    "/api/units/{unit}": {"unit": unit},
    "/api/units/{unit}/history": {"unit": unit},
    "/api/uploads/{upload}": {"upload": upload},
    "/api/views/{view}": {"view": view},
}
# A form or a JSON body that a route takes.
FORMS: dict[str, dict[str, Any]] = {
    "/sua-nhan/{uid}/{start}": {"area": "steering"},
    "/dang-nhap": {"name": "ai", "password": "sai"},
    "/tai-khoan/mat-khau": {"old": "sai", "new": "một mật khẩu khác"},
    "/tai-khoan/ma-api": {"label": "máy"},
    "/da-luu": {"name": "thử", "path": "/tim-kiem"},
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/statements/{statement}/corrections": {"area": "steering", "stance": "limitation", "sub": "limitation"},
    "/api/views": {"name": "thử", "path": "/tim-kiem?q=a"},
    "/api/uploads": {"files": ["x"]},
}


def parameters(at: Desk, method: str, path: str) -> dict[str, Any]:
    """Return ids that exist for a path's parameters; KeyError for a path that `PARAMETERS` does not know."""
    if "{" not in path:
        return {}
    makers = PARAMETERS.get(f"{method} {path}") or PARAMETERS[path]
    return {name: make(at) for name, make in makers.items()}


def real(at: Desk, method: str, path: str) -> str:
    """Return an address of a route that leads somewhere."""
    found = path.format(**parameters(at, method, path))
    return f"{found}?of=2023" if path == "/api/units/missing" else found


def some_statement(at: Desk, words: str) -> Any:
    """Return the best hit of some words."""
    return at.index.search(Query(words, limit=1)).hits[0]
