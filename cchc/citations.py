"""`cchc citations`: the index of the documents that reports cite, and each mention of one of them."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.language import Language
from spacy.tokens import Doc

import nlp.components
from cchc.inputs import Intake, expand
from cchc.language import say
from cchc.names import RELATION_NAMES, relation_name, status_line
from cchc.progress import Bars
from cchc.sheets import Row, day
from corpora.guard import TIMEOUT
from nlp.citations import Mention, normalise
from nlp.citations.index import IndexRecord, build_index
from nlp.citations.knowledge import Known, Status, find_known, load_known, status_at
from nlp.errors import CchcError, ReadError
from nlp.papers import Paper, cut_repaired, cut_source, find_papers
from nlp.repair import Repaired, repair
from nlp.source import Source
from nlp.text import told
from nlp.tokenizer import make_doc

#: What a workbook calls the columns of the index and of the mentions, in its order.
_COLUMNS: Final = {
    "document": ("Văn bản", "Document"),
    "report": ("Báo cáo", "Report"),
    "unit": ("Đơn vị", "Unit"),
    "page": ("Trang", "Page"),
    "text": ("Cách dẫn", "As cited"),
    "type": ("Loại văn bản", "Type"),
    "number": ("Số, ký hiệu", "Number"),
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "date": ("Ngày ban hành", "Dated"),
    "title": ("Trích yếu", "Title"),
    "pinpoint": ("Điều, khoản", "Pinpoint"),
    "relation": ("Quan hệ", "Relation"),
    "own": ("Do đơn vị ban hành", "The unit's own"),
    "status": ("Hiệu lực", "Status"),
    "reports": ("Số báo cáo dẫn", "Reports"),
    "mentions": ("Số lần dẫn", "Mentions"),
    "where": ("Dẫn tại", "Cited in"),
    "outdated_in": ("Dẫn khi đã bị thay thế", "Cited though replaced"),
    "dates": ("Các ngày được ghi", "Dates told"),
    "conflicts": ("Mâu thuẫn", "Conflicts"),
    "sentence": ("Câu", "Sentence"),
}
_CONFLICTS: Final = {
    "date": ("các ngày khác nhau", "dates differ"),
    "ambiguous": ("chưa rõ văn bản nào", "which document is not clear"),
}
_SPACES = re.compile(r"\s+")
_WHERE = 5  # reports named in a cell of the table; files name them all


@dataclass(frozen=True, slots=True)
class CitingReport:
    """A report with its mentions, each with its sentence and page; `date` is the ISO day its words hold for."""

    name: str
    issuer: str | None
    date: str | None
    mentions: tuple[Mention, ...]
    sentences: tuple[str, ...]
    pages: tuple[int | None, ...]


def read_reports(
    paths: Sequence[str],
    max_bytes: int,
    complain: Callable[[CchcError], None],
    timeout: float = TIMEOUT,
    note: Callable[[str], None] = lambda _: None,
) -> tuple[list[CitingReport], int]:
    """Read the reports that `paths` name.

    Returns
    -------
    reports : list of CitingReport
    failed : int
        How many files could not be read.
    """
    items = list(expand(paths))
    reports: list[CitingReport] = []
    failed = 0
    bars = Bars()
    with Intake(max_bytes, timeout, note, bars.pages) as intake:
        intake.announce(items)
        pipeline = nlp.components.load(exclude=("cchc_places",))
        for opened in (opened for item in bars.items(items) for opened in intake.open(item)):
            try:
                reports.extend(_read_papers(pipeline, opened.source()))
            except ReadError as error:
                failed += 1
                complain(error)
    return reports, failed


def _read_papers(pipeline: Language, source: Source) -> Iterator[CitingReport]:
    """Yield the papers of a source: what each cites as its own is its own unit's."""
    repaired = repair(source.text)
    for paper in find_papers(repaired.likely, (page.start for page in source.pages)).papers:
        yield _read_paper(pipeline, source, repaired, paper)


