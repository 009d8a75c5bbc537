"""Bars on standard error while files are read: which file, and which page of a scan."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from cchc.inputs import Item
from cchc.language import say


class Bars:
    """Shows the files of a run where there are several, and the pages of a scan while it is recognised.

    Nothing is shown where standard error is no terminal.
    """

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._pages: TaskID | None = None

    def items(self, items: Sequence[Item]) -> Iterator[Item]:
        """Yield the items and count them; bars that are still shown at the end go."""
        try:
            task = self._shown().add_task(say("Đang đọc", "Reading"), total=len(items)) if len(items) > 1 else None
            for item in items:
                yield item
                self._hide_pages()
                if task is not None:
                    self._shown().advance(task)
        finally:
            if self._progress is not None:
                self._progress.stop()

    def pages(self, done: int, total: int) -> None:
        """Show how many pages of a scan were recognised; the bar goes with the last one."""
        if done >= total:
            self._hide_pages()
            return
        progress = self._shown()
        if self._pages is None:
            self._pages = progress.add_task(say("Nhận dạng trang", "Recognising page"), total=total)
        progress.update(self._pages, completed=done, total=total)

    def _shown(self) -> Progress:
        """Return the bars, started: at the first use, or again where the page bar was the only one."""
        if self._progress is None:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            # Python has no standard error where the shell closed it.
            silent = sys.stderr is None or not sys.stderr.isatty()
            console = Console(stderr=True, quiet=silent)
            # Standard output may be a file: what is printed there must not turn up among the bars.
            self._progress = Progress(*columns, console=console, transient=True, redirect_stdout=False, disable=silent)
        self._progress.start()
        return self._progress

    def _hide_pages(self) -> None:
        """Take the page bar away, and everything with it where nothing else is shown, for a report may be printed."""
        if self._progress is None or self._pages is None:
            return
        self._progress.remove_task(self._pages)
        self._pages = None
        if not self._progress.tasks:
            self._progress.stop()
