"""`cchc doctor`: versions of what cchc stands on, and what optional parts are missing."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc import __version__
from cchc.language import language, say
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
    whole = _add_model(table) and whole
    console.print(table)
    return whole


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
