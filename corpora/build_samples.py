"""Write the sample reports in the file types users have: ``python -m corpora.build_samples [FOLDER] [--font PATH]``.

The texts and their labels are `corpora/samples/source/*.acr`. The files are the same, byte for byte, each time they are
made with the same font and the same versions of the libraries.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from corpora.annotated import samples
from corpora.sample_writers.layout import Layout, lay_out
from corpora.sample_writers.markdown import write_markdown
from corpora.sample_writers.pdf import find_font, write_pdf
from corpora.sample_writers.web_page import write_web_page
from corpora.sample_writers.word import write_numbered_word, write_typed_word
from corpora.sample_writers.wrapped_text import write_wrapped_text

Writer = Callable[[Layout], bytes]
FOLDER: Final = Path(__file__).parent / "samples"


def writers(font: Path) -> dict[str, Writer]:
    """Return what writes each sample file; a file's name without its ending is its report's name."""
    return {
        "giamsat-2023.html": write_web_page,
        "huyen-2024-6thang.pdf": partial(write_pdf, font=font),
        "so-2020.md": write_markdown,
        "tinh-2021.txt": write_wrapped_text,
        "xa-2022.docx": write_numbered_word,
        "xa-2025-9thang.docx": write_typed_word,
    }


def build(folder: Path, font: Path) -> list[Path]:
    """Write every sample file into a folder and return the paths."""
    reports = {report.name: report for report in samples()}
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, write in writers(font).items():
        path = folder / name
        path.write_bytes(write(lay_out(reports[path.stem])))
        paths.append(path)
    return paths


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m corpora.build_samples", description="Write the sample reports.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write (default: %(default)s)")
    parser.add_argument("--font", type=Path, help="a TrueType font with Vietnamese letters, for the PDF")
    options = parser.parse_args(arguments)
    try:
        paths = build(options.folder, find_font(options.font))
    except OSError as error:
        parser.error(str(error))
    for path in paths:
        print(f"{path}\t{path.stat().st_size}")


if __name__ == "__main__":
    main()
