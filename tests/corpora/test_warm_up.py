"""What numba compiled is found again, or told to be missing."""

from __future__ import annotations

import os
from pathlib import Path

from nlp.repair.compiled import is_kept
from nlp.repair.search import decode


def test_what_is_kept_is_newer_than_its_source(tmp_path: Path) -> None:

    class Stats:
        cache_path = str(tmp_path)

    class Kept:
        stats = Stats()
        py_func = staticmethod(decode.py_func)

    assert not is_kept(Kept())  # type: ignore[arg-type]
    (tmp_path / "search.decode-28.py311.nbi").write_bytes(b"")
    assert is_kept(Kept())  # type: ignore[arg-type]
    os.utime(tmp_path / "search.decode-28.py311.nbi", (1, 1))
    assert not is_kept(Kept())  # type: ignore[arg-type]
