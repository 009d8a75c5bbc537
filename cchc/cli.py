"""The entry point of the command line."""

from __future__ import annotations

import sys

# thinc and underthesea import these where they are installed, seconds of every start; only an encoder needs them.
if "encoder" not in sys.argv:
    for heavy in ("torch", "transformers"):
        sys.modules.setdefault(heavy, None)  # type: ignore[arg-type]

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
