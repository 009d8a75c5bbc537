"""A tagged report as the plain object of the output contract `cchc/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpora.scheme import SCHEMA
from nlp.citations.knowledge import cited_status

if TYPE_CHECKING:  # so that reading tagged files does not load the pipeline
    from models.labeller import Label
    from models.tagging import TaggedMention, TaggedReport, TaggedSection, TaggedShortForm, TaggedStatement
    from nlp.citations import Document

__all__ = ["SCHEMA", "to_record"]


def to_record(
    report: TaggedReport, with_text: bool = False, min_confidence: float = 0.6, language: str = "vi"
) -> dict[str, Any]:
    """Return a tagged report as the contract's object.

    Parameters
    ----------
    report : TaggedReport
    with_text : bool
        Add the text that the offsets point into.
    min_confidence : float
        In [0, 1]; what is less sure is named under `uncertain`, not left out.
    language : {"vi", "en"}
        Of the warnings.
    """
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "report": _facts(report),
        "sections": [_section(tagged) for tagged in report.sections],
        "statements": [_statement(report, i, tagged, min_confidence) for i, tagged in enumerate(report.statements)],
        "citations": _citations(report),
        "documents": [_document(report, i, document) for i, document in enumerate(report.documents)],
        "repaired": [list(span) for span in report.repaired.spans],
        "warnings": [{"code": notice.code, "message": notice.told(language)} for notice in report.warnings],
    }
    if with_text:
        record["text"] = report.source.text
    return record


def _facts(report: TaggedReport) -> dict[str, Any]:
    source, facts = report.source, report.facts
    return {
        "id": _report_id(report),
        "part": {"number": report.part.number, "of": report.part.of} if report.part else None,
        "span": [report.part.start, report.part.end] if report.part else None,
        "source": source.name,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "pages": len(source.pages) or None,
        "kind": facts.kind,
        "kind_confidence": facts.kind_confidence,
        "title": facts.title,
        "issuer": facts.issuer,
        "level": facts.level,
        "province": facts.province,
        "district": facts.district,
        "number": facts.number,
        "date": facts.date,
        "period_start": facts.period_start,
        "period_end": facts.period_end,
        "text_quality": report.quality,
    }


def _report_id(report: TaggedReport) -> str:
    """Return the id of a report: that of its file, with the number of the paper from the second on."""
    own = f"r-{report.source.sha256[:16]}"
    return f"{own}-{report.part.number}" if report.part and report.part.number > 1 else own


def _section(tagged: TaggedSection) -> dict[str, Any]:
    section = tagged.section
    return {
        "id": _section_id(section.index),
        "parent": _section_id(section.parent),
        "start": tagged.start,
        "end": tagged.end,
        "level": section.level,
        "number": section.number or None,
        "title": section.title or None,
        "area": section.area,
        "role": section.role,
    }


def _section_id(index: int | None) -> str | None:
    return None if index is None else f"h{index + 1}"


def _statement(report: TaggedReport, index: int, tagged: TaggedStatement, least: float) -> dict[str, Any]:
    label = tagged.label
    return {
        "id": f"s{index + 1}",
        "start": tagged.start,
        "end": tagged.end,
        "text": tagged.text,
        "page": report.source.page_at(tagged.start),
        "section": _section_id(tagged.statement.section),
        "area": label.area,
        "area_confidence": label.area_confidence,
        "areas": dict(label.areas),
        "stance": label.stance,
        "stance_confidence": label.stance_confidence,
        "sub": label.sub,
        "uncertain": _uncertain(label, least),
        "units": list(tagged.places),
        "citations": [f"c{citation + 1}" for citation in tagged.citations],
        "why": label.why,
    }


def _uncertain(label: Label, least: float) -> list[str]:
    sure = (("area", label.area_confidence), ("stance", label.stance_confidence))
    return [name for name, confidence in sure if confidence < least]


def _citations(report: TaggedReport) -> list[dict[str, Any]]:
    document_of = {
        mention: f"d{index + 1}" for index, document in enumerate(report.documents) for mention in document.mentions
    }
    return [_citation(report, i, tagged, document_of[i]) for i, tagged in enumerate(report.citations)]


def _citation(report: TaggedReport, index: int, tagged: TaggedMention, document: str) -> dict[str, Any]:
    mention = tagged.mention
    return {
        "id": f"c{index + 1}",
        "start": tagged.start,
        "end": tagged.end,
        "text": mention.text,
        "number": mention.number,
        "type": mention.type,
        "date": mention.date,
        "issuer": mention.issuer,
        "form": mention.form,
        "title": mention.title,
        "pinpoint": mention.pinpoint,
        "relation": mention.relation,
        "own": mention.own,
        "document": document,
        "page": report.source.page_at(tagged.start),
        "section": _section_id(tagged.section),
    }


def _document(report: TaggedReport, index: int, document: Document) -> dict[str, Any]:
    day = report.facts.date or report.facts.period_end
    status = cited_status(document.number, document.type, document.date, document.issuer, day)
    return {
        "id": f"d{index + 1}",
        "number": document.number,
        "type": document.type,
        "date": document.date,
        "issuer": document.issuer,
        "title": document.titles[0] if document.titles else document.title,
        "titles": document.titles,
        "dates": document.dates,
        "conflicts": document.conflicts,
        "status": status.value,
        "status_by": list(status.by),
        "mentions": [f"c{mention + 1}" for mention in document.mentions],
        "short_forms": [_short_form(report.short_forms[position]) for position in document.short_forms],
    }


def _short_form(tagged: TaggedShortForm) -> dict[str, Any]:
    return {"start": tagged.start, "end": tagged.end, "text": tagged.text}
