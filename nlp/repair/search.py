"""The decoder: a beam search over a lattice of tokens, and the posterior probability of each token it chose.

A hypothesis is a place, a state of the n-gram automaton and the class of the last token. Those that agree in all three
are merged; the lattice of merged hypotheses is then summed forward and backward.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.repair.compiled import compiled
from nlp.repair.lattice import BLANK, SPACE, Found, Places, find_others, find_words, room
from nlp.repair.model import Automaton, Habits, Trie
from nlp.repair.reading import Edges, Slots, read
from nlp.repair.tokens import AT_BOUNDARY, BOUNDARY, SMALL, UNKNOWN

MARGIN = 11.0  # log chance below the best hypothesis of a place at which one is given up
FEW = 24  # words at a place up to which each is looked up, not the successors of the state
LIKELIEST = 8  # words of each length that are tried whatever stands before
LONGEST = 12  # letters of a word of the lexicon, and more
EXTRA_SPACE = -7.0  # log chance of one more space
SPACE_TOKEN = -2  # what an edge of an extra space holds for a word


@compiled
def decode(
    places: Places, trie: Trie, automaton: Automaton, habits: Habits, beam: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the tokens of the best reading of a stretch and their posterior probabilities.

    Returns
    -------
    tokens : ndarray, shape (tokens, 4)
        Start, end, id and class.
    posterior : ndarray, shape (tokens, 2)
        Of the token as it is, and of the token in any case.
    """
    length = len(places.kind)
    found = room(len(automaton.root_log))
    edges = Edges(np.empty((4096, 5), np.int32), np.empty(4096, np.float64))
    slots = _new_slots(length)
    _reach(slots, 0, automaton.root_next[BOUNDARY], AT_BOUNDARY, 0.0, -1)
    short = np.empty(4096, np.int32)
    for place in range(length):
        _prune(slots, place, beam)
        edges = _spaces(places, slots, edges, place)
        if slots.head[place] < 0 and (place == 0 or slots.head[place - 1] < 0):
            continue
        words = find_words(places, trie, place, found)
        others = find_others(places, place, found)
        listed = _likeliest(found, words, automaton, short)
        reach = _reach_of_words(slots, places, place, habits)
        for gap in range(2):
            if gap and (place == 0 or places.kind[place - 1] not in (BLANK, SPACE)):
                continue
            slot = slots.head[place - gap]
            while slot >= 0:
                edges = _expand(
                    slots, edges, slot, gap, place, found, words, others, short[:listed], reach, automaton, habits
                )
                slot = slots.number[slot, 3]
        if slots.used[0] + 60000 > len(slots.score):
            slots = _more_slots(slots)
    _prune(slots, length, beam)
    return read(slots, edges, length)


@compiled
def _reach_of_words(slots: Slots, places: Places, place: int, habits: Habits) -> float:
    """Return the score with which a word can begin at a place at best."""
    best = -1e18
    for gap in range(1 + int(place > 0 and places.kind[place - 1] in (BLANK, SPACE))):
        slot = slots.head[place - gap]
        while slot >= 0:
            space = habits.space[slots.number[slot, 1], SMALL : SMALL + 3, gap].max()
            best = max(best, slots.score[slot] + space)
            slot = slots.number[slot, 3]
    return float(best)


@compiled
def _new_slots(length: int) -> Slots:
    size = 1
    while size < 300 * (length + 16):
        size *= 2
    return Slots(
        np.empty((65536, 5), np.int32),
        np.empty(65536, np.float64),
        np.full(length + 32, -1, np.int32),
        np.full(length + 32, -1e18),
        np.full(size, -1, np.int64),
        np.empty(size, np.int32),
        np.zeros(2, np.int64),
    )


@compiled
def _more_slots(slots: Slots) -> Slots:
    """Return the slots with twice the room, and a hash table to match."""
    used = slots.used[0]
    number = np.empty((2 * len(slots.score), 5), np.int32)
    score = np.empty(2 * len(slots.score), np.float64)
    number[:used], score[:used] = slots.number[:used], slots.score[:used]
    size = len(slots.key)
    while size < 4 * len(score):
        size *= 2
    key, place = np.full(size, -1, np.int64), np.empty(size, np.int32)
    for old in range(len(slots.key)):
        if slots.key[old] >= 0:
            at = _hash(slots.key[old], size)
            while key[at] >= 0:
                at = (at + 1) & (size - 1)
            key[at], place[at] = slots.key[old], slots.slot[old]
    return Slots(number, score, slots.head, slots.best, key, place, slots.used)


