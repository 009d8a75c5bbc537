"""Names of units in letterhead capitals and in sentences, spelt as the gazetteer spells them."""

from __future__ import annotations

import re
from typing import Final

from nlp.places.gazetteer import load_gazetteer, type_word
from nlp.places.names import APOSTROPHES, CAPITAL, name_key

TYPE: Final = r"(?:tỉnh|thành\s+phố|tp\.?|huyện|thị\s+xã|thị\s+trấn|quận|xã|phường|đặc\s+khu)"
LEVEL_OF: Final = {
    "tỉnh": "province",
    "huyện": "district",
    "thị xã": "district",
    "quận": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_CENTRAL_CITIES: Final = tuple(name_key(name) for name in ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ"))
_HUE: Final = name_key("Huế")
HUE_CITY_FROM: Final = "2025-01-01"
_SYLLABLE = re.compile(
    rf"(?:[{CAPITAL}][^\W\d_]*(?:[{APOSTROPHES}][^\W\d_]+)*|\d{{1,2}}(?![\d/.]))(?:\s*[-–]\s*(?=[{CAPITAL}]))?\s*"
)
# Words in capitals behind a name in a letterhead whose columns were merged, or at the beginning of the next sentence.
_STOPS: Final = frozenset(
    ("số", "báo", "cộng", "độc", "ngày", "phòng", "sở", "ban", "văn", "thực", "căn", "theo", "đã", "trong", "và", "về")
) | {"năm", "tm", "kt", "quý", "ubnd", "hđnd", "uỷ", "ủy", "hội"}


def level_of(word: str, name: str | None, date: str | None) -> str | None:
    """Return the level of a unit; a city is a province's equal only where it is centrally run on that date."""
    kind = type_word(word)
    if kind != "thành phố":
        return LEVEL_OF.get(kind)
    if name is None:
        return None
    key = name_key(name)
    central = key in _CENTRAL_CITIES or (key == _HUE and date is not None and date >= HUE_CITY_FROM)
    return "province" if central else "district"


def read_name(text: str, word: str) -> tuple[str, int] | None:
    """Return the unit's name at the beginning of a text, and how many code points of the text it takes.

    The longest name that the gazetteer knows wins where only stop words follow it; else all the capitalised words are
    the name, in title case.
    """
    known = known_name(text, word)
    ends = [] if known else _run(text, _STOPS)
    if not ends:
        return known
    return title_case(text[: ends[-1]].strip()), ends[-1]


def known_name(text: str, word: str) -> tuple[str, int] | None:
    """Return the name of a unit of the gazetteer at the beginning of a text, and its length; None where none is."""
    found = ((_known(text[:end].strip(), word), end) for end in reversed(_run(text, frozenset())))
    return next(((proper, end) for proper, end in found if proper), None)


def _run(text: str, stops: frozenset[str]) -> list[int]:
    """Return the ends of the capitalised syllables that may belong to a name, six at most, none behind a stop word."""
    ends: list[int] = []
    position = 0
    while len(ends) < 6:
        match = _SYLLABLE.match(text, position)
        if not match or (ends and match.group().split()[0].lower().strip("-–") in stops):
            break
        if ends and "\n" in text[ends[-1] - 1 : ends[-1]]:
            break
        ends.append(match.end())
        position = match.end()
    return ends


def _known(name: str, word: str) -> str | None:
    """Return the gazetteer's spelling of a name; the text's own where units of that name are spelt differently."""
    found = load_gazetteer().candidates(word, name)
    key = name_key(name)
    spellings = {unit.name for unit in found if name_key(unit.name) == key}
    if len(spellings) == 1:
        return _with_apostrophes(spellings.pop(), name)
    if len(spellings) > 1:
        return title_case(name)
    names = {unit.name for unit in found}
    if len(names) != 1:
        return None
    # Another name of a province ("Bắc Cạn") gives way to the official one, that of a district stays as printed.
    return names.pop() if name.isascii() or found[0].level == "province" else title_case(name)


def _with_apostrophes(official: str, printed: str) -> str:
    """Return the table's spelling with the apostrophes that only the text prints: "Đưng KNớ", printed "ĐƯNG K’NỚ"."""
    plain = re.sub(f"[{APOSTROPHES}]", "'", printed)
    if "'" in official or plain.replace("'", "").lower() != official.lower():
        return official
    letters = iter(official)
    return "".join(sign if sign == "'" else next(letters) for sign in plain)


def title_case(name: str) -> str:
    """Return a name with capitals at the beginning of its syllables only: "TÂN VIỆT" is "Tân Việt"."""
    plain = re.sub(f"[{APOSTROPHES}]", "'", " ".join(name.split()))
    words = re.sub(r"\s*[-–]\s*", " - ", plain).strip(" -").split(" ")
    return " ".join(word if not word.isupper() and word[:1].isupper() else word.capitalize() for word in words)
