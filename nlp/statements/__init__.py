"""Cut passages of narrative into statements."""

from nlp.statements.segment import Segment, lead_in, segment
from nlp.statements.statement import Statement, find_statements, lead_area, lead_role, reaches_on
from nlp.statements.topics import Topic, TopicTracker

__all__ = [
    "Segment",
    "Statement",
    "Topic",
    "TopicTracker",
    "find_statements",
    "lead_area",
    "lead_in",
    "lead_role",
    "reaches_on",
    "segment",
]
