"""Each file format from end to end: what a sample's key file says must come out of the file users have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpora.annotated import Item, samples

Record = dict[str, Any]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Format:
    """A sample file, what its format must report, and the floors of its scores.

    `found` is the least share of the source's statements that come out whole, their words in order and no other among
    them; a PDF gets less because pages cut its sentences. Missed statements count as wrong in area and stance.
    """

    name: str
    media_type: str
    pages: int | None = None
    found: float = 0.97
    area: float = 0.85
    stance: float = 0.85


FORMATS = (
    Format("xa-2022.docx", DOCX),
    Format("xa-2025-9thang.docx", DOCX),
    Format("huyen-2024-6thang.pdf", "application/pdf", pages=9, found=0.9),
    Format("so-2020.md", "text/markdown"),
    Format("tinh-2021.txt", "text/plain"),
    Format("giamsat-2023.html", "text/html"),
)
KEYS = {report.name: report for report in samples()}
every_format = pytest.mark.parametrize("own", FORMATS, ids=lambda own: own.name)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a statement without the footnote marks that stick to them."""
    return tuple(re.findall(r"\w+", re.sub(r"(?<=[^\W\d_])\d+\b", "", text.casefold())))


def pairs(record: Record, name: str) -> list[tuple[Item, Record | None]]:
    """Pair each statement of the source with the tagged one that has exactly its words."""
    tagged = {words(row["text"]): row for row in record["statements"]}
    items = [item for item in KEYS[Path(name).stem].items if item.kind == "statement"]
    return [(item, tagged.get(words(item.text))) for item in items]


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def test_no_sample_is_left_out(sample_folder: Path) -> None:
    shipped = {path.name for path in sample_folder.iterdir() if path.is_file() and path.name != "README.md"}
    assert shipped == {own.name for own in FORMATS}


@every_format
def test_facts(tagged: dict[str, Record], own: Format) -> None:
    report, keys = tagged[own.name]["report"], KEYS[Path(own.name).stem].keys
    facts = {key: report[key] for key in ("issuer", "level", "province", "number", "date", "title")}
    assert facts == {key: keys.get(key) for key in facts}
    assert f"{report['period_start']}..{report['period_end']}" == keys["period"]


@every_format
def test_what_the_format_says(tagged: dict[str, Record], own: Format) -> None:
    report = tagged[own.name]["report"]
    assert (report["source"], report["media_type"], report["pages"]) == (own.name, own.media_type, own.pages)
    assert report["text_quality"] > 0.97
    assert tagged[own.name]["warnings"] == []


@every_format
def test_statements_come_out_whole_and_in_order(tagged: dict[str, Record], own: Format) -> None:
    found = [row for _, row in pairs(tagged[own.name], own.name)]
    assert share([row is not None for row in found]) >= own.found
    starts = [row["start"] for row in found if row is not None]
    assert starts == sorted(starts)
    # What is no statement stays out: headings, tables, letterhead, menus.
    assert len(tagged[own.name]["statements"]) <= len(found) / own.found


@every_format
def test_labels(tagged: dict[str, Record], own: Format) -> None:
    found = pairs(tagged[own.name], own.name)
    area = share([row is not None and row["area"] in item.areas for item, row in found])
    stance = share([row is not None and row["stance"] == item.stance for item, row in found])
    assert area >= own.area
    assert stance >= own.stance


@every_format
def test_citations_of_the_statements_are_found(tagged: dict[str, Record], own: Format) -> None:
    record = tagged[own.name]
    printed = {
        number
        for item, row in pairs(record, own.name)
        if row is not None
        for number in re.findall(r"số (\d+/\d{4}/[^\s,;.)]+)", item.text)
    }
    assert printed
    assert printed <= {row["number"] for row in record["citations"]}


# --- the offsets of each format ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tinh-2021.txt", "so-2020.md"])
def test_offsets_of_text_point_into_the_file(tagged: dict[str, Record], sample_folder: Path, name: str) -> None:
    with (sample_folder / name).open(encoding="utf-8", newline="") as file:
        assert tagged[name]["text"] == file.read()


def test_offsets_of_wrapped_text_lie_around_the_footnote(tagged: dict[str, Record]) -> None:
    """The sentence that a page cuts is one statement; its evidence holds the page's footnote, its text does not."""
    record = tagged["tinh-2021.txt"]
    row = next(row for row in record["statements"] if row["text"].startswith("Còn 05 nhiệm vụ chưa hoàn thành"))
    evidence = record["text"][row["start"] : row["end"]]
    assert "2905/QĐ-UBND" in evidence and "2905/QĐ-UBND" not in row["text"]
    assert row["text"].endswith("việc nâng cấp phần mềm một cửa.") and evidence.endswith("một cửa.")


def test_pages_of_a_pdf(tagged: dict[str, Record]) -> None:
    """Form feeds part the pages of the extracted text; each row's page is the one that its offset lies on."""
    record = tagged["huyen-2024-6thang.pdf"]
    for row in [*record["statements"], *record["citations"]]:
        assert row["page"] == 1 + record["text"].count("\f", 0, row["start"])
    assert {row["page"] for row in record["statements"]} >= set(range(1, 9))


@pytest.mark.parametrize("name", [own.name for own in FORMATS if own.pages is None])
def test_no_pages_where_the_format_has_none(tagged: dict[str, Record], name: str) -> None:
    record = tagged[name]
    assert all(row["page"] is None for row in [*record["statements"], *record["citations"]])


@every_format
def test_headings_come_with_their_numbers(tagged: dict[str, Record], own: Format) -> None:
    """Word counts the numbers itself, Markdown and HTML mark headings: all come out as they are printed.

    A part's name and its title ("PHẦN THỨ NHẤT", the title below) may be one section.
    """
    source = [" ".join(words(item.text)) for item in KEYS[Path(own.name).stem].items if item.kind == "heading"]
    rows = [f"{row['number'] or ''} {row['title'] or ''}" for row in tagged[own.name]["sections"]]
    told = " | ".join(" ".join(words(row)) for row in rows)
    missing = [heading for heading in source if heading not in told]
    assert len(missing) <= (1 - own.found) * len(source), missing


@pytest.mark.parametrize("sign", ["menu", "style", "script", "<", "&nbsp;", "&amp;"])
def test_a_web_page_leaves_no_tags(tagged: dict[str, Record], sign: str) -> None:
    assert not any(sign in row["text"] for row in tagged["giamsat-2023.html"]["statements"])
