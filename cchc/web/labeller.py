"""Labels reports in a process of its own: pages stay quick, a report that takes too long costs itself only."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

from cchc.index.intake import label
from cchc.index.types import Record
from nlp.errors import CchcError, ReadError
from nlp.source import Source

_START: Final = 120.0  # seconds for the first report: a loaded machine reads its model slowly


class Labeller:
    """A process with the model; started by the first report, again after one that took too long.

    Parameters
    ----------
    model : str, optional
        Folder of another model.
    timeout : float
        Seconds for one report.
    """

    def __init__(self, model: str | None, timeout: float) -> None:
        self.model, self.timeout = model, timeout
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def label(self, source: Source) -> list[Record] | CchcError:
        """Label the papers of a file; errors are returned, not raised."""
        wait = self.timeout + (0 if self._process else _START)
        try:
            pipe = self._connect()
            pipe.send((source, self.model))
            if not pipe.poll(wait):
                self.stop()
                return ReadError("E011", source.name, f"{self.timeout:g}")
            made: list[Record] | CchcError = pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return ReadError("E004", source.name, "labelling")
        return made

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None:
            process.kill()
            process.join()
        if pipe is not None:
            pipe.close()

    def _connect(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")  # the same on every system; a fork would copy locks
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=serve, args=(there,), name="cchc-labeller", daemon=True)
            self._process.start()
            there.close()
        return self._pipe


def serve(pipe: Connection) -> None:
    """Label what comes through a pipe until it closes; a Ctrl-C on the terminal is the server's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            source, model = pipe.recv()
            pipe.send(_labelled(source, model))


def _labelled(source: Source, model: str | None) -> list[Record] | CchcError:
    try:
        return label(source, model)
    except (ArithmeticError, LookupError, ValueError, TypeError, RecursionError, MemoryError) as error:
        return ReadError("E004", source.name, type(error).__name__)
