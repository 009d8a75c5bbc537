"""The benchmark of the index asks both engines for the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cchc.index.bench import compare, peer
from cchc.index.bench_clock import Engine
from cchc.index.bench_corpus import Asked
from cchc.index.bench_readers import read_together


def test_without_the_peer_nothing_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert peer(tmp_path, tmp_path / "none.jsonl", alone=True) == {}
    taken = compare({"own": Engine(lambda asked: 1)}, [Asked("yes", "", "")])
    told = capsys.readouterr().out
    assert list(taken) == ["own"] and taken["own"].found == [1]
    assert re.search(r"^own +p50", told, re.MULTILINE) and "as fast" not in told


def test_readers_count_what_goes_wrong() -> None:
    def ask(asked: Asked) -> None:
        if asked.text == "no":
            raise RuntimeError("gone")

    read = read_together(ask, [Asked("yes", "", ""), Asked("no", "", "")], 2, 0.05)
    assert read.errors[0] == "RuntimeError: gone" and len(read.errors) < len(read.times)
