"""The benchmark of the index asks both engines for the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc.index.bench import QUERIES, SIZE, Record, run


def test_both_engines_find_the_same(
    tagged: dict[str, Record], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(10 * SIZE, tmp_path, list(tagged.values()))
    told = capsys.readouterr().out
    assert f"added {10 * SIZE} statements" in told
    assert f"equally many hits in {QUERIES} of {QUERIES} queries" in told
    assert len(re.findall(r"p50 +[\d.]+ ms   p95 +[\d.]+ ms", told)) == 2
