"""Labels as the numbers that the search files hold, signed as tantivy's integer fields want them."""

from __future__ import annotations

from typing import Final

from cchc.names import DOCUMENT_KIND_NAMES
from corpora.scheme import AREAS, STANCES, SUBS

LEVELS: Final = ("", "commune", "district", "province", "department", "ministry")
KIND_CODES: Final = ("", *DOCUMENT_KIND_NAMES)
SUB_CODES: Final = ("", *SUBS)
TABLES: Final = {"area": AREAS, "stance": STANCES, "sub": SUB_CODES, "level": LEVELS, "kind": KIND_CODES}

_CODES = {field: {name: code for code, name in enumerate(names)} for field, names in TABLES.items()}


def code(field: str, name: str | None) -> int:
    """Return the number of a label; -1 for one that the table lacks.

    Examples
    --------
    >>> code("area", "steering"), code("sub", None), code("level", "village")
    (0, 0, -1)
    """
    return _CODES[field].get(name or "", -1)


def name(field: str, number: int) -> str:
    """Return the label of a number, "" for none."""
    names = TABLES[field]
    return names[number] if 0 <= number < len(names) else ""
