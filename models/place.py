"""The second reading: where a statement stands, and how far that place lets its words decide.

The words of each statement give log-probabilities (`models.linear`). This module turns them, together with the section
above the statement, into the few dense features of a second linear model. A block of features is repeated for each kind
of place ("a heading tells the area", "no heading tells", "outline switched off"), so that the model learns how much the
words are worth in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.features import Setting, point_of
from models.linear import Floats
from models.polarity import MOODS, POINTS
from nlp.outline import Section, heading_area, heading_role
from nlp.outline.lexicon import is_addressee
from nlp.statements import Topic, lead_area, lead_role

ROLES = ("none", "steering", "results", "achievements", "limitations", "causes", "tasks", "proposals", "off")
STYLES = ("none", "dash", "plus", "star", "dec1", "dec2", "letter", "paren", "other")
# What names the area of a place: a heading by its name, a heading by a topic inside the area, an opener, nothing.
PLACES = ("named", "hinted", "topic", "bare", "off")
TITLED = ("named", "hinted", "bare")  # where an opener names the topic, the title above it says less
STANCE_PLACES = ("told", "bare", "off")
DISTANCES = (0, 1, 2)  # of a topic: its own sentence, its paragraph, later ones
_FLOOR = -6.0  # log-probabilities below this say no more than "hardly"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words alone say of the statements of one report.

    `area` and `stance` are log-probabilities of shape (n, classes); `titles` those of the area of each statement's
    section titles, all classes alike where there is no title.
    """

    area: Floats
    stance: Floats
    titles: Floats


@dataclass(frozen=True, slots=True)
class Dense:
    """Dense features of shape (n, features) and the columns [first, last) of each named block."""

    matrix: Floats
    blocks: tuple[tuple[str, int, int], ...]

    def first_column(self, name: str) -> int:
        """Return the first column of the first block of a name."""
        return next(first for block, first, _ in self.blocks if block == name)


Blocks = list[tuple[str, Floats]]


def title_text(setting: Setting) -> str:
    """Return the nearest title above a statement that says what it is about; a title of a role alone says nothing.

    Titles joined would be read as one: "CÔNG TÁC CẢI CÁCH HÀNH CHÍNH … Cải cách thủ tục hành chính" is no steering.
    """
    for section in reversed(setting.stack):
        if section.title and _says_topic(section):
            return section.title
    return ""


def _says_topic(section: Section) -> bool:
    """Tell whether a title says what stands below it: no role alone, no addressee, no whole sentence over a list."""
    if is_addressee(section.title) or section.list_style is not None:
        return False
    return heading_area(section.title)[0] is not None or heading_role(section.title) is None


def place_of(setting: Setting, outline: bool) -> str:
    """Return the kind of place a statement stands in, as far as its area goes: one of `PLACES`."""
    if not outline:
        return "off"
    if named_area(setting):
        return "named"
    if area_of(setting):
        return "hinted"
    return "topic" if setting.topic else "bare"


def area_of(setting: Setting) -> str | None:
    """Return the area that the place of a statement tells: its lead-in's, else its section's."""
    return lead_area(setting.lead_in) or (setting.stack[-1].area if setting.stack else None)


def named_area(setting: Setting) -> str | None:
    """Return the area that a lead-in or heading gives a statement by its name, which decides (spec of the labels)."""
    own = lead_area(setting.lead_in)
    if own or not setting.stack:
        return own
    return setting.stack[-1].area if setting.stack[-1].named else None


def role_of(setting: Setting, outline: bool) -> str:
    """Return the role of a statement's section."""
    if not outline:
        return "off"
    role = lead_role(setting.lead_in) or (setting.stack[-1].role if setting.stack else None)
    return role if role in ROLES else "none"


def area_features(
    settings: Sequence[Setting],
    groups: Sequence[object],
    reading: Reading,
    classes: Sequence[str],
    outline: bool,
    lone: bool = False,
) -> Dense:
    """Return the dense features of the area head.

    Parameters
    ----------
    settings, groups : sequences of length n
        The statements of one report in order, and the run each stands in.
    reading : Reading
    classes : sequence of str
        The area classes, in the order of the reading's columns.
    outline : bool
    lone : bool
        Whether each statement is to be taken as if nothing stood beside it.
    """
    words, titles = np.maximum(reading.area, _FLOOR), np.maximum(reading.titles, _FLOOR)
    around, beside = (words, words) if lone else (section_mean(words, groups), window_mean(words))
    rows: list[Blocks] = []
    for index, setting in enumerate(settings):
        shown = replace(setting, topic=_own_topic(setting)) if lone else setting
        place = place_of(shown, outline)
        own = area_of(shown) if outline else None
        rows.append(
            [
                ("words", _gated(words[index], place, PLACES)),
                ("around", _gated(around[index], place, PLACES[:-1])),
                ("beside", _gated(beside[index], place, PLACES)),
                ("title", _gated(titles[index], place, TITLED)),
                ("section", _one_hot(own, classes)),
                ("section", _one_hot(own if place == "hinted" else None, classes)),
                ("lead", _lead_area(shown, classes)),
                ("topic", _topic(shown if place == "topic" else None, classes)),
                ("document", _one_hot(shown.document if place in ("topic", "bare") else None, classes)),
                ("role", _one_hot(role_of(shown, outline), ROLES)),
            ]
        )
    return _stack(rows)


