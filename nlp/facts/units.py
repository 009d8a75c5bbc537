"""Fill the name of a unit that the letterhead leaves out ("ỦY BAN NHÂN DÂN", "UBND huyện báo cáo")."""

from __future__ import annotations

import re
from collections import Counter

from nlp.facts.issuers import Issuer
from nlp.facts.naming import level_of, read_name
from nlp.facts.places import Evidence
from nlp.places.names import CAPITAL


def fill_name(issuer: Issuer | None, evidence: Evidence, text: str, date: str | None) -> Issuer | None:
    """Return the issuer with the unit's name that the text gives to "UBND huyện …" far more often than any other."""
    if issuer is None or issuer.name or (issuer.word is None and not issuer.office):
        return issuer
    if issuer.word is None or issuer.word == "tỉnh":
        return _fill_province(issuer, evidence)
    names = _names_after(text, issuer.word)
    ranked = names.most_common(2)
    if (
        ranked
        and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        and _right_level(issuer.word, ranked[0][0], date)
    ):
        return issuer.with_place(issuer.word, ranked[0][0])
    return issuer


def _fill_province(issuer: Issuer, evidence: Evidence) -> Issuer:
    """A department or "UBND tỉnh" without a name belongs to the province that the text names."""
    departmental = issuer.word == "tỉnh" or (issuer.office or "").startswith("Sở ") or issuer.council_office
    ranked = evidence.provinces.most_common(2)
    clear = ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    if not (departmental and clear):
        return issuer
    name = ranked[0][0]
    word = "thành phố" if level_of("thành phố", name, None) == "province" else "tỉnh"
    return issuer.with_place(word, name)


def _names_after(text: str, word: str) -> Counter[str]:
    """Count the names behind "UBND huyện" and "trên địa bàn huyện"."""
    names: Counter[str] = Counter()
    cue = r"(?:UBND|[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân|địa bàn|của|HĐND)"
    for match in re.finditer(rf"{cue}\s+{re.escape(word)}\s+(?=[{CAPITAL}]|\d)", text):
        named = read_name(text[match.end() : match.end() + 40], word)
        if named:
            names[named[0]] += 1
    return names


def _right_level(word: str, name: str, date: str | None) -> bool:
    return word != "thành phố" or level_of(word, name, date) is not None
