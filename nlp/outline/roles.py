"""What a section's place and the kind of its document make of the role that its title names."""

from __future__ import annotations

import re

from nlp.outline.lexicon import heading_role, is_order
from nlp.text.fold import fold

_ASKS = re.compile(r"(?:kinh )?(?:de nghi|kien nghi|de xuat|kinh mong)\b")
_REPORTS_RESULTS = re.compile(r"ket qua|tinh hinh|danh gia|thuc trang|boi canh")


def title_role(title: str, kind: str | None = None) -> str | None:
    """Return the role that a title or lead-in gives to what stands below it.

    Parameters
    ----------
    title : str
        With its colon where it has one.
    kind : str, optional
        Kind of the document ("report", "plan", "directive", "conclusion", …).

    Examples
    --------
    >>> title_role("Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành:")
    'tasks'
    >>> title_role("Đề nghị UBND tỉnh:")
    'proposals'
    >>> title_role("II. Về các đề xuất, kiến nghị của thành phố", "conclusion")
    'tasks'
    """
    role = heading_role(title)
    if role is None and is_order(title):
        role = "proposals" if _ASKS.search(fold(title)) else "tasks"
    return _in_kind(role, title, kind)


def _in_kind(role: str | None, title: str, kind: str | None) -> str | None:
    """Fit a role to the kind of document: a plan reports nothing but where its title says so."""
    if kind == "conclusion" and role == "proposals":
        return "tasks"  # "Về các kiến nghị của tỉnh": each is answered with an instruction
    if kind == "plan" and role in (None, "results", "steering") and not _REPORTS_RESULTS.search(fold(title)):
        return "tasks"  # "I. Mục tiêu", "1. Cải cách thể chế", "IV. Tổ chức thực hiện"
    if kind == "directive" and role in (None, "steering", "results"):
        return "tasks"  # "1. Thủ trưởng các sở", "2. Cải cách thủ tục hành chính"
    return role


def inherited_role(above: str | None, own: str | None) -> str | None:
    """Return the role of a section under one of another role.

    Inside tasks, proposals and assessments a heading "Kết quả …" or an area's name does not change the role.
    """
    strong = ("tasks", "proposals", "limitations", "causes", "achievements")
    if above in strong and own in (None, "results", "steering"):
        return above
    return own or above
