"""Queries as users type them: words, "phrases", AND OR NOT, prefix*, NEAR, numbers of documents.

A query is never an error: what cannot be parsed is searched as words, and a notice says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cchc.index.folding import WORD, exact, number_key
from cchc.index.types import Told
from nlp.text.fold import fold

OPERATORS: Final = {"AND": "and", "VÀ": "and", "OR": "or", "HOẶC": "or", "NOT": "not", "KHÔNG": "not"}
MOST_WORDS: Final = 60
_DEEPEST = 12  # parentheses within parentheses
_NEAR = 5  # words between, where the user does not say
_QUOTES = str.maketrans("“”„«»＂", '""""""')
_TOKEN = re.compile(
    r'(?P<phrase>"[^"]*")|(?P<near>NEAR(?:/(?P<slop>\d{1,2}))?\((?P<inside>[^()]*?)(?:,\s*(?P<far>\d{1,2})\s*)?\))|(?P<open>\()|(?P<close>\))'
    r'|(?P<word>\w+)(?P<star>\*)?|(?P<quote>")'
)
_NUMBER = re.compile(
    r"(?<!\w)\d{1,5}[a-zđ]?(?:[\s./-]+(?:19|20)\d\d(?!\d))?(?:[\s./_–-]+[^\W\d_]{1,12}\d{0,2}(?!\w)){1,4}"
)
_PLAIN = re.compile(r"\d{1,5}[a-zđ]?/\w")  # with a slash it is a number, whether or not the index knows it


@dataclass(frozen=True, slots=True)
class Word:
    """A word; with `prefix` all that begin with it."""

    exact: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one behind the other; `slop` more may stand between, in any order where it is not 0."""

    words: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """Statements that cite one of some documents of the index."""

    documents: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts under "and" or "or"."""

    kind: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What a part does not find."""

    part: Node


