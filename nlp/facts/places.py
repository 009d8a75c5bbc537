"""Province and district of a report: from its issuer's unit, and from the units its text names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.facts.issuers import Issuer
from nlp.facts.naming import level_of, read_name
from nlp.places.gazetteer import Unit, load_gazetteer, type_word
from nlp.places.names import CAPITAL, aliases, name_key

_CUE = (
    r"(?P<cue>(?:UBND|HĐND|[Nn]hân dân|Sở [^.;,\n]{3,50}?|Cổng [^.;,\n]{3,60}?|"
    r"Tỉnh ủy|Thành ủy|Ban [^.;,\n]{3,40}?)\s+)?"
)
_PROVINCE: Final = re.compile(rf"(?<![^\W_]){_CUE}(?P<word>[Tt]ỉnh|TỈNH|[Tt]hành phố|TP\.?)\s*(?=[{CAPITAL}])")
_DISTRICT: Final = re.compile(
    rf"(?<![^\W_])(?P<cue>(?:UBND|HĐND|[Nn]hân dân|[Pp]hòng [^.;,\n]{{3,40}}?)\s+)?"
    rf"(?P<word>[Hh]uyện|[Tt]hị xã|[Qq]uận|[Tt]hành phố|TP\.?)\s+(?=[{CAPITAL}]|\d)"
)
# A mention beside an office's name says more than a visit to another province's office.
_CUED, _PLAIN = 2, 1
_MARGIN: Final = 2  # the leading name must be told this many times as often as the next one
_ENOUGH: Final = 2
#: First day of the system without districts.
NEW_SYSTEM: Final = "2025-07-01"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often a text names provinces and districts, names beside an office counted twice."""

    provinces: Counter[str]
    districts: Counter[tuple[str, str]]


def gather(text: str, date: str | None) -> Evidence:
    """Count the provinces and districts that a text names.

    Parameters
    ----------
    text : str
        The report's view.
    date : str, optional
        ISO date; provinces that did not exist then are not counted.
    """
    provinces: Counter[str] = Counter()
    for match in _PROVINCE.finditer(text):
        unit = _province_at(text[match.end() : match.end() + 24], match["word"], date)
        if unit:
            provinces[unit.name] += _CUED if match["cue"] else _PLAIN
    districts: Counter[tuple[str, str]] = Counter()
    for match in _DISTRICT.finditer(text):
        word = type_word(match["word"])
        named = read_name(text[match.end() : match.end() + 40], word)
        if named and level_of(word, named[0], date) == "district":
            districts[word, named[0]] += _CUED if match["cue"] else _PLAIN
    return Evidence(provinces, districts)


def _province_at(text: str, word: str, date: str | None) -> Unit | None:
    """Return the province whose name begins a text: the longest name of two to four syllables, or Huế."""
    kind = type_word(word)
    words = re.findall(r"[^\W\d_]+", text.split("\n", 1)[0])
    for count in (4, 3, 2, 1):
        name = " ".join(words[:count])
        unit = load_gazetteer().province_at(name, date) if len(words) >= count and name_key(name) in _keys() else None
        if unit and unit.type == kind:
            return unit
    return None


@cache
def _keys() -> frozenset[str]:
    return frozenset(name_key(unit.name) for unit in load_gazetteer().provinces()) | frozenset(aliases())


def find_province(issuer: Issuer | None, level: str | None, evidence: Evidence, date: str | None) -> str | None:
    """Return the name of the report's province, None where it is not certain.

    The issuer's own name and its letterhead decide; then the provinces where its unit lies, weighed with the
    provinces that the text names; then the text alone where one name leads clearly.
    """
    if level == "ministry":
        return None
    told = _told(issuer, date)
    if told:
        return told
    possible, sure = _possible(issuer, evidence, date)
    votes = evidence.provinces
    leader = _leader({name: votes[name] for name in possible if votes[name]}, 1)
    if leader:
        return leader
    if len(possible) == 1 and sure and sum(votes.values()) < _ENOUGH:
        return next(iter(possible))
    return _leader(votes, _ENOUGH)


def _told(issuer: Issuer | None, date: str | None) -> str | None:
    """Return the province printed in the issuer's name or in the unit above it."""
    units = [(issuer.word, issuer.name), issuer.parent or (None, None)] if issuer else []
    for word, name in units:
        if word and name and level_of(word, name, date) == "province":
            unit = load_gazetteer().province_at(name, date)
            return unit.name if unit else None
    return None


def _possible(issuer: Issuer | None, evidence: Evidence, date: str | None) -> tuple[set[str], bool]:
    """Return the provinces where the issuer's unit may lie, and whether the table of such units is complete.

    The table of districts is complete but for a few, and so is that of the communes of today; communes merged before
    2025 are not in it, so that a name found once may have had a namesake. A district that is told stands for its
    commune.
    """
    if issuer is None or not (issuer.word and issuer.name):
        return set(), False
    district = find_district(issuer, issuer.level(date), None, evidence, date)
    if district:
        found = _names(load_gazetteer().candidates(*district, date=date), date)
        if found:
            return found, True
    units = load_gazetteer().candidates(issuer.word, issuer.name, date=date)
    return _names(units, date), date is not None and date >= NEW_SYSTEM


def _names(units: Iterable[Unit], date: str | None) -> set[str]:
    return {load_gazetteer().province_of(unit, date).name for unit in units}


def _leader(votes: dict[str, int] | Counter[str], enough: int) -> str | None:
    """Return the name told most often, where it is told often enough and leads clearly."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < enough:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1] else None


def leading_district(issuer: Issuer, evidence: Evidence, date: str | None) -> tuple[str, str] | None:
    """Return (type word, name) of the district that a commune's report names most; those with such a commune first."""
    if date is not None and date >= NEW_SYSTEM:
        return None
    gazetteer = load_gazetteer()
    communes = gazetteer.candidates(issuer.word or "", issuer.name or "", date=date)
    homes = {(home.type, name_key(home.name)) for unit in communes if (home := gazetteer.district_of(unit, date))}
    votes = evidence.districts
    inside = {key: count for key, count in votes.items() if (key[0], name_key(key[1])) in homes}
    chosen = inside or votes
    ranked = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (ranked[0][1] < _ENOUGH and not inside):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1] else None


def find_district(
    issuer: Issuer | None, level: str | None, province: str | None, evidence: Evidence, date: str | None
) -> tuple[str, str] | None:
    """Return (type word, name) of the district a report is from, its own where the issuer is one."""
    if issuer is None or not (issuer.word and issuer.name) or level not in ("commune", "district"):
        return None
    if level_of(issuer.word, issuer.name, date) == "district":
        return issuer.word, issuer.name
    if issuer.parent and level_of(*issuer.parent, date) == "district":
        return issuer.parent
    if date is not None and date >= NEW_SYSTEM:
        return None
    leader = leading_district(issuer, evidence, date)
    if leader or province is None:
        return leader
    unit = load_gazetteer().find(issuer.word, issuer.name, province, date)
    home = load_gazetteer().district_of(unit, date) if unit else None
    return (home.type, home.name) if home else None
