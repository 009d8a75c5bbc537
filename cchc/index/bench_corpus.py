"""Made-up reports and queries for measuring the index: the samples' clauses recombined, with invented places.

Each report holds its text, so that files and answers weigh what those of real reports do.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from cchc.index.folding import folded
from cchc.index.types import Record
from cchc.inputs import expand
from corpora.readers import read
from models.record import to_record
from models.tagging import Tagger

SAMPLES = Path(str(files("corpora") / "samples"))
SIZE = 70  # statements of a report
QUERIES = 200
_PROVINCES = 63
_UNITS = 11_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its two filters."""

    text: str
    area: str
    province: str


def tagged_samples() -> list[Record]:
    """Return the sample reports, tagged."""
    tagger = Tagger()
    return [to_record(tagger.tag(read(path))) for path in expand([str(SAMPLES)]) if isinstance(path, Path)]


def make_reports(samples: Sequence[Record], count: int, chance: random.Random) -> Iterator[Record]:
    """Yield tagged reports of `SIZE` statements, `count` statements in all."""
    statements = [statement for record in samples for statement in record["statements"]]
    clauses = [clause for one in statements for clause in one["text"].split(", ")]
    for number in range(count // SIZE):
        record = json.loads(json.dumps(chance.choice(samples)))
        record["report"] |= _facts(number, chance)
        made = [_statement(place, statements, clauses, record, chance) for place in range(SIZE)]
        text = _lay_out(made)
        _fit(record, made, len(text))
        yield record | {"statements": made, "text": text}


def _lay_out(statements: Sequence[Record]) -> str:
    """Give each statement a line of the text; returns the text."""
    start = 0
    for one in statements:
        one["start"], one["end"] = start, start + len(one["text"])
        start = one["end"] + 1
    return "\n".join(one["text"] for one in statements)


def _fit(record: Record, statements: Sequence[Record], length: int) -> None:
    """Move headings and citations into the new text: in proportion, and into the statements that cite."""
    last = max(section["end"] for section in record["sections"]) or 1
    for section in record["sections"]:
        section["start"], section["end"] = (section[name] * length // last for name in ("start", "end"))
    places = {uid: one["start"] for one in statements for uid in one["citations"]}
    for citation in record["citations"]:
        start = min(places.get(citation["id"], 0), length - len(citation["text"]))
        citation["start"], citation["end"] = start, start + len(citation["text"])


def _facts(number: int, chance: random.Random) -> Record:
    province, unit, year = number % _PROVINCES, chance.randrange(_UNITS), chance.randrange(2012, 2026)
    return {
        "id": f"r-{number:016x}",
        "sha256": f"{number:064x}",
        "issuer": f"UBND xã Số {unit}",
        "province": f"Tỉnh {province}",
        "level": "commune",
        "title": f"Báo cáo số {number}",
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
    }


def _statement(
    place: int, statements: Sequence[Record], clauses: Sequence[str], record: Record, chance: random.Random
) -> Record:
    """Return a statement with the labels of one of the samples' and clauses of several."""
    model = chance.choice(statements)
    text = ", ".join(chance.choice(clauses) for _ in range(model["text"].count(", ") + 1))
    cited = [one["id"] for one in record["citations"]]
    citations = [chance.choice(cited)] if cited and chance.random() < 0.3 else []
    own = {"id": f"s{place + 1}", "text": text, "section": record["sections"][0]["id"], "citations": citations}
    return model | own


def make_queries(samples: Sequence[Record], chance: random.Random) -> list[Asked]:
    """Return queries of one to three neighbouring words, half of them typed without accents."""
    statements = [one for record in samples for one in record["statements"]]
    asked = []
    for number in range(QUERIES):
        model = chance.choice(statements)
        words = [word.strip(".,;:()-“”\"'") for word in model["text"].split()]
        words = [word for word in words if word.isalpha()] or ["hồ"]
        start = chance.randrange(len(words))
        text = " ".join(words[start : start + chance.randint(1, 3)]).lower()
        asked.append(Asked(folded(text) if number % 2 else text, model["area"], f"Tỉnh {chance.randrange(_PROVINCES)}"))
    return asked
