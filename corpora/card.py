"""Write the data card `corpora/CARD.md` from the corpora themselves: ``python -m corpora.card``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from corpora.loading import load_rows
from corpora.rows import Row
from corpora.scheme import AREAS, STANCES, SUBS

PATH: Final = Path(__file__).parent / "CARD.md"
_REVIEW: Final = re.compile(r"## How it was reviewed\n+(.+?)(?=\n##|\Z)", re.DOTALL)
_HEAD: Final = """\
---
pretty_name: Authored Vietnamese administrative-reform reports
language: [vi]
license: apache-2.0
task_categories: [text-classification]
size_categories: [{size}]
---

# Data card

Văn bản gán nhãn của dự án: báo cáo cải cách hành chính tự viết, mỗi câu có lĩnh vực và loại nhận định. Không câu nào
lấy từ báo cáo thật; số liệu, sự việc đều là hư cấu.

Labelled statements of Vietnamese administrative-reform reports, each with one of seven reform areas (or none), a stance
and a sub-label. Made by `python -m corpora.card` from the texts themselves; do not edit by hand.

    from corpora import load

    load("authored")    # train, validation, test: a report stands in one split
    load("reports")     # the whole reports, statements in order
    load("samples")     # the sample reports, for measuring only
"""
_ORIGIN: Final = """\
## Who wrote it, and how

Written for this project, in the voice of Vietnamese offices of each level and period, with its labels beside it; no
sentence is taken from a real report. Units named are real administrative units; what is said of them is invented.
Central documents are cited by their real number and date, local ones by invented ones. Formats and review:
`corpora/authored/README.md`; the sample reports: `corpora/SAMPLES.md`. Labels: one main area, further accepted areas
where a statement allows two readings; a stance; `cause`, `limitation`, `task` and `proposal` as sub-labels.
"""
_LIMITS: Final = """\
## Limits

- Invented reports differ from real ones, which repeat their formulas more: `cchc corpus check --against FOLDER`
  measures by how much on labelled reports of your own. Scores on this text are no scores on real reports.
- A second reader saw only the part of the labels that the review tells of.
- The shares of levels, periods, areas and stances tell nothing of how often these are in real reports. Statements of no
  stance and of no area are rare.
- Loose statements have no headings, no neighbours and no period.
- The text holds misspelt and doubled words, as real reports do.
- Nothing may be trained on the samples.
"""

# Title, column of the row, order of its values (empty: alphabetical).
_TABLES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("area", "area", AREAS),
    ("stance", "stance", STANCES),
    ("sub-label", "sub", SUBS),
    ("kind", "kind", ("report", "part", "loose")),
    ("level", "level", ("commune", "district", "province", "department", "ministry")),
    ("vocabulary of the period (era)", "era", ()),
)


def data_card() -> str:
    """Return the card as Markdown."""
    splits = load_rows("authored")
    rows = [row for split in splits.values() for row in split]
    samples = load_rows("samples")["test"]
    counts = [_counts(title, key, order, rows, samples) for title, key, order in _TABLES]
    parts = [_HEAD.format(size=_size_category(len(rows))), _ORIGIN, _review(), _split_table(splits), *counts, _LIMITS]
    return "\n".join(parts)


def _review() -> str:
    """Return what `authored/README.md` records of the review, in its own words."""
    recorded = _REVIEW.search((files("corpora") / "authored" / "README.md").read_text(encoding="utf-8"))
    if recorded is None:
        raise ValueError("corpora/authored/README.md tells nothing of the review")
    return f"## Review\n\n{recorded[1].strip()}\n"


def _split_table(splits: dict[str, list[Row]]) -> str:
    lines = ["## Counts", "", "| split of `authored` | reports | statements |", "|---|---:|---:|"]
    for name, rows in splits.items():
        lines.append(f"| {name} | {len({row.report for row in rows})} | {len(rows)} |")
    return "\n".join(lines) + "\n"


def _counts(title: str, key: str, order: Sequence[str], authored: Sequence[Row], samples: Sequence[Row]) -> str:
    """Return a table of statements by one column, what has no value last."""
    own, other = (Counter(getattr(row, key) for row in rows) for rows in (authored, samples))
    lines = [f"| {title} | authored | samples |", "|---|---:|---:|"]
    known = [value for value in (own | other) if value is not None]
    values = [*(value for value in order if value in known), *sorted(set(known) - set(order))]
    lines += [f"| {value} | {own[value]} | {other[value]} |" for value in values]
    if own[None] or other[None]:
        lines.append(f"| – | {own[None]} | {other[None]} |")
    return "\n".join(lines) + "\n"


def _size_category(count: int) -> str:
    """Return the size as the Hugging Face hub names it."""
    return "n<1K" if count < 1_000 else "1K<n<10K" if count < 10_000 else "10K<n<100K"


def main() -> None:
    """Write the card."""
    PATH.write_text(data_card(), encoding="utf-8", newline="\n")
    print(PATH)


if __name__ == "__main__":
    main()
