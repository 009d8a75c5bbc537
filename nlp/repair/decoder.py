"""Read a damaged text: learn what its fonts lose, cut it into stretches, decode each one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.repair.lattice import BLANK, CAPITAL, DIGIT, SIGN, SMALL_LETTER, SPACE, STRANGE, Places
from nlp.repair.layers import Layers, estimate, refine
from nlp.repair.model import FloatArray, IntArray, LanguageModel, load
from nlp.repair.ngrams import adapted
from nlp.repair.search import decode
from nlp.repair.tokens import CAPITALISED, CAPITALS, FIRST_SIGN, FIRST_WORD, SIGN_CLASS, SIGNS, SMALL, cut

BEAM: Final = 40  # hypotheses kept at each place
FIRST_BEAM: Final = 12  # the same at the first reading, from which the second learns
SURE: Final = 0.9  # posterior from which a word is restored
SURE_BLIND: Final = 0.99  # the same for a word or sign of which nothing is left to see
SURE_CASE: Final = 0.8  # posterior of a word's small or capital letters, where these are among the lost
GAP: Final = "\ufffd"  # a blank that a first reading leaves open
STRETCH: Final = 700  # code points after which a stretch ends at the next sign that ends a clause
LONGEST: Final = 1500  # code points of a stretch at most; memory grows with it
_SAFE: Final = 1e-7  # least chance that a character is lost
# Where a stretch surely ends: tabs, line ends, wide white space.
_BREAK = re.compile(r"[^\S \n]+| {20,}|\n\s*\n")
_CLAUSE_END = re.compile(r"(?<=[.;:]) ")
_WRAPPED = range(50, 130)  # code points of a line whose end is no end of a paragraph
_TORN = re.compile(rf"\w*{GAP}[\w{GAP}]*")
_MARKER = re.compile(r"\s*(?:[-+*#|•–]|\d+[.)]|[IVX]+\.|[a-zđ]\))")


@dataclass(frozen=True, slots=True)
class Reading:
    """A token that stands over blanks.

    `text` is what the decoder reads there, empty where it knows only that something is lost; `as_is` and `in_any_case`
    are its posterior probabilities, with its case and whatever its case.
    """

    start: int
    end: int
    text: str
    as_is: float = 0.0
    in_any_case: float = 0.0


class Alphabet:
    """The judged characters by number, with what the decoder needs to know of them."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.number = {char: index for index, char in enumerate(model.characters)}
        self.capital = np.array([self.number.get(char.upper(), 0) for char in model.characters], dtype=np.int32)
        self.small = np.array([char.islower() for char in model.characters])
        self.digits = np.array([self.number[char] for char in "0123456789"], dtype=np.int32)
        self.signs = np.array([self.number[char] for char in SIGNS], dtype=np.int32)

    def symbols(self, text: str) -> IntArray:
        """Return each character's number, one more than the last for a blank, two more for what is not judged."""
        size = len(self.model.characters)
        return np.array([self.number.get(char, size if char == " " else size + 1) for char in text], dtype=np.int64)

    def read_symbols(self, text: str, known: str) -> IntArray:
        """Return the symbols of a text whose blanks were read, as `layers.refine` takes them."""
        size = len(self.model.characters)
        numbers = self.symbols(text)
        for place in np.flatnonzero(numbers == size):
            if known[place] != GAP:
                number = self.number.get(known[place])
                numbers[place] = size + 1 if number is None else size + 2 + number
        return numbers

    def place(self, char: str) -> tuple[int, int]:
        """Return the kind and the code of a visible character."""
        if char.isspace():
            return SPACE, -1
        if char.isdigit():
            return DIGIT, -1
        if char.isalpha():
            return (CAPITAL if char.isupper() else SMALL_LETTER), self.number.get(char, -1)
        return (SIGN, SIGNS.index(char)) if char in SIGNS else (STRANGE, -1)


def read(text: str, within: Sequence[tuple[int, int]] | None = None) -> Iterator[Reading]:
    """Yield the tokens of a text that stand over lost characters, in order; none where no layer is broken.

    The text is read twice: the second time, the document's words and what its fonts lose are better known. Where
    `within` names spans, only stretches that meet one of them are decoded; all of the text tells of its fonts.
    """
    model = load()
    alphabet = Alphabet(model)
    layers = estimate(alphabet.symbols(text), model.frequency, model.space, alphabet.small)
    if layers is None:
        return
    spans = [
        (start, end)
        for start, end in stretches(text)
        if within is None or any(start < high and low < end for low, high in within)
    ]
    known = _known(text, spans, _decoded(text, spans, alphabet, layers, FIRST_BEAM))
    layers = refine(layers, alphabet.read_symbols(text, known), model.frequency)
    alphabet.model = model._replace(automaton=adapted(model.automaton, _whole_tokens(known)))
    yield from _decoded(text, spans, alphabet, layers, BEAM)


