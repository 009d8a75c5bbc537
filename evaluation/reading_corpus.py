"""How well files of every form are read: ``python -m evaluation.reading_corpus [FOLDER] [--lang en] [--forms FORM …]``.

The sample reports are written in every form (`corpora.build_files`), read back, tagged, and compared with the text that
they were made from. Forms whose tool is not installed, or that no reader takes, are listed as such.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

from corpora.annotated import AnnotatedReport, samples
from corpora.build_files import FORMS, SampleFile, build, outer_lines, paragraphs, plain_text, without_notes
from corpora.readers import read
from corpora.sample_writers.layout import lay_out
from models.tagging import Tagger
from nlp.errors import ReadError
from nlp.source import Source
from nlp.text import make_view
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.tokenizer import LINE_BASED

_ALIKE: Final = 80.0  # of 100: two readings of one line or statement
_CODED: Final = ("TCVN3", "VNI", "VIQR", "NFD", "UTF-16")
# By the beginning of a form's name: the highest share of wrong characters, and of statements labelled otherwise.
TARGETS: Final[tuple[tuple[str, float, float], ...]] = (
    *((name, 0.0, 0.01) for name in ("txt", "md", "html", "docx", "doc", "odt", *_CODED)),
    ("pdf", 0.0005, 0.01),
    ("scan clean", 0.005, 0.05),
    ("scan turned", 0.012, 0.05),
)
MARKERS_TARGET: Final = {"scan": 0.95, "damaged": 0.0}  # all of them elsewhere
BREAKS_TARGET: Final = 0.95
Labels = list[tuple[str, str]]


@dataclass(slots=True)
class Reading:
    """What reading the files of one form gave, summed; counts of characters, markers, paragraph ends, statements."""

    form: str
    files: int = 0
    length: int = 0
    errors: int = 0
    markers: int = 0
    markers_kept: int = 0
    breaks: int = 0
    breaks_found: int = 0
    breaks_made: int = 0
    outer: int = 0
    outer_found: int = 0
    statements: int = 0
    relabelled: int = 0
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def error_rate(self) -> float:
        """Wrong characters (inserted, lost, changed) per character of the source."""
        return self.errors / max(self.length, 1)

    @property
    def relabelled_share(self) -> float:
        """Share of the text file's statements that have another label here, or are not found."""
        return self.relabelled / max(self.statements, 1)

    def share(self, found: int, whole: int) -> float | None:
        """Return a share, None over nothing."""
        return found / whole if whole else None

    def misses(self) -> list[str]:
        """Return which of the targets of its form are missed: "characters", "labels", "markers", "breaks"."""
        target = next((row for row in TARGETS if self.form.startswith(row[0])), None)
        if target is None or not self.files:
            return []
        markers = next((share for name, share in MARKERS_TARGET.items() if self.form.startswith(name)), 1.0)
        missed = {
            "characters": self.error_rate > target[1],
            "labels": self.relabelled_share > target[2],
            "markers": self.markers_kept < markers * self.markers,
            "breaks": self.breaks_found < BREAKS_TARGET * self.breaks,
        }
        return [name for name, is_missed in missed.items() if is_missed]


class Measurer:
    """Reads files and compares them with their reports; the text files' labels are the measure for the others."""

    def __init__(self, reports: Sequence[AnnotatedReport] = (), tagger: Tagger | None = None) -> None:
        self.tagger = tagger or Tagger()
        self.layouts = {report.name: without_notes(lay_out(report)) for report in reports or samples()}
        self.labels = {name: self._labels(Source("a.txt", plain_text(own))) for name, own in self.layouts.items()}

    def measure(self, files: Iterable[SampleFile]) -> list[Reading]:
        """Return one reading for each form, in the order of the files."""
        readings: dict[str, Reading] = {}
        for file in files:
            reading = readings.setdefault(file.form, Reading(file.form))
            try:
                self._add(reading, file)
            except ReadError as error:
                reading.notes[error.code] = reading.notes.get(error.code, 0) + 1
        return list(readings.values())

    def _add(self, reading: Reading, file: SampleFile) -> None:
        if file.missing:
            reading.notes[file.missing] = reading.notes.get(file.missing, 0) + 1
            return
        source, layout = read(file.path), self.layouts[file.report]
        found = self._labels(source)
        reading.files += 1
        _compare_text(reading, _blocks(source), paragraphs(layout))
        _compare_lines(reading, source.text, outer_lines(layout))
        _compare_labels(reading, self.labels[file.report], found)

    def _labels(self, source: Source) -> Labels:
        statements = self.tagger.tag(source).statements
        return [(own.text, f"{own.label.area}:{own.label.stance}:{own.label.sub}") for own in statements]


def _blocks(source: Source) -> list[str]:
    view = make_view(source.text, source.marks, parted=source.media_type not in LINE_BASED)
    return [view.block_text(block) for block in view.blocks]


