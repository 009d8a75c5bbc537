"""Give a text that lost its letters its letters back: one character for one blank, or none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nlp.repair.detect import may_be_damaged
from nlp.text.quality import text_quality

if TYPE_CHECKING:
    from nlp.repair.decoder import Reading

Span = tuple[int, int]
SURE: Final = 0.9  # posterior from which a word is restored
SURE_BLIND: Final = 0.99  # the same for a word or sign of which nothing is left to see
SURE_CASE: Final = 0.8  # posterior of a word's small or capital letters, where these are among the lost


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its lost letters put back where this is certain.

    Attributes
    ----------
    source, text : str
        Before and after, of the same length: offsets into one are offsets into the other.
    spans : tuple of (int, int)
        Code points [start, end) that were restored.
    open : tuple of (int, int)
        Blanks that stand for a lost character and were left.
    guess : str
        `text` with the likeliest reading in the open blanks, sure or not, digits never; empty where nothing is open.
    """

    source: str
    text: str
    spans: tuple[Span, ...] = ()
    open: tuple[Span, ...] = ()
    guess: str = ""

    @property
    def likely(self) -> str:
        """The likeliest reading of all: what a label may be decided on, and nobody is shown."""
        return self.guess or self.text

    @property
    def damaged(self) -> bool:
        """Whether anything is known to be lost."""
        return bool(self.spans or self.open)

    @property
    def lost(self) -> float:
        """Share of the text's characters, blanks aside, that were lost; in [0, 1]."""
        lost = _total(self.spans) + _total(self.open)
        visible = sum(not char.isspace() for char in self.source) if lost else 0
        return lost / (lost + visible) if lost else 0.0

    @property
    def restored(self) -> float:
        """Share of the lost characters that were restored; 1 where nothing was lost."""
        restored = _total(self.spans)
        return restored / (restored + _total(self.open)) if self.damaged else 1.0

    @property
    def quality_before(self) -> float:
        """Share of readable syllables as the text came (`nlp.text.quality`)."""
        return text_quality(self.source)

    @property
    def quality_after(self) -> float:
        """Share of readable syllables after repair."""
        return text_quality(self.text)


def _total(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def repair(text: str, within: Sequence[Span] | None = None) -> Repaired:
    """Restore the lost letters of a text.

    A broken font map turns every lost character into exactly one blank. What the fonts lose is learnt from the text,
    each gap is read by a syllable lexicon and an n-gram model, and a word is restored where its posterior probability
    is high enough; `guess` has the likeliest word elsewhere. Digits are never restored. A text that lost nothing comes
    back as it is.

    Parameters
    ----------
    text : str
        Text in composed letters (NFC); other text is not looked at.
    within : sequence of (int, int), optional
        Restore these spans only, for a cheap trial; the whole text still tells what its fonts lose.

    Examples
    --------
    >>> repair("Công tác cải cách hành chính được thực hiện tốt.").damaged
    False
    """
    if not may_be_damaged(text) or not unicodedata.is_normalized("NFC", text):
        return Repaired(text, text)
    from nlp.repair.decoder import read  # compiled code takes a second to load; clean text does without

    return _written(text, read(text, within))


def _written(text: str, readings: Iterable[Reading]) -> Repaired:
    """Write what is sure into the text, and what is likely into its guess."""
    sure, likely = list(text), list(text)
    gaps: list[int] = []
    filled: list[int] = []
    for reading in readings:
        wanted = [place for place in range(reading.start, reading.end) if text[place] == " "]
        legible = bool(reading.text) and not _opens_line(reading, likely)
        certain = legible and _certain(reading, wanted)
        (filled if certain else gaps).extend(wanted)
        for place in wanted if legible else ():
            likely[place] = reading.text[place - reading.start]
            sure[place] = likely[place] if certain else " "
    guess = "".join(likely) if gaps else ""
    return Repaired(text, "".join(sure), tuple(_spans(filled)), tuple(_spans(gaps)), guess)


def _certain(reading: Reading, wanted: list[int]) -> bool:
    """Tell whether a reading is sure enough to write its letters into the blanks."""
    blind = len(wanted) == reading.end - reading.start
    if reading.in_any_case < (SURE_BLIND if blind else SURE):
        return False
    return wanted[0] > reading.start or reading.as_is >= SURE_CASE


def _opens_line(reading: Reading, written: list[str]) -> bool:
    """Tell whether a sign would be the first ink of its line.

    A heading's number was lost there with its stop ("2. "); the stop alone would hide that the line is a heading.
    """
    if len(reading.text) != 1 or reading.text.isalnum():
        return False
    place = reading.start - 1
    while place >= 0 and written[place] == " ":
        place -= 1
    return place < 0 or written[place].isspace()


def _spans(places: list[int]) -> Iterator[Span]:
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
