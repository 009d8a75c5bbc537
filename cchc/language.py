"""The user's language: Vietnamese, or English with `--lang en` or CCHC_LANG=en."""

from __future__ import annotations

import os
import sys

AREA_NAMES = {
    "steering": ("Chỉ đạo, điều hành", "Steering"),
    "institutions": ("Thể chế", "Institutions"),
    "procedures": ("Thủ tục hành chính", "Procedures"),
    "organisation": ("Tổ chức bộ máy", "Organisation"),
    "civil_service": ("Chế độ công vụ", "Civil service"),
    "public_finance": ("Tài chính công", "Public finance"),
    "digital_government": ("Chính quyền số", "Digital government"),
    "none": ("Ngoài bảy lĩnh vực", "Outside the seven"),
}
STANCE_NAMES = {
    "achievement": ("Kết quả", "Achievement"),
    "limitation": ("Hạn chế", "Limitation"),
    "recommendation": ("Nhiệm vụ, kiến nghị", "Recommendation"),
    "none": ("Không xếp loại", "None of the three"),
}
SUB_NAMES = {
    "limitation": ("Hạn chế", "Limitation"),
    "cause": ("Nguyên nhân", "Cause"),
    "task": ("Nhiệm vụ", "Task"),
    "proposal": ("Kiến nghị", "Proposal"),
}


def language() -> str:
    """Return "vi" or "en"; the last switch on the command line counts, wherever it stands, then the environment."""
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
