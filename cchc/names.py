"""What relations and states of cited documents are called: (Vietnamese, English), by id of the output contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc.language import say

RELATION_NAMES: Final = {
    "basis": ("căn cứ", "basis"),
    "carried_out": ("thực hiện", "carried out"),
    "issued": ("ban hành", "issued"),
    "amended": ("được sửa đổi", "amended"),
    "amends": ("sửa đổi văn bản khác", "amends another"),
    "replaced": ("bị thay thế", "replaced"),
    "report": ("báo cáo", "reported to"),
}
STATUS_NAMES: Final = {
    "in_force": ("còn hiệu lực", "in force"),
    "amended": ("đã được sửa đổi", "amended"),
    "replaced": ("đã bị thay thế", "replaced"),
    "not_yet": ("chưa có hiệu lực", "not yet in force"),
    "unknown": ("chưa rõ", "unknown"),
}


def status_line(status: str, by: Sequence[str]) -> str:
    """Return a document's status with what brought it about; nothing where it is not known."""
    text = "" if status == "unknown" else say(*STATUS_NAMES[status])
    return f"{text}: {', '.join(by)}" if by else text


def document_name(kind: str | None, number: str | None, title: str | None) -> str:
    """Return what a document is called: type and number, or its title where it has no number.

    Examples
    --------
    >>> document_name("Nghị quyết", "76/NQ-CP", "Chương trình tổng thể"), document_name("Luật", None, "Luật Đất đai")
    ('Nghị quyết 76/NQ-CP', 'Luật Đất đai')
    """
    own = number or title or say("không số", "no number")
    return own if not kind or own.lower().startswith(kind.lower()) else f"{kind} {own}"
