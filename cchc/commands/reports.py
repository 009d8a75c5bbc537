"""Commands over reports: tag, citations, summary."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cchc.app import FORMAT, MAX_MB, MODEL, OUTPUT, PATHS, TIMEOUT, app, complain, note, output_stream
from cchc.language import say
from cchc.screen import Screen


@app.command(
    help=say("Gán nhãn báo cáo và ghi kết quả.", "Tag reports and write the result."),
    epilog="cchc tag baocao.docx --format text\ncchc tag kho-bao-cao/ -o ketqua.jsonl\ncat baocao.txt | cchc tag -",
)
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help=say("jsonl cho máy, text để đọc.", "jsonl for machines, text for reading."),
)
@OUTPUT
@click.option("--with-text", is_flag=True, help=say("Kèm toàn văn đã đọc.", "Add the text as read."))
@click.option("--no-outline", is_flag=True, help=say("Không dùng đề mục khi gán nhãn.", "Label without the headings."))
@click.option(
    "--no-repair",
    is_flag=True,
    help=say("Không phục hồi chữ bị mất.", "Leave lost letters as they are."),
)
@MODEL
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.6,
    show_default=True,
    help=say("Đánh dấu nhãn kém chắc chắn hơn mức này.", "Mark labels less sure than this."),
)
@MAX_MB
@TIMEOUT
def tag(
    *,
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    with_text: bool,
    no_outline: bool,
    no_repair: bool,
    model: str | None,
    min_confidence: float,
    max_mb: int,
    timeout: int,
) -> None:
    """Tag files, folders and standard input."""
    from cchc.tagging import Options, tag_paths

    options = Options(model, not no_outline, with_text, max_mb * 1_000_000, timeout, min_confidence, mend=not no_repair)
    with output_stream(output) as stream:
        failed = tag_paths(paths, form, stream, options, complain, note)
    if failed:
        sys.exit(1)


@app.command(
    help=say(
        "Lập chỉ mục văn bản được dẫn, hoặc liệt kê từng lần dẫn một văn bản.",
        "Index the cited documents, or list each mention of one.",
    ),
    epilog="cchc citations kho-bao-cao/\ncchc citations kho-bao-cao/ --format xlsx -o van-ban.xlsx\n"
    "cchc citations kho-bao-cao/ --document 76/NQ-CP",
)
@PATHS
@FORMAT
@OUTPUT
@click.option(
    "--document",
    metavar="NUMBER",
    help=say("Liệt kê từng lần dẫn văn bản này.", "List each mention of this document."),
)
@click.option(
    "--documents",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say("Bảng CSV văn bản của riêng bạn.", "Your own CSV of known documents."),
)
@MAX_MB
@TIMEOUT
def citations(
    *,
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    document: str | None,
    documents: Path | None,
    max_mb: int,
    timeout: int,
) -> None:
    """Index the documents that reports cite."""
    from cchc import citations as index
    from cchc.sheets import write_rows

    known = index.read_known(documents)
    reports, failed = index.read_reports(paths, max_mb * 1_000_000, complain, timeout, note)
    rows = index.mention_rows(reports, document, known) if document else index.index_rows(reports, known)
    if document and not rows:
        click.echo(say(f"cchc: không báo cáo nào dẫn {document}", f"cchc: no report cites {document}"), err=True)
    with output_stream(output) as stream:
        if form == "table":
            screen = Screen(file=stream, width=None if stream is sys.stdout else 160)
            (index.print_mentions if document else index.print_index)(rows, screen)
        else:
            shown = index.named_rows(rows) if form == "xlsx" else rows
            write_rows(shown, form, stream, say("Văn bản", "Documents"))
    if failed:
        sys.exit(1)


@app.command(
    help=say("In bảng tổng hợp từ tệp kết quả.", "Print tables over a tagged file."),
    epilog="cchc summary ketqua.jsonl",
)
@click.argument("tagged", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.jsonl")
@click.option(
    "--limit",
    type=click.IntRange(0, 50),
    default=3,
    show_default=True,
    help=say("Số ví dụ hạn chế mỗi lĩnh vực.", "Limitations shown of each area."),
)
def summary(tagged: Path, limit: int) -> None:
    """Print what an auditor reads first."""
    from cchc.summary import print_summary, read_records, summarise

    print_summary(summarise(read_records(tagged)), Screen(), limit)
