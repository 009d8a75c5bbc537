"""The outline of a report: zones, headings, sections with the area and role their words tell."""

from nlp.outline.lexicon import heading_area, heading_role
from nlp.outline.outline import Outline, Passage, Section, build_outline

__all__ = ["Outline", "Passage", "Section", "build_outline", "heading_area", "heading_role"]
