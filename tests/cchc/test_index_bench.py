"""The benchmark of the index asks both engines for the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc.index.bench import PAGES, run
from cchc.index.bench_corpus import QUERIES, SIZE, Asked
from cchc.index.bench_readers import read_together
from cchc.index.types import Record


def test_both_engines_find_the_same(
    tagged: dict[str, Record], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(20 * SIZE, tmp_path, list(tagged.values()), readers=3, seconds=0.5)
    told = capsys.readouterr().out
    assert f"added {20 * SIZE} statements" in told
    assert f"as many hits in {QUERIES} of {QUERIES} queries" in told
    assert len(re.findall(r"^.{34} p50 +[\d.]+ ms   p95 +[\d.]+ ms", told, re.MULTILINE)) == 2 + 2 + len(PAGES) + 3
    assert len(re.findall(r"answers, 0 errors", told)) == 3


def test_readers_count_what_goes_wrong() -> None:
    def ask(asked: Asked) -> None:
        if asked.text == "no":
            raise RuntimeError("gone")

    read = read_together(ask, [Asked("yes", "", ""), Asked("no", "", "")], 2, 0.05)
    assert read.errors[0] == "RuntimeError: gone" and len(read.errors) < len(read.times)