def is_certain(reading: Reading, wanted: Sequence[int]) -> bool:
    """Tell whether a reading is sure enough to write its letters into the blanks `wanted`."""
    blind = len(wanted) == reading.end - reading.start
    if not reading.text or reading.in_any_case < (SURE_BLIND if blind else SURE):
        return False
    return wanted[0] > reading.start or reading.as_is >= SURE_CASE


def _known(text: str, spans: Sequence[tuple[int, int]], readings: Iterable[Reading]) -> str:
    """Return the text with sure letters in its blanks, and `GAP` in blanks that are not surely a space."""
    known = [GAP if char == " " else char for char in text]
    for start, end in spans:
        known[start:end] = text[start:end]
    for reading in readings:
        wanted = [place for place in range(reading.start, reading.end) if text[place] == " "]
        certain = is_certain(reading, wanted)
        for place in wanted:
            known[place] = reading.text[place - reading.start] if certain else GAP
    return "".join(known)


def _whole_tokens(known: str) -> Iterator[str]:
    """Yield the tokens that no gap touches."""
    return (token for token, _ in cut(_TORN.sub(" ", known)))


def _decoded(
    text: str, spans: Sequence[tuple[int, int]], alphabet: Alphabet, layers: Layers, beam: int
) -> Iterator[Reading]:
    for start, end in spans:
        yield from _readings(text, start, _places(text, start, end, alphabet, layers), alphabet.model, beam)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that are decoded one by one: paragraphs, cut where they are long."""
    low = 0
    for low, high in _paragraphs(text):
        while high - low > LONGEST:
            end = _CLAUSE_END.search(text, low + STRETCH, low + LONGEST)
            cut = end.end() if end else low + LONGEST
            yield low, cut
            low = cut
        yield low, high


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    for match in [*_BREAK.finditer(text), None]:
        high = match.start() if match else len(text)
        start = low
        for line_end in re.finditer(r"\n", text[low:high]):
            place = low + line_end.start()
            if not _wrapped(text, text.rfind("\n", 0, place) + 1, place):
                yield start, place
                start = place + 1
        if text[start:high].strip():
            yield start, high
        low = match.end() if match else high


def _wrapped(text: str, low: int, place: int) -> bool:
    """Tell whether a line end at `place` stands within a paragraph."""
    return place - low in _WRAPPED and not _MARKER.match(text, place + 1)


def _places(text: str, start: int, end: int, alphabet: Alphabet, layers: Layers) -> Places:
    piece = text[start:end]
    kind, code = np.empty(len(piece), np.int32), np.full(len(piece), -1, np.int32)
    row = np.full(len(piece), -1, np.int32)
    blanks = np.array([start + index for index, char in enumerate(piece) if char == " "], dtype=np.int64)
    for index, char in enumerate(piece):
        if char == " ":
            kind[index] = BLANK
        else:
            kind[index], code[index] = alphabet.place(char)
    row[blanks - start] = np.arange(len(blanks))
    lost = layers.lost(blanks)
    usual: FloatArray = alphabet.model.frequency / alphabet.model.frequency.sum()
    any_lost = np.log(lost @ usual + _SAFE)
    return Places(kind, code, row, np.log(lost + _SAFE), alphabet.capital, alphabet.digits, alphabet.signs, any_lost)


def _readings(text: str, offset: int, places: Places, model: LanguageModel, beam: int) -> Iterator[Reading]:
    tokens, posterior = decode(places, model.trie, model.automaton, model.habits, beam)
    for (start, end, token, kind), (as_is, in_any_case) in zip(tokens.tolist(), posterior.tolist(), strict=True):
        low, high = offset + start, offset + end
        if token >= 0 and " " in text[low:high]:
            yield Reading(low, high, _spelled(token, kind, model), as_is, in_any_case)


def _spelled(token: int, kind: int, model: LanguageModel) -> str:
    """Return a token's letters; none for numbers and for what is only known to be lost."""
    if token >= FIRST_WORD:
        word = model.words[token - FIRST_WORD]
        return {SMALL: word, CAPITALISED: word[0].upper() + word[1:], CAPITALS: word.upper()}[kind]
    return SIGNS[token - FIRST_SIGN] if kind >= SIGN_CLASS else ""
