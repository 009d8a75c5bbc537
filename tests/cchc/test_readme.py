"""Whatever a user can type stands in README or in the pages beside it, whose links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest

from cchc.cli import app
from cchc.output import ERROR_NAMES

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = (README, *sorted(ROOT.glob("docs/*.md")))
pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel is tested without its README")


@cache
def told() -> str:
    """Return the text of all pages."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands(group: click.Group, path: str = "cchc") -> dict[str, click.Command]:
    """Return every command by what a user types, those within groups too."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        typed = f"{path} {name}"
        found |= commands(command, typed) if isinstance(command, click.Group) else {typed: command}
    return found


@pytest.mark.parametrize("typed", sorted(commands(app)))
def test_every_command_and_option(typed: str) -> None:
    text = told()
    assert typed in text
    for parameter in commands(app)[typed].params:
        if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
            assert any(f"`{opt}" in text for opt in parameter.opts), parameter.opts


@pytest.mark.parametrize("code", sorted(ERROR_NAMES))
def test_every_error_code(code: str) -> None:
    assert f"| {code} |" in told()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert there.exists(), target
        assert not anchor or anchor in headings(there), anchor


def headings(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
