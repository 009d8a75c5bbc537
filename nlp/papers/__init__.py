"""Several papers in one file: where each begins, and a source cut accordingly."""

from nlp.papers.behind import narrative_behind
from nlp.papers.division import Division, Paper, find_papers
from nlp.papers.slices import cut_repaired, cut_source, only_of, put_back, with_layout_of

__all__ = [
    "Division",
    "Paper",
    "cut_repaired",
    "cut_source",
    "find_papers",
    "narrative_behind",
    "only_of",
    "put_back",
    "with_layout_of",
]
