"""The findings of `cchc corpus check`, as tables and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.language import area_name, language, say, stance_name
from corpora.rows import Row
from evaluation.corpus_check import CorpusCheck, Finding
from evaluation.variety import Variety

_FAULTS: Final = {
    "empty": ("không có chữ", "no letters"),
    "broken_letters": ("vỡ chữ", "broken letters"),
    "placeholder": ("chỗ chưa điền", "placeholder"),
    "wrong_final": ("kết câu sai", "wrong ending"),
    "too_long": ("quá dài", "too long"),
    "not_vietnamese": ("không phải tiếng Việt", "not Vietnamese"),
}
_MEASURES: Final = {
    "sentences": ("Số câu của mẫu", "Sentences of the sample"),
    "reports": ("Số báo cáo", "Reports"),
    "distinct_4grams": ("Tỷ lệ cụm 4 từ khác nhau (cao: đa dạng)", "Distinct 4-grams (high: varied)"),
    "self_similarity": ("Độ giống câu gần nhất (thấp: đa dạng)", "Similarity to the nearest (low: varied)"),
    "recurring_skeletons": ("Câu có khung lặp lại", "Sentences with a recurring skeleton"),
    "recurring_openings": ("Câu có 6 từ đầu lặp lại", "Sentences with a recurring opening"),
}
_SAMPLES: Final = {
    "corpus": ("Bộ dữ liệu", "Corpus"),
    "corpus_few_reports": ("Bộ dữ liệu, ít báo cáo nhất", "Corpus, fewest reports"),
    "other": ("Thư mục so sánh", "Compared folder"),
}
_SPLITS: Final = {
    "train": ("huấn luyện", "train"),
    "validation": ("kiểm định", "validation"),
    "test": ("kiểm tra", "test"),
    "samples": ("báo cáo mẫu", "samples"),
    "against": ("thư mục so sánh", "compared folder"),
}


def to_json(check: CorpusCheck) -> dict[str, Any]:
    """Return the findings as a plain object; texts and labels as they are."""
    return {
        "passed": check.passed,
        "statements": check.counts,
        "invalid": [{"code": error.code, "message": error.message(language())} for error in check.invalid],
        "leaks": [_finding(found) for found in check.leaks],
        "duplicates": [_finding(found) for found in check.duplicates],
        "duplicate_groups": check.duplicate_groups,
        "conflicts": [_finding(found) for found in check.conflicts],
        "implausible": [{**_statement(row), "faults": faults} for row, faults in check.implausible],
        "variety": {
            name: {key: round(value, 4) for key, value in asdict(measured).items()}
            for name, measured in check.variety.items()
        },
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "similarity": found.similarity,
        "left": {"split": found.left_split, **_statement(found.left)},
        "right": {"split": found.right_split, **_statement(found.right)},
    }


def _statement(row: Row) -> dict[str, Any]:
    return {"where": row.where, "area": row.area, "stance": row.stance, "sub": row.sub, "text": row.text}


def print_check(check: CorpusCheck, console: Console, limit: int) -> None:
    """Print the findings, `limit` examples of each kind, and the table of variety."""
    splits = ", ".join(f"{_split(name)} {count}" for name, count in check.counts.items())
    total = sum(check.counts.values())
    console.print(Text(say(f"{total} câu ({splits})", f"{total} statements ({splits})"), style="bold"))
    console.print(_overview(check))
    for error in check.invalid[:limit]:
        console.print(Text(f"– {error.message(language())}"))
    _print_pairs(console, say("Câu bị lộ", "Leaks"), check.leaks, limit)
    _print_pairs(console, say("Nhãn mâu thuẫn", "Conflicting labels"), check.conflicts, limit)
    _print_pairs(console, say("Câu gần trùng", "Near-duplicates"), check.duplicates, limit)
    _print_implausible(console, check, limit)
    if check.variety:
        console.print(_variety(check.variety))


def _overview(check: CorpusCheck) -> Table:
    table = Table(title=say("Kiểm tra", "Checks"), title_justify="left")
    table.add_column(say("Mục", "Check"))
    table.add_column(say("Số lỗi", "Found"), justify="right")
    groups = say(f"{check.duplicate_groups} nhóm", f"{check.duplicate_groups} groups")
    rows = [
        (say("Dòng sai, nhãn lạ", "Invalid lines and labels"), str(len(check.invalid))),
        (
            say("Lộ sang phần khác, báo cáo mẫu, thư mục so sánh", "Leaks out of a split"),
            str(len(check.leaks)),
        ),
        (say("Gần trùng trong một phần", "Near-duplicates in a split"), f"{len(check.duplicates)} ({groups})"),
        (say("Nhãn mâu thuẫn", "Conflicting labels"), str(len(check.conflicts))),
        (say("Câu không dùng được", "Implausible text"), str(len(check.implausible))),
    ]
    for row in rows:
        table.add_row(*row)
    return table


def _print_pairs(console: Console, title: str, found: Sequence[Finding], limit: int) -> None:
    if not found[:limit]:
        return
    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column(say("Giống", "Alike"), justify="right")
    table.add_column(say("Câu", "Statements"), overflow="fold")
    for pair in found[:limit]:
        sides = (pair.left_split, pair.left), (pair.right_split, pair.right)
        table.add_row(f"{pair.similarity:.2f}", Text("\n".join(_side(split, row) for split, row in sides)))
    console.print(table)


def _side(split: str, row: Row) -> str:
    labels = f"{area_name(row.area)} / {stance_name(row.stance, row.sub)}"
    return f"{row.where} [{_split(split)}; {labels}] {row.text}"


def _print_implausible(console: Console, check: CorpusCheck, limit: int) -> None:
    for row, faults in check.implausible[:limit]:
        named = ", ".join(say(*_FAULTS[fault]) for fault in faults)
        console.print(Text(f"– {row.where}: {named}: {row.text[:120]}"))


def _variety(measured: dict[str, Variety]) -> Table:
    title = say("Độ đa dạng, trên mẫu ngẫu nhiên cùng cỡ", "Variety, on random samples of one size")
    table = Table(title=title, title_justify="left")
    table.add_column(say("Số đo", "Measure"))
    for name in measured:
        table.add_column(say(*_SAMPLES[name]), justify="right")
    for key, names in _MEASURES.items():
        values = [float(getattr(each, key)) for each in measured.values()]
        whole = key in ("sentences", "reports")
        table.add_row(say(*names), *[f"{value:.0f}" if whole else f"{value:.1%}" for value in values])
    return table


def _split(name: str) -> str:
    return say(*_SPLITS[name]) if name in _SPLITS else name
