"""What kind of document a text is, and the lines of a letterhead that say so."""

from nlp.kinds.articles import headline_of
from nlp.kinds.kind import KINDS, Kind, find_kind
from nlp.kinds.letterhead_cells import letterhead_cells
from nlp.kinds.number_line import NumberLine, find_number_line
from nlp.kinds.title_lines import TitleLine, find_title, leading_type, read_title_line

__all__ = [
    "KINDS",
    "Kind",
    "NumberLine",
    "TitleLine",
    "find_kind",
    "find_number_line",
    "find_title",
    "headline_of",
    "leading_type",
    "letterhead_cells",
    "read_title_line",
]
