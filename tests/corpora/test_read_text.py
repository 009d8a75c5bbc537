"""Text and HTML: what the readers yield."""

from __future__ import annotations

from pathlib import Path

import pytest
from reader_helpers import PAGE, SENTENCE, blocks, marked, refused, windows_1258, write

from corpora.readers import read, read_bytes


@pytest.mark.parametrize("body", ["\ufeffBÁO CÁO\r\nKết quả\rquý I\n", "I. Cải cách thể chế\n\n\n- Đã ban hành  \n"])
def test_text_is_the_file_itself(tmp_path: Path, body: str) -> None:
    path = write(tmp_path, "bao-cao.txt", body)
    source = read(path)
    with path.open(encoding="utf-8", newline="") as file:
        assert source.text == file.read() == body
    assert (source.name, source.media_type, source.warnings) == ("bao-cao.txt", "text/plain", ())
    assert len(source.sha256) == 64
    assert source.pages == ()


def test_decomposed_letters_keep_their_offsets(tmp_path: Path) -> None:
    body = "Ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh"
    assert read(write(tmp_path, "nfd.txt", body)).text == body


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    source = read(write(tmp_path, "a.txt", "Trang một\n\fTrang hai\n\fTrang ba\n\f\n"))
    assert [source.text[p.start : p.end] for p in source.pages] == ["Trang một\n\f", "Trang hai\n\f", "Trang ba\n\f\n"]
    assert source.page_at(source.text.index("hai")) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be-bom", "cp1258"])
def test_other_encodings_are_decoded_with_a_notice(tmp_path: Path, encoding: str) -> None:
    body = "Báo cáo công tác cải cách hành chính, các đơn vị đã làm tốt; huyện đã chỉ đạo. " * 5
    if encoding == "utf-16-be-bom":
        data = b"\xfe\xff" + body.encode("utf-16-be")
    elif encoding == "cp1258":
        body = windows_1258(body)
        data = body.encode("cp1258")
    else:
        data = body.encode(encoding)
    source = read(write(tmp_path, "a.txt", data))
    assert source.text == body
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_one_broken_byte_does_not_change_the_encoding(tmp_path: Path) -> None:
    data = (SENTENCE * 3).encode() + b"\xe1\xbb"
    source = read(write(tmp_path, "cut.txt", data))
    assert source.text.startswith(SENTENCE)
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_markdown_is_only_sniffed(tmp_path: Path) -> None:
    body = "## I. KẾT QUẢ\n\nĐã thực hiện<sup>1</sup>.\n"
    source = read(write(tmp_path, "a.md", body))
    assert (source.text, source.media_type, source.marks) == (body, "text/markdown", ())
    assert read(write(tmp_path, "a.txt", body)).media_type == "text/plain"
    assert read_bytes(b"# A\n\n## B\n", "-").media_type == "text/markdown"


def test_html_blocks_become_lines(tmp_path: Path) -> None:
    source = read(write(tmp_path, "a.html", PAGE))
    assert source.media_type == "text/html"
    assert blocks(source) == [
        "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TÂM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do",
        "BÁO CÁO",
        "I. KẾT QUẢ",
        "Xã đã ban hành kế hoạch năm1, tính trên km2.\nDòng hai.",
        "2. Rà soát",
        "- Cấp xã",
        "+ Thôn",
        "- Tự ghi",
        "3. Công khai",
        "Thêm",
        "a) Một",
        "d) Bốn",
        "I. La Mã",
        "Biểu 1",
        "TT\tChỉ tiêu\n1\tHồ sơ đúng hạn",
        "Chữ ngoài thẻ",
        "Khối",
        "1 Kế hoạch số 5/KH-UBND.",
    ]
    assert marked(source, "heading") == [(1, "BÁO CÁO"), (2, "I. KẾT QUẢ")]
    assert marked(source, "table") == [(0, "TT\tChỉ tiêu\n1\tHồ sơ đúng hạn")]
    assert marked(source, "footnote") == [(0, "1 Kế hoạch số 5/KH-UBND.")]


def test_html_layout_table_without_border_becomes_lines(tmp_path: Path) -> None:
    page = f"<html><body><table><tr><td>Mở đầu</td><td>{SENTENCE}</td></tr></table></body></html>"
    source = read(write(tmp_path, "a.html", page))
    assert blocks(source) == ["Mở đầu", SENTENCE]
    assert source.marks == ()


def test_html_footnotes_of_word(tmp_path: Path) -> None:
    page = (
        "<html><body><p>Thực hiện Kế hoạch<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> của xã.</p>"
        "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Kế hoạch năm.</p></body></html>"
    )
    source = read(write(tmp_path, "a.htm", page))
    assert blocks(source) == ["Thực hiện Kế hoạch1 của xã.", "1 Kế hoạch năm."]


def test_html_charset_of_meta(tmp_path: Path) -> None:
    body = windows_1258("Tập thể lãnh đạo đều ký")
    page = f'<html><head><meta charset="windows-1258"></head><body><p>{body}</p></body></html>'
    source = read(write(tmp_path, "a.html", page.encode("cp1258")))
    assert source.text == body + "\n"
    assert [notice.code for notice in source.warnings] == ["W001"]


def test_html_reads_no_other_file(tmp_path: Path) -> None:
    secret = write(tmp_path, "bi-mat.txt", "BÍ MẬT")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>Chữ &x;</p></body></html>'
    assert "BÍ MẬT" not in read(write(tmp_path, "a.html", page)).text


@pytest.mark.parametrize("depth", [1500, 5000])
def test_html_is_read_whole_or_refused(tmp_path: Path, depth: int) -> None:
    page = "<html><body>" + "<div>" * depth + "Sâu" + "</div>" * depth + "<p>Nông</p></body></html>"
    path = write(tmp_path, "a.html", page)
    if depth > 2048:
        refused(path, "E004")
    else:
        assert blocks(read(path)) == ["Sâu", "Nông"]
