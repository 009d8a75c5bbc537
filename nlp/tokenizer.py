"""Tokens of a view: underthesea's words, with document numbers kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple

from spacy.tokens import Doc
from spacy.vocab import Vocab
from underthesea import word_tokenize

from nlp.citations.mentions import mention_spans
from nlp.repair import Repaired, repair
from nlp.source import Source
from nlp.text import View, make_view

Span = tuple[int, int]
# Files whose blank lines may stand after every line; in others they part paragraphs.
LINE_BASED = ("text/plain", "text/markdown")

_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W_]+|[^\w\s]|_")


def token_spans(view: View) -> list[Span]:
    """Return the spans of the words of a view, in order, white space left out.

    Table rows are cut into syllables only; words are segmented paragraph by paragraph, and never across a document
    number.
    """
    mentions = iter(mention_spans(view.text))
    spans: list[Span] = []
    current = next(mentions, None)
    for block in view.blocks:
        low = block.start
        while current and current[0] < block.end:
            if block.kind == "table":
                spans.extend(_syllables(view.text, low, current[0]))
            else:
                spans.extend(_words(view.text, low, current[0]))
            spans.append((current[0], min(current[1], block.end)))
            low = min(current[1], block.end)
            current = next(mentions, None)
        spans.extend((_syllables if block.kind == "table" else _words)(view.text, low, block.end))
    return spans


def _syllables(text: str, low: int, high: int) -> Iterator[Span]:
    return (match.span() for match in _SYLLABLE.finditer(text, low, high))


def _words(text: str, low: int, high: int) -> Iterator[Span]:
    """Yield the spans of underthesea's words within [low, high).

    The segmenter returns strings; they are found again one after the other, and what it changed or swallowed falls
    back to syllables.
    """
    piece = text[low:high]
    if not piece.strip():
        return
    cursor = low
    for word in word_tokenize(piece, use_token_normalize=False):
        found = _find_word(text, word, cursor, high)
        if found is None:
            continue
        if text[cursor : found[0]].strip():
            yield from _syllables(text, cursor, found[0])
        yield found
        cursor = found[1]
    if text[cursor:high].strip():
        yield from _syllables(text, cursor, high)


def _find_word(text: str, word: str, cursor: int, high: int) -> Span | None:
    start = text.find(word, cursor, high)
    if start < 0:
        return None
    return start, start + len(word)


def make_doc(vocab: Vocab, source: Source, repaired: Repaired | None = None) -> Doc:
    """Return a `Doc` over the view of a source.

    Parameters
    ----------
    vocab : spacy.vocab.Vocab
    source : Source
    repaired : Repaired, optional
        The source's text after repair, where the caller has it; made here by default.
    """
    repaired = repaired or repair(source.text)
    # Outline, statements and labels come of the likeliest reading; what is told of the text comes of the sure one.
    view = make_view(repaired.likely, source.marks, parted=source.media_type not in LINE_BASED)
    words, spaces = words_and_spaces(view.text, token_spans(view))
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.user_data["cchc.name"] = source.name
    doc.user_data["cchc.repaired"] = list(repaired.spans)
    doc.user_data["cchc.lost"] = list(repaired.open)
    doc.user_data["cchc.mended"] = repaired.text if repaired.open else ""
    doc.user_data["cchc.sure"] = view.without(repaired.open).text if repaired.open else ""
    # Plain values only, so that a Doc can be written to disk; the text spares `doc.text`, which is made anew each time.
    doc.user_data["cchc.view"] = {
        "text": view.text,
        "starts": view.starts.tobytes(),
        "ends": view.ends.tobytes(),
        "source_length": view.source_length,
        "blocks": [astuple(block) for block in view.blocks],
    }
    return doc


class ReportTokenizer:
    """Turn a raw report into a spaCy `Doc` over its view.

    The words of the `Doc` are words of the cleaned text; ``doc._.view`` maps them back to the raw text.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the `Doc` of a raw text without marks or pages."""
        return make_doc(self.vocab, Source("", text))

    def to_disk(self, path: str, **kwargs: object) -> None:
        """Write nothing: the tokenizer has no state."""

    def from_disk(self, path: str, **kwargs: object) -> ReportTokenizer:
        """Read nothing: the tokenizer has no state."""
        return self

    def to_bytes(self, **kwargs: object) -> bytes:
        """Return no bytes: the tokenizer has no state."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: object) -> ReportTokenizer:
        """Read nothing: the tokenizer has no state."""
        return self


def words_and_spaces(text: str, spans: list[Span]) -> tuple[list[str], list[bool]]:
    """Return the words and trailing-space flags from which spaCy rebuilds `text` exactly.

    White space other than one single space after a word becomes a token of its own.
    """
    words: list[str] = []
    spaces: list[bool] = []
    cursor = 0
    for start, end in [*spans, (len(text), len(text))]:
        gap = text[cursor:start]
        if gap == " " and words:
            spaces[-1] = True
        elif gap:
            if gap[0] == " " and words:
                spaces[-1] = True
                gap = gap[1:]
            words.append(gap)
            spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        cursor = end
    return words, spaces
