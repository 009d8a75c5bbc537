"""Compilation of hot loops by numba, kept on disk between runs where the package folder or the user's cache allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

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
