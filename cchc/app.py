"""What all commands share. Libraries raise; here errors become one line and an exit status."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from cchc import __version__
from cchc.language import language, say
from nlp.errors import CchcError

if TYPE_CHECKING:
    from cchc.index import Index

F = TypeVar("F", bound=Callable[..., Any])
MAX_MB = click.option(
    "--max-mb",
    type=click.IntRange(1, 4000),
    default=64,
    show_default=True,
    help=say("Bỏ qua tệp lớn hơn số megabyte này.", "Refuse files larger than this many megabytes."),
)
TIMEOUT = click.option(
    "--timeout",
    type=click.IntRange(1, 86_400),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help=say("Dừng một tệp đọc lâu hơn số giây này.", "Stop reading a file after this many seconds."),
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("Ghi ra tệp thay vì màn hình.", "Write to a file instead of standard output."),
)
MODEL = click.option(
    "--model", type=click.Path(file_okay=False), help=say("Thư mục mô hình khác.", "Another model's folder.")
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "xlsx"]),
    default="table",
    show_default=True,
    help=say("Bảng để đọc, hoặc tệp cho chương trình khác.", "A table, or a file for other programs."),
)
JSON = click.option("--json", "as_json", is_flag=True, help=say("In JSON.", "Print JSON."))
WHERE = (
    click.option(
        "--index",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default="cchc-index",
        show_default=True,
        envvar="CCHC_INDEX",
        help=say("Thư mục của chỉ mục (hoặc đặt CCHC_INDEX).", "The index's folder (or set CCHC_INDEX)."),
    ),
    click.option(
        "--db",
        metavar="URL",
        envvar="CCHC_DB",
        help=say("PostgreSQL thay cho tệp SQLite (hoặc CCHC_DB).", "PostgreSQL instead of SQLite (or CCHC_DB)."),
    ),
)
PATHS = click.argument("paths", nargs=-1, required=True, type=str, metavar="PATH...")
_EPILOG = say("Ví dụ", "Examples")
_LANGUAGES = click.Choice(["vi", "en"])
_LANG_HELP = say("Ngôn ngữ của thông báo (hoặc đặt CCHC_LANG).", "Language of messages (or set CCHC_LANG).")


class _Examples(click.Command):
    """A command or group whose examples keep their lines in the help text."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            with formatter.section(_EPILOG):
                for line in self.epilog.splitlines():
                    formatter.write_text(line)


class _Command(_Examples):
    """A command that takes `--lang` too."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Add `--lang`: `language()` reads it, and users write it behind the command as often as before it."""
        own = super().get_params(ctx)
        lang = click.Option(["--lang"], type=_LANGUAGES, expose_value=False, help=_LANG_HELP)
        return [*own[:-1], lang, own[-1]]  # --help stays the last


class _Group(_Examples, click.Group):
    command_class = _Command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error becomes one line on standard error and exit status 1, a closed pipe no error."""
        try:
            return super().invoke(ctx)
        except CchcError as error:
            complain(error)
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


def with_options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that adds options in order."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def open_at(folder: Path, db: str | None, create: bool = False) -> Index:
    """Open the index that `WHERE` names."""
    from cchc.index import open_index

    return open_index(folder, db, create=create)


def complain(error: CchcError) -> None:
    """Tell of an error in one line on standard error."""
    click.echo(f"cchc: {error.message(language())}", err=True)


def note(line: str) -> None:
    """Tell in one line on standard error what is no error."""
    click.echo(f"cchc: {line}", err=True)


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
def output_stream(path: Path | None) -> Iterator[IO[str]]:
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
