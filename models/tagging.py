"""Tag reports: a source in, a tagged report out."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from models.component import load_pipeline
from models.labeller import Label
from nlp.citations import Document, Mention, resolve
from nlp.citations.short_forms import ShortForm, find_short_forms
from nlp.errors import ReadError
from nlp.facts import Facts
from nlp.notices import make_notice
from nlp.outline import Section
from nlp.papers import Paper, cut_repaired, cut_source, find_papers, narrative_behind, only_of, put_back
from nlp.repair import Repaired, repair
from nlp.source import Notice, Source
from nlp.statements import Statement
from nlp.text import View, told
from nlp.text.quality import text_quality
from nlp.tokenizer import make_doc

T = TypeVar("T")

NOT_VIETNAMESE = 0.4  # share of readable syllables below which a text is no Vietnamese, not even a damaged one
_WITHOUT_NARRATIVE = ("letter", "decision")  # papers that may say nothing but what goes with them
DAMAGED = 0.9  # share below which letters are probably lost


@dataclass(frozen=True, slots=True)
class TaggedStatement:
    """A statement with source offsets, labels, the places it names and the mentions inside it."""

    start: int
    end: int
    text: str
    statement: Statement
    label: Label
    places: tuple[str, ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaggedMention:
    """A mention with source offsets; `section` is the index of the section it stands in."""

    start: int
    end: int
    mention: Mention
    section: int | None


@dataclass(frozen=True, slots=True)
class TaggedShortForm:
    """A short form ("Kế hoạch nêu trên") with source offsets; the documents say whose it is."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TaggedSection:
    """A section with the source offsets of its whole extent."""

    start: int
    end: int
    section: Section


@dataclass(frozen=True, slots=True)
class TaggedReport:
    """Everything the pipeline found in one report; offsets are code points of the source text.

    `part` tells which paper of the source the report is, None where the source is one paper.
    """

    source: Source
    facts: Facts
    quality: float
    repaired: Repaired
    sections: tuple[TaggedSection, ...]
    statements: tuple[TaggedStatement, ...]
    citations: tuple[TaggedMention, ...]
    short_forms: tuple[TaggedShortForm, ...]
    documents: tuple[Document, ...]
    warnings: tuple[Notice, ...]
    part: Paper | None = None


class Tagger:
    """Tags sources one after the other with one pipeline.

    Parameters
    ----------
    model : str, optional
        Folder of a model; the shipped one by default.
    outline : bool
        Whether labels may use the sections; False shows what the text alone is worth.
    mend : bool
        Whether lost letters are restored before the text is read.
    """

    def __init__(self, model: str | None = None, *, outline: bool = True, mend: bool = True) -> None:
        self.pipeline = load_pipeline(model, outline=outline)
        self.mend = mend

    def tag(self, source: Source) -> TaggedReport:
        """Tag one source as one report, whatever it holds.

        Raises
        ------
        ReadError
            E008 where the text is not Vietnamese.
        """
        return self._tag(source, self._repair(source.text))

    def tag_parts(self, source: Source) -> list[TaggedReport]:
        """Tag each paper of a source as a report of its own; offsets are those of the whole source.

        A letter before its report, a decision with its rules, the reports of several units: see `nlp.papers`. Where
        another paper only seems to begin, the report says so (W012).

        Raises
        ------
        ReadError
            E008 where the text is not Vietnamese.
        """
        repaired = self._repair(source.text)
        division = find_papers(repaired.likely, (page.start for page in source.pages))
        reports: list[TaggedReport] = []
        for paper in division.papers:
            report = self._tag(source, repaired, paper if paper.of > 1 else None)
            report = _issued_with(reports[-1], report) if paper.attached else report
            doubts = [offset for offset in division.doubts if paper.start <= offset < paper.end]
            reports.append(replace(report, warnings=(*report.warnings, *_doubted(report, doubts))))
        return reports

    def tag_part(self, source: Source, part: Paper) -> TaggedReport:
        """Tag one paper of a source that was found before; nothing outside it is read."""
        own = self._repair(source.text[part.start : part.end])
        return self._tag(source, put_back(source.text, own, part), part)

    def _repair(self, text: str) -> Repaired:
        return repair(text) if self.mend else Repaired(text, text)

    def _tag(self, source: Source, repaired: Repaired, part: Paper | None = None) -> TaggedReport:
        own, mended = (cut_source(source, part), cut_repaired(repaired, part)) if part else (source, repaired)
        quality = text_quality(own.text)
        readable = mended.quality_after if mended.damaged else quality
        if readable < NOT_VIETNAMESE and part is None:
            raise ReadError("E008", source.name, f"{readable:.0%}")
        doc = self.pipeline(make_doc(self.pipeline.vocab, own, mended))
        view, outline = _placed(doc._.sure, part.start if part else 0), doc._.outline
        mentions = _mentions(view, doc._.citations, outline.sections)
        short_forms = find_short_forms(view.text, doc._.citations)
        sent_along = part is not None and doc._.facts.kind in _WITHOUT_NARRATIVE
        notices = [*source.warnings, *_notices(quality, mended, bool(doc._.statements) or sent_along)]
        notices += _left_out(source, view, narrative_behind(doc._.view, outline, doc._.statements))
        report = TaggedReport(
            source,
            doc._.facts,
            quality,
            only_of(repaired, part) if part else repaired,
            tuple(_sections(view, doc._.view.text, outline.sections)),
            (),
            mentions,
            tuple(_short_forms(view, short_forms)),
            tuple(resolve(doc._.citations, short_forms)),
            tuple(notices),
            part,
        )
        places = [(place["start"], place["end"], place["text"]) for place in doc.user_data["cchc.places"]]
        statements = _statements(view, doc._.statements, doc._.labels, places, mentions)
        return replace(report, statements=tuple(statements))

    def tag_all(self, sources: Iterable[Source]) -> Iterator[TaggedReport]:
        """Tag sources in order."""
        return (self.tag(source) for source in sources)


