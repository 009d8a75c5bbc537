"""What the tests of the index share: made-up tagged reports, and both kinds of database."""

from __future__ import annotations

import copy
import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from postgres_server import driver_url, server_url
from sqlalchemy import create_engine, text

from cchc.index import Index, open_index

Record = dict[str, Any]


def statement(number: int, sentence: str, **labels: Any) -> Record:
    """Return a statement of the output contract."""
    stance = labels.get("stance", "limitation")
    sub = {"limitation": "limitation", "recommendation": "task"}.get(stance)
    area = labels.get("area", "procedures")
    return {
        "id": f"s{number}", "start": number * 200, "end": number * 200 + len(sentence), "text": sentence, "page": 2,
        "section": "h2", "area": area, "area_confidence": 0.9, "areas": {area: 1.0}, "stance": stance,
        "stance_confidence": 0.8, "sub": sub, "uncertain": [], "units": [], "citations": [], "why": "",
    } | labels  # fmt: skip


def citation(number: int, printed: str, canonical: str, kind: str, document: str) -> Record:
    """Return a citation of the output contract."""
    return {
        "id": f"c{number}", "start": 10, "end": 20, "text": printed, "number": canonical, "type": kind, "date": None,
        "issuer": None, "form": "full", "title": None, "pinpoint": None, "relation": "carried_out", "own": False,
        "document": document, "page": 2, "section": "h2",
    }  # fmt: skip


def document(number: int, canonical: str, kind: str, mentions: list[str], status: str = "in_force") -> Record:
    """Return a document of the output contract."""
    return {
        "id": f"d{number}", "number": canonical, "type": kind, "date": None, "issuer": None, "title": None,
        "titles": [], "dates": [], "conflicts": [], "status": status, "status_by": [], "mentions": mentions,
        "short_forms": [],
    }  # fmt: skip


def report(name: str, sentences: list[Record], **facts: Any) -> Record:
    """Return a tagged report; its file's digest follows from its name."""
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()
    section = {"start": 0, "end": 9000, "area": None, "role": "limitations"}
    return {
        "schema": "cchc/1",
        "report": {
            "id": f"r-{digest[:16]}", "source": name, "sha256": digest, "media_type": "text/plain", "pages": 4,
            "title": f"Báo cáo {name}", "issuer": "UBND huyện Mang Thít", "level": "district", "province": "Vĩnh Long",
            "number": "1/BC-UBND", "date": "2024-06-12", "period_start": "2024-01-01", "period_end": "2024-06-30",
            "text_quality": 0.99,
        } | facts,
        "sections": [
            {"id": "h1", "parent": None, "level": 1, "number": "III.", "title": "ĐÁNH GIÁ CHUNG"} | section,
            {"id": "h2", "parent": "h1", "level": 2, "number": "2.", "title": "Tồn tại, hạn chế"} | section,
        ],
        "statements": sentences,
        "citations": [],
        "documents": [],
        "repaired": [],
        "warnings": [],
    }  # fmt: skip


def texts(name: str, *sentences: str, **facts: Any) -> Record:
    """Return a tagged report with some sentences, all limitations of procedures."""
    return report(name, [statement(number, sentence) for number, sentence in enumerate(sentences, 1)], **facts)


def citing(name: str) -> Record:
    """Return a report that cites 76/NQ-CP in its first sentence."""
    made = texts(name, "Thực hiện Nghị quyết số 76/NQ-CP còn chậm.", "Bộ phận một cửa thiếu người.")
    made["statements"][0]["citations"] = ["c1"]
    made["citations"] = [citation(1, "Nghị quyết số 76/NQ-CP", "76/NQ-CP", "Nghị quyết", "d1")]
    made["documents"] = [document(1, "76/NQ-CP", "Nghị quyết", ["c1"])]
    return made


def changed(record: Record, **facts: Any) -> Record:
    """Return a copy of a report with other facts."""
    made = copy.deepcopy(record)
    made["report"] |= facts
    return made


def fill(index: Index, *records: Record) -> list[str]:
    """Add records; returns what became of each."""
    return [added.outcome for added in index.add(records)]


def fresh_database() -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database; skips where there is no server."""
    url = server_url()
    if url is None:
        pytest.skip("PostgreSQL is missing")
    name = f"cchc_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(driver_url(url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{url.rpartition('/')[0]}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def open_at(folder: Path, url: str | None) -> Index:
    """Open an index, making it where there is none."""
    return open_index(folder, url, create=True)
