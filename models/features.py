"""Features of a statement: what it says, and where it stands.

Features are strings with the name of their group in front. Groups of the place ("sec", "role", "head" …) are left out
when the outline is switched off; nothing else differs, so one model serves both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.cues import find_cues
from nlp.outline import Section, heading_area, heading_role
from nlp.text.fold import fold

_SYLLABLE = re.compile(r"[^\W_]+|%")
_NUMBER = re.compile(r"\d")
_CONTRAST = re.compile(r"(?<![^\W_])(?:tuy nhien|tuy vay|nhung|song)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Setting:
    """A statement with what surrounds it.

    Attributes
    ----------
    text : str
        The statement, white space folded.
    words : sequence of str
        Its words as segmented, document numbers whole.
    stack : sequence of Section
        The sections from the top down to its own; empty without outline.
    lead_in : str
    style : str
    previous, following : str
        The neighbouring statements of the same passage or section, empty where there are none.
    """

    text: str
    words: Sequence[str]
    stack: Sequence[Section] = ()
    lead_in: str = ""
    style: str = "none"
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Features:
    """Feature names of a statement: `text` ones are weighted by rarity and normed, `place` ones count as they are."""

    text: list[str]
    place: list[str]


def describe(setting: Setting, outline: bool = True) -> Features:
    """Return the features of a statement.

    Parameters
    ----------
    setting : Setting
    outline : bool
        Whether the section stack may be used.
    """
    folded = fold(setting.text)
    text = list(dict.fromkeys([*_words(setting.words), *_syllables(folded), *_characters(folded), *_after_but(folded)]))
    place = [*_cues(folded), *_lead(setting.lead_in), *_neighbours(setting)]
    place += _place(setting.stack, setting.style) if outline else ["outline=off"]
    return Features(text, list(dict.fromkeys(place)))


def _normal(word: str) -> str:
    if _NUMBER.search(word):
        if "/" in word and any(c.isalpha() for c in word):
            return "<document>"
        return "<percent>" if word.endswith("%") else "<number>"
    return word.lower()


def _words(words: Sequence[str]) -> list[str]:
    plain = [_normal(word) for word in words if any(c.isalnum() for c in word)]
    return [f"w={word}" for word in plain] + [f"ww={a} {b}" for a, b in zip(plain, plain[1:], strict=False)]


def _syllables(folded: str) -> list[str]:
    syllables = [_normal(syllable) for syllable in _SYLLABLE.findall(folded)]
    pairs = [f"ss={a} {b}" for a, b in zip(syllables, syllables[1:], strict=False)]
    triples = zip(syllables, syllables[1:], syllables[2:], strict=False)
    return pairs + [f"sss={a} {b} {c}" for a, b, c in triples]


def _characters(folded: str) -> list[str]:
    """Return character triples and quadruples across syllables: they survive lost accents and joined words."""
    line = "".join(c if c.isalpha() else " " for c in folded)
    line = re.sub(r" +", " ", line)
    return [f"c={line[i : i + 4]}" for i in range(len(line) - 3)]


def _after_but(folded: str) -> list[str]:
    """Return the syllables behind "tuy nhiên" or "nhưng": that clause usually decides."""
    last = None
    for last in _CONTRAST.finditer(folded):
        pass
    return [f"but={syllable}" for syllable in _SYLLABLE.findall(folded[last.end() :])] if last else []


def _cues(folded: str) -> list[str]:
    found = []
    for group, count, _phrase in find_cues(folded):
        found.append(f"cue={group}")
        if count > 1:
            found.append(f"cues={group}")
    groups = [group.split(":")[1] for group, _, _ in find_cues(folded[:60]) if group.startswith("stance")]
    return found + [f"opens={group}" for group in groups]


def _lead(lead_in: str) -> list[str]:
    if not lead_in:
        return []
    area, strength = heading_area(lead_in)
    role = heading_role(lead_in)
    return ["lead=yes", f"lead_area={area}:{strength}", f"lead_role={role}"]


def _neighbours(setting: Setting) -> list[str]:
    found = []
    for name, text in (("before", setting.previous), ("after", setting.following)):
        if text:
            found += [f"{name}={group}" for group, _, _ in find_cues(fold(text)[:400])]
    return found


def _place(stack: Sequence[Section], style: str) -> list[str]:
    if not stack:
        return ["sec=none", f"style={style}"]
    own = stack[-1]
    found = [
        f"sec={own.area}",
        f"named={own.area if own.named else None}",
        f"role={own.role}",
        f"sec_role={own.area}:{own.role}",
        f"style_role={style}:{own.role}",
        f"depth={min(own.level, 4)}",
    ]
    for height, section in enumerate(reversed(stack)):
        name = "head" if height == 0 else "above"
        syllables = _SYLLABLE.findall(fold(section.title))[:24]
        found += [f"{name}={a} {b}" for a, b in zip(syllables, syllables[1:], strict=False)]
        area, strength = heading_area(section.title) if section.title else (None, None)
        if area:
            found.append(f"{name}_area={area}:{strength}")
    return found
