"""Compilation of hot loops by numba, kept on disk between runs where the package folder or the user's cache allows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers to machine code at its first call.

    Notes
    -----
    What is kept on disk is renewed when the function's own file changes, not when a file changes whose functions it
    calls: after such a change delete the `.nbi` and `.nbc` files in `__pycache__`.
    """
    return cast(F, numba.njit(cache=True, nogil=True)(function))


def is_kept(function: Callable[..., object]) -> bool:
    """Tell whether what `compiled` made of a function is on the disk, newer than the function's file."""
    dispatcher: Any = function
    if not hasattr(dispatcher, "stats"):  # compilation is switched off (NUMBA_DISABLE_JIT)
        return True
    source = Path(dispatcher.py_func.__code__.co_filename)
    name = f"{source.stem}.{dispatcher.py_func.__name__}-*.nbi"
    kept = Path(dispatcher.stats.cache_path).glob(name)
    return any(index.stat().st_mtime >= source.stat().st_mtime for index in kept)
