"""Tables over tagged reports that an auditor reads first: counts, limitations by area, most-cited documents."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.language import AREA_NAMES, STANCE_NAMES, area_name, say, stance_name
from models.record import SCHEMA
from nlp.errors import CchcError

Record = dict[str, Any]
_COUNTED = {"report", "statements", "documents"}
_KEPT_PER_AREA = 60  # surest limitations kept of each area, so that memory does not grow with the archive
_NORMATIVE = re.compile(r"/(?:19|20)\d\d/")  # such a number holds its year; others begin again each year
_LOCAL = re.compile(r"(?:UBND|HĐND|HU|TU|ĐU)(?![^\W_])")  # organs that every place has one of


@dataclass(slots=True)
class Summary:
    """Counts over reports, filled one report at a time."""

    reports: int = 0
    failed: int = 0
    units: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    limited: Counter[str] = field(default_factory=Counter)
    limitations: dict[str, list[tuple[float, str, str]]] = field(default_factory=dict)
    cited: Counter[str] = field(default_factory=Counter)
    citing: dict[str, set[str]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Count one line of the output contract."""
        if "error" in record:
            self.failed += 1
            return
        self.reports += 1
        report = record["report"]
        unit = report["issuer"] or report["source"]
        self.units.append(unit)
        for statement in record["statements"]:
            self._add_statement(statement, unit)
        for document in record["documents"]:
            self._add_document(document, report["id"], unit)

    def _add_statement(self, statement: Record, unit: str) -> None:
        self.counts[statement["area"], statement["stance"]] += 1
        if statement["stance"] == "limitation" and statement["sub"] != "cause":
            self.limited[statement["area"]] += 1
            found = self.limitations.setdefault(statement["area"], [])
            found.append((statement["stance_confidence"], statement["text"], unit))
            if len(found) > 2 * _KEPT_PER_AREA:
                self.limitations[statement["area"]] = sorted(found, reverse=True)[:_KEPT_PER_AREA]

    def _add_document(self, document: Record, report: str, unit: str) -> None:
        name = document_name(document, unit)
        self.cited[name] += len(document["mentions"])
        self.citing.setdefault(name, set()).add(report)


def document_name(document: Record, unit: str) -> str:
    """Return a name that two documents do not share.

    A number alone is no identity: 23/CT-TTg is another directive each year, 25/KH-UBND another plan in each district.
    """
    number = document["number"]
    if number is None:
        return document["title"] or document["type"] or "?"
    name = " ".join(part for part in (document["type"], number) if part)
    if document["date"] and not _NORMATIVE.search(number):
        name += say(" ngày ", " of ") + "/".join(reversed(document["date"].split("-")))
    if not _LOCAL.search(number):
        return name
    cited_by = say(f"[{unit} dẫn]", f"[cited by {unit}]")
    return f"{name} ({document['issuer']})" if document["issuer"] else f"{name} {cited_by}"


def read_records(path: Path) -> Iterator[Record]:
    """Yield the lines of a tagged file.

    Raises
    ------
    CchcError
        E021, with the line, where it is none of the output contract's.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(line, path, number)


def _record(line: bytes, path: Path, number: int) -> Record:
    try:
        record: Record = json.loads(line.decode("utf-8"))
        if record["schema"] == SCHEMA and ("error" in record or record.keys() >= _COUNTED):
            return record
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise CchcError("E021", str(path), say(f"dòng {number}", f"line {number}"))


def summarise(records: Iterable[Record]) -> Summary:
    """Count the lines of a tagged file."""
    summary = Summary()
    for record in records:
        summary.add(record)
    return summary


def print_summary(summary: Summary, console: Console, limit: int = 3) -> None:
    """Print the tables.

    Parameters
    ----------
    summary : Summary
    console : rich.console.Console
    limit : int
        How many limitations to show of each area.
    """
    total = sum(summary.counts.values())
    head = say(
        f"Đã đọc {summary.reports} báo cáo, {total} câu nhận định", f"{summary.reports} reports, {total} statements"
    )
    if summary.failed:
        head += say(f"; {summary.failed} tệp không đọc được", f"; {summary.failed} files could not be read")
    console.print(Text(head, style="bold"))
    if summary.units:
        console.print(Text("; ".join(dict.fromkeys(summary.units)), style="dim"))
    console.print(_matrix(summary))
    console.print(_limitations(summary, limit))
    console.print(_documents(summary))


def _matrix(summary: Summary) -> Table:
    table = Table(
        title=say("Câu nhận định theo lĩnh vực và loại", "Statements by area and stance"), title_justify="left"
    )
    table.add_column(say("Lĩnh vực", "Area"))
    for stance in STANCE_NAMES:
        table.add_column(stance_name(stance), justify="right")
    table.add_column(say("Cộng", "All"), justify="right", style="bold")
    for area in AREA_NAMES:
        row = [summary.counts[area, stance] for stance in STANCE_NAMES]
        table.add_row(area_name(area), *[str(n) if n else "·" for n in row], str(sum(row)))
    sums = [sum(summary.counts[area, stance] for area in AREA_NAMES) for stance in STANCE_NAMES]
    table.add_section()
    table.add_row(say("Cộng", "All"), *map(str, sums), str(sum(sums)), style="bold")
    return table


def _limitations(summary: Summary, limit: int) -> Table:
    table = Table(title=say("Hạn chế các đơn vị nêu", "Limitations reported"), title_justify="left", show_lines=True)
    table.add_column(say("Lĩnh vực", "Area"))
    table.add_column(say("Số câu", "Count"), justify="right")
    table.add_column(say("Ví dụ (chắc chắn nhất)", "Examples (surest first)"), overflow="fold")
    for area in AREA_NAMES:
        found = sorted(summary.limitations.get(area, []), reverse=True)
        if found:
            shown = "\n".join(f"– {_short(text)} [{unit}]" for _, text, unit in found[:limit])
            table.add_row(area_name(area), str(summary.limited[area]), Text(shown))
    return table


def _short(text: str, width: int = 160) -> str:
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def _documents(summary: Summary) -> Table:
    table = Table(title=say("Văn bản được dẫn nhiều nhất", "Most-cited documents"), title_justify="left")
    table.add_column(say("Văn bản", "Document"))
    table.add_column(say("Số lần", "Mentions"), justify="right")
    table.add_column(say("Số báo cáo", "Reports"), justify="right")
    ranked = sorted(summary.cited.items(), key=lambda item: (-len(summary.citing[item[0]]), -item[1], item[0]))
    for name, count in ranked[:10]:
        table.add_row(Text(name), str(count), str(len(summary.citing[name])))
    return table
