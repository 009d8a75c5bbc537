"""Reports labelled anew from the text that the index holds, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from cchc.index.intake import finish, label, model_version
from cchc.index.rows import paper_of, papers_of, unpack, unpack_text
from cchc.index.schema import reports
from cchc.index.store import Store
from cchc.index.types import Added, Record
from cchc.inputs import Opened
from nlp.papers import Paper
from nlp.source import Mark, Notice, PageSpan, Source


def outdated(store: Store, version: str) -> tuple[list[str], int]:
    """Return the reports that another model labelled, and how many of those are stored without their text."""
    other = reports.c.model.is_(None) | (reports.c.model != version)
    with store.engine.connect() as connection:
        rows = connection.execute(select(reports.c.uid, reports.c.text.is_(None).label("bare")).where(other)).all()
    return [row.uid for row in rows if not row.bare], sum(bool(row.bare) for row in rows)


def relabelled(store: Store, uids: Sequence[str], model: str | None) -> Iterator[Record | Added]:
    """Yield the reports of some ids, labelled anew; the papers of one file together, as long as all are there."""
    version = model_version(model)
    done: set[str] = set()
    for uid in uids:
        with store.engine.connect() as connection:
            rows = _of_file(connection, uid)
        if uid in done or not rows:
            continue  # labelled with another paper of its file, or removed meanwhile
        done |= {row["uid"] for row in rows}
        source, part = _source(rows), None if _is_whole(rows) else paper_of(unpack(rows[0]["extra"]))
        opened = Opened(source.name, source.name, source)
        yield from finish(label(source, model, part), (opened, rows[0]["origin"]), version)


def _of_file(connection: Connection, uid: str) -> list[RowMapping]:
    """Return a report with the other papers of its file, in order; alone where any of them or its text is missing."""
    own = connection.execute(select(reports).where(reports.c.uid == uid)).mappings().all()
    if not own or papers_of(unpack(own[0]["extra"])) == 1:
        return list(own)
    of_file = select(reports).where(reports.c.sha256 == own[0]["sha256"])
    found = [row for row in connection.execute(of_file).mappings() if row["text"] is not None]
    found.sort(key=_start)
    return found if _is_whole(found) else list(own)


def _start(row: RowMapping) -> int:
    part = paper_of(unpack(row["extra"]))
    return part.start if part else 0


def _is_whole(rows: Sequence[RowMapping]) -> bool:
    """Tell whether some papers, in order, follow one another without gaps from the beginning to the last."""
    papers = [paper_of(unpack(row["extra"])) or Paper(0, 0) for row in rows]
    ends = [0, *(paper.end for paper in papers)]
    return len(rows) == papers[0].of and all(paper.start == end for paper, end in zip(papers, ends, strict=False))


def _source(rows: Sequence[RowMapping]) -> Source:
    """Return the source of a file's papers, or of one of them with blanks for those before it."""
    first = rows[0]
    layouts = [unpack(row["layout"]) if row["layout"] else {} for row in rows]
    texts = [unpack_text(row["text"], {} if len(rows) > 1 else unpack(row["extra"])) for row in rows]
    return Source(
        first["source"],
        "".join(texts),
        first["media_type"] or "text/plain",
        first["sha256"],
        tuple(PageSpan(*page) for page in _distinct(layouts, "pages")),
        tuple(Mark(*mark) for mark in _distinct(layouts, "marks")),
        tuple(Notice(*notice) for notice in _distinct(layouts, "warnings")),
    )


def _distinct(layouts: Sequence[Record], name: str) -> list[tuple[Any, ...]]:
    """Return what the layouts of papers hold, once: a page may lie in two of them, a warning in all."""
    return list(dict.fromkeys(tuple(one) for one in chain.from_iterable(layout.get(name, ()) for layout in layouts)))