def _notices(quality: float, repaired: Repaired, says_something: bool) -> Iterator[Notice]:
    if repaired.damaged:
        yield make_notice("letters_restored", lost=f"{repaired.lost:.1%}", restored=f"{repaired.restored:.0%}")
    elif quality < DAMAGED:
        yield make_notice("letters_lost", share=f"{quality:.0%}")
    if not says_something:
        yield make_notice("no_statement")


def _issued_with(issuer: TaggedReport, report: TaggedReport) -> TaggedReport:
    """Return an attachment with the facts of the paper that issues it, where it prints none of its own.

    Rules are known by number and day of their decision, and count as one; a report that a letter sends along does not.
    """
    own, facts = report.facts, issuer.facts
    if own.issuer is None:
        names = ("issuer", "level", "province", "district", "commune")
        own = replace(own, **{name: getattr(facts, name) for name in names})
    if report.part and report.part.issued and own.number is None:
        own = replace(own, number=facts.number, date=own.date or facts.date)
    if report.part and report.part.issued and own.kind is None:
        own = replace(own, kind=facts.kind, kind_confidence=facts.kind_confidence)
    return replace(report, facts=own)


def _placed(view: View, by: int) -> View:
    """Return the view of a paper with the offsets of its whole source."""
    if not by:
        return view
    starts, ends = (array("l", (place + by for place in places)) for places in (view.starts, view.ends))
    return replace(view, starts=starts, ends=ends)


def _doubted(report: TaggedReport, doubts: Iterable[int]) -> Iterator[Notice]:
    """Yield a warning for each place where another paper seems to begin."""
    last = max((statement.end for statement in report.statements), default=0)
    for offset in doubts:
        yield _notice_at("paper_along" if offset < last else "paper_unlabelled", report.source, offset)


def _left_out(source: Source, view: View, behind: tuple[int, int] | None) -> Iterator[Notice]:
    if behind is not None:
        start, length = behind
        yield _notice_at("narrative_behind", source, view.to_source(start, start + 1)[0], length=str(length))


def _notice_at(kind: str, source: Source, offset: int, **parts: str) -> Notice:
    """Return a warning about a place: its page where the source has pages, else its line."""
    page = source.page_at(offset)
    if page is not None:
        return make_notice(f"{kind}_page", page=str(page), **parts)
    return make_notice(kind, line=str(source.text.count("\n", 0, offset) + 1), **parts)


def _sections(view: View, likely: str, sections: list[Section]) -> Iterator[TaggedSection]:
    """Yield the sections; their titles were read in the likeliest text, and are told as far as the view is sure."""
    for section in sections:
        start, end = view.to_source(section.start, max(section.end, section.start + 1))
        title_start = max(likely.find(section.title, section.start, section.title_end), section.start)
        title = told(view.text[title_start : title_start + len(section.title)])
        yield TaggedSection(start, end, replace(section, title=title))


def _mentions(view: View, mentions: list[Mention], sections: list[Section]) -> tuple[TaggedMention, ...]:
    found = []
    for mention in mentions:
        start, end = view.to_source(mention.start, mention.end)
        inside = [section.index for section in sections if section.start <= mention.start < section.end]
        found.append(TaggedMention(start, end, mention, inside[-1] if inside else None))
    return tuple(found)


def _short_forms(view: View, found: list[ShortForm]) -> Iterator[TaggedShortForm]:
    for form in found:
        start, end = view.to_source(form.start, form.end)
        yield TaggedShortForm(start, end, view.text[form.start : form.end])


def _statements(
    view: View,
    statements: list[Statement],
    labels: list[Label],
    places: list[tuple[int, int, str]],
    mentions: tuple[TaggedMention, ...],
) -> Iterator[TaggedStatement]:
    place_of = _Cursor([(start, text) for start, _, text in places])
    mention_of = _Cursor([(tagged.mention.start, index) for index, tagged in enumerate(mentions)])
    for statement, label in zip(statements, labels, strict=True):
        start, end = view.to_source(statement.start, statement.end)
        named = dict.fromkeys(place_of.between(statement.start, statement.end))
        cited = tuple(mention_of.between(statement.start, statement.end))
        text = told(view.text[statement.start : statement.end])
        yield TaggedStatement(start, end, text, statement, label, tuple(named), cited)


class _Cursor(Generic[T]):
    """Hands out the items that begin within growing spans, in one pass."""

    def __init__(self, items: list[tuple[int, T]]) -> None:
        self.items = items
        self.index = 0

    def between(self, start: int, end: int) -> list[T]:
        while self.index < len(self.items) and self.items[self.index][0] < start:
            self.index += 1
        found = []
        while self.index < len(self.items) and self.items[self.index][0] < end:
            found.append(self.items[self.index][1])
            self.index += 1
        return found
