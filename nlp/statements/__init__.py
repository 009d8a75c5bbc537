"""Cut passages of narrative into statements."""

from nlp.statements.segment import Segment, lead_in, segment

__all__ = ["Segment", "lead_in", "segment"]
