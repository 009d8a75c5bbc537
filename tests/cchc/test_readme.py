"""Whatever a user can type stands in README."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from cchc.cli import app
from cchc.output import ERROR_NAMES

README = Path(__file__).parents[2] / "README.md"
pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel is tested without its README")


@pytest.mark.parametrize("name", sorted(app.commands))
def test_every_command_and_option(name: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert f"cchc {name}" in text
    for parameter in app.commands[name].params:
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            assert any(f"`{opt}" in text for opt in parameter.opts), parameter.opts


@pytest.mark.parametrize("code", sorted(ERROR_NAMES))
def test_every_error_code(code: str) -> None:
    assert f"| {code} |" in README.read_text(encoding="utf-8")
