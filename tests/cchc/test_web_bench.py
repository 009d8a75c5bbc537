"""The benchmark through HTTP asks a served desk for what it asks the peer."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from cchc.index.bench import PAGES, open_index
from cchc.index.bench_corpus import QUERIES, SIZE
from cchc.index.types import Record
from cchc.web.bench import run, served


def test_desk_and_peer_find_the_same(
    tagged: dict[str, Record], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(20 * SIZE, tmp_path, list(tagged.values()), readers=3, seconds=0.5)
    told = capsys.readouterr().out
    assert f"added {20 * SIZE} statements" in told
    for way in ("search through HTTP", "search in one process"):
        line = rf"^{way}: [\d.]+ times .* as many hits in {QUERIES} of {QUERIES} queries$"
        assert re.search(line, told, re.MULTILINE), told
    assert re.search(r"^opening a report takes [\d.]+ times", told, re.MULTILINE)
    figures = re.findall(r"^.{34} p50 +([\d.]+) ms   p95 +([\d.]+) ms", told, re.MULTILINE)
    assert len(figures) == 4 + 2 + len(PAGES) + 3 and all(float(most) > 0 for _, most in figures)
    assert len(re.findall(r"[1-9]\d* answers, 0 errors", told)) == 3
    with open_index(tmp_path / "index") as index:  # what the writer added is gone again
        assert index.status().statements == 20 * SIZE


def test_what_the_desk_refuses_is_an_error(tmp_path: Path) -> None:
    open_index(tmp_path, create=True).close()
    with served(tmp_path) as client:
        used = client.cpu()
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            client.report("r-0")
        assert client.cpu() > used
