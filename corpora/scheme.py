"""The label scheme as data sets use it: the ids of areas, stances and sub-labels, and the check of a label."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from corpora.annotated import AREAS as AREA_CODES
from corpora.annotated import STANCES as STANCE_CODES
from nlp.errors import LabelError

SCHEMA: Final = "cchc/1"  # the output contract of tagged reports
AREAS: Final = tuple(AREA_CODES.values())
STANCES: Final = tuple(dict.fromkeys(stance for stance, _ in STANCE_CODES.values()))
SUBS: Final = tuple(sub for _, sub in STANCE_CODES.values() if sub)
# The sub-labels of each stance: ("limitation", "cause") for "limitation", none for "achievement".
SUBS_OF: Final = {name: tuple(s for stance, s in STANCE_CODES.values() if s and stance == name) for name in STANCES}


def check_label(field: str, value: object, allowed: tuple[str, ...], place: str) -> str:
    """Return a label that the scheme holds.

    Raises
    ------
    LabelError
        E022 with the place, the value, what is allowed and the nearest allowed label.

    Examples
    --------
    >>> check_label("stance", "none", STANCES, "sua.jsonl:3")
    'none'
    >>> check_label("area", "procedure", AREAS, "sua.jsonl:3")
    Traceback (most recent call last):
    nlp.errors.LabelError: sua.jsonl:3: unknown area "procedure"; did you mean "procedures"? Allowed: steering, \
institutions, procedures, organisation, civil_service, public_finance, digital_government, none
    """
    if isinstance(value, str) and value in allowed:
        return value
    raise LabelError(place, field, str(value), allowed, nearest(str(value), allowed))


def check_sub(stance: str, value: object, place: str) -> str | None:
    """Return a sub-label that fits the stance; None where there is none.

    Raises
    ------
    LabelError
        E022, as `check_label` does.
    """
    return None if value is None else check_label("sub", value, SUBS_OF[stance], place)


def nearest(value: str, allowed: tuple[str, ...]) -> str | None:
    """Return the allowed name that a misspelt one most likely stands for."""
    found = get_close_matches(value.casefold(), allowed, n=1, cutoff=0.6)
    return found[0] if found else None
