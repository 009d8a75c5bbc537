"""What a Word file holds and does not print: codes of fields, hidden text, prompts of empty form fields.

Taken out of the tree before it is walked: a field spans runs and paragraphs, and text is hidden by a style as often as
by its own properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from corpora.readers.docx_package import Element, W, child, is_on, value
from corpora.readers.docx_styles import Styles

_KEPT: Final = frozenset({f"{W}rPr", f"{W}fldChar"})


def drop_unprinted(root: Element, styles: Styles) -> None:
    """Remove from a document's body, or a footnote, what is not printed."""
    unprinted = [*_field_codes(root), *_hidden_runs(root, styles), *_prompts(root)]
    for element in unprinted:
        _remove(element)
    for paragraph in list(root.iter(f"{W}p")):
        # A hidden paragraph takes no number either.
        if is_on(child(paragraph, "pPr/rPr"), "vanish") and not _has_content(paragraph):
            _remove(paragraph)


def _field_codes(root: Element) -> Iterator[Element]:
    """Yield what stands between the beginning of a field and its result, other fields there included.

    A field without an end is damage: what follows it stays.
    """
    open_codes: list[list[Element] | None] = []  # of each open field what its code holds; None in its result
    for item in _run_items(root):
        step = item.get(f"{W}fldCharType") if item.tag == f"{W}fldChar" else None
        if step == "begin":
            open_codes.append([])
        elif step == "separate" and open_codes:
            yield from open_codes[-1] or ()
            open_codes[-1] = None
        elif step == "end" and open_codes:
            yield from open_codes.pop() or ()
        elif item.tag not in _KEPT:
            codes = next((codes for codes in reversed(open_codes) if codes is not None), None)
            if codes is not None:
                codes.append(item)


def _run_items(root: Element) -> Iterator[Element]:
    for run in root.iter(f"{W}r"):
        yield from run.iterchildren("*")


def _hidden_runs(root: Element, styles: Styles) -> Iterator[Element]:
    """Yield the runs that are hidden: by their own word, by their style, by their paragraph's style."""
    for paragraph in root.iter(f"{W}p"):
        inherited = _style_hides(styles.chain(value(paragraph, "pPr/pStyle")))
        for run in paragraph.iter(f"{W}r"):
            properties = child(run, "rPr")
            style = value(properties, "rStyle")
            if child(properties, "vanish") is not None:
                hidden: bool | None = is_on(properties, "vanish")
            else:
                hidden = _style_hides(styles.chain(style)) if style else None
            if hidden or (hidden is None and inherited):
                yield run


def _style_hides(chain: list[Element]) -> bool | None:
    """Tell what the nearest style that speaks of it says, None where none does."""
    properties = (child(style, "rPr") for style in chain)
    return next((is_on(p, "vanish") for p in properties if child(p, "vanish") is not None), None)


def _prompts(root: Element) -> Iterator[Element]:
    """Yield the content controls that nobody has filled: they show what should be typed."""
    for control in root.iter(f"{W}sdt"):
        if is_on(child(control, "sdtPr"), "showingPlcHdr"):
            yield control


def _has_content(paragraph: Element) -> bool:
    return next(paragraph.iter(f"{W}t", f"{W}drawing", f"{W}pict", f"{W}footnoteReference"), None) is not None


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:  # else it went with what held it
        parent.remove(element)
