"""Text that lost its letters: detect, measure, repair."""

from nlp.repair.repair import Repaired, repair

__all__ = ["Repaired", "repair"]
