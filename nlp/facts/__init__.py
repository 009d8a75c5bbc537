"""What a report tells about itself: title, issuer, level, province, number, date, period."""

from nlp.facts.facts import Facts, find_facts
from nlp.facts.lost_stamps import doubt_stamps

__all__ = ["Facts", "doubt_stamps", "find_facts"]
