"""Inline mark-up that converters leave in text: what to drop from the view, what it tells."""

from __future__ import annotations

import re

# `**bold**`, `__bold__`, HTML tags of inline formatting, Markdown's escapes and headings' number signs.
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|small|br|p|div|a|sub)\b[^<>]{0,200}>"
    r"|\*\*+|(?<!\w)__+|__+(?!\w)"
    r"|\\(?=[.\-+*_#()\[\]])"
)
# Italics: a pair of single asterisks around words of one paragraph; "* Đối với …" is a bullet and has no pair. Some
# converters put the blank before the closing one: "thu *(hằng tháng) *đủ".
_ITALIC = re.compile(
    r"(?<![\w*])(\*)[^\s*](?:[^*\n]|\n(?![ \t]*[\n*])){0,600}?(?:(?<!\s)(\*)(?![\w*])|(?<=[).,;:] )(\*)(?=\w))"
)
_TRAILING_BAR = re.compile(r"^[^|\n]*[^|\s][ \t]+(\|)[ \t]*$", re.MULTILINE)  # "Tổng số hộ |": the edge of a cell
_SUP = re.compile(r"<sup\b[^<>]{0,80}>(.{0,12}?)</sup>", re.IGNORECASE)
# Soft hyphens, zero-width and direction signs, variation selectors, control codes.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"
    "\u0000-\u0008\u000e-\u001f]+"
)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_BOLD_LINE = re.compile(r"(?:#{1,6}\s*)?(?:[-*+]\s+)?(?:\*\*|__|<b>|<strong>)")

Span = tuple[int, int]


def markup_spans(text: str) -> list[Span]:
    """Return the sorted source spans of inline mark-up and invisible characters.

    Superscripts are footnote marks: the whole element is dropped. Cost: three passes of compiled patterns, linear in
    the text.
    """
    spans = [match.span() for match in _INVISIBLE.finditer(text)]
    if "<" in text or "*" in text or "__" in text or "\\" in text:
        spans += [match.span() for match in _INLINE.finditer(text)]
        spans += [match.span() for match in _SUP.finditer(text)]
        spans += [match.span(sign) for match in _ITALIC.finditer(text) for sign in (1, 2, 3) if match[sign]]
    if "|" in text:
        spans += [match.span(1) for match in _TRAILING_BAR.finditer(text)]
    return sorted(spans)


def heading_prefix(line: str) -> tuple[int, int]:
    """Return (length of a Markdown heading's prefix, its level), (0, 0) where the line is none."""
    match = _HEADING.match(line)
    return (match.end(), len(match.group(1))) if match else (0, 0)


def is_bold(line: str) -> bool:
    """Tell whether mark-up sets the beginning of the line in bold."""
    return bool(_BOLD_LINE.match(line.strip()))
