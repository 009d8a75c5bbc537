"""What a report tells about itself: title, issuer, level, province, number, date, period."""

from nlp.facts.facts import Facts, find_facts

__all__ = ["Facts", "find_facts"]
