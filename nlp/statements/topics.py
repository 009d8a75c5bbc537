"""The topic that an opener gives to its sentence and to those that go on with it.

"Về cải cách tổ chức bộ máy, huyện đã sắp xếp 03 phòng. Đến nay số cấp phó giảm 05 người." speaks of one area in both
sentences, though the second does not name it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.outline import heading_area
from nlp.outline.lexicon import sums_up
from nlp.tables import load_toml
from nlp.text.fold import fold, fold_pattern
from nlp.text.markers import find_marker

_LONGEST_OPENER = 160  # code points before the comma
_REACH = 8  # statements in new paragraphs that an opener's topic reaches at most


@dataclass(frozen=True, slots=True)
class Topic:
    """An area named by an opener.

    Attributes
    ----------
    area : str
    named : bool
        The opener holds the name of a reform area, not only a topic inside one.
    distance : int
        0 for the sentence that the opener begins, 1 for the next ones in its paragraph, 2 for those in later ones.
    """

    area: str
    named: bool
    distance: int


@cache
def _openers() -> re.Pattern[str]:
    patterns = load_toml("headings")["openers"]["topics"]
    return re.compile("|".join(f"(?:{fold_pattern(pattern)})" for pattern in patterns))


def opener(statement: str) -> str:
    """Return the words with which a statement says what it is about; empty where it begins with its news.

    Examples
    --------
    >>> opener("- Về cải cách tổ chức bộ máy, huyện đã sắp xếp 03 phòng.")
    'Về cải cách tổ chức bộ máy'
    >>> opener("Huyện đã sắp xếp 03 phòng, giảm 05 cấp phó.")
    ''
    """
    text = statement[find_marker(statement).length :]
    folded = fold(text[:_LONGEST_OPENER])
    match = _openers().match(folded)
    if not match:
        return ""
    words = text[: match.end()].strip()
    second = folded.find(",", match.end() + 1)
    if heading_area(words)[0] is None and second > 0:
        longer = text[:second].strip()  # "Về công tác cán bộ, công chức, xã đã …": the comma stands in the name
        return longer if heading_area(longer)[0] is not None else words
    return words


class TopicTracker:
    """Follows the topic over the statements of one section."""

    def __init__(self) -> None:
        self._topic: Topic | None = None
        self._section: int | None = None
        self._passage = -1
        self._reach = 0

    def next(self, text: str, section: int | None, passage: int) -> Topic | None:
        """Return the topic of the next statement; a new section, a summing-up or another opener ends the last one."""
        if section != self._section or (passage != self._passage and sums_up(text)):
            self._topic = None
        words = opener(text)
        area, strength = heading_area(words) if words else (None, None)
        if area is not None:
            self._topic, self._reach = Topic(area, strength == "name", 0), _REACH
        elif self._topic is not None:
            self._topic = self._carried(self._topic, passage)
        self._section, self._passage = section, passage
        return self._topic

    def _carried(self, topic: Topic, passage: int) -> Topic | None:
        if passage == self._passage:
            return Topic(topic.area, topic.named, max(topic.distance, 1))
        self._reach -= 1
        return Topic(topic.area, topic.named, 2) if self._reach >= 0 else None
