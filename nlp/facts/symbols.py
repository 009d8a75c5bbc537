"""Who issued a document whose letterhead is lost: the code of its number, and the place of its date line."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from nlp.citations.vocabulary import departments, organs
from nlp.facts.issuers import Issuer
from nlp.facts.naming import TYPE, known_name, level_of
from nlp.kinds import NumberLine
from nlp.places.gazetteer import load_gazetteer, type_word
from nlp.places.names import CAPITAL
from nlp.tables import load_csv

_READ = 60000  # code points of a document in which its own unit is named often enough
_MARGIN: Final = 2  # the leading kind of unit must be named this many times as often as the next one
_PRINTED_TYPE = re.compile(rf"(?P<word>{TYPE})\s*", re.IGNORECASE)
# "UBND huyện đã ban hành", "trên địa bàn huyện": the document's own unit, without its name.
_NAMELESS = re.compile(
    rf"(?:UBND|HĐND|[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân|Hội đồng nhân dân|địa bàn)\s+(?P<word>{TYPE})"
    rf"(?![^\W_])(?!\s+(?:[{CAPITAL}]|\d))(?!\s*,)"
)


@cache
def _offices() -> dict[str, tuple[str | None, str | None]]:
    rows = load_csv("office_codes")
    return {row["code"]: (row["office"] or None, row["body"] or None) for row in rows}


def read_symbol(line: NumberLine | None) -> Issuer | None:
    """Return what the code of a document's own number says of its issuer: body and office, no unit.

    Examples
    --------
    >>> from nlp.kinds import find_number_line
    >>> read_symbol(find_number_line(["Số: 45/BC-ĐGS"])).office
    'Đoàn giám sát'
    >>> read_symbol(find_number_line(["Số: 45/BC-XYZ"])) is None
    True
    """
    organ = line.organ if line else None
    if organ is None:
        return None
    if organ in _offices():
        office, body = _offices()[organ]
        return Issuer(body, None, None, office)
    if organ in departments():
        return Issuer(office=departments()[organ])
    known = organs().get(organ)
    return Issuer(office=known.issuer) if known and known.scope == "central" else None


def fill_place(issuer: Issuer | None, place: str | None, text: str, date: str | None) -> Issuer | None:
    """Return the issuer with the unit at whose place the document was written, where that is certain.

    A department is a province's: the place must be one. A committee or council may be of any level: the text must
    name its own level ("UBND huyện đã …"), and a unit of that level must bear the place's name; a province's office
    may sit in a town. Without such words only a province's name is certain.

    Parameters
    ----------
    issuer : Issuer or None
        Body or office are known, the unit may be missing.
    place : str or None
        Of the date line: "Cẩm Bình", "TP. Vinh".
    text : str
        The document.
    date : str or None
        ISO date.
    """
    if issuer is None or issuer.central or place is None or (issuer.word and issuer.name):
        return issuer
    if (issuer.office or "").startswith("Sở ") and (unit := _province(place, date)):
        return issuer.with_place(*unit)
    return _filled(issuer, place, issuer.word or _own_word(place, text, date), date)


def _filled(issuer: Issuer, place: str, word: str | None, date: str | None) -> Issuer:
    """Return the issuer with the name that a unit of this type bears at the place, unchanged where none does."""
    name = _bare(place)
    if word is None or not load_gazetteer().candidates(word, name, date=date):
        return issuer
    known = known_name(name, word)
    return issuer.with_place(word, known[0] if known else name)


def _bare(place: str) -> str:
    """Return the name of a place without its type: "TP. Vinh" is Vinh; the quarter "Quận 1" keeps its number."""
    match = _PRINTED_TYPE.match(place)
    return place[match.end() :] if match and match.end() < len(place) else place


def _province(place: str, date: str | None) -> tuple[str, str] | None:
    unit = load_gazetteer().province_at(_bare(place), date)
    return (unit.type, unit.name) if unit else None


def _own_word(place: str, text: str, date: str | None) -> str | None:
    """Return the type of the document's own unit: printed with the place, or named most in the text."""
    printed = _PRINTED_TYPE.match(place)
    if printed and printed.end() < len(place):
        return type_word(printed["word"])
    types = {unit.type for unit in load_gazetteer().named(_bare(place)) if unit.existed(date)}
    named = Counter(type_word(match["word"]) for match in _NAMELESS.finditer(text[:_READ]))
    ranked = [(word, count) for word, count in named.most_common() if word in types]
    if ranked and (len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1]):
        return ranked[0][0]
    province = _province(place, date) if not ranked else None
    return province[0] if province and level_of(*province, date) == "province" else None
