"""Views of a source text: cleaned strings that know where each character came from."""

from nlp.text.clean import make_view
from nlp.text.view import Block, View, told

__all__ = ["Block", "View", "make_view", "told"]
