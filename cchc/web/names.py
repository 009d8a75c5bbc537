"""Names that the pages show; they stand in `cchc.names`, since files show them too."""

from cchc.names import (
    FACET_NAMES,
    KIND_NAMES,
    LEVEL_NAMES,
    STATUS_NAMES,
    facet_name,
    flag_name,
    level_name,
    period_kind,
    period_name,
    status_name,
    sub_name,
)

__all__ = [
    "FACET_NAMES",
    "KIND_NAMES",
    "LEVEL_NAMES",
    "STATUS_NAMES",
    "facet_name",
    "flag_name",
    "level_name",
    "period_kind",
    "period_name",
    "status_name",
    "sub_name",
]
