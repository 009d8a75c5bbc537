"""From an understood query to tantivy's: what must be found, and in what order it comes.

Order: exact phrase, folded phrase, exact words, folded words; BM25 within each. The steps are far above what BM25
gives to `MOST_WORDS` words, and low enough for its digits to survive in a 32-bit float.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Final

import tantivy
from tantivy import Occur

from cchc.index.asking import Cited, Joined, Node, Phrase, Without, Word, whole_phrase
from nlp.text.fold import fold

EXACT_WORDS: Final = 2000.0
FOLDED_PHRASE: Final = 4000.0
EXACT_PHRASE: Final = 4000.0
_PERMUTED = 3  # words of a NEAR that are looked for in any order; more only in the order typed

Query = tantivy.Query


class Compiler:
    """Compiles nodes for one of the two text fields.

    Parameters
    ----------
    schema : tantivy.Schema
    field : {"exact", "folded"}
    """

    def __init__(self, schema: tantivy.Schema, field: str) -> None:
        self.schema, self.field = schema, field

    def __call__(self, node: Node) -> Query:
        """Return tantivy's query for a node."""
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Phrase):
            return self._near(node) if node.slop else self.phrase(node.words)
        if isinstance(node, Cited):
            cited = Query.term_set_query(self.schema, "cite", list(node.documents))
            return Query.const_score_query(cited, 1.0)
        if isinstance(node, Without):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self(node.part))])
        return self._joined(node)

    def _form(self, word: str) -> str:
        return word if self.field == "exact" else fold(word)

    def _word(self, node: Word) -> Query:
        word = self._form(node.exact)
        if node.prefix:
            return Query.regex_query(self.schema, self.field, f"{word}.*")
        return Query.term_query(self.schema, self.field, word)

    def phrase(self, words: Sequence[str], slop: int = 0) -> Query:
        """Return the query for words one behind the other."""
        return Query.phrase_query(self.schema, self.field, [self._form(word) for word in words], slop)

    def _near(self, node: Phrase) -> Query:
        orders = permutations(node.words) if len(node.words) <= _PERMUTED else [node.words]
        return Query.disjunction_max_query([self.phrase(words, node.slop) for words in orders])

    def _joined(self, node: Joined) -> Query:
        if node.kind == "or":
            return Query.boolean_query([(Occur.Should, self(part)) for part in node.parts])
        parts = [(Occur.MustNot, self(p.part)) if isinstance(p, Without) else (Occur.Must, self(p)) for p in node.parts]
        if all(occur == Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)


def found(schema: tantivy.Schema, node: Node | None, filters: Sequence[Query]) -> Query:
    """Return the query for what must be found, in no order."""
    parts = _within(filters)
    parts.append((Occur.Must, Compiler(schema, "folded")(node) if node is not None else Query.all_query()))
    return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]


def _within(filters: Sequence[Query]) -> list[tuple[Occur, Query]]:
    return [(Occur.Must, Query.const_score_query(one, 0.0)) for one in filters]


def ranked(schema: tantivy.Schema, node: Node, filters: Sequence[Query]) -> Query:
    """Return the query with the steps of its order.

    Each step has the filters, too: a phrase alone would be looked for in everything between two hits.
    """
    exact = Compiler(schema, "exact")
    steps = [(exact(node), EXACT_WORDS)]
    if words := whole_phrase(node):
        steps.append((Compiler(schema, "folded").phrase(words), FOLDED_PHRASE))
        steps.append((exact.phrase(words), EXACT_PHRASE))
    parts = [(Occur.Must, found(schema, node, filters))]
    for query, score in steps:
        step = Query.boolean_query([*_within(filters), (Occur.Must, query)]) if filters else query
        parts.append((Occur.Should, Query.const_score_query(step, score)))
    return Query.boolean_query(parts)
