"""The command that serves the web desk."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from cchc.app import MAX_MB, MODEL, TIMEOUT, WHERE, app, with_options
from cchc.language import say

_LEAST_REQUEST = 512  # megabytes that one upload of several files may take


@app.command(
    help=say(
        "Mở trang web của chỉ mục; chưa có tài khoản thì chỉ máy này vào được.",
        "Serve the index as web pages; without accounts only this machine is served.",
    ),
    epilog="cchc serve --open\ncchc serve --host 0.0.0.0 --name cchc.so-noi-vu.local",
)
@click.option("--open", "opens", is_flag=True, help=say("Mở trình duyệt.", "Open the browser."))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say("Địa chỉ để nghe; 0.0.0.0: mọi địa chỉ của máy.", "Address to listen on; 0.0.0.0: all of the machine."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help=say("Cổng; 0: cổng còn trống.", "Port; 0: a free one."),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help=say("Tên máy mà người dùng gõ để mở trang.", "Name by which people open the desk."),
)
@click.option(
    "--https",
    is_flag=True,
    help=say("Có máy chủ https đứng trước, trên máy này.", "A proxy on this machine serves it by https."),
)
@MODEL
@MAX_MB
@TIMEOUT
@with_options(*WHERE)
def serve(
    *,
    opens: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    https: bool,
    model: str | None,
    max_mb: int,
    timeout: int,
    folder: Path,
    db: str | None,
) -> None:
    """Serve the desk."""
    from cchc.web.desk import Settings
    from cchc.web.serving import host_names, is_loopback
    from cchc.web.serving import serve as run

    if model:
        from models.store import load

        load(Path(model))  # a folder that holds none is told now, not with the first upload
    # Behind a proxy, or under another name, other machines reach the server though it listens on this one only.
    local = is_loopback(host) and not https and all(map(is_loopback, names))
    settings = Settings(
        folder, db, model, host_names(host, names), local, https,
        max_bytes=max_mb * 1_000_000, max_request=max(_LEAST_REQUEST, 2 * max_mb) * 1_000_000, timeout=timeout,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        run(settings, host, port, lambda url: _ready(url, opens))
    click.echo(say("Đã dừng", "Stopped"))


def _ready(url: str, opens: bool) -> None:
    """Tell where the desk is; a browser may take its time to come."""
    click.echo(say(f"Đang phục vụ tại {url} (Ctrl-C để dừng)", f"Serving at {url} (Ctrl-C stops)"))
    if opens:
        import threading
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
