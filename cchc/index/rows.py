"""From a tagged report (output contract `cchc/1`) to the rows of the record."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cchc.index.folding import folded, number_key, plain
from cchc.index.types import Record
from corpora.scheme import AREAS, SCHEMA, STANCES, check_label, check_sub
from nlp.citations.knowledge import Known, find_known
from nlp.citations.numbers import NUMBER, find_number, normalise
from nlp.citations.vocabulary import organs
from nlp.errors import CchcError, StoreError
from nlp.papers import Paper

_NOT_IN_DIGEST = ("text", "origin", "layout", "model")
_FACTS = (
    "sha256", "source", "media_type", "pages", "title", "level", "kind", "number", "date",
    "period_start", "period_end", "text_quality",
)  # fmt: skip
_CITED = ("start", "end", "page", "section", "text", "number", "type", "date", "issuer", "form", "title", "pinpoint")
_NATIONAL = frozenset({"central", "party"})
_NUMBERS = 10_000  # of documents, whose reading is kept

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be written; rows lack the ids that only the database gives.

    `cited` maps the contract's document ids ("d1") to rows of `documents`; `statement_of` the citations to statements.
    """

    name: str
    part: Paper | None
    report: Row
    unit: Row | None
    province: str | None
    sections: list[Row]
    statements: list[Row]
    citations: list[Row]
    documents: dict[str, Row]
    statement_of: Mapping[str, str]


def pack(value: object) -> bytes:
    """Return compressed JSON."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def unpack(data: bytes) -> Any:
    """Return what `pack` took."""
    return json.loads(zlib.decompress(data))


def pack_text(text: str, span: Sequence[int] | None) -> bytes:
    """Return a compressed text; of one of several papers in a file its own stretch alone."""
    return zlib.compress((text[slice(*span)] if span else text).encode("utf-8", "surrogatepass"))


def unpack_text(data: bytes, extra: Record) -> str:
    """Return a report's text; blanks stand for the papers before it, so that offsets are those of the whole file."""
    text = zlib.decompress(data).decode("utf-8", "surrogatepass")
    span = extra.get("span")
    return " " * span[0] + text if span else text


def paper_of(extra: Mapping[str, Any]) -> Paper | None:
    """Return which paper of its file a report is, None where it is the only one."""
    part, span = extra.get("part"), extra.get("span")
    return Paper(span[0], span[1], part["number"], part["of"]) if part and span else None


def papers_of(extra: Record) -> int:
    """Return how many papers the file of a report holds."""
    return int(extra["part"]["of"]) if extra.get("part") else 1


def prepare(record: Record) -> Prepared:
    """Turn a tagged report into rows.

    Raises
    ------
    StoreError
        E055 where it is none.
    """
    try:
        return _prepare(_storable(record) if _holds_nul(record) else record)
    except UnicodeEncodeError:
        return _prepare(_storable(record))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = str(record.get("source", "?")) if isinstance(record, dict) else "?"
        raise StoreError("E055", name, f"{type(error).__name__}: {error}") from error
    except CchcError as error:  # a label that the scheme does not hold
        raise StoreError("E055", str(record["report"].get("source")), error.message()) from error


def _holds_nul(record: Record) -> bool:
    return any("\0" in str(one["text"]) for kind in ("statements", "citations") for one in record[kind])


def _storable(value: Any) -> Any:
    """Return a record whose texts a database takes."""
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return plain(value) if isinstance(value, str) else value


def _prepare(record: Record) -> Prepared:
    if record.get("schema") != SCHEMA:
        raise ValueError(f'"schema": {record.get("schema")!r}')
    facts = record["report"]
    unit, part = _unit(facts), _checked_part(facts, record.get("text"))
    return Prepared(
        f"{facts['source']} ({part.number}/{part.of})" if part else str(facts["source"]),
        part,
        _report(record, unit),
        unit,
        facts.get("province"),
        [_section(section, order) for order, section in enumerate(record["sections"])],
        [_statement(statement, str(facts["source"])) for statement in record["statements"]],
        [_citation(citation) for citation in record["citations"]],
        {document["id"]: _document(document, facts) for document in record["documents"]},
        {uid: statement["id"] for statement in record["statements"] for uid in statement["citations"]},
    )


def _checked_part(facts: Mapping[str, Any], text: str | None) -> Paper | None:
    """Return which paper of its file a report is; a tagged file may say anything, and offsets become blanks.

    Raises
    ------
    ValueError
        The numbers cannot be.
    """
    part = paper_of(facts)
    if part is None:
        return None
    end = part.end if text is None else min(part.end, len(text))
    if not (0 <= part.start < part.end == end and 1 <= part.number <= part.of):
        raise ValueError(f'"part": {part}')
    return part


