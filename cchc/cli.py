"""The entry point of the command line."""

from __future__ import annotations

import sys

# thinc imports torch where it is installed, two seconds of every start; only training an encoder needs it.
if "encoder" not in sys.argv:
    sys.modules.setdefault("torch", None)  # type: ignore[arg-type]

from cchc.app import app
from cchc.commands import corpus, quality, reports

__all__ = ["app", "corpus", "main", "quality", "reports"]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
