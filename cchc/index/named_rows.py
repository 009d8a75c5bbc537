"""Rows of workbooks: columns and values are named for readers, in their language; programs take `cchc.index.tables`."""

from __future__ import annotations

from cchc.index.list_types import DocumentRow, ReportRow, UnitRow
from cchc.index.types import Cell, Hit, Limitation
from cchc.language import area_name, say, stance_name
from cchc.names import facet_name, level_name, period_name, status_line
from cchc.sheets import Row, day


def bare(text: str) -> str:
    """Return a statement without the bullet it was printed with."""
    return text.lstrip("-–+*• ")


def named_statement(hit: Hit) -> Row:
    """Return a statement with its labels, its source, and what is not sure of it."""
    return {
        say("Nguyên văn", "Text"): hit.text,
        say("Lĩnh vực", "Area"): area_name(hit.area),
        say("Loại", "Stance"): stance_name(hit.stance, hit.sub),
        **_source(hit),
        **_sureness(hit),
        say("Chưa chắc", "Not sure of"): ", ".join(facet_name(one) for one in hit.uncertain),
        say("Người đã sửa", "Corrected"): say("có", "yes") if hit.corrected else "",
    }


def named_limitation(one: Limitation) -> Row:
    """Return a limitation with the one of the period before that it repeats."""
    hit, before = one.hit, one.repeats
    return {
        say("Lĩnh vực", "Area"): area_name(hit.area),
        say("Hạn chế", "Limitation"): bare(hit.text),
        say("Lặp lại", "Repeated"): say("có", "yes") if before else "",
        say("Kỳ trước", "Period before"): period_name(before.period) if before else "",
        say("Câu của kỳ trước", "Its sentence"): bare(before.text) if before else "",
        say("Giống nhau (%)", "Alike (%)"): round(one.similarity) if before else "",
        **_source(hit),
        **_sureness(hit),
    }


def _source(hit: Hit) -> Row:
    return {
        say("Đơn vị", "Unit"): hit.unit,
        say("Cấp", "Level"): level_name(hit.level),
        say("Tỉnh, thành phố", "Province"): hit.province,
        say("Kỳ báo cáo", "Period"): period_name(hit.period),
        say("Ngày báo cáo", "Dated"): day(hit.date),
        say("Báo cáo", "Report"): hit.title,
        say("Mục", "Section"): " › ".join(hit.headings),
        say("Trang", "Page"): hit.page,
        say("Tệp", "File"): hit.source,
    }


def _sureness(hit: Hit) -> Row:
    return {
        say("Tin cậy lĩnh vực (%)", "Sure of area (%)"): round(100 * hit.area_confidence),
        say("Tin cậy loại (%)", "Sure of stance (%)"): round(100 * hit.stance_confidence),
    }


def named_report(report: ReportRow) -> Row:
    """Return a report."""
    return {
        say("Đơn vị", "Unit"): report.unit,
        say("Cấp", "Level"): level_name(report.level),
        say("Tỉnh, thành phố", "Province"): report.province,
        say("Báo cáo", "Report"): report.title,
        say("Số", "Number"): report.number,
        say("Ngày", "Dated"): day(report.date),
        say("Kỳ báo cáo", "Period"): period_name(report.period),
        say("Số nhận định", "Statements"): report.statements,
        say("Số hạn chế", "Limitations"): report.limitations,
        say("Tệp", "File"): report.source,
        say("Mô hình", "Model"): report.model,
    }


def named_document(document: DocumentRow) -> Row:
    """Return a cited document."""
    return {
        say("Số, ký hiệu", "Number"): document.number,
        say("Loại văn bản", "Type"): document.type,
        say("Cơ quan ban hành", "Issuer"): document.issuer,
        say("Ngày ban hành", "Dated"): day(document.date),
        say("Trích yếu", "Title"): document.title,
        say("Hiệu lực", "Status"): status_line(document.status, document.status_by),
        say("Số báo cáo dẫn", "Reports"): document.reports,
        say("Số lần dẫn", "Mentions"): document.mentions,
        say("Dẫn khi đã bị thay thế (báo cáo)", "Cited though replaced (reports)"): document.outdated,
    }


def named_unit(unit: UnitRow) -> Row:
    """Return a unit with its counts."""
    return {
        say("Đơn vị", "Unit"): unit.name,
        say("Cấp", "Level"): level_name(unit.level),
        say("Tỉnh, thành phố", "Province"): unit.province,
        say("Số báo cáo", "Reports"): unit.reports,
        say("Số nhận định", "Statements"): unit.statements,
        say("Số hạn chế", "Limitations"): unit.limitations,
        say("Kỳ mới nhất", "Latest period"): period_name(unit.latest),
    }


def named_cell(cell: Cell) -> Row:
    """Return a count of the matrix."""
    return {
        say("Lĩnh vực", "Area"): area_name(cell.area),
        say("Loại", "Stance"): stance_name(cell.stance),
        say("Số nhận định", "Statements"): cell.count,
    }
