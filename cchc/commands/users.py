"""Commands over the accounts of the web desk: users add, list, remove, role, password, token, audit."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.app import JSON, WHERE, app, note, open_at, with_options
from cchc.language import say
from cchc.screen import Screen
from nlp.errors import AccountError

if TYPE_CHECKING:
    from cchc.accounts import Accounts

_HERE = "local"  # the audit log's address of what was done on the command line
_NAME = click.argument("name", metavar="NAME")
_ROLES = "viewer|reviewer|admin"
_STDIN = click.option(
    "--password-stdin",
    "piped",
    is_flag=True,
    help=say("Đọc mật khẩu từ dòng đầu của đầu vào chuẩn.", "Read the password from standard input's first line."),
)


@contextlib.contextmanager
def _accounts(folder: Path, db: str | None, create: bool = False) -> Iterator[Accounts]:
    from cchc.accounts import Accounts

    with open_at(folder, db, create) as opened:
        yield Accounts(opened.store.engine)


def _password(piped: bool) -> str:
    """Return the first line of standard input, or what is typed twice, unseen."""
    if piped:
        return sys.stdin.buffer.readline().decode("utf-8", "surrogateescape").rstrip("\r\n")
    first, second = (
        click.prompt(told, default="", show_default=False, hide_input=True, err=True)
        for told in (say("Mật khẩu", "Password"), say("Nhập lại mật khẩu", "Password again"))
    )
    if first != second:
        raise AccountError("E066")
    return str(first)


@app.group(
    cls=type(app),
    help=say("Tài khoản của trang web: ai được làm gì.", "The accounts of the web desk: who may do what."),
    epilog="cchc users list\ncchc users audit",
)
def users() -> None:
    """Hold the commands over accounts."""


@users.command(
    help=say(
        "Thêm tài khoản; chưa có chỉ mục thì tạo. viewer: xem; reviewer: sửa nhãn; admin: mọi việc.",
        "Add an account, and the index where there is none. viewer: reads; reviewer: corrects; admin: everything.",
    ),
    epilog="cchc users add lan --role admin\ncchc users add 'Nguyễn Văn An' --role viewer --password-stdin < mat-khau",
)
@_NAME
@click.option("--role", required=True, metavar=_ROLES, help=say("Vai trò.", "Role."))
@_STDIN
@with_options(*WHERE)
def add(*, name: str, role: str, piped: bool, folder: Path, db: str | None) -> None:
    """Add an account."""
    password = _password(piped)
    with _accounts(folder, db, create=True) as accounts:
        user = accounts.add(name, role, password)
        accounts.note("user.add", None, f"{user.name} ({user.role})", _HERE)
    click.echo(say(f"Đã thêm {user.name} ({user.role})", f"{user.name} added ({user.role})"))


@users.command("list", help=say("Liệt kê tài khoản.", "List the accounts."), epilog="cchc users list --json")
@JSON
@with_options(*WHERE)
def list_users(*, as_json: bool, folder: Path, db: str | None) -> None:
    """List accounts."""
    from cchc.users_view import print_users

    with _accounts(folder, db) as accounts:
        found = accounts.list()
    if as_json:
        click.echo(json.dumps([asdict(user) for user in found], ensure_ascii=False))
    else:
        print_users(found, Screen())


@users.command(
    help=say(
        "Xóa tài khoản cùng phiên, mã truy cập và mục đã lưu; nhật ký vẫn giữ tên.",
        "Delete an account with its sessions, tokens and saved views; the audit log keeps its name.",
    ),
    epilog="cchc users remove lan",
)
@_NAME
@with_options(*WHERE)
def remove(*, name: str, folder: Path, db: str | None) -> None:
    """Remove an account."""
    with _accounts(folder, db) as accounts:
        user = accounts.get(name)
        accounts.remove(name)
        accounts.note("user.remove", None, user.name, _HERE)
    click.echo(say(f"Đã xóa {user.name}", f"{user.name} removed"))


@users.command(
    help=say(
        "Khóa tài khoản, hoặc mở lại bằng --undo; mọi thứ của tài khoản được giữ.",
        "Lock an account out, or let it in again with --undo; all that is its own is kept.",
    ),
    epilog="cchc users lock lan\ncchc users lock lan --undo",
)
@_NAME
@click.option("--undo", is_flag=True, help=say("Mở lại.", "Let it in again."))
@with_options(*WHERE)
def lock(*, name: str, undo: bool, folder: Path, db: str | None) -> None:
    """Lock an account out."""
    with _accounts(folder, db) as accounts:
        accounts.set_active(name, undo)
        user = accounts.get(name)
        accounts.note("user.unlock" if undo else "user.lock", None, user.name, _HERE)
    done = say(f"Đã mở lại {user.name}", f"{user.name} is let in")
    click.echo(done if undo else say(f"Đã khóa {user.name}", f"{user.name} is locked out"))


@users.command(help=say("Đổi vai trò.", "Give another role."), epilog="cchc users role lan reviewer")
@_NAME
@click.argument("role", metavar=_ROLES)
@with_options(*WHERE)
def role(*, name: str, role: str, folder: Path, db: str | None) -> None:
    """Give another role."""
    with _accounts(folder, db) as accounts:
        accounts.set_role(name, role)
        user = accounts.get(name)
        accounts.note("user.role", None, f"{user.name} ({role})", _HERE)
    click.echo(say(f"{user.name}: {role}", f"{user.name} is {role} now"))


@users.command(
    help=say("Đổi mật khẩu; mọi phiên của tài khoản kết thúc.", "Give another password; all its sessions end."),
    epilog="cchc users password lan",
)
@_NAME
@_STDIN
@with_options(*WHERE)
def password(*, name: str, piped: bool, folder: Path, db: str | None) -> None:
    """Give another password."""
    with _accounts(folder, db) as accounts:
        user = accounts.get(name)  # before somebody types for nothing
        accounts.set_password(name, _password(piped))
        accounts.note("user.password", None, user.name, _HERE)
    click.echo(say(f"Đã đổi mật khẩu của {user.name}", f"{user.name} has another password now"))


@users.command(
    help=say(
        "Tạo mã truy cập cho chương trình chạy dưới tên một tài khoản; mã chỉ in ra một lần.",
        "Make a token for a program that acts as an account; it is printed once.",
    ),
    epilog="cchc users token lan --label 'sao lưu hằng đêm'",
)
@_NAME
@click.option("--label", required=True, metavar="TEXT", help=say("Dùng để làm gì.", "What it is for."))
@with_options(*WHERE)
def token(*, name: str, label: str, folder: Path, db: str | None) -> None:
    """Make a token."""
    from cchc.accounts.keys import DAYS

    with _accounts(folder, db) as accounts:
        made, secret = accounts.make_token(name, label, DAYS)
        accounts.note("token.add", None, f"{made.user}: {label}", _HERE)
    click.echo(secret)
    note(
        say(
            f"hãy cất mã này ngay: không xem lại được; dùng được {DAYS} ngày",
            f"keep it now, it cannot be shown again; it works for {DAYS} days",
        )
    )


@users.command(
    help=say("Nhật ký: ai đã làm gì, lúc nào; mới nhất trước.", "The audit log: who did what and when; newest first."),
    epilog="cchc users audit --limit 20",
)
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help=say("Số dòng.", "Lines.")
)
@JSON
@with_options(*WHERE)
def audit(*, limit: int, as_json: bool, folder: Path, db: str | None) -> None:
    """Print the audit log."""
    from cchc.users_view import print_audit

    with _accounts(folder, db) as accounts:
        found = accounts.audit(limit)
    if as_json:
        click.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False))
    else:
        print_audit(found, Screen())
