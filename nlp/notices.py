"""Every warning that travels with a report, in one table: what it means and its mend, Vietnamese and English."""

from __future__ import annotations

from typing import Final, NamedTuple

from nlp.source import Notice


class Warned(NamedTuple):
    """What a warning code means, and what to do; in Vietnamese and English. The notice itself tells what was found."""

    vietnamese: str
    english: str
    vietnamese_mend: str
    english_mend: str


WARNINGS: Final[dict[str, Warned]] = {
    "W001": Warned(
        "tệp không phải UTF-8",
        "not UTF-8; decoded by guess",
        "so vài dòng với bản gốc; nếu sai, lưu lại tệp theo UTF-8",
        "compare a few lines with the original; where they differ, save the file as UTF-8",
    ),
    "W002": Warned(
        "bảng mã hoặc phông chữ cũ",
        "an encoding or fonts of before Unicode; converted",
        "so vài dòng với bản gốc, nhất là chữ hoa có dấu; vị trí tính theo văn bản đã chuyển (--with-text)",
        "compare a few lines, capitals with accents above all; offsets point into the converted text (--with-text)",
    ),
    "W003": Warned(
        "trang hầu như không có chữ",
        "pages with hardly any text",
        "xem các trang đó trong bản gốc; trang ảnh cần nhận dạng chữ (OCR)",
        "look at these pages in the original; a picture needs character recognition",
    ),
    "W004": Warned(
        "PDF thiếu phần cuối",
        "PDF without its end, perhaps incomplete",
        "tải lại tệp rồi đọc lại",
        "fetch the file again and read it again",
    ),
    "W005": Warned(
        "trang đọc từ ảnh (OCR)",
        "pages read from their picture (OCR)",
        "so số liệu và số hiệu văn bản với bản gốc",
        "compare figures and document numbers with the original",
    ),
    "W006": Warned(
        "trang nhận dạng kém",
        "pages read with little confidence",
        "quét lại rõ hơn hoặc đọc bản gốc",
        "scan it again, or read the original",
    ),
    "W007": Warned(
        "lớp chữ PDF mất chữ, đã so với ảnh",
        "the PDF's text lost letters; the better of repair and picture (OCR) was kept",
        "so số liệu và số hiệu văn bản với bản gốc; tốt nhất là dùng bản Word",
        "compare figures and document numbers with the original; best use the Word file",
    ),
    "W008": Warned(
        "lớp chữ PDF mất chữ, chưa so với ảnh",
        "the PDF's text lost letters; its picture could not be read for comparison",
        "cài Tesseract với dữ liệu `vie` (xem `cchc doctor`) rồi đọc lại, hoặc dùng bản Word",
        "install Tesseract with its `vie` data (see `cchc doctor`) and read it again, or use the Word file",
    ),
    "W010": Warned(
        "văn bản có thể mất chữ",
        "letters are probably lost",
        "dùng bản Word hoặc bản PDF khác nếu có",
        "use the Word file or another PDF where there is one",
    ),
    "W011": Warned(
        "không có câu nhận định",
        "no statement found",
        "kiểm tra tệp có phải báo cáo có phần lời không; bảng số liệu không có câu nhận định",
        "check that the file is a report with a narrative; tables of figures hold no statements",
    ),
    "W012": Warned(
        "dường như còn một văn bản khác trong tệp",
        "another paper seems to begin in the file",
        "xem tệp ở chỗ đó; nếu đúng, tách tệp thành từng văn bản rồi đọc lại",
        "look at that place; if it is so, cut the file into its papers and read these",
    ),
    "W013": Warned(
        "phần lời sau chữ ký không được gán nhãn",
        "narrative behind the signature was not labelled",
        "xem tệp ở chỗ đó; nếu là văn bản khác hoặc nội dung cần đọc, tách ra tệp riêng",
        "look at that place; if it is another paper, or to be read, put it into a file of its own",
    ),
}


