"""How far a long reading has come: who wants to know says so around `read`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

# Gets the pages done and the pages there are, before the first page and after each.
PageProgress = Callable[[int, int], None]

_listener: Final[ContextVar[PageProgress | None]] = ContextVar("page_progress", default=None)


@contextmanager
def page_progress(listener: PageProgress) -> Iterator[None]:
    """Let `listener` hear of the first page to come and of every page that is recognised within the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, total: int) -> None:
    """Tell the listener, where there is one."""
    listener = _listener.get()
    if listener:
        listener(done, total)
