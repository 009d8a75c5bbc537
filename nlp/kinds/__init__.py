"""What kind of document a text is, and the lines of a letterhead that say so."""

from nlp.kinds.kind import Kind, find_kind
from nlp.kinds.letterhead_cells import letterhead_cells
from nlp.kinds.number_line import NumberLine, find_number_line
from nlp.kinds.title_lines import TitleLine, find_title, read_title_line

__all__ = [
    "Kind",
    "NumberLine",
    "TitleLine",
    "find_kind",
    "find_number_line",
    "find_title",
    "letterhead_cells",
    "read_title_line",
]
