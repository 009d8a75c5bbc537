"""Compilation of hot loops by numba, kept on disk between runs where the package folder or the user's cache allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers to machine code at its first call."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))
