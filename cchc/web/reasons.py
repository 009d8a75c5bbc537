"""Why a label is what it is, in words: the model's terse `why` is for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cchc.index import Hit
from cchc.language import AREA_NAMES, area_name, say, stance_name

_NAMES: Final = {
    "words": ("từ trong câu", "the words"),
    "title": ("tiêu đề mục", "the heading"),
    "section": ("mục chứa câu", "the section"),
    "role": ("loại mục", "the kind of section"),
    "lead": ("câu dẫn", "the lead-in"),
    "around": ("các câu cùng mục", "the section's other sentences"),
    "beside": ("câu đứng cạnh", "the sentences beside it"),
}
_WHY: Final = re.compile(r"area<(?P<area>.*); stance<(?P<stance>.*)", re.DOTALL)
_PART: Final = re.compile(
    rf"(?:^|,)(?P<name>{'|'.join(_NAMES)})(?::(?P<told>.*?))?(?=,(?:{'|'.join(_NAMES)})\b|$)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What decided one label.

    Attributes
    ----------
    label : str
        Its name.
    confidence : float
        In [0, 1].
    decided : tuple of str
        What spoke for it, the strongest first.
    others : tuple of (str, float)
        What it may be instead, with weights.
    """

    label: str
    confidence: float
    decided: tuple[str, ...]
    others: tuple[tuple[str, float], ...] = ()


def reasons(hit: Hit) -> list[Reason]:
    """Return what decided those labels of a statement that are uncertain."""
    found = _WHY.fullmatch(hit.why)
    told = found.groupdict() if found else {"area": "", "stance": ""}
    made = {
        "area": Reason(area_name(hit.area), hit.area_confidence, tuple(_parts(told["area"])), _others(hit)),
        "stance": Reason(stance_name(hit.stance, hit.sub), hit.stance_confidence, tuple(_parts(told["stance"]))),
    }
    return [made[name] for name in hit.uncertain if name in made]


def _others(hit: Hit) -> tuple[tuple[str, float], ...]:
    return tuple((area_name(area), weight) for area, weight in hit.areas.items() if area != hit.area)


def _parts(told: str) -> Iterator[str]:
    for part in _PART.finditer(told):
        shown = _shown(part["name"], part["told"] or "")
        yield say(*_NAMES[part["name"]]) + (f" ({shown})" if shown else "")


def _shown(name: str, told: str) -> str:
    """Return what stands behind a name; groups of cues and features ("#figures", "<number>") are the model's own."""
    if name == "words":
        return ", ".join(f"“{word}”" for word in told.split("|") if word and not set("#<>^") & set(word))
    if name == "section":
        return area_name(told) if told in AREA_NAMES else ""
    return f"“{told}”" if name == "title" and told else ""