def _own_topic(setting: Setting) -> Topic | None:
    return setting.topic if setting.topic and setting.topic.distance == 0 else None


def _topic(setting: Setting | None, classes: Sequence[str]) -> Floats:
    """Return the area of a topic, apart by its distance and by whether it was named."""
    topic = setting.topic if setting else None
    by_distance = [_one_hot(topic.area if topic and topic.distance == far else None, classes) for far in DISTANCES]
    return np.concatenate([*by_distance, _one_hot(topic.area if topic and topic.named else None, classes)])


def stance_features(
    settings: Sequence[Setting], groups: Sequence[object], reading: Reading, outline: bool, lone: bool = False
) -> Dense:
    """Return the dense features of the stance head; parameters as for `area_features`."""
    words = np.maximum(reading.stance, _FLOOR)
    around, beside = (words, words) if lone else (section_mean(words, groups), window_mean(words))
    rows: list[Blocks] = []
    for index, setting in enumerate(settings):
        role = role_of(setting, outline)
        told = _told(role)
        style = setting.style if setting.style in STYLES else "other"
        point, time = point_of(setting.text)
        rows.append(
            [
                ("words", _gated(words[index], role, ROLES)),
                ("around", _gated(around[index], told, STANCE_PLACES[:2])),
                ("beside", _gated(beside[index], told, STANCE_PLACES)),
                ("point", _gated(_one_hot(point, POINTS), role, ROLES)),
                ("point", _gated(_one_hot(time, MOODS), told, STANCE_PLACES)),
                ("role", _one_hot(role, ROLES)),
                ("style", _one_hot(style if outline else None, STYLES)),
            ]
        )
    return _stack(rows)


def link_table(settings: Sequence[Setting], stay: float, steps: Floats | None, classes: int) -> Floats:
    """Return the log-odds between the labels of neighbours, shape (n, classes, classes), for `models.decode.smooth`.

    Where the place tells the area the heading links its statements already: `stay` alone. Elsewhere `steps`.
    """
    same = np.eye(classes) * stay
    table = np.tile(same, (len(settings), 1, 1))
    for index, setting in enumerate(settings):
        if steps is not None and not area_of(setting):
            table[index] = steps[int(setting.goes_on)]
    return table


def section_mean(words: Floats, groups: Sequence[object]) -> Floats:
    """Return for each statement the mean reading of the other statements of its run.

    Where it stands alone, its own: any other filling would speak of neighbours that are not there.
    """
    means = words.copy()
    low = 0
    for high in range(1, len(words) + 1):
        if high == len(words) or groups[high] != groups[low]:
            run = words[low:high]
            if len(run) > 1:
                means[low:high] = (run.sum(axis=0) - run) / (len(run) - 1)
            low = high
    return means


def window_mean(words: Floats, reach: int = 2) -> Floats:
    """Return for each statement the mean reading of the `reach` statements before and after, whatever their section."""
    n = len(words)
    sums = np.vstack([np.zeros(words.shape[1]), np.cumsum(words, axis=0)])
    low = np.maximum(np.arange(n) - reach, 0)
    high = np.minimum(np.arange(n) + reach + 1, n)
    others = np.maximum(high - low - 1, 1)[:, None]
    means = np.asarray((sums[high] - sums[low] - words) / others)
    means[high - low == 1] = words[high - low == 1]
    return means


def _told(role: str) -> str:
    """Whether the role of a section tells the stance of what stands in it."""
    if role == "off":
        return "off"
    return "bare" if role == "none" else "told"


def _gated(block: Floats, kind: str, kinds: Sequence[str]) -> Floats:
    """Repeat a block for each kind, zeros for all but the kind at hand."""
    return np.concatenate([block if kind == other else np.zeros_like(block) for other in kinds])


def _one_hot(value: str | None, values: Sequence[str]) -> Floats:
    return np.array([float(value == other) for other in values])


def _lead_area(setting: Setting, classes: Sequence[str]) -> Floats:
    area, strength = heading_area(setting.lead_in) if setting.lead_in else (None, None)
    return np.concatenate([_one_hot(area if strength == kind else None, classes) for kind in ("name", "hint")])


def _stack(rows: list[Blocks]) -> Dense:
    matrix = np.array([np.concatenate([block for _, block in row]) for row in rows])
    edges = [0, *np.cumsum([len(block) for _, block in rows[0]]).tolist()]
    blocks = tuple((name, edges[i], edges[i + 1]) for i, (name, _) in enumerate(rows[0]))
    return Dense(matrix, blocks)
