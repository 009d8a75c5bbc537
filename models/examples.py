"""Training examples from annotated reports: each goes through the same view and outline as a user's report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpora.annotated import AnnotatedReport, Item, render
from corpora.placing import Placing, lead_ins
from corpora.rows import Row
from models.features import Setting
from nlp.outline import Section
from nlp.statements import TopicTracker
from nlp.text import View, make_view
from nlp.text.markers import find_marker
from nlp.tokenizer import token_spans


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled statement: its setting, labels, the run it stands in, the report it comes from.

    `weight` tells as how many statements it counts when weights are fitted.
    """

    setting: Setting
    areas: tuple[str, ...]
    stance: str
    report: str
    group: tuple[str, int]
    weight: float = 1.0


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
    tracker, passage = TopicTracker(), 0
    examples = []
    for index, (placed, (start, end)) in enumerate(zip(items, spans, strict=True)):
        item, section = placed.item, sections[index]
        passage += not item.goes_on or report.loose
        topic = tracker.next(texts[index], index if report.loose else _run(section), passage)
        setting = replace(_setting(place, section, (start, end), leads[index], item.goes_on), topic=topic)
        group = (report.name, index if report.loose else _run(sections[index]))
        examples.append(Example(setting, item.areas, joint_stance(item.stance, item.sub), report.name, group))
    return examples


def correction_examples(rows: Iterable[Row], weight: float) -> list[Example]:
    """Return users' corrections as examples; those that name no learnt class (`is_learnt`) are left out.

    Each is read as a small report of its own, for nothing is known of its neighbours. Corrections of one report are
    held out together.

    Parameters
    ----------
    rows : iterable of Row
        Of `corpora.corrections.read_corrections`.
    weight : float
        As how many authored statements each counts.
    """
    examples = []
    for row in filter(is_learnt, rows):
        (example,) = report_examples(correction_report(row))
        examples.append(replace(example, report=f"correction:{row.report or row.where}", weight=weight))
    return examples


def is_learnt(row: Row) -> bool:
    """Whether the labels name one of the classes that are learnt; a bare "recommendation" is none."""
    return row.stance != "recommendation" or row.sub is not None


def correction_report(row: Row) -> AnnotatedReport:
    """Return a correction as an annotated report: its headings, then the statement."""
    headings = [" ".join(text.split()) for text in row.headings]
    items = [Item("heading", text, level) for level, text in enumerate(filter(None, headings), 1)]
    areas = row.areas or (row.area,)
    statement = Item("statement", " ".join(row.text.split()), areas=areas, stance=row.stance, sub=row.sub)
    return AnnotatedReport("correction", {}, (*items, statement))


def _run(section: Section | None) -> int:
    return section.index if section else -1


def _setting(place: _Places, section: Section | None, span: tuple[int, int], lead: str, goes_on: bool) -> Setting:
    text = place.view.text[slice(*span)]
    stack = tuple(place.outline.stack(section.index)) if section else ()
    style, document = find_marker(text).style, place.outline.topic
    return Setting(text, place.words(*span), stack, lead, style, goes_on, document=document)


class _Places(Placing):
    """Where the items of a rendered report lie in its view and outline, and their words."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.tokens = token_spans(view)
        self.token_starts = [start for start, _ in self.tokens]

    def words(self, start: int, end: int) -> list[str]:
        low, high = bisect_left(self.token_starts, start), bisect_right(self.token_starts, end - 1)
        return [self.view.text[a:b] for a, b in self.tokens[low:high]]
