"""The console that tables and reports are printed on."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Screen(Console):
    """A console that leaves a closed pipe to the command line; Rich itself would end with exit status 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise again what Rich caught."""
        raise BrokenPipeError