def digest_of(record: Record) -> str:
    """Return a digest of everything that tagging says of a report."""
    kept = {key: value for key, value in record.items() if key not in _NOT_IN_DIGEST}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def _report(record: Record, unit: Row | None) -> Row:
    facts = record["report"]
    text = record.get("text")
    row = {name: facts.get(name) for name in _FACTS}
    row |= {"uid": str(facts["id"]), "digest": digest_of(record), "identity": _identity(facts, unit)}
    row |= {"origin": record.get("origin"), "model": record.get("model"), "size": len(record["statements"])}
    row["until"] = str(facts.get("period_end") or facts.get("date") or "")
    row["limitations"] = sum(statement["stance"] == "limitation" for statement in record["statements"])
    row["text"] = None if text is None else pack_text(text, facts.get("span"))
    row["layout"] = pack(record["layout"]) if record.get("layout") else None
    own = {name: facts.get(name) for name in ("part", "span")}
    row["extra"] = pack({name: record.get(name, []) for name in ("documents", "repaired", "warnings")} | own)
    return row


def _unit(facts: Mapping[str, Any]) -> Row | None:
    if not facts.get("issuer"):
        return None
    name, province = str(facts["issuer"]), facts.get("province")
    return {
        "key": f"{folded(name)}|{folded(province or '')}",
        "name": name,
        "level": facts.get("level"),
        "province": province,
    }


def _identity(facts: Mapping[str, Any], unit: Row | None) -> str | None:
    """Two files with the same unit, period and title are versions of one report."""
    parts = [str(facts.get(name) or "") for name in ("period_start", "period_end", "title")]
    return "|".join((unit["key"], *map(folded, parts))) if unit and all(parts) else None


def _section(section: Record, order: int) -> Row:
    names = ("parent", "start", "end", "level", "number", "title", "area", "role")
    return {name: section[name] for name in names} | {"uid": section["id"], "ord": order}


def _statement(statement: Record, place: str) -> Row:
    area, stance = statement["area"], statement["stance"]
    if area not in AREAS or stance not in STANCES:
        check_label("area", area, AREAS, place)
        check_label("stance", stance, STANCES, place)
    areas = statement.get("areas") or {area: 1.0}
    return {
        "uid": statement["id"],
        "start": int(statement["start"]),
        "end": int(statement["end"]),
        "page": statement["page"],
        "section": statement["section"],
        "text": str(statement["text"]),
        "area": area,
        "area_confidence": float(statement["area_confidence"]),
        "areas": None if areas == {area: 1.0} else areas,
        "stance": stance,
        "stance_confidence": float(statement["stance_confidence"]),
        "sub": check_sub(stance, statement["sub"], place),
        "uncertain": statement.get("uncertain") or None,
        "units": statement["units"] or None,
        "why": statement.get("why") or "",
        "corrected": False,
        "own": None,
    }


def _citation(citation: Record) -> Row:
    row = {name: citation.get(name) for name in _CITED}
    return row | {
        "uid": citation["id"],
        "document": citation["document"],
        "relation": citation.get("relation"),
        "own": bool(citation.get("own")),
    }


def _document(document: Record, facts: Mapping[str, Any]) -> Row:
    number = _number(document["number"])
    known = _known(number, document["type"], document["date"], document["issuer"])
    date = document["date"] or (known.date if known else None)
    row = {
        "number": number,
        "number_key": number_key(number) if number else None,
        "type": document["type"],
        "issuer": document["issuer"] or (known.issuer if known else None),
        "date": date,
        "title": document["title"] or (known.title if known else None),
    }
    row["name_key"] = number_key(f"{row['type'] or ''} {number or row['title'] or ''}")
    row["key"] = "|".join(_key(row, facts))
    status = {"status": document.get("status") or "unknown", "status_by": document.get("status_by") or None}
    return row | status | {"mentions": len(document["mentions"])}


# The same few documents are cited everywhere; reading a number costs more than all else of its row.
@lru_cache(_NUMBERS)
def _number(printed: str | None) -> str | None:
    return normalise(printed) if printed else None


@lru_cache(_NUMBERS)
def _known(number: str | None, type: str | None, date: str | None, issuer: str | None) -> Known | None:
    return find_known(number, type, date, issuer) if number else None


def _key(row: Row, facts: Mapping[str, Any]) -> Iterator[str]:
    """A number of a local organ is another document in every place, one without a year another each year."""
    yield folded(row["type"] or "")
    yield row["number_key"] or folded(row["title"] or "?")
    year = (row["date"] or facts.get("date") or facts.get("period_end") or "")[:4]
    yield "" if _has_year(row["number"]) else row["date"] or year
    if not _is_national(row["number"]):
        yield folded(row["issuer"] or facts.get("issuer") or facts.get("source") or "")
        yield folded(facts.get("province") or "")


def _has_year(number: str | None) -> bool:
    match = NUMBER.search(number) if number else None
    return bool(match and match["year"])


@lru_cache(_NUMBERS)
def _is_national(number: str | None) -> bool:
    match = NUMBER.search(number) if number else None
    found = find_number(match, sure=True) if match else None
    organ = organs().get(found.organ or "") if found else None
    return bool(organ and organ.scope in _NATIONAL)


def merged_documents(prepared: Prepared) -> dict[str, Row]:
    """Return one row for each key: a report may resolve to two records what the index holds as one."""
    found: dict[str, Row] = {}
    counts: Counter[str] = Counter()
    for row in prepared.documents.values():
        found.setdefault(row["key"], row)
        counts[row["key"]] += row["mentions"]
    return {key: row | {"mentions": counts[key]} for key, row in found.items()}
