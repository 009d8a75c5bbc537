"""The command line. Libraries raise; here errors become one line and an exit status."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from cchc import __version__
from cchc.language import language, say
from cchc.screen import Screen
from nlp.errors import CchcError

_PATHS = click.argument("paths", nargs=-1, required=True, type=str, metavar="PATH...")
_EPILOG = say("Ví dụ", "Examples")
_LANGUAGES = click.Choice(["vi", "en"])
_LANG_HELP = say("Ngôn ngữ của thông báo (hoặc đặt CCHC_LANG).", "Language of messages (or set CCHC_LANG).")


class _Command(click.Command):
    """A command whose examples keep their lines in the help text, and that takes `--lang` too."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Add `--lang`: `language()` reads it, and users write it behind the command as often as before it."""
        own = super().get_params(ctx)
        lang = click.Option(["--lang"], type=_LANGUAGES, expose_value=False, help=_LANG_HELP)
        return [*own[:-1], lang, own[-1]]  # --help stays the last

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            with formatter.section(_EPILOG):
                for line in self.epilog.splitlines():
                    formatter.write_text(line)


class _Group(click.Group):
    command_class = _Command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error becomes one line on standard error and exit status 1, a closed pipe no error."""
        try:
            return super().invoke(ctx)
        except CchcError as error:
            _complain(error)
        except BrokenPipeError:
            _drop_stdout()
            ctx.exit(0)
        except OSError as error:
            _complain_of_file(error)
        ctx.exit(1)


@click.group(
    cls=_Group,
    help=say(
        "Đọc báo cáo cải cách hành chính: chia theo lĩnh vực, xếp loại câu nhận định, lập chỉ mục văn bản được dẫn.",
        "Read administrative-reform reports: areas, stances, cited documents.",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="cchc")
@click.option(
    "--lang",
    type=_LANGUAGES,
    help=_LANG_HELP,
)
def app(lang: str | None) -> None:
    """Hold the commands; `--lang` is read where texts are made."""


@app.command(
    help=say("Gán nhãn báo cáo và ghi kết quả.", "Tag reports and write the result."),
    epilog="cchc tag baocao.docx --format text\ncchc tag kho-bao-cao/ -o ketqua.jsonl\ncat baocao.txt | cchc tag -",
)
@_PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "text"]),
    default="jsonl",
    show_default=True,
    help=say("jsonl cho máy, text để đọc.", "jsonl for machines, text for reading."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("Ghi ra tệp thay vì màn hình.", "Write to a file instead of standard output."),
)
@click.option("--with-text", is_flag=True, help=say("Kèm toàn văn đã đọc.", "Add the text as read."))
@click.option("--no-outline", is_flag=True, help=say("Không dùng đề mục khi gán nhãn.", "Label without the headings."))
@click.option(
    "--model",
    type=click.Path(file_okay=False),
    help=say("Thư mục mô hình khác.", "Folder of another model."),
)
@click.option(
    "--max-mb",
    type=click.IntRange(1, 4000),
    default=64,
    show_default=True,
    help=say("Bỏ qua tệp lớn hơn số megabyte này.", "Refuse files larger than this many megabytes."),
)
def tag(
    *,
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    with_text: bool,
    no_outline: bool,
    model: str | None,
    max_mb: int,
) -> None:
    """Tag files, folders and standard input."""
    from cchc.tagging import Options, tag_paths

    options = Options(model, not no_outline, with_text, max_mb * 1_000_000)
    with _output(output) as stream:
        failed = tag_paths(paths, form, stream, options, _complain)
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


@app.command(
    help=say(
        "Chấm điểm trên báo cáo đã gán nhãn (mặc định: báo cáo mẫu).",
        "Score against labelled reports (the samples by default).",
    ),
    epilog="cchc evaluate\ncchc evaluate nhan/ --no-outline",
)
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False, metavar="[FOLDER]"
)
@click.option(
    "--no-outline",
    is_flag=True,
    help=say("Chỉ in điểm khi không dùng đề mục.", "Print only the scores without the headings."),
)
@click.option("--model", type=click.Path(file_okay=False), help=say("Thư mục mô hình khác.", "Another model's folder."))
@click.option("--json", "as_json", is_flag=True, help=say("In JSON.", "Print JSON."))
def evaluate(folder: Path | None, no_outline: bool, model: str | None, as_json: bool) -> None:
    """Score the model on a folder with `reports/` and `gold/`, or on the sample reports."""
    from evaluation.report import evaluate as run
    from evaluation.report import load_gold, print_scores, sample_gold

    try:
        gold = load_gold(folder) if folder else sample_gold()
        runs = run(gold, model, outlines=(False,) if no_outline else (True, False))
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError) as error:
        raise CchcError("E021", str(folder), f"{type(error).__name__}: {error}") from error
    if as_json:
        click.echo(json.dumps(runs, ensure_ascii=False, indent=1))
    else:
        print_scores(runs, Screen())


@app.command(
    help=say("Huấn luyện lại mô hình từ dữ liệu của kho.", "Train the model from the repository's own text."),
    epilog="cchc train -o mo-hinh/",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("Thư mục ghi mô hình; mặc định thay mô hình đi kèm.", "Folder to write; the shipped model by default."),
)
def train(output: Path | None) -> None:
    """Train and save a model."""
    from cchc.training import train_model

    folder, card = train_model(output)
    click.echo(say(f"Đã ghi mô hình vào {folder}", f"Model written to {folder}"))
    click.echo(json.dumps(card, ensure_ascii=False))


@app.command(
    help=say("Kiểm tra phiên bản và các phần còn thiếu.", "Tell versions and which optional parts are missing."),
    epilog="cchc doctor",
)
def doctor() -> None:
    """Tell what is installed."""
    from cchc.doctor import print_doctor

    if not print_doctor(Screen()):
        sys.exit(1)


def _complain(error: CchcError) -> None:
    click.echo(f"cchc: {error.message(language())}", err=True)


def _complain_of_file(error: OSError) -> None:
    """Tell of a file that could not be opened or written; standard output has no name."""
    _drop_stdout()
    reason = error.strerror or type(error).__name__
    name = error.filename or say("đầu ra chuẩn", "standard output")
    told = say(f"không mở hoặc không ghi được ({reason})", f"cannot be opened or written ({reason})")
    click.echo(f"cchc: {name}: {told}", err=True)


def _drop_stdout() -> None:
    """Send what is still buffered for standard output nowhere, or Python complains of it at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    """Give standard output, or a file that replaces the old one only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    try:
        with _whole_file(path) as stream:
            yield stream
    except OSError as error:  # a full disk tells no name
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextlib.contextmanager
def _whole_file(path: Path) -> Iterator[IO[str]]:
    """Open a file that appears when it is complete; a device or a pipe is written to as it is."""
    device = path.exists() and not path.is_file()
    target = path if device else path.resolve()  # a link stays a link
    part = target if device else target.with_name(f"{target.name}.part")
    if not part.parent.exists():
        part.parent.mkdir(parents=True)
    try:
        # A file name that is no UTF-8 holds lone surrogates: as \udcxx they are valid JSON.
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        part.replace(target)
    finally:
        if not device:
            part.unlink(missing_ok=True)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
