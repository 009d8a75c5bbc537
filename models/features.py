"""Features of what a statement says: words, syllables, characters, cue phrases, its lead-in.

Features are strings with the name of their group in front. Where a statement stands is read by `models.place`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.cues import find_cues, spell
from models.polarity import moods, net_polarity, polarity
from nlp.outline import Section, heading_area, heading_role
from nlp.statements import Topic
from nlp.text.fold import fold
from nlp.text.tones import one_tone_style

_SYLLABLE = re.compile(r"[^\W_]+|%")
_NUMBER = re.compile(r"\d")
# What stands behind "tuy nhiên", or behind the comma of a sentence that opens with "mặc dù", is the main point.
_BUT = r"tuy nhiên|tuy vậy|thế nhưng|nhưng|song(?! song|g)(?<!song song)"
_CONTRAST = re.compile(rf"(?<![^\W_])(?:{_BUT})(?![^\W_])")
_PLAIN_CONTRAST = re.compile(r"(?<![^\W_])(?:tuy nhien|tuy vay|the nhung|nhung)(?![^\W_])")
_CONCEDES = re.compile(
    r"\A\W*(?:(?:mặc dù|dù|tuy|mac du|du|lúc đầu|ban đầu)(?! nhi)\s[^,]{8,200}"
    r"|(?:bên cạnh|ngoài|cùng với|ben canh|ngoai|cung voi)\s(?:những |các |nhung |cac )?"
    r"(?:kết quả|ưu điểm|thành tích|thành tựu|mặt|chuyển biến|ket qua|uu diem|thanh tich|mat)[^,]{0,160}),\s*"
)
# Formulas in which "pháp luật" says nothing of law-making: "theo đúng quy định của pháp luật hiện hành".
_FORMULA = re.compile(
    r"(?P<law>(?:quy định|qui định|theo|đúng|quy dinh)(?: của| cua)?) (?:pháp luật|phap luat)"
    r"(?: hiện hành| Việt Nam| hien hanh)?",
    re.IGNORECASE,
)
_TEXT_GROUPS = frozenset(("w", "ww", "ss", "sss", "c", "but"))
_OPENING = 60  # code points that count as a statement's beginning


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
    lead_in, style : str
        The words before its first colon; the marker of its paragraph.
    goes_on : bool
        It stands in the paragraph of the statement before it.
    topic : Topic or None
        The area that an opener gives it, its own or that of a statement before.
    document : str or None
        The area that the document's own title names.
    """

    text: str
    words: Sequence[str]
    stack: Sequence[Section] = ()
    lead_in: str = ""
    style: str = "none"
    goes_on: bool = False
    topic: Topic | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """Feature names of a statement: `text` ones are weighted by rarity and normed, `cues` count as they are."""

    text: list[str]
    cues: list[str]


def is_cue(name: str) -> bool:
    """Tell whether a feature is a cue and not one of the words, syllables or characters of the text."""
    return name.partition("=")[0] not in _TEXT_GROUPS


def describe(setting: Setting) -> Features:
    """Return the features of what a statement says; where it stands is `models.place`'s matter."""
    plain = _FORMULA.sub(_unlawed, setting.text)
    folded = fold(plain)
    conceded, main = _clauses(setting.text)
    words = setting.words if plain == setting.text else _without_formula(setting.words)
    text = [*_words(words), *_syllables(folded), *_characters(folded), *_after_but(main)]
    cues = [
        *_cues(setting.text),
        *_clause_cues(conceded, main),
        *_lead(setting.lead_in),
        *_polarity(setting.text, main),
    ]
    return Features(list(dict.fromkeys(text)), list(dict.fromkeys(cues)))


def _unlawed(match: re.Match[str]) -> str:
    return match["law"]


def _without_formula(words: Sequence[str]) -> list[str]:
    """Return segmented words without "pháp luật" where a formula holds it."""
    return [
        word
        for index, word in enumerate(words)
        if not (word.lower() == "pháp luật" and _FORMULA.search(" ".join([*words[max(0, index - 3) : index], word])))
    ]


@lru_cache(maxsize=100_000)
def _normal(word: str) -> str:
    if _NUMBER.search(word):
        if "/" in word and any(c.isalpha() for c in word):
            return "<document>"
        return "<percent>" if word.endswith("%") else "<number>"
    return one_tone_style(word.lower())


def _words(words: Sequence[str]) -> list[str]:
    plain = [_normal(word) for word in words if any(c.isalnum() for c in word)]
    return [f"w={word}" for word in plain] + [f"ww={a} {b}" for a, b in pairwise(plain)]


def _syllables(folded: str) -> list[str]:
    syllables = [_normal(syllable) for syllable in _SYLLABLE.findall(folded)]
    pairs = [f"ss={a} {b}" for a, b in pairwise(syllables)]
    triples = zip(syllables, syllables[1:], syllables[2:], strict=False)
    return pairs + [f"sss={a} {b} {c}" for a, b, c in triples]


def _characters(folded: str) -> list[str]:
    """Return character triples and quadruples across syllables: they survive lost accents and joined words."""
    line = "".join(c if c.isalpha() else " " for c in folded)
    line = re.sub(r" +", " ", line)
    return [f"c={line[i : i + 4]}" for i in range(len(line) - 3)]


def _clauses(text: str) -> tuple[str, str]:
    """Return the conceded clause and the main one of a sentence with a contrast, two empty texts without."""
    spelt, accented = spell(text)[0]
    ends = [match.end() for match in (_CONTRAST if accented else _PLAIN_CONTRAST).finditer(spelt)]
    conceding = _CONCEDES.match(spelt)
    if not ends and conceding:
        ends = [conceding.end()]
    return (text[: ends[-1]], text[ends[-1] :]) if ends else ("", "")


def _after_but(main: str) -> list[str]:
    """Return the syllables of the main clause: it usually decides."""
    return [f"but={syllable}" for syllable in _SYLLABLE.findall(fold(main))]


def _clause_cues(conceded: str, main: str) -> list[str]:
    """Return what the main and the conceded clause say of the stance."""
    clauses = (("main", main), ("conceded", conceded))
    return [
        f"{name}={group.removeprefix('stance:')}"
        for name, clause in clauses
        if clause
        for group, _ in find_cues(clause)
        if group.startswith("stance")
    ]


def _polarity(text: str, main: str) -> list[str]:
    """Return what the statement and its main clause say of good and bad, and the time and mood of the main clause."""
    whole, point = polarity(text), polarity(main) if main else set()
    net = net_polarity(point or whole)
    mood = "+".join(sorted(moods(main or text))) or "none"
    found = [f"pol={kind}" for kind in whole] + [f"main_pol={kind}" for kind in point]
    return [*found, f"net={net}", f"mood={mood}", f"net={net}:{mood}"]


def _cues(text: str) -> list[str]:
    found = []
    for group, start in find_cues(text):
        found.append(f"cue={group}")
        if start < _OPENING and group.startswith("stance"):
            found.append(f"opens={group.removeprefix('stance:')}")
    return found


def _lead(lead_in: str) -> list[str]:
    if not lead_in:
        return []
    area, strength = heading_area(lead_in)
    role = heading_role(lead_in)
    return ["lead=yes", f"lead_area={area}:{strength}", f"lead_role={role}"]
