"""The repair compiled in a process of its own: numba needs more memory for it than a worker may take."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys


def compile_apart() -> None:
    """Compile the repair where nothing that was compiled is kept; the caller's limit of time holds, not that of memory.

    What goes wrong is passed over: the repair then compiles where it runs.
    """
    from nlp.repair.compiled import is_kept  # numba takes a while to load; clean text does without
    from nlp.repair.search import decode

    if is_kept(decode):
        return
    command = [sys.executable, "-m", "corpora.warm_up"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with contextlib.suppress(OSError):
        subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL, env=environment)  # noqa: S603
