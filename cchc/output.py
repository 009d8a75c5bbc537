"""Lines of the output contract `cchc/1`, and the console that tables are printed on."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from rich.console import Console

from models.record import SCHEMA
from nlp.errors import CchcError

# Codes of errors as the contract names them; the number is for the documentation.
ERROR_NAMES = {
    "E001": "empty",
    "E002": "unknown_type",
    "E003": "password",
    "E004": "damaged",
    "E005": "no_text_layer",
    "E006": "too_large",
    "E007": "unreadable",
    "E008": "not_vietnamese",
    "E009": "no_reports",
    "E010": "legacy_doc",
}


class Screen(Console):
    """A console that leaves a closed pipe to the command line; Rich itself would end with exit status 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise again what Rich caught."""
        raise BrokenPipeError


def error_record(source: str, error: CchcError) -> dict[str, Any]:
    """Return the contract's line for a file that could not be read."""
    return {
        "schema": SCHEMA,
        "source": source,
        "error": {"code": f"{error.code}-{ERROR_NAMES.get(error.code, 'error')}", "message": error.message()},
    }


def to_line(record: dict[str, Any]) -> str:
    """Return one line of JSON."""
    return json.dumps(record, ensure_ascii=False)