Node = Word | Phrase | Cited | Joined | Without
Lookup = Callable[[Sequence[str]], Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as understood: None where there is nothing to look for."""

    node: Node | None
    notices: tuple[Told, ...] = ()


class _Unparsable(Exception):
    """The query's parentheses or operators do not fit."""


@dataclass(slots=True)
class _Token:
    kind: str
    node: Node | None = None


@dataclass(slots=True)
class _Reader:
    """Reads tokens by recursive descent: or, and, not, one."""

    tokens: list[_Token]
    at: int = 0
    depth: int = field(default=0)

    def all(self) -> Node:
        node = self._or()
        if self.at < len(self.tokens):
            raise _Unparsable
        return node

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _or(self) -> Node:
        parts = [self._and()]
        while self._kind() == "or":
            self.at += 1
            parts.append(self._and())
        return joined("or", parts)

    def _and(self) -> Node:
        parts = [self._not()]
        while self._kind() in ("and", "not", "open", "node"):
            self.at += self._kind() == "and"
            parts.append(self._not())
        return joined("and", parts)

    def _not(self) -> Node:
        if self._kind() != "not":
            return self._one()
        self.at += 1
        return Without(self._not())

    def _one(self) -> Node:
        kind = self._kind()
        if kind not in ("open", "node"):
            raise _Unparsable
        token = self.tokens[self.at]
        self.at += 1
        return self._group() if kind == "open" else _sure(token.node)

    def _group(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unparsable
        node = self._or()
        if self._kind() != "close":
            raise _Unparsable
        self.at += 1
        self.depth -= 1
        return node


def _sure(node: Node | None) -> Node:
    if node is None:
        raise _Unparsable
    return node


def joined(kind: str, parts: Sequence[Node]) -> Node:
    """Return one part as it is, several joined; groups of the same kind are flattened."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Joined) and part.kind == kind else (part,)
    return flat[0] if len(flat) == 1 else Joined(kind, tuple(flat))


def ask(text: str, lookup: Lookup = lambda _: {}) -> Asked:
    """Understand what a user typed.

    Parameters
    ----------
    text : str
    lookup : callable
        Gives the ids of the documents that have one of some keys of numbers (`folding.number_key`).
    """
    tidy = unicodedata.normalize("NFC", text).translate(_QUOTES)
    tidy, notices = _shortened(tidy)
    tokens, told = _tokens(tidy, lookup)
    notices += told
    if not tokens:
        return Asked(None, (*notices, *([NO_WORDS] if tidy.strip() else [])))
    try:
        return Asked(_Reader(tokens).all(), tuple(notices))
    except _Unparsable:
        return Asked(_as_words(tidy, tokens), (*notices, AS_WORDS))


AS_WORDS: Final = Told(
    "không hiểu dấu ngoặc hoặc toán tử của câu hỏi; đã tìm như các từ",
    "the query's parentheses or operators do not fit; searched as words",
)
NO_WORDS: Final = Told("câu hỏi không có từ nào để tìm", "the query holds no word to look for")
_TOO_LONG: Final = Told(
    f"câu hỏi quá dài; chỉ dùng {MOST_WORDS} từ đầu", f"the query is too long; its first {MOST_WORDS} words were used"
)


def _shortened(text: str) -> tuple[str, list[Told]]:
    words = list(WORD.finditer(text))
    return (text[: words[MOST_WORDS].start()], [_TOO_LONG]) if len(words) > MOST_WORDS else (text, [])


def _as_words(text: str, tokens: Sequence[_Token]) -> Node | None:
    """Everything that can be looked for; operators only where there is nothing else."""
    nodes = [token.node for token in tokens if token.node is not None]
    return joined("and", nodes or [Word(exact(word)) for word in WORD.findall(text)]) if nodes or text else None


def _tokens(text: str, lookup: Lookup) -> tuple[list[_Token], list[Told]]:
    tokens: list[_Token] = []
    numbers, notices = _numbers(text, lookup)
    shouting = text == text.upper()
    place = 0
    for start, end, node in (*numbers, (len(text), len(text), None)):
        tokens += _plain_tokens(text[place:start], shouting)
        if node is not None:
            tokens.append(_Token("node", node))
        place = end
    return tokens, notices


def _numbers(text: str, lookup: Lookup) -> tuple[list[tuple[int, int, Cited]], list[Told]]:
    """Find the numbers of documents that the index knows; the longest reading counts."""
    spans = [[(m.start(), end) for end in _ends(m)] for m in _NUMBER.finditer(exact(text))]
    known = lookup([number_key(text[start:end]) for ends in spans for start, end in ends]) if spans else {}
    found, notices = [], []
    for ends in spans:
        hit = next(((s, e) for s, e in ends if number_key(text[s:e]) in known), None)
        if hit:
            found.append((*_with_quotes(text, *hit), Cited(known[number_key(text[slice(*hit)])], text[slice(*hit)])))
        elif _PLAIN.match(exact(text[slice(*ends[0])])):
            notices.append(_unknown(text[slice(*ends[0])]))
    return found, notices


def _ends(match: re.Match[str]) -> Iterator[int]:
    """Yield the ends of a number with fewer and fewer parts, the longest first."""
    parts = [m.end() for m in re.finditer(r"[^\W_]+", match.group())][1:]
    return (match.start() + end for end in reversed(parts))


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = text[start - 1 : start] == '"' and text[end : end + 1] == '"'
    return (start - 1, end + 1) if quoted else (start, end)


def _unknown(number: str) -> Told:
    return Told(
        f"không báo cáo nào dẫn văn bản {number}; đã tìm như các từ",
        f"no report cites {number}; searched as words",
    )


def _plain_tokens(text: str, shouting: bool) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match["phrase"]:
            yield from _phrase(match["phrase"], 0)
        elif match["near"]:
            yield from _phrase(match["inside"], int(match["slop"] or match["far"] or _NEAR))
        elif match["open"] or match["close"]:
            yield _Token("open" if match["open"] else "close")
        elif match["quote"]:
            yield _Token("quote")
        else:
            yield _word(match["word"], bool(match["star"]), shouting)


def _phrase(text: str, slop: int) -> Iterator[_Token]:
    words = tuple(WORD.findall(exact(text)))
    if len(words) == 1:
        yield _Token("node", Word(words[0]))
    elif words:
        yield _Token("node", Phrase(words, slop))


def _word(word: str, star: bool, shouting: bool) -> _Token:
    """A word; an operator where it stands in capitals among words that do not."""
    kind = OPERATORS.get(word)
    if kind and not star and not (shouting and not word.isascii()):
        return _Token(kind)
    return _Token("node", Word(exact(word), star))


def positive(node: Node | None) -> Iterator[Word | Phrase | Cited]:
    """Yield what a hit holds: everything but what stands under NOT."""
    if isinstance(node, Joined):
        for part in node.parts:
            yield from positive(part)
    elif node is not None and not isinstance(node, Without):
        yield node


def whole_phrase(node: Node | None) -> tuple[str, ...]:
    """Return the words of a query that is nothing but two or more words: it may be meant as a phrase."""
    if (
        isinstance(node, Joined)
        and node.kind == "and"
        and all(isinstance(p, Word) and not p.prefix for p in node.parts)
    ):
        return tuple(part.exact for part in node.parts if isinstance(part, Word))
    return ()


def without_accents(words: Sequence[str]) -> list[str]:
    """Return the folded forms of words."""
    return [fold(word) for word in words]
