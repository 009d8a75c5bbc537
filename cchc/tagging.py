"""`cchc tag`: read, tag and write, with progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from cchc.inputs import Intake, Opened, expand
from cchc.language import language
from cchc.output import error_record, to_line
from cchc.progress import Bars
from cchc.reader_view import print_report
from cchc.screen import Screen
from corpora.guard import TIMEOUT
from models.record import to_record
from models.tagging import TaggedReport, Tagger
from nlp.errors import CchcError, ReadError
from nlp.source import Source

_WIDTH_OF_FILES = 100_000  # columns of the reader's view in a pipe or file: lines are not wrapped


@dataclass(frozen=True, slots=True)
class Options:
    """How to tag: model folder, use of the outline, the text in the output, limits of size (bytes) and time (s).

    Labels less sure than `min_confidence` are marked uncertain; `mend` restores lost letters.
    """

    model: str | None = None
    outline: bool = True
    with_text: bool = False
    max_bytes: int = 64_000_000
    timeout: float = TIMEOUT
    min_confidence: float = 0.6
    mend: bool = True


def tag_paths(
    paths: Sequence[str],
    form: str,
    stream: IO[str],
    options: Options,
    complain: Callable[[CchcError], None],
    note: Callable[[str], None] = lambda _: None,
) -> int:
    """Tag everything that `paths` name and write it to `stream`.

    Parameters
    ----------
    paths : sequence of str
        Files, folders (read recursively), "-" for standard input.
    form : {"jsonl", "text"}
    stream : text file
    options : Options
    complain : callable
        Gets each file's error.
    note : callable, optional
        Gets a line for each file passed over because its content was read before.

    Returns
    -------
    int
        How many files failed.
    """
    items = list(expand(paths))
    write = _writer(form, stream)
    failed = 0
    tagger: Tagger | None = None
    bars = Bars()
    with Intake(options.max_bytes, options.timeout, note, bars.pages) as intake:
        intake.announce(items)
        for opened in (opened for item in bars.items(items) for opened in intake.open(item)):
            try:
                source = opened.source()
                tagger = tagger or Tagger(options.model, outline=options.outline, mend=options.mend)
                for tagged in _tag(tagger, source, opened):
                    record = to_record(tagged, options.with_text, options.min_confidence, language())
                    write(record, tagged.repaired.text)
            except ReadError as error:
                failed += 1
                complain(error)
                if form == "jsonl":
                    write(error_record(opened.name, error), "")
    return failed


def _tag(tagger: Tagger, source: Source, opened: Opened) -> list[TaggedReport]:
    """Tag the papers of a source; an error names the path as the user gave it, since names of files are not unique."""
    try:
        return tagger.tag_parts(source)
    except ReadError as error:
        raise ReadError(error.code, opened.label, error.detail) from error


def _writer(form: str, stream: IO[str]) -> Callable[[dict[str, Any], str], None]:
    """Return what writes a record; the view marks restored letters, with the source's text after repair."""
    if form == "jsonl":
        return lambda record, _: print(to_line(record), file=stream, flush=True)
    to_screen = stream is sys.stdout and stream.isatty()
    console = Screen(file=stream, width=None if to_screen else _WIDTH_OF_FILES, highlight=False)
    return lambda record, mended: print_report(record, console, mended)