# What is told of a warning -> (code, Vietnamese, English). {pages} lists numbers of pages; shares come formatted.
NOTICES: Final[dict[str, tuple[str, str, str]]] = {
    "encoding": (
        "W001",
        "tệp không phải UTF-8; đã đọc theo bảng mã {encoding}",
        "the file is not UTF-8; read as {encoding}",
    ),
    "old_encoding": (
        "W002",
        "văn bản dùng bảng mã cũ ({shares}); đã chuyển sang Unicode",
        "the text is in an encoding of before Unicode ({shares}); converted",
    ),
    "old_fonts": (
        "W002",
        "văn bản dùng phông chữ cũ ({shares}); đã chuyển sang Unicode",
        "the text is set in fonts of before Unicode ({shares}); converted",
    ),
    "poor_pages": (
        "W003",
        "trang {pages} hầu như không có chữ (ảnh quét hoặc trang trống)",
        "hardly any text on page {pages} (a picture, or empty)",
    ),
    "cut_pdf": (
        "W004",
        "tệp PDF thiếu phần cuối; có thể chưa tải xong, thiếu trang",
        "the PDF lacks its end; perhaps not all of it was fetched",
    ),
    "recognised": (
        "W005",
        "trang {pages} đọc từ ảnh (OCR), độ tin cậy trung bình {percent} %; hãy so lại số liệu, số văn bản với bản gốc",
        "page {pages} read from its picture (OCR), mean confidence {percent} %; compare figures with the original",
    ),
    "unsure": (
        "W006",
        "trang {pages} nhận dạng kém (độ tin cậy dưới {percent} %); hãy quét lại rõ hơn hoặc đọc bản gốc",
        "page {pages} read with little confidence (below {percent} %); scan it again or read the original",
    ),
    "compared_repair": (
        "W007",
        "lớp chữ của trang {pages} mất chữ; đã dùng bản phục hồi ({layer} % số từ đọc được; ảnh trang: {picture} %)",
        "text of page {pages} lost letters; its repair was kept ({layer} % of words legible; its picture: {picture} %)",
    ),
    "compared_picture": (
        "W007",
        "lớp chữ của trang {pages} mất chữ; đã đọc từ ảnh ({picture} % số từ đọc được; bản phục hồi: {layer} %)",
        "text of page {pages} lost letters; its picture was read ({picture} % of words legible; a repair: {layer} %)",
    ),
    "not_compared": (
        "W008",
        "lớp chữ của trang {pages} mất chữ; đã phục hồi ({layer} % số từ đọc được), chưa so được với ảnh của trang",
        "text of page {pages} lost letters; repaired ({layer} % of the words legible), not compared with the picture",
    ),
    "letters_lost": (
        "W010",
        "văn bản có thể mất chữ: chỉ {share} âm tiết đọc được",
        "letters may be lost: only {share} of the syllables can be read",
    ),
    "letters_restored": (
        "W010",
        "văn bản mất chữ: {lost} chữ cái bị mất, đã phục hồi {restored} số đó; hãy đối chiếu bản gốc",
        "letters are lost: {lost} of them, {restored} of which were restored; compare with the original",
    ),
    "no_statement": (
        "W011",
        "không tìm thấy câu nhận định nào trong phần lời của báo cáo",
        "no statement found in the narrative of the report",
    ),
    "paper_unlabelled": (
        "W012",
        "dường như một văn bản khác bắt đầu ở dòng {line}; không tách được, phần đó không được gán nhãn",
        "another paper seems to begin on line {line}; it was not separated and not labelled",
    ),
    "paper_along": (
        "W012",
        "dường như một văn bản khác bắt đầu ở dòng {line}; không tách được, phần đó được gán nhãn chung",
        "another paper seems to begin on line {line}; it was not separated, but labelled along with this one",
    ),
    "paper_unlabelled_page": (
        "W012",
        "dường như một văn bản khác bắt đầu ở trang {page}; không tách được, phần đó không được gán nhãn",
        "another paper seems to begin on page {page}; it was not separated and not labelled",
    ),
    "paper_along_page": (
        "W012",
        "dường như một văn bản khác bắt đầu ở trang {page}; không tách được, phần đó được gán nhãn chung",
        "another paper seems to begin on page {page}; it was not separated, but labelled along with this one",
    ),
    "narrative_behind": (
        "W013",
        "sau chữ ký còn khoảng {length} ký tự phần lời, từ dòng {line}, không được gán nhãn",
        "some {length} characters of narrative behind the signature, from line {line} on, were not labelled",
    ),
    "narrative_behind_page": (
        "W013",
        "sau chữ ký còn khoảng {length} ký tự phần lời, từ trang {page}, không được gán nhãn",
        "some {length} characters of narrative behind the signature, from page {page} on, were not labelled",
    ),
}


def make_notice(kind: str, **parts: str) -> Notice:
    """Return a warning in both languages.

    Parameters
    ----------
    kind : str
        A key of `NOTICES`.
    **parts : str
        What its texts leave open.

    Examples
    --------
    >>> make_notice("encoding", encoding="cp1258").told("en")
    'the file is not UTF-8; read as cp1258'
    """
    code, vietnamese, english = NOTICES[kind]
    return Notice(code, vietnamese.format(**parts), english.format(**parts))


def explain(notice: Notice, language: str = "vi") -> tuple[str, str]:
    """Return what to tell a person of a notice, and its mend; a code that is not in the table has none.

    Parameters
    ----------
    notice : Notice
        One without English text, kept by an earlier version, gets the meaning of its code before the Vietnamese.
    language : {"vi", "en"}
    """
    warned = WARNINGS.get(notice.code)
    if warned is None:
        return notice.told(language), ""
    if language != "en":
        return notice.message, warned.vietnamese_mend
    return notice.english or f"{warned.english} ({notice.message})", warned.english_mend
