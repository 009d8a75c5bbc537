"""Accounts on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_helpers import Run, complaints
from click.testing import CliRunner
from rich.console import Console

from cchc.accounts import Accounts, AuditRow, User
from cchc.cli import app
from cchc.index import open_index
from cchc.users_view import print_audit

PASSWORD = "một mật khẩu dài"
ENV = {"CCHC_LANG": "vi", "CCHC_DB": None}


def typed(folder: Path, *arguments: str, answers: str = "") -> tuple[int, str]:
    """Run `cchc users` in this process with what is typed at its prompts; returns the status and all it said."""
    ended = CliRunner().invoke(app, ["users", *arguments, "--index", str(folder)], input=answers, env=ENV)
    return ended.exit_code, ended.output


def add(folder: Path, name: str, role: str) -> tuple[int, str]:
    return typed(folder, "add", name, "--role", role, "--password-stdin", answers=f"{PASSWORD}\n")


def held(folder: Path) -> list[User]:
    with open_index(folder) as index:
        return Accounts(index.store.engine).list()


def check(folder: Path, name: str, password: str) -> User | None:
    with open_index(folder) as index:
        return Accounts(index.store.engine).check(name, password)


def test_an_office_makes_its_admin_first(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "moi"
    made = run("users", "add", "Ân", "--role", "admin", "--password-stdin", "--index", folder, input=PASSWORD.encode())
    assert made.returncode == 0 and complaints(made) == []
    assert check(folder, "ân", PASSWORD) == held(folder)[0]
    listed = run("users", "list", "--json", "--index", folder)
    assert [(one["name"], one["role"]) for one in json.loads(listed.stdout)] == [("Ân", "admin")]
    weak = run("users", "add", "b", "--role", "viewer", "--password-stdin", "--index", folder, "--lang", "en")
    assert weak.returncode == 1 and complaints(weak)[0].startswith(
        "cchc: the password is too weak: it takes at least 10"
    )


def test_the_password_is_typed_twice_unseen(tmp_path: Path) -> None:
    status, said = typed(tmp_path, "add", "lan", "--role", "admin", answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert status == 0 and PASSWORD not in said and check(tmp_path, "lan", PASSWORD)
    status, said = typed(tmp_path, "add", "an", "--role", "admin", answers=f"{PASSWORD}\n{PASSWORD}2\n")
    assert status == 1 and "hai lần nhập mật khẩu khác nhau" in said
    assert [user.name for user in held(tmp_path)] == ["lan"]


def test_another_password(tmp_path: Path) -> None:
    add(tmp_path, "lan", "admin")
    assert typed(tmp_path, "password", "lan", "--password-stdin", answers=f"{PASSWORD} 2\r\n")[0] == 0
    assert check(tmp_path, "lan", PASSWORD) is None and check(tmp_path, "lan", f"{PASSWORD} 2")
    status, said = typed(tmp_path, "password", "nobody")
    assert status == 1 and "nobody: không có tài khoản này" in said and "Mật khẩu" not in said  # nothing is asked


def test_roles_and_removal(tmp_path: Path) -> None:
    add(tmp_path, "lan", "admin")
    add(tmp_path, "an", "viewer")
    assert typed(tmp_path, "role", "an", "reviewer")[0] == 0
    assert [user.role for user in held(tmp_path)] == ["reviewer", "admin"]
    for refused, told in ((("remove", "lan"), "cuối cùng"), (("role", "an", "admn"), "có phải admin?")):
        status, said = typed(tmp_path, *refused)
        assert status == 1 and told in said
    assert typed(tmp_path, "remove", "AN")[0] == 0
    assert [user.name for user in held(tmp_path)] == ["lan"]
    status, said = typed(tmp_path, "list")
    assert status == 0 and "lan" in said and "admin" in said


def test_locked_out_and_let_in_again(tmp_path: Path) -> None:
    add(tmp_path, "lan", "admin")
    add(tmp_path, "an", "viewer")
    assert typed(tmp_path, "lock", "an")[0] == 0
    assert check(tmp_path, "an", PASSWORD) is None
    assert typed(tmp_path, "lock", "an", "--undo")[0] == 0
    assert check(tmp_path, "an", PASSWORD)
    status, said = typed(tmp_path, "lock", "lan")
    assert status == 1 and "cuối cùng" in said


def test_a_token_is_printed_once_and_alone(run: Run, tmp_path: Path) -> None:
    add(tmp_path, "lan", "reviewer")
    made = run("users", "token", "lan", "--label", "sao lưu", "--index", tmp_path, "--lang", "en")
    secret = made.stdout.decode().removesuffix("\n")
    assert made.returncode == 0 and secret.startswith("cchc_") and "365 days" in complaints(made)[0]
    with open_index(tmp_path) as index:
        user = Accounts(index.store.engine).by_token(secret)
    assert user is not None and user.name == "lan"
    assert secret not in typed(tmp_path, "audit", "--json")[1]


def test_what_is_done_here_stands_in_the_log(tmp_path: Path) -> None:
    add(tmp_path, "lan", "admin")
    add(tmp_path, "an", "viewer")
    typed(tmp_path, "role", "an", "reviewer")
    typed(tmp_path, "password", "an", "--password-stdin", answers=f"{PASSWORD}\n")
    typed(tmp_path, "token", "an", "--label", "x")
    typed(tmp_path, "remove", "an")
    typed(tmp_path, "remove", "lan")  # refused: not in the log
    rows = json.loads(typed(tmp_path, "audit", "--json")[1])
    actions = ["user.remove", "token.add", "user.password", "user.role", "user.add", "user.add"]
    assert [row["action"] for row in rows] == actions
    assert {row["address"] for row in rows} == {"local"} and rows[3]["detail"] == "an (reviewer)"
    assert len(json.loads(typed(tmp_path, "audit", "--json", "--limit", "2")[1])) == 2
    assert "user.password" in typed(tmp_path, "audit")[1]


@pytest.mark.parametrize("arguments", [["list"], ["remove", "lan"], ["audit"], ["token", "lan", "--label", "x"]])
def test_only_add_makes_an_index(tmp_path: Path, arguments: list[str]) -> None:
    status, said = typed(tmp_path / "none", *arguments)
    assert status == 1 and "không có chỉ mục" in said and not (tmp_path / "none").exists()


def test_the_log_cannot_steer_the_terminal() -> None:
    screen = Console(width=200, record=True)
    print_audit([AuditRow(1, "2026-01-01", "\x1b]0;x\x07", "login", "a\x1b[2Jb\nc", None)], screen)
    assert not {"\x1b", "\x07"} & set(screen.export_text(styles=False))
