"""Write `nlp/data/units.csv` from underthesea's address data: ``python -m corpora.build_units``.

The address data (vietnamadminunits 1.0.4, MIT) lists every commune of 2025 with its district and province before and
after 1 July 2025. Districts abolished earlier stand in `nlp/data/units_former.csv`. The output is deterministic: ids
come from names, rows are sorted by id.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from nlp.tables import load_csv

OLD_END: Final = "2025-06-30"
NEW_START: Final = "2025-07-01"
# Resolution 175/2024/QH15: the province Thừa Thiên Huế became the city Huế.
HUE_END: Final = "2024-12-31"
HUE_START: Final = "2025-01-01"
SOURCE: Final = "vietnamadminunits 1.0.4"
COLUMNS: Final = ("id", "level", "type", "name", "parent", "valid_from", "valid_to", "successor", "source")
TYPES: Final = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu")
Record = dict[str, Any]


@dataclass(slots=True)
class Row:
    """One unit; ids of its successors are collected while the records are read."""

    id: str
    level: str
    type: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: set[str] = field(default_factory=set)
    source: str = SOURCE

    def cells(self) -> tuple[str, ...]:
        """Return the row as cells in the order of `COLUMNS`."""
        successors = ";".join(sorted(self.successors))
        dates = (self.valid_from, self.valid_to)
        return (self.id, self.level, self.type, self.name, self.parent, *dates, successors, self.source)


class Builder:
    """Collects units from the address data."""

    def __init__(self, data: Record) -> None:
        self.data = data
        self.rows: dict[str, Row] = {}
        self.keys: dict[str, str] = {}
        self.old: dict[str, Row] = {}
        self.new: dict[str, Row] = {}
        self.syllables = _syllables(data["ward_mapping"])

    def build(self) -> list[Row]:
        """Return all units sorted by id."""
        self._provinces()
        for record in self.data["ward_mapping"]:
            self._record(record)
        self._former()
        return [self.rows[key] for key in sorted(self.rows)]

    def _provinces(self) -> None:
        old, new = self.data["old_province_names"], self.data["province_names"]
        targets = list(self.data["province_mapping"].values())
        for key, info in new.items():
            kept = targets.count(self.data["province_mapping"].get(key)) == 1
            self.new[key] = self._province("n", info, "" if kept else NEW_START)
            if kept:
                self.old[key] = self.new[key]
        for key, info in old.items():
            if key not in self.old:
                self.old[key] = self._province("p", info, "", OLD_END)
                self.old[key].successors.add(self.new[self.data["province_mapping"][key]].id)
        self._hue(old["thanhphohue"], self.new["thanhphohue"])

    def _province(self, prefix: str, info: Record, start: str, end: str = "") -> Row:
        kind, name = _split(info["name"])
        return self._add(Row(prefix + info["code"], "province", kind, name, "", start, end))

    def _hue(self, info: Record, city: Row) -> None:
        """The city of 2025 and the province before it."""
        city.valid_from = HUE_START
        former = Row("p" + info["code"], "province", "tỉnh", "Thừa Thiên Huế", "", "", HUE_END, {city.id})
        former.source = "Nghị quyết 175/2024/QH15"
        self._add(former)

    def _record(self, record: Record) -> None:
        district = self._below(self.old[record["old_province_key"]], "district", record["old_district"], "", OLD_END)
        new_name = record["new_ward"] or self._spaced(record["new_ward_key"])
        new = (
            self._below(self.new[record["new_province_key"]], "commune", new_name, NEW_START, "") if new_name else None
        )
        old_name = record["old_ward"] or self._spaced(record["old_ward_key"])
        if old_name:
            old = self._below(district, "commune", old_name, "", OLD_END)
            old.successors.update([new.id] if new else [])

    def _below(self, parent: Row, level: str, full: str, start: str, end: str) -> Row:
        """Return the unit of this name under `parent`, added at its first mention."""
        kind, name = _split(full)
        row = Row(f"{parent.id[:3]}.{_digest(parent, kind, name)}", level, kind, name, parent.id, start, end)
        if kind == "quận" and name in ("Thuận Hóa", "Phú Xuân"):
            row.valid_from = HUE_START
        return self._add(row)

    def _former(self) -> None:
        provinces = {
            row.name: row for row in self.rows.values() if row.level == "province" and row.valid_from != NEW_START
        }
        for record in load_csv("units_former"):
            province = provinces[record["province"]]
            full = f"{record['type']} {record['name']}"
            row = self._below(province, "district", full, "", record["valid_to"])
            row.source = record["source"]

    def _add(self, row: Row) -> Row:
        """Two different units of one id would be a collision of digests."""
        known = self.rows.setdefault(row.id, row)
        if (known.type, known.name, known.parent) != (row.type, row.name, row.parent):
            raise ValueError(f"id {row.id} stands for {known.name} and {row.name}")
        return known

    def _spaced(self, key: str) -> str:
        """Return the name that a key without spaces ("xãtamđàn") stands for, empty where it is not certain.

        The address data lacks names of communes whose plain spelling is shared by two communes of one district.
        """
        kind = next((kind for kind in TYPES if key.startswith(kind.replace(" ", ""))), "")
        rest = key[len(kind.replace(" ", "")) :]
        cuts = [(rest[:i], rest[i:]) for i in range(1, len(rest))]
        known = [pair for pair in cuts if self.syllables.get(pair[0], 0) > 1 and self.syllables.get(pair[1], 0) > 1]
        return f"{kind} {known[0][0]} {known[0][1]}".title() if kind and len(known) == 1 else ""


def _syllables(records: Iterable[Record]) -> dict[str, int]:
    """Count the syllables of the known names."""
    counts: dict[str, int] = {}
    for record in records:
        for name in (record["old_ward"], record["new_ward"], record["old_district"]):
            for syllable in name.lower().split():
                counts[syllable] = counts.get(syllable, 0) + 1
    return counts


def _split(full: str) -> tuple[str, str]:
    """Split "Huyện Thanh Hà" into type and name."""
    for kind in TYPES:
        if full.lower().startswith(kind + " "):
            return kind, re.sub(r"\s+", " ", full[len(kind) :]).strip()
    raise ValueError(f"no unit type in {full!r}")


def _digest(parent: Row, kind: str, name: str) -> str:
    """Return five signs that depend on nothing but the names."""
    digest = hashlib.blake2s(f"{parent.id}|{kind}|{name}".encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    return "".join(alphabet[number // 36**place % 36] for place in range(5))


def main() -> None:
    """Write the table beside the other tables of `nlp.data`."""
    data = json.loads((files("underthesea") / "address" / "data" / "mapping.json").read_text(encoding="utf-8"))
    rows = Builder(data).build()
    target = Path(str(files("nlp.data"))) / "units.csv"
    with target.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row.cells() for row in rows)
    print(f"{target}: {len(rows)} units")


if __name__ == "__main__":
    main()
