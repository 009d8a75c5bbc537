"""Write the sample reports in every form that readers are measured on: ``python -m corpora.build_files FOLDER``.

Footnotes are left out: where a page prints them is no question of how well its text was read. Files that need a program
or a font that is not installed are listed as missing.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from corpora.annotated import AnnotatedReport, samples
from corpora.sample_writers.damaged import lose_letters
from corpora.sample_writers.layout import Block, Layout, lay_out, split_marks
from corpora.sample_writers.markdown import write_markdown
from corpora.sample_writers.old_encodings import to_tcvn3, to_viqr, to_vni
from corpora.sample_writers.old_fonts import write_tcvn3_word, write_vni_word
from corpora.sample_writers.pdf import find_font, write_pdf
from corpora.sample_writers.plain_pdf import write_plain_pdf
from corpora.sample_writers.scans import write_scan
from corpora.sample_writers.web_page import write_web_page
from corpora.sample_writers.word import write_numbered_word, write_separately_numbered_word, write_typed_word
from corpora.sample_writers.wrapped_text import write_wrapped_text

_OFFICE_TIMEOUT: Final = 300  # seconds, for all files of one form


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A report in one form; `missing` names what its making lacks, and then there is no file."""

    form: str
    report: str
    path: Path
    missing: str = ""


def paragraphs(layout: Layout) -> list[str]:
    """Return the paragraphs from the title to the closing line, in printed order."""
    return [*layout.heading, *layout.opening, *(block.text for block in layout.body), *layout.closing]


def outer_lines(layout: Layout) -> list[str]:
    """Return the lines and cells around the narrative: letterhead, recipients, signature, annex."""
    cells = [cell for row in layout.rows for cell in row if cell]
    head = [*layout.left, *layout.right, *layout.recipients, *layout.signature]
    return [*head, *layout.annex, *cells] if cells else head


def plain_text(layout: Layout) -> str:
    """Return the report as text, a paragraph a line and a blank line between paragraphs."""
    rows = ["\t".join(row) for row in layout.rows]
    parts = [*layout.left, *layout.right, *paragraphs(layout), *layout.recipients, *layout.signature]
    return "\n\n".join([*parts, *(layout.annex if rows else ()), *rows]) + "\n"


def without_notes(layout: Layout) -> Layout:
    """Return a layout without footnotes and their marks."""
    return replace(layout, body=tuple(_unmarked(block) for block in layout.body), notes={})


def _unmarked(block: Block) -> Block:
    text = "".join(piece for piece, number in split_marks(block) if number is None)
    return replace(block, text=re.sub(r" +", " ", text), notes=())


def _text(code: Callable[[str], str], encoding: str = "utf-8") -> Callable[[Layout], bytes]:
    return lambda layout: code(plain_text(layout)).encode(encoding)


def _pdf(layout: Layout) -> bytes:
    return write_pdf(layout, find_font())


# form -> (ending, writer); made without any other program
WRITERS: Final[dict[str, tuple[str, Callable[[Layout], bytes]]]] = {
    "txt": ("txt", _text(str)),
    "txt wrapped": ("txt", write_wrapped_text),
    "md": ("md", write_markdown),
    "html": ("html", write_web_page),
    "docx numbered": ("docx", write_numbered_word),
    "docx typed": ("docx", write_typed_word),
    "docx separate": ("docx", write_separately_numbered_word),
    "pdf ReportLab": ("pdf", _pdf),
    "pdf matplotlib": ("pdf", write_plain_pdf),
    "scan clean": ("pdf", lambda layout: write_scan(_pdf(layout), turned=False)),
    "scan turned": ("pdf", lambda layout: write_scan(_pdf(layout), turned=True)),
    "TCVN3 txt": ("txt", _text(to_tcvn3, "cp1252")),
    "TCVN3 docx": ("docx", write_tcvn3_word),
    "VNI txt": ("txt", _text(to_vni, "cp1252")),
    "VNI docx": ("docx", write_vni_word),
    "VIQR txt": ("txt", _text(to_viqr)),
    "NFD txt": ("txt", _text(lambda text: unicodedata.normalize("NFD", text))),
    "UTF-16 txt": ("txt", _text(str, "utf-16")),
    "damaged, one font": ("txt", _text(lambda text: lose_letters(text, fonts=1))),
    "damaged, two fonts": ("txt", _text(lambda text: lose_letters(text, fonts=2))),
}
# form -> (ending, form it is made from); made by LibreOffice
OFFICE: Final[dict[str, tuple[str, str]]] = {
    "docx LibreOffice": ("docx", "docx numbered"),
    "doc": ("doc", "docx separate"),
    "odt": ("odt", "docx separate"),
    "pdf LibreOffice": ("pdf", "docx numbered"),
}
FORMS: Final = (*WRITERS, *OFFICE)


def build(folder: Path, reports: Sequence[AnnotatedReport] = (), forms: Sequence[str] = FORMS) -> list[SampleFile]:
    """Write reports (by default the samples) in the forms named.

    Parameters
    ----------
    folder : Path
        Gets a folder for each form.
    reports : sequence of AnnotatedReport
    forms : sequence of str
        Keys of `WRITERS` and `OFFICE`.

    Returns
    -------
    list of SampleFile
        By form and report; a form's files are missing where what makes them is.
    """
    layouts = {report.name: without_notes(lay_out(report)) for report in reports or samples()}
    made: list[SampleFile] = []
    for form in forms:
        if form in WRITERS:
            made += [_write(folder, form, name, layout) for name, layout in layouts.items()]
        else:
            made += _convert(folder, form, layouts)
    return made


def _path(folder: Path, form: str, name: str) -> Path:
    ending = (WRITERS.get(form) or OFFICE[form])[0]
    return folder / re.sub(r"\W+", "-", form.lower()) / f"{name}.{ending}"


def _write(folder: Path, form: str, name: str, layout: Layout) -> SampleFile:
    path = _path(folder, form, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(WRITERS[form][1](layout))
    except (ImportError, FileNotFoundError) as error:
        return SampleFile(form, name, path, str(error))
    return SampleFile(form, name, path)


def _convert(folder: Path, form: str, layouts: dict[str, Layout]) -> Iterator[SampleFile]:
    """Let LibreOffice save the reports in another form, all in one call and with a profile of its own."""
    ending, origin = OFFICE[form]
    targets = {name: _path(folder, form, name) for name in layouts}
    office = shutil.which("soffice")
    if office:
        sources = [_write(folder, origin, name, layout).path for name, layout in layouts.items()]
        _run_office(office, ending, sources, next(iter(targets.values())).parent)
    for name, path in targets.items():
        lacking = "" if path.exists() else "LibreOffice (soffice)"
        yield SampleFile(form, name, path, lacking)


def _run_office(office: str, ending: str, sources: Sequence[Path], target: Path) -> None:
    profile = target.parent / "profile"
    command = [office, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", ending]
    command += ["--outdir", str(target), *map(str, sources)]
    subprocess.run(command, check=False, capture_output=True, timeout=_OFFICE_TIMEOUT)  # noqa: S603
    shutil.rmtree(profile, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m corpora.build_files", description="Write reports in every form.")
    parser.add_argument("folder", type=Path, help="where to write")
    for made in build(parser.parse_args(arguments).folder):
        print(made.form, made.report, made.missing or made.path.stat().st_size, sep="\t")


if __name__ == "__main__":
    main()
