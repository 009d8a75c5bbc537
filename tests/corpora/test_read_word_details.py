"""Word: what is printed of fields, changes, content controls, notes, boxes and hidden text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reader_helpers import Word, blocks, marked

from corpora.readers import read


def run(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def symbol(at: str) -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="{at}"/></w:r>'


INNER = field("begin") + code("MERGEFIELD don_vi") + field("separate") + run("xã A") + field("end")


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (field("begin") + code("PAGE") + field("separate") + run("12") + field("end"), "Trước 12 sau"),
        (field("begin") + code("IF ") + INNER + field("separate") + run("được") + field("end"), "Trước được sau"),
        (field("begin") + code("IF ") + field("separate") + INNER + field("end"), "Trước xã A sau"),
        (field("begin") + code("XE") + run("mục từ") + field("end"), "Trước sau"),
        (field("begin") + code("PAGE") + run("không có kết thúc"), "Trước không có kết thúc sau"),
        (f'<w:fldSimple w:instr="DATE">{run("14/5")}</w:fldSimple>', "Trước 14/5 sau"),
        (f'<w:hyperlink w:anchor="x">{run("liên kết")}</w:hyperlink>', "Trước liên kết sau"),
        (symbol("F0B7") + symbol("f0A8") + symbol("00B2"), "Trước ••² sau"),
        (symbol("D800") + symbol("0000") + symbol("hỏng") + symbol("F" * 5000), "Trước •••• sau"),
        (run("ẩn", "<w:vanish/>"), "Trước sau"),
        (run("hiện", '<w:vanish w:val="0"/>'), "Trước hiện sau"),
        (run("ẩn theo kiểu", '<w:rStyle w:val="An"/>'), "Trước sau"),
        (run("hiện", '<w:rStyle w:val="An"/><w:vanish w:val="false"/>'), "Trước hiện sau"),
        (f"<w:moveFrom w:id='1'>{run('đi')}</w:moveFrom><w:moveTo w:id='2'>{run('đến')}</w:moveTo>", "Trước đến sau"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('đã điền')}</w:sdtContent></w:sdt>", "Trước đã điền sau"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm để điền')}</w:sdtContent></w:sdt>",
            "Trước sau",
        ),
        ("<w:r><w:t>km</w:t><w:noBreakHyphen/><w:t>h</w:t><w:softHyphen/><w:tab/></w:r>", "Trước km-h sau"),
    ],
)
def test_what_is_printed_within_a_line(tmp_path: Path, inner: str, printed: str) -> None:
    word = Word()
    style = word.file.styles.add_style("An", 2)
    style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:vanish/></w:rPr>"))
    word.xml(run("Trước ") + inner + run(" sau"))
    assert blocks(read(word.save(tmp_path / "a.docx"))) == [printed]


def test_a_field_over_paragraphs(tmp_path: Path) -> None:
    word = Word()
    word.xml(field("begin") + code("IF 1 = 1 ") + run("mã"))
    word.xml(run("mã nữa") + field("separate") + run("kết quả"))
    word.xml(run("và đoạn hai") + field("end"))
    assert blocks(read(word.save(tmp_path / "a.docx"))) == ["kết quả", "và đoạn hai"]


def test_hidden_and_deleted_paragraphs_take_no_number(tmp_path: Path) -> None:
    word = Word()
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    word.item("Một", 0)
    word.xml(f"<w:pPr>{number}<w:rPr><w:vanish/></w:rPr></w:pPr>" + run("Ẩn", "<w:vanish/>"))
    word.xml(
        f"<w:pPr>{number}<w:rPr><w:del w:id='8'/></w:rPr></w:pPr>"
        "<w:del w:id='9'><w:r><w:delText>Xóa</w:delText></w:r></w:del>"
    )
    word.item("Hai", 0)
    assert blocks(read(word.save(tmp_path / "a.docx"))) == ["I. Một", "II. Hai"]


def test_footnotes_and_endnotes_stand_behind_their_paragraph(tmp_path: Path) -> None:
    word = Word()
    word.xml(
        run("Kế hoạch") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" và quyết định ")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>' + run(".")
    )  # fmt: skip
    word.file.add_paragraph("Đoạn sau.")
    source = read(word.save(tmp_path / "a.docx", {2: "Số 5/KH-UBND."}, {2: "Số 7/QĐ-UBND."}))
    assert blocks(source) == ["Kế hoạch1 và quyết định2.", "1 Số 5/KH-UBND.", "2 Số 7/QĐ-UBND.", "Đoạn sau."]
    assert [text for _, text in marked(source, "footnote")] == ["1 Số 5/KH-UBND.", "2 Số 7/QĐ-UBND."]


def box(inner: str) -> str:
    return f"<w:txbxContent><w:p>{inner}</w:p></w:txbxContent>"


def versions(new: str, old: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    word = Word()
    twice = versions(box(run("Nhóm")), box(run("Nhóm")))
    word.xml(run("Neo") + f"<w:r><w:drawing>{twice}</w:drawing></w:r>")
    inside = box(run("Ngoài") + f"<w:r><w:drawing>{box(run('Trong'))}</w:drawing></w:r>")
    word.xml(run("Neo hai") + f"<w:r><w:pict>{inside}</w:pict></w:r>")
    assert blocks(read(word.save(tmp_path / "a.docx"))) == ["Neo", "Nhóm", "Neo hai", "Ngoài", "Trong"]


def test_content_controls_and_versions_between_paragraphs(tmp_path: Path) -> None:
    word = Word()
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = word.file.element.body
    paragraph = "<w:p>{}</w:p>".format
    control = f"<w:sdt {names}><w:sdtContent>{paragraph(run('Trong khung'))}</w:sdtContent></w:sdt>"
    both = versions(paragraph(run("Bản mới")), paragraph(run("Bản cũ"))).replace(">", f" {names}>", 1)
    body.insert(len(body) - 1, parse_xml(control))
    body.insert(len(body) - 1, parse_xml(both))
    assert blocks(read(word.save(tmp_path / "a.docx"))) == ["Trong khung", "Bản mới"]


def test_headers_and_footers_are_left_out_and_deleted_cells_empty(tmp_path: Path) -> None:
    word = Word()
    section = word.file.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Đầu trang", "Chân trang"
    table = word.file.add_table(2, 3)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(index)
    table.cell(0, 1)._tc.get_or_add_tcPr().append(parse_xml(f'<w:cellDel {nsdecls("w")} w:id="1"/>'))
    assert read(word.save(tmp_path / "a.docx")).text == "0\t\t2\n3\t4\t5\n"
