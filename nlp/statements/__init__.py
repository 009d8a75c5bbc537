"""Cut passages of narrative into statements."""

from nlp.statements.segment import Segment, lead_in, segment
from nlp.statements.statement import Statement, find_statements, lead_area, lead_role, reaches_on

__all__ = ["Segment", "Statement", "find_statements", "lead_area", "lead_in", "lead_role", "reaches_on", "segment"]
