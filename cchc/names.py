"""Names that pages and files show for ids of the contract: (Vietnamese, English)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc.language import SUB_NAMES, say

LEVEL_NAMES: Final = {
    "commune": ("Cấp xã", "Communes"),
    "district": ("Cấp huyện", "Districts"),
    "department": ("Sở, ngành", "Departments"),
    "province": ("Cấp tỉnh", "Provinces"),
    "ministry": ("Bộ, ngành trung ương", "Ministries"),
}
DOCUMENT_KIND_NAMES: Final = {
    "report": ("Báo cáo", "Reports"),
    "plan": ("Kế hoạch, chương trình", "Plans"),
    "directive": ("Chỉ thị, công điện", "Directives"),
    "conclusion": ("Thông báo kết luận", "Notices of conclusions"),
    "decision": ("Quyết định, nghị quyết", "Decisions"),
    "letter": ("Công văn", "Official letters"),
    "minutes": ("Biên bản", "Minutes"),
    "news": ("Tin, bài", "News"),
}
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
ROLE_NAMES: Final = {
    "viewer": ("người xem", "viewer"),
    "reviewer": ("người rà soát", "reviewer"),
    "admin": ("người quản trị", "administrator"),
}
ACTION_NAMES: Final = {  # of the audit log, as it holds them: (Vietnamese, English)
    "correction": ("sửa nhãn", "correction"),
    "correction undone": ("hoàn tác sửa nhãn", "correction undone"),
    "export": ("xuất tệp", "export"),
    "original fetched": ("tải tệp gốc", "original fetched"),
    "password changed": ("đổi mật khẩu", "password changed"),
    "report removed": ("xóa báo cáo", "report removed"),
    "sign-in": ("đăng nhập", "sign-in"),
    "sign-in refused": ("đăng nhập bị từ chối", "sign-in refused"),
    "sign-out": ("đăng xuất", "sign-out"),
    "token made": ("tạo mã API", "token made"),
    "token.add": ("tạo mã API", "token made"),
    "token revoked": ("hủy mã API", "token revoked"),
    "upload": ("nạp báo cáo", "upload"),
    "user.add": ("thêm tài khoản", "account added"),
    "user.password": ("đặt lại mật khẩu", "password set"),
    "user.lock": ("khóa tài khoản", "account locked"),
    "user.remove": ("xóa tài khoản", "account removed"),
    "user.role": ("đổi vai trò", "role changed"),
    "user.unlock": ("mở lại tài khoản", "account unlocked"),
    "view removed": ("xóa cách xem đã lưu", "saved view removed"),
    "view saved": ("lưu cách xem", "view saved"),
}
FACET_NAMES: Final = {
    "area": ("Lĩnh vực", "Area"),
    "stance": ("Loại nhận định", "Stance"),
    "sub": ("Loại chi tiết", "Detail"),
    "level": ("Cấp", "Level"),
    "kind": ("Thể loại văn bản", "Kind of document"),
    "province": ("Tỉnh, thành phố", "Province"),
    "unit": ("Đơn vị", "Unit"),
    "period": ("Kỳ báo cáo", "Period"),
    "corrected": ("Người đã sửa", "Corrected"),
    "document": ("Văn bản được dẫn", "Document cited"),
    "report": ("Báo cáo", "Report"),
    "min_confidence": ("Độ tin cậy từ", "Confidence from"),
    "q": ("Từ tìm", "Words"),
}


def level_name(level: str | None) -> str:
    """Return the name of a level of units."""
    return say(*LEVEL_NAMES[level]) if level in LEVEL_NAMES else say("Chưa rõ cấp", "Level unknown")


def document_kind_name(kind: str | None) -> str:
    """Return the name of a kind of document, in the plural."""
    unknown = ("Chưa rõ thể loại", "Kind unknown")
    return say(*DOCUMENT_KIND_NAMES.get(kind or "", unknown))


def status_name(status: str) -> str:
    """Return the name of a document's status."""
    return say(*STATUS_NAMES.get(status, (status, status)))


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


def relation_name(relation: str | None) -> str:
    """Return what a report does with a document it cites; nothing where no word tells."""
    return say(*RELATION_NAMES[relation]) if relation in RELATION_NAMES else ""


def account_role_name(role: str) -> str:
    """Return what a role of an account is called."""
    return say(*ROLE_NAMES.get(role, (role, role)))


def action_name(action: str) -> str:
    """Return what the audit log tells that somebody did."""
    return say(*ACTION_NAMES.get(action, (action, action)))


def facet_name(facet: str) -> str:
    """Return the name of a facet or filter."""
    return say(*FACET_NAMES.get(facet, (facet, facet)))


# How the label of a period begins and ends, and what it is called: kind, long name, short name; {y} is the year.
_PERIODS: Final = {
    "": ("year", ("Năm {y}", "{y}"), ("{y}", "{y}")),
    "H1": ("half", ("6 tháng đầu năm {y}", "First half of {y}"), ("6T đầu {y}", "{y} H1")),
    "H2": ("half", ("6 tháng cuối năm {y}", "Second half of {y}"), ("6T cuối {y}", "{y} H2")),
    "Q1": ("quarter", ("Quý I năm {y}", "First quarter of {y}"), ("Q.I {y}", "{y} Q1")),
    "Q2": ("quarter", ("Quý II năm {y}", "Second quarter of {y}"), ("Q.II {y}", "{y} Q2")),
    "Q3": ("quarter", ("Quý III năm {y}", "Third quarter of {y}"), ("Q.III {y}", "{y} Q3")),
    "Q4": ("quarter", ("Quý IV năm {y}", "Fourth quarter of {y}"), ("Q.IV {y}", "{y} Q4")),
    "-9M": ("nine", ("9 tháng năm {y}", "Nine months of {y}"), ("9T {y}", "{y} 9M")),
}
KIND_NAMES: Final = {
    "year": ("Cả năm", "Years"),
    "half": ("6 tháng", "Half-years"),
    "nine": ("9 tháng", "Nine months"),
    "quarter": ("Quý", "Quarters"),
    "other": ("Kỳ khác", "Others"),
}


def period_kind(period: str) -> str:
    """Return what kind of period a label names: a member of `KIND_NAMES`; only those of one kind can be compared."""
    known = _PERIODS.get(period[4:]) if period[:4].isdecimal() else None
    return known[0] if known else "other"


def period_name(period: str | None, short: bool = False) -> str:
    """Return the name of a period's label.

    Examples
    --------
    >>> period_name("2023H1"), period_name("2021-01..2023-06", short=True), period_name(None)
    ('6 tháng đầu năm 2023', '01/2021–06/2023', 'Không rõ kỳ')
    """
    if not period:
        return say("Không rõ kỳ", "Period unknown")
    known = _PERIODS.get(period[4:]) if period[:4].isdecimal() else None
    if known:
        return say(*known[2 if short else 1]).format(y=period[:4])
    return "–".join("/".join(reversed(month.split("-"))) for month in period.split(".."))


def sub_name(sub: str) -> str:
    """Return the name of a sub-label."""
    return say(*SUB_NAMES[sub]) if sub in SUB_NAMES else sub


def flag_name(corrected: str) -> str:
    """Return what "true" or "false" says of corrections."""
    return say("đã sửa", "corrected") if corrected == "true" else say("chưa sửa", "not corrected")
