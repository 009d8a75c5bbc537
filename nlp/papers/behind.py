"""Narrative behind the first signature of which nothing was labelled."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.outline import Outline
from nlp.outline.lexicon import has_predicate
from nlp.statements import Statement
from nlp.text import Block, View

_SHORTEST = 60  # code points of a paragraph; recipients and the cells of annexes are shorter
_FEWEST, _LEAST = 4, 500  # paragraphs and code points; the closing sentence and notes under a table are fewer
_SHARE = 0.4  # of all text behind the signature; in the tables of annexes sentences are a third at most
_ENDS = (".", ";", ":")


def narrative_behind(view: View, outline: Outline, statements: Sequence[Statement]) -> tuple[int, int] | None:
    """Return where unlabelled narrative behind the signature begins (offset into the view), and its code points.

    None where there is no more than closing lines, recipients, tables and notes.
    """
    edge = max([outline.back_start, *(statement.end for statement in statements[-1:])])
    found = [block for block in view.blocks if block.start >= edge and _is_narrative(view, block)]
    length = sum(block.end - block.start for block in found)
    if len(found) < _FEWEST or length < max(_LEAST, _SHARE * (len(view.text) - edge)):
        return None
    return found[0].start, length


def _is_narrative(view: View, block: Block) -> bool:
    if block.kind != "text" or block.end - block.start < _SHORTEST:
        return False
    text = view.block_text(block)
    return text.rstrip('"”’)* ').endswith(_ENDS) and has_predicate(text)
