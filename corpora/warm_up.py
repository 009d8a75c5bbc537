"""Compile the repair of lost letters before it is first needed: ``python -m corpora.warm_up``, part of `make setup`.

What numba makes is kept on disk, so that the first damaged file does not wait half a minute for it.
"""

from __future__ import annotations

import contextlib
from importlib.resources import files
from typing import Final

from corpora.sample_writers.damaged import lose_letters
from nlp.repair import repair

_ENOUGH: Final = 6000  # code points: a shorter text tells too little of its fonts for a repair to begin


def warm_up() -> int:
    """Repair a short text; return how many stretches of it were restored, 0 if the repair did not begin."""
    text = (files("corpora") / "samples" / "tinh-2021.txt").read_text(encoding="utf-8")
    return len(repair(lose_letters(text[:_ENOUGH], fonts=2)).spans)


def _unlimit() -> None:
    """Lift the limit of memory that a reader hands down: here only the project's own text is read."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    _unlimit()
    if not warm_up():
        raise SystemExit("the repair did not begin")
