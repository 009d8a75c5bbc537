"""Scores: hand-made pairs for each rule of the guide, and equality with the scorer of the labelled set."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evaluation.scoring import Gold, macro_f1, match_statements, same_document, score

Row = dict[str, Any]
SHARED = Path(__file__).resolve().parents[3] / "shared"

# 100 code points: ten statements of nine letters and a blank each.
TEXT = "abcdefghi " * 10


def unit(start: int, end: int, area: str = "steering", stance: str = "achievement", **more: Any) -> Row:
    return {"kind": "statement", "start": start, "end": end, "area": area, "alt": [], "stance": stance} | more


def other(kind: str, start: int, end: int) -> Row:
    return {"kind": kind, "start": start, "end": end}


def said(start: int, end: int, area: str = "steering", stance: str = "achievement") -> Row:
    return {"start": start, "end": end, "area": area, "stance": stance}


def cited(start: int, end: int, number: str | None = "61/2018/NĐ-CP", **more: Any) -> Row:
    found = {
        "id": f"c{start}",
        "start": start,
        "end": end,
        "number": number,
        "type": None,
        "date": None,
        "issuer": None,
    }
    return found | {"form": "full"} | more


def scores(
    statements: list[Row], units: list[Row], citations: list[Row] | None = None, gold: list[Row] | None = None
) -> dict[str, float]:
    record = {"report": {}, "statements": statements, "citations": citations or []}
    return score(record, Gold("a", TEXT, units, gold or []))


# --- statements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ([said(0, 9)], 0),
        ([said(0, 5)], 0),  # five of nine letters
        ([said(0, 4)], None),  # four of nine
        ([said(0, 3), said(3, 9)], 1),  # the one that covers most of it
        ([said(0, 3), said(3, 6), said(6, 9)], None),  # none covers half
        ([said(0, 100)], 0),  # as long as it likes
        ([said(9, 19)], None),
        ([], None),
    ],
)
def test_a_statement_is_found_where_half_its_ink_is_covered(statements: list[Row], found: int | None) -> None:
    ((_, row),) = match_statements(statements, Gold("a", TEXT, [unit(0, 9)], []))
    assert row is (None if found is None else statements[found])


def test_ink_counts_not_blanks() -> None:
    text = "ab" + " " * 50 + "cdefgh"
    gold = Gold("a", text, [unit(0, 58)], [])
    assert match_statements([said(0, 52)], gold)[0][1] is None
    assert match_statements([said(52, 58)], gold)[0][1] is not None


@pytest.mark.parametrize(
    ("area", "alt", "strict", "lenient"),
    [
        ("steering", [], 1.0, 1.0),
        ("procedures", [], 0.0, 0.0),
        ("procedures", ["procedures"], 0.0, 1.0),
        ("steering", ["procedures"], 1.0, 1.0),
    ],
)
def test_area_strict_and_lenient(area: str, alt: list[str], strict: float, lenient: float) -> None:
    found = scores([said(0, 9, area)], [unit(0, 9, alt=alt)])
    assert (found["area_strict"], found["area_lenient"]) == (strict, lenient)


def test_a_missed_statement_is_wrong_in_area_and_stance() -> None:
    found = scores([said(0, 9)], [unit(0, 9), unit(10, 19)])
    assert (found["area_strict"], found["stance_accuracy"]) == (0.5, 0.5)


def test_statements_without_a_stance_do_not_count_in_stance() -> None:
    found = scores([said(0, 9), said(10, 19)], [unit(0, 9), unit(10, 19, stance="none")])
    assert (found["stance_accuracy"], found["area_strict"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ("AA LL RR", 1.0),
        ("AA LA", (2 / 3 + 0) / 2),  # A: hit 1, labelled 1, claimed 2; L: none
        ("AA AL LL LL", (2 / 3 + 4 / 5) / 2),
        ("AA LN", (1.0 + 0) / 2),  # a stance of none for a limitation is a miss
        ("A-", 0.0),
        ("AA", 1.0),  # stances that the labels do not hold are left out
        ("AR AA", 2 / 3),
        ("", 0.0),
    ],
)
def test_macro_f1(pairs: str, expected: float) -> None:
    names = {"A": "achievement", "L": "limitation", "R": "recommendation", "N": "none", "-": None}
    assert macro_f1([(names[own], names[found]) for own, found in pairs.split()]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([said(0, 9), said(10, 19)], 1.0),
        ([said(3, 12), said(13, 22)], 1.0),  # three code points off
        ([said(0, 19)], 2 * 1 * 0.5 / 1.5),  # two of four boundaries found, both right
        ([said(4, 15)], 0.0),  # four off
        ([said(0, 9), said(10, 19), said(40, 49), said(60, 69)], 2 * 0.5 * 1 / 1.5),
        ([], 0.0),
    ],
)
def test_boundaries(statements: list[Row], expected: float) -> None:
    assert scores(statements, [unit(0, 9), unit(10, 19)])["boundary_f1"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([said(0, 9)], 0.0),
        ([said(0, 19)], 9 / 27),
        ([said(0, 14)], 4 / 27),
        ([said(10, 49)], 1.0),  # footnotes are neither asked for nor punished
        ([said(40, 49)], 0.0),
    ],
)
def test_spurious_is_the_share_of_ink_that_is_no_statement(statements: list[Row], expected: float) -> None:
    units = [
        unit(0, 9),
        other("heading", 10, 19),
        other("boilerplate", 20, 29),
        other("table", 30, 39),
        other("footnote", 40, 49),
    ]
    assert scores(statements, units)["spurious"] == pytest.approx(expected)


# --- citations --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "labelled", "same"),
    [
        ({"number": "61/2018/NĐ-CP"}, {"number": "61/2018/NĐ-CP"}, True),
        ({"number": "61/2018/nđ-cp"}, {"number": "61/2018/NĐ-CP"}, True),
        ({"number": "61/2018/QĐ-CP"}, {"number": "61/2018/NĐ-CP"}, False),
        ({"number": None}, {"number": "06"}, False),
        ({"number": "06"}, {"number": "06", "form": "bare"}, True),
        ({"number": None, "type": "Luật"}, {"number": None, "form": "title_only"}, True),
        ({"number": None, "type": "Bộ luật"}, {"number": None, "form": "title_only"}, True),
        ({"number": None, "type": "Nghị định"}, {"number": None, "form": "title_only"}, False),
        ({"number": None, "type": None}, {"number": None, "form": "title_only"}, False),
    ],
)
def test_same_document(found: Row, labelled: Row, same: bool) -> None:
    assert same_document(cited(0, 9) | found, cited(0, 9) | labelled) == same


@pytest.mark.parametrize(
    ("predicted", "labelled", "expected"),
    [
        ([cited(0, 9)], [cited(0, 9)], 1.0),
        ([cited(8, 19)], [cited(0, 9)], 1.0),  # overlapping is enough
        ([cited(9, 19)], [cited(0, 9)], 0.0),  # touching is not
        ([cited(0, 9, "1/QĐ")], [cited(0, 9)], 0.0),
        ([], [cited(0, 9)], 0.0),
        ([cited(0, 9)], [cited(0, 9), cited(10, 19)], 2 * 1 * 0.5 / 1.5),
        ([cited(0, 9), cited(10, 19)], [cited(0, 9)], 2 * 0.5 * 1 / 1.5),
        ([cited(0, 9)], [cited(0, 9), cited(10, 19, form="self")], 1.0),  # not required …
        ([cited(0, 9), cited(10, 19)], [cited(0, 9), cited(10, 19, "9", form="ambiguous")], 1.0),  # … nor punished
    ],
)
def test_citations(predicted: list[Row], labelled: list[Row], expected: float) -> None:
    assert scores([], [], predicted, labelled)["citation_f1"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("found", "labelled", "expected"),
    [
        ("2018-04-23", "2018-04-23", 1.0),
        ("2018-04-24", "2018-04-23", 0.0),
        (None, "2018-04-23", 0.0),
        ("2018-04-23", None, None),  # what the labels do not tell is not asked
    ],
)
def test_fields_count_where_the_labels_tell_them(found: str | None, labelled: str | None, expected: float) -> None:
    result = scores([], [], [cited(0, 9, date=found)], [cited(0, 9, date=labelled)])
    assert result.get("citation_date") == expected


def test_fields_of_a_missed_citation_do_not_count() -> None:
    labelled = [cited(0, 9, issuer="Chính phủ"), cited(10, 19, issuer="Bộ Nội vụ")]
    found = scores([], [], [cited(0, 9, issuer="chính phủ")], labelled)
    assert found["citation_issuer"] == 1.0


def test_facts() -> None:
    record = {"report": {"issuer": "UBND xã Tân Tiến", "level": "commune"}, "statements": [], "citations": []}
    assert "facts" not in score(record, Gold("a", TEXT, [], []))
    facts = {"issuer": "UBND xã Tân Tiến", "level": "district"}
    assert score(record, Gold("a", TEXT, [], [], facts))["facts"] == 0.5


# --- the scorer of the labelled set -----------------------------------------------------------------------------


def full(row: Row, index: int) -> Row:
    return {"id": f"s{index}", "text": "", **row}


CASES: dict[str, tuple[list[Row], list[Row], list[Row], list[Row]]] = {
    "all-right": (
        [said(0, 9), said(10, 19, stance="limitation")],
        [unit(0, 9), unit(10, 19, stance="limitation"), other("heading", 20, 29)],
        [cited(0, 9, date="2018-04-23", type="Nghị định")],
        [cited(0, 9, date="2018-04-23", type="Nghị định")],
    ),
    "some-wrong": (
        [said(0, 9), said(12, 26, "procedures", "recommendation"), said(33, 39), said(50, 69, stance="limitation")],
        [
            unit(0, 9),
            unit(10, 19, alt=["procedures"]),
            unit(20, 29, stance="none"),
            unit(30, 39, "institutions", "limitation"),
            other("boilerplate", 40, 55),
            unit(56, 69, stance="limitation"),
            unit(70, 79, stance="recommendation"),
            other("table", 80, 89),
        ],
        [cited(0, 9), cited(14, 19, "06", type="Đề án"), cited(60, 65, None, type="Luật"), cited(90, 95, "x")],
        [
            cited(0, 5, date="2018-04-23", type="Nghị định"),
            cited(10, 19, "06", form="bare", type="Đề án", issuer="Chính phủ"),
            cited(58, 66, None, form="title_only", type="Luật"),
            cited(70, 75, "12/QĐ-UBND"),
            cited(88, 96, None, form="ambiguous"),
        ],
    ),
    "nothing-found": ([], [unit(0, 9), other("heading", 10, 19)], [], [cited(0, 9, type="Nghị định")]),
}


@pytest.mark.skipif(not (SHARED / "tools/score.py").exists(), reason="the labelled set is not here")
@pytest.mark.parametrize("name", CASES)
def test_equal_to_the_scorer_of_the_labelled_set(tmp_path: Path, name: str) -> None:
    statements, units, predicted, labelled = CASES[name]
    record = {
        "report": {"source": "a.txt"},
        "statements": [full(row, index) for index, row in enumerate(statements)],
        "citations": predicted,
    }
    files = {"gold/a.units.jsonl": units, "gold/a.citations.jsonl": labelled, "tagged.jsonl": [record]}
    for path in ("gold", "reports"):
        (tmp_path / path).mkdir()
    for path, rows in files.items():
        (tmp_path / path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "reports/a.txt").write_text(TEXT, encoding="utf-8", newline="")
    command = [sys.executable, SHARED / "tools/score.py", tmp_path / "tagged.jsonl", tmp_path / "gold", "--json"]
    process = subprocess.run(command, capture_output=True, check=True, timeout=60)
    theirs = {key: value for key, value in json.loads(process.stdout)["a"].items() if value is not None}
    ours = score(record, Gold("a", TEXT, units, labelled))
    assert {"area_strict", "stance_macro_f1", "boundary_f1", "spurious", "citation_f1"} <= ours.keys() & theirs.keys()
    assert {key: round(value, 4) for key, value in ours.items() if key in theirs} == {
        key: theirs[key] for key in ours if key in theirs
    }
    assert not {key for key in theirs if key.startswith("citation_")} - {*ours, "citation_precision", "citation_recall"}
