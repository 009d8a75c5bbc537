"""The command that shows what was read: read."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from cchc.app import MAX_MB, OUTPUT, PATHS, TIMEOUT, app, complain, note, output_stream
from cchc.language import say


@app.command(
    help=say(
        "In văn bản như đã đọc: trang, chú thích, chất lượng chữ, cảnh báo.",
        "Print the text as read: pages, footnotes, quality, warnings.",
    ),
    epilog="cchc read baocao.pdf\ncchc read baocao.docx --format json\ncchc read baocao.pdf --html xem.html",
)
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=say("text để đọc, json cho máy (mỗi báo cáo một dòng).", "text for reading, json for machines (a line each)."),
)
@OUTPUT
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say(
        "Ghi trang web để xem văn bản cạnh đề cương, thay vì in ra.",
        "Write a web page with the text beside its outline, instead of printing.",
    ),
)
@TIMEOUT
@MAX_MB
def read(
    *, paths: tuple[str, ...], form: str, output: Path | None, page: Path | None, timeout: int, max_mb: int
) -> None:
    """Show what files say as read."""
    from cchc.inputs import Intake
    from cchc.progress import Bars
    from cchc.reading import Outputs, read_paths

    silent = page is not None and output is None
    with contextlib.nullcontext() if silent else output_stream(output) as stream:
        outputs = Outputs(stream, form, as_page=page is not None)
        bars = Bars()
        with Intake(max_mb * 1_000_000, timeout, note, bars.pages) as intake:
            failed, rendered = read_paths(paths, outputs, intake, complain, bars.items)
    if page is not None:
        with output_stream(page) as target:
            target.write(rendered)
    if failed:
        sys.exit(1)
