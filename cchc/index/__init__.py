"""The index of reports: a database that is the record, and search files derived from it.

`open_index` gives an `Index`; everything it takes and gives are the plain values of `types` and `list_types`.

Where things live:

- `index`: what users see; `store`: record and search files held together
- the record: `database`, `schema`, `migrations`; `engine`: the search files; `folding`, `codes`: what both share
- in: `intake`, `rows`, `writing`, `counting`, `originals`; corrections: `editing`, `remember`
- a search: `asking` (what was typed), `compiling`, `filtering`, `searching`, `hits`, `snippets`
- lists by pages: `paging`, `listing`, `citing`; one report: `reading`; one unit: `history`, `repeats`; counts:
  `figures`, `overview`, `status`
- names and periods: `naming`, `periods`, `telling`
- files out: `export`, `export_limitations`, `named_rows` (for people), `tables` (for programs)
- `bench` and `bench_…`: how fast it all is
"""

from cchc.index.index import Index, open_index
from cchc.index.list_types import (
    DocumentRow,
    FacetValues,
    KindCount,
    MentionRow,
    Outdated,
    Page,
    Place,
    ReportCount,
    ReportRow,
    UnitPeriod,
    UnitRow,
)
from cchc.index.types import (
    FACETS,
    Added,
    Bucket,
    Cell,
    Change,
    Correction,
    Filters,
    Hit,
    Limitation,
    Query,
    Record,
    ReportView,
    Results,
    SectionNode,
    Status,
    Summary,
    Told,
    TrendPoint,
)

__all__ = [
    "FACETS",
    "Added",
    "Bucket",
    "Cell",
    "Change",
    "Correction",
    "DocumentRow",
    "FacetValues",
    "Filters",
    "Hit",
    "Index",
    "KindCount",
    "Limitation",
    "MentionRow",
    "Outdated",
    "Page",
    "Place",
    "Query",
    "Record",
    "ReportCount",
    "ReportRow",
    "ReportView",
    "Results",
    "SectionNode",
    "Status",
    "Summary",
    "Told",
    "TrendPoint",
    "UnitPeriod",
    "UnitRow",
    "open_index",
]
