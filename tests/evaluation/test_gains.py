"""What changed between two versions: pairs of records -> changes; the run of an older version, on a tiny repository."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evaluation import gains as gains_module
from evaluation.changes import _overlaps
from evaluation.changes_table import describe, print_changes
from evaluation.gains import Changes, GainsError, checkout, compare, gains, reports_at_hand

Row = dict[str, Any]
TEXT = "Xã thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 và Kế hoạch số 12/KH-UBND của huyện. " * 2


def cited(start: int, end: int, number: str | None = "76/NQ-CP", **more: Any) -> Row:
    return {"start": start, "end": end, "number": number, "type": "Nghị quyết", "date": None, "issuer": None} | more


def said(start: int, end: int, area: str = "steering", stance: str = "achievement", sub: str | None = None) -> Row:
    return {"start": start, "end": end, "area": area, "stance": stance, "sub": sub}


def record(citations: list[Row] | None = None, statements: list[Row] | None = None, name: str = "a.txt") -> Row:
    return {"report": {"source": name}, "citations": citations or [], "statements": statements or [], "text": TEXT}


def listed(found: Changes) -> list[str]:
    return [f"{change.kind} {change.sort}: {describe(change)}" for change in found.changes]


CITED = cited(13, 50)
PAIRS: dict[str, tuple[list[Row], list[Row], list[str]]] = {
    "nothing": ([], [], []),
    "the same": ([CITED], [CITED], []),
    "a longer span is the same citation": ([CITED], [cited(13, 35)], []),
    "gained": ([], [CITED], ["citation gained: 76/NQ-CP · Nghị quyết · null · null"]),
    "lost": ([CITED], [], ["citation lost: 76/NQ-CP · Nghị quyết · null · null"]),
    "a date is found": ([CITED], [CITED | {"date": "2021-07-15"}], ["citation changed: date: null → 2021-07-15"]),
    "a date is refused": ([CITED | {"date": "2021-07-15"}], [CITED], ["citation changed: date: 2021-07-15 → null"]),
    "two fields": (
        [CITED],
        [cited(13, 50, "76", issuer="Chính phủ")],
        ["citation changed: number: 76/NQ-CP → 76\nissuer: null → Chính phủ"],
    ),
    "what touches does not overlap": (
        [cited(13, 35)],
        [cited(35, 50)],
        [
            "citation lost: 76/NQ-CP · Nghị quyết · null · null",
            "citation gained: 76/NQ-CP · Nghị quyết · null · null",
        ],
    ),
    "of two that overlap the longer is the pair": (
        [CITED],
        [cited(13, 20, "7"), cited(20, 50)],
        ["citation gained: 7 · Nghị quyết · null · null"],
    ),
    "two become one": (
        [cited(13, 20, "7"), cited(20, 50)],
        [CITED],
        ["citation lost: 7 · Nghị quyết · null · null"],
    ),
    "order of the rows does not matter": ([cited(54, 75, "12"), CITED], [CITED, cited(54, 75, "12")], []),
    "a field that one version does not know": ([{"start": 13, "end": 50, "number": "76/NQ-CP"}], [CITED], []),
}
LABEL_PAIRS: dict[str, tuple[list[Row], list[Row], list[str]]] = {
    "the same": ([said(0, 87)], [said(0, 87)], []),
    "area": ([said(0, 87)], [said(0, 87, "procedures")], ["label changed: area: steering → procedures"]),
    "stance and sub": (
        [said(0, 87)],
        [said(0, 87, stance="limitation", sub="cause")],
        ["label changed: stance: achievement → limitation\nsub: null → cause"],
    ),
    "span": ([said(0, 87)], [said(3, 87)], ["label changed: span: 0-87 → 3-87"]),
    "gained": ([], [said(0, 87)], ["label gained: 0-87 · steering · achievement · null"]),
    "cut in two": (
        [said(0, 87)],
        [said(0, 50), said(51, 87)],
        ["label changed: span: 0-87 → 0-50", "label gained: 51-87 · steering · achievement · null"],
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_citations(name: str) -> None:
    old, new, expected = PAIRS[name]
    assert listed(compare([record(old)], [record(new)])) == expected


@pytest.mark.parametrize("name", LABEL_PAIRS)
def test_labels(name: str) -> None:
    old, new, expected = LABEL_PAIRS[name]
    assert listed(compare([record(statements=old)], [record(statements=new)])) == expected


def test_reports_are_compared_each_with_its_own() -> None:
    found = compare([record([CITED]), record(name="b.txt")], [record([CITED]), record([CITED], name="b.txt")])
    assert [(change.report, change.sort) for change in found.changes] == [("b.txt", "gained")]
    assert found.same == {"citation": 1, "label": 0}


def test_as_many_reports_on_both_sides() -> None:
    with pytest.raises(ValueError, match="zip"):
        compare([record()], [])


def test_context_shows_the_place_on_one_line() -> None:
    found = compare([record()], [record([CITED])])
    assert found.changes[0].context.startswith("Xã thực hiện ⟦Nghị quyết số 76/NQ-CP ngày 15/7/2021⟧ và Kế hoạch số")


def test_an_unreadable_report_is_told() -> None:
    error = {"source": "a.txt", "error": {"code": "E004-damaged", "message": "a.txt is damaged"}}
    found = compare([error], [record([CITED])])
    assert found.notes == ("a.txt: the old version cannot read it: a.txt is damaged",)
    assert found.count("citation", "gained") == 1
    assert compare([error], [error]).notes == ()


def test_different_text_is_told() -> None:
    assert "read different text" in compare([record() | {"text": "Xã"}], [record()]).notes[0]


class Counted(list[Row]):
    """Rows that count how often one is looked at: times would differ with the load of the machine."""

    looks = 0

    def __getitem__(self, index: Any) -> Any:
        self.looks += 1
        return super().__getitem__(index)


def test_cost_is_linear() -> None:
    rows = Counted(cited(10 * i, 10 * i + 5) for i in range(1000))
    assert len(list(_overlaps(rows, rows))) == 1000
    assert rows.looks < 20 * 1000


def test_tables_and_totals() -> None:
    screen = io.StringIO()
    found = compare([record([CITED], [said(0, 87)])], [record([], [said(0, 87, "procedures")])])
    print_changes(found, Console(file=screen, width=140), "1 report, since HEAD")
    text = screen.getvalue()
    assert "- lost" in text
    assert "area: steering → procedures" in text
    assert [line.split() for line in text.splitlines() if line.startswith("│ citations")] == [
        ["│", "citations", "│", "0", "│", "1", "│", "0", "│", "0", "│"]
    ]


# A cchc of one file: it finds whatever NUMBER says, in every report.
TINY = """
import json, sys
NUMBER = "{number}"
paths, output = sys.argv[2:sys.argv.index("--with-text")], sys.argv[-1]
row = {{"start": 0, "end": 9, "number": NUMBER, "type": None, "date": None, "issuer": None}}
with open(output, "w", encoding="utf-8") as stream:
    for path in paths:
        text = open(path, encoding="utf-8").read()
        record = {{"report": {{"source": path}}, "citations": [row], "statements": [], "text": text}}
        print(json.dumps(record), file=stream)
