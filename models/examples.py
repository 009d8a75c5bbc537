"""Training examples from annotated reports: each goes through the same view and outline as a user's report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from corpora.annotated import AnnotatedReport, PlacedItem, render
from models.features import Setting
from nlp.outline import Outline, Section, build_outline
from nlp.statements import lead_in, reaches_on
from nlp.text import View, make_view
from nlp.text.markers import find_marker
from nlp.tokenizer import token_spans


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled statement: its setting, labels, the run it stands in, the report it comes from."""

    setting: Setting
    areas: tuple[str, ...]
    stance: str
    report: str
    group: tuple[str, int]


def joint_stance(stance: str, sub: str | None) -> str:
    """Return the class that the stance head learns: the sub-label where there is one."""
    return sub or stance


def report_examples(report: AnnotatedReport) -> list[Example]:
    """Return the statements of an annotated report as examples, in order."""
    rendered = render(report)
    view = make_view(rendered.text)
    outline = build_outline(view)
    place = _Places(view, outline)
    items = [placed for placed in rendered.placed if placed.item.kind == "statement"]
    spans = [place.span(placed) for placed in items]
    sections = [None if report.loose else place.section(start) for start, _ in spans]
    examples, opening = [], ""
    for index, (placed, (start, end)) in enumerate(zip(items, spans, strict=True)):
        item = placed.item
        own = _own_lead(view.text[start:end])
        opening = own if reaches_on(own) else opening if item.goes_on else ""
        setting = _setting(place, sections[index], start, end, own or opening)
        group = (report.name, index if report.loose else _run(sections[index]))
        examples.append(Example(setting, item.areas, joint_stance(item.stance, item.sub), report.name, group))
    return examples


def _own_lead(text: str) -> str:
    return lead_in(text[find_marker(text).length :])


def _run(section: Section | None) -> int:
    return section.index if section else -1


def _setting(place: _Places, section: Section | None, start: int, end: int, lead: str) -> Setting:
    text = place.view.text[start:end]
    stack = tuple(place.outline.stack(section.index)) if section else ()
    return Setting(text, place.words(start, end), stack, lead, find_marker(text).style)


class _Places:
    """Where the items of a rendered report lie in its view and outline."""

    def __init__(self, view: View, outline: Outline) -> None:
        self.view = view
        self.outline = outline
        self.tokens = token_spans(view)
        self.token_starts = [start for start, _ in self.tokens]
        # A rendered report has no plain-digit footnotes out of order, so that source offsets grow with the view.
        self.order = sorted(range(len(view.starts)), key=view.starts.__getitem__)
        self.sorted_starts = [view.starts[i] for i in self.order]

    def span(self, placed: PlacedItem) -> tuple[int, int]:
        first = self.order[min(bisect_left(self.sorted_starts, placed.start), len(self.order) - 1)]
        last = self.order[max(bisect_left(self.sorted_starts, placed.end) - 1, 0)]
        return first, max(last, first) + 1

    def section(self, start: int) -> Section | None:
        for passage in self.outline.passages:
            if passage.start <= start < passage.end:
                return self.outline.sections[passage.section] if passage.section is not None else None
        before = [section for section in self.outline.sections if section.start <= start]
        return before[-1] if before else None

    def words(self, start: int, end: int) -> list[str]:
        low, high = bisect_left(self.token_starts, start), bisect_right(self.token_starts, end - 1)
        return [self.view.text[a:b] for a, b in self.tokens[low:high]]
