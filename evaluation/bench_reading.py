"""How fast and how true files are read: pages per second and character errors, beside pdftotext on the same files.

Run as ``python -m evaluation.bench_reading``. The files are made from the sample reports; scans are left out where
Tesseract is missing, pdftotext where it is. Pages that were recognised before are not taken from the cache.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image
from rich.console import Console
from rich.table import Table

from corpora.annotated import samples
from corpora.readers import read, tesseract
from corpora.sample_writers.layout import Layout, lay_out
from corpora.sample_writers.pdf import find_font, write_pdf
from evaluation.reading import Fidelity, compare

DPI = 200
PDFTOTEXT_SECONDS = 60
SCANNED = 2  # reports: a page takes a second or two


def measure(files: Mapping[Path, Layout]) -> tuple[int, float, Fidelity]:
    """Return pages, seconds, and character errors over some files."""
    pages, seconds, total = 0, 0.0, Fidelity(0, 0, 0, 0)
    for path, layout in files.items():
        start = time.perf_counter()
        source = read(path)
        seconds += time.perf_counter() - start
        pages += len(source.pages)
        total += compare(source, layout)
    return pages, seconds, total


def make_files(folder: Path) -> tuple[dict[Path, Layout], dict[Path, Layout]]:
    """Write the sample reports as PDF with a text layer, and some as scanned TIFF."""
    texts, scans = {}, {}
    for number, report in enumerate(samples()):
        layout = lay_out(report)
        path = folder / f"{report.name}.pdf"
        path.write_bytes(write_pdf(layout, find_font()))
        texts[path] = layout
        if number < SCANNED:
            scan = path.with_suffix(".tif")
            scan.write_bytes(as_scan(path))
            scans[scan] = layout
    return texts, scans


def as_scan(path: Path) -> bytes:
    """Return the pictures of a PDF's pages as one TIFF."""
    with pypdfium2.PdfDocument(path) as document:
        first, *rest = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    buffer = io.BytesIO()
    Image.Image.save(first, buffer, "TIFF", save_all=True, append_images=rest, dpi=(DPI, DPI))
    return buffer.getvalue()


def pdftotext_speed(files: Mapping[Path, Layout]) -> float | None:
    """Return the pages a second of pdftotext; None where it is not installed."""
    program = shutil.which("pdftotext")
    if not program:
        return None
    start, pages = time.perf_counter(), 0
    for path in files:
        done = subprocess.run([program, str(path), "-"], capture_output=True, check=True, timeout=PDFTOTEXT_SECONDS)  # noqa: S603
        pages += done.stdout.count(b"\f")
    return pages / (time.perf_counter() - start)


def print_bench(console: Console) -> None:
    """Print the table."""
    table = Table(title="sample reports as files", title_justify="left")
    for name in ("format", "pages/s", "of pdftotext", "CER %", "paragraph ends found"):
        table.add_column(name, justify="left" if name == "format" else "right")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CCHC_CACHE"] = folder
        texts, scans = make_files(Path(folder))
        peer = pdftotext_speed(texts)
        for name, files in (("PDF", texts), *([("scan, 200 dpi", scans)] if tesseract.find() else [])):
            pages, seconds, found = measure(files)
            speed = pages / seconds
            ratio = f"1/{peer / speed:.0f}" if peer else ""
            table.add_row(name, f"{speed:.1f}", ratio, f"{100 * found.error_rate:.3f}", f"{found.recall:.3f}")
        if peer:
            table.add_row("pdftotext, PDF", f"{peer:.1f}", "1", "", "")
    console.print(table)


if __name__ == "__main__":
    print_bench(Console(width=80))