def _narrative(blocks: list[str], truth: list[str]) -> list[str]:
    """Return the blocks from the title on and before the recipients: columns around them have no one order."""
    # Folded: where a scan lost the accents of "BÁO CÁO" that is its error, not the letterhead's.
    first = next((n for n, text in enumerate(blocks) if fuzz.ratio(fold(text), fold(truth[0])) >= _ALIKE), 0)
    after = (n for n in range(len(blocks) - 1, first, -1) if fuzz.ratio(blocks[n][:9], "Nơi nhận:") >= _ALIKE)
    return blocks[first : next(after, len(blocks))]


def _compare_text(reading: Reading, blocks: list[str], truth: list[str]) -> None:
    own = _narrative(blocks, truth)
    wanted, found = (" ".join(" ".join(texts).split()) for texts in (truth, own))
    reading.length += len(wanted)
    reading.errors += Levenshtein.distance(wanted, found)
    _compare_places(reading, [_ink(text) for text in truth], [_ink(text) for text in own])


def _ink(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _compare_places(reading: Reading, truth: list[str], own: list[str]) -> None:
    """Count the paragraph ends and the markers that are where the source has them; both texts without white space."""
    wanted, found = "".join(truth), "".join(own)
    place = _alignment(wanted, found)
    ends, own_ends = _ends(truth), _ends(own)
    reading.breaks += len(ends)
    reading.breaks_found += sum(place[end] in own_ends for end in ends)
    reading.breaks_made += len(own_ends)
    for start, text in zip([0, *ends], truth, strict=False):
        marker = text[: len(_ink(text[: find_marker(text).length]))]
        if marker:
            reading.markers += 1
            reading.markers_kept += found.startswith(marker, place[start])


def _ends(texts: list[str]) -> set[int] | list[int]:
    """Return the offsets at which texts set side by side end, without the last."""
    ends, length = [], 0
    for text in texts[:-1]:
        length += len(text)
        ends.append(length)
    return ends


def _alignment(wanted: str, found: str) -> list[int]:
    """Return for each offset of one text, its end included, the offset in the other that it came to."""
    place = [0] * (len(wanted) + 1)
    for step in Levenshtein.opcodes(wanted, found):
        for n in range(step.src_start, step.src_end):
            place[n] = min(step.dest_start + n - step.src_start, step.dest_end)
    place[len(wanted)] = len(found)
    return place


def _compare_lines(reading: Reading, text: str, lines: list[str]) -> None:
    """Count the lines around the narrative that the reading holds whole, wherever."""
    ink = _ink(text)
    reading.outer += len(lines)
    reading.outer_found += sum(_ink(line) in ink for line in lines)


def _compare_labels(reading: Reading, wanted: Labels, found: Labels) -> None:
    """Count the text file's statements whose likest statement here has another label, or is not alike."""
    texts = [text for text, _ in found]
    reading.statements += len(wanted)
    for text, label in wanted:
        best = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        reading.relabelled += best is None or found[best[2]][1] != label


_HEADS: Final = (
    ("dạng", "form"),
    ("tệp", "files"),
    ("ký tự sai %", "CER %"),
    ("số, dấu đầu dòng", "markers"),
    ("hết đoạn", "breaks"),
    ("đoạn đúng", "precision"),
    ("đầu, cuối", "outer lines"),
    ("đổi nhãn %", "relabelled %"),
    ("ghi chú", "note"),
)
_MISSES: Final = {
    "characters": ("ký tự", "characters"),
    "labels": ("nhãn", "labels"),
    "markers": ("số, dấu", "markers"),
    "breaks": ("đoạn", "breaks"),
}


def print_readings(readings: Sequence[Reading], console: Console, language: str = "vi") -> None:
    """Print one table, a line for each form; the note tells missed targets and files that could not be read."""
    english = language == "en"
    title = "read against their sources" if english else "đọc so với nguồn"
    table = Table(title=f"{sum(own.files for own in readings)} files {title}" if english else title, box=None)
    for head in _HEADS:
        table.add_column(head[english], justify="left" if head in (_HEADS[0], _HEADS[-1]) else "right")
    for own in readings:
        table.add_row(*_cells(own, english))
    console.print(table)


def _cells(own: Reading, english: bool) -> list[str]:
    told = [f"{'misses' if english else 'chưa đạt'}: " + ", ".join(_MISSES[miss][english] for miss in own.misses())]
    told = told if own.misses() else []
    told += [f"{'not read' if english else 'không đọc được'} {count}: {why}" for why, count in own.notes.items()]
    if not own.files:
        return [own.form, "0", *["–"] * 6, "; ".join(told)]
    shares = [
        own.share(own.markers_kept, own.markers),
        own.share(own.breaks_found, own.breaks),
        own.share(own.breaks_found, own.breaks_made),
        own.share(own.outer_found, own.outer),
    ]
    middle = ["–" if share is None else f"{share:.3f}" for share in shares]
    numbers = [str(own.files), f"{100 * own.error_rate:.3f}", *middle, f"{100 * own.relabelled_share:.1f}"]
    return [own.form, *numbers, "; ".join(told)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.reading_corpus", description="How well files are read.")
    parser.add_argument("folder", nargs="?", type=Path, help="where to keep the files; a temporary folder by default")
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS, metavar="FORM")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        files = build(options.folder or Path(folder), forms=options.forms)
        print_readings(Measurer().measure(files), Console(width=150), options.lang)


if __name__ == "__main__":
    main()
