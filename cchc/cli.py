"""The entry point of the command line."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder

from cchc.app import app
from cchc.commands import corpus, index, quality, reading, reports, serve, users

__all__ = ["app", "corpus", "index", "main", "quality", "reading", "reports", "serve", "users"]

_HEAVY = ("torch", "transformers")


class _NotNeeded(MetaPathFinder):
    """Refuses packages that thinc and underthesea import wherever they are installed: seconds of every start."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raise for a heavy package; None leaves the others to the usual finders."""
        if name in _HEAVY:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)


def main() -> None:
    """Run the command line."""
    if "encoder" not in sys.argv:  # only training one needs them
        sys.meta_path.insert(0, _NotNeeded())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
