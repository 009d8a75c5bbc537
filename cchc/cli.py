"""The entry point of the command line."""

from __future__ import annotations

import sys

from cchc.app import app
from cchc.commands import quality, reading, reports

__all__ = ["app", "main", "quality", "reading", "reports"]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
