"""Commands over labelled corpora: check."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from cchc.app import JSON, app
from cchc.language import say
from cchc.screen import Screen


@app.group(
    cls=type(app),
    help=say("Làm việc với dữ liệu đã gán nhãn.", "Work with labelled text."),
    epilog="cchc corpus check\ncchc corpus check sua-nhan.jsonl",
)
def corpus() -> None:
    """Hold the commands over corpora."""


@corpus.command(
    help=say(
        "Kiểm tra dữ liệu gán nhãn: câu trùng, lộ câu giữa các phần, nhãn mâu thuẫn, câu hỏng, độ đa dạng. "
        "NAME_OR_PATH: authored (mặc định), reports, samples, thư mục có reports/ và gold/, tệp .jsonl hay .parquet.",
        "Check labelled text: duplicates, leaks between splits, conflicting labels, broken text, variety. "
        "NAME_OR_PATH: authored (default), reports, samples, a folder with reports/ and gold/, a .jsonl or .parquet.",
    ),
    epilog="cchc corpus check\ncchc corpus check sua-nhan.jsonl\ncchc corpus check authored --against nhan/ --json",
)
@click.argument("corpus", default="authored", metavar="[NAME_OR_PATH]")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help=say("So với thư mục báo cáo đã gán nhãn.", "Compare with a folder of labelled reports."),
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.6, 1.0),
    default=0.7,
    show_default=True,
    help=say("Độ giống từ mức này là câu trùng.", "Similarity from which sentences are duplicates."),
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help=say("Hạt giống của mẫu ngẫu nhiên.", "Seed of the random samples."),
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help=say("Số ví dụ mỗi loại.", "Examples shown of each kind."),
)
@JSON
def check(corpus: str, against: Path | None, threshold: float, seed: int, limit: int, as_json: bool) -> None:
    """Check a corpus; exit status 1 where something leaks or a line is invalid."""
    from cchc.corpus_view import print_check, to_json
    from evaluation.corpus_check import check_corpus

    found = check_corpus(corpus, against, threshold, seed)
    if as_json:
        click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=1))
    else:
        print_check(found, Screen(), limit)
    if not found.passed:
        sys.exit(1)
