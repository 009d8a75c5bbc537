"""Names that the pages show for ids of the contract."""

from __future__ import annotations

from typing import Final

from cchc.language import say
from cchc.names import RELATION_NAMES, STATUS_NAMES

LEVEL_NAMES: Final = {
    "commune": ("Xã, phường, thị trấn", "Communes"),
    "district": ("Huyện, quận, thị xã", "Districts"),
    "department": ("Sở, ngành", "Departments"),
    "province": ("Tỉnh, thành phố", "Provinces"),
    "ministry": ("Bộ, ngành trung ương", "Ministries"),
}
FACET_NAMES: Final = {
    "area": ("Lĩnh vực", "Area"),
    "stance": ("Loại nhận định", "Stance"),
    "sub": ("Loại chi tiết", "Detail"),
    "level": ("Cấp", "Level"),
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


def status_name(status: str) -> str:
    """Return the name of a document's status."""
    return say(*STATUS_NAMES.get(status, (status, status)))


def facet_name(facet: str) -> str:
    """Return the name of a facet or filter."""
    return say(*FACET_NAMES.get(facet, (facet, facet)))


def relation_name(relation: str | None) -> str:
    """Return what a report does with a document it cites; nothing where no word tells."""
    return say(*RELATION_NAMES[relation]) if relation in RELATION_NAMES else ""
