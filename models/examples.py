"""Training examples from annotated reports: each goes through the same view and outline as a user's report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from corpora.annotated import AnnotatedReport, render
from corpora.placing import Placing, lead_ins
from models.features import Setting
from nlp.outline import Section
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
    place = _Places(view)
    items = [placed for placed in rendered.placed if placed.item.kind == "statement"]
    spans = [place.span(placed.start, placed.end) for placed in items]
    sections = [None if report.loose else place.section(start) for start, _ in spans]
    texts = [view.text[start:end] for start, end in spans]
    leads = lead_ins(texts, [placed.item.goes_on for placed in items])
    examples = []
    for index, (placed, (start, end)) in enumerate(zip(items, spans, strict=True)):
        item = placed.item
        setting = _setting(place, sections[index], (start, end), leads[index], item.goes_on)
        group = (report.name, index if report.loose else _run(sections[index]))
        examples.append(Example(setting, item.areas, joint_stance(item.stance, item.sub), report.name, group))
    return examples


def _run(section: Section | None) -> int:
    return section.index if section else -1


def _setting(place: _Places, section: Section | None, span: tuple[int, int], lead: str, goes_on: bool) -> Setting:
    text = place.view.text[slice(*span)]
    stack = tuple(place.outline.stack(section.index)) if section else ()
    return Setting(text, place.words(*span), stack, lead, find_marker(text).style, goes_on)


class _Places(Placing):
    """Where the items of a rendered report lie in its view and outline, and their words."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.tokens = token_spans(view)
        self.token_starts = [start for start, _ in self.tokens]

    def words(self, start: int, end: int) -> list[str]:
        low, high = bisect_left(self.token_starts, start), bisect_right(self.token_starts, end - 1)
        return [self.view.text[a:b] for a, b in self.tokens[low:high]]
