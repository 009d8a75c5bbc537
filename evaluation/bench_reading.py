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
    """Write the sample reports as PDF with a text layer, and as scanned TIFF."""
    texts, scans = {}, {}
    for report in samples():
        layout = lay_out(report)
        path = folder / f"{report.name}.pdf"
        path.write_bytes(write_pdf(layout, find_font()))
        texts[path] = layout
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


def pdftotext_seconds(files: Mapping[Path, Layout]) -> float | None:
    """Return the seconds pdftotext takes; None where it is not installed."""
    program = shutil.which("pdftotext")
    if not program:
        return None
    start = time.perf_counter()
    for path in files:
        subprocess.run([program, str(path), "-"], capture_output=True, check=True, timeout=PDFTOTEXT_SECONDS)  # noqa: S603
    return time.perf_counter() - start


def print_bench(console: Console) -> None:
    """Print the table."""
    table = Table(title="sample reports as files", title_justify="left")
    for name in ("format", "pages/s", "CER %", "paragraph ends found"):
        table.add_column(name, justify="left" if name == "format" else "right")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CCHC_CACHE"] = folder
        texts, scans = make_files(Path(folder))
        for name, files in (("PDF", texts), *([("scan, 200 dpi", scans)] if tesseract.find() else [])):
            pages, seconds, found = measure(files)
            table.add_row(name, f"{pages / seconds:.1f}", f"{100 * found.error_rate:.3f}", f"{found.recall:.3f}")
            peer = pdftotext_seconds(files) if name == "PDF" else None
            if peer:
                table.add_row("pdftotext, PDF", f"{pages / peer:.1f}", "", "")
    console.print(table)


if __name__ == "__main__":
    print_bench(Console(width=80))
