"""Serving the desk: which names it goes by, whom it serves, its port."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Final

import uvicorn

from cchc.language import say
from cchc.web.app import create_app
from cchc.web.desk import LOOPBACK, Settings
from cchc.web.visitors import check_settings
from nlp.errors import WebError

_ANY: Final = ("0.0.0.0", "::", "")  # noqa: S104 - every address of the machine
_CONNECTIONS: Final = 400  # at a time; a browser opens up to six
_TAKEN: Final = (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("desk.example")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def host_names(host: str, more: Iterable[str]) -> tuple[str, ...]:
    """Return the names that requests may ask for: this machine's, the one listened on, those given.

    Parameters
    ----------
    host : str
        What is listened on; for every address of the machine its name and addresses are found out.
    more : iterable of str
        Names that people open the desk by, with or without a port.
    """
    own = _machine() if host in _ANY else [host]
    return tuple(dict.fromkeys(name.lower() for one in (*LOOPBACK, *own, *map(_bare, more)) for name in _spelt(one)))


def _bare(name: str) -> str:
    """Return a name without the port."""
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def _spelt(name: str) -> tuple[str, ...]:
    """Return an address of IPv6 as a browser asks for it, too."""
    return (name, f"[{name}]") if ":" in name and not name.startswith("[") else (name,)


def _machine() -> list[str]:
    name = socket.gethostname()
    try:
        found = [str(row[4][0]).partition("%")[0] for row in socket.getaddrinfo(name, None)]
    except OSError:
        found = []
    return [name, socket.getfqdn(), *found]


def open_port(host: str, port: int) -> socket.socket:
    """Return a listening socket whose connections send at once.

    Of a socket that it did not make itself, asyncio leaves Nagle's algorithm on: the body of an answer would wait for
    the client's delayed acknowledgement of the head, 40 ms on Linux.

    Raises
    ------
    WebError
        E087 where the port is taken, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        taken = say("chương trình khác đang dùng; chọn --port khác", "another program has it; choose another --port")
        raise WebError("E087", f"{host}:{port}", taken if error.errno in _TAKEN else str(error.strerror)) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what is accepted has it from here
    return listening


def url_of(host: str, port: int) -> str:
    """Return the address to open in a browser of this machine."""
    shown = "127.0.0.1" if host in _ANY else host
    return f"http://[{shown}]:{port}/" if ":" in shown and not shown.startswith("[") else f"http://{shown}:{port}/"


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped.

    Parameters
    ----------
    settings : Settings
    host : str
    port : int
        0 for any that is free.
    ready : callable
        Is told the address once it answers.

    Raises
    ------
    WebError
        E077 without accounts where other machines are served; E087.
    """
    app = create_app(settings)
    try:
        check_settings(settings, app.state.desk.accounts.any())
        listening = open_port(host, port)
    except WebError:
        app.state.desk.close()
        raise
    url = url_of(host, listening.getsockname()[1])
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.https,
        forwarded_allow_ips="127.0.0.1",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
    )
    with listening:
        _Server(config, lambda: ready(url)).run([listening])
