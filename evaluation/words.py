"""What the evaluation says to a reader, in Vietnamese or English, from ``templates/words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.names import AREA_NAMES, STANCE_NAMES, SUB_NAMES

# Figures that are shares of few digits; the others are shown in per cent.
_AS_NUMBER = ("ece_area", "ece_stance", "stance_macro_f1", "boundary_f1", "citation_f1")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("evaluation") / "templates" / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and numbers in one language, "vi" or "en"."""

    language: str

    def say(self, key: str, section: str = "page") -> str:
        """Return a text; of sections other than "page" the key itself where the table does not know it."""
        table = _table()[section]
        return table[key][self.language == "en"] if section == "page" or key in table else key

    def metric(self, key: str) -> str:
        """Return the name of a figure."""
        return self.say(key, "metric")

    def label(self, name: str | None, target: str = "area") -> str:
        """Return the name of a label of "area", "stance" or "sub"; a dash for none."""
        tables = {"area": AREA_NAMES, "stance": STANCE_NAMES, "sub": STANCE_NAMES | SUB_NAMES}
        if name is None:
            return "–"
        names = tables[target.removesuffix("_lenient")].get(name)
        return names[self.language == "en"] if names else name

    def figure(self, key: str, value: float | None) -> str:
        """Return a figure as it is shown: per cent, or a number where that is the custom."""
        if value is None:
            return "–"
        return self.number(value, 3) if key in _AS_NUMBER else self.percent(value)

    def percent(self, value: float | None) -> str:
        """Return a share as per cent, one digit behind the comma."""
        return "–" if value is None else f"{self.number(100 * value, 1)} %"

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the marks of the language."""
        shown = f"{value:,.{digits}f}"
        return shown if self.language == "en" else shown.translate(str.maketrans(",.", ".,"))

    def signed(self, key: str, value: float | None) -> str:
        """Return a difference with its sign."""
        if value is None:
            return "–"
        shown = self.figure(key, abs(value))
        return f"{'+' if value > 0 else '−' if value < 0 else '±'}{shown}"
