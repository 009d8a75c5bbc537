"""Load the tables of `nlp/data`: CSV with a header row, or TOML."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``nlp/data/<name>.csv`` as dictionaries; empty cells are empty strings."""
    with (files("nlp.data") / f"{name}.csv").open("r", encoding="utf-8") as table:
        return tuple(csv.DictReader(table))


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return ``nlp/data/<name>.toml``."""
    with (files("nlp.data") / f"{name}.toml").open("rb") as table:
        return tomllib.load(table)
