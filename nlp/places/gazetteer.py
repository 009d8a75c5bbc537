"""Gazetteer of Vietnamese administrative units before and after 1 July 2025.

Source: `nlp/data/units.csv`, written by ``python -m corpora.build_units`` from vietnamadminunits 1.0.4. It knows every
unit of 2025 and the districts abolished since 2014; a commune merged away before 2025 is not in it, so that a name
that is missing proves nothing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from nlp.places.names import aliases, name_key
from nlp.text.fold import fold

LEVELS: Final = ("province", "district", "commune")
_WORDS: Final = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "q": "quận", "p": "phường", "h": "huyện"}


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit.

    Attributes
    ----------
    id : str
        Stable; provinces that ended on 30 June 2025 begin with p, those of today with n.
    level : {"province", "district", "commune"}
    type : str
        "tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn" or "đặc khu".
    name : str
        Without the type word.
    parent : str
        Id of the district or province above, empty at the top.
    valid_from, valid_to : str
        ISO dates, both included; empty where open.
    successors : tuple of str
        Ids of the units that took its place.
    """

    id: str
    level: str
    type: str
    name: str
    parent: str
    valid_from: str
    valid_to: str
    successors: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Return type and name: "huyện Thanh Hà"."""
        return f"{self.type} {self.name}"

    def existed(self, date: str | None) -> bool:
        """Tell whether the unit existed on an ISO date; any unit did where the date is None."""
        if date is None:
            return True
        return (not self.valid_from or self.valid_from <= date) and (not self.valid_to or date <= self.valid_to)


def type_word(word: str) -> str:
    """Return the type that a printed type word means: "TP." and "Thành  phố" are "thành phố"."""
    tidy = " ".join(word.lower().split()).rstrip(".")
    return _WORDS.get(tidy, tidy)


class Gazetteer:
    """Looks units up by name.

    Parameters
    ----------
    rows : iterable of list of str
        Cells as in `nlp/data/units.csv`, without the header.
    """

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self._rows = {row[0]: row for row in rows}
        self._units: dict[str, Unit] = {}
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows.values():
            self._by_key[name_key(row[3])].append(row[0])
        self._by_fold: defaultdict[str, list[str]] | None = None
        provinces = [row[0] for row in self._rows.values() if row[1] == "province"]
        self._before = {
            new: old for old in provinces for new in self._rows[old][7].split(";") if self._renamed(old, new)
        }

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, unit_id: str) -> Unit:
        """Return the unit of an id; KeyError where there is none."""
        if unit_id not in self._units:
            key, level, kind, name, parent, start, end, successors, _ = self._rows[unit_id]
            found = tuple(filter(None, successors.split(";")))
            self._units[unit_id] = Unit(key, level, kind, name, parent, start, end, found)
        return self._units[unit_id]

    def _renamed(self, old: str, new: str) -> bool:
        """Thừa Thiên Huế and Huế: one province whose districts hang under its later name."""
        return bool(new) and self._rows[old][6] != "2025-06-30"

    def named(self, name: str) -> tuple[Unit, ...]:
        """Return all units of a name; a name printed without any accent is compared without accents."""
        key = name_key(name)
        ids = self._by_key.get(key)
        if not ids:
            ids = self._folded().get(key, []) if name.isascii() else []
        return tuple(self[unit_id] for unit_id in ids)

    def _folded(self) -> dict[str, list[str]]:
        """Names without accents are rare: their index is made when first asked for."""
        if self._by_fold is None:
            self._by_fold = defaultdict(list)
            for key, ids in self._by_key.items():
                self._by_fold[fold(_bare(key))].extend(ids)
        return self._by_fold

    def candidates(
        self, word: str, name: str, province: str | None = None, date: str | None = None
    ) -> tuple[Unit, ...]:
        """Return the units that a type word or level and a name may mean.

        Parameters
        ----------
        word : str
            A type word ("huyện", "TP.") or a level ("district").
        name : str
            Without the type word.
        province : str, optional
            Name of the province it must lie in.
        date : str, optional
            ISO date on which it must have existed.
        """
        kind = type_word(word)
        found = [unit for unit in self._all(name) if kind in (unit.type, unit.level) and unit.existed(date)]
        if province is not None:
            wanted = _province_key(province)
            found = [unit for unit in found if wanted in self._province_keys(unit)]
        return tuple(found)

    def _all(self, name: str) -> tuple[Unit, ...]:
        alias = aliases().get(name_key(name))
        return self.named(name) + (self.named(alias) if alias else ())

    def find(self, word: str, name: str, province: str | None = None, date: str | None = None) -> Unit | None:
        """Return the one unit that a type word or level and a name mean; None where none or several remain.

        Examples
        --------
        >>> load_gazetteer().find("huyện", "Cẩm Xuyên").id[:3]
        'n42'
        >>> load_gazetteer().find("huyện", "Châu Thành") is None
        True
        """
        found = self.candidates(word, name, province, date)
        return found[0] if len(found) == 1 else None

    def province_of(self, unit: Unit, date: str | None = None) -> Unit:
        """Return the province of a unit, as it was on a date."""
        while unit.parent:
            unit = self[unit.parent]
        if date is not None and not unit.existed(date) and unit.id in self._before:
            return self[self._before[unit.id]]
        return unit

    def district_of(self, unit: Unit, date: str | None = None) -> Unit | None:
        """Return the district of a commune; None for other units and where it is not known for the date."""
        parent = self[unit.parent] if unit.level == "commune" else None
        return parent if parent and parent.level == "district" and parent.existed(date) else None

    def _province_keys(self, unit: Unit) -> set[str]:
        province = self.province_of(unit)
        earlier = self._before.get(province.id)
        return {name_key(province.name)} | ({name_key(self[earlier].name)} if earlier else set())

    def provinces(self, date: str | None = None) -> tuple[Unit, ...]:
        """Return the provinces and centrally run cities that existed on a date (all that ever did where None)."""
        units = (self[key] for key, row in self._rows.items() if row[1] == "province")
        return tuple(unit for unit in units if unit.existed(date))

    def province_at(self, name: str, date: str | None = None) -> Unit | None:
        """Return the province of a name on a date, accents and the usual other spellings tolerated.

        Without a date a name that lived on in 2025 gives the province of today. None where no province had that name
        then ("Hải Dương" after 30 June 2025).
        """
        found = self.candidates("province", name, date=date)
        exact = [unit for unit in found if name_key(unit.name) == name_key(name)] or list(found)
        return exact[0] if exact and len({unit.name for unit in exact}) == 1 else None


def _bare(key: str) -> str:
    """Return a key without its tones."""
    return "".join(c for c in key if not "\u0300" <= c <= "\u036f")


def _province_key(name: str) -> str:
    key = name_key(name)
    return aliases().get(key, key) if key != name_key("Huế") else key


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of `nlp/data/units.csv`, read once (about 0.1 s)."""
    with (files("nlp.data") / "units.csv").open("r", encoding="utf-8") as table:
        rows = csv.reader(table)
        next(rows)
        return Gazetteer(rows)
