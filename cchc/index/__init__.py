"""The index of reports: a database that is the record, and search files derived from it.

`open_index` gives an `Index`; everything it takes and gives are the plain values of `cchc.index.types`.
"""

from cchc.index.index import Index, open_index
from cchc.index.types import (
    FACETS,
    Added,
    Bucket,
    Cell,
    Change,
    Correction,
    DocumentRow,
    Filters,
    Hit,
    Limitation,
    MentionRow,
    Query,
    Record,
    ReportRow,
    ReportView,
    Results,
    SectionNode,
    Status,
    Summary,
    Told,
    TrendPoint,
    UnitRow,
)

__all__ = [
    "FACETS",
    "Added",
    "Bucket",
    "Cell",
    "Change",
    "Correction",
    "DocumentRow",
    "Filters",
    "Hit",
    "Index",
    "Limitation",
    "MentionRow",
    "Query",
    "Record",
    "ReportRow",
    "ReportView",
    "Results",
    "SectionNode",
    "Status",
    "Summary",
    "Told",
    "TrendPoint",
    "UnitRow",
    "open_index",
]
