"""What a clause says of good and bad: negators belong to their cue, and what ends a failing is a merit.

"Không bị trừ điểm" and "đã chấm dứt tình trạng chậm trễ" hold the words of a shortcoming and report the contrary;
"đều chưa đáp ứng" holds those of a success. Counting words sees neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache

from models.cues import spell
from nlp.tables import load_toml
from nlp.text.fold import fold_pattern
from nlp.text.tones import one_tone_style

_GROUPS = ("affirm", "many", "failing", "merit", "remove", "negate")  # in the order in which they are tried
_MOODS = ("past", "future", "order")
POINTS = ("bad", "mixed", "clean", "unmet", "good", "none")
MOODS = ("none", "past", "future", "order", "future+past", "order+past", "future+order", "future+order+past")
_SCOPE = 36  # code points from a negator to the cue that it turns round: about eight syllables
_JOINT = re.compile(r"[\s,]*(?:(?:và|hoặc|hay|va|hoac|tình trạng|tinh trang|bị|bi)\s+){0,3}\Z")
# Where one clause ends and another begins that has its own polarity.
_CUT = re.compile(r"[;:.!?()]|(?<![^\W_])(?:tuy nhiên|tuy vậy|nhưng|thế nhưng|tuy nhien|tuy vay|nhung)(?![^\W_])")
_OUTCOME = {"failing": {"": "bad", "negate": "absent", "remove": "ended"}, "merit": {"": "good", "negate": "lacking"}}


@cache
def _scanner(accented: bool) -> re.Pattern[str]:
    table = load_toml("cues")["polarity"]
    return _alternatives(table, _GROUPS, accented)


@cache
def _mood_scanner(accented: bool) -> re.Pattern[str]:
    return _alternatives(load_toml("cues")["mood"], _MOODS, accented)


def _alternatives(table: dict[str, list[str]], groups: tuple[str, ...], accented: bool) -> re.Pattern[str]:
    """Return one pattern with a named group for each list; of two phrases that begin at one place the longer wins."""
    parts = []
    for group in groups:
        phrases = [one_tone_style(p) if accented else fold_pattern(p) for p in table[group]]
        parts.append(f"(?P<{group}>{'|'.join(sorted(phrases, key=len, reverse=True))})")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])")


@lru_cache(maxsize=4096)
def polarity(text: str) -> frozenset[str]:
    """Return what the clauses of a text say of good and bad.

    Returns
    -------
    frozenset of str
        "bad" (a failing), "absent" (a failing that is not there), "ended" (one that was overcome), "good" (a merit),
        "lacking" (a merit that is not there), "unmet" (a negation of neither).

    Examples
    --------
    >>> polarity("Huyện không bị trừ điểm ở chỉ số nào.")
    frozenset({'absent'})
    >>> sorted(polarity("Các trang thiết bị đều chưa đáp ứng yêu cầu."))
    ['lacking']
    """
    spelt, accented = spell(text)[0]
    found: set[str] = set()
    low = 0
    for cut in [*(match.start() for match in _CUT.finditer(spelt)), len(spelt)]:
        found.update(_clause(spelt[low:cut], accented))
        low = cut
    return frozenset(found)


def _clause(clause: str, accented: bool) -> Iterator[str]:
    """Yield the outcomes of one clause."""
    scope = _Scope()
    for match in _scanner(accented).finditer(clause):
        group = match.lastgroup or ""
        if group == "many":
            yield "bad"
        elif group in ("negate", "remove"):
            scope.open(group, match.end())
        elif group in _OUTCOME:
            joined = scope.last >= 0 and bool(_JOINT.match(clause[scope.last : match.start()]))
            yield scope.outcome(group, match.start(), match.end(), joined)
    if scope.unused:
        yield "unmet"


class _Scope:
    """The stretch behind a negator, or behind a verb that ends something, in which it turns cues round."""

    def __init__(self) -> None:
        self.turn = ""
        self.since = -_SCOPE
        self.last = -1
        self.group = ""
        self.result = ""
        self.unused = False

    def open(self, turn: str, end: int) -> None:
        self.turn, self.since, self.last = turn, end, -1
        self.unused = turn == "negate"

    def outcome(self, group: str, start: int, end: int, joined: bool) -> str:
        """Return what a cue comes to; one joined to the cue before ("trễ hạn, tồn đọng") shares its lot."""
        if not (joined and group == self.group):
            turn = self.turn if start - self.since <= _SCOPE and self.turn in _OUTCOME[group] else ""
            self.result = _OUTCOME[group][turn]
            self.unused = self.unused and not turn
            self.turn = "" if turn else self.turn
        self.last, self.group = end, group
        return self.result


def net_polarity(found: Set[str]) -> str:
    """Return the point of a clause, one of `POINTS`.

    A failing wins over merits beside it, an absent failing over none at all.
    """
    if found & {"bad", "lacking"}:
        return "bad" if not found & {"absent", "ended"} else "mixed"
    if found & {"absent", "ended"}:
        return "clean"
    if "unmet" in found:
        return "unmet"
    return "good" if "good" in found else "none"


@lru_cache(maxsize=4096)
def moods(text: str) -> frozenset[str]:
    """Return the times and moods that a text's words show: "past", "future", "order"."""
    spelt, accented = spell(text)[0]
    return frozenset(match.lastgroup or "" for match in _mood_scanner(accented).finditer(spelt))


def mood(text: str) -> str:
    """Return the times and moods of a text as one word, one of `MOODS`."""
    return "+".join(sorted(moods(text))) or "none"