def _read_paper(pipeline: Language, source: Source, repaired: Repaired, paper: Paper) -> CitingReport:
    doc = pipeline(make_doc(pipeline.vocab, cut_source(source, paper), cut_repaired(repaired, paper)))
    view, facts, mentions = doc._.view, doc._.facts, tuple(doc._.citations)
    starts = (paper.start + view.to_source(mention.start, mention.end)[0] for mention in mentions)
    name = source.name if paper.of == 1 else f"{source.name} ({paper.number}/{paper.of})"
    date = facts.date or facts.period_end
    sentences = tuple(_sentences(doc, mentions))
    return CitingReport(name, facts.issuer, date, mentions, sentences, tuple(map(source.page_at, starts)))


def _sentences(doc: Doc, mentions: Sequence[Mention]) -> list[str]:
    """Return the statement each mention stands in, or its paragraph outside the narrative."""
    view = doc._.sure
    statements = [(statement.start, statement.end) for statement in doc._.statements]
    blocks = [(block.start, block.end) for block in view.blocks]
    found = []
    for mention in mentions:
        around = _around(mention, statements) or _around(mention, blocks) or (mention.start, mention.end)
        found.append(told(view.text[slice(*around)]))
    return found


def _around(mention: Mention, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span, of sorted ones, in which a mention begins."""
    index = bisect_right(spans, (mention.start, len(spans) and spans[-1][1])) - 1
    return spans[index] if index >= 0 and mention.start < spans[index][1] else None


def read_known(file: Path | None) -> tuple[Known, ...]:
    """Return the known documents, with the rows of a user's own CSV behind them.

    Raises
    ------
    CchcError
        E021 where the file is no such table.
    """
    if file is None:
        return load_known()
    try:
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return load_known(list(csv.DictReader(rows)))
    except (OSError, ValueError, csv.Error) as error:
        raise CchcError("E021", str(file), str(error)) from error


def index_rows(reports: Sequence[CitingReport], known: Sequence[Known]) -> list[Row]:
    """Return the index: one row for each document."""
    records = build_index([(str(number), report.mentions) for number, report in enumerate(reports)])
    return [_index_row(record, reports, known) for record in records]


def _index_row(record: IndexRecord, reports: Sequence[CitingReport], known: Sequence[Known]) -> Row:
    citing = sorted({int(report) for report, _ in record.mentions})
    fact = _known(record, known)
    day = max((reports[number].date or "" for number in citing), default="")
    return {
        "document": " ".join(part for part in (record.type, record.number) if part) or "?",
        "type": record.type,
        "number": record.number,
        "issuer": record.issuer,
        "date": record.date or (fact.date if fact else None),
        "title": record.titles[0] if record.titles else fact.title if fact else None,
        "status": _status_text(status_at(fact, day, known)) if fact and day else "",
        "reports": len(citing),
        "mentions": len(record.mentions),
        "where": [_where(reports[number], record, number) for number in citing],
        "outdated_in": [reports[n].name for n in citing if fact and _is_replaced(fact, reports[n].date, known)],
        "dates": list(record.dates),
        "conflicts": list(record.conflicts),
        "key": record.key,
    }


def _known(record: IndexRecord, known: Sequence[Known]) -> Known | None:
    return find_known(record.number, record.type, record.date, record.issuer, known) if record.number else None


def _is_replaced(fact: Known, date: str | None, known: Sequence[Known]) -> bool:
    return bool(date) and status_at(fact, str(date), known).value == "replaced"


def _status_text(status: Status) -> str:
    return status_line(status.value, status.by)


def _where(report: CitingReport, record: IndexRecord, number: int) -> str:
    pages = [report.pages[position] for name, position in record.mentions if name == str(number)]
    shown = ", ".join(str(page) for page in dict.fromkeys(pages) if page)
    return f"{report.name} ({say('tr.', 'p.')} {shown})" if shown else report.name


def mention_rows(reports: Sequence[CitingReport], wanted: str, known: Sequence[Known]) -> list[Row]:
    """Return each mention of one document, with its sentence, report and page.

    Parameters
    ----------
    reports : sequence of CitingReport
    wanted : str
        A number in any spelling, a bare number with its type ("Đề án 06"), or a law's name.
    known : sequence of Known
    """
    return [
        _mention_row(report, position, known)
        for report in reports
        for position, mention in enumerate(report.mentions)
        if _is_wanted(mention, wanted)
    ]


def _is_wanted(mention: Mention, wanted: str) -> bool:
    """Tell whether a mention is what a user typed: its number in any case and spelling, its type and number, a name."""
    typed = _SPACES.sub(" ", wanted.strip()).upper()
    number = (mention.number or "").upper()
    names = {number, f"{mention.type} {number}".upper(), (mention.name or "").upper()} - {""}
    return typed in names or normalise(typed).upper() in names


def _mention_row(report: CitingReport, position: int, known: Sequence[Known]) -> Row:
    mention = report.mentions[position]
    fact = find_known(mention.number, mention.type, mention.date, mention.issuer, known) if mention.number else None
    return {
        "report": report.name,
        "unit": report.issuer,
        "page": report.pages[position],
        "text": mention.text,
        "date": mention.date,
        "issuer": mention.issuer,
        "title": mention.title,
        "pinpoint": mention.pinpoint,
        "relation": mention.relation,
        "own": mention.own,
        "status": _status_text(status_at(fact, report.date, known)) if fact and report.date else "",
        "sentence": report.sentences[position],
    }


def named_rows(rows: Sequence[Row]) -> list[Row]:
    """Return rows of either kind for a workbook: columns and values are named for readers."""
    shown: dict[str, Callable[[Any], Any]] = {
        "date": day,
        "relation": relation_name,
        "own": lambda own: say("có", "yes") if own else "",
        "conflicts": lambda told: [say(*_CONFLICTS[one]) for one in told],
    }
    names = {key: say(*name) for key, name in _COLUMNS.items()}
    return [{name: shown.get(key, _as_it_is)(row[key]) for key, name in names.items() if key in row} for row in rows]


def _as_it_is(value: Any) -> Any:
    return value


def print_index(rows: Sequence[Row], console: Console) -> None:
    """Print the index as a table; a document cited though replaced is red."""
    table = Table(title=say("Văn bản được dẫn", "Cited documents"), title_justify="left", show_lines=True)
    table.add_column(say("Văn bản, trích yếu", "Document, title"), ratio=5, overflow="fold")
    table.add_column(say("Cơ quan, ngày ban hành", "Issuer, date"), ratio=3, overflow="fold")
    table.add_column(say("Hiệu lực", "Status"), ratio=3, overflow="fold")
    table.add_column(say("Báo cáo", "Reports"), justify="right", min_width=3)
    table.add_column(say("Lần", "Mentions"), justify="right", min_width=3)
    table.add_column(say("Nơi dẫn", "Where"), ratio=4, overflow="fold")
    for row in rows:
        table.add_row(*_cells(row), style="red" if row["outdated_in"] else "")
    console.print(table)


def _cells(row: Row) -> Iterator[Text]:
    named = row["document"] if row["number"] else row["title"] or row["document"]
    title = row["title"] if row["title"] and row["number"] else None
    dates = (
        say("ngày in khác nhau: ", "dates differ: ") + ", ".join(row["dates"]) if "date" in row["conflicts"] else None
    )
    yield _lines(named, title)
    yield _lines(row["issuer"], dates or row["date"])
    yield _lines(f"{row['status']} ⚠" if row["outdated_in"] else row["status"])
    yield Text(str(row["reports"]))
    yield Text(str(row["mentions"]))
    more = len(row["where"]) - _WHERE
    yield _lines(*row["where"][:_WHERE], say(f"và {more} báo cáo khác", f"and {more} more") if more > 0 else None)


def _lines(*lines: str | None) -> Text:
    return Text("\n".join(line for line in lines if line))


def print_mentions(rows: Sequence[Row], console: Console) -> None:
    """Print the mentions of one document."""
    for row in rows:
        page = f", {say('tr.', 'p.')} {row['page']}" if row["page"] else ""
        console.print(f"{row['report']}{page}", style="bold", markup=False)
        facts = [row["text"], row["issuer"], row["pinpoint"], _relation(row), row["status"]]
        console.print("  " + " · ".join(str(fact) for fact in facts if fact), style="dim", markup=False)
        console.print("  " + row["sentence"], markup=False, soft_wrap=True)


def _relation(row: Row) -> str | None:
    own = say("đơn vị ban hành", "issued by the unit") if row["own"] else None
    return own or (say(*RELATION_NAMES[row["relation"]]) if row["relation"] else None)
