"""`cchc doctor`: versions of what cchc stands on, and what optional parts are missing."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc import __version__
from cchc.language import language, say
from corpora.readers import page_cache, tesseract
from corpora.readers.office import find_program
from models.store import load
from nlp.errors import CchcError

_NEEDED = (
    "underthesea",
    "spacy",
    "scikit-learn",
    "numpy",
    "scipy",
    "python-docx",
    "pypdfium2",
    "pillow",
    "lxml",
    "charset-normalizer",
    "viparse",
    "click",
    "rich",
    "datasets",
    "pyarrow",
    "sqlalchemy",
    "alembic",
    "tantivy",
    "rapidfuzz",
    "argon2-cffi",
)
_OPTIONAL = {
    "onnxruntime": "pip install 'cchc[encoder-run]'",
    "tokenizers": "pip install 'cchc[encoder-run]'",
    "torch": "pip install 'cchc[encoders]'",
    "psycopg": "pip install 'cchc[postgres]'",
    "py7zr": "pip install 'cchc[archives]'",
    "transformers": "pip install 'cchc[encoders]'",
}


def print_doctor(console: Console) -> bool:
    """Print versions and missing parts.

    Returns
    -------
    bool
        Whether everything that tagging needs is there.
    """
    table = Table(title=f"cchc {__version__} · Python {platform.python_version()}", title_justify="left")
    table.add_column(say("Thành phần", "Part"))
    table.add_column(say("Phiên bản", "Version"))
    table.add_column(say("Ghi chú", "Note"), overflow="fold")
    whole = True
    for name in _NEEDED:
        found = _version(name)
        whole = whole and found is not None
        table.add_row(name, found or "–", "" if found else say("thiếu: cài lại cchc", "missing: install cchc again"))
    for name, mend in _OPTIONAL.items():
        found = _version(name)
        table.add_row(name, found or "–", Text("" if found else say(f"tùy chọn: {mend}", f"optional: {mend}")))
    _add_office(table)
    _add_tesseract(table)
    _add_page_cache(table)
    whole = _add_model(table) and whole
    console.print(table)
    return whole


def _add_tesseract(table: Table) -> None:
    """Tell whether scans can be read: the program, and its Vietnamese data."""
    program = shutil.which("tesseract")
    note = ""
    if not program:
        note = say("tùy chọn, để đọc bản quét: ", "optional, for scans: ") + "apt-get install tesseract-ocr-vie"
    elif tesseract.LANGUAGE not in tesseract.languages(program):
        note = say("thiếu dữ liệu `vie`: ", "without its `vie` data: ") + "apt-get install tesseract-ocr-vie"
    table.add_row("tesseract", (program and tesseract.version(program)) or "–", Text(note))


def _add_page_cache(table: Table) -> None:
    """Tell where recognised pages are kept, how much they take and may take."""
    try:
        place = str(page_cache.folder())
    except RuntimeError:  # a user without a home
        return
    size, limit = (f"{count / 1_000_000:.0f}" for count in (page_cache.size(), page_cache.limit()))
    told = say(f"{size} / {limit} MB", f"{size} of {limit} MB")
    table.add_row(say("trang đã nhận dạng", "recognised pages"), told, Text(place))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _add_office(table: Table) -> None:
    mend = say("tùy chọn, cho .doc .odt .rtf: ", "optional, for .doc .odt .rtf: ")
    found = find_program()
    note = found or f"{mend}apt-get install libreoffice-writer-nogui"
    table.add_row("LibreOffice", say("có", "found") if found else "–", Text(note))


def _add_model(table: Table) -> bool:
    try:
        card = load().card
    except CchcError as error:
        table.add_row(say("mô hình", "model"), "–", Text(error.message(language())))
        return False
    table.add_row(
        say("mô hình", "model"), "cchc-model/1", say(f"{card['statements']} câu", f"{card['statements']} statements")
    )
    return True
