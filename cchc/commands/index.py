"""Commands over the index: index add, remove, status, relabel; search, limitations, documents, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cchc.app import (
    FORMAT,
    JSON,
    MAX_MB,
    MODEL,
    OUTPUT,
    TIMEOUT,
    WHERE,
    app,
    note,
    open_at,
    output_stream,
    with_options,
)
from cchc.language import say
from cchc.names import DOCUMENT_KIND_NAMES
from cchc.screen import Screen
from corpora.scheme import AREAS, STANCES, SUBS

if TYPE_CHECKING:
    from cchc.index import Index, Query, Record
    from cchc.index.types import Added

_LEVELS = ("commune", "district", "province", "department", "ministry")
_FILTERS = (
    click.option("--area", multiple=True, type=click.Choice(AREAS), help=say("Lĩnh vực.", "Area.")),
    click.option("--stance", multiple=True, type=click.Choice(STANCES), help=say("Loại câu.", "Stance.")),
    click.option("--sub", multiple=True, type=click.Choice(SUBS), help=say("Loại chi tiết.", "Sub-label.")),
    click.option("--level", multiple=True, type=click.Choice(_LEVELS), help=say("Cấp của đơn vị.", "Level.")),
    click.option(
        "--kind",
        multiple=True,
        type=click.Choice(tuple(DOCUMENT_KIND_NAMES)),
        help=say("Thể loại văn bản: báo cáo, kế hoạch …", "Kind of document: report, plan …"),
    ),
    click.option("--province", multiple=True, metavar="NAME", help=say("Tỉnh, thành phố.", "Province.")),
    click.option(
        "--unit", multiple=True, metavar="NAME", help=say("Đơn vị, tên cũ hoặc mới.", "Unit, by old or new name.")
    ),
    click.option(
        "--period", multiple=True, metavar="PERIOD", help=say("Kỳ: 2023, 2023H1, 2023Q3 …", "2023, 2023H1, 2023Q3 …")
    ),
    click.option("--document", multiple=True, metavar="NUMBER", help=say("Dẫn văn bản này.", "Citing this document.")),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        help=say("Chỉ câu có độ tin cậy từ mức này.", "Only labels at least this sure."),
    ),
    click.option(
        "--corrected/--not-corrected", default=None, help=say("Đã hoặc chưa được người sửa.", "Corrected or not.")
    ),
)


def _query(text: str, limit: int, facets: Sequence[str] = (), **chosen: Any) -> Query:
    from cchc.index import Filters, Query

    return Query(text, Filters(**chosen), tuple(facets), limit)


@app.group(
    cls=type(app),
    help=say("Lập và giữ chỉ mục các báo cáo.", "Make and keep an index of reports."),
    epilog="cchc index add kho-bao-cao/\ncchc index status",
)
def index() -> None:
    """Hold the commands that change the index."""


@index.command(
    help=say(
        "Nạp báo cáo, hoặc kết quả .jsonl của `cchc tag`; chạy lại chỉ nạp những gì mới.",
        "Add reports, or the .jsonl of `cchc tag`; a second run adds only what is new.",
    ),
    epilog="cchc index add kho-bao-cao/ --jobs 4\ncchc index add ketqua.jsonl --index kho/",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@with_options(*WHERE)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help=say("Số tiến trình.", "Processes.")
)
@MODEL
@MAX_MB
@TIMEOUT
def add(
    *, paths: tuple[str, ...], folder: Path, db: str | None, jobs: int, model: str | None, max_mb: int, timeout: int
) -> None:
    """Add reports."""
    from cchc.index.intake import Options, records_of
    from cchc.progress import Bars

    options = Options(model, jobs, max_mb * 1_000_000, timeout)
    with open_at(folder, db, create=True) as opened:
        bars = Bars()
        records = records_of(opened.store, paths, options, bars.items, note, bars.pages)
        failed = _run(opened, records)
    if failed:
        sys.exit(1)


def _run(opened: Index, records: Iterator[Record | Added]) -> int:
    """Add records, tell of each failure in a line and of all in a summary; returns the failures."""
    from cchc.index import Summary
    from cchc.index.writing import add_records
    from cchc.index_view import summary_line, told

    summary = Summary()
    for added in add_records(opened.store, records):
        summary.count(added)
        if added.error:
            note(told(added.error))
    click.echo(summary_line(summary))
    return summary.failed


@index.command(
    help=say("Bỏ báo cáo khỏi chỉ mục, theo mã r-… hoặc tên tệp.", "Remove reports, by id r-… or file name."),
    epilog="cchc index remove r-0a1f08e59bb1320f\ncchc index remove baocao.docx",
)
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@with_options(*WHERE)
def remove(*, reports: tuple[str, ...], folder: Path, db: str | None) -> None:
    """Remove reports."""
    from nlp.errors import StoreError

    with open_at(folder, db) as opened:
        wanted = {name: opened.named(name) for name in reports}
        if missing := [name for name, found in wanted.items() if not found]:
            raise StoreError("E054", missing[0], say("báo cáo", "report"))
        count = opened.remove([uid for found in wanted.values() for uid in found])
    click.echo(say(f"Đã bỏ {count} báo cáo", f"{count} reports removed"))


@index.command(
    help=say("Chỉ mục có gì, có nguyên vẹn không.", "Tell what the index holds and whether it is whole."),
    epilog="cchc index status --check",
)
@with_options(*WHERE)
@click.option("--check", is_flag=True, help=say("Kiểm tra cả cơ sở dữ liệu.", "Check the whole database."))
@JSON
def status(*, folder: Path, db: str | None, check: bool, as_json: bool) -> None:
    """Tell what the index holds."""
    from dataclasses import asdict

    from cchc.index_view import print_status

    with open_at(folder, db) as opened:
        told = opened.status(check)
    if as_json:
        click.echo(json.dumps(asdict(told), ensure_ascii=False))
    else:
        print_status(told, Screen())
    if not told.whole:
        sys.exit(1)


@index.command(
    help=say(
        "Gán nhãn lại các báo cáo mà mô hình khác đã gán; phần người sửa được giữ.",
        "Label anew the reports that another model labelled; corrections are kept.",
    ),
    epilog="cchc index relabel\ncchc index relabel --model mo-hinh/",
)
@with_options(*WHERE)
@MODEL
def relabel(*, folder: Path, db: str | None, model: str | None) -> None:
    """Label reports anew."""
    from cchc.index.intake import model_version
    from cchc.index.relabelling import outdated, relabelled

    with open_at(folder, db) as opened:
        uids, bare = outdated(opened.store, model_version(model))
        failed = _run(opened, relabelled(opened.store, uids, model))
    if bare:
        note(
            say(
                f"{bare} báo cáo được nạp không kèm toàn văn; hãy nạp lại từ tệp gốc",
                f"{bare} reports were added without their text; add them again from their files",
            )
        )
    if failed or bare:
        sys.exit(1)


@app.command(
    help=say(
        'Tìm câu nhận định: từ, "cụm từ", VÀ HOẶC KHÔNG, tiền tố*, NEAR(a b, 5), số văn bản; có dấu hoặc không.',
        'Search statements: words, "phrases", AND OR NOT, prefix*, NEAR(a b, 5), numbers; with or without accents.',
    ),
    epilog='cchc search "cham muon ho so" --area procedures --stance limitation --period 2023\n'
    "cchc search 76/NQ-CP --facet unit,period --limit 5",
)
@click.argument("query", default="")
@with_options(*WHERE, *_FILTERS, FORMAT)
@OUTPUT
@click.option(
    "--facet", metavar="FIELDS", default="", help=say("Đếm theo, ví dụ area,stance.", "Count by: area,stance.")
)
@click.option("--count", is_flag=True, help=say("Chỉ in số câu.", "Print the number only."))
@click.option(
    "--limit", type=click.IntRange(0, 1000), default=20, show_default=True, help=say("Số câu in ra.", "Hits.")
)
def search(
    *,
    query: str,
    folder: Path,
    db: str | None,
    form: str,
    output: Path | None,
    facet: str,
    count: bool,
    limit: int,
    **chosen: Any,
) -> None:
    """Search statements."""
    from cchc.index.named_rows import named_statement
    from cchc.index.tables import hit_row
    from cchc.index_view import print_results, told
    from cchc.sheets import write_rows

    facets = [name.strip() for name in facet.split(",") if name.strip()]
    with open_at(folder, db) as opened:
        results = opened.search(_query(query, 0 if count else limit, facets, **chosen))
    for notice in results.notices:
        note(told(notice))
    with output_stream(output) as stream:
        if count:
            print(results.total, file=stream)
        elif form == "table":
            print_results(results, Screen(file=stream, highlight=False))
        else:
            row = named_statement if form == "xlsx" else hit_row
            write_rows([row(hit) for hit in results.hits], form, stream, say("Câu nhận định", "Statements"))


@app.command(
    help=say(
        "Hạn chế các đơn vị nêu, theo lĩnh vực và đơn vị; đánh dấu hạn chế lặp lại từ kỳ trước.",
        "The limitations that units report, by area and unit; those repeated from the period before are marked.",
    ),
    epilog="cchc limitations --province 'Hà Tĩnh' --period 2023\ncchc limitations --repeated -o lap-lai.txt",
)
@click.argument("query", default="")
@with_options(*WHERE, *_FILTERS, FORMAT)
@click.option("--repeated", is_flag=True, help=say("Chỉ hạn chế lặp lại.", "Only repeated ones."))
@OUTPUT
def limitations(
    *, query: str, folder: Path, db: str | None, form: str, output: Path | None, repeated: bool, **chosen: Any
) -> None:
    """List limitations."""
    from cchc.index.named_rows import named_limitation
    from cchc.index.tables import limitation_row
    from cchc.index_view import print_limitations
    from cchc.sheets import write_rows

    with open_at(folder, db) as opened, output_stream(output) as stream:
        found = opened.limitations(_query("", 0, **chosen).filters, query)
        kept = (one for one in found if one.repeats or not repeated)
        if form == "table":
            print_limitations(kept, Screen(file=stream, highlight=False))
        else:
            row = named_limitation if form == "xlsx" else limitation_row
            write_rows([row(one) for one in kept], form, stream, say("Hạn chế", "Limitations"))


@app.command(
    help=say(
        "Văn bản được dẫn trong chỉ mục, kèm hiệu lực.", "The documents that the index's reports cite, with status."
    ),
    epilog="cchc documents --limit 20\ncchc documents --province 'Hà Tĩnh' --format xlsx -o van-ban.xlsx",
)
@with_options(*WHERE, *_FILTERS[:9], FORMAT)
@OUTPUT
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help=say("Số văn bản.", "Rows.")
)
def documents(*, folder: Path, db: str | None, form: str, output: Path | None, limit: int, **chosen: Any) -> None:
    """List cited documents."""
    from cchc.index.named_rows import named_document
    from cchc.index.tables import document_row
    from cchc.index_view import print_documents
    from cchc.sheets import write_rows

    with open_at(folder, db) as opened, output_stream(output) as stream:
        found = opened.documents(_query("", 0, **chosen).filters, limit=limit)
        if form == "table":
            print_documents(found, Screen(file=stream))
        else:
            row = named_document if form == "xlsx" else document_row
            write_rows([row(one) for one in found], form, stream, say("Văn bản", "Documents"))


@app.command(
    help=say(
        "Xuất câu nhận định ra .xlsx, .csv, .parquet, .docx theo đuôi tệp; hoặc các lượt sửa nhãn.",
        "Export statements to .xlsx, .csv, .parquet, .docx by the file's ending; or corrections.",
    ),
    epilog="cchc export -o kiem-toan.docx --stance limitation\ncchc export --corrections -o sua-nhan.jsonl",
)
@click.argument("query", default="")
@with_options(*WHERE, *_FILTERS)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=say("Tệp ghi ra.", "File.")
)
@click.option("--corrections", is_flag=True, help=say("Các lượt sửa nhãn (.jsonl).", "The corrections (.jsonl)."))
def export(*, query: str, folder: Path, db: str | None, output: Path, corrections: bool, **chosen: Any) -> None:
    """Export what a query finds."""
    with open_at(folder, db) as opened:
        if corrections:
            with output_stream(output) as stream:
                for record in opened.export_corrections():
                    print(json.dumps(record, ensure_ascii=False), file=stream)
            return
        data = _writer(output)(opened, _query(query, 0, **chosen))
    part = output.with_name(f"{output.name}.part")
    part.write_bytes(data)
    part.replace(output)


def _writer(output: Path) -> Callable[[Index, Query], bytes]:
    from cchc.index.export import WRITERS

    try:
        return WRITERS[output.suffix.lower()]
    except KeyError:
        known = ", ".join(WRITERS)
        raise click.UsageError(
            say(f"đuôi tệp phải là một trong: {known}", f"the file's ending must be one of: {known}")
        ) from None
