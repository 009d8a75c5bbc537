"""Administrative units of Vietnam, and the places and bodies that a text names."""

from nlp.places.gazetteer import Gazetteer, Unit, load_gazetteer
from nlp.places.mentions import PlaceMention, find_places

__all__ = ["Gazetteer", "PlaceMention", "Unit", "find_places", "load_gazetteer"]
