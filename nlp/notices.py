"""Every warning that travels with a report, in one table: what it means and its mend, Vietnamese and English."""

from __future__ import annotations

from typing import Final, NamedTuple


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
}


def explain(code: str, message: str, language: str = "vi") -> tuple[str, str]:
    """Return what to tell a person of a notice, and its mend; a code that is not in the table has none.

    Parameters
    ----------
    code, message : str
        Of the notice; messages are Vietnamese, English readers get the meaning of the code before it.
    language : {"vi", "en"}
    """
    warned = WARNINGS.get(code)
    if warned is None:
        return message, ""
    if language == "en":
        return f"{warned.english} ({message})", warned.english_mend
    return message, warned.vietnamese_mend
