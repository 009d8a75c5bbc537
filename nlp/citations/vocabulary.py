"""Document types, organs and named laws, read from the tables once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.tables import load_csv
from nlp.text.fold import fold

# Codes of Party documents (Guidance 36-HD/VPTW) and of the organs that number them N-CODE/ORG.
PARTY_CODES = frozenset(
    ("NQ", "CT", "KL", "QĐ", "QyĐ", "QyC", "TT", "HD", "TB", "BC", "CTr", "KH", "ĐA", "TTr", "BB", "CV")
)
LETTER_TYPES = ("Công văn", "Văn bản")


@dataclass(frozen=True, slots=True)
class Organ:
    """An issuing organ: its code in numbers, its name, its scope."""

    code: str
    issuer: str
    scope: str


@cache
def type_by_code() -> dict[str, str]:
    """Return type codes with their type names ("NĐ": "Nghị định"); a code of State and Party is the State's here."""
    rows = sorted(load_csv("document_types"), key=lambda row: row["family"] != "party")
    return {row["code"]: row["name"] for row in rows if row["code"]}


@cache
def party_type_by_code() -> dict[str, str]:
    """Return type codes with the names that the Party gives them ("TT": "Thông tri", the State's "Thông tư")."""
    own = {row["code"]: row["name"] for row in load_csv("document_types") if row["family"] == "party"}
    return {**type_by_code(), **own}


@cache
def type_by_printed() -> dict[str, str]:
    """Return folded type names with the name as it should be printed."""
    return {fold(row["name"]): row["name"] for row in load_csv("document_types")}


@cache
def type_by_abbreviation() -> dict[str, str]:
    """Return abbreviations that stand before a number ("NQ 27-NQ/TW") with their type names."""
    return {row["printed"]: row["name"] for row in load_csv("document_types") if row["printed"]}


@cache
def organs() -> dict[str, Organ]:
    """Return organs by code."""
    return {row["code"]: Organ(row["code"], row["issuer"], row["scope"]) for row in load_csv("organs")}


@cache
def departments() -> dict[str, str]:
    """Return department codes ("SNV") with department names."""
    return {row["code"]: row["name"] for row in load_csv("departments") if row["code"]}


@cache
def ministry_names() -> tuple[str, ...]:
    """Return the names of the ministries."""
    return tuple(organ.issuer for organ in organs().values() if organ.issuer.startswith("Bộ "))


@cache
def is_party_organ(code: str) -> bool:
    """Tell whether an organ numbers its documents the Party's way."""
    organ = organs().get(code)
    return organ is not None and organ.scope.startswith("party")


@cache
def type_pattern() -> re.Pattern[str]:
    """Return a pattern for a folded type word at the end of a folded text, with what may stand before the number."""
    names = sorted((re.escape(name).replace(r"\ ", r"\s+") for name in type_by_printed()), key=len, reverse=True)
    return re.compile(
        rf"(?<![^\W_])(?P<type>{'|'.join(names)})"
        r"(?:\s+(?:hanh dong|lien tich|hop nhat|phap luat|lien nganh))?(?P<so>\s*so\s*:?)?\s*\Z"
    )


@cache
def abbreviation_pattern() -> re.Pattern[str]:
    """Return a pattern for an abbreviated type at the end of a text ("NQ số ", "QĐ ")."""
    names = "|".join(sorted(map(re.escape, type_by_abbreviation()), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_/\-–])(?P<type>{names})\s*(?P<so>[Ss]ố\s*:?)?\s*\Z")


@cache
def law_names() -> dict[str, tuple[str, str]]:
    """Return the folded, comma-less names and aliases of laws with (name, type).

    Aliases stand in the table without the word "Luật".
    """
    found: dict[str, tuple[str, str]] = {}
    for row in load_csv("laws"):
        own = row["name"].removeprefix(row["kind"]).strip()
        for alias in [own, *filter(None, row["aliases"].split(";"))]:
            found[_law_key(alias)] = (row["name"], row["kind"])
    return found


def _law_key(name: str) -> str:
    return re.sub(r"[\s,]+", " ", fold(name)).strip()


@cache
def law_pattern() -> re.Pattern[str]:
    """Return a pattern over folded text for "luật" and the longest known name after it."""
    keys = sorted(law_names(), key=len, reverse=True)
    names = "|".join(re.escape(key).replace(r"\ ", r"[\s,]+") for key in keys)
    return re.compile(rf"(?<![^\W_])(?P<kind>bo luat|luat)\s+(?P<name>{names})(?![^\W_])")