@compiled
def _hash(key: int, size: int) -> int:
    return ((key * 0x9E3779B97F4A7C1) >> 20) & (size - 1)


@compiled
def _reach(slots: Slots, end: int, state: int, kind: int, score: float, edge: int) -> int:
    """Note that a hypothesis is reached by an edge; return its slot."""
    key = (end * 4194304 + state) * 64 + kind
    at = _hash(key, len(slots.key))
    while slots.key[at] >= 0:
        if slots.key[at] == key:
            slot = slots.slot[at]
            if score > slots.score[slot]:
                slots.score[slot] = score
                slots.number[slot, 4] = edge
                slots.best[end] = max(slots.best[end], score)
            return int(slot)
        at = (at + 1) & (len(slots.key) - 1)
    slot = slots.used[0]
    slots.used[0] += 1
    slots.key[at], slots.slot[at] = key, slot
    slots.score[slot] = score
    slots.number[slot, 0], slots.number[slot, 1], slots.number[slot, 2] = state, kind, end
    slots.number[slot, 3], slots.number[slot, 4] = slots.head[end], edge
    slots.head[end] = slot
    slots.best[end] = max(slots.best[end], score)
    return int(slot)


@compiled
def _prune(slots: Slots, place: int, beam: int) -> None:
    """Keep the best hypotheses that end at a place."""
    scores = np.empty(4096, np.float64)
    count, slot = 0, slots.head[place]
    while slot >= 0 and count < len(scores):
        scores[count] = slots.score[slot]
        count += 1
        slot = slots.number[slot, 3]
    bar = slots.best[place] - MARGIN
    if count > beam:
        bar = max(bar, np.partition(scores[:count], count - beam)[count - beam])
    slot, slots.head[place] = slots.head[place], -1
    while slot >= 0:
        after = slots.number[slot, 3]
        if slots.score[slot] >= bar:
            slots.number[slot, 3] = slots.head[place]
            slots.head[place] = slot
        slot = after


@compiled
def _add(
    slots: Slots, edges: Edges, source: int, start: int, end: int, token: int, kind: int, state: int, score: float
) -> Edges:
    """Add an edge whose score is that of the whole way; return the edges, perhaps moved to more room."""
    if score < slots.best[end] - MARGIN:
        return edges
    edge = slots.used[1]
    if edge == len(edges.score):
        edges = _more_edges(edges)
    target = _reach(slots, end, state, kind, score, edge)
    edges.number[edge, 0], edges.number[edge, 1], edges.number[edge, 2] = source, target, token
    edges.number[edge, 3], edges.number[edge, 4] = kind, start
    edges.score[edge] = score - slots.score[source]
    slots.used[1] += 1
    return edges


@compiled
def _more_edges(edges: Edges) -> Edges:
    count = len(edges.score)
    number, score = np.empty((2 * count, 5), np.int32), np.empty(2 * count, np.float64)
    number[:count], score[:count] = edges.number, edges.score
    return Edges(number, score)


@compiled
def _spaces(places: Places, slots: Slots, edges: Edges, place: int) -> Edges:
    """Let every hypothesis at a blank pass over it as one more space."""
    if places.kind[place] not in (BLANK, SPACE):
        return edges
    slot = slots.head[place]
    while slot >= 0:
        state, kind = slots.number[slot, 0], slots.number[slot, 1]
        score = slots.score[slot] + EXTRA_SPACE
        edges = _add(slots, edges, slot, place, place + 1, SPACE_TOKEN, kind, state, score)
        slot = slots.number[slot, 3]
    return edges


