"""A report as Markdown, the way a file converter leaves it: headings at unsteady levels, bold runs, rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from corpora.sample_writers.layout import Block, Layout, split_lead_in

# What one converter made of the headings of levels 1, 2, 3, in turn.
_HEADINGS = {
    1: ("## **{}**", "# **{}**", "## {}"),
    2: ("### {}", "## **{}**", "### **{}**", "**{}**"),
    3: ("#### {}", "***{}***", "### *{}*"),
}
_BLOCKS_BETWEEN_RULES = 24


def write_markdown(layout: Layout) -> bytes:
    """Return the report as UTF-8 Markdown."""
    parts = [*_head(layout), *_body(layout.body), *_tail(layout)]
    return ("\n\n".join(parts) + "\n").encode()


def _head(layout: Layout) -> Iterator[str]:
    if layout.letterhead:
        yield from _letterhead(layout)
    yield f"# **{layout.heading[0]}**"
    yield from (f"**{line}**" for line in layout.heading[1:])
    yield from layout.opening


def _letterhead(layout: Layout) -> Iterator[str]:
    yield "\n".join(f"**{left}**\t**{right}**" for left, right in _columns(layout.left[:-1], layout.right[:-1]))
    yield f"{layout.left[-1]}\t<i>{layout.right[-1]}</i>"
    yield "---"


def _columns(left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from zip_longest(left, right, fillvalue="")


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    seen = dict.fromkeys(_HEADINGS, 0)
    for number, block in enumerate(blocks, 1):
        if block.kind == "heading":
            level = min(block.level, len(_HEADINGS))
            forms = _HEADINGS[level]
            # A heading that begins with an asterisk has no room for emphasis around it.
            form = "#### {}" if block.text.startswith("*") else forms[seen[level] % len(forms)]
            yield form.format(block.text)
            seen[level] += 1
        else:
            yield _paragraph(block.text)
        if number % _BLOCKS_BETWEEN_RULES == 0:
            yield "---"


def _paragraph(text: str) -> str:
    """Return a paragraph with its lead-in in bold; a bullet is a list item whose sign is the text's own."""
    sign, lead, rest = split_lead_in(text)
    return f"{sign}**{lead}**{rest}" if sign and lead else text


def _tail(layout: Layout) -> Iterator[str]:
    yield from layout.closing
    yield "---"
    yield f"<b><i>{layout.recipients[0]}</i></b>"
    yield "\n".join(layout.recipients[1:])
    yield from (f"**{line}**" for line in layout.signature[:-1])
    yield f"<i>{layout.signature[-1]}</i>"
    if layout.rows:
        yield from (f"**{line}**" for line in layout.annex)
        rows = [f"| {' | '.join(row)} |" for row in layout.rows]
        yield "\n".join([rows[0], "|---" * len(layout.rows[0]) + "|", *rows[1:]])
