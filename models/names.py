"""What areas, stances and sub-labels are called: (Vietnamese, English), by label."""

from __future__ import annotations

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