@compiled
def _likeliest(found: Found, words: int, automaton: Automaton, short: NDArray[Any]) -> int:
    """Write the words to try after every state: all where they are few, else the likeliest of each length."""
    if words <= FEW:
        short[:words] = found.word[:words]
        return words
    count = 0
    for length in range(1, LONGEST):
        best = np.full(LIKELIEST, -1e9)
        chosen = np.full(LIKELIEST, -1, np.int32)
        for index in range(words):
            word = found.word[index]
            if found.word_length[word] == length:
                score = automaton.root_log[word] + found.word_best[word]
                low = best.argmin()
                if score > best[low]:
                    best[low], chosen[low] = score, word
        for word in chosen:
            if word >= 0:
                short[count] = word
                count += 1
    return count


@compiled
def _look_up(automaton: Automaton, state: int, word: int) -> tuple[float, int]:
    """Return the log chance of a word after a state, and the state it leads to."""
    left = 0.0
    while state:
        low, high = automaton.arc_start[state], automaton.arc_start[state + 1]
        end = high
        while low < high:
            middle = (low + high) // 2
            if automaton.arc_word[middle] < word:
                low = middle + 1
            else:
                high = middle
        if low < end and automaton.arc_word[low] == word:
            return left + automaton.arc_log[low], automaton.arc_next[low]
        left += automaton.backoff_log[state]
        state = automaton.backoff[state]
    return left + automaton.root_log[word], automaton.root_next[word]


@compiled
def _expand(
    slots: Slots,
    edges: Edges,
    slot: int,
    gap: int,
    place: int,
    found: Found,
    words: int,
    others: int,
    short: NDArray[Any],
    reach: float,
    automaton: Automaton,
    habits: Habits,
) -> Edges:
    """Add the edges of all tokens that can follow a hypothesis at a place."""
    state, before, base = slots.number[slot, 0], slots.number[slot, 1], slots.score[slot]
    for index in range(others):
        token, kind, length = found.other[index]
        log, after = base + found.other_cost[index] + habits.space[before, kind, gap], automaton.root_next[UNKNOWN]
        if log < slots.best[place + length] - MARGIN:
            continue
        if token != UNKNOWN:
            more, after = _look_up(automaton, state, token)
            log += more
        edges = _add(slots, edges, slot, place, place + length, token, kind, after, log)
    space = habits.space[before, SMALL : SMALL + 3, gap].max()
    if words > FEW and base + space > reach - MARGIN:
        edges = _successors(slots, edges, slot, gap, place, found, automaton, habits)
    for word in short:
        if words > FEW and found.word_done[word] == 2 * slot + gap:
            continue
        if base + space + found.word_best[word] > slots.best[place + found.word_length[word]] - MARGIN:
            log, after = _look_up(automaton, state, word)
            edges = _add_word(slots, edges, slot, gap, place, word, base + log, after, found, habits)
    return edges


@compiled
def _successors(
    slots: Slots,
    edges: Edges,
    slot: int,
    gap: int,
    place: int,
    found: Found,
    automaton: Automaton,
    habits: Habits,
) -> Edges:
    """Add the words that the model has seen after the state, or after what it falls back to."""
    state, base = slots.number[slot, 0], slots.score[slot]
    while state:
        for arc in range(automaton.arc_start[state], automaton.arc_start[state + 1]):
            word = automaton.arc_word[arc]
            if found.word_seen[word] == place and found.word_done[word] != 2 * slot + gap:
                found.word_done[word] = 2 * slot + gap
                log = base + automaton.arc_log[arc]
                edges = _add_word(slots, edges, slot, gap, place, word, log, automaton.arc_next[arc], found, habits)
        base += automaton.backoff_log[state]
        state = automaton.backoff[state]
    return edges


@compiled
def _add_word(
    slots: Slots,
    edges: Edges,
    slot: int,
    gap: int,
    place: int,
    word: int,
    score: float,
    state: int,
    found: Found,
    habits: Habits,
) -> Edges:
    before = slots.number[slot, 1]
    end = place + found.word_length[word]
    for case in range(3):
        cost = found.word_cost[word, case]
        if cost > -1e8:
            cost += habits.case[word, before, case] + habits.space[before, SMALL + case, gap]
            edges = _add(slots, edges, slot, place, end, word, SMALL + case, state, score + cost)
    return edges
