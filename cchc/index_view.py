"""What the commands over the index print on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.index.export import source_of
from cchc.index.list_types import DocumentRow
from cchc.index.named_rows import bare
from cchc.index.types import Bucket, Hit, Limitation, Results, Status, Summary, Told
from cchc.language import AREA_NAMES, STANCE_NAMES, SUB_NAMES, area_name, say, stance_name
from cchc.names import DOCUMENT_KIND_NAMES, document_kind_name, document_name, facet_name, status_line

_LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "area": AREA_NAMES,
    "stance": STANCE_NAMES,
    "sub": SUB_NAMES,
    "kind": DOCUMENT_KIND_NAMES,
}
_LABELS_OF_COUNTS = {
    "added": ("thêm mới", "added"),
    "unchanged": ("không đổi", "unchanged"),
    "replaced": ("thay bản cũ", "replaced"),
    "failed": ("lỗi", "failed"),
}


def told(notice: Told) -> str:
    """Return a notice in the user's language."""
    return say(notice.vietnamese, notice.english)


def print_results(results: Results, console: Console) -> None:
    """Print hits with their source, what was looked for in bold, and the counts of facets."""
    console.print(say(f"{results.total} câu", f"{results.total} statements"), style="bold")
    for hit in results.hits:
        _print_hit(hit, console)
    for facet, buckets in results.facets.items():
        _print_facet(facet, buckets, console)


def _print_hit(hit: Hit, console: Console) -> None:
    text = Text(hit.snippet)
    for start, end in hit.marks:
        text.stylize("bold yellow", start, end)
    labels = f"{area_name(hit.area)} · {stance_name(hit.stance, hit.sub)}"
    console.print(Text.assemble((f"#{hit.id} ", "dim"), text), soft_wrap=True)
    console.print(f"   {labels} · {hit.unit or '?'} · {source_of(hit)}", style="dim", markup=False, soft_wrap=True)


def _print_facet(facet: str, buckets: Sequence[Bucket], console: Console) -> None:
    console.print(facet_name(facet), style="bold")
    names = _LABELS.get(facet, {})
    for bucket in buckets:
        name = say(*names[bucket.value]) if bucket.value in names else bucket.label
        console.print(f"  {bucket.count:>8}  {name}", markup=False, highlight=False)


def print_limitations(found: Iterable[Limitation], console: Console) -> int:
    """Print limitations under their area and unit; returns how many there were."""
    count = 0
    for area, of_area in groupby(found, key=lambda one: one.hit.area):
        console.print(area_name(area), style="bold")
        for unit, of_unit in groupby(of_area, key=lambda one: (one.hit.unit or one.hit.source, one.hit.period)):
            console.print(f"  {unit[0]} · {unit[1] or '?'}", style="cyan", markup=False)
            for one in of_unit:
                count += 1
                _print_limitation(one, console)
    console.print(say(f"{count} hạn chế", f"{count} limitations"))
    return count


def _print_limitation(one: Limitation, console: Console) -> None:
    page = f" ({say('tr.', 'p.')} {one.hit.page})" if one.hit.page else ""
    console.print(f"    - {bare(one.hit.text)}{page}", markup=False, highlight=False, soft_wrap=True)
    if one.repeats:
        line = say(f"lặp lại từ kỳ {one.repeats.period}", f"repeated from {one.repeats.period}")
        console.print(f"      ↻ {line}: {one.repeats.text}", style="red", markup=False, soft_wrap=True)


def print_documents(rows: Sequence[DocumentRow], console: Console) -> None:
    """Print cited documents; red where a report cites one that had been replaced."""
    table = Table(title=say("Văn bản được dẫn", "Cited documents"), title_justify="left")
    table.add_column(say("Văn bản", "Document"), ratio=3)
    table.add_column(say("Trích yếu", "Title"), ratio=5)
    table.add_column(say("Hiệu lực", "Status"), ratio=3)
    table.add_column(say("Báo cáo", "Reports"), justify="right")
    table.add_column(say("Lần", "Mentions"), justify="right")
    for row in rows:
        name = document_name(row.type, row.number, row.title)
        status = status_line(row.status, row.status_by)
        cells = (name, row.title or "", status, str(row.reports), str(row.mentions))
        table.add_row(*map(Text, cells), style="red" if row.outdated else "")
    console.print(table)


def summary_line(summary: Summary) -> str:
    """Return the counts of an addition in one line."""
    counts = [f"{getattr(summary, name)} {say(*names)}" for name, names in _LABELS_OF_COUNTS.items()]
    return (
        say("Báo cáo: ", "Reports: ") + ", ".join(counts) + say("; câu: ", "; statements: ") + str(summary.statements)
    )


def print_status(status: Status, console: Console) -> None:
    """Print what an index holds."""
    rows = (
        (say("Văn bản đã nạp", "Papers"), status.reports),
        *((f"  {document_kind_name(kind)}", count) for kind, count in status.kinds.items()),
        (say("Câu nhận định", "Statements"), status.statements),
        (say("Lần dẫn văn bản", "Citations"), status.citations),
        (say("Văn bản", "Documents"), status.documents),
        (say("Đơn vị", "Units"), status.units),
        (say("Lượt sửa nhãn", "Corrections"), status.corrections),
        (say("Báo cáo chờ đưa vào tìm kiếm", "Reports waiting for the search files"), status.pending),
        (say("Dung lượng", "Size"), f"{status.bytes / 1e6:.1f} MB"),
        (say("Cơ sở dữ liệu", "Database"), status.database),
        *((say(f"Mô hình {model}", f"Model {model}"), count) for model, count in status.models.items()),
        (say("Nguyên vẹn", "Whole"), say("có", "yes") if status.whole else say("KHÔNG", "NO")),
    )
    for name, value in rows:
        console.print(f"{name}: {value}", markup=False, highlight=False)
    for fault in status.faults:
        console.print(told(fault), style="red", markup=False)
