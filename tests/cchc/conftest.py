"""What the tests of the index, its accounts and the desk share: each runs on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from index_helpers import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """Give the URL of an empty PostgreSQL database, None for the folder's own SQLite file."""
    if request.param == "sqlite":
        yield None
    else:
        yield from fresh_database()
