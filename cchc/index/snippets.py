"""Stretches of a statement to show, with what was looked for marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cchc.index.asking import Cited, Node, Phrase, positive, whole_phrase
from cchc.index.asking import Word as AskedWord
from cchc.index.folding import WORD, Word, exact, words_of
from nlp.text.fold import fold

WIDEST: Final = 320  # code points of a snippet

Span = tuple[int, int]


def snippet(text: str, node: Node | None) -> tuple[str, tuple[Span, ...]]:
    """Return the stretch of a text to show, with the spans of what was found in it.

    Examples
    --------
    >>> from cchc.index.asking import ask
    >>> snippet("Còn hồ sơ chậm.", ask("ho so").node)
    ('Còn hồ sơ chậm.', ((4, 9),))
    """
    marks = _merged(text, sorted(set(find_marks(text, node)))) if node is not None else []
    start, end = _window(text, marks)
    shown = tuple((max(a, start) - start, min(b, end) - start) for a, b in marks if b > start and a < end)
    return text[start:end], shown


def find_marks(text: str, node: Node) -> Iterator[Span]:
    """Yield the spans of what a query looks for; the whole phrase alone where the text holds it."""
    words = words_of(text)
    if (whole := whole_phrase(node)) and (found := list(_runs(words, whole))):
        yield from found
        return
    for part in positive(node):
        if isinstance(part, AskedWord):
            yield from _words(words, part)
        elif isinstance(part, Phrase) and not part.slop:
            yield from _runs(words, part.words)
        elif isinstance(part, Phrase):
            for word in part.words:
                yield from _words(words, AskedWord(word))
        elif isinstance(part, Cited):
            yield from _runs(words, tuple(WORD.findall(exact(part.text))))


def _words(words: Sequence[Word], asked: AskedWord) -> list[Span]:
    """Return the words that are exactly the one asked, else those that are it without accents."""
    for form, wanted in (("exact", asked.exact), ("folded", fold(asked.exact))):
        found = [(w.start, w.end) for w in words if _is(getattr(w, form), wanted, asked.prefix)]
        if found:
            return found
    return []


def _is(word: str, wanted: str, prefix: bool) -> bool:
    return word.startswith(wanted) if prefix else word == wanted


def _runs(words: Sequence[Word], wanted: Sequence[str]) -> Iterator[Span]:
    """Yield where words stand one behind the other, accents or not."""
    keys, size = [fold(word) for word in wanted], len(wanted)
    for at in range(len(words) - size + 1):
        if size and all(words[at + step].folded == key for step, key in enumerate(keys)):
            yield words[at].start, words[at + size - 1].end


def _merged(text: str, marks: Sequence[Span]) -> list[Span]:
    """Join marks with nothing but a space between them."""
    merged: list[Span] = []
    for start, end in marks:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, marks: Sequence[Span]) -> Span:
    """Return the stretch around the first mark, cut between words."""
    if len(text) <= WIDEST:
        return 0, len(text)
    start = max(0, (marks[0][0] if marks else 0) - WIDEST // 4)
    end = min(len(text), start + WIDEST)
    start = max(0, end - WIDEST)
    if start and (space := text.find(" ", start, start + 20)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", end - 20, end)) >= 0:
        end = space
    return start, end
