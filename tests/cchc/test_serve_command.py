"""`cchc serve` as a process: it tells its address, answers under its names only, and stops; what it refuses."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cli_helpers import COMMAND, Run, complaints

from cchc.accounts import Accounts
from cchc.index import open_index
from cchc.web.serving import host_names, open_port, url_of

PASSWORD = "một mật khẩu dài"


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command on a free port; gives the process and the address that it told."""
    command = [*COMMAND, "serve", "--port", "0", "--index", str(folder), *options]
    env = os.environ | {"CCHC_LANG": "vi", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        try:
            assert process.stdout is not None and process.stderr is not None
            told = process.stdout.readline()
            found = re.search(r"http://\S+/", told)
            assert found, told + process.stderr.read()
            yield process, found[0]
        finally:
            process.kill()


def account(folder: Path) -> None:
    with open_index(folder, create=True) as index:
        Accounts(index.store.engine).add("lan", "admin", PASSWORD)


def test_answers_are_sent_at_once() -> None:
    with open_port("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:  # else the body waits until the client has acknowledged the head
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_it_answers_and_stops(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        response = httpx.get(f"{address}tim-kiem")
        assert response.status_code == 200 and "server" not in response.headers
        assert httpx.get(f"{address}tim-kiem", headers={"Host": "bad.example"}).status_code == 400
        forwarded = httpx.get(
            f"{address}tim-kiem", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"}
        )
        assert forwarded.status_code == 200
        if sys.platform != "win32":
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            said, complained = process.communicate(timeout=20)
            assert (process.returncode, complained) == (0, "") and "Đã dừng" in said
            assert time.monotonic() - begun < 15


def test_other_machines_are_served_with_accounts_only(run: Run, tmp_path: Path) -> None:
    for option in (("--host", "0.0.0.0"), ("--https",), ("--name", "cchc.example")):
        refused = run("serve", "--port", "0", "--index", tmp_path, *option, "--lang", "en")
        assert refused.returncode == 1
        told = "cchc: without accounts only this machine is served (127.0.0.1); `cchc users add NAME --role admin` "
        assert complaints(refused) == [f"{told}makes one"]
    account(tmp_path)
    with serving(tmp_path, "--name", "cchc.example", "--https") as (_, address):
        response = httpx.get(f"{address}tim-kiem", headers={"Host": "cchc.example"})
        assert response.status_code == 303 and response.headers["location"].startswith("/dang-nhap")
        cookie = httpx.get(f"{address}dang-nhap", headers={"Host": "cchc.example"}).headers["set-cookie"]
        assert "secure" in cookie.lower()


def test_a_port_that_is_taken_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("serve", "--port", str(port), "--index", tmp_path, "--lang", "en")
    assert refused.returncode == 1
    told = f"cchc: 127.0.0.1:{port}: the port cannot be opened: another program has it; choose another --port"
    assert complaints(refused) == [told]


def test_what_cannot_be_served_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    account(tmp_path)
    for option in (("--host", "192.0.2.1"), ("--host", "no.such.host.invalid"), ("--model", str(tmp_path))):
        refused = run("serve", "--port", "0", "--index", tmp_path, *option)
        assert refused.returncode == 1 and len(complaints(refused)) == 1


@pytest.mark.parametrize(
    ("host", "more", "named"),
    [
        ("127.0.0.1", (), {"127.0.0.1", "localhost", "[::1]"}),
        ("10.0.0.5", ("CCHC.example:8000",), {"10.0.0.5", "cchc.example", "localhost"}),
        ("fe80::1", (), {"fe80::1", "[fe80::1]"}),
        ("0.0.0.0", ("desk",), {socket.gethostname().lower(), "desk"}),
    ],
)
def test_names(host: str, more: tuple[str, ...], named: set[str]) -> None:
    names = host_names(host, more)
    assert named <= set(names) and "*" not in names and "0.0.0.0" not in names


def test_addresses() -> None:
    assert url_of("0.0.0.0", 8000) == "http://127.0.0.1:8000/"
    assert url_of("::1", 80) == "http://[::1]:80/"