"""
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


def commit(folder: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--no-verify", "-m", "tiny"]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=environment)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a repository whose HEAD finds "old" and whose working tree finds "new"."""
    root = tmp_path / "tiny"
    for package in ("cchc", "nlp", "models", "corpora"):
        (root / package).mkdir(parents=True)
        (root / package / "__init__.py").touch()
    (root / "corpora" / "samples").mkdir()
    (root / "corpora" / "samples" / "a.txt").write_text(TEXT, encoding="utf-8")
    (root / "cchc" / "__main__.py").write_text(TINY.format(number="old"), encoding="utf-8")
    commit(root)
    (root / "cchc" / "__main__.py").write_text(TINY.format(number="new"), encoding="utf-8")
    return root


@needs_git
def test_the_older_version_runs_from_its_own_files(tiny: Path) -> None:
    screen = io.StringIO()
    gains(tiny, "HEAD", None, Console(file=screen, width=140))
    assert "number: old → new" in screen.getvalue()
    assert "1 reports, since HEAD" in screen.getvalue()
    assert not any((tiny / ".git" / "worktrees").glob("*"))


@needs_git
def test_unknown_version(tiny: Path) -> None:
    with pytest.raises(GainsError, match="no such version"), checkout(tiny, "nowhere"):
        pass
    with pytest.raises(GainsError), checkout(tiny, "--help"):
        pass


@needs_git
def test_a_version_without_a_package_is_refused_not_filled_in(tiny: Path) -> None:
    shutil.rmtree(tiny / "models")
    with pytest.raises(GainsError, match=r"the working tree cannot tag: it has no models/__init__\.py"):
        gains(tiny, "HEAD", None, Console(file=io.StringIO()))


@needs_git
def test_a_version_that_breaks_is_told(tiny: Path) -> None:
    (tiny / "cchc" / "__main__.py").write_text("import nlp.citations.gone", encoding="utf-8")
    with pytest.raises(GainsError, match=r"tagged 0 of 1 reports: ModuleNotFoundError: .*'nlp\.citations'"):
        gains(tiny, "HEAD", None, Console(file=io.StringIO()))


def test_outside_a_checkout(tmp_path: Path) -> None:
    with pytest.raises(GainsError, match="is not a git checkout"), checkout(tmp_path, "HEAD"):
        pass


def test_reports_at_hand(tmp_path: Path) -> None:
    root = tmp_path / "main"
    for path in (root / "corpora" / "samples" / "b.txt", tmp_path / "shared" / "reports" / "c.txt"):
        path.parent.mkdir(parents=True)
        path.touch()
    assert [path.name for path in reports_at_hand(root, None)] == ["b.txt", "c.txt"]
    with pytest.raises(GainsError, match=r"no reports/\*.txt"):
        reports_at_hand(root, tmp_path / "nowhere")


@pytest.mark.parametrize("arguments", [[], [""], ["", "folder"], ["a", "b", "c"]])
def test_without_a_version_it_says_what_to_type(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["gains", *arguments])
    with pytest.raises(SystemExit, match="make gains BASE="):
        gains_module.main()
