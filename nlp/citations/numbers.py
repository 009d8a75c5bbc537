"""Document numbers: recognise their parts and print them in one shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.citations.vocabulary import PARTY_CODES, departments, is_party_organ, organs, type_by_code

DASH = "\\-‐‑‒–—―−\x02"
_UPPER = "A-ZĐÂÊÔƯƠĂ"
_SEGMENT = rf"[{_UPPER}](?:(?!ngày)[A-Za-zđĐâêôươăÂÊÔƯƠĂ]){{0,13}}\d{{0,2}}(?:\s?&\s?[{_UPPER}][A-Za-zĐđ]{{0,9}}\d?)*"
# N[letter][.N] then "/YYYY" or not, then segments joined by dashes or slashes. A space may stand at any joint.
NUMBER = re.compile(
    # The lookbehinds stand behind the first digit, so that the search leaps from digit to digit; a type may be stuck
    # to it ("NĐ61/2018/NĐ-CP").
    rf"(?P<n>\d(?:(?<![\d/.,A-Za-zĐđ]\d)|(?<=[NQ][ĐQ]\d)(?<![A-Za-zĐđ]\w\w\d))(?<!/ \d)"
    rf"\d{{0,4}}(?:\.\d{{1,3}})?[a-zA-ZĐđ]?)"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
    rf"(?P<tail>(?:\s?[/{DASH}]\s{{0,2}}{_SEGMENT}){{1,6}})(?!(?!ngày)[^\W_])"
)
# Signs that typists and converters put for the stroke, and figures of another width.
_SIGNS = str.maketrans({"⁄": "/", "∕": "/", "／": "/", **{chr(0xFF10 + n): str(n) for n in range(10)}})
# A code and organ in small letters or joined by another sign: "59/KH-ubnd", "50/KH_UBND", "51/KH.UBND".
_ODD = re.compile(
    rf"(?<=\d)(?P<stroke>\s?/\s?)(?P<code>[A-Za-zĐđ]{{1,6}})(?P<sign>[{DASH}_.])(?P<organ>[A-Za-zĐđ]{{2,8}})(?![^\W_])"
)
# A number of one code alone that goes on with a sign and letters is cut short.
_CUT = re.compile(rf"[{DASH}_.&][^\W\d_]{{2}}")
_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d{1,2}")  # the National Assembly or its committee, and the term
_JOINT = re.compile(rf"(?P<before>\s?)(?P<sign>[/{DASH}])(?P<after>\s{{0,2}})(?P<name>{_SEGMENT})")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number as found: its span, canonical text and parts.

    `code` is the type code (None for official letters), `organ` the issuing organ's code, `year` the year of normative
    documents.
    """

    start: int
    end: int
    text: str
    code: str | None
    organ: str | None
    year: str | None


@dataclass(frozen=True, slots=True)
class _Joint:
    sign: str
    name: str
    spaced: bool
    end: int


def unify(text: str) -> str:
    """Return a text of the same length in which document numbers are printed with the usual signs and capitals.

    Examples
    --------
    >>> unify("số 59/KH-ubnd, 50/KH_UBND, 08⁄2023/QĐ-UBND")
    'số 59/KH-UBND, 50/KH-UBND, 08/2023/QĐ-UBND'
    """
    plain = text.translate(_SIGNS)
    return _ODD.sub(_usual, plain)


def _usual(match: re.Match[str]) -> str:
    code, organ = _known_as(match["code"], type_by_code()), _known_as(match["organ"], organs())
    if code is None or organ is None:
        return match.group()
    sign = "-" if match["sign"] in "_." else match["sign"]
    return f"{match['stroke']}{code}{sign}{organ}"


def _known_as(printed: str, names: Mapping[str, object]) -> str | None:
    """Return the name of a table that is printed so, in whatever capitals."""
    if printed in names:
        return printed
    return next((name for name in names if name.lower() == printed.lower()), None)


def is_cut(text: str, number: Number) -> bool:
    """Tell whether a number of one code goes on behind its end with an organ that could not be read ("50/KH_XYZ")."""
    return number.organ is None and number.code is not None and bool(_CUT.match(text, number.end))


