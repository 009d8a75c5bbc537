"""`cchc read`: what a file says as read, with pages, footnotes and quality, before anything is labelled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any

from cchc.inputs import Intake, Item, Opened, expand
from cchc.language import language, say
from cchc.output import error_record
from cchc.reading_page import render_page
from cchc.restored import legend, places_of, signed, underlined, with_gaps
from models.record import to_record
from models.tagging import DAMAGED, Tagger
from nlp.errors import CchcError, ReadError
from nlp.notices import explain, make_notice
from nlp.repair import repair
from nlp.source import Notice, PageSpan, Source
from nlp.text.quality import text_quality
from nlp.tokenizer import make_doc

SCHEMA = "cchc-read/1"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where readings go: a stream (None: nowhere) in a form, and whether a page to look at is wanted."""

    stream: IO[str] | None
    form: str = "text"
    as_page: bool = False

    def write(self, text: str) -> None:
        """Write a line, or several."""
        if self.stream is not None:
            print(text, file=self.stream, flush=True)


def read_paths(
    paths: Sequence[str],
    outputs: Outputs,
    intake: Intake,
    complain: Callable[[CchcError], None],
    progress: Callable[[Sequence[Item]], Iterator[Item]] = iter,
) -> tuple[int, str]:
    """Read everything that `paths` name and write it.

    Parameters
    ----------
    paths : sequence of str
        Files, folders (read recursively), "-" for standard input.
    outputs : Outputs
    intake : Intake
        Opens the files within its limits.
    complain : callable
        Gets each file's error.
    progress : callable, optional
        Gives back the items it gets, and shows which one is being read.

    Returns
    -------
    tuple of (int, str)
        How many files failed; the page of all others, empty where none is wanted.
    """
    failed, views = 0, []
    tagger = Tagger() if outputs.as_page else None
    for opened in _opened(paths, intake, progress):
        try:
            source = opened.source()
            views += [_page_view(tagger, source)] if tagger else []
            outputs.write(_shown(source, outputs))
        except ReadError as error:
            failed += 1
            complain(error)
            if outputs.form == "json":
                outputs.write(json.dumps(error_record(opened.name, error), ensure_ascii=False))
    return failed, render_page(views, language()) if outputs.as_page else ""


def _opened(
    paths: Sequence[str], intake: Intake, progress: Callable[[Sequence[Item]], Iterator[Item]]
) -> Iterator[Opened]:
    items = list(expand(paths))
    intake.announce(items)
    return (opened for item in progress(items) for opened in intake.open(item))


def _shown(source: Source, outputs: Outputs) -> str:
    if outputs.form == "json":
        return json.dumps(to_object(source), ensure_ascii=False)
    stream = outputs.stream
    return "\n".join(to_lines(source, terminal=stream is not None and stream.isatty()))


def to_object(source: Source) -> dict[str, Any]:
    """Return a source as a plain object; offsets are [start, end) in code points of `text` and `repaired_text`."""
    repaired = repair(source.text)
    return {
        "schema": SCHEMA,
        "source": source.name,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "text_quality": text_quality(source.text),
        "pages": [asdict(page) for page in source.pages],
        "marks": [asdict(mark) for mark in source.marks],
        "repaired": [list(span) for span in repaired.spans],
        "warnings": [_warning(notice) for notice in _notices(source)],
        "text": source.text,
        "repaired_text": repaired.text if repaired.damaged else None,
    }


def _warning(notice: Notice) -> dict[str, str]:
    message, mend = explain(notice, language())
    return {"code": notice.code, "message": message, "mend": mend}


def _notices(source: Source) -> list[Notice]:
    """Return the warnings of the reading, with one of lost letters where the text tells of them."""
    quality = text_quality(source.text)
    if quality >= DAMAGED or any(notice.code == "W010" for notice in source.warnings):
        return list(source.warnings)
    return [*source.warnings, make_notice("letters_lost", share=f"{quality:.0%}")]


def to_lines(source: Source, *, terminal: bool = False) -> list[str]:
    """Return a source for a person: a head, the text with its pages and footnotes marked, the warnings with mends.

    Lost letters are restored where this is certain and marked (`cchc.restored`).
    """
    repaired = repair(source.text)
    restored, lost = places_of(repaired.spans), places_of(repaired.open)
    told = legend(len(restored), len(lost), styled=terminal)
    pages = [say(f"{len(source.pages)} trang", f"{len(source.pages)} pages")] if source.pages else []
    quality = say("chất lượng chữ", "text quality") + f" {text_quality(source.text):.0%}"
    head = "  ".join([source.name, source.media_type, *pages, quality])
    text = with_gaps(repaired.text, lost)
    shown = _marked_text(source, _Marker(text, restored, terminal)).strip("\f\n")
    return [f"=== {head}", *_warned(source), *([f"  {told}"] if told else []), "", shown, ""]


def _warned(source: Source) -> Iterator[str]:
    for notice in _notices(source):
        message, mend = explain(notice, language())
        yield f"! {notice.code} {message}" + (f" → {mend}" if mend else "")


@dataclass(frozen=True, slots=True)
class _Marker:
    """Hands out pieces of a text with its restored places marked."""

    text: str
    restored: frozenset[int]
    terminal: bool

    def piece(self, low: int, high: int | None = None) -> str:
        """Return the text [low, high) as shown."""
        text = self.text[low:high]
        if not self.restored:
            return text
        inside = {place for place in range(len(text)) if low + place in self.restored}
        return underlined(text, inside) if self.terminal else signed(text, inside)


def _marked_text(source: Source, marker: _Marker) -> str:
    """Return the text with a line before each page, and each footnote told as such."""
    note = say("[chú thích] ", "[footnote] ")
    signs = [(page.start, _page_line(page)) for page in source.pages]
    signs += [(mark.start, note) for mark in source.marks if mark.kind == "footnote"]
    parts, last = [], 0
    for place, sign in sorted(signs):
        parts += [marker.piece(last, place), sign]
        last = place
    return "".join([*parts, marker.piece(last)]).replace("\f", "")


def _page_line(page: PageSpan) -> str:
    """Return the line that begins a page, with the confidence of its recognition where it was read from a picture."""
    confidence = getattr(page, "confidence", None)
    told = "" if confidence is None else say(f", nhận dạng {confidence:.0%}", f", recognised {confidence:.0%}")
    return f"\n--- {say('trang', 'page')} {page.number}{told} ---\n"


def _page_view(tagger: Tagger, source: Source) -> dict[str, Any]:
    """Return what the page shows of a report: its record with the text, and the letters that were restored.

    Raises
    ------
    ReadError
        E008 where the text is not Vietnamese.
    """
    tagged = tagger.tag(source)
    record = to_record(tagged, with_text=True)
    spans = record.get("repaired") or [list(span) for span in getattr(source, "repaired", ())]
    letters = _restored(tagger, source, spans) if spans else {}
    return record | {
        "pages": [asdict(page) for page in source.pages],
        "footnotes": [[mark.start, mark.end] for mark in source.marks if mark.kind == "footnote"],
        "repaired": [span[:2] for span in spans],
        "letters": letters,
        "warnings": [_warning(notice) for notice in tagged.warnings],
    }


def _restored(tagger: Tagger, source: Source, spans: Sequence[Sequence[int]]) -> dict[int, str]:
    """Return the letters that the view has at the repaired places of the source, by source offset."""
    view = tagger.pipeline(make_doc(tagger.pipeline.vocab, source))._.view
    places = {place for start, end, *_ in spans for place in range(start, end)}
    return {start: char for start, char in zip(view.starts, view.text, strict=True) if start in places}
