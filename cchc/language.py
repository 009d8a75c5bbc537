"""The user's language: Vietnamese, or English with `--lang en` or CCHC_LANG=en; on the web desk each reader's own."""

from __future__ import annotations

import os
import sys
from contextvars import ContextVar
from typing import Final

from models.names import AREA_NAMES, STANCE_NAMES, SUB_NAMES

__all__ = [
    "AREA_NAMES",
    "LANGUAGES",
    "STANCE_NAMES",
    "SUB_NAMES",
    "area_name",
    "choose",
    "language",
    "role_name",
    "say",
    "stance_name",
]


LANGUAGES = ("vi", "en")
# Roles of sections as the outline names them.
ROLE_NAMES: Final = {
    "results": ("kết quả", "results"),
    "limitations": ("hạn chế", "limitations"),
    "causes": ("nguyên nhân", "causes"),
    "tasks": ("nhiệm vụ", "tasks"),
    "proposals": ("kiến nghị", "proposals"),
    "achievements": ("ưu điểm", "achievements"),
    "steering": ("chỉ đạo, điều hành", "steering"),
    "front": ("phần đầu", "front matter"),
    "back": ("phần cuối", "back matter"),
    "annex": ("phụ lục", "annex"),
}
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def choose(language: str | None) -> None:
    """Set the language of what runs in this context, such as one request; None goes back to the command line's."""
    _chosen.set(language if language in LANGUAGES else None)


def language() -> str:
    """Return "vi" or "en": the one chosen, then the last switch on the command line, then the environment."""
    if chosen := _chosen.get():
        return chosen
    for index in range(len(sys.argv) - 1, 0, -1):
        word = sys.argv[index]
        if word in ("--lang=en", "--lang=vi"):
            return word.removeprefix("--lang=")
        if word in ("en", "vi") and sys.argv[index - 1] == "--lang":
            return word
    return "en" if os.environ.get("CCHC_LANG", "vi").lower().startswith("en") else "vi"


def say(vietnamese: str, english: str) -> str:
    """Return the text in the user's language."""
    return english if language() == "en" else vietnamese


def area_name(area: str) -> str:
    """Return the name of an area in the user's language."""
    return say(*AREA_NAMES[area])


def stance_name(stance: str, sub: str | None = None) -> str:
    """Return the name of a stance, of its sub-label where there is one."""
    return say(*(SUB_NAMES[sub] if sub else STANCE_NAMES[stance]))


def role_name(role: str) -> str:
    """Return the name of a section's role in the user's language."""
    return say(*ROLE_NAMES.get(role, (role, role)))