def find_number(match: re.Match[str], sure: bool) -> Number | None:
    """Read a match of `NUMBER`; None where it is no document number.

    Parameters
    ----------
    match : re.Match
        A match of `NUMBER` in the text.
    sure : bool
        A type word or "số" stands before it, so that a single known code is enough, and none of several need be known.
    """
    joints = _trim(_joints(match))
    if not joints:
        return None
    names = [name for joint in joints for name in _split_lost_hyphen(joint.name)]
    n, year = match.group("n"), match.group("year")
    end = joints[-1].end
    if joints[0].sign != "/":
        return _party(match.start(), end, n, names) if not year else None
    if not year and len(names) == 1 and not (sure and _known(names[0])):
        return None
    if not sure and not any(_known(name) for name in names):
        return None
    text = _print(n, year, names)
    code, organ = _code_and_organ(names, year)
    return Number(match.start(), end, text, code, organ, year)


def _joints(match: re.Match[str]) -> list[_Joint]:
    base = match.start("tail")
    return [
        _Joint(
            "/" if found["sign"] == "/" else "-",
            re.sub(r"\s", "", found["name"]),
            bool(found["before"]) and bool(found["after"]),
            base + found.end(),
        )
        for found in _JOINT.finditer(match.group("tail"))
    ]


def _trim(joints: list[_Joint]) -> list[_Joint]:
    """Cut what a dash with spaces on both sides adds to a complete number ("06/QĐ-TTg - Đề án")."""
    kept: list[_Joint] = []
    for joint in joints:
        if joint.spaced and kept and not _goes_on(kept, joint.name):
            break
        if kept and not _plausible(joint.name):
            break
        kept.append(joint)
    return kept


def _goes_on(kept: list[_Joint], name: str) -> bool:
    """Tell whether a number still lacks the organ or department that stands behind a spaced dash."""
    if kept[0].name == "TTLT":
        return name in organs()
    capitals = sum(c.isupper() for c in name)
    return len(kept) == 1 and _known(kept[0].name) and (name in organs() or (capitals > 1 and _plausible(name)))


def _plausible(name: str) -> bool:
    """An organ or department is mostly capitals ("KTrVB", "NC3", "TTg"), a word is not ("Nghị")."""
    letters = [c for c in name if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 >= len(letters)


def _known(name: str) -> bool:
    return name in type_by_code() or name in organs() or name in departments() or bool(_ASSEMBLY.fullmatch(name))


def _split_lost_hyphen(name: str) -> list[str]:
    """Give "KHUBND" its hyphen back: a known type code and a known organ with nothing between."""
    if name in organs() or name in type_by_code():
        return [name]
    for cut in range(len(name) - 2, 1, -1):
        if name[:cut] in type_by_code() and name[cut:] in organs():
            return [name[:cut], name[cut:]]
    return [name]


def _party(start: int, end: int, n: str, names: list[str]) -> Number | None:
    """Read N-CODE/ORG, also printed N-CODE-ORG; anything else that begins with a dash is no number."""
    if len(names) < 2 or names[0] not in PARTY_CODES or not is_party_organ(names[1]):
        return None
    return Number(start, end, f"{n}-{names[0]}/{names[1]}", names[0], names[1], None)


def _print(n: str, year: str | None, names: list[str]) -> str:
    if year is None and len(names) == 2 and names[0] in PARTY_CODES and is_party_organ(names[1]):
        return f"{n}-{names[0]}/{names[1]}"
    return "/".join(part for part in (n, year, "-".join(names)) if part)


def _code_and_organ(names: list[str], year: str | None) -> tuple[str | None, str | None]:
    """Return the type code and the issuing organ's code; the organ without the number of its term (UBTVQH15)."""
    names = [re.sub(r"\d+", "", name) if _ASSEMBLY.fullmatch(name) else name for name in names]
    if names[:2] == ["L", "CTN"]:
        return "L-CTN", "CTN"
    if names[0] in type_by_code():
        return names[0], names[1] if len(names) > 1 else None
    # A code that no table lists, before an organ: its type is unknown, but it is no official letter.
    if len(names) == 2 and names[1] in organs() and not (names[0] in organs() or names[0] in departments()):
        return names[0], names[1]
    return None, names[0]


def normalise(number: str) -> str:
    """Print a document number in its canonical shape.

    Spaces go, dashes become "-", a lost hyphen returns, a Party number takes the shape N-CODE/ORG. What is no document
    number comes back without outer spaces.

    Examples
    --------
    >>> normalise("51/KH- UBND"), normalise("29/KL/TU"), normalise("412 - TB - HU"), normalise("194/KHUBND")
    ('51/KH-UBND', '29-KL/TU', '412-TB/HU', '194/KH-UBND')
    """
    match = NUMBER.search(number)
    found = find_number(match, sure=True) if match else None
    return found.text if found else number.strip()
