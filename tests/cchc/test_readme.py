"""Whatever a user can type stands in README."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from cchc.cli import app
from cchc.output import ERROR_NAMES

README = Path(__file__).parents[2] / "README.md"
pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel is tested without its README")


def commands(group: click.Group, path: str = "cchc") -> dict[str, click.Command]:
    """Return every command by what a user types, those within groups too."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        typed = f"{path} {name}"
        found |= commands(command, typed) if isinstance(command, click.Group) else {typed: command}
    return found


@pytest.mark.parametrize("typed", sorted(commands(app)))
def test_every_command_and_option(typed: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert typed in text
    for parameter in commands(app)[typed].params:
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            assert any(f"`{opt}" in text for opt in parameter.opts), parameter.opts


@pytest.mark.parametrize("code", sorted(ERROR_NAMES))
def test_every_error_code(code: str) -> None:
    assert f"| {code} |" in README.read_text(encoding="utf-8")
