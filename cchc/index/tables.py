"""Rows for programs (JSON, CSV, Parquet): their keys are stable and English."""

from __future__ import annotations

from cchc.index.list_types import DocumentRow
from cchc.index.types import Hit, Limitation
from cchc.language import area_name, stance_name
from cchc.sheets import Row


def hit_row(hit: Hit) -> Row:
    """Return a statement with its labels and its source."""
    return {
        "id": hit.id,
        "text": hit.text,
        "area": hit.area,
        "area_name": area_name(hit.area),
        "area_confidence": hit.area_confidence,
        "stance": hit.stance,
        "sub": hit.sub,
        "stance_name": stance_name(hit.stance, hit.sub),
        "stance_confidence": hit.stance_confidence,
        "uncertain": list(hit.uncertain),
        "corrected": hit.corrected,
        "unit": hit.unit,
        "level": hit.level,
        "province": hit.province,
        "period": hit.period,
        "date": hit.date,
        "headings": list(hit.headings),
        "report": hit.report,
        "source": hit.source,
        "page": hit.page,
        "start": hit.start,
        "end": hit.end,
        "model": hit.model,
    }


def limitation_row(one: Limitation) -> Row:
    """Return a limitation; what it repeats stands beside it."""
    before = one.repeats
    return hit_row(one.hit) | {
        "repeats": before.text if before else None,
        "repeats_period": before.period if before else None,
        "similarity": round(one.similarity / 100, 2) if before else None,
    }


def document_row(document: DocumentRow) -> Row:
    """Return a cited document."""
    return {
        "id": document.id,
        "type": document.type,
        "number": document.number,
        "issuer": document.issuer,
        "date": document.date,
        "title": document.title,
        "status": document.status,
        "status_by": list(document.status_by),
        "reports": document.reports,
        "mentions": document.mentions,
        "outdated": document.outdated,
    }
