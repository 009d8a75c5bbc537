"""Places and bodies that a text names: "UBND huyện Yên Châu", "xã Y", "Sở Nội vụ", "UBND các xã, thị trấn"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.places.bodies import kinds, mention_pattern
from nlp.places.gazetteer import Unit, load_gazetteer, type_word

_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place or body in a text.

    Attributes
    ----------
    start, end : int
        Code points [start, end) of the text.
    text : str
        The words as printed, white space folded.
    kind : str
        A kind of `nlp/data/bodies.csv`: committee, council, department, ministry, party, unit, …
    unit : str or None
        Id of the unit it names or belongs to; None where the name is missing, unknown or shared by several units.
    """

    start: int
    end: int
    text: str
    kind: str
    unit: str | None


def find_places(text: str, province: str | None = None, date: str | None = None) -> list[PlaceMention]:
    """Return the places and bodies that a text names, in order, without overlaps.

    Parameters
    ----------
    text : str
        A text in NFC, in mixed case.
    province : str, optional
        Name of the province the report is from; it decides between units of one name.
    date : str, optional
        ISO date of the report; it decides between units before and after 1 July 2025.

    Notes
    -----
    One pass of one pattern, linear in the text.

    Examples
    --------
    >>> [m.text for m in find_places("Sở Nội vụ và UBND huyện Cẩm Xuyên đã kiểm tra xã Cẩm Bình.")]
    ['Sở Nội vụ', 'UBND huyện Cẩm Xuyên', 'xã Cẩm Bình']
    """
    return [_mention(match, province, date) for match in mention_pattern().finditer(text)]


def _mention(match: re.Match[str], province: str | None, date: str | None) -> PlaceMention:
    index = next(i for i in range(len(kinds())) if match[f"k{i}"] is not None)
    groups = match.groupdict()
    word, name = groups.get(f"type{index}"), groups.get(f"name{index}")
    end, unit = match.end(), None
    if word and name:
        kept, unit = resolve(word, name, province, date)
        end = match.start(f"name{index}") + kept if match.end(f"name{index}") == end else end
    return PlaceMention(match.start(), end, " ".join(match.string[match.start() : end].split()), kinds()[index], unit)


def resolve(word: str, name: str, province: str | None, date: str | None) -> tuple[int, str | None]:
    """Return how much of a run of capitalised words is the unit's name (code points), and the unit's id.

    The longest known name decides ("Cẩm Xuyên Quyết định" is Cẩm Xuyên); the whole run is kept where none is known. A
    unit of another province is found only where the report's own province has none of that name.
    """
    gazetteer = load_gazetteer()
    for stop in reversed([match.end() for match in _WORDS.finditer(name)]):
        found = gazetteer.candidates(type_word(word), name[:stop], date=date)
        if found:
            near = gazetteer.candidates(type_word(word), name[:stop], province, date) if province else found
            return stop, _only(near or found)
    return len(name), None


def _only(found: tuple[Unit, ...]) -> str | None:
    return found[0].id if len(found) == 1 else None
