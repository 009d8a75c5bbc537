"""Lines of the output contract `cchc/1`: tagged reports and files that could not be read."""

from __future__ import annotations

import json
from typing import Any

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
    "E010": "needs_libreoffice",
    "E011": "timeout",
    "E012": "out_of_memory",
    "E013": "archive_limits",
    "E014": "missing_part",
}


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
