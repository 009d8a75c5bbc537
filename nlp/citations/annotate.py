"""Mark mentions in a text, safe for HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from nlp.citations.mentions import Mention


def _mark(mention: Mention, escaped: str) -> str:
    number = html.escape(mention.number or "", quote=True)
    return f'<cite data-number="{number}">{escaped}</cite>'


def annotate(text: str, mentions: Sequence[Mention], wrap: Callable[[Mention, str], str] = _mark) -> str:
    """Return `text` as HTML with each mention wrapped.

    Parameters
    ----------
    text : str
        The text that the mentions were found in.
    mentions : sequence of Mention
        In text order, not overlapping.
    wrap : callable, optional
        Takes a mention and its escaped text, returns HTML.

    Examples
    --------
    >>> from nlp.citations import extract
    >>> text = "<b> Nghị định 61/2018/NĐ-CP"
    >>> annotate(text, extract(text))
    '&lt;b&gt; <cite data-number="61/2018/NĐ-CP">Nghị định 61/2018/NĐ-CP</cite>'
    """
    parts, low = [], 0
    for mention in mentions:
        parts += [html.escape(text[low : mention.start]), wrap(mention, html.escape(text[mention.start : mention.end]))]
        low = mention.end
    return "".join([*parts, html.escape(text[low:])])
