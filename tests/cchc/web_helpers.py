"""What the tests of the web desk share: an index of the samples, a client, a served desk, a browser."""

from __future__ import annotations

import copy
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from cchc.index import open_index
from cchc.index.bench_corpus import SAMPLES
from cchc.index.intake import Options, records_of
from cchc.index.types import Record
from cchc.web import Settings, create_app
from cchc.web.visitors import csrf_of

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
OUT = Path(__file__).parents[2] / "out" / "screens"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing")


@cache
def samples() -> tuple[Record, ...]:
    """Return the sample reports as `cchc index add` labels them, with their text; once for all tests of a process."""
    with tempfile.TemporaryDirectory() as folder, open_index(folder, create=True) as index:
        return tuple(r for r in records_of(index.store, [str(SAMPLES)], Options(), iter) if isinstance(r, dict))


def fill_samples(folder: Path, database: str | None = None) -> None:
    """Make an index of the six sample reports."""
    with open_index(folder, database, create=True) as index:
        outcomes = [added.outcome for added in index.add(copy.deepcopy(samples()))]
    assert outcomes == ["added"] * len(outcomes)


def fill_with_origins(folder: Path, database: str | None = None) -> None:
    """Make an index of the samples that knows where their files lie."""
    records = [made | {"origin": str(Path(SAMPLES) / made["report"]["source"])} for made in copy.deepcopy(samples())]
    with open_index(folder, database, create=True) as index:
        assert [added.outcome for added in index.add(records)] == ["added"] * len(records)


@contextmanager
def desk_client(folder: Path, database: str | None = None, **settings: Any) -> Iterator[TestClient]:
    """Give a client of a desk; it follows no redirect, and its browser holds a session after the first page."""
    made = replace(Settings(folder, database), names=("testserver",), **settings)
    with TestClient(create_app(made), follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def csrf(client: TestClient) -> str:
    """Return the form token that belongs to the client's session."""
    if "cchc" not in client.cookies:
        client.get("/dang-nhap")
        client.get("/")
    desk = client.app.state.desk  # type: ignore[attr-defined]
    return csrf_of(desk.key, desk.unsign(client.cookies["cchc"]))


def sign_in(client: TestClient, name: str, password: str) -> Any:
    """Sign in as a browser does."""
    return client.post("/dang-nhap", data={"name": name, "password": password, "csrf": csrf(client)})


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve a desk on a free port of this machine; gives its address."""
    config = uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def browser(**options: Any) -> Iterator[Any]:
    """Give a page of Debian's Chromium; what the page logs as an error fails the test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(locale="vi-VN", **options)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        yield page
        chromium.close()
    assert errors == []


def accessible(page: Any) -> None:
    """Fail on what axe-core calls a serious or critical fault of the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []


def keep(page: Any, name: str) -> None:
    """Keep a screenshot for people."""
    OUT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=OUT / f"{name}.png", full_page=True)
